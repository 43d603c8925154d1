"""Guarded downloads and saves of the room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.routing import Route

from partnership import door, seal_door, service
from partnership.services import note, reflect, report, sheet, signing
from studio import files
from studio.changes import CHANGES, Conflict, SetField
from studio.documents import pasted
from studio.documents.base_template import build
from studio.errors import Invalid
from studio.identity import Actor
from studio.web import download, saving

NOTED = TypeAdapter(list[SetField])
SUFFIXES = {files.PDF: "pdf", files.JSON: "json", files.PNG: "png", files.JPEG: "jpg"}


def _export(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    agreement_id, wanted = request.path_params["id"], request.query_params
    if request.path_params["format"] == "docx":
        from partnership.services.hand_out import hand_out  # here, because the Word library would slow every start

        since = wanted.get("since", "")
        file = hand_out(
            actor,
            agreement_id,
            wanted.get("language", ""),
            since=int(since) if since.isascii() and since.isdigit() and len(since) < 10 else 0,
            findings="findings" in wanted,
            comments="comments" in wanted,
            tracking="tracking" in wanted,
        )
    else:
        file = service.export(actor, agreement_id, request.path_params["format"], wanted.get("language", ""))
    return file.name, file.media_type, file.content


def _template(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    return "template.docx", files.DOCX, build()


def _review(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    file = service.export_review(actor, request.path_params["id"], request.path_params["format"], actor.locale)
    return file.name, file.media_type, file.content


def _annex(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    names = request.path_params
    file = service.export_annex(
        actor, names["id"], names["annex"], names["format"], request.query_params.get("language", "")
    )
    return file.name, file.media_type, file.content


def _answer(revision: int, conflicts: Iterable[Conflict]) -> dict[str, Any]:
    """What the writing component is told after a save."""
    return {"revision": revision, "conflicts": [conflict.model_dump(mode="json") for conflict in conflicts]}


def _save(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
    key = data.get("key")
    try:
        changes = CHANGES.validate_python(data.get("changes"))
    except ValidationError as error:
        raise Invalid("change_unusable", path="") from error
    if not isinstance(key, str) or not 1 <= len(key) <= 200:
        raise Invalid("change_unusable", path="key")
    saved = service.save(actor, request.path_params["id"], changes, key)
    return _answer(saved.document.revision, saved.conflicts)


def _year(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    names = request.path_params
    file = report.report(actor, names["id"], names["year"], names["format"], request.query_params.get("language", ""))
    return file.name, file.media_type, file.content


def _save_year(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
    try:
        changes = CHANGES.validate_python(data.get("changes"))
    except ValidationError as error:
        raise Invalid("change_unusable", path="") from error
    saved = reflect.save(actor, request.path_params["id"], request.path_params["year"], changes)
    return _answer(saved.revision, saved.conflicts)


def _save_note(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
    try:
        changes = NOTED.validate_python(data.get("changes"))
    except ValidationError as error:
        raise Invalid("change_unusable", path="") from error
    saved = note.save(actor, request.path_params["id"], request.path_params["turn"], changes)
    return _answer(saved.revision, saved.conflicts)


def _paste(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
    """HTML of the clipboard as Markdown; only who may see the agreement is served."""
    service.load(actor, request.path_params["id"])
    markup = data.get("html")
    if not isinstance(markup, str):
        raise Invalid("change_unusable", path="html")
    return {"markdown": pasted.from_html(markup)}


def _sheet(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    path = request.path_params
    file = sheet.blank(actor, path["id"], path["partner"], path["format"])
    return file.name, file.media_type, file.content


def _signing(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    names = request.path_params
    file = signing.export(
        actor, names["id"], names["round"], names["kind"], names["format"], request.query_params.get("language", "")
    )
    return file.name, file.media_type, file.content


def _signing_file(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    digest = request.path_params["sha256"]
    found = signing.stored(actor, request.path_params["id"], digest)
    return f"{digest[:16]}.{SUFFIXES.get(found.media_type, 'bin')}", found.media_type, found.content


ROUTES: list[Route] = [
    *door.ROUTES,
    *seal_door.ROUTES,
    Route("/agreements/{id}/positions/{partner}.{format}", download(_sheet)),
    Route("/agreements/template.docx", download(_template)),
    Route("/agreements/{id}/export.{format}", download(_export)),
    Route("/agreements/{id}/review.{format}", download(_review)),
    Route("/agreements/{id}/annexes/{annex}/export.{format}", download(_annex)),
    Route("/agreements/{id}/signing/files/{sha256}", download(_signing_file)),
    Route("/agreements/{id}/signing/{round}/{kind}.{format}", download(_signing)),
    Route("/agreements/{id}/years/{year:int}/report.{format}", download(_year)),
    Route("/agreements/{id}/years/{year:int}/save", saving(_save_year), methods=["POST"]),
    Route("/agreements/{id}/notes/{turn:int}", saving(_save_note), methods=["POST"]),
    Route("/agreements/{id}/paste", saving(_paste), methods=["POST"]),
    Route("/agreements/{id}/save", saving(_save), methods=["POST"]),
]
