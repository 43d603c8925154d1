"""Own templates: kept without people, offered, started from, put into other agreements."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from partnership import service
from partnership.deviation import deviation, model_of
from partnership.examples import example
from partnership.export import export
from partnership.services import reuse
from studio.database import writing
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, grant

Make = Callable[..., Actor]


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def colleague(actor: Make) -> Actor:
    return actor("manager", "Ana")


@pytest.fixture
def full(manager: Actor) -> str:
    return service.import_json(manager, export(example(), "json").content)


@pytest.fixture
def kept(manager: Actor, full: str) -> str:
    return reuse.keep_agreement(manager, full, "  Valley\nmodel ", "For valleys.", "k")


def test_a_template_holds_the_text_but_nobodys_contacts(manager: Actor, kept: str) -> None:
    stored = service.export(manager, kept, "json").content.decode()
    for personal in (
        "Mirela Kostan",
        "Goran Belić",
        "40211873",
        "06-112/1-2026",
        "fire brigade, Kalina",
        "Nada Petrić",
    ):
        assert personal not in stored
    found = service.load(manager, kept).agreement
    assert (found.title, found.status, found.when_to_use) == ("Valley model", "template", "For valleys.")
    assert found.actions == example().actions
    assert all(not each.outcome for each in found.clarifications)


def test_a_template_is_no_agreement_in_the_list(manager: Actor, full: str, kept: str) -> None:
    assert [each.id for each in service.listed(manager)] == [full]
    [seen] = reuse.templates(manager)
    assert (seen.id, seen.use, seen.level, seen.offered) == (kept, "agreement", Level.OWNER, False)


def test_a_second_click_keeps_one_template(manager: Actor, full: str, kept: str) -> None:
    assert reuse.keep_agreement(manager, full, "Valley model", "", "k") == kept
    assert len(reuse.templates(manager)) == 1


def test_a_template_needs_a_name(manager: Actor, full: str) -> None:
    with pytest.raises(Invalid, match="template_without_name"):
        reuse.keep_agreement(manager, full, " \n", "", "k")


def test_a_draft_starts_from_an_own_template_and_shows_what_differs(manager: Actor, kept: str) -> None:
    draft = service.load(manager, reuse.start(manager, kept, "Next valley", "s")).agreement
    assert (draft.title, draft.status, draft.template_use, draft.when_to_use) == ("Next valley", "draft", "", "")
    block = next(b for s in draft.sections for b in s.blocks if b.clause == "introduction.problems")
    assert deviation(block.text["en"], model_of(block, "the studio's clause")) == "unchanged"
    assert deviation(block.text["en"] + " More.", model_of(block, "the studio's clause")) == "changed"


def test_offering_opens_a_template_to_everybody_and_back(manager: Actor, colleague: Actor, kept: str) -> None:
    assert reuse.templates(colleague) == []
    with pytest.raises(NotFound, match="template_gone"):
        reuse.start(colleague, kept, "X")
    reuse.offer(manager, kept, True)
    [seen] = reuse.templates(colleague)
    assert (seen.id, seen.level, seen.offered) == (kept, None, True)
    made = reuse.start(colleague, kept, "X")
    assert service.load(colleague, made).level is Level.OWNER
    with pytest.raises(NotFound):
        service.load(colleague, kept)
    reuse.offer(manager, kept, False)
    assert reuse.templates(colleague) == []


def test_a_template_put_away_is_offered_no_more(manager: Actor, colleague: Actor, kept: str) -> None:
    reuse.offer(manager, kept, True)
    service.delete(manager, kept)
    assert reuse.templates(colleague) == []
    with pytest.raises(NotFound, match="template_gone"):
        reuse.start(colleague, kept, "X")


def test_only_its_owner_offers_a_template(manager: Actor, colleague: Actor, full: str, kept: str) -> None:
    with pytest.raises(NotFound):
        reuse.offer(colleague, kept, True)
    with writing() as session:
        grant(session, colleague.person_id, service.KIND, kept, Level.EDITOR)
    with pytest.raises(Forbidden):
        reuse.offer(colleague, kept, True)
    assert [each.level for each in reuse.templates(colleague)] == [Level.EDITOR]
    with pytest.raises(Invalid, match="template_not_one"):
        reuse.offer(manager, full, True)


def test_an_agreement_is_never_read_as_a_template(colleague: Actor, full: str) -> None:
    with pytest.raises(NotFound, match="template_gone"):
        reuse.start(colleague, full, "X")


def test_people_who_may_not_create_keep_and_see_nothing(actor: Make, full: str) -> None:
    trainee = actor("trainee", "Denis")
    with writing() as session:
        grant(session, trainee.person_id, service.KIND, full, Level.READER)
    for call in (
        lambda: reuse.keep_agreement(trainee, full, "X", "", "k"),
        lambda: reuse.keep_annex(trainee, full, "x_rules", "X", "", "k"),
        lambda: reuse.templates(trainee),
    ):
        with pytest.raises(Forbidden):
            call()


def test_an_annex_is_kept_and_put_into_another_agreement(manager: Actor, full: str) -> None:
    kept = reuse.keep_annex(manager, full, "x_rules", "Rules over soup", "For hungry boards.", "k")
    [seen] = reuse.templates(manager)
    assert (seen.use, seen.annexes) == ("annex", (("x_rules", "Golden rules of the valley"),))
    target = service.create(manager, "bilateral", "Two", "sq")
    made = reuse.attach(manager, target, kept, "x_rules", "a")
    [annex] = [each for each in service.load(manager, target).agreement.annexes if each.id == made]
    [source] = [each for each in example().annexes if each.id == "x_rules"]
    assert [block.title for block in annex.blocks] == [block.title for block in source.blocks]
    assert [block.text for block in annex.blocks] == [{"sq": block.text["en"]} for block in source.blocks]
    assert deviation(annex.blocks[0].text["sq"], model_of(annex.blocks[0], "")) == "unchanged"


def test_an_annex_without_text_cannot_be_kept(manager: Actor, full: str) -> None:
    with pytest.raises(Invalid, match="annex_without_text"):
        reuse.keep_annex(manager, full, "x_standards", "X", "", "k")


def test_a_template_comes_back_from_its_file(manager: Actor, colleague: Actor, kept: str) -> None:
    back = service.import_json(colleague, service.export(manager, kept, "json").content)
    assert service.load(colleague, back).agreement == service.load(manager, kept).agreement
    assert [each.id for each in reuse.templates(colleague)] == [back]
