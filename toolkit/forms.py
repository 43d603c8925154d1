"""The forms of casework as data: needs assessment, protocol, consent, note, referral, conference, case file.

Every field may be empty, because a form is filled over weeks; `completeness.gaps` says what is missing.
List items carry immutable ids, so that two people may fill one form and a log may point at a line.
Forms are frozen: `form.model_copy(update=…)` gives the next state.

Sources: guidelines 5.5 (protocol), 5.6 (consent, confidentiality); effective case management brief 2011,
*Tracking and documentation* (seven elements of a note); case managing activities (closure, 12-week follow-up);
TAA practices 2012 (standard for files, updated at least every 30 days).
"""

from __future__ import annotations

from datetime import date as Day
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from toolkit.domains import Domain, Level

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Line = Annotated[str, StringConstraints(max_length=500)]
Text = Annotated[str, StringConstraints(max_length=20_000)]

FOLLOW_UP_WEEKS = 12
"""Weeks from closure to the check of the result (case managing activities, *12 week follow-up*)."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(Part):
    id: Id


class FormKind(StrEnum):
    NEEDS_ASSESSMENT = "needs-assessment"
    PROTOCOL = "protocol"
    CONSENT = "consent"
    CASE_NOTE = "case-note"
    REFERRAL = "referral"
    CASE_CONFERENCE = "case-conference"
    CASE_FILE = "case-file"
    CLOSURE = "closure"
    FOLLOW_UP = "follow-up"
    FILE_REVIEW = "file-review"


class Form(Item):
    """What every form begins with; the client is synthetic."""

    schema_number: int = 1
    client_name: Line = ""
    case_manager: Line = ""
    institution: Line = ""
    date: Day | None = None


# --- needs assessment ---------------------------------------------------------------------------


class NeedResult(Item):
    """One domain as the case manager and the client see it; `basis` says from whom and how it is known."""

    domain: Domain
    level: Level | None = None
    client_level: Level | None = None
    priority: bool = False
    finding: Text = ""
    strengths: Text = ""
    basis: Text = ""


class NeedsAssessment(Form):
    kind: Literal[FormKind.NEEDS_ASSESSMENT] = FormKind.NEEDS_ASSESSMENT
    needs: tuple[NeedResult, ...] = ()
    strengths: Text = ""
    client_view: Text = ""
    summary: Text = ""


# --- implementation protocol ----------------------------------------------------------------------


class Aim(Item):
    text: Text = ""
    measure: Line = ""
    target_date: Day | None = None
    domains: tuple[Domain, ...] = ()


class ActivityState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class ProtocolActivity(Item):
    """One activity: `activity_id` points into the pool or is empty, `partner_id` into a service system or agreement."""

    activity_id: Line = ""
    title: Line = ""
    detail: Text = ""
    domains: tuple[Domain, ...] = ()
    aim_ids: tuple[Id, ...] = ()
    start: Day | None = None
    end: Day | None = None
    time_line: Line = ""
    partner_id: Line = ""
    responsible_partner: Line = ""
    client_part: Text = ""
    state: ActivityState = ActivityState.PLANNED
    result: Text = ""


class AgreementState(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    AGREED_WITH_CHANGES = "agreed_with_changes"
    REFUSED = "refused"


class ClientAgreement(Part):
    """Where the client stands on the plan; `words` are the client's own."""

    state: AgreementState = AgreementState.OPEN
    date: Day | None = None
    words: Text = ""


class PlanUpdate(Item):
    date: Day | None = None
    what: Text = ""
    why: Text = ""


class Protocol(Form):
    """The implementation protocol of an individual plan (guidelines 5.5, template)."""

    kind: Literal[FormKind.PROTOCOL] = FormKind.PROTOCOL
    location: Line = ""
    needs: tuple[NeedResult, ...] = ()
    needs_summary: Text = ""
    aims: tuple[Aim, ...] = ()
    activities: tuple[ProtocolActivity, ...] = ()
    results: Text = ""
    lessons_learnt: Text = ""
    client_agreement: ClientAgreement = ClientAgreement()
    next_review: Day | None = None
    updates: tuple[PlanUpdate, ...] = ()


# --- consent --------------------------------------------------------------------------------------


class ConsentState(StrEnum):
    NOT_ASKED = "not_asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentItem(Item):
    """One purpose with one partner; `partner_id` and `partner` name the institution data may go to or come from."""

    purpose: Text = ""
    partner_id: Line = ""
    partner: Line = ""
    data: Text = ""
    state: ConsentState = ConsentState.NOT_ASKED
    decided_on: Day | None = None
    withdrawn_on: Day | None = None
    valid_until: Day | None = None

    def holds(self, on: Day) -> bool:
        """Whether data may be exchanged under this item on that day."""
        return (
            self.state is ConsentState.GIVEN
            and (self.decided_on is None or self.decided_on <= on)
            and (self.valid_until is None or on <= self.valid_until)
        )


class Consent(Form):
    kind: Literal[FormKind.CONSENT] = FormKind.CONSENT
    confidentiality_explained: bool = False
    duty_to_inform_explained: bool = False
    withdrawal_explained: bool = False
    items: tuple[ConsentItem, ...] = ()
    remarks: Text = ""

    def covers(self, partner_id: str, on: Day) -> bool:
        """Whether any item allows an exchange with that partner on that day."""
        return any(item.partner_id == partner_id and item.holds(on) for item in self.items)


# --- case note ------------------------------------------------------------------------------------


class Contact(StrEnum):
    MEETING = "meeting"
    PHONE = "phone"
    HOME_VISIT = "home_visit"
    MESSAGE = "message"
    PARTNER = "partner"
    NO_SHOW = "no_show"


class Side(StrEnum):
    """Who has to act."""

    CLIENT = "client"
    CASE_MANAGER = "case_manager"
    PARTNER = "partner"


class NoteAction(Item):
    side: Side
    what: Text = ""
    due: Day | None = None


class CaseNote(Form):
    """A note with the seven elements of the 2011 brief, in their order from `background` to `plan`."""

    kind: Literal[FormKind.CASE_NOTE] = FormKind.CASE_NOTE
    contact: Contact | None = None
    background: Text = ""
    reason: Text = ""
    observations: Text = ""
    content: Text = ""
    results: Text = ""
    impressions: Text = ""
    plan: Text = ""
    actions: tuple[NoteAction, ...] = ()
    bring_forward: Day | None = None


NOTE_ELEMENTS: tuple[str, ...] = ("background", "reason", "observations", "content", "results", "impressions", "plan")


# --- referral -------------------------------------------------------------------------------------


class ReferralState(StrEnum):
    IN_PROGRESS = "in_progress"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DONE = "done"
    REVOKED = "revoked"


REFERRAL_STEPS: dict[ReferralState, frozenset[ReferralState]] = {
    ReferralState.IN_PROGRESS: frozenset({ReferralState.ACCEPTED, ReferralState.REJECTED, ReferralState.REVOKED}),
    ReferralState.ACCEPTED: frozenset({ReferralState.DONE, ReferralState.REVOKED}),
    ReferralState.REJECTED: frozenset(),
    ReferralState.DONE: frozenset(),
    ReferralState.REVOKED: frozenset(),
}


class ReferralStep(Item):
    state: ReferralState
    date: Day
    note: Text = ""


class Referral(Form):
    """A request to a partner to take over a service; `consent_basis` says in words which consent it rests on,
    `consent_id` names that consent's item where it is a form here."""

    kind: Literal[FormKind.REFERRAL] = FormKind.REFERRAL
    partner_id: Line = ""
    partner: Line = ""
    service_id: Line = ""
    service: Line = ""
    activity_id: Line = ""
    reason: Text = ""
    shared_data: Text = ""
    consent_basis: Line = ""
    consent_id: Line = ""
    expected_result: Text = ""
    answer_due: Day | None = None
    state: ReferralState = ReferralState.IN_PROGRESS
    steps: tuple[ReferralStep, ...] = ()

    def may_become(self, state: ReferralState) -> bool:
        return state in REFERRAL_STEPS[self.state]

    def consistent(self) -> bool:
        """Whether the steps follow from each other and lead to the state."""
        here = ReferralState.IN_PROGRESS
        for step in self.steps:
            if step.state not in REFERRAL_STEPS[here]:
                return False
            here = step.state
        return here is self.state

    def become(self, state: ReferralState, step_id: str, on: Day, note: str = "") -> Referral:
        """The referral one step on; `ValueError` where that step does not exist."""
        if not self.may_become(state):
            raise ValueError(f"a referral that is {self.state} cannot become {state}")
        step = ReferralStep(id=step_id, state=state, date=on, note=note)
        return self.model_copy(update={"state": state, "steps": (*self.steps, step)})


# --- case conference --------------------------------------------------------------------------------


class Participant(Item):
    name: Line = ""
    institution: Line = ""
    role: Line = ""


class ConferenceDecision(Item):
    what: Text = ""
    who: Line = ""
    due: Day | None = None


class CaseConference(Form):
    kind: Literal[FormKind.CASE_CONFERENCE] = FormKind.CASE_CONFERENCE
    location: Line = ""
    participants: tuple[Participant, ...] = ()
    client_present: bool = False
    client_view: Text = ""
    occasion: Text = ""
    points: Text = ""
    decisions: tuple[ConferenceDecision, ...] = ()
    next_date: Day | None = None


# --- closure, follow-up, case file --------------------------------------------------------------------


class EmploymentResult(StrEnum):
    """The three results recorded at closure and at 12 weeks (case managing activities)."""

    NOT_EMPLOYED = "not_employed"
    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"


class ClosureReason(StrEnum):
    AIMS_REACHED = "aims_reached"
    PLAN_COMPLETED = "plan_completed"
    WORK_FOUND_EARLIER = "work_found_earlier"
    HANDED_OVER = "handed_over"
    CLIENT_WITHDREW = "client_withdrew"
    CONTACT_LOST = "contact_lost"
    MOVED_AWAY = "moved_away"
    OTHER = "other"


class Closure(Part):
    date: Day
    reason: ClosureReason
    result: EmploymentResult
    confirmed_with_client: bool = False
    summary: Text = ""
    handover: Text = ""


class FollowUp(Part):
    date: Day
    result: EmploymentResult
    note: Text = ""
    new_case: bool = False


class CaseFile(Form):
    """Everything about one client's way through the partnership; the last protocol is the plan in force."""

    kind: Literal[FormKind.CASE_FILE] = FormKind.CASE_FILE
    needs_assessments: tuple[NeedsAssessment, ...] = ()
    consents: tuple[Consent, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    notes: tuple[CaseNote, ...] = ()
    referrals: tuple[Referral, ...] = ()
    conferences: tuple[CaseConference, ...] = ()
    closure: Closure | None = None
    follow_up: FollowUp | None = None

    def follow_up_due(self) -> Day | None:
        """The day of the 12-week check; none while open and none for a client who was in work at closure."""
        if self.closure is None or self.closure.result is not EmploymentResult.NOT_EMPLOYED:
            return None
        return self.closure.date + timedelta(weeks=FOLLOW_UP_WEEKS)


class ClosureRecord(Form):
    """The end of a plan on a sheet of its own, for files kept on paper."""

    kind: Literal[FormKind.CLOSURE] = FormKind.CLOSURE
    reason: ClosureReason | None = None
    result: EmploymentResult | None = None
    confirmed_with_client: bool = False
    reached: Text = ""
    open_needs: Text = ""
    client_view: Text = ""
    lessons_learnt: Text = ""
    handover: Text = ""
    follow_up_on: Day | None = None


class FollowUpRecord(Form):
    """The check twelve weeks after closure on a sheet of its own."""

    kind: Literal[FormKind.FOLLOW_UP] = FormKind.FOLLOW_UP
    closed_on: Day | None = None
    contact: Contact | None = None
    result: EmploymentResult | None = None
    lasted: Text = ""
    open_needs: Text = ""
    client_view: Text = ""
    new_case: bool = False
    next_step: Text = ""


# --- review of paper files ------------------------------------------------------------------------------


class Verdict(StrEnum):
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class ReviewedFile(Item):
    """One paper file held against the standard, without anybody's name; the fields after `entries` are its criteria."""

    reference: Line = ""
    opened_on: Day | None = None
    closed_on: Day | None = None
    entries: Text = ""
    assessed: Verdict | None = None
    aims_dated: Verdict | None = None
    activities_owned: Verdict | None = None
    plan_agreed: Verdict | None = None
    consent_recorded: Verdict | None = None
    note_background: Verdict | None = None
    note_reason: Verdict | None = None
    note_observations: Verdict | None = None
    note_content: Verdict | None = None
    note_results: Verdict | None = None
    note_impressions: Verdict | None = None
    note_plan: Verdict | None = None
    both_sides: Verdict | None = None
    decisions_owned: Verdict | None = None
    bring_forward_set: Verdict | None = None
    services_recorded: Verdict | None = None
    closed_properly: Verdict | None = None
    seen: Text = ""


VERDICTS: tuple[str, ...] = tuple(  # the criteria a reviewer judges
    name for name, info in ReviewedFile.model_fields.items() if info.annotation == Verdict | None
)


class FileReview(Form):
    """A sample of paper files, reviewed; `client_name` names the sample, because no client is named."""

    kind: Literal[FormKind.FILE_REVIEW] = FormKind.FILE_REVIEW
    how_drawn: Text = ""
    files: tuple[ReviewedFile, ...] = ()
    improve: Text = ""


AnyForm = (
    NeedsAssessment
    | Protocol
    | Consent
    | CaseNote
    | Referral
    | CaseConference
    | CaseFile
    | ClosureRecord
    | FollowUpRecord
    | FileReview
)

FORMS: dict[FormKind, type[AnyForm]] = {
    FormKind.NEEDS_ASSESSMENT: NeedsAssessment,
    FormKind.PROTOCOL: Protocol,
    FormKind.CONSENT: Consent,
    FormKind.CASE_NOTE: CaseNote,
    FormKind.REFERRAL: Referral,
    FormKind.CASE_CONFERENCE: CaseConference,
    FormKind.CASE_FILE: CaseFile,
    FormKind.CLOSURE: ClosureRecord,
    FormKind.FOLLOW_UP: FollowUpRecord,
    FormKind.FILE_REVIEW: FileReview,
}
