"""Saves and downloads of the room over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from studio import ids
from studio.changes import SetField
from studio.database import writing
from studio.identity import Actor, Role, open_session
from studio.web import COOKIE, Guard
from toolkit.forms import FormKind
from toolkit.routes import ROUTES
from toolkit.services import assess, fill, improve, rounds

Make = Callable[..., Actor]


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=ROUTES, middleware=[Middleware(Guard)])) as client:
        yield client


def _sign_in(client: TestClient, actor: Actor) -> None:
    with writing() as session:
        secret = open_session(session, actor.person_id, Role(actor.role))
    client.cookies.set(COOKIE, secret)


@pytest.fixture
def manager(actor: Make, client: TestClient) -> Actor:
    found = actor("manager", "Ana")
    _sign_in(client, found)
    return found


@pytest.fixture
def assessment_id(manager: Actor) -> str:
    return assess.start(manager, "icm-standards", "Pilot", ids.new("ass"))


def _comment(base: str, value: str) -> dict[str, object]:
    return {"changes": [{"op": "set", "path": "items/needs-whole/comment", "base": base, "value": value}], "key": "k"}


def test_text_is_saved_while_it_is_typed(client: TestClient, manager: Actor, assessment_id: str) -> None:
    address = f"/assessments/{assessment_id}/save"
    first = client.post(address, json=_comment("", "half"))
    assert first.json() == {"revision": 1, "conflicts": []}
    assert client.post(address, json=_comment("half", "half of them")).json()["revision"] == 2
    stale = client.post(address, json=_comment("", "other")).json()
    assert [(c["mine"], c["theirs"]) for c in stale["conflicts"]] == [("other", "half of them")]
    assert assess.load(manager, assessment_id).ratings["needs-whole"].comment == "half of them"


def test_consensus_plans_and_forms_are_saved(client: TestClient, manager: Actor, assessment_id: str) -> None:
    reason = {"op": "set", "path": "items/needs-whole/reason", "base": "", "value": "seen"}
    scored = [SetField(path="items/needs-whole/score", base=None, value=2)]
    assess.save_ratings(manager, assessment_id, scored, "k")
    rounds.close(manager, assessment_id)
    assert client.post(f"/assessments/{assessment_id}/consensus", json={"changes": [reason], "key": "k"}).is_success
    assert assess.findings(manager, assessment_id).agreed["needs-whole"].reason == "seen"
    action_id = improve.act_on(manager, assessment_id, "needs-whole", "k")
    plan_id = assess.load(manager, assessment_id).plan_id
    evidence = {"op": "set", "path": f"actions/{action_id}/evidence", "base": "", "value": "first talk"}
    assert client.post(f"/plans/{plan_id}/save", json={"changes": [evidence], "key": "k2"}).json()["revision"] == 3
    form_id = fill.create(manager, "protocol", ids.new("frm"))
    results = {"op": "set", "path": "results", "base": "", "value": "work"}
    assert client.post(f"/forms/{form_id}/save", json={"changes": [results], "key": "k"}).json()["revision"] == 2


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"changes": "x"},
        {"changes": [{"op": "drop"}]},
        {"changes": [{"op": "set", "path": "", "base": 1, "value": 1}]},
        {"changes": [{"op": "set", "path": "items", "base": [], "value": []}], "key": "k"},
        {"changes": [{"op": "set", "path": "items/needs-whole/comment", "base": "", "value": ["x"]}], "key": "k"},
        [],
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    client: TestClient, manager: Actor, assessment_id: str, data: object
) -> None:
    answer = client.post(f"/assessments/{assessment_id}/save", json=data)
    assert 400 <= answer.status_code < 500
    assert answer.json()["message"]
    assert assess.load(manager, assessment_id).ratings == {}


@pytest.mark.parametrize("to", ["docx", "pdf", "xlsx"])
def test_the_report_is_downloaded(client: TestClient, manager: Actor, assessment_id: str, to: str) -> None:
    answer = client.get(f"/assessments/{assessment_id}/export.{to}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''Pilot.{to}"
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize("kind", FormKind)
def test_blank_forms_are_downloaded(client: TestClient, manager: Actor, kind: FormKind) -> None:
    assert client.get(f"/forms/blank/{kind}.pdf").content.startswith(b"%PDF")


def test_unknown_files_are_not_found(client: TestClient, manager: Actor, assessment_id: str) -> None:
    for address in (
        "/forms/blank/nonsense.pdf",
        "/forms/blank/protocol.exe",
        f"/assessments/{assessment_id}/export.exe",
        "/assessments/ass_nobody/export.pdf",
        "/forms/form_nobody/export.pdf",
    ):
        assert client.get(address).status_code == 404, address


def test_strangers_and_signed_out_people_get_nothing(
    client: TestClient, manager: Actor, assessment_id: str, actor: Make
) -> None:
    form_id = fill.create(manager, "protocol", ids.new("frm"))
    plan_id = assess.load(manager, assessment_id).plan_id
    reading = [f"/assessments/{assessment_id}/export.pdf", f"/forms/{form_id}/export.docx"]
    saving = [f"/assessments/{assessment_id}/{verb}" for verb in ("save", "consensus")]
    saving += [f"/plans/{plan_id}/save", f"/forms/{form_id}/save"]
    for who, status in ((actor("trainer", "Stranger"), 404), (None, 401)):
        client.cookies.clear()
        if who is not None:
            _sign_in(client, who)
        for address in reading:
            assert client.get(address).status_code == status, address
        for address in saving:
            assert client.post(address, json=_comment("", "x")).status_code == status, address
    assert assess.load(manager, assessment_id).ratings == {}


@pytest.mark.parametrize("to", ["docx", "pdf"])
@pytest.mark.parametrize("instrument_id", ["critical-questions", "icm-standards"])
def test_an_instrument_is_printed(client: TestClient, manager: Actor, instrument_id: str, to: str) -> None:
    answer = client.get(f"/instruments/{instrument_id}/export.{to}")
    assert answer.status_code == 200
    assert answer.content[:2] == {"docx": b"PK", "pdf": b"%P"}[to]
    assert client.get(f"/instruments/nothing/export.{to}").status_code == 404


@pytest.mark.parametrize("to", ["docx", "pdf", "xlsx"])
def test_thoughts_are_reported(client: TestClient, manager: Actor, to: str) -> None:
    started = assess.start(manager, "critical-questions", "Mentors", ids.new("ass"))
    answer = client.get(f"/assessments/{started}/export.{to}")
    assert answer.status_code == 200
    assert answer.content
