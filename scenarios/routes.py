"""Routes of this room: guarded downloads of a run's documents and of scenarios in the making, and saves of both."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.routing import Route

from scenarios import service
from scenarios.caseload import document as caseload_document
from scenarios.debriefing import document as debrief_document
from scenarios.service import authoring, caseload_files, caseloads, pending
from scenarios.service.papers import writer
from studio import files
from studio.changes import CHANGES, Change
from studio.documents.model import Document
from studio.documents.renderers import PAPER, RENDERERS
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.languages import translator
from studio.web import download, saving
from toolkit import form_documents


def _document(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    run_id, what, suffix = (request.path_params[name] for name in ("id", "what", "suffix"))
    if suffix not in PAPER:
        raise NotFound("run_unknown")
    loaded = service.load(actor, run_id)
    document: Document
    if what == "protocol":
        document = form_documents.compose(writer(actor, loaded).protocol(), actor.locale)
    elif what == "case-file":
        document = form_documents.compose(writer(actor, loaded).case_file(), actor.locale)
    elif what == "debrief":
        made = service.debriefed(actor, run_id)
        document = debrief_document.compose(
            made, loaded.replay, loaded.package, loaded.texts, translator(actor.locale), actor.name
        )
    else:
        raise NotFound("run_unknown")
    media_type, render = RENDERERS[suffix]
    return f"{what}-{loaded.package.scenario.id}.{suffix}", media_type, render(document)


def _run(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    exported = service.exported(actor, request.path_params["id"])
    return f"run-{exported.pins.scenario_id}.json", files.JSON, exported.model_dump_json(indent=1).encode()


def _save(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
    return service.save_draft(actor, request.path_params["id"], _changes(data))


def _changes(data: dict[str, Any]) -> list[Change]:
    try:
        return CHANGES.validate_python(data.get("changes"))
    except (ValidationError, RecursionError) as error:
        raise Invalid("request_unreadable") from error


def _save_draft(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
    key = data.get("key")
    if not isinstance(key, str) or not 1 <= len(key) <= 200:
        raise Invalid("request_unreadable")
    saved = authoring.save(actor, request.path_params["id"], _changes(data), key)
    return {
        "revision": saved.document.revision,
        "conflicts": [conflict.model_dump(mode="json") for conflict in saved.conflicts],
    }


def _keep_typed(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
    return pending.keep(actor, request.path_params["id"], _changes(data))


def _export(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    suffix = request.path_params["suffix"]
    name, content = authoring.export(actor, request.path_params["id"], suffix)
    return name, files.JSON if suffix == "json" else "application/zip", content


def _caseload(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    run = caseload_files.exported(actor, request.path_params["id"])
    return f"caseload-{run.pins.exercise_id}.json", files.JSON, run.model_dump_json(indent=1).encode()


def _caseload_debrief(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    caseload_id, suffix = request.path_params["id"], request.path_params["suffix"]
    if suffix not in PAPER:
        raise NotFound("caseload_unknown")
    loaded = caseloads.load(actor, caseload_id)
    made = caseloads.outcome_of(actor, caseload_id) if loaded.load.week else None
    document = caseload_document.compose(loaded.load, loaded.package, made, translator(actor.locale), actor.name)
    media_type, render = RENDERERS[suffix]
    return f"debrief-{loaded.package.exercise.id}.{suffix}", media_type, render(document)


ROUTES: list[Route] = [
    Route("/authoring/{id}/save", saving(_save_draft), methods=["POST"]),
    Route("/authoring/{id}/typed", saving(_keep_typed), methods=["POST"]),
    Route("/authoring/{id}/scenario.{suffix}", download(_export)),
    Route("/practice/{id}/save", saving(_save), methods=["POST"]),
    Route("/practice/{id}/run.json", download(_run)),
    Route("/practice/{id}/{what}.{suffix}", download(_document)),
    Route("/caseload/{id}/run.json", download(_caseload)),
    Route("/caseload/{id}/debrief.{suffix}", download(_caseload_debrief)),
]
