"""Forms: empty, filled, complete; consent, referrals, follow-up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from studio.languages import PSEUDO
from toolkit.completeness import SOURCES, Gap, gaps
from toolkit.domains import Domain
from toolkit.form_fields import TECHNICAL, FieldKind, empty, fields_of
from toolkit.form_words import FormWords
from toolkit.forms import (
    FORMS,
    REFERRAL_STEPS,
    AgreementState,
    AnyForm,
    CaseFile,
    CaseNote,
    Closure,
    ClosureReason,
    Consent,
    ConsentItem,
    ConsentState,
    EmploymentResult,
    FormKind,
    NeedResult,
    Protocol,
    ProtocolActivity,
    Referral,
    ReferralState,
)
from toolkit.loader import source_ids

DAY = date(2026, 3, 2)


@pytest.mark.parametrize("kind", FormKind)
def test_a_form_may_be_empty_and_survives_json(kind: FormKind) -> None:
    form = FORMS[kind](id="f")
    assert FORMS[kind].model_validate_json(form.model_dump_json()) == form
    assert form.kind is kind
    assert gaps(form, DAY), "an empty form is allowed, but not complete"


@pytest.mark.parametrize("kind", FormKind)
def test_every_field_and_choice_has_words(kind: FormKind) -> None:
    words = FormWords("en")
    assert words.title(kind)
    assert words.about(kind)
    waiting: list[Any] = [FORMS[kind]]
    while waiting:
        for spec in fields_of(waiting.pop()):
            assert words.label(spec.name, kind)
            for choice in spec.choices or ():
                assert words.choice(choice) not in ("", "–")
            if spec.model is not None:
                waiting.append(spec.model)


@pytest.mark.parametrize("kind", FormKind)
def test_every_field_is_editable_or_technical(kind: FormKind) -> None:
    names = {spec.name for spec in fields_of(FORMS[kind])}
    assert names | TECHNICAL >= set(FORMS[kind].model_fields)
    assert {"client_name", "case_manager", "institution", "date"} <= names


def test_lines_and_texts_are_told_apart() -> None:
    kinds = {spec.name: spec.kind for spec in fields_of(Protocol)}
    assert kinds["location"] is FieldKind.LINE
    assert kinds["lessons_learnt"] is FieldKind.TEXT
    assert kinds["date"] is FieldKind.DATE
    assert kinds["aims"] is FieldKind.ITEMS
    assert kinds["client_agreement"] is FieldKind.PART


def test_a_new_item_is_usable() -> None:
    assert empty(NeedResult, "n1") == NeedResult(id="n1", domain=Domain.WORK_EXPERIENCE)


def test_an_id_cannot_break_a_path() -> None:
    with pytest.raises(ValidationError):
        Protocol(id="a/b")


@given(st.text(max_size=400), st.text(max_size=2000))
def test_hostile_text_is_kept_as_it_is(line: str, text: str) -> None:
    form = Protocol(id="p", client_name=line, results=text)
    assert Protocol.model_validate_json(form.model_dump_json()) == form


# --- completeness ---


def _complete() -> Protocol:
    return Protocol(
        id="p",
        client_name="Besa K.",
        case_manager="M. Lleshi",
        institution="PES",
        date=DAY,
        location="Elbasan",
        needs=(NeedResult(id="n", domain=Domain.DEBT, level=1, priority=True),),
        aims=({"id": "a", "text": "A payment plan", "measure": "signed", "target_date": DAY},),  # type: ignore[arg-type]
        activities=(
            ProtocolActivity(
                id="x", title="Debt counselling", domains=(Domain.DEBT,), time_line="March", responsible_partner="CSW"
            ),
        ),
        results="Wages are worth earning",
        client_agreement={"state": AgreementState.AGREED},  # type: ignore[arg-type]
    )


def test_a_complete_protocol_has_no_gaps() -> None:
    assert gaps(_complete(), DAY) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"location": " "}, "protocol.location"),
        ({"needs": (), "needs_summary": ""}, "protocol.needs"),
        ({"aims": ()}, "protocol.aims"),
        ({"activities": ()}, "protocol.activities"),
        ({"results": ""}, "protocol.results"),
        ({"client_agreement": Protocol(id="p").client_agreement}, "protocol.agreement"),
        ({"client_name": "\n"}, "head.client_name"),
        ({"date": None}, "head.date"),
        ({"activities": (ProtocolActivity(id="x", domains=(Domain.DEBT,)),)}, "protocol.activity_time"),
        ({"activities": (ProtocolActivity(id="x", domains=(Domain.DEBT,)),)}, "protocol.activity_partner"),
        (
            {"activities": (ProtocolActivity(id="x", time_line="now", responsible_partner="CSW"),)},
            "protocol.need_unanswered",
        ),
    ],
)
def test_what_a_protocol_lacks_is_named(change: dict[str, object], code: str) -> None:
    form = _complete().model_copy(update=change)
    assert code in {gap.code for gap in gaps(form, DAY)}


def test_lessons_are_due_when_all_activities_have_ended() -> None:
    form = _complete()
    ended = form.activities[0].model_copy(update={"end": DAY - timedelta(days=1)})
    codes = {gap.code for gap in gaps(form.model_copy(update={"activities": (ended,)}), DAY)}
    assert codes == {"protocol.lessons"}


def test_a_note_has_seven_elements() -> None:
    found = [gap.path for gap in gaps(CaseNote(id="n"), DAY) if gap.code == "note.element"]
    assert found == ["background", "reason", "observations", "content", "results", "impressions", "plan"]


def test_the_empty_elements_of_a_note_are_named() -> None:
    words, note = FormWords("en"), CaseNote(id="n", reason="She asked for a talk.", content="We spoke of debts.")
    said = words.missing(gaps(note, DAY))["note.element"]
    named = [words.label(name) for name in ("background", "observations", "results", "impressions", "plan")]
    assert said == f"Of the seven elements of a note these are empty: {'; '.join(named)}."
    other = FormWords(PSEUDO)
    assert other.label("plan") in other.missing(gaps(note, DAY))["note.element"]


def test_every_gap_has_words_and_a_known_source() -> None:
    words = FormWords("en")
    assert all(words.missing([Gap(code, "plan")])[code] for code in SOURCES)
    every = [gap for kind in FormKind for gap in gaps(FORMS[kind](id="f"), DAY)]
    assert {gap.code for gap in every} <= set(SOURCES)
    assert {source.document for source in SOURCES.values()} <= source_ids()


# --- consent ---


@pytest.mark.parametrize(
    ("item", "holds"),
    [
        ({"state": ConsentState.GIVEN}, True),
        ({"state": ConsentState.GIVEN, "decided_on": DAY}, True),
        ({"state": ConsentState.GIVEN, "decided_on": DAY + timedelta(days=1)}, False),
        ({"state": ConsentState.GIVEN, "valid_until": DAY}, True),
        ({"state": ConsentState.GIVEN, "valid_until": DAY - timedelta(days=1)}, False),
        ({"state": ConsentState.REFUSED}, False),
        ({"state": ConsentState.WITHDRAWN}, False),
        ({"state": ConsentState.NOT_ASKED}, False),
    ],
)
def test_consent_holds_only_while_given(item: dict[str, Any], holds: bool) -> None:
    consent = Consent(id="c", items=(ConsentItem(id="i", partner_id="csw", **item),))
    assert consent.covers("csw", DAY) is holds
    assert not consent.covers("health", DAY)


# --- referral ---


def test_a_referral_takes_only_the_steps_there_are() -> None:
    sent = Referral(id="r")
    accepted = sent.become(ReferralState.ACCEPTED, "s1", DAY, "starts Monday")
    done = accepted.become(ReferralState.DONE, "s2", DAY)
    assert [step.state for step in done.steps] == [ReferralState.ACCEPTED, ReferralState.DONE]
    with pytest.raises(ValueError, match="cannot become"):
        sent.become(ReferralState.DONE, "s1", DAY)
    for final in (ReferralState.REJECTED, ReferralState.DONE, ReferralState.REVOKED):
        assert not REFERRAL_STEPS[final]


# --- closure and follow-up ---


def _closed(result: EmploymentResult) -> CaseFile:
    closure = Closure(date=DAY, reason=ClosureReason.PLAN_COMPLETED, result=result)
    return CaseFile(id="f", closure=closure)


def test_follow_up_is_due_twelve_weeks_after_closure_without_work() -> None:
    form = _closed(EmploymentResult.NOT_EMPLOYED)
    due = DAY + timedelta(days=84)
    assert form.follow_up_due() == due
    assert "file.follow_up" not in _codes(form, due - timedelta(days=1))
    assert "file.follow_up" in _codes(form, due)


@pytest.mark.parametrize("result", [EmploymentResult.EMPLOYED, EmploymentResult.SELF_EMPLOYED])
def test_no_follow_up_is_due_where_there_was_work_at_closure(result: EmploymentResult) -> None:
    assert _closed(result).follow_up_due() is None
    assert CaseFile(id="f").follow_up_due() is None


def _codes(form: AnyForm, today: date) -> set[str]:
    return {gap.code for gap in gaps(form, today)}
