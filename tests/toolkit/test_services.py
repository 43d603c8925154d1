"""Assessments, improvement plans and forms in the database: rights, two writers, repeated saves, frozen instruments."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from studio import files, ids
from studio.changes import AddItem, Change, RemoveItem, SetField
from studio.database import reading, writing
from studio.errors import Forbidden, Invalid, NotFound, StudioError
from studio.identity import Actor
from studio.languages import translator
from studio.messages import explain, known_codes
from studio.rights import Level, grant
from studio.tables import AuditEvent
from toolkit import loader
from toolkit.assessment import Result
from toolkit.forms import FormKind, Protocol, Referral, ReferralState
from toolkit.services import assess, export, fill, improve, rounds

Make = Callable[..., Actor]


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Ana")


@pytest.fixture
def assessment_id(manager: Actor) -> str:
    return assess.start(manager, "icm-standards", "Pilot", ids.new("ass"))


def _set(item: str, field: str, value: Any, base: Any) -> SetField:
    return SetField(path=f"items/{item}/{field}", base=base, value=value)


def _rate(actor: Actor, assessment_id: str, item: str, score: int, base: int | None = None) -> None:
    saved = assess.save_ratings(actor, assessment_id, [_set(item, "score", score, base)], ids.new("key"))
    assert saved.conflicts == []


def _share(assessment_id: str, person: Actor, level: Level = Level.EDITOR) -> None:
    with writing() as session:
        grant(session, person.person_id, assess.KIND, assessment_id, level)


# --- assessments ---


def test_an_assessment_is_started_answered_and_read(manager: Actor, assessment_id: str) -> None:
    _rate(manager, assessment_id, "purpose-definition", 1)
    _rate(manager, assessment_id, "needs-whole", 4)
    found = assess.findings(manager, assessment_id)
    assert [gap.node.id for gap in found.results.gaps] == ["purpose-definition"]
    assert found.results.raters == 1
    (listed,) = assess.listed(manager)
    assert (listed.title, listed.answered, listed.total) == ("Pilot", 2, 31)


def test_a_second_click_starts_nothing_new(manager: Actor) -> None:
    new_id = ids.new("ass")
    assert assess.start(manager, "icm-standards", "Pilot", new_id) == assess.start(
        manager, "icm-standards", "x", new_id
    )
    assert len(assess.listed(manager)) == 1
    assert len(improve.plans(manager)) == 1


def test_answers_survive_and_each_field_keeps_its_own(manager: Actor, assessment_id: str) -> None:
    changes: list[Change] = [
        _set("needs-whole", "score", 2, None),
        _set("needs-whole", "comment", "half of the files", ""),
        _set("needs-whole", "evidence", "ten files", ""),
        _set("needs-whole", "later", True, False),
        _set("needs-whole", "practised", 1, None),
        _set("needs-method", "applicable", False, True),
    ]
    assess.save_ratings(manager, assessment_id, changes, "k")
    ratings = assess.load(manager, assessment_id).ratings
    assert ratings["needs-whole"].model_dump() == {
        "score": 2,
        "applicable": True,
        "later": True,
        "comment": "half of the files",
        "evidence": "ten files",
        "agreed": None,
        "practised": 1,
        "works": None,
    }
    assert not ratings["needs-method"].applicable


def test_the_same_save_twice_changes_nothing(manager: Actor, assessment_id: str) -> None:
    first = assess.save_ratings(manager, assessment_id, [_set("needs-whole", "score", 2, None)], "k")
    again = assess.save_ratings(manager, assessment_id, [_set("needs-whole", "score", 2, None)], "k")
    assert again.document.revision == first.document.revision == 1
    assert again.conflicts == []


def test_two_browsers_of_one_rater_lose_nothing(manager: Actor, assessment_id: str) -> None:
    _rate(manager, assessment_id, "needs-whole", 2)
    other_field = assess.save_ratings(manager, assessment_id, [_set("needs-whole", "comment", "why", "")], "a")
    assert other_field.conflicts == []
    stale = assess.save_ratings(manager, assessment_id, [_set("needs-whole", "score", 4, None)], "b")
    (conflict,) = stale.conflicts
    assert (conflict.mine, conflict.theirs) == (4, 2)
    rating = assess.load(manager, assessment_id).ratings["needs-whole"]
    assert (rating.score, rating.comment) == (2, "why")


def test_writers_at_the_same_moment_are_all_kept(manager: Actor, assessment_id: str) -> None:
    items = [node.id for node in loader.instruments()["icm-standards"].items()][:12]
    failures: list[Exception] = []

    def work(item: str) -> None:
        try:
            _rate(manager, assessment_id, item, 3)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {key for key, r in assess.load(manager, assessment_id).ratings.items() if r.score == 3} == set(items)


def test_raters_have_rows_of_their_own(manager: Actor, assessment_id: str, actor: Make) -> None:
    second = actor("manager", "Besa")
    _share(assessment_id, second)
    _rate(manager, assessment_id, "needs-whole", 1)
    _rate(second, assessment_id, "needs-whole", 4)
    rounds.close(manager, assessment_id)
    item = {i.node.id: i for i in assess.findings(manager, assessment_id).results.items()}["needs-whole"]
    assert (item.value, item.spread) == (2.5, 3)
    assert assess.load(second, assessment_id).ratings["needs-whole"].score == 4


def test_consensus_stands_beside_the_ratings(manager: Actor, assessment_id: str, actor: Make) -> None:
    second = actor("manager", "Besa")
    _share(assessment_id, second)
    _rate(second, assessment_id, "needs-whole", 4)
    changes: list[Change] = [_set("needs-whole", "score", 2, None), _set("needs-whole", "reason", "files", "")]
    with pytest.raises(Invalid, match="round_open"):
        assess.save_consensus(manager, assessment_id, changes, "k")
    rounds.close(manager, assessment_id)
    assess.save_consensus(manager, assessment_id, changes, "k")
    found = assess.findings(manager, assessment_id)
    item = {i.node.id: i for i in found.results.items()}["needs-whole"]
    assert (item.value, item.scores, item.result) == (2, (4,), Result.PARTLY_MET)
    assert found.agreed["needs-whole"].reason == "files"
    with pytest.raises(Forbidden):
        assess.save_consensus(second, assessment_id, changes, "k")


@pytest.mark.parametrize(
    "change",
    [
        _set("needs-whole", "score", 9, None),
        _set("needs-whole", "score", "3", None),
        _set("needs-whole", "score", True, None),
        _set("needs-whole", "applicable", "no", True),
        _set("needs-whole", "works", 3, None),
        _set("needs-whole", "comment", "x" * 20_001, ""),
        _set("needs-whole", "rater_id", "somebody", None),
        _set("needs-whole", "id", "other", "needs-whole"),
        SetField(path="title", base="Pilot", value="mine"),
        SetField(path="items", base=[], value=[]),
        AddItem(path="items", item={"id": "new"}),
        RemoveItem(path="items/needs-whole", base={}),
    ],
)
def test_forged_answers_are_refused(manager: Actor, assessment_id: str, change: Change) -> None:
    with pytest.raises(Invalid, match="rating_unusable"):
        assess.save_ratings(manager, assessment_id, [change], "k")
    assert assess.load(manager, assessment_id).ratings == {}


def test_a_comment_that_is_too_long_is_told_its_limit(manager: Actor, assessment_id: str) -> None:
    with pytest.raises(Invalid) as refused:
        assess.save_ratings(manager, assessment_id, [_set("needs-whole", "comment", "x" * 20_001, "")], "k")
    assert "at most 20,000 characters" in explain(refused.value, translator("en"))


def test_an_answer_to_an_unknown_item_is_no_answer(manager: Actor, assessment_id: str) -> None:
    saved = assess.save_ratings(manager, assessment_id, [_set("nowhere", "score", 1, None)], "k")
    assert saved.conflicts
    assert assess.load(manager, assessment_id).ratings == {}


def test_the_instrument_is_frozen(manager: Actor, assessment_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = assess.load(manager, assessment_id)
    monkeypatch.setattr(loader, "instruments", dict)
    after = assess.load(manager, assessment_id)
    assert after.instrument == before.instrument
    assert after.words == before.words


def test_another_language_is_taken_from_the_same_version(
    manager: Actor, assessment_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Actor(manager.person_id, manager.name, manager.role, manager.session_id, "", "en_XA")
    assert assess.load(there, assessment_id).words.title.startswith("⟦")
    newer = {key: each.model_copy(update={"version": "9.9"}) for key, each in loader.instruments().items()}
    monkeypatch.setattr(loader, "instruments", lambda: newer)
    assert assess.load(there, assessment_id).words.title == "ICM standards"


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_title_is_needed(manager: Actor, title: str) -> None:
    with pytest.raises(Invalid, match="title_unusable"):
        assess.start(manager, "icm-standards", title, ids.new("ass"))


def test_unknown_instruments_are_refused(manager: Actor) -> None:
    with pytest.raises(NotFound, match="instrument_unknown"):
        assess.start(manager, "nothing", "Pilot", ids.new("ass"))


def test_strangers_learn_nothing(assessment_id: str, manager: Actor, actor: Make) -> None:
    stranger = actor("trainer", "Stranger")
    plan_id = assess.load(manager, assessment_id).plan_id
    form_id = fill.create(manager, "protocol", ids.new("frm"))
    change: list[Change] = [_set("needs-whole", "score", 1, None)]
    attempts: list[Callable[[], object]] = [
        lambda: assess.load(stranger, assessment_id),
        lambda: assess.findings(stranger, assessment_id),
        lambda: assess.save_ratings(stranger, assessment_id, change, "k"),
        lambda: assess.save_consensus(stranger, assessment_id, change, "k"),
        lambda: assess.delete(stranger, assessment_id),
        lambda: assess.start(stranger, "icm-standards", "Mine", assessment_id),
        lambda: improve.load_plan(stranger, plan_id),
        lambda: improve.save_plan(stranger, plan_id, [], "k"),
        lambda: improve.act_on(stranger, assessment_id, "needs-whole", "k"),
        lambda: fill.load(stranger, form_id),
        lambda: fill.save(stranger, form_id, [], "k"),
        lambda: fill.delete(stranger, form_id),
        lambda: export.assessment(stranger, assessment_id, "xlsx"),
        lambda: export.form(stranger, form_id, "pdf"),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
    assert assess.listed(stranger) == []
    assert fill.listed(stranger) == []
    assert improve.plans(stranger) == []


def test_a_reader_may_not_answer(manager: Actor, assessment_id: str, actor: Make) -> None:
    reader = actor("manager", "Reader")
    _share(assessment_id, reader, Level.READER)
    with pytest.raises(Forbidden):
        assess.save_ratings(reader, assessment_id, [_set("needs-whole", "score", 1, None)], "k")


@pytest.mark.parametrize("role", ["trainee", "participant"])
def test_only_staff_start_assessments(actor: Make, role: str) -> None:
    with pytest.raises(Forbidden):
        assess.start(actor(role), "icm-standards", "Pilot", ids.new("ass"))


def test_participants_start_no_forms(actor: Make) -> None:
    with pytest.raises(Forbidden):
        fill.create(actor("participant"), "protocol", ids.new("frm"))


def test_a_deleted_assessment_is_gone_with_its_plan(manager: Actor, assessment_id: str) -> None:
    plan_id = assess.load(manager, assessment_id).plan_id
    assess.delete(manager, assessment_id)
    assert assess.listed(manager) == []
    for attempt in (lambda: assess.load(manager, assessment_id), lambda: improve.load_plan(manager, plan_id)):
        with pytest.raises(NotFound):
            attempt()


def test_what_was_done_is_in_the_audit_trail(manager: Actor, assessment_id: str) -> None:
    _rate(manager, assessment_id, "needs-whole", 1)
    with reading() as session:
        actions = list(session.exec(select(AuditEvent.action).where(AuditEvent.object_id == assessment_id)))
    assert actions == ["assessment::started", "assessment:rating:saved"]


# --- improvement plan ---


def test_a_gap_becomes_an_action_with_owner_and_date(manager: Actor, assessment_id: str) -> None:
    action_id = improve.act_on(manager, assessment_id, "needs-consent", "k")
    plan_id = assess.load(manager, assessment_id).plan_id
    changes: list[Change] = [
        SetField(path=f"actions/{action_id}/owner", base="", value="<script>"),
        SetField(path=f"actions/{action_id}/due", base=None, value="2026-05-01"),
        SetField(path=f"actions/{action_id}/state", base="open", value="done"),
    ]
    assert improve.save_plan(manager, plan_id, changes, "k2").conflicts == []
    (action,) = improve.load_plan(manager, plan_id).plan.actions
    assert (action.item_id, action.title, action.owner) == ("needs-consent", "Consent and confidentiality", "<script>")
    assert action.due == date(2026, 5, 1)
    assert not action.late(date(2026, 6, 1)), "done is not late"


def test_an_action_begins_with_the_next_step(manager: Actor, assessment_id: str) -> None:
    _rate(manager, assessment_id, "needs-consent", 1)
    improve.act_on(manager, assessment_id, "needs-consent", "k")
    (action,) = improve.load_plan(manager, assess.load(manager, assessment_id).plan_id).plan.actions
    assert action.detail == assess.load(manager, assessment_id).words.nodes["needs-consent"].steps[1]


def test_a_second_click_adds_no_second_action(manager: Actor, assessment_id: str) -> None:
    improve.act_on(manager, assessment_id, "needs-consent", "k")
    improve.act_on(manager, assessment_id, "needs-consent", "k")
    (plan,) = improve.plans(manager)
    assert len(plan.plan.actions) == 1


def test_an_action_needs_a_criterion_there_is(manager: Actor, assessment_id: str) -> None:
    with pytest.raises(NotFound):
        improve.act_on(manager, assessment_id, "nowhere", "k")


@pytest.mark.parametrize(
    ("field", "value", "base"), [("due", "soon", None), ("state", "asleep", "open"), ("owner", "x" * 501, "")]
)
def test_unusable_action_fields_name_their_place(
    manager: Actor, assessment_id: str, field: str, value: str, base: str | None
) -> None:
    action_id = improve.act_on(manager, assessment_id, "needs-consent", "k")
    plan_id = assess.load(manager, assessment_id).plan_id
    with pytest.raises(Invalid) as refused:
        improve.save_plan(
            manager, plan_id, [SetField(path=f"actions/{action_id}/{field}", base=base, value=value)], "k2"
        )
    assert refused.value.parameters["place"] == field
    said = explain(refused.value, translator("en"))
    assert {"due": "“Due”", "state": "“State”", "owner": "“Owner”"}[field] in said
    assert ("at most 500 characters" in said) == (field == "owner")


# --- forms ---


@pytest.mark.parametrize("kind", FormKind)
def test_every_form_is_created_filled_and_exported(manager: Actor, kind: FormKind) -> None:
    form_id = fill.create(manager, kind, ids.new("frm"))
    change = SetField(path="client_name", base="", value="Besa K.")
    assert fill.save(manager, form_id, [change], "k").conflicts == []
    loaded = fill.load(manager, form_id)
    assert (loaded.form.kind, loaded.form.client_name, loaded.form.case_manager) == (kind, "Besa K.", "Ana")
    assert loaded.document.title == "Besa K."
    name, media_type, content = export.form(manager, form_id, "docx")
    assert name.endswith("Besa K.docx")
    assert media_type == files.DOCX
    assert content.startswith(b"PK")
    assert export.form(manager, form_id, "pdf")[2].startswith(b"%PDF")


def test_items_of_a_form_are_added_and_changed(manager: Actor) -> None:
    form_id = fill.create(manager, "protocol", ids.new("frm"))
    changes: list[Change] = [
        AddItem(path="aims", item={"id": "a1", "text": "", "measure": "", "target_date": None, "domains": []}),
        SetField(path="aims/a1/text", base="", value="Work"),
        SetField(path="client_agreement/state", base="open", value="refused"),
    ]
    assert fill.save(manager, form_id, changes, "k").conflicts == []
    form = fill.load(manager, form_id).form
    assert isinstance(form, Protocol)
    assert form.aims[0].text == "Work"
    assert form.client_agreement.state == "refused"


@pytest.mark.parametrize(
    "change",
    [
        SetField(path="client_name", base="", value="x" * 501),
        SetField(path="results", base="", value={"a": 1}),
        SetField(path="kind", base="protocol", value="consent"),
        SetField(path="kind", base="protocol", value="circus"),
        SetField(path="date", base=None, value="tomorrow"),
        SetField(path="surprise", base=None, value=1),
        AddItem(path="aims", item={"id": "../x"}),
    ],
)
def test_what_a_form_cannot_hold_is_refused(manager: Actor, change: Change) -> None:
    form_id = fill.create(manager, "protocol", ids.new("frm"))
    with pytest.raises(Invalid):
        fill.save(manager, form_id, [change], "k")
    assert fill.load(manager, form_id).document.revision == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            SetField(path="client_name", base="", value="x" * 501),
            "“Name of client” was not saved: a text here has at most 500 characters. Please enter it differently.",
        ),
        (
            AddItem(path="aims", item={"id": "a1", "text": "x" * 20_001}),
            "“Aims 1 – Aim” was not saved: a text here has at most 20,000 characters. Please enter it differently.",
        ),
    ],
)
def test_a_refused_field_of_a_form_is_told_by_its_label_with_its_limit(
    manager: Actor, change: Change, words: str
) -> None:
    form_id = fill.create(manager, "protocol", ids.new("frm"))
    with pytest.raises(Invalid) as refused:
        fill.save(manager, form_id, [change], "k")
    assert explain(refused.value, translator("en")) == words


@pytest.mark.parametrize("kind", ["referral", "case-file"])
def test_a_referral_moves_only_by_steps(manager: Actor, kind: str) -> None:
    form_id = fill.create(manager, kind, ids.new("frm"))
    referral_id, prefix = fill.load(manager, form_id).form.id, ""
    if kind == "case-file":
        referral_id, prefix = "r1", "referrals/r1/"
        item = Referral(id="r1").model_dump(mode="json")
        fill.save(manager, form_id, [AddItem(path="referrals", item=item)], "k")
    fill.step_referral(manager, form_id, referral_id, ReferralState.ACCEPTED, "s1", "from Monday")
    fill.step_referral(manager, form_id, referral_id, ReferralState.ACCEPTED, "s1")
    with pytest.raises(Invalid, match="referral_step"):
        fill.step_referral(manager, form_id, referral_id, ReferralState.REJECTED, "s2")
    with pytest.raises(Invalid, match="referral_step"):
        fill.save(manager, form_id, [SetField(path=f"{prefix}state", base="accepted", value="done")], "k2")
    body = fill.load(manager, form_id).document.body
    (steps,) = [body["steps"] if not prefix else body["referrals"][0]["steps"]]
    assert [(step["state"], step["note"]) for step in steps] == [("accepted", "from Monday")]


def test_a_step_of_an_unknown_referral_is_refused(manager: Actor) -> None:
    form_id = fill.create(manager, "protocol", ids.new("frm"))
    with pytest.raises(NotFound):
        fill.step_referral(manager, form_id, "r1", ReferralState.DONE, "s1")


def test_a_second_click_creates_no_second_form(manager: Actor) -> None:
    key = ids.new("frm")
    assert fill.create(manager, "consent", key) == fill.create(manager, "consent", key)


def test_a_form_of_no_kind_is_refused(manager: Actor) -> None:
    with pytest.raises(Invalid, match="form_kind_unknown"):
        fill.create(manager, "nonsense", ids.new("frm"))
    with pytest.raises(NotFound):
        export.blank_form(manager, "nonsense", "pdf")
    with pytest.raises(NotFound):
        export.blank_form(manager, "protocol", "exe")


def test_a_deleted_form_is_gone(manager: Actor) -> None:
    form_id = fill.create(manager, "consent", ids.new("frm"))
    fill.delete(manager, form_id)
    assert fill.listed(manager) == []


# --- files and words ---


@pytest.mark.parametrize("to", ["docx", "pdf", "xlsx"])
def test_the_report_is_exported(manager: Actor, assessment_id: str, to: str) -> None:
    _rate(manager, assessment_id, "purpose-definition", 1)
    name, media_type, content = export.assessment(manager, assessment_id, to)
    assert name == f"Pilot.{to}"
    assert media_type == {"docx": files.DOCX, "pdf": files.PDF, "xlsx": files.XLSX}[to]
    assert len(content) > 3000


def test_a_file_name_holds_nothing_dangerous(manager: Actor) -> None:
    hostile = assess.start(manager, "icm-standards", '../../<script>"=cmd', ids.new("ass"))
    assert export.assessment(manager, hostile, "pdf")[0] == "script cmd.pdf"
    emoji = assess.start(manager, "icm-standards", "🙂", ids.new("ass"))
    assert export.assessment(manager, emoji, "xlsx")[0] == "form.xlsx"


def test_every_code_of_the_room_has_words() -> None:
    t = translator("en")
    codes = [
        code
        for code in known_codes()
        if code.split("_")[0] in {"assessment", "form", "plan", "rating", "consensus", "referral"}
    ]
    parameters = {"place": "aims", "kind": "case_file", "problem": "too_long", "limit": 500}
    parameters |= {"maximum": 200, "instrument": "x"}
    assert all(explain(StudioError(code, **parameters), t) for code in [*codes, "title_unusable", "instrument_unknown"])


def test_nothing_is_written_outside_the_database(manager: Actor, fresh_database: Path) -> None:
    fill.create(manager, "consent", ids.new("frm"))
    assert {path.name.split("-")[0] for path in fresh_database.parent.iterdir()} == {"icm"}
