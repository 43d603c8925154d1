"""Drafts and editions: rights, merging, findings, runs that stay as they were begun."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scenarios import service
from scenarios.authoring import sketch
from scenarios.authoring.findings import entry_of, section_of
from scenarios.authoring.wording import said, where
from scenarios.facts import Fact
from scenarios.service import authoring, editions, pending
from studio import identity, ids
from studio.changes import AddItem, Change, RemoveItem, SetField, find
from studio.database import writing
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor, Role
from studio.languages import translator
from studio.rights import Level, grant
from workshop import cases
from workshop.services import lead

Make = Callable[..., Actor]


@pytest.fixture
def ana(actor: Make) -> Actor:
    return actor("trainer", "Ana")


@pytest.fixture
def draft(ana: Actor) -> str:
    return authoring.copy(ana, "the_blue_folder")


def first_fact(actor: Actor, draft_id: str) -> str:
    found: str = authoring.load(actor, draft_id).body["structure"]["facts"][0]["id"]
    return found


def put(actor: Actor, draft_id: str, path: str, value: object) -> list[object]:
    """Set a field to a value, whatever it is now."""
    body = authoring.load(actor, draft_id).body
    try:
        base = find(body, path)
    except KeyError:
        base = None
    return list(
        authoring.save(actor, draft_id, [SetField(path=path, base=base, value=value)], ids.new("key")).conflicts
    )


def codes(actor: Actor, draft_id: str) -> set[tuple[str, str]]:
    return {(finding.code, finding.place) for finding in authoring.load(actor, draft_id).checked.findings}


def test_a_second_click_makes_no_second_draft(ana: Actor) -> None:
    assert authoring.create(ana, "Coat", "once") == authoring.create(ana, "Coat", "once")
    assert len(authoring.listed(ana)) == 1


@pytest.mark.parametrize("role", ["trainee", "participant"])
def test_who_may_not_author_makes_nothing(actor: Make, role: str) -> None:
    guest = actor(role, "Guest", context="wsh_x" if role == "participant" else "")
    for make in (
        lambda: authoring.create(guest, "x"),
        lambda: authoring.copy(guest, "the_blue_folder"),
        lambda: authoring.bring(guest, []),
    ):
        with pytest.raises(Forbidden):
            make()


def test_a_stranger_learns_nothing(draft: str, actor: Make) -> None:
    stranger = actor("trainer", "Stranger")
    change: list[Change] = [SetField(path="texts/en/title", base="x", value="y")]
    for ask in (
        lambda: authoring.load(stranger, draft),
        lambda: authoring.save(stranger, draft, change, "k"),
        lambda: authoring.export(stranger, draft, "zip"),
        lambda: authoring.history(stranger, draft),
        lambda: authoring.restore(stranger, draft, 1),
        lambda: authoring.people(stranger, draft),
        lambda: authoring.copy(stranger, draft),
        lambda: authoring.put_away(stranger, draft),
        lambda: editions.offer(stranger, draft),
        lambda: pending.typed(stranger, draft),
        lambda: pending.begin(stranger, draft, "structure", "en"),
        lambda: service.start_run(stranger, draft),
    ):
        with pytest.raises(NotFound):
            ask()
    assert authoring.listed(stranger) == []


def test_two_authors_merge_and_meet_in_a_conflict(ana: Actor, draft: str, actor: Make) -> None:
    bojan = actor("trainer", "Bojan")
    with writing() as session:
        grant(session, bojan.person_id, authoring.KIND, draft, Level.EDITOR)
    note = f"texts/en/facts.{first_fact(ana, draft)}.note"
    seen = find(authoring.load(ana, draft).body, note)
    assert not put(bojan, draft, "texts/en/summary", "Bojan's summary")
    assert not authoring.save(ana, draft, [SetField(path=note, base=seen, value="Ana's words")], "a").conflicts
    clash = authoring.save(bojan, draft, [SetField(path=note, base=seen, value="Bojan's words")], "b").conflicts
    assert [(one.mine, one.theirs) for one in clash] == [("Bojan's words", "Ana's words")]
    body = authoring.load(ana, draft).body
    assert (find(body, note), find(body, "texts/en/summary")) == ("Ana's words", "Bojan's summary")


def test_a_broken_draft_is_saved_and_says_where(ana: Actor, draft: str) -> None:
    fact = first_fact(ana, draft)
    put(ana, draft, f"structure/facts/{fact}/domain", None)
    assert codes(ana, draft) >= {("missing", f"facts/{fact}/domain")}
    found = authoring.load(ana, draft)
    assert not found.checked.offerable
    with pytest.raises(Invalid, match="scenario_unfinished"):
        service.start_run(ana, draft)
    with pytest.raises(Invalid, match="scenario_unfinished"):
        editions.offer(ana, draft)
    finding = next(one for one in found.checked.findings if one.code == "missing")
    assert (section_of(finding), entry_of(finding)) == ("facts", f"facts/{fact}")
    t = translator("en")
    assert said(finding, found.body["texts"], t) == "Not filled in yet: Area of life."
    assert where(finding, found.body["texts"], t).startswith("Facts: ")
    put(ana, draft, f"structure/facts/{fact}/domain", "legal_documents")
    assert authoring.load(ana, draft).checked.offerable


def test_what_is_removed_leaves_its_references_as_findings(ana: Actor, draft: str) -> None:
    body = authoring.load(ana, draft).body
    fact = body["structure"]["facts"][0]
    authoring.save(ana, draft, [RemoveItem(path=f"structure/facts/{fact['id']}", base=fact)], "r")
    gone = [one for one in authoring.load(ana, draft).checked.findings if one.code == "gone"]
    assert gone
    assert all(fact["id"] in one.parameters["ids"] for one in gone)  # type: ignore[operator]


def test_the_linter_speaks_in_the_words_of_the_field(ana: Actor, draft: str) -> None:
    lines = [line for line in authoring.load(ana, draft).body["structure"]["lines"] if not line["topics"]]
    judged = [line for line in lines if "judge" in line["techniques"]]
    changes: list[Change] = [RemoveItem(path=f"structure/lines/{line['id']}", base=line) for line in judged]
    authoring.save(ana, draft, changes, "r")
    found = authoring.load(ana, draft)
    told = [said(one, found.body["texts"], translator("en")) for one in found.checked.findings]
    assert "No fallback without conditions for the technique Judge." in told
    assert found.checked.package is not None  # it can be tried, not offered
    assert not found.checked.offerable


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("structure/minutes", "many"),
        ("structure/minutes", 100_000),
        ("structure/facts", [{"id": "<script>"}]),
        ("structure/client/levels", {"debt": 9}),
        ("texts/en/title", "x" * 30_000),
        ("texts/en/title", {"a": 1}),
        ("texts/../../x", {}),
    ],
)
def test_a_forged_change_is_refused(ana: Actor, draft: str, path: str, value: object) -> None:
    before = authoring.load(ana, draft).body
    with pytest.raises(Invalid):
        put(ana, draft, path, value)
    assert authoring.load(ana, draft).body == before


def test_an_id_never_changes(ana: Actor, draft: str) -> None:
    fact = first_fact(ana, draft)
    for path in (f"structure/facts/{fact}/id", "structure/id"):
        with pytest.raises(Invalid):
            put(ana, draft, path, "another")


def test_an_earlier_version_comes_back_and_nothing_is_lost(ana: Actor, draft: str) -> None:
    title = authoring.load(ana, draft).title
    put(ana, draft, "texts/en/title", "Another title")
    authoring.restore(ana, draft, 1)
    assert authoring.load(ana, draft).title == title
    assert [past.number for past in authoring.history(ana, draft)] == [3, 2, 1]
    authoring.restore(ana, draft, 2)
    assert authoring.load(ana, draft).title == "Another title"


def test_a_run_stays_as_it_was_begun(ana: Actor, draft: str) -> None:
    run = service.start_run(ana, draft, seed=1)
    put(ana, draft, "texts/en/opening", "Something quite different.")
    again = service.start_run(ana, draft, seed=1)
    assert service.load(ana, run).package.words("en")("opening") != "Something quite different."
    assert service.load(ana, again).package.words("en")("opening") == "Something quite different."
    service.decide(ana, run, {"kind": "meet", "place": "private_room"}, key="m")
    service.decide(ana, run, {"kind": "advance", "weeks": 1}, key="w")
    assert service.debriefed(ana, run).practice.criteria
    authoring.put_away(ana, draft)
    assert service.load(ana, run).package.scenario.id == "the_blue_folder_copy"
    named = service.titles(service.mine(ana), "en")
    assert named[run] == "The blue folder (copy)"


def test_what_is_offered_stays_until_it_is_offered_again(ana: Actor, draft: str, actor: Make) -> None:
    guest = actor("trainee", "Denis")
    edition = editions.offer(ana, draft)
    assert editions.offer(ana, draft) == edition  # a second click offers nothing twice
    put(ana, draft, "texts/en/title", "Second title")
    (offered,) = editions.offered()
    assert (offered.id, offered.author, offered.package.words("en")("title")) == (
        edition,
        "Ana",
        "The blue folder (copy)",
    )
    run = service.start_run(guest, edition, seed=1)
    second = editions.offer(ana, draft)
    assert [one.id for one in editions.offered()] == [second]
    assert service.load(guest, run).package.words("en")("title") == "The blue folder (copy)"
    with pytest.raises(NotFound):
        authoring.load(guest, draft)
    editions.take_back(ana, draft)
    assert editions.offered() == []


def test_a_workshop_keeps_the_scenario_it_chose(ana: Actor, draft: str, actor: Make) -> None:
    edition = editions.offer(ana, draft)
    assert cases.offered("en")[edition].title == "The blue folder (copy) (Ana)"
    workshop = lead.create(ana, "Thursday", "UTC", "w")
    lead.add_scenario(ana, workshop, edition, "k")
    editions.take_back(ana, draft)
    assert edition not in cases.offered("en")
    found = cases.found(edition, "en")
    assert found is not None
    assert found.title == "The blue folder (copy) (Ana)"
    assert service.start_run(actor("trainee", "Denis"), edition, seed=1)


def test_played_ids_stay_when_the_whole_is_edited_by_hand(ana: Actor, draft: str) -> None:
    fact = first_fact(ana, draft)
    pending.begin(ana, draft, "structure", "en")
    text = pending.typed(ana, draft)["structure"].text
    renamed = text.replace(f"id: {fact}\n", "id: renamed\n")
    pending.keep(ana, draft, [SetField(path="structure", base=text, value=renamed)])
    service.start_run(ana, draft, seed=1)
    with pytest.raises(Invalid, match="scenario_ids_played"):
        pending.take_over(ana, draft, "structure")
    assert pending.typed(ana, draft)["structure"].text == renamed
    put(ana, draft, "texts/en/title", "Meanwhile")
    with pytest.raises(Invalid, match="scenario_moved_on"):
        pending.take_over(ana, draft, "structure")
    assert pending.typed(ana, draft)["structure"].text == renamed


def test_yaml_of_an_entry_meets_another_authors_change(ana: Actor, draft: str) -> None:
    fact = first_fact(ana, draft)
    place = f"facts/{fact}"
    pending.begin(ana, draft, place, "en")
    text = pending.typed(ana, draft)[place].text
    put(ana, draft, f"structure/facts/{fact}/level", 3)
    put(ana, draft, f"structure/facts/{fact}/sensitivity", "private")
    changed = text.replace("level: 0", "level: 2").replace("essential: true", "essential: false")
    pending.keep(ana, draft, [SetField(path=place, base=text, value=changed)])
    (conflict,) = pending.take_over(ana, draft, place)
    assert (conflict.mine, conflict.theirs) == (2, 3)
    stored = find(authoring.load(ana, draft).body, f"structure/{place}")
    assert (stored["level"], stored["sensitivity"], stored["essential"]) == (3, "private", False)


def test_an_entry_without_its_fields_is_refused(ana: Actor, draft: str) -> None:
    with pytest.raises(Invalid, match="scenario_change_refused"):
        authoring.save(ana, draft, [AddItem(path="structure/facts", item={"id": "bare"})], "a")
    authoring.save(ana, draft, [AddItem(path="structure/facts", item=sketch.entry(Fact, "whole"))], "b")
    assert not put(ana, draft, "structure/facts/whole/level", 2)


def test_a_co_author_is_let_in_and_out(ana: Actor, draft: str, actor: Make) -> None:
    owner = actor("owner", "Olga")
    for login, role in (("bojan", Role.TRAINER), ("denis", Role.TRAINEE)):
        identity.create_account(owner, name=login, login=login, password="three plain words", role=role)
    authoring.share(ana, draft, "Bojan")
    assert [(one.name, one.level) for one in authoring.people(ana, draft)] == [
        ("Ana", Level.OWNER),
        ("bojan", Level.EDITOR),
    ]
    for login, code in (("denis", "scenario_share_role"), ("nobody", "scenario_share_nobody")):
        with pytest.raises(Invalid, match=code):
            authoring.share(ana, draft, login)
    bojan = authoring.people(ana, draft)[1].person_id
    authoring.unshare(ana, draft, ana.person_id)  # the author stays
    authoring.unshare(ana, draft, bojan)
    assert [one.name for one in authoring.people(ana, draft)] == ["Ana"]
