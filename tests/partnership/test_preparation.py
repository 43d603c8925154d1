"""The preparation: its questions as content, and outcomes that flow into the draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from partnership import service
from partnership.calendar import events
from partnership.examples import example
from partnership.items import Block
from partnership.preparation import APPROACHES, groups, target_of, to_clarify, ways
from partnership.services import prepare
from partnership.templates import start, template, template_ids
from studio.changes import AddItem, RemoveItem, SetField, find
from studio.database import writing
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.languages import PSEUDO, translator
from studio.rights import Level, grant

Make = Callable[..., Actor]


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.create(manager, "bilateral", "Two")


def settle(manager: Actor, draft: str, question: str, outcome: str) -> None:
    path = f"clarifications/{question}/outcome"
    base = find(service.load(manager, draft).body, path)
    service.save(manager, draft, [SetField(path=path, base=base, value=outcome)], f"{question}-{outcome}")


def passage(manager: Actor, draft: str, clause: str) -> Block:
    section = service.load(manager, draft).agreement.section(clause.split(".")[0])
    return next(block for block in section.blocks if block.clause == clause)


@pytest.mark.parametrize("locale", ["en", PSEUDO])
def test_both_lists_of_the_guidelines_are_there_with_their_source(locale: str) -> None:
    everyone, core = groups(locale)
    assert (len(everyone.questions), len(core.questions)) == (8, 7)
    assert all(question.title and question.about for group in (everyone, core) for question in group.questions)
    assert [each.id for each in to_clarify()] == [q.id for group in (everyone, core) for q in group.questions]
    assert all(way.gains and way.costs and way.consequence for way in ways(locale))
    assert tuple(way.id for way in ways(locale)) == APPROACHES


@pytest.mark.parametrize("template_id", template_ids())
def test_every_outcome_has_a_place_in_a_section_of_every_template(template_id: str) -> None:
    sections = set(template(template_id, "en").help)
    assert all(target_of(each).split(".")[0] in sections for each in start(template_id, "en").clarifications)


def test_an_outcome_is_appended_and_the_passage_remembers_where_it_came_from(manager: Actor, draft: str) -> None:
    before = passage(manager, draft, "introduction.problems").text["en"]
    settle(manager, draft, "problems", "312 people stand in both registers.")
    prepare.take_over(manager, draft, "problems", "k1")
    after = passage(manager, draft, "introduction.problems")
    assert after.text["en"] == f"{before}\n\n312 people stand in both registers."
    assert after.origins == ["problems"]
    [taken] = [each for each in service.load(manager, draft).agreement.clarifications if each.id == "problems"]
    assert prepare.is_in_draft(taken)


def test_the_same_outcome_is_not_put_into_the_draft_twice(manager: Actor, draft: str) -> None:
    settle(manager, draft, "tools", "One page joins both plans.")
    prepare.take_over(manager, draft, "tools", "k1")
    prepare.take_over(manager, draft, "tools", "k2")
    assert passage(manager, draft, "work_programme.model").text["en"].count("One page joins both plans.") == 1
    settle(manager, draft, "tools", "Two pages.")
    prepare.take_over(manager, draft, "tools", "k3")
    text = passage(manager, draft, "work_programme.model").text["en"]
    assert text.endswith("One page joins both plans.\n\nTwo pages.")


def test_two_outcomes_share_a_passage(manager: Actor, draft: str) -> None:
    for question in ("cooperation", "experience"):
        settle(manager, draft, question, f"What came of {question}.")
        prepare.take_over(manager, draft, question, question)
    found = passage(manager, draft, "strategy.understanding")
    assert found.origins == ["cooperation", "experience"]
    assert found.text["en"].endswith("What came of cooperation.\n\nWhat came of experience.")


def test_a_passage_that_nobody_kept_is_written_anew(manager: Actor, draft: str) -> None:
    block = passage(manager, draft, "target_groups.groups")
    path = f"sections/target_groups/blocks/{block.id}"
    service.save(manager, draft, [RemoveItem(path=path, base=block.model_dump(mode="json"))], "gone")
    settle(manager, draft, "client_profile", "Registered with both for six months.")
    prepare.take_over(manager, draft, "client_profile", "k")
    assert passage(manager, draft, "target_groups.groups").text == {"en": "Registered with both for six months."}


def test_an_own_question_needs_a_place_and_an_outcome(manager: Actor, draft: str) -> None:
    own = {"id": "q_bus", "title": "The bus?"}
    service.save(manager, draft, [AddItem(path="clarifications", item=own)], "add")
    with pytest.raises(Invalid, match="clarification_without_place"):
        prepare.take_over(manager, draft, "q_bus", "k")
    place = SetField(path="clarifications/q_bus/belongs_to", base=None, value="budget.budget")
    service.save(manager, draft, [place], "place")
    with pytest.raises(Invalid, match="clarification_without_outcome"):
        prepare.take_over(manager, draft, "q_bus", "k")
    service.save(manager, draft, [SetField(path="clarifications/q_bus/outcome", base=None, value="At 20:00.")], "say")
    prepare.take_over(manager, draft, "q_bus", "k")
    assert passage(manager, draft, "budget.budget").text["en"].endswith("At 20:00.")


def test_a_reader_and_a_stranger_move_nothing(manager: Actor, draft: str, actor: Make) -> None:
    settle(manager, draft, "problems", "Counted.")
    reader, stranger = actor("trainee", "Denis"), actor("manager", "Ana")
    with writing() as session:
        grant(session, reader.person_id, service.KIND, draft, Level.READER)
    with pytest.raises(Forbidden):
        prepare.take_over(reader, draft, "problems", "k")
    with pytest.raises(NotFound):
        prepare.take_over(stranger, draft, "problems", "k")
    assert "Counted." not in passage(manager, draft, "introduction.problems").text["en"]


def test_agreements_stored_before_there_was_a_board_take_one(manager: Actor, draft: str) -> None:
    """Their bodies lack the lists; adding an item makes one."""
    from studio.tables import VersionedDocument

    with writing() as session:
        row = session.get(VersionedDocument, draft)
        assert row is not None
        row.body = {k: v for k, v in row.body.items() if k not in ("clarifications", "meetings", "approach")}
    changes = [
        AddItem(path="clarifications", item=to_clarify()[0].model_dump(mode="json")),
        AddItem(path="meetings", item={"id": "m1", "day": "2026-09-08", "starts": "09:00"}),
        SetField(path="approach", base="", value="formal"),
    ]
    saved = service.save(manager, draft, changes, "k")
    assert not saved.conflicts
    found = service.load(manager, draft).agreement
    assert (len(found.clarifications), found.meetings[0].starts, found.approach) == (1, "09:00", "formal")


def test_a_time_that_is_none_is_refused(manager: Actor, draft: str) -> None:
    with pytest.raises(Invalid, match="agreement_change_refused"):
        service.save(manager, draft, [AddItem(path="meetings", item={"id": "m1", "starts": "25:00"})], "k")


def test_meetings_and_open_questions_stand_in_the_calendar() -> None:
    days = {event.title: event.day for event in events(example(), translator("en"))}
    assert days["Meeting: Afternoon of the golden rules"] == date(2026, 10, 14)
    assert days["To be clarified: Other partnerships we can learn from"] == date(2026, 10, 31)
    assert "To be clarified: Local problems, their causes, and the strengths of the place" not in days
