"""Guarded downloads and saves of the room."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.routing import Route

from partnership import service
from studio.changes import CHANGES
from studio.errors import Invalid
from studio.identity import Actor
from studio.web import download, saving


def _export(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    file = service.export(
        actor, request.path_params["id"], request.path_params["format"], request.query_params.get("language", "")
    )
    return file.name, file.media_type, file.content


def _save(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
    key = data.get("key")
    try:
        changes = CHANGES.validate_python(data.get("changes"))
    except ValidationError as error:
        raise Invalid("change_unusable", path="") from error
    if not isinstance(key, str) or not 1 <= len(key) <= 200:
        raise Invalid("change_unusable", path="key")
    saved = service.save(actor, request.path_params["id"], changes, key)
    return {
        "revision": saved.document.revision,
        "conflicts": [conflict.model_dump(mode="json") for conflict in saved.conflicts],
    }


ROUTES: list[Route] = [
    Route("/agreements/{id}/export.{format}", download(_export)),
    Route("/agreements/{id}/save", saving(_save), methods=["POST"]),
]
