"""While the server does not answer, a page says so in the person's language; later it sends what was being typed.

Streamlit would show a dialog of its own there (“Are you connected to the internet?”, “streamlit run yourscript.py”);
`NoDialogs` tells the page not to, in the answer that Streamlit keeps for whoever hosts it.
"""

from __future__ import annotations

import html
import json
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.languages import Translator
from studio.whole_answer import gather

HOST_CONFIG = "/_stcore/host-config"
SCRIPT = "/plain/away.js"
_CODE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def tell_when_away(t: Translator) -> None:
    away = t(
        "The studio does not answer. Leave this page open and do not reload it: what you have typed stays, and the "
        "page goes on by itself as soon as the studio answers. Check the connection to its network, or ask whoever "
        "runs the studio whether it has been stopped."
    )
    ended = t(
        "You are signed out, or your session has ended. Copy what you have typed and not saved, then reload this "
        "page and sign in."
    )
    st.html(
        f'<span hidden class="icm-away">{html.escape(away)}</span><span hidden class="icm-ended">{html.escape(ended)}'
        f'</span><script src="{SCRIPT}"></script>',
        unsafe_allow_javascript=True,
    )


async def _script(_request: Request) -> Response:
    return Response(_CODE, media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


ROUTE = Route(SCRIPT, _script, methods=["GET"])


class NoDialogs:
    """ASGI middleware: Streamlit's host configuration with its dialogs about errors blocked."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != HOST_CONFIG:
            await self.app(scope, receive, send)
            return

        async def answer(start: Message, body: bytes) -> None:
            if start["status"] == 200 and body:
                body = json.dumps(json.loads(body) | {"blockErrorDialogs": True}).encode()
                MutableHeaders(scope=start)["Content-Length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await gather(self.app, scope, receive, answer)
