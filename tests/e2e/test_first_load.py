"""What a phone has to load before it sees the first page."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Response
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from tests.e2e.conftest import Studio, settled, sign_in_owner

pytestmark = pytest.mark.slow

SMALLEST = 1000


def test_scripts_and_styles_come_compressed(studio: Studio, context: BrowserContext) -> None:
    sign_in_owner(context, studio)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(studio.url)
    settled(page)
    scripts = [each for each in answers if each.url.endswith((".js", ".css")) and len(each.body()) >= SMALLEST]
    assert len(scripts) > 5
    assert {each.headers.get("content-encoding") for each in scripts} == {"gzip"}


def test_what_a_page_is_sent_later_comes_compressed_too(studio: Studio, context: BrowserContext) -> None:
    sign_in_owner(context, studio)
    page = context.new_page()
    shaken: list[dict[str, str]] = []
    watched = context.new_cdp_session(page)
    watched.send("Network.enable")
    watched.on("Network.webSocketHandshakeResponseReceived", lambda event: shaken.append(event["response"]["headers"]))
    page.goto(studio.url)
    settled(page)
    (headers,) = ({name.lower(): value for name, value in each.items()} for each in shaken)
    assert "permessage-deflate" in headers["sec-websocket-extensions"]


def test_a_small_message_that_grows_huge_is_refused(studio: Studio, context: BrowserContext) -> None:
    sign_in_owner(context, studio)
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())
    address = studio.url.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(address, additional_headers={"Cookie": cookies}, subprotocols=["streamlit"]) as socket:  # type: ignore[list-item]
        assert "permessage-deflate" in socket.response.headers["sec-websocket-extensions"]  # type: ignore[union-attr]
        socket.send(bytes(22_000_000))  # 22 kB on the wire
        with pytest.raises(ConnectionClosedError) as closed:
            list(socket)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009
    page = context.new_page()
    page.goto(studio.url)
    settled(page)
