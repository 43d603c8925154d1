"""Routes of this room: what the writing component saves, files to take away, and joining a round by a link.

The link works before the application has loaded: a plain page asks for a name, or joins who is signed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

import anyio.to_thread
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from studio import identity, ids
from studio.changes import CHANGES, Change
from studio.errors import Invalid, StudioError
from studio.identity import Actor, Role
from studio.messages import explain
from studio.sign_in import device_of, form_of
from studio.versioned import Saved
from studio.web import add_pages, download, locale_of, page, saving, set_cookie, status_of, words_for
from toolkit.services import assess, evidence, export, fill, improve, invite

add_pages(Path(__file__).parent / "pages")

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


def _evidence(actor: Actor, request: Request) -> export.File:
    return evidence.content(actor, request.path_params["id"], request.path_params["evidence"])


def _signed_in(request: Request) -> Actor | None:
    """Who is asking on a public page, if anybody known."""
    session_id = request.scope.get("icm_session")
    return identity.resolve(session_id) if session_id else None


def _answer_page(assessment_id: str) -> RedirectResponse:
    return RedirectResponse(f"/assessment-rate?id={assessment_id}", HTTPStatus.SEE_OTHER)


def _form(request: Request, offer: invite.Offer, actor: Actor | None, status: int = 200, **values: str) -> Response:
    own_name = actor.name if actor is not None else ""
    filled = {"name": "", "message": "", "key": ids.new("key")} | values
    return page(
        request,
        "invited.html",
        status,
        action=request.url.path,
        offer=offer,
        own_name=own_name,
        account=actor is not None and actor.role is not Role.PARTICIPANT,
        **filled,
    )


async def invited(request: Request) -> Response:
    """What the link invites to; straight on for those who sit there already."""
    secret = request.path_params["secret"]
    actor = await anyio.to_thread.run_sync(_signed_in, request)
    if actor is not None and (found := await anyio.to_thread.run_sync(invite.seated, actor, secret)):
        return _answer_page(found)
    try:
        return _form(request, await anyio.to_thread.run_sync(invite.offer, secret), actor)
    except StudioError as error:
        return page(request, "error.html", status_of(error), message=explain(error, words_for(request)))


async def take_seat(request: Request) -> Response:
    secret = request.path_params["secret"]
    actor = await anyio.to_thread.run_sync(_signed_in, request)
    try:
        offer = await anyio.to_thread.run_sync(invite.offer, secret)
    except StudioError as error:
        return page(request, "error.html", status_of(error), message=explain(error, words_for(request)))
    fields: dict[str, str] = {}
    try:
        fields = await form_of(request)

        def joining() -> invite.Joined:
            return invite.join(
                actor,
                secret,
                fields.get("name", ""),
                fields.get("key", "")[:100],
                device=device_of(request),
                locale=locale_of(request),
            )

        joined = await anyio.to_thread.run_sync(joining)
    except StudioError as error:
        name = fields.get("name", "")[: identity.MAX_NAME]
        message = explain(error, words_for(request))
        return _form(request, offer, actor, status_of(error), name=name, message=message)
    response = _answer_page(joined.assessment_id)
    return set_cookie(response, joined.secret) if joined.secret else response


ROUTES = [
    _save("/assessments/{id}/save", assess.save_ratings),
    _save("/assessments/{id}/consensus", assess.save_consensus),
    _save("/plans/{id}/save", improve.save_plan),
    _save("/forms/{id}/save", fill.save),
    _file("/assessments/{id}/export.{to}", export.assessment),
    _file("/instruments/{id}/export.{to}", export.instrument),
    Route("/assessments/{id}/evidence/{evidence}", download(_evidence), methods=["GET"]),
    _file("/plans/{id}/export.{to}", export.plan),
    Route("/invited/{secret}", invited, methods=["GET"]),
    Route("/invited/{secret}", take_seat, methods=["POST"]),
    _file("/instruments/{id}/form.{to}", export.instrument_form),
    _file("/instruments/{id}/own.{to}", export.instrument_file),
    _file("/assessments/{id}/form.{to}", export.assessment_form),
    _file("/assessments/{id}/answers.{to}", export.answers),
    _file("/country-tables/{id}/table.{to}", export.country_table),
    _file("/forms/blank/{id}.{to}", export.blank_form),
    _file("/forms/{id}/export.{to}", export.form),
]
