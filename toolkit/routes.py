"""Routes of this room: what the writing component saves, and files to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.routing import Route

from studio.changes import CHANGES, Change
from studio.errors import Invalid
from studio.identity import Actor
from studio.versioned import Saved
from studio.web import download, saving
from toolkit.services import assess, export, fill, improve

Save = Callable[[Actor, str, Sequence[Change], str], Saved]
Export = Callable[[Actor, str, str], export.File]


def _save(path: str, save: Save) -> Route:
    def save_changes(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
        try:
            changes = CHANGES.validate_python(data.get("changes"))
        except (ValidationError, RecursionError) as error:
            raise Invalid("request_unreadable") from error
        saved = save(actor, request.path_params["id"], changes, str(data.get("key", ""))[:200])
        return {
            "revision": saved.document.revision,
            "conflicts": [conflict.model_dump(mode="json") for conflict in saved.conflicts],
        }

    return Route(path, saving(save_changes), methods=["POST"])


def _file(path: str, make: Export) -> Route:
    def send(actor: Actor, request: Request) -> export.File:
        return make(actor, request.path_params["id"], request.path_params["to"])

    return Route(path, download(send), methods=["GET"])


ROUTES = [
    _save("/assessments/{id}/save", assess.save_ratings),
    _save("/assessments/{id}/consensus", assess.save_consensus),
    _save("/plans/{id}/save", improve.save_plan),
    _save("/forms/{id}/save", fill.save),
    _file("/assessments/{id}/export.{to}", export.assessment),
    _file("/forms/blank/{id}.{to}", export.blank_form),
    _file("/forms/{id}/export.{to}", export.form),
]
