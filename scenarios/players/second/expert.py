"""A colleague of ten years."""

from __future__ import annotations

from scenarios.client import DOMAINS
from scenarios.facts import Technique
from scenarios.plan import Measure, Wording
from scenarios.players.play import Play
from scenarios.players.second.craft import (
    DELICATE,
    FOUNDATION,
    OPEN_STATES,
    hopes,
    level_of,
    needs,
    ready,
)
from scenarios.players.second.planner import Planner
from scenarios.players.second.reading import WORK
from scenarios.run import (
    AskView,
    Close,
    Conference,
    DropActivity,
    Enquire,
    FollowUp,
    Place,
    Rate,
)
from scenarios.scenario import PartnerKind
from scenarios.services import ServiceKind
from toolkit.forms import ClosureReason, EmploymentResult

_TALKS_TO = (
    PartnerKind.CSW,
    PartnerKind.HEALTH,
    PartnerKind.MUNICIPALITY,
    PartnerKind.SCHOOL,
    PartnerKind.JUSTICE,
    PartnerKind.REGISTRY,
    PartnerKind.NGO,
    PartnerKind.PES,
)
"""Whom one asks about a client; an employer or a bank is told nothing without need (brief, *Maintain privacy*)."""
NOT_URGENT = WORK | {ServiceKind.MEDIATION}
ORDINARY = tuple(domain for domain in DOMAINS if domain not in DELICATE)


class Expert(Planner):
    """A colleague of ten years, who works as the sources describe at their best, and judges what this person needs.

    - First talk in a private room; confidentiality with its limit, rights, what is offered (guidelines 5.6, 1, 2, 4).
    - Open questions, then reflecting, affirming, paraphrasing, probing, summaries; no advice (brief, *Interviewing*,
      *Active listening*, *Motivating*). All areas of life, the delicate ones later, the file checked against the
      person, silent areas opened a second time, the client's own view asked (brief, *Conducting assessments*).
    - Consent first to the support, then to those partners that are needed (5.6, 1); asks them, not employers.
    - Aims from hopes and needs, measurable and dated; services that fit, in steps, what work rests on first; says who
      does what (5.5; brief, *Career planning*). No to a service is respected (5.6, 2). In danger one does not wait.
    - Introduces in person where it is delicate, a conference with the client where several partners wait (5.2, 5.4).
    - Sees the client every second or third week, looks again every eight, mends the plan, stays on after a job began
      (case managing activities, *Follow-up on progress*; brief, *Follow-up*); a note of seven elements with actions of
      both sides each time. Crises at once, the client being the first to hear (5.6, 5).
    - Closes in a talk, with lessons, and looks again after twelve weeks (case managing activities; 5.5).
    """

    name = "expert"
    areas: tuple[str, ...] = DOMAINS
    review_every = 8
    assessed_by = (3, 6)
    """Weeks that the assessment takes: at least, at most."""
    per_talk = 6
    """Areas opened in one talk: more would be an interrogation."""
    stay = 10
    """Weeks one stays at hand after a job began."""

    def play(self, play: Play) -> None:
        self.sit_down(play)
        self.begin()
        self.assess()
        self.plan_together()
        self.accompany()
        self.close()

    def begin(self) -> None:
        desk = self.desk
        self.run.meet(Place.PRIVATE_ROOM)
        desk.say(Technique.OPEN, "welcome")
        desk.say(Technique.EXPLAIN, "confidentiality")
        desk.say(Technique.EXPLAIN, "rights")
        desk.listen("everyday", spare=20)
        desk.listen("hopes", spare=20)
        desk.say(Technique.INFORM, "plan")
        desk.ask_partners(())
        desk.listen("strengths")
        for domain in self.topics()[:4]:
            desk.listen(domain)
        self.note("First talk: who we are, what is confidential, what the client hopes for.")

    def topics(self) -> list[str]:
        """What to open next: what the file says first, ordinary before delicate, then what stayed silent or grave."""
        seen, asked = self.desk.seen, self.desk.asked
        file = [fact.domain for fact in seen.facts if fact.source == "file" and fact.domain in self.areas]
        order = [*dict.fromkeys([*(one for one in file if one in ORDINARY), *ORDINARY, *DELICATE])]
        new = [domain for domain in order if domain in self.areas and domain not in asked]
        amiss = needs(seen)
        told = {fact.domain for fact in seen.facts if fact.source == "client"}
        again = [one for one in order if asked.get(one) == 1 and (one not in told or amiss.get(one, 4) <= 1)]
        return [*new, *(one for one in ("hopes", *again, "strengths", "plan") if asked.get(one, 0) <= 1)]

    def assess(self) -> None:
        """Weekly talks until every area was opened; partners are asked as soon as it is clear who is needed."""
        desk = self.desk
        for _ in range(self.assessed_by[1]):
            if not self.week():
                return
            if self.meet():
                if desk.seen.consent != "given":
                    desk.listen("hopes", spare=20)
                    desk.ask_partners(())
                for domain in self.topics()[: self.per_talk]:
                    desk.listen(domain, spare=45 if desk.seen.week >= 2 else 10)
                if desk.seen.week >= 2:
                    desk.ask_partners(self.needed())
                    self.enquire()
                self.at_once()
                self.note("Talk about how things stand, area by area.")
            waits = any(one.enquiry == "waiting" for one in desk.seen.partners.values())
            opened = all(domain in desk.asked for domain in self.areas)
            if desk.seen.consent == "given" and opened and not waits and desk.seen.week >= self.assessed_by[0]:
                return

    def enquire(self, most: int = 4) -> None:
        """Ask those who may know something about what weighs most."""
        seen = self.desk.seen
        amiss = needs(seen)
        weight = dict.fromkeys(seen.partners, 0)
        for service in seen.services.values():
            if service.provider in weight:
                weight[service.provider] = max(weight[service.provider], 4 - amiss.get(service.domains[0], 4))
        sent = sum(bool(one.enquiry) for one in seen.partners.values())
        for partner in sorted(weight, key=lambda one: -weight[one]):
            one = seen.partners[partner]
            if (
                self.run.affords("enquire", spare=10)
                and sent < most
                and one.consent == "given"
                and one.kind in _TALKS_TO
                and not one.enquiry
                and weight[partner] >= 2
            ):
                sent += not self.run.do(Enquire(partner=partner))

    def at_once(self) -> None:
        """In danger nobody waits for a plan: the service for it is begun, introduced in person (5.6, principle 5)."""
        seen = self.desk.seen
        for service in self.chosen():
            danger = any(one in FOUNDATION and level_of(seen, one) == 0 for one in service.domains)
            fits = service.id not in seen.states and service.kind not in NOT_URGENT and ready(seen, service)
            if danger and fits and self.run.affords("refer_warm", spare=10):
                self.refer(service)

    def confer(self) -> None:
        """Once, when several partners are waited for: one table, with the client (guidelines 5.4, step 3)."""
        seen = self.desk.seen
        waits = {
            seen.services[one].provider: seen.services[one].waiting_weeks
            for one, state in seen.states.items()
            if state.state in ("referred", "waiting")
        }
        invited = [
            one
            for one in sorted(waits, key=lambda name: -waits[name])
            if self.desk.agreed_with(one)
            and not seen.partners[one].own
            and seen.partners[one].kind is not PartnerKind.EMPLOYER
        ][:4]
        worth_it = len(invited) >= 2 and max(waits.values()) >= 3
        if worth_it and self.run.affords("conference", *["conference_partner"] * len(invited)):
            self.conferred = not self.run.do(Conference(partners=tuple(invited)))

    def look_again(self) -> None:
        """How the client sees the areas that weigh, and what that changes in the rating (brief: assess again)."""
        seen = self.desk.seen
        wanted = {one for service in self.chosen() for one in service.wants_levels}
        weighs = [one for one, rating in seen.ratings.items() if rating.priority]
        for domain in dict.fromkeys([*weighs, *sorted(wanted)]):
            if not self.run.affords("ask_view", "rate", spare=30):
                return
            self.run.do(AskView(domain=domain))
            self.put_down(domain)

    def put_down(self, domain: str) -> None:
        """Between two readings the lower one counts, and nothing rises by more than two steps at once."""
        before, view = level_of(self.desk.seen, domain), self.view_of(domain)
        if before is not None and view is not None and view != before:
            rating = self.desk.seen.ratings[domain]
            self.run.do(Rate(domain=domain, level=min(view, before + 2), priority=rating.priority))

    def mend(self) -> None:
        """Take out what a provider refused, put in what is missing for a grave need, and agree on it anew."""
        seen = self.desk.seen
        for one in list(seen.activities.values()):
            state = seen.states.get(one.service or "")
            if one.service and state and state.state == "refused":
                self.refused[one.service] = seen.week
                self.run.do(DropActivity(activity=one.id))
        planned = {one.service for one in self.desk.seen.activities.values()}
        missing = [one for one in self.chosen() if one.id not in planned and one.id not in seen.states]
        if missing and self.run.affords("set_activity", "set_activity", "propose_plan", "agree_plan", spare=10):
            self.add_services(missing[:2])
        taken = {one.hope for one in self.desk.seen.aims.values()}
        for hope in [one for one in hopes(self.desk.seen) if one.id not in taken][: max(0, 5 - len(taken - {None}))]:
            self.aim_at(hope)
        if not self.desk.seen.in_force and self.desk.seen.place and self.run.affords("propose_plan", "agree_plan"):
            self.settle()
            self.desk.ask_partners([one for one in self.needed() if self.run.affords("ask_consent", spare=10)])

    def talk(self, review: bool) -> None:
        """How it goes, praise for what began or was finished, care for what broke off, areas still silent."""
        desk = self.desk
        desk.listen("everyday", spare=40)
        news = desk.news()
        missed = [one.subject for one in news if one.code == "missed"]
        if any(one.code == "crisis" for one in news):
            desk.say(Technique.REFLECT, "everyday")
            desk.listen(next(iter(needs(desk.seen)), "plan"), spare=40)
        if desk.seen.consent != "given":
            desk.listen("hopes", spare=40)
            desk.ask_partners(())
        for one in news:
            if one.code == "job_found":
                desk.say(Technique.AFFIRM, "work_experience")
            if one.subject not in desk.seen.services or not self.run.affords("say", spare=40):
                continue
            domain = desk.seen.services[one.subject].domains[0]
            if one.code in ("started", "completed"):
                desk.say(Technique.AFFIRM, domain)
            elif one.code in ("dropped", "refused") or missed.count(one.subject) > 1:
                desk.listen(domain, spare=40)
        for topic in self.topics()[:2]:
            desk.listen(topic, spare=40)
        if review:
            self.look_again()
        desk.summarise(least=2)

    def accompany(self) -> None:
        """The weeks of the plan."""
        desk, last_review = self.desk, self.desk.seen.week
        next_talk = last_review + self.pause()
        while not self.finished():
            seen = desk.seen
            fresh = {one.code for one in seen.news if one.week == seen.week}
            alarm = bool(fresh & {"crisis", "refused", "dropped", "job_found", "job_lost", "event_ignored"})
            if seen.week >= next_talk or alarm:
                if self.run.affords("private_room", "say", "say", "note") and self.meet():
                    review = seen.week - last_review >= self.review_every
                    self.talk(review)
                    self.mend()
                    if review:
                        last_review = seen.week
                    self.refer_due()
                    self.note(
                        "Crisis: what is safe now and what changes." if "crisis" in fresh else "How the plan goes."
                    )
                    next_talk = seen.week + self.pause()
                else:
                    next_talk = seen.week + 1
            self.refer_due()
            if not self.conferred:
                self.confer()
            if not self.week():
                return

    def finished(self) -> bool:
        """When work has lasted and what is grave is seen to, or all that was planned has run; not for ever."""
        seen = self.desk.seen
        if seen.agreed_week is None or seen.week >= 66 or self.missed >= 6:
            return True
        running = [seen.services[one] for one, state in seen.states.items() if state.state in OPEN_STATES]
        if seen.employed:
            worked = seen.week - max(one.week for one in seen.news if one.code == "job_found")
            grave = [one for one in running if one.domains[0] in self.priorities() and one.duration_weeks <= 30]
            return worked >= self.stay and (not grave or worked >= 2 * self.stay)
        planned = [one.service for one in seen.activities.values() if one.service]
        due = any(one not in seen.states and one not in self.refused for one in planned)
        return not running and not due and seen.week >= self.first_agreed + 30

    def close(self) -> None:
        """In a talk, with a look back and what was learnt; then twelve weeks later."""
        desk = self.desk
        for _ in range(4):
            self.make_time("private_room", "close", "note", "say", "say", "say", "say", "ask_view", "ask_view")
            if self.meet() or not self.week():
                break
        seen = desk.seen
        if seen.place:
            desk.listen("plan", spare=60)
            desk.say(Technique.AFFIRM, "strengths")
            self.look_again()
            desk.summarise()
            self.note("Last talk: what was reached, what stays open, where help is to be found.")
        employed = desk.seen.employed
        self.run.do(
            Close(
                reason=self.reason(),
                result=EmploymentResult.EMPLOYED if employed else EmploymentResult.NOT_EMPLOYED,
                summary=self.run.wording(self.summary()),
                lessons=self.lessons(),
            )
        )
        text = "Asked by telephone how things are, what lasted and what is needed now; told where the door is."
        self.run.do(FollowUp(new_case=not employed and bool(needs(desk.seen)), note=self.run.wording(text)))

    def reason(self) -> ClosureReason:
        """Why the case ends, as it is."""
        seen = self.desk.seen
        if seen.agreed_week is None or (self.missed >= 6 and not seen.place):
            return ClosureReason.CONTACT_LOST
        steps = [one for one in seen.aims.values() if one.measure is Measure.LEVEL]
        reached = all((level_of(seen, one.domain) or 0) >= (one.target or 0) for one in steps)
        if seen.employed and reached:
            return ClosureReason.AIMS_REACHED
        running = any(state.state in OPEN_STATES for state in seen.states.values())
        return ClosureReason.WORK_FOUND_EARLIER if seen.employed and running else ClosureReason.PLAN_COMPLETED

    def summary(self) -> str:
        seen = self.desk.seen
        open_needs = [domain.replace("_", " ") for domain, level in needs(seen).items() if level <= 1]
        still = ", ".join(open_needs) or "nothing grave"
        return f"Services: {self.desk.stands()}. Still open: {still}. In work: {seen.employed}."

    def lessons(self) -> Wording | None:
        broke = [
            self.desk.seen.services[one].name
            for one, state in self.desk.seen.states.items()
            if state.state == "dropped"
        ]
        names = ", ".join(broke) or "nothing"
        return self.run.wording(f"What broke off: {names}. Next time ask earlier what the week of the client allows.")
