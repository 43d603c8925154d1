"""Routes of this room: guarded downloads of a run's protocol, case file, debrief and the run itself."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.routing import Route

from scenarios import debrief_document, service
from scenarios.case_file import Writer
from studio import files
from studio.changes import CHANGES
from studio.documents import docx, pdf
from studio.documents.model import Document
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.languages import translator
from studio.web import download, saving
from toolkit import form_documents

_RENDER = {"docx": (files.DOCX, docx.render), "pdf": (files.PDF, pdf.render)}


def writer(actor: Actor, loaded: service.Loaded) -> Writer:
    """Fills forms for the seat whose file is asked for; a trainer reads the first one."""
    seat = loaded.seat if loaded.seat in loaded.replay.inputs.played else loaded.replay.inputs.played[0]
    name = actor.name if loaded.person_id == actor.person_id else ""
    return Writer(loaded.replay, loaded.package, loaded.texts, seat, name, translator(actor.locale))


def _document(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    run_id, what, suffix = (request.path_params[name] for name in ("id", "what", "suffix"))
    if suffix not in _RENDER:
        raise NotFound("run_unknown")
    loaded = service.load(actor, run_id)
    document: Document
    if what == "protocol":
        document = form_documents.compose(writer(actor, loaded).protocol(), actor.locale)
    elif what == "case-file":
        document = form_documents.compose(writer(actor, loaded).case_file(), actor.locale)
    elif what == "debrief":
        made = service.debriefed(actor, run_id)
        document = debrief_document.compose(made, loaded.package, translator(actor.locale), actor.name)
    else:
        raise NotFound("run_unknown")
    media_type, render = _RENDER[suffix]
    return f"{what}-{loaded.package.scenario.id}.{suffix}", media_type, render(document)


def _run(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    exported = service.exported(actor, request.path_params["id"])
    return f"run-{exported.pins.scenario_id}.json", files.JSON, exported.model_dump_json(indent=1).encode()


def _save(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
    try:
        changes = CHANGES.validate_python(data.get("changes"))
    except (ValidationError, RecursionError) as error:
        raise Invalid("request_unreadable") from error
    return service.save_draft(actor, request.path_params["id"], changes)


ROUTES: list[Route] = [
    Route("/practice/{id}/save", saving(_save), methods=["POST"]),
    Route("/practice/{id}/run.json", download(_run)),
    Route("/practice/{id}/{what}.{suffix}", download(_document)),
]
