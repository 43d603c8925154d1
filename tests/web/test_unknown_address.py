"""An address that no page has, by role; what belongs to Streamlit is left to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_app import _RESERVED_ROUTE_PREFIXES

from home import server
from studio import addresses, identity
from studio.identity import Actor, Role
from studio.languages import PSEUDO

PASSWORD = "four calm grey herons"


async def streamlit(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("Streamlit")


@pytest.fixture
def client(actor: Callable[..., Actor], monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(addresses, "_pages", {})
    identity.create_account(actor("owner"), name="Ana", login="ana", password=PASSWORD, role=Role.TRAINEE)
    app = Starlette(routes=[*server.routes(), Route("/{any:path}", streamlit)], middleware=server.middleware())
    with TestClient(app, follow_redirects=False) as made:
        made.post("/sign-in", data={"login": "ana", "password": PASSWORD})
        yield made


def test_what_the_role_has_no_page_for_is_told_with_the_way_home(client: TestClient) -> None:
    addresses.pages_are(Role.TRAINEE, ["", "account"])
    addresses.pages_are(Role.OWNER, ["", "account", "administration"])
    for unknown in ("/nonsense", "/administration", "/account/nonsense", "/ne\u0161to"):
        answer = client.get(unknown)
        assert answer.status_code == 404
        assert "There is no page at this address" in answer.text
        assert 'href="/"' in answer.text
    assert "\u27e6" in client.get("/nonsense", params={"locale": PSEUDO}).text
    for known in ("/", "/account", "/account/", "/account?id=1"):
        assert client.get(known).text == "Streamlit"


@pytest.mark.parametrize(
    "path", [*(f"{prefix}x" for prefix in _RESERVED_ROUTE_PREFIXES), "/_stcore/health", "/app/static/x", "/favicon.png"]
)
def test_what_is_streamlits_is_left_to_it(client: TestClient, path: str) -> None:
    addresses.pages_are(Role.TRAINEE, [""])
    assert client.get(path).text == "Streamlit"


def test_before_anybody_of_a_role_was_there_nothing_is_refused(client: TestClient) -> None:
    assert client.get("/nonsense").text == "Streamlit"
