"""What is missing in a form, said as codes; an empty form is allowed, an unfinished one is pointed out.

Codes are keys under `gaps` in `content/forms.en.yaml`; `SOURCES` says where each expectation is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day

from toolkit.forms import (
    NOTE_ELEMENTS,
    VERDICTS,
    ActivityState,
    AgreementState,
    AnyForm,
    CaseConference,
    CaseFile,
    CaseNote,
    ClosureRecord,
    Consent,
    ConsentState,
    EmploymentResult,
    FileReview,
    FollowUpRecord,
    NeedsAssessment,
    Protocol,
    Referral,
)
from toolkit.noted_dates import dates
from toolkit.sources import Source


@dataclass(frozen=True)
class Gap:
    """Something missing at `path` (empty for the form as a whole)."""

    code: str
    path: str = ""


_PROTOCOL = Source(document="guidelines", section="5.5, template")
_NOTES = Source(document="brief", section="Tracking and Documentation")
_ETHICS = Source(document="guidelines", section="5.6, principle 1")
_REVIEW = Source(document="taa", section="V, System-Level Performance and Review")

SOURCES: dict[str, Source] = {
    "head.client_name": _PROTOCOL,
    "head.case_manager": _PROTOCOL,
    "head.institution": _PROTOCOL,
    "head.date": _PROTOCOL,
    "assessment.none": Source(document="guidelines", section="4.2, Box 4"),
    "assessment.level": Source(document="guidelines", section="4.2, Box 4"),
    "assessment.client_view": Source(document="guidelines", section="5.4, step 1"),
    "protocol.location": _PROTOCOL,
    "protocol.needs": _PROTOCOL,
    "protocol.aims": _PROTOCOL,
    "protocol.aim_measure": Source(document="brief", section="Career Planning"),
    "protocol.aim_date": Source(document="brief", section="Career Planning"),
    "protocol.activities": _PROTOCOL,
    "protocol.activity_time": _PROTOCOL,
    "protocol.activity_partner": Source(document="guidelines", section="5.5"),
    "protocol.need_unanswered": Source(document="guidelines", section="5.5"),
    "protocol.results": _PROTOCOL,
    "protocol.agreement": Source(document="guidelines", section="5.5"),
    "protocol.lessons": _PROTOCOL,
    "consent.confidentiality": _ETHICS,
    "consent.duty": _ETHICS,
    "consent.withdrawal": Source(document="guidelines", section="5.6, principle 5"),
    "consent.none": _ETHICS,
    "consent.undecided": _ETHICS,
    "consent.partner": _ETHICS,
    "consent.purpose": _ETHICS,
    "consent.date": _ETHICS,
    "note.element": Source(document="brief", section="Additional resources, Tracking and Documentation"),
    "note.action_date": _NOTES,
    "note.bring_forward": Source(document="activities", section="Confirm commitment"),
    "referral.partner": Source(document="activities", section="Coordinate intervention activities"),
    "referral.reason": Source(document="activities", section="Coordinate intervention activities"),
    "referral.consent": _ETHICS,
    "referral.answer_due": Source(document="activities", section="Coordinate intervention activities"),
    "conference.participants": Source(document="brief", section="Cross-Organization and Cross-Program Partnerships"),
    "conference.client": Source(document="own", section="case conference"),
    "conference.decisions": Source(document="brief", section="Cross-Organization and Cross-Program Partnerships"),
    "conference.decision_owner": _NOTES,
    "file.consent": _ETHICS,
    "file.protocol": Source(document="guidelines", section="5.5"),
    "file.follow_up": Source(document="activities", section="12 week follow-up"),
    "closure.reason": Source(document="activities", section="Action Plan Closure"),
    "closure.result": Source(document="activities", section="Action Plan Closure"),
    "closure.client": Source(document="activities", section="Action Plan Closure"),
    "closure.follow_up": Source(document="activities", section="12 week follow-up"),
    "follow_up.result": Source(document="activities", section="12 week follow-up"),
    "follow_up.closed_on": Source(document="activities", section="12 week follow-up"),
    "follow_up.next_step": Source(document="activities", section="12 week follow-up"),
    "review.how_drawn": _REVIEW,
    "review.files": _REVIEW,
    "review.reference": _REVIEW,
    "review.entries": _REVIEW,
    "review.dates": _REVIEW,
    "review.unjudged": _REVIEW,
}


_HEAD = ("client_name", "case_manager", "institution")


def gaps(form: AnyForm, today: Day) -> list[Gap]:
    """Everything missing, in the order of the form."""
    head = ("case_manager", "institution") if isinstance(form, FileReview) else _HEAD
    found = [Gap(f"head.{name}", name) for name in head if blank(form, name)]
    if form.date is None:
        found.append(Gap("head.date", "date"))
    match form:
        case NeedsAssessment():
            found += _assessment(form)
        case Protocol():
            found += _protocol(form, today)
        case Consent():
            found += _consent(form)
        case CaseNote():
            found += _note(form)
        case Referral():
            found += _referral(form)
        case CaseConference():
            found += _conference(form)
        case CaseFile():
            found += _file(form, today)
        case ClosureRecord():
            found += _closure(form)
        case FollowUpRecord():
            found += _follow_up(form)
        case FileReview():
            found += _review(form)
    return found


def blank(part: object, name: str) -> bool:
    return not str(getattr(part, name)).strip()


def _assessment(form: NeedsAssessment) -> Iterator[Gap]:
    if not form.needs:
        yield Gap("assessment.none", "needs")
    for need in form.needs:
        if need.level is None:
            yield Gap("assessment.level", f"needs/{need.id}/level")
    if blank(form, "client_view"):
        yield Gap("assessment.client_view", "client_view")


def _protocol(form: Protocol, today: Day) -> Iterator[Gap]:
    if blank(form, "location"):
        yield Gap("protocol.location", "location")
    if not form.needs and blank(form, "needs_summary"):
        yield Gap("protocol.needs", "needs")
    if not form.aims:
        yield Gap("protocol.aims", "aims")
    for aim in form.aims:
        if blank(aim, "measure"):
            yield Gap("protocol.aim_measure", f"aims/{aim.id}/measure")
        if aim.target_date is None:
            yield Gap("protocol.aim_date", f"aims/{aim.id}/target_date")
    if not form.activities:
        yield Gap("protocol.activities", "activities")
    for activity in form.activities:
        if blank(activity, "time_line") and activity.start is None and activity.end is None:
            yield Gap("protocol.activity_time", f"activities/{activity.id}/time_line")
        if blank(activity, "responsible_partner"):
            yield Gap("protocol.activity_partner", f"activities/{activity.id}/responsible_partner")
    answered = {domain for activity in form.activities for domain in activity.domains}
    for need in form.needs:
        if need.priority and need.domain not in answered:
            yield Gap("protocol.need_unanswered", f"needs/{need.id}")
    if blank(form, "results"):
        yield Gap("protocol.results", "results")
    if form.client_agreement.state is AgreementState.OPEN:
        yield Gap("protocol.agreement", "client_agreement/state")
    over = {ActivityState.DONE, ActivityState.STOPPED}
    ended = form.activities and all(
        activity.state in over or (activity.end is not None and activity.end < today) for activity in form.activities
    )
    if ended and blank(form, "lessons_learnt"):
        yield Gap("protocol.lessons", "lessons_learnt")


def _consent(form: Consent) -> Iterator[Gap]:
    for code, name in (
        ("consent.confidentiality", "confidentiality_explained"),
        ("consent.duty", "duty_to_inform_explained"),
        ("consent.withdrawal", "withdrawal_explained"),
    ):
        if not getattr(form, name):
            yield Gap(code, name)
    if not form.items:
        yield Gap("consent.none", "items")
    for item in form.items:
        if item.state is ConsentState.NOT_ASKED:
            yield Gap("consent.undecided", f"items/{item.id}/state")
        elif item.decided_on is None:
            yield Gap("consent.date", f"items/{item.id}/decided_on")
        if blank(item, "partner"):
            yield Gap("consent.partner", f"items/{item.id}/partner")
        if blank(item, "purpose"):
            yield Gap("consent.purpose", f"items/{item.id}/purpose")


def _note(form: CaseNote) -> Iterator[Gap]:
    for name in NOTE_ELEMENTS:
        if blank(form, name):
            yield Gap("note.element", name)
    for action in form.actions:
        if action.due is None:
            yield Gap("note.action_date", f"actions/{action.id}/due")
    if form.bring_forward is None:
        yield Gap("note.bring_forward", "bring_forward")


def _referral(form: Referral) -> Iterator[Gap]:
    for code, name in (("partner", "partner"), ("reason", "reason"), ("consent", "consent_basis")):
        if blank(form, name):
            yield Gap(f"referral.{code}", name)
    if form.answer_due is None:
        yield Gap("referral.answer_due", "answer_due")


def _conference(form: CaseConference) -> Iterator[Gap]:
    if not form.participants:
        yield Gap("conference.participants", "participants")
    if not form.client_present and blank(form, "client_view"):
        yield Gap("conference.client", "client_view")
    if not form.decisions:
        yield Gap("conference.decisions", "decisions")
    for decision in form.decisions:
        if blank(decision, "who") or decision.due is None:
            yield Gap("conference.decision_owner", f"decisions/{decision.id}")


def _file(form: CaseFile, today: Day) -> Iterator[Gap]:
    if not form.consents:
        yield Gap("file.consent", "consents")
    if not form.protocols:
        yield Gap("file.protocol", "protocols")
    due = form.follow_up_due()
    if due is not None and due <= today and form.follow_up is None:
        yield Gap("file.follow_up", "follow_up")


def _closure(form: ClosureRecord) -> Iterator[Gap]:
    if form.reason is None:
        yield Gap("closure.reason", "reason")
    if form.result is None:
        yield Gap("closure.result", "result")
    if not form.confirmed_with_client:
        yield Gap("closure.client", "confirmed_with_client")
    if form.result is EmploymentResult.NOT_EMPLOYED and form.follow_up_on is None:
        yield Gap("closure.follow_up", "follow_up_on")


def _follow_up(form: FollowUpRecord) -> Iterator[Gap]:
    if form.closed_on is None:
        yield Gap("follow_up.closed_on", "closed_on")
    if form.result is None:
        yield Gap("follow_up.result", "result")
    if form.result is EmploymentResult.NOT_EMPLOYED and not form.new_case and blank(form, "next_step"):
        yield Gap("follow_up.next_step", "next_step")


def _review(form: FileReview) -> Iterator[Gap]:
    if blank(form, "how_drawn"):
        yield Gap("review.how_drawn", "how_drawn")
    if not form.files:
        yield Gap("review.files", "files")
    for file in form.files:
        if blank(file, "reference"):
            yield Gap("review.reference", f"files/{file.id}/reference")
        if blank(file, "entries"):
            yield Gap("review.entries", f"files/{file.id}/entries")
        if dates(file.entries).unreadable:
            yield Gap("review.dates", f"files/{file.id}/entries")
        if any(value is None for name, value in file if name in VERDICTS):
            yield Gap("review.unjudged", f"files/{file.id}")
