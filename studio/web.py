"""What happens before and beside Streamlit: who is asking, plain pages, guarded downloads and saves.

Identity is settled here once: a cookie is exchanged for a session id, which travels to the scripts in a header that
clients cannot forge (any header of that name is dropped). Everything that is not public needs a session.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import anyio.to_thread
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio import identity
from studio.errors import Conflicted, Forbidden, Invalid, NotFound, StudioError, Unavailable
from studio.identity import Actor
from studio.languages import SOURCE_LOCALE, Translator, is_offered, translator
from studio.messages import explain
from studio.settings import ROOT, settings

COOKIE = "icm_session"
SESSION_HEADER = "X-Icm-Session"
USER_FIELD = "session"
"""Name under which the scripts find the session id: `st.user["session"]`."""

PUBLIC = (
    *("/sign-in", "/sign-out", "/start/", "/join", "/invited/", "/invitation/"),
    *("/static/", "/_stcore/health", "/favicon", "/plain/"),
)
MAX_FORM_BYTES = 20_000
MAX_SAVE_BYTES = 2_000_000

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; frame-src 'self' blob: data:; "
    "frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
)


def is_public(path: str) -> bool:
    return any(path == prefix.rstrip("/") or path.startswith(prefix) for prefix in PUBLIC)


class Guard:
    """ASGI middleware: identity on every request and handshake, security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        forbidden = SESSION_HEADER.lower().encode()
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != forbidden]
        path = scope["path"]
        session_id, locale, role = None, "", ""
        if not path.startswith("/static/"):
            secret = HTTPConnection(scope).cookies.get(COOKIE)
            if secret:
                session_id, locale, role = await anyio.to_thread.run_sync(_who, secret)
        if session_id:
            headers.append((forbidden, session_id.encode()))
        scope = {**scope, "headers": headers, "icm_session": session_id, "icm_locale": locale, "icm_role": role}
        if session_id is None and not is_public(path):
            await self._refuse(scope, receive, send)
            return
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD", "OPTIONS") and not same_origin(scope):
            await _plain(HTTPStatus.FORBIDDEN)(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                answer.setdefault("Content-Security-Policy", _POLICY)
                answer.setdefault("X-Content-Type-Options", "nosniff")
                answer.setdefault("Referrer-Policy", "same-origin")
                answer.setdefault("X-Frame-Options", "SAMEORIGIN")
            await send(message)

        await self.app(scope, receive, send_safely)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4401})
            return
        if scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", ""):
            wanted = scope["path"] + (f"?{scope['query_string'].decode()}" if scope["query_string"] else "")
            target = "/sign-in" if wanted == "/" else f"/sign-in?next={quote(wanted)}"
            await RedirectResponse(target, HTTPStatus.SEE_OTHER)(scope, receive, send)
            return
        await _plain(HTTPStatus.UNAUTHORIZED)(scope, receive, send)


def _who(secret: str) -> tuple[str | None, str, str]:
    """Session, language and role of whoever holds a cookie."""
    session_id = identity.session_of_secret(secret)
    actor = identity.resolve(session_id) if session_id else None
    return session_id, actor.locale if actor else "", actor.role if actor else ""


def _plain(status: HTTPStatus) -> Response:
    return JSONResponse({"error": status.phrase}, status)


def same_origin(scope: Scope) -> bool:
    """Whether a request that changes something came from our own pages (browsers send these headers themselves)."""
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def set_cookie(response: Response, secret: str) -> Response:
    response.set_cookie(
        COOKIE,
        secret,
        max_age=settings().session_days * 86_400,
        httponly=True,
        samesite="lax",
        secure=settings().secure_cookies,
        path="/",
    )
    return response


def safe_next(target: str) -> str:
    """A place on this server to go on to; anything else becomes the start page."""
    parts = urlsplit(target)
    inside = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc and "\\" not in target
    return target if inside and all(c.isprintable() for c in target) else "/"


_loader = FileSystemLoader([ROOT / "studio" / "pages"])
_pages = Environment(
    loader=_loader,
    autoescape=True,
    undefined=StrictUndefined,
)


def add_pages(folder: Path) -> None:
    """Let a room keep plain pages of its own beside its routes."""
    _loader.searchpath.append(str(folder))


def locale_of(request: Request) -> str:
    """Language for a plain page: an explicit choice, else the signed-in person's own, else the browser's first."""
    for chosen in (request.query_params.get("locale", ""), request.scope.get("icm_locale", "")):
        if is_offered(chosen):
            return chosen
    for part in request.headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip().split("-")[0]
        if is_offered(code):
            return code
    return SOURCE_LOCALE


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A plain server-rendered page from `studio/pages`; every value is escaped."""
    t = translator(locale_of(request))
    html = _pages.get_template(template).render(t=t, locale=t.locale.replace("_", "-"), **values)
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


def actor_of(request: Request) -> Actor:
    """The actor of a guarded route; Forbidden when the session ended meanwhile."""
    session_id = request.scope.get("icm_session")
    actor = identity.resolve(session_id) if session_id else None
    if actor is None:
        raise Forbidden("session_ended")
    return actor


_STATUS: list[tuple[type[StudioError], int]] = [
    (NotFound, 404),
    (Forbidden, 403),
    (Invalid, 422),
    (Conflicted, 409),
    (Unavailable, 503),
]


def status_of(error: StudioError) -> int:
    if error.code == "too_many_attempts":
        return 429
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 400)


def words_for(request: Request) -> Translator:
    return translator(locale_of(request))


def download(
    make: Callable[[Actor, Request], tuple[str, str, bytes]],
) -> Callable[[Request], Awaitable[Response]]:
    """A guarded route that sends a file; `make(actor, request)` gives name, media type and bytes, in a thread."""

    async def route(request: Request) -> Response:
        try:
            actor = await anyio.to_thread.run_sync(actor_of, request)
            name, media_type, content = await anyio.to_thread.run_sync(make, actor, request)
        except StudioError as error:
            return page(request, "error.html", status_of(error), message=explain(error, words_for(request)))
        return Response(
            content,
            media_type=media_type,
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
                "Cache-Control": "no-store, private",
            },
        )

    return route


def saving(
    save: Callable[[Actor, Request, dict[str, Any]], dict[str, Any]],
) -> Callable[[Request], Awaitable[Response]]:
    """A guarded route that takes JSON from the writing component (fetch or sendBeacon) and answers JSON."""

    async def route(request: Request) -> Response:
        try:
            actor = await anyio.to_thread.run_sync(actor_of, request)
            body = await limited_body(request, MAX_SAVE_BYTES)
            try:
                data = json.loads(body)
            except (ValueError, RecursionError) as error:
                raise Invalid("request_unreadable") from error
            if not isinstance(data, dict):
                raise Invalid("request_unreadable")
            return JSONResponse(await anyio.to_thread.run_sync(save, actor, request, data))
        except StudioError as error:
            message = explain(error, words_for(request))
            return JSONResponse({"error": error.code, "message": message}, status_of(error))

    return route


async def limited_body(request: Request, limit: int) -> bytes:
    """The body, unless it is longer than `limit` bytes; a liar about its length is caught while reading."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise Invalid("file_too_large", limit=max(1, limit // 1_000_000))
        chunks.append(chunk)
    return b"".join(chunks)
