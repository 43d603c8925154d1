"""Joining over HTTP, before the application has loaded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from studio import identity
from studio.database import writing
from studio.identity import Role
from studio.web import COOKIE, Guard
from workshop.routes import ROUTES
from workshop.services import join, lead


@pytest.fixture
def app(fresh_database):
    made = Starlette(routes=ROUTES)
    made.add_middleware(Guard)
    return made


@pytest.fixture
def browser(app):
    with TestClient(app, follow_redirects=False) as made:
        yield made


def test_the_qr_link_fills_the_code_in(browser, code):
    page = browser.get(f"/join?code={code}")
    assert page.status_code == 200
    assert f'value="{code}"' in page.text


def test_joining_sets_a_cookie_and_goes_to_the_workshop(browser, code, workshop_id):
    answer = browser.post("/join", data={"code": code.lower(), "name": "Arta"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/workshop-seat?id={workshop_id}"
    actor = identity.resolve(identity.session_of_secret(answer.cookies[COOKIE]))
    assert (actor.name, actor.role, actor.context) == ("Arta", Role.PARTICIPANT, workshop_id)


def test_who_scans_again_goes_straight_to_the_seat(browser, code, workshop_id, trainer):
    browser.post("/join", data={"code": code, "name": "Arta"})
    answer = browser.get(f"/join?code={code}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/workshop-seat?id={workshop_id}")
    again = browser.post("/join", data={"code": code, "name": "Somebody"})
    assert again.status_code == 303
    assert COOKIE not in again.cookies
    assert lead.load(trainer, workshop_id).seats == 1


def test_an_account_holder_joins_without_typing_a_name(browser, code, actor):
    holder = actor("trainee", "Hana <Holder>")
    with writing() as session:
        browser.cookies.set(COOKIE, identity.open_session(session, holder.person_id, Role.TRAINEE))
    page = browser.get("/join").text
    assert "Hana &lt;Holder&gt;" in page
    assert 'name="name"' not in page
    answer = browser.post("/join", data={"code": code})
    assert answer.status_code == 303
    assert COOKIE not in answer.cookies


def test_a_room_of_forty_behind_one_address(app, code, workshop_id, trainer):
    def arrive(number):
        with TestClient(app, follow_redirects=False) as phone:
            return phone.post("/join", data={"code": code, "name": f"Person {number}"})

    with ThreadPoolExecutor(40) as room:
        answers = list(room.map(arrive, range(40)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.cookies[COOKIE] for answer in answers}) == 40
    assert lead.load(trainer, workshop_id).seats == 40


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"code": "AAAAAAAA", "name": "Arta"}, 422, "no workshop with this code"),
        ({"name": "Arta"}, 422, "no workshop with this code"),
        ({"code": "", "name": ""}, 422, "no workshop with this code"),
    ],
)
def test_a_wrong_code_is_told_and_what_was_typed_stays(browser, workshop_id, fields, status, told):
    answer = browser.post("/join", data=fields)
    assert answer.status_code == status
    assert told in answer.text
    assert f'value="{fields["name"]}"' in answer.text
    assert COOKIE not in answer.cookies


def test_a_closed_workshop_is_told(browser, code, trainer, workshop_id):
    lead.close(trainer, workshop_id)
    answer = browser.post("/join", data={"code": code, "name": "Arta"})
    assert answer.status_code == 422
    assert "no longer valid" in answer.text


def test_a_missing_name_is_told(browser, code):
    answer = browser.post("/join", data={"code": code, "name": " "})
    assert answer.status_code == 422
    assert f'value="{code}"' in answer.text


def test_a_spent_budget_says_how_long_to_wait(browser, code):
    for _ in range(join.WRONG_CODES):
        browser.post("/join", data={"code": "WRONGONE", "name": "Guesser"})
    answer = browser.post("/join", data={"code": "WRONGONE", "name": "Guesser"})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 61
    assert browser.post("/join", data={"code": code, "name": "Arta"}).status_code == 303


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "=cmd()", "شيرين", "😀"]
)
def test_hostile_names_are_only_text(browser, code, name):
    answer = browser.post("/join", data={"code": "AAAAAAAA", "name": name})
    assert "<script>" not in answer.text
    assert "<img" not in answer.text
    assert browser.post("/join", data={"code": code, "name": name}).status_code == 303


def test_huge_and_broken_bodies_are_refused(browser, workshop_id):
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/join", content=b"code=" + b"A" * 50_000, headers=form).status_code == 422
    assert browser.post("/join", content=b"code=\xff\xfe", headers=form).status_code == 422
    assert browser.post("/join", content=b"&".join([b"a=1"] * 50), headers=form).status_code == 422
    assert browser.get("/join?code=" + "A" * 5_000).text.count("A" * 21) == 0


def test_another_site_cannot_make_somebody_join(browser, code):
    answer = browser.post("/join", data={"code": code, "name": "Arta"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
