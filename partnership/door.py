"""The door for invited partners: a plain page that says what the link leads to and asks for a name."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from partnership.services import invite
from studio import identity
from studio.errors import StudioError
from studio.identity import Actor
from studio.messages import explain
from studio.rights import allowed
from studio.sign_in import device_of, form_of
from studio.web import add_pages, locale_of, page, set_cookie, status_of, words_for

add_pages(Path(__file__).parent / "pages")


def _signed_in(request: Request) -> Actor | None:
    """Who is asking on a public page, if it is somebody an agreement can be shown to."""
    session_id = request.scope.get("icm_session")
    actor = identity.resolve(session_id) if session_id else None
    return actor if actor is not None and allowed(actor, "agreement.take_part") else None


def _to_agreement(offer: invite.Offer) -> RedirectResponse:
    page = "agreement-sign" if offer.signs else "agreement-positions"
    return RedirectResponse(f"/{page}?id={offer.agreement_id}", HTTPStatus.SEE_OTHER)


async def show_invitation(request: Request) -> Response:
    """What the link leads to and the way in; straight on for those who came in already. Looking changes nothing."""
    secret = request.path_params["secret"]
    try:
        actor = await anyio.to_thread.run_sync(_signed_in, request)
        offer = await anyio.to_thread.run_sync(invite.offer, secret)
        if actor is not None and await anyio.to_thread.run_sync(invite.entered, actor, secret):
            return _to_agreement(offer)
    except StudioError as error:
        return page(request, "error.html", status_of(error), message=explain(error, words_for(request)))
    return page(request, "invitation.html", offer=offer, own_name=actor.name if actor else "", name="", message="")


async def take_invitation(request: Request) -> Response:
    secret = request.path_params["secret"]
    fields: dict[str, str] = {}
    actor = await anyio.to_thread.run_sync(_signed_in, request)
    try:
        offer = await anyio.to_thread.run_sync(invite.offer, secret)
    except StudioError as error:
        return page(request, "error.html", status_of(error), message=explain(error, words_for(request)))
    try:
        fields = await form_of(request)
        name = fields.get("name", "")

        def entering() -> invite.Entered:
            return invite.enter(actor, secret, name, device=device_of(request), locale=locale_of(request))

        entered = await anyio.to_thread.run_sync(entering)
    except StudioError as error:
        return page(
            request,
            "invitation.html",
            status_of(error),
            offer=offer,
            own_name=actor.name if actor else "",
            name=fields.get("name", "")[: identity.MAX_NAME],
            message=explain(error, words_for(request)),
        )
    response = _to_agreement(offer)
    return set_cookie(response, entered.secret) if entered.secret else response


ROUTES: list[Route] = [
    Route("/invitation/{secret}", show_invitation, methods=["GET"]),
    Route("/invitation/{secret}", take_invitation, methods=["POST"]),
]
