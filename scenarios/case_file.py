"""A run as the toolkit's forms: implementation protocol (guidelines 5.5), consent, notes, referrals, case file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scenarios import labels
from scenarios.case import SUPPORT, Agreed, Case
from scenarios.engine import Replay
from scenarios.facts import FactKind
from scenarios.loader import Package, Words
from scenarios.plan import Activity, Aim, Wording
from scenarios.run import Place
from studio.languages import Translator
from toolkit import forms
from toolkit.domains import Domain, Level
from toolkit.loader import activity_text

_CONTACTS = {
    Place.DESK: forms.Contact.MEETING,
    Place.PRIVATE_ROOM: forms.Contact.MEETING,
    Place.HOME: forms.Contact.HOME_VISIT,
    Place.PHONE: forms.Contact.PHONE,
}
_REFERRALS = {
    "referred": forms.ReferralState.IN_PROGRESS,
    "waiting": forms.ReferralState.IN_PROGRESS,
    "active": forms.ReferralState.ACCEPTED,
    "completed": forms.ReferralState.DONE,
    "dropped": forms.ReferralState.REVOKED,
    "ended": forms.ReferralState.REVOKED,
    "refused": forms.ReferralState.REJECTED,
}
_ACTIVITIES = {
    "active": forms.ActivityState.RUNNING,
    "completed": forms.ActivityState.DONE,
    "dropped": forms.ActivityState.STOPPED,
    "refused": forms.ActivityState.STOPPED,
    "ended": forms.ActivityState.STOPPED,
}


@dataclass(frozen=True)
class Writer:
    """Fills the forms for one seat of a run in one language."""

    run: Replay
    package: Package
    texts: Mapping[str, str]
    seat: str
    case_manager: str
    """Name of the person who plays."""
    t: Translator

    @property
    def words(self) -> Words:
        return self.package.words(self.t.locale)

    @property
    def case(self) -> Case:
        return self.run.case

    def day(self, week: int) -> date:
        return self.run.inputs.day(week)

    def said(self, wording: Wording | None) -> str:
        return self.texts.get(wording.text, "") if wording else ""

    def _partner(self, partner: str) -> str:
        return self.words.get(f"partners.{partner}.name", partner)

    @property
    def _institution(self) -> str:
        return self._partner(self.run.scenario.seat_by_id[self.seat].partner)

    def _head(self, form_id: str, week: int) -> dict[str, object]:
        return {
            "id": form_id,
            "client_name": self.run.scenario.client.profile.name,
            "case_manager": self.case_manager,
            "institution": self._institution,
            "date": self.day(week),
        }

    def needs(self) -> tuple[forms.NeedResult, ...]:
        """Every rated domain with what is known about it, and from whom."""
        made = []
        for name, rating in self.case.ratings.items():
            facts = [
                known
                for known in self.case.knowledge.get(self.seat, {}).values()
                if self.run.scenario.fact_by_id[known.fact].domain == name
            ]
            notes = {
                strength: " ".join(
                    self.words(f"facts.{known.fact}.note")
                    for known in facts
                    if (self.run.scenario.fact_by_id[known.fact].kind is FactKind.STRENGTH) == strength
                )
                for strength in (True, False)
            }
            made.append(
                forms.NeedResult(
                    id=f"need_{name}",
                    domain=Domain(name),
                    level=None if rating.level is None else Level(rating.level),
                    client_level=None if rating.client_level is None else Level(rating.client_level),
                    priority=rating.priority,
                    finding=notes[False],
                    strengths=notes[True],
                    basis=self.t.list(list(dict.fromkeys(self.source(known.source, known.by) for known in facts))),
                )
            )
        return tuple(made)

    def source(self, source: str, by: str) -> str:
        """From whom something is known."""
        t = self.t
        if source in ("client", "trainer"):
            return t("the client")
        if source in ("partner", "conference", "file"):
            return self._partner(by)
        if source == "seat":
            return self.words.get(f"seats.{by}.title", by)
        return self.words.get(f"events.{by}.title", by)

    def protocol(self, agreed: Agreed | None = None, number: int = 0) -> forms.Protocol:
        """The implementation protocol: of one agreement, or of the plan as it stands now."""
        case, plan, t = self.case, self.case.plan, self.t
        aims = agreed.aims if agreed else tuple(plan.aims.values())
        activities = agreed.activities if agreed else tuple(plan.activities.values())
        latest, closed = agreed or plan.agreed, case.closed
        last = agreed is None or agreed is plan.agreed
        return forms.Protocol(
            **self._head(f"protocol_{number}", agreed.week if agreed else self._plan_week),
            location=self.run.scenario.client.profile.municipality,
            needs=self.needs(),
            aims=tuple(self._aim(aim) for aim in aims),
            activities=tuple(self._activity(one) for one in activities),
            results=self.said(closed.summary) if closed and last else "",
            lessons_learnt=self.said(closed.lessons) if closed and last else "",
            client_agreement=forms.ClientAgreement(
                state=self._agreement(latest),
                date=self.day(latest.week) if latest else None,
                words=self._objections(),
            ),
            updates=tuple(
                forms.PlanUpdate(id=f"update_{one.sequence}", date=self.day(one.week), what=t("Plan agreed again"))
                for one in plan.agreements[1:]
            ),
        )

    @property
    def _plan_week(self) -> int:
        """When the plan as it stands was agreed on; one that was changed since is of today, or of the closure."""
        plan, closed = self.case.plan, self.case.closed
        if plan.agreed and plan.agreed.version == plan.version:
            return plan.agreed.week
        return closed.week if closed else self.case.week

    def _agreement(self, agreed: Agreed | None) -> forms.AgreementState:
        if agreed is None:
            return forms.AgreementState.OPEN
        if agreed.overruled:
            return forms.AgreementState.REFUSED
        objected = any(proposal.objections for proposal in self.case.plan.proposals)
        return forms.AgreementState.AGREED_WITH_CHANGES if objected else forms.AgreementState.AGREED

    def _objections(self) -> str:
        stances = [a.stance for proposal in self.case.plan.proposals for a in proposal.objections if a.stance]
        return " ".join(f"“{self.words(f'stances.{stance}')}”" for stance in dict.fromkeys(stances))

    def _aim(self, aim: Aim) -> forms.Aim:
        t, measure = self.t, ""
        if aim.measure:
            measure = labels.MEASURES[aim.measure](t)
            if aim.measure == "level" and aim.target is not None:
                measure += f": {labels.domain(t, aim.domain)} {labels.level(t, min(aim.target, 4))}"
            elif aim.target is not None:
                measure += f": {aim.target}"
        return forms.Aim(
            id=aim.id,
            text=self.said(aim.text),
            measure=measure[:500],
            target_date=None if aim.by_week is None else self.day(aim.by_week),
            domains=(Domain(aim.domain),),
        )

    def _activity(self, activity: Activity) -> forms.ProtocolActivity:
        t, status = self.t, self.case.services.get(activity.service or "", "")
        partner = activity.responsible if activity.responsible in self.run.scenario.partner_by_id else ""
        if activity.service:
            title = labels.service(self.words, activity.service)
        else:
            title = activity_text(activity.task or "", t.locale).title
        start, end = activity.start_week, activity.end_week
        line = "" if start is None or end is None else t("weeks {start} to {end}", start=start, end=end)
        return forms.ProtocolActivity(
            id=activity.id,
            activity_id=activity.task or "",
            title=title,
            detail=self.said(activity.text),
            domains=(Domain(activity.domain),),
            aim_ids=activity.aims,
            start=None if start is None else self.day(start),
            end=None if end is None else self.day(end),
            time_line=line,
            partner_id=partner or "",
            responsible_partner=labels.responsible(t, activity.responsible, self.words),
            state=_ACTIVITIES.get(status, forms.ActivityState.PLANNED),
            result=labels.SERVICE_STATES[status](t) if status else "",
        )

    def consent(self) -> forms.Consent:
        t, answers = self.t, self.case.consent.get(self.seat, {})
        items = tuple(
            forms.ConsentItem(
                id=f"consent_{asked}",
                purpose=t("Being supported by a case manager") if asked == SUPPORT else t("Exchange about the case"),
                partner_id="" if asked == SUPPORT else asked,
                partner="" if asked == SUPPORT else self._partner(asked),
                state=forms.ConsentState(state),
                decided_on=self.day(self.case.consented[f"{self.seat} {asked}"]),
            )
            for asked, state in answers.items()
        )
        return forms.Consent(
            **self._head("consent", 0),
            confidentiality_explained=self.seat in self.case.confidential,
            withdrawal_explained=self.seat in self.case.rights,
            items=items,
        )

    def notes(self) -> tuple[forms.CaseNote, ...]:
        made = []
        for item in self.case.notes:
            places = [place for _, week, place in self.case.meetings if week == item.week]
            made.append(
                forms.CaseNote(
                    **self._head(f"note_{item.sequence}", item.week),
                    contact=_CONTACTS[Place(places[-1])] if places else None,
                    **{element: self.said(wording) for element, wording in item.note.elements.items()},
                    actions=tuple(
                        forms.NoteAction(
                            id=f"action_{item.sequence}_{number}",
                            side=action.side,
                            what=self.said(action.text),
                            due=self.day(action.week),
                        )
                        for number, action in enumerate(item.note.actions)
                    ),
                    bring_forward=None if item.note.bring_forward is None else self.day(item.note.bring_forward),
                )
            )
        return tuple(made)

    def referrals(self) -> tuple[forms.Referral, ...]:
        made = []
        for service_id, status in self.case.services.items():
            service = self.run.inputs.system.service(service_id)
            made.append(
                forms.Referral(
                    **self._head(f"referral_{service_id}", self.case.service_since[service_id]),
                    partner_id=service.provider,
                    partner=self._partner(service.provider),
                    service_id=service_id,
                    service=labels.service(self.words, service_id),
                    state=_REFERRALS[status],
                )
            )
        return tuple(made)

    def conferences(self) -> tuple[forms.CaseConference, ...]:
        return tuple(
            forms.CaseConference(
                **self._head(f"conference_{sequence}", week),
                participants=tuple(
                    forms.Participant(id=f"at_{sequence}_{partner}", institution=self._partner(partner))
                    for partner in partners
                ),
                client_present=with_client,
            )
            for sequence, week, partners, with_client in self.case.conferences
        )

    def case_file(self) -> forms.CaseFile:
        """Everything about this client's way through the partnership."""
        case, closed, followed = self.case, self.case.closed, self.case.followed
        agreements = case.plan.agreements
        protocols = [self.protocol(one, number) for number, one in enumerate(agreements)] or [self.protocol()]
        return forms.CaseFile(
            **self._head("case_file", case.week),
            needs_assessments=(forms.NeedsAssessment(**self._head("assessment", case.week), needs=self.needs()),),
            consents=(self.consent(),),
            protocols=tuple(protocols),
            notes=self.notes(),
            referrals=self.referrals(),
            conferences=self.conferences(),
            closure=forms.Closure(
                date=self.day(closed.week),
                reason=closed.reason,
                result=closed.result,
                confirmed_with_client=closed.with_client,
                summary=self.said(closed.summary),
            )
            if closed
            else None,
            follow_up=forms.FollowUp(
                date=self.day(followed.week),
                result=followed.result,
                note=self.said(followed.note),
                new_case=followed.new_case,
            )
            if followed
            else None,
        )
