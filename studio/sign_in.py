"""Signing in and out: plain pages that work before the application has loaded."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import parse_qs

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from studio import identity
from studio.errors import Invalid, StudioError
from studio.messages import explain
from studio.web import COOKIE, MAX_FORM_BYTES, limited_body, page, safe_next, set_cookie, status_of, words_for


async def form_of(request: Request) -> dict[str, str]:
    """Fields of a small urlencoded form, first value each."""
    body = await limited_body(request, MAX_FORM_BYTES)
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20)
    except (UnicodeDecodeError, ValueError) as error:
        raise Invalid("request_unreadable") from error
    return {name: values[0] for name, values in fields.items()}


def device_of(request: Request) -> str:
    return request.headers.get("user-agent", "")


async def show(request: Request) -> Response:
    return page(request, "sign_in.html", next=safe_next(request.query_params.get("next", "/")), login="", message="")


async def sign_in(request: Request) -> Response:
    fields: dict[str, str] = {}
    try:
        fields = await form_of(request)
        secret = await anyio.to_thread.run_sync(
            identity.sign_in, fields.get("login", ""), fields.get("password", ""), device_of(request)
        )
    except StudioError as error:
        return page(
            request,
            "sign_in.html",
            status_of(error),
            next=safe_next(fields.get("next", "/")),
            login=fields.get("login", ""),
            message=explain(error, words_for(request)),
        )
    return set_cookie(RedirectResponse(safe_next(fields.get("next", "/")), HTTPStatus.SEE_OTHER), secret)


async def start(request: Request) -> Response:
    """The one-time link of the terminal."""
    try:
        secret = await anyio.to_thread.run_sync(identity.use_link, request.path_params["secret"], device_of(request))
    except StudioError as error:
        return page(
            request, "sign_in.html", status_of(error), next="/", login="", message=explain(error, words_for(request))
        )
    return set_cookie(RedirectResponse("/", HTTPStatus.SEE_OTHER), secret)


async def ask_sign_out(request: Request) -> Response:
    return page(request, "sign_out.html")


async def sign_out(request: Request) -> Response:
    session_id = request.scope.get("icm_session")
    if session_id:
        await anyio.to_thread.run_sync(identity.sign_out, session_id)
    response = RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return response


async def style(request: Request) -> Response:
    return Response(STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"})


ROUTES = [
    Route("/sign-in", show, methods=["GET"]),
    Route("/sign-in", sign_in, methods=["POST"]),
    Route("/start/{secret}", start, methods=["GET"]),
    Route("/sign-out", ask_sign_out, methods=["GET"]),
    Route("/sign-out", sign_out, methods=["POST"]),
    Route("/plain/style.css", style, methods=["GET"]),
]

STYLE = """
:root { --ink: #14212b; --paper: #f6f8f9; --card: #fff; --line: #c3ced6; --brand: #0b5d6b; --warn: #8a1c1c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eaf0f3; --paper: #12191e; --card: #1b252c; --line: #46555f; --brand: #6fc3d0; --warn: #ffb4ab; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.25rem;
  background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif; }
main { width: min(26rem, 100%); background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1.75rem; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .5rem; }
p { margin: .5rem 0 1rem; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input { width: 100%; font: inherit; padding: .65rem .75rem; margin-top: .25rem; color: inherit;
  background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; }
input.code { text-transform: uppercase; letter-spacing: .25em; font-variant-numeric: tabular-nums; }
button { width: 100%; margin-top: 1.5rem; min-height: 2.75rem; font: inherit; font-weight: 600; color: var(--card);
  background: var(--brand); border: 0; border-radius: .5rem; cursor: pointer; }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
a { color: var(--brand); }
[role=alert] { color: var(--warn); border-left: 4px solid; padding: .25rem .75rem; }
.quiet { font-size: .9375rem; margin-bottom: 0; }
"""
