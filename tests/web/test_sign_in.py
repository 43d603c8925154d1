"""Plain pages and the guard, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from home import server
from studio import identity
from studio.identity import Actor, Role
from studio.languages import PSEUDO
from studio.web import COOKIE, actor_of, safe_next

PASSWORD = "four calm grey herons"
HTML = {"accept": "text/html"}


async def whoami(request: Request) -> JSONResponse:
    seen = request.headers.get("x-icm-session")
    return JSONResponse({"actor": actor_of(request).person_id, "header": seen})


@pytest.fixture
def client(fresh_database: object) -> Iterator[TestClient]:
    app = Starlette(
        routes=[Route("/whoami", whoami, methods=["GET", "POST"]), *server.routes()], middleware=server.middleware()
    )
    with TestClient(app, follow_redirects=False) as made:
        yield made


@pytest.fixture
def person(actor: Callable[..., Actor]) -> str:
    return identity.create_account(actor("owner"), name="Ana", login="ana", password=PASSWORD, role=Role.TRAINER)


def sign_in(client: TestClient, password: str = PASSWORD, **extra: str) -> object:
    return client.post("/sign-in", data={"login": "ana", "password": password, **extra})


def test_without_a_session_a_page_leads_to_sign_in_and_back(client: TestClient) -> None:
    answer = client.get("/agreement?id=agr_1", headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/agreement%3Fid%3Dagr_1"


def test_without_a_session_everything_else_is_refused(client: TestClient) -> None:
    assert client.get("/whoami").status_code == 401
    assert client.post("/whoami").status_code == 401
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/_stcore/stream"):
        pass
    assert refused.value.code == 4401


def test_the_cookie_is_http_only_same_site_and_long_lived(client: TestClient, person: str) -> None:
    answer = sign_in(client)
    cookie = answer.headers["set-cookie"].lower()
    assert answer.status_code == 303
    assert all(part in cookie for part in ("httponly", "samesite=lax", "max-age=2592000", "path=/"))
    assert client.get("/whoami").json()["actor"] == person


def test_a_forged_header_is_dropped(client: TestClient, person: str, actor: Callable[..., Actor]) -> None:
    victim = actor("owner", "Victim")
    assert client.get("/whoami", headers={"X-Icm-Session": victim.session_id}).status_code == 401
    sign_in(client)
    told = client.get("/whoami", headers={"X-ICM-SESSION": victim.session_id}).json()
    assert told["actor"] == person
    assert victim.session_id not in told["header"]


@pytest.mark.parametrize("path", ["/sign-out", "/sign-in", "/join"])
def test_a_plain_page_speaks_the_language_its_reader_chose(client: TestClient, person: str, path: str) -> None:
    browser = {**HTML, "accept-language": "en"}
    sign_in(client)
    assert "⟦" not in client.get(path, headers=browser).text
    session_id = identity.session_of_secret(client.cookies[COOKIE])
    chooser = identity.resolve(session_id or "")
    assert chooser is not None
    identity.set_locale(chooser, PSEUDO)
    assert "⟦" in client.get(path, headers=browser).text
    assert "⟦" not in client.get(f"{path}?locale=en", headers=browser).text
    client.cookies.clear()
    assert "⟦" not in client.get("/sign-in", headers=browser).text, "somebody else at this browser"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_other_sites_cannot_post(client: TestClient, person: str, headers: dict[str, str]) -> None:
    sign_in(client)
    assert client.post("/whoami", headers=headers).status_code == 403
    assert client.post("/sign-out", headers=headers).status_code == 403


def test_a_wrong_password_says_what_to_do_and_keeps_the_name(client: TestClient, person: str) -> None:
    answer = sign_in(client, "wrong password")
    assert answer.status_code == 422
    assert "do not fit together" in answer.text
    assert 'value="ana"' in answer.text


def test_guessing_is_told_to_wait(client: TestClient, person: str) -> None:
    for _ in range(5):
        sign_in(client, "wrong password")
    answer = sign_in(client)
    assert answer.status_code == 429
    assert "wait" in answer.text


def test_hostile_input_lands_escaped(client: TestClient) -> None:
    answer = client.post("/sign-in", data={"login": '"><script>alert(1)</script>', "password": "x", "next": "//evil"})
    assert "<script>alert" not in answer.text
    assert 'value="/"' in answer.text


def test_a_huge_form_is_refused(client: TestClient) -> None:
    assert client.post("/sign-in", data={"login": "a" * 50_000}).status_code == 422


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb", "\\x"]
)
def test_next_stays_on_this_server(target: str) -> None:
    assert safe_next(target) == "/"


def test_next_keeps_a_page_and_its_object() -> None:
    assert safe_next("/agreement?id=agr_1&section=3") == "/agreement?id=agr_1&section=3"


def test_signing_out_ends_the_session_on_the_server(client: TestClient, person: str) -> None:
    sign_in(client)
    secret = client.cookies[COOKIE]
    assert client.get("/sign-out").status_code == 200
    assert client.get("/whoami").status_code == 200
    assert client.post("/sign-out").status_code == 303
    client.cookies.set(COOKIE, secret)
    assert client.get("/whoami").status_code == 401


def test_the_one_time_link_signs_the_owner_in_once(client: TestClient) -> None:
    secret = identity.owner_link()
    answer = client.get(f"/start/{secret}")
    assert answer.headers["location"] == "/"
    assert client.get("/whoami").status_code == 200
    client.cookies.clear()
    again = client.get(f"/start/{secret}")
    assert again.status_code == 422
    assert "used already" in again.text


def test_answers_carry_security_headers(client: TestClient) -> None:
    headers = client.get("/sign-in").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
