"""Rounds with several raters: links, answering alone, closing, evidence, the next round, erasing guests."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import time_machine

from studio import identity, ids, versioned
from studio.changes import AddItem, SetField
from studio.database import writing
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor
from toolkit.improvement import Action, ActionState, Plan
from toolkit.reliability import Reading
from toolkit.services import assess, compare, evidence, export, improve, invite, rounds
from toolkit.services.rounds import Stage

Make = Callable[..., Actor]
Bytes = Callable[[], bytes]
PDF = b"%PDF-1.7 synthetic"


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Ana")


@pytest.fixture
def round_id(manager: Actor) -> str:
    return assess.start(manager, "icm-standards", "Vrbena, spring", ids.new("ass"))


@pytest.fixture
def office(manager: Actor, round_id: str) -> str:
    return rounds.add_partner(manager, round_id, "Employment Office", ids.new("par"))


@pytest.fixture
def link(manager: Actor, round_id: str, office: str) -> str:
    return invite.invite(manager, round_id, office, 14, ids.new("inv"))


def joined(secret: str, name: str, key: str = "") -> Actor:
    """Somebody who opened the link and gave a name."""
    taken = invite.join(None, secret, name, key or ids.new("key"))
    session_id = identity.session_of_secret(taken.secret)
    assert session_id
    found = identity.resolve(session_id)
    assert found
    return found


def rate(actor: Actor, round_id: str, item: str, score: int, **more: object) -> None:
    changes = [SetField(path=f"items/{item}/score", base=None, value=score)]
    changes += [
        SetField(path=f"items/{item}/{name}", base="" if name in ("comment", "evidence") else None, value=value)
        for name, value in more.items()
    ]
    assert assess.save_ratings(actor, round_id, changes, ids.new("key")).conflicts == []


def item(actor: Actor, round_id: str, item_id: str = "needs-whole") -> object:
    return next(i for i in assess.findings(actor, round_id).results.items() if i.node.id == item_id)


@pytest.fixture
def everything(fresh_database: Path) -> Bytes:
    """All bytes of the database after free pages are given back."""

    def read() -> bytes:
        with closing(sqlite3.connect(fresh_database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return fresh_database.read_bytes()

    return read


def test_everybody_answers_alone_until_the_round_is_closed(manager: Actor, round_id: str, link: str) -> None:
    besa, ilir = joined(link, "Besa"), joined(link, "Ilir")
    rate(manager, round_id, "needs-whole", 4)
    rate(besa, round_id, "needs-whole", 1, comment="half of the files", practised=0, agreed=2)
    rate(ilir, round_id, "needs-whole", 2)
    for person, own in ((manager, (4,)), (besa, (1,)), (ilir, (2,))):
        found = item(person, round_id)
        assert (found.scores, found.comments) == (own, ("half of the files",) if person is besa else ())
        assert assess.findings(person, round_id).differences.agenda == ()
    rounds.close(manager, round_id)
    for person in (manager, besa, ilir):
        found = item(person, round_id)
        assert (sorted(found.scores), found.comments) == ([1, 2, 4], ("half of the files",))
    seen = assess.findings(besa, round_id).differences
    assert [point.item.node.id for point in seen.agenda] == ["needs-whole"]
    assert seen.lenses["needs-whole"].practised == 0


def test_nobody_is_known_by_their_place_among_the_answers(manager: Actor, round_id: str, link: str) -> None:
    items = ["needs-whole", "needs-method", "needs-consent", "needs-together", "plan-joint", "plan-aims", "model-pool"]
    for number in range(5):
        rater = joined(link, f"Rater {number}")
        for each in items:
            rate(rater, round_id, each, number, comment=f"by {number}")
    rounds.close(manager, round_id)
    found = {i.node.id: i for i in assess.findings(manager, round_id).results.items()}
    assert len({found[each].scores for each in items}) > 1
    assert len({found[each].comments for each in items}) > 1


def test_partners_show_from_three_raters_on(manager: Actor, round_id: str, office: str, link: str) -> None:
    centre = rounds.add_partner(manager, round_id, "Centre for Social Work", ids.new("par"))
    other = invite.invite(manager, round_id, centre, 14, ids.new("inv"))
    for number in range(3):
        rate(joined(link, f"O{number}"), round_id, "needs-whole", number)
    for number in range(3):
        rate(joined(other, f"C{number}"), round_id, "needs-whole", 4)
    rate(joined(other, "C3"), round_id, "plan-aims", 4)
    rounds.close(manager, round_id)
    found = assess.findings(manager, round_id)
    spreads = found.differences.partners
    assert {each.partner_id: each.scores for each in spreads["needs-whole"]} == {centre: (4, 4, 4), office: (0, 1, 2)}
    assert spreads["plan-aims"] == ()
    assert found.partners == {office: "Employment Office", centre: "Centre for Social Work"}
    assert found.differences.reliability.reading is not Reading.TOO_FEW


def test_a_rater_takes_the_own_answers_away_while_the_round_is_open(manager: Actor, round_id: str, link: str) -> None:
    besa = joined(link, "Besa")
    rate(manager, round_id, "needs-whole", 4, comment="zebramarmalade")
    rate(besa, round_id, "needs-whole", 1, comment="mine alone")
    with zipfile.ZipFile(io.BytesIO(export.assessment(besa, round_id, "docx")[2])) as paper:
        written = paper.read("word/document.xml")
    assert b"mine alone" in written
    assert b"zebramarmalade" not in written


def test_a_closed_round_takes_nothing_more(manager: Actor, round_id: str, office: str, link: str) -> None:
    besa = joined(link, "Besa")
    with pytest.raises(Invalid, match="round_empty"):
        rounds.close(manager, round_id)
    rate(besa, round_id, "needs-whole", 1)
    with pytest.raises(Forbidden):
        rounds.close(besa, round_id)
    rounds.close(manager, round_id)
    rounds.close(manager, round_id)
    change = [SetField(path="items/needs-whole/score", base=1, value=4)]
    late: list[Callable[[], object]] = [
        lambda: assess.save_ratings(besa, round_id, change, "k"),
        lambda: rounds.finish(besa, round_id),
        lambda: rounds.add_partner(manager, round_id, "Late", ids.new("par")),
        lambda: invite.invite(manager, round_id, office, 14, ids.new("inv")),
        lambda: rounds.remove_rater(manager, round_id, besa.person_id),
        lambda: evidence.add(
            besa, round_id, "needs-whole", "a.pdf", PDF, owner="", expires_on=None, new_id=ids.new("evi")
        ),
    ]
    for attempt in late:
        with pytest.raises(Invalid, match="round_closed"):
            attempt()
    with pytest.raises(Invalid, match="invitation_ended"):
        invite.join(None, link, "Late", "k")


def test_the_coordinator_sees_who_has_finished_and_raters_do_not(manager: Actor, round_id: str, link: str) -> None:
    besa, ilir = joined(link, "Besa"), joined(link, "Ilir")
    rate(besa, round_id, "needs-whole", 1)
    rounds.finish(besa, round_id)
    rate(ilir, round_id, "needs-whole", 3)
    stages = {rater.name: rater.stage for rater in rounds.load(manager, round_id).raters}
    assert stages == {"Ana": Stage.NOT_BEGUN, "Besa": Stage.FINISHED, "Ilir": Stage.ANSWERING}
    rounds.finish(besa, round_id, False)
    assert not rounds.finished(besa, round_id)
    with pytest.raises(Forbidden):
        rounds.load(besa, round_id)


def test_links_end_by_time_and_by_hand_and_hold_no_secret(
    manager: Actor, round_id: str, office: str, link: str, everything: Bytes
) -> None:
    assert link.encode() not in everything()
    assert invite.offer(link).partner == "Employment Office"
    with time_machine.travel(datetime.now(UTC) + timedelta(days=14, minutes=1)), pytest.raises(Invalid):
        invite.offer(link)
    (row,) = rounds.load(manager, round_id).invitations
    besa = joined(link, "Besa")
    invite.revoke(manager, round_id, row.id)
    with pytest.raises(Invalid, match="invitation_ended"):
        invite.join(None, link, "Late", "k")
    rate(besa, round_id, "needs-whole", 3)  # who joined before stays
    assert invite.seated(besa, link) == round_id
    for wrong in ("", "nothing", link + "x"):
        with pytest.raises(Invalid, match="invitation_ended"):
            invite.offer(wrong)


def test_a_second_click_changes_nothing(manager: Actor, round_id: str, office: str) -> None:
    name = ids.new("inv")
    secret = invite.invite(manager, round_id, office, 14, name)
    assert invite.invite(manager, round_id, office, 14, name) == ""
    first, again = joined(secret, "Besa", "form-1"), joined(secret, "Besa", "form-1")
    assert first.person_id == again.person_id
    rounds.add_partner(manager, round_id, "Employment Office", office)
    known = rounds.load(manager, round_id)
    assert (len(known.raters), len(known.invitations), len(known.partners)) == (2, 1, 1)


def test_an_account_joins_as_itself_and_keeps_its_seat(manager: Actor, round_id: str, link: str, actor: Make) -> None:
    trainee = actor("trainee", "Tea")
    assert invite.seated(trainee, link) == ""
    assert invite.join(trainee, link, "ignored", "").secret == ""
    invite.join(trainee, link, "ignored", "")
    rate(trainee, round_id, "needs-whole", 3)
    assert [rater.name for rater in rounds.load(manager, round_id).raters] == ["Ana", "Tea"]
    assert [listed.id for listed in assess.listed(trainee)] == [round_id]


def test_a_removed_rater_leaves_nothing(
    manager: Actor, round_id: str, office: str, link: str, everything: Bytes
) -> None:
    besa = joined(link, "Besa Unmistakable")
    rate(besa, round_id, "needs-whole", 1, comment="zebramarmalade")
    evidence.add(besa, round_id, "needs-whole", "a.pdf", PDF, owner="", expires_on=None, new_id=ids.new("evi"))
    with pytest.raises(Invalid, match="partner_has_raters"):
        rounds.remove_partner(manager, round_id, office)
    rounds.remove_rater(manager, round_id, besa.person_id)
    rounds.remove_partner(manager, round_id, office)
    left = everything()
    assert [mark for mark in (b"Unmistakable", b"zebramarmalade", PDF) if mark in left] == []
    assert identity.resolve(besa.session_id) is None
    with pytest.raises(Invalid, match="rater_own"):
        rounds.remove_rater(manager, round_id, manager.person_id)


def test_evidence_is_seen_by_its_rater_alone_until_the_round_is_closed(
    manager: Actor, round_id: str, link: str
) -> None:
    besa = joined(link, "Besa")
    rate(besa, round_id, "needs-whole", 3)
    name = ids.new("evi")
    for _ in range(2):
        evidence.add(
            besa, round_id, "needs-whole", "../plan.pdf", PDF, owner="Archive", expires_on=date(2027, 1, 1), new_id=name
        )
    (kept,) = evidence.listed(besa, round_id)
    assert (kept.name, kept.owner, kept.mine, len(kept.sha256)) == ("plan.pdf", "Archive", True, 64)
    assert kept.expired(date(2027, 1, 2))
    assert not kept.expired(date(2027, 1, 1))
    assert evidence.listed(manager, round_id) == []
    for act in (evidence.content, evidence.remove):
        with pytest.raises(NotFound):
            act(manager, round_id, name)
    rounds.close(manager, round_id)
    assert evidence.content(manager, round_id, name) == ("plan.pdf", "application/pdf", PDF)
    with pytest.raises(Invalid, match="round_closed"):
        evidence.remove(besa, round_id, name)


@pytest.mark.parametrize(("content", "code"), [(b"MZ program", "file_type_unknown"), (b'{"a": 1}', "file_type_wrong")])
def test_only_papers_and_pictures_are_evidence(manager: Actor, round_id: str, content: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        evidence.add(manager, round_id, "needs-whole", "x", content, owner="", expires_on=None, new_id=ids.new("evi"))
    assert evidence.listed(manager, round_id) == []


def test_guests_are_erased_and_their_levels_stay(manager: Actor, round_id: str, link: str, everything: Bytes) -> None:
    besa = joined(link, "Besa Unmistakable")
    rate(besa, round_id, "needs-whole", 1, comment="zebramarmalade", evidence="zebramarmalade")
    with pytest.raises(Invalid, match="round_open"):
        rounds.erase_guests(manager, round_id)
    rounds.close(manager, round_id)
    assert rounds.erase_guests(manager, round_id) == 1
    assert rounds.erase_guests(manager, round_id) == 0
    assert item(manager, round_id).scores == (1,)
    left = everything()
    assert [mark for mark in (b"Unmistakable", b"zebramarmalade") if mark in left] == []
    assert identity.resolve(besa.session_id) is None


def test_a_guest_of_two_rounds_lives_as_long_as_the_second(manager: Actor, round_id: str, link: str) -> None:
    besa = joined(link, "Besa")
    rate(besa, round_id, "needs-whole", 1)
    rounds.close(manager, round_id)
    second = rounds.next_round(manager, round_id, ids.new("ass"))
    (partner,) = rounds.load(manager, second).partners
    invite.join(besa, invite.invite(manager, second, partner.id, 14, ids.new("inv")), "", "")
    rounds.erase_guests(manager, round_id)
    assert identity.resolve(besa.session_id) is not None
    rate(besa, second, "needs-whole", 2)
    rounds.close(manager, second)
    rounds.erase_guests(manager, second)
    assert identity.resolve(besa.session_id) is None


def test_the_next_round_carries_partners_and_unfinished_actions(manager: Actor, round_id: str, office: str) -> None:
    rounds.answer_for(manager, round_id, office)
    rate(manager, round_id, "needs-whole", 1)
    plan_id = assess.load(manager, round_id).plan_id
    for name, state in (("go", ActionState.RUNNING), ("done", ActionState.DONE), ("not", ActionState.DROPPED)):
        action = Action(id=name, title=name, state=state).model_dump(mode="json")
        improve.save_plan(manager, plan_id, [AddItem(path="actions", item=action)], name)
    with pytest.raises(Invalid, match="round_open"):
        rounds.next_round(manager, round_id, ids.new("ass"))
    rounds.close(manager, round_id)
    second = rounds.next_round(manager, round_id, ids.new("ass"))
    assert rounds.next_round(manager, round_id, ids.new("ass")) == second
    found = assess.load(manager, second)
    assert (found.number, found.title, found.ratings) == (2, "Vrbena, spring", {})
    (carried,) = improve.load_plan(manager, found.plan_id).plan.actions
    assert (carried.id, carried.carried_from) == ("go", 1)
    known = rounds.load(manager, second)
    assert [partner.name for partner in known.partners] == ["Employment Office"]
    assert known.raters[0].partner_id == known.partners[0].id
    assert rounds.load(manager, round_id).next_id == second


def test_a_plan_of_the_first_schema_is_read_and_upgraded_with_the_next_save(manager: Actor, round_id: str) -> None:
    plan_id = assess.load(manager, round_id).plan_id
    old = Plan(assessment_id=round_id, title="Old").model_dump(mode="json") | {"schema_number": 1}
    action = Action(id="act", title="Ask", owner="Ana").model_dump(mode="json")
    for name in ("effort", "evidence", "carried_from"):
        del action[name]
    with writing() as session:
        body = old | {"actions": [action]}
        versioned.replace(session, manager, improve.PLAN_KIND, plan_id, body, title="Old", schema_number=1)
    loaded = improve.load_plan(manager, plan_id)
    assert (loaded.plan.actions[0].owner, loaded.document.body["actions"][0]["evidence"]) == ("Ana", "")
    change = SetField(path="actions/act/evidence", base="", value="minutes")
    assert improve.save_plan(manager, plan_id, [change], "k").conflicts == []
    again = improve.load_plan(manager, plan_id)
    assert (again.plan.actions[0].evidence, again.document.schema_number) == ("minutes", 2)


def test_a_plan_goes_to_a_calendar_and_to_a_work_programme(manager: Actor, round_id: str) -> None:
    plan_id = assess.load(manager, round_id).plan_id
    actions = (
        Action(id="a", title="Write it; down, now", owner="Ana", due=date(2027, 3, 1), detail="two\nlines"),
        Action(id="b", title="No day"),
        Action(id="c", title="Done", due=date(2027, 1, 1), state=ActionState.DONE),
    )
    adding = [AddItem(path="actions", item=action.model_dump(mode="json")) for action in actions]
    improve.save_plan(manager, plan_id, adding, "k")
    _, media_type, content = export.plan(manager, plan_id, "ics")
    todos = icalendar.Calendar.from_ical(content).walk("VTODO")
    assert media_type == "text/calendar"
    assert [(str(todo["summary"]), todo["due"].dt, str(todo["status"])) for todo in todos] == [
        ("Ana: Write it; down, now", date(2027, 3, 1), "NEEDS-ACTION"),
        ("Done", date(2027, 1, 1), "COMPLETED"),
    ]
    assert [len(todo.walk("VALARM")) for todo in todos] == [1, 0]
    offered = json.loads(export.plan(manager, plan_id, "json")[2])
    assert [action["title"] for action in offered["actions"]] == ["Write it; down, now", "No day"]
    assert offered["actions"][0]["urn"] == f"urn:icm-studio:improvement:{plan_id}:a"
    with pytest.raises(NotFound):
        export.plan(manager, plan_id, "exe")


def test_strangers_learn_nothing_of_a_round(manager: Actor, round_id: str, office: str, actor: Make) -> None:
    stranger = actor("manager", "Stranger")
    rate(manager, round_id, "needs-whole", 1)
    new_id = ids.new("x")
    attempts: list[Callable[[], object]] = [
        lambda: rounds.load(stranger, round_id),
        lambda: rounds.add_partner(stranger, round_id, "Mine", new_id),
        lambda: rounds.remove_partner(stranger, round_id, office),
        lambda: rounds.answer_for(stranger, round_id, office),
        lambda: rounds.finish(stranger, round_id),
        lambda: rounds.finished(stranger, round_id),
        lambda: rounds.close(stranger, round_id),
        lambda: rounds.next_round(stranger, round_id, new_id),
        lambda: rounds.allow_comparison(stranger, round_id, True),
        lambda: rounds.erase_guests(stranger, round_id),
        lambda: rounds.remove_rater(stranger, round_id, manager.person_id),
        lambda: invite.invite(stranger, round_id, office, 14, new_id),
        lambda: invite.revoke(stranger, round_id, new_id),
        lambda: evidence.listed(stranger, round_id),
        lambda: evidence.add(stranger, round_id, "needs-whole", "a.pdf", PDF, owner="", expires_on=None, new_id=new_id),
        lambda: evidence.content(stranger, round_id, new_id),
        lambda: evidence.remove(stranger, round_id, new_id),
        lambda: export.plan(stranger, assess.load(manager, round_id).plan_id, "ics"),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


def test_rounds_become_a_trend(manager: Actor, round_id: str) -> None:
    rate(manager, round_id, "needs-whole", 1)
    assert compare.trend(manager, round_id) == []
    rounds.close(manager, round_id)
    second = rounds.next_round(manager, round_id, ids.new("ass"))
    rate(manager, second, "needs-whole", 3)
    rate(manager, second, "plan-aims", 1)
    rounds.close(manager, second)
    change = [SetField(path="items/plan-aims/score", base=None, value=2)]
    assess.save_consensus(manager, second, change, "k")
    found = compare.trend(manager, round_id)
    assert [(one.number, one.floor, one.standards) for one in found] == [
        (1, 1, {"needs": 1}),
        (2, 2, {"needs": 3, "plan": 2}),
    ]


def test_partnerships_stand_side_by_side_only_where_both_agreed(manager: Actor, round_id: str, actor: Make) -> None:
    other = actor("manager", "Other")
    theirs = assess.start(other, "icm-standards", "Elsewhere", ids.new("ass"))
    rate(manager, round_id, "needs-whole", 1)
    rate(other, theirs, "needs-whole", 4)
    rounds.allow_comparison(manager, round_id, True)
    rounds.allow_comparison(other, theirs, True)
    assert compare.beside_others(manager, round_id) == {}
    rounds.close(manager, round_id)
    assert compare.beside_others(manager, round_id) == {}  # the others' round is open
    rounds.close(other, theirs)
    assert compare.beside_others(manager, round_id) == {"needs": compare.Beside(1, 4, 4, 4, 1)}
    rounds.allow_comparison(other, theirs, False)
    assert compare.beside_others(manager, round_id) == {}
    rounds.allow_comparison(other, theirs, True)
    rounds.allow_comparison(manager, round_id, False)
    assert compare.beside_others(manager, round_id) == {}
