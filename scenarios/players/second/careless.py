"""The three who fall short: a beginner of good will, a colleague who fills in forms, and one who does harm."""

from __future__ import annotations

from collections.abc import Callable

from scenarios.client import DOMAINS
from scenarios.facts import FactKind, Technique
from scenarios.plan import CLIENT
from scenarios.players.play import Play
from scenarios.players.second.craft import DELICATE, OPEN_STATES, Desk, hopes, needs
from scenarios.players.second.reading import WORK, ranked
from scenarios.players.seen import EventSeen, ResponseSeen, ServiceSeen
from scenarios.run import (
    AgreePlan,
    AskConsent,
    Close,
    Conference,
    DropActivity,
    EndService,
    Enquire,
    FollowUp,
    Place,
    ProposePlan,
    Rate,
    Respond,
)
from scenarios.scenario import PartnerKind
from scenarios.services import ServiceKind
from toolkit.forms import ClosureReason, EmploymentResult, Side


def result(desk: Desk) -> EmploymentResult:
    return EmploymentResult.EMPLOYED if desk.seen.employed else EmploymentResult.NOT_EMPLOYED


def pass_week(play: Play, answer: Callable[[EventSeen], ResponseSeen | None]) -> bool:
    """A week, and an answer to what waits, if there is one."""
    if not play.week():
        return False
    for event in play.seen.events:
        chosen = answer(event)
        if chosen is not None:
            play.do(Respond(event=event.id, response=chosen.id))
    return True


def call_in(play: Play, week: Callable[[Play], None]) -> None:
    """To the counter, week after week until the client appears."""
    for _ in range(5):
        week(play)
        if play.meet(Place.DESK):
            return


class Beginner:
    """A first year: the attitude is right, the craft is thin.

    - A private room, confidentiality explained, consent asked for everybody at once (guidelines 5.6, 1: there, but not
      thought through); rights and what is offered are not explained (against 5.6, 4).
    - Open questions and a reflection, soon closed ones, sometimes advice where nobody asked for it (against brief,
      *Interviewing effectively*); seven ordinary areas, nothing delicate; the file is believed where it was not
      contradicted (against brief, *Conducting assessments*). No partner is asked.
    - A plan the client agrees to, refusals accepted (5.6, 2); a hope is in it, but most aims have no measure and nobody
      has thought of the order or of what a provider wants first (against 5.5; brief, *Career planning*).
    - Refers everything on paper in one week; a call now and then; the plan is never changed (against case managing
      activities, *Follow-up on progress*); two notes of three elements, then none (against brief, *Tracking*).
    - In a crisis passes it on, which is not wrong and not enough; otherwise a kind, short answer (5.6, 5).
    - Closes by telephone when the half year is over; rings after twelve weeks.
    """

    name = "beginner"
    areas = ("job_search", "work_experience", "skills", "income", "care_duties", "physical_health", "housing")

    def play(self, play: Play) -> None:
        self.desk, self.run = Desk(play), play
        self.listen()
        self.plan()
        self.wait()
        self.close()

    def week(self) -> bool:
        return pass_week(self.run, self.answer)

    def answer(self, event: EventSeen) -> ResponseSeen:
        """In a crisis the second best, because somebody else must know; else the best of what takes no time."""
        best = ranked(event)
        short = [one for one in best if one.minutes <= 20]
        return best[min(1, len(best) - 1)] if event.crisis or not short else short[0]

    def listen(self) -> None:
        """Two talks."""
        desk, run = self.desk, self.run
        run.meet(Place.PRIVATE_ROOM)
        desk.say(Technique.OPEN, "welcome")
        desk.say(Technique.EXPLAIN, "confidentiality")
        for topic in ("everyday", "hopes"):
            desk.say(Technique.OPEN, topic)
            desk.say(Technique.REFLECT, topic)
        run.do(AskConsent(partners=tuple(one.id for one in desk.seen.partners.values() if not one.own)))
        self.ask(self.areas[:3])
        self.short_note("First talk.")
        for _ in range(3):
            self.week()
            if run.meet(Place.PRIVATE_ROOM):
                if desk.seen.consent != "given":
                    desk.say(Technique.OPEN, "strengths")
                    desk.say(Technique.REFLECT, "strengths")
                    run.do(AskConsent())
                self.ask(self.areas[3:])
                self.short_note("Second talk.")
                return

    def ask(self, areas: tuple[str, ...]) -> None:
        """One open question, one closed, and in between what one would do oneself."""
        for domain in areas:
            self.desk.say(Technique.OPEN, domain)
            self.desk.say(Technique.CLOSED if domain in ("income", "housing") else Technique.REFLECT, domain)
        self.desk.say(Technique.ADVISE, areas[-1])

    def short_note(self, reason: str) -> None:
        elements = {
            "reason": reason,
            "content": self.desk.story(self.desk.seen.week),
            "plan": "We will see each other again.",
        }
        self.desk.note(elements, (), None)

    def plan(self) -> None:
        """An aim for a hope and for three needs, the first open service for each, and the client is asked."""
        desk, run, week = self.desk, self.run, self.desk.seen.week
        amiss = list(needs(desk.seen))[:4]
        desk.rate([one for one in DOMAINS if one in self.areas or one in amiss], amiss)
        for hope in hopes(desk.seen)[:1]:
            desk.aim("hope", hope.domain, hope.text, by=week + 26, hope=hope.id)
        for domain in amiss[:3]:
            desk.aim(f"aim_{domain}", domain, f"Improve {domain.replace('_', ' ')} step by step.")
        run.do(Rate(domain="job_search", level=1, priority=True))
        self.week()
        for domain in dict.fromkeys([*amiss, "job_search", "work_experience"]):
            fits = [one for one in desk.seen.services.values() if one.domains[0] == domain and one.open_to]
            aims = [one.id for one in desk.seen.aims.values() if one.domain == domain]
            for service in fits[:1]:
                desk.plan_service(service, aims, domain, week + 1)
        for _ in range(8):
            if run.meet(Place.PRIVATE_ROOM):
                desk.say(Technique.OPEN, "plan")
                if self.settle():
                    return
            if not self.week():
                return

    def settle(self) -> bool:
        for _ in range(4):
            if self.run.do(ProposePlan()):
                return False
            if not self.desk.seen.objections:
                return not self.run.do(AgreePlan())
            for one in self.desk.seen.objections:
                self.run.do(DropActivity(activity=one.activity))
        return False

    def wait(self) -> None:
        """Refer all that the plan names, then ring every sixth week; a crisis brings an appointment."""
        desk, run = self.desk, self.run
        agreed = desk.seen.week
        for _ in range(30):
            for one in desk.seen.activities.values():
                if one.service and one.service not in desk.seen.states:
                    desk.refer(one.service, warm=False)
            crisis = any(one.code == "crisis" and one.week == desk.seen.week for one in desk.seen.news)
            if crisis and run.meet(Place.PRIVATE_ROOM):
                desk.say(Technique.OPEN, "everyday")
                desk.say(Technique.REFLECT, "everyday")
            elif (desk.seen.week - agreed) % 6 == 5 and run.meet(Place.PHONE):
                desk.say(Technique.OPEN, "everyday")
                desk.say(Technique.CLOSED, "job_search")
            if not self.week():
                return
            if desk.seen.employed and (desk.seen.week - agreed) >= 8:
                return

    def close(self) -> None:
        desk, run = self.desk, self.run
        if run.meet(Place.PHONE):
            desk.say(Technique.OPEN, "plan")
        reason = ClosureReason.WORK_FOUND_EARLIER if desk.seen.employed else ClosureReason.PLAN_COMPLETED
        run.do(
            Close(reason=reason, result=result(desk), summary=run.wording(f"Plan ended. Services: {desk.stands()}."))
        )
        run.do(FollowUp())


class Hasty:
    """The case as a form to be filled: every box has something in it, the person is not in it.

    - Open counter, nothing explained, all consents in one sentence (against guidelines 5.6, 1 and 4; brief, *Ensuring
      confidentiality*: a private environment).
    - Closed questions down the list, advice; what the form leaves open is rated “coping” (against brief,
      *Interviewing effectively*, *Conducting assessments*). No hopes, no partners, no client's own view.
    - One general aim; the own house's services and whatever begins soonest; the plan is put into force whether the
      client agrees or not (against 5.5: joint agreement; 5.6, 2: right to refuse).
    - Referrals on paper in one go, then nobody looks; whatever happens gets the shortest answer (against case managing
      activities, *Follow-up on progress*; guidelines 4.2, crisis intervention).
    - The same note pasted twice (against brief, *Tracking*); closed after a dozen weeks as completed, without the
      client, and never looked at again (against case managing activities, *Closure*, *12 week follow-up*).
    """

    name = "hasty"

    def play(self, play: Play) -> None:
        desk = Desk(play)
        play.meet(Place.DESK)
        play.do(AskConsent(partners=tuple(one.id for one in desk.seen.partners.values() if not one.own)))
        for domain in DOMAINS[:12]:
            desk.say(Technique.CLOSED, domain)
        desk.say(Technique.ADVISE, "job_search")
        self.note(desk)
        self.call_in(play)
        play.do(AskConsent())
        for domain in DOMAINS:
            known = [fact.level for fact in desk.seen.known(domain)]
            play.do(Rate(domain=domain, level=known[-1] if known else 2, priority=domain == "job_search"))
        desk.aim("work", "job_search", "Integration into the labour market.")
        for service in self.quickest(desk):
            desk.plan_service(service, ("work",), service.domains[0], desk.seen.week)
        play.do(ProposePlan())
        play.do(AgreePlan(overrule=True))
        for one in desk.seen.activities.values():
            if one.service:
                desk.refer(one.service, warm=False)
        self.note(desk)
        for _ in range(11):
            self.week(play)
        play.do(Close(reason=ClosureReason.PLAN_COMPLETED, result=result(desk), summary=play.wording("Completed.")))

    def call_in(self, play: Play) -> None:
        call_in(play, self.week)

    def week(self, play: Play) -> None:
        pass_week(play, lambda event: min(event.responses, key=lambda one: (one.minutes, one.id)))

    def quickest(self, desk: Desk) -> list[ServiceSeen]:
        """Four services: the own house's first, then by the wait."""
        own = {one.id for one in desk.seen.partners.values() if one.own}
        possible = [one for one in desk.seen.services.values() if one.open_to]
        return sorted(possible, key=lambda one: (one.provider not in own, one.waiting_weeks))[:4]

    def note(self, desk: Desk) -> None:
        desk.note({"content": "Client seen. Situation discussed. Measures agreed.", "plan": "See plan."}, (), None)


class Harmful:
    """Does what the sources say must not be done; some of it with the best of intentions.

    - Delicate questions at an open counter before anything is explained, judging, confronting, advising at once
      (against guidelines 5.6, 1 and 2; brief, *Avoiding judgments*, *Ensuring confidentiality*).
    - Asks partners, employers too, without consent, and speaks about the client at a table without the client (against
      5.6, 1 and 5).
    - No hopes; a plan of what fills the week, put over the client's word (against 5.6, 2 and 3: imposing values;
      exploitation of power).
    - Whoever does not turn up is confronted and loses what had begun; events get the worst answer (5.6, 5: harm).
    - No notes of what was said, only of blame (against brief, *Case notes*); closed behind the client's back as
      “withdrew” in the middle of it, and no follow-up (against case managing activities, *Closure*; 5.6: honesty).
    """

    name = "harmful"

    def play(self, play: Play) -> None:
        desk = Desk(play)
        play.meet(Place.DESK)
        desk.say(Technique.CONFRONT, "job_search")
        for domain in DELICATE:
            desk.say(Technique.CLOSED, domain)
        desk.say(Technique.JUDGE, "job_search")
        desk.say(Technique.ADVISE, "work_experience")
        self.ask_behind(desk)
        self.call_in(play)
        play.do(AskConsent(partners=tuple(one.id for one in desk.seen.partners.values() if not one.own)))
        for domain in ("family_safety", "mental_health", "substance_use"):
            desk.say(Technique.JUDGE, domain)
        for fact in [one for one in desk.seen.facts if one.kind is not FactKind.STRENGTH]:
            play.do(Rate(domain=fact.domain, level=0))
        desk.aim("work", "job_search", "Has to take what is offered.")
        for service in self.imposed(desk):
            desk.plan_service(service, ("work",), service.domains[0], desk.seen.week)
        desk.plan_task(
            "job_search_support", ("work",), "job_search", CLIENT, 0, 4, "Must bring proof of ten applications."
        )
        self.call_in(play)
        play.do(ProposePlan())
        desk.say(Technique.CONFRONT, "plan")
        play.do(AgreePlan(overrule=True))
        for one in desk.seen.activities.values():
            if one.service:
                desk.refer(one.service, warm=False)
        partners = tuple(one.id for one in desk.seen.partners.values() if one.consent == "given")[:4]
        if partners:
            play.do(Conference(partners=partners, with_client=False))
        self.punish(desk)
        play.do(Close(reason=ClosureReason.CLIENT_WITHDREW, result=EmploymentResult.NOT_EMPLOYED))

    def call_in(self, play: Play) -> None:
        call_in(play, self.week)

    def week(self, play: Play) -> None:
        pass_week(play, lambda event: ranked(event)[-1])

    def ask_behind(self, desk: Desk) -> None:
        """Four partners, an employer among them, before anybody has consented."""
        order = (PartnerKind.EMPLOYER, PartnerKind.HEALTH, PartnerKind.CSW, PartnerKind.JUSTICE, PartnerKind.NGO)
        others = [one for one in desk.seen.partners.values() if not one.own and one.kind in order]
        for one in sorted(others, key=lambda partner: order.index(partner.kind))[:4]:
            desk.play.do(Enquire(partner=one.id))

    def imposed(self, desk: Desk) -> list[ServiceSeen]:
        """What fills most of the week, and two people at one table whether that is safe or not."""
        possible = [one for one in desk.seen.services.values() if one.open_to]
        full = sorted((one for one in possible if one.kind in WORK), key=lambda one: -one.hours_per_week)[:3]
        return [*full, *(one for one in possible if one.kind is ServiceKind.MEDIATION)][:5]

    def punish(self, desk: Desk) -> None:
        """Eight weeks of pressure, by telephone every second one and whenever something was missed."""
        play = desk.play
        for _ in range(8):
            self.week(play)
            missed = [one.subject for one in desk.seen.news if one.code == "missed" and one.week == desk.seen.week]
            for service in missed:
                if service in desk.seen.states and desk.seen.states[service].state in OPEN_STATES:
                    play.do(EndService(service=service))
            if (missed or desk.seen.week % 2) and play.meet(Place.PHONE):
                desk.say(Technique.CONFRONT, "plan")
                desk.say(Technique.JUDGE, "job_search")
                blame = {"impressions": "Uncooperative, unreliable, no motivation.", "plan": "Sanction."}
                desk.note(blame, ((Side.CLIENT, "Must appear and bring proof.", desk.seen.week + 1),), None)
