"""Pages of this room."""

from __future__ import annotations

from streamlit.navigation.page import StreamlitPage

from studio.identity import Actor
from studio.languages import Translator


def pages(actor: Actor, t: Translator) -> list[StreamlitPage]:
    return []
