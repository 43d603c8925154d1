"""Findings accepted with a reason: who, when, how long, and what is shown of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from typer.testing import CliRunner

from partnership import service
from partnership.agreement import Agreement
from partnership.cli import agreement as command
from partnership.composition.findings import compose_findings
from partnership.review import Finding, review
from partnership.review.answers import answered, facts, still_open
from partnership.services import answer
from partnership.transfer import to_body, write_json
from studio import clock
from studio.changes import AddItem, SetField, find
from studio.database import writing
from studio.documents import markdown
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, grant
from tests.partnership.drafts import changed, edited

Make = Callable[..., Actor]
BECAUSE = "Land registers know this group under another name."
PLACE = "target_groups/g_care/outreach"


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    """The example with one hint: nothing about outreach."""
    body = write_json(changed(target_groups__g_care__outreach=""))
    return service.import_json(manager, body.encode())


def found(manager: Actor, draft: str) -> Finding:
    [finding] = review(service.load(manager, draft).agreement)
    return finding


def accept(manager: Actor, draft: str, because: str = BECAUSE, key: str = "k") -> None:
    agreement = service.load(manager, draft).agreement
    [finding] = review(agreement)
    answer.accept(manager, draft, finding.code, finding.path, facts(agreement, finding), because, key)


def edit(manager: Actor, draft: str, path: str, value: Any) -> None:
    base = find(service.load(manager, draft).body, path)
    service.save(manager, draft, [SetField(path=path, base=base, value=value)], f"edit {path} {value}")


def test_an_answer_carries_reason_name_and_date_and_the_finding_counts_no_more(manager: Actor, draft: str) -> None:
    accept(manager, draft)
    accept(manager, draft)  # the same click twice
    agreement = service.load(manager, draft).agreement
    [kept] = agreement.accepted
    assert (kept.because, kept.by, kept.on, kept.path) == (BECAUSE, "Mirela", clock.today(), PLACE)
    assert still_open(agreement, review(agreement)) == []
    assert len(review(agreement)) == 1


def test_an_answer_stands_while_its_facts_do_and_lapses_with_them(manager: Actor, draft: str) -> None:
    accept(manager, draft)
    edit(manager, draft, "partners/p_pes/address", "Elsewhere 1")
    edit(manager, draft, "target_groups/g_care/size", 99)
    agreement = service.load(manager, draft).agreement
    assert still_open(agreement, review(agreement)) == []
    edit(manager, draft, "target_groups/g_care/name", "Fathers alone")
    agreement = service.load(manager, draft).agreement
    [each] = answered(agreement, review(agreement))
    assert each.open
    assert [old.because for old in each.lapsed] == [BECAUSE]
    accept(manager, draft, "It is another group now.", "k2")
    assert [each.because for each in service.load(manager, draft).agreement.accepted] == ["It is another group now."]


@pytest.mark.parametrize(
    ("code", "edits", "later", "lapses"),
    [
        ("term_very_long", {"term__end": "2030-12-31"}, {"term__end": "2031-12-31"}, True),
        ("term_very_long", {"term__end": "2030-12-31"}, {"title": "Another"}, False),
        ("aim_outside_term", {"aims__a_work__due": "2030-01-01"}, {"term__end": "2029-01-31"}, True),
        ("golden_rules_missing", {"annexes__x_rules": None}, {"annexes": []}, True),
        ("golden_rules_missing", {"annexes__x_rules": None}, {"annexes__x_data__note": "Signed"}, False),
        ("quorum_out_of_reach", {"bodies__b_board__quorum": 9}, {"bodies__b_board__quorum": 8}, True),
        (
            "action_with_several_accountable",
            {"actions__c_place__roles__p_pes": "A"},
            {"actions__c_place__roles__p_csw": "A"},
            True,
        ),
    ],
)
def test_facts_are_what_the_finding_rests_on(
    code: str, edits: dict[str, Any], later: dict[str, Any], lapses: bool
) -> None:
    before, after = changed(**edits), changed(**(edits | later))
    finding = next(each for each in review(before) if each.code == code)
    same = next(each for each in review(after) if (each.code, each.path) == (code, finding.path))
    assert (facts(before, finding) != facts(after, same)) is lapses


def test_one_place_may_be_found_for_two_reasons() -> None:
    agreement = changed(aims=[], budget__stated_total=None, actions=[])
    here = [each for each in review(agreement) if (each.code, each.path) == ("content_missing", "actions")]
    assert len(here) == 2
    first = {
        "id": "f1", "code": here[0].code, "path": here[0].path, "because": BECAUSE, "by": "Mirela",
        "on": "2026-11-20", "facts": facts(agreement, here[0]),
    }  # fmt: skip
    agreement = changed(aims=[], budget__stated_total=None, actions=[], accepted=[first])
    states = {each.finding.parameters["number"]: each for each in answered(agreement, here)}
    assert [each.open for each in states.values()] == [False, True]
    assert all(not each.lapsed for each in states.values())


@given(edited())
def test_findings_are_told_apart_by_place_and_facts(agreement: Agreement) -> None:
    told = [(each.code, each.path, facts(agreement, each)) for each in review(agreement)]
    assert len(set(told)) == len(told)


def test_what_cannot_be_answered(manager: Actor, draft: str) -> None:
    finding = found(manager, draft)
    seen = facts(service.load(manager, draft).agreement, finding)
    for because in (" \n", "x" * 2001):
        with pytest.raises(Invalid):
            answer.accept(manager, draft, finding.code, finding.path, seen, because, "k")
    with pytest.raises(NotFound):
        answer.accept(manager, draft, "title_missing", "title", seen, BECAUSE, "k")
    edit(manager, draft, "target_groups/g_care/name", "Fathers alone")
    with pytest.raises(Invalid, match="finding_changed"):
        answer.accept(manager, draft, finding.code, finding.path, seen, BECAUSE, "k")
    assert service.load(manager, draft).agreement.accepted == []


def test_nobody_answers_in_another_name(manager: Actor, draft: str, actor: Make) -> None:
    finding = found(manager, draft)
    forged = {
        "id": "f1", "code": finding.code, "path": finding.path, "because": BECAUSE, "by": "The mayor",
        "on": "2026-01-01", "facts": facts(service.load(manager, draft).agreement, finding),
    }  # fmt: skip
    with pytest.raises(Invalid):
        service.save(manager, draft, [AddItem(path="accepted", item=forged)], "k")
    reader = actor("trainee", "Denis")
    with writing() as session:
        grant(session, reader.person_id, "agreement", draft, Level.READER)
    with pytest.raises(Forbidden):
        answer.accept(reader, draft, finding.code, finding.path, forged["facts"], BECAUSE, "k")


def test_an_answer_is_taken_back_once(manager: Actor, draft: str) -> None:
    accept(manager, draft)
    [kept] = service.load(manager, draft).agreement.accepted
    answer.withdraw(manager, draft, kept.id, "w1")
    answer.withdraw(manager, draft, kept.id, "w2")
    agreement = service.load(manager, draft).agreement
    assert agreement.accepted == []
    assert len(still_open(agreement, review(agreement))) == 1


def test_drafts_stored_before_there_were_answers_take_one(manager: Actor) -> None:
    old = to_body(changed(target_groups__g_care__outreach=""))
    del old["accepted"]
    draft = service.import_json(manager, json.dumps(old).encode())
    accept(manager, draft)
    assert len(service.load(manager, draft).agreement.accepted) == 1


def test_reports_show_the_answer(manager: Actor, draft: str, tmp_path: Path) -> None:
    accept(manager, draft)
    agreement = service.load(manager, draft).agreement
    report = markdown.render(compose_findings(agreement, "en"))
    assert BECAUSE in report
    assert "Accepted with a reason" in report
    assert service.export_review(manager, draft, "docx", "en").content.startswith(b"PK")
    path = tmp_path / "a.json"
    path.write_text(write_json(agreement), encoding="utf-8")
    said = CliRunner().invoke(command, ["review", str(path)])
    assert said.exit_code == 0
    assert f"Accepted because: {BECAUSE} (Mirela" in said.stdout
    assert "1 accepted" in said.stdout
    [data] = json.loads(CliRunner().invoke(command, ["review", str(path), "--format", "json"]).stdout)
    assert data["accepted"][0]["because"] == BECAUSE


def test_an_accepted_error_lets_the_command_pass_and_a_lapsed_one_does_not(tmp_path: Path) -> None:
    agreement = changed(budget__stated_total="1")
    [finding] = review(agreement)
    entry = {
        "id": "f1", "code": finding.code, "path": finding.path, "because": BECAUSE, "by": "Mirela",
        "on": "2026-11-20", "facts": facts(agreement, finding),
    }  # fmt: skip
    for total, status in (("1", 0), ("2", 1)):
        path = tmp_path / "a.json"
        path.write_text(write_json(changed(budget__stated_total=total, accepted=[entry])), encoding="utf-8")
        said = CliRunner().invoke(command, ["review", str(path)])
        assert said.exit_code == status
        assert BECAUSE in said.stdout
