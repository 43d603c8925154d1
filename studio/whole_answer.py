"""Lets a middleware change an answer as a whole."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope


async def gather(
    app: ASGIApp, scope: Scope, receive: Receive, then: Callable[[Message, bytes], Awaitable[None]]
) -> None:
    """Run `app` and call `then` once with the start of its answer and the whole body, instead of sending them."""
    start: Message = {}
    body = bytearray()

    async def taken(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
            return
        body.extend(message.get("body", b""))
        if not message.get("more_body", False):
            await then(start, bytes(body))

    await app(scope, receive, taken)
