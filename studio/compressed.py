"""Sends the scripts and styles of the pages compressed, because phones in a workshop share a weak connection.

Streamlit serves them as they are: compressing anew for everybody would keep a server busy. They never change while the
studio runs, so each is compressed once and kept (2.8 MB of a first page become 1.1 MB).
"""

from __future__ import annotations

import gzip
import hashlib

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.whole_answer import gather

_LEVEL = 6
_SMALLEST = 1000
"""Bytes below which it does not pay."""


class Compressed:
    """ASGI middleware: whole scripts and styles under `/static/`, for those who accept gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[bytes, bytes] = {}
        """By digest and not by address, of which one file can have any number."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _suits(scope):
            await self.app(scope, receive, send)
            return

        async def answer(start: Message, body: bytes) -> None:
            await self._answer(start, body, send)

        await gather(self.app, scope, receive, answer)

    async def _answer(self, start: Message, body: bytes, send: Send) -> None:
        headers = MutableHeaders(scope=start)
        headers.add_vary_header("Accept-Encoding")
        if start["status"] == 200 and len(body) >= _SMALLEST and "content-encoding" not in headers:
            body = await self._packed(body)
            headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(body))
            if "etag" in headers:  # the same file in other bytes: nobody may go on with a part of the plain one
                headers["ETag"] = f"W/{headers['etag']}"
        await send(start)
        await send({"type": "http.response.body", "body": body})

    async def _packed(self, body: bytes) -> bytes:
        key = hashlib.sha256(body).digest()
        if key not in self._kept:
            self._kept[key] = await anyio.to_thread.run_sync(gzip.compress, body, _LEVEL)
        return self._kept[key]


def _suits(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
        return False
    headers = Headers(scope=scope)
    whole = "range" not in headers
    return whole and scope["path"].endswith((".js", ".css")) and "gzip" in headers.get("accept-encoding", "")
