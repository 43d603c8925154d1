"""Routes of this room: joining by code, which works before the application has loaded, and the results as a file."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from studio import identity
from studio.errors import StudioError
from studio.identity import Actor, Role
from studio.messages import explain
from studio.sign_in import device_of, form_of
from studio.web import add_pages, download, locale_of, page, set_cookie, status_of, words_for
from workshop.services import join, report

add_pages(Path(__file__).parent / "pages")


def _signed_in(request: Request) -> Actor | None:
    """Who is asking on a public page, if anybody known."""
    session_id = request.scope.get("icm_session")
    return identity.resolve(session_id) if session_id else None


def _form(request: Request, actor: Actor | None, status: int = 200, **values: str) -> Response:
    own_name = actor.name if actor is not None and actor.role is not Role.PARTICIPANT else ""
    filled = {"code": "", "name": "", "message": ""} | values
    return page(request, "join.html", status, own_name=own_name, **filled)


def _seat_page(workshop_id: str) -> RedirectResponse:
    return RedirectResponse(f"/workshop-seat?id={workshop_id}", HTTPStatus.SEE_OTHER)


async def show(request: Request) -> Response:
    """The form, with the code of the QR link filled in; straight on for those who sit there already."""
    code = request.query_params.get("code", "")[:20]
    actor = await anyio.to_thread.run_sync(_signed_in, request)
    if actor is not None and code and (workshop_id := await anyio.to_thread.run_sync(join.joined, actor, code)):
        return _seat_page(workshop_id)
    return _form(request, actor, code=code)


async def take_seat(request: Request) -> Response:
    fields: dict[str, str] = {}
    actor = await anyio.to_thread.run_sync(_signed_in, request)
    try:
        fields = await form_of(request)
        code, name = fields.get("code", ""), fields.get("name", "")

        def joining() -> join.Joined:
            return join.join(actor, code, name, device=device_of(request), locale=locale_of(request))

        joined = await anyio.to_thread.run_sync(joining)
    except StudioError as error:
        answer = _form(
            request,
            actor,
            status_of(error),
            code=fields.get("code", "")[:20],
            name=fields.get("name", "")[: identity.MAX_NAME],
            message=explain(error, words_for(request)),
        )
        if error.code == "too_many_attempts":
            answer.headers["Retry-After"] = str(error.parameters["seconds"])
        return answer
    response = _seat_page(joined.workshop_id)
    return set_cookie(response, joined.secret) if joined.secret else response


def _results(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    name, content = report.results_csv(actor, request.path_params["id"])
    return name, "text/csv; charset=utf-8", content


ROUTES: list[Route] = [
    Route("/join", show, methods=["GET"]),
    Route("/join", take_seat, methods=["POST"]),
    Route("/workshops/{id}/results.csv", download(_results), methods=["GET"]),
]
