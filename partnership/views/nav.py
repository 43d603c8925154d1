"""Pages of the room."""

from __future__ import annotations

from typing import Any

from studio.identity import Actor
from studio.languages import Translator


def pages(actor: Actor, t: Translator) -> list[Any]:
    return []
