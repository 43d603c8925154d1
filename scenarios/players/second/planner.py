"""Choosing, planning and referring, with the client."""

from __future__ import annotations

from scenarios.client import DOMAINS
from scenarios.facts import FactKind, Technique
from scenarios.plan import CASE_MANAGER, CLIENT, Measure
from scenarios.players.second.contact import Contact
from scenarios.players.second.craft import (
    DELICATE,
    OPEN_STATES,
    admitted,
    hopes,
    judged,
    level_of,
    needs,
    ready,
    with_steps_before,
)
from scenarios.players.second.reading import WORK, endangers
from scenarios.players.seen import FactSeen, ServiceSeen
from scenarios.run import (
    AgreePlan,
    AskView,
    DropActivity,
    ProposePlan,
)
from scenarios.scenario import PartnerKind
from scenarios.services import ServiceKind

_TASKS = {
    "discrimination": "advocacy",
    "legal_documents": "documents_support",
    "family_safety": "social_work_support",
    "social_network": "low_threshold_offer",
    "mobility": "transport_help",
    "income": "benefit_advice",
    "digital_language": "language_digital_course",
    "care_duties": "relative_care_relief",
    "mental_health": "self_confidence_training",
    "work_experience": "in_work_support",
    "skills": "career_planning",
    "job_search": "job_search_support",
    "debt": "debt_counselling",
    "housing": "housing_support",
    "physical_health": "health_service",
    "substance_use": "drug_advice",
}
"""What one does oneself where no service fits: a task of the pool of activities (guidelines 4.2)."""


class Planner(Contact):
    """From what is known to a plan that is the client's too."""

    def out(self, service: str) -> bool:
        """Whether a service is no longer to be spoken of; where the client bargained, one may ask once more later."""
        if service not in self.refused:
            return False
        return service not in self.bargained or self.desk.seen.week < self.refused[service] + 8

    def over(self, service: str) -> bool:
        """Whether a service has run and is no longer on the way."""
        state = self.desk.seen.states.get(service)
        return state is not None and state.state not in OPEN_STATES

    def chosen(self) -> list[ServiceSeen]:
        """What fits: best first, two per area, at most nine, with the way to work in it; each after what it needs."""
        seen = self.desk.seen
        possible = [
            one
            for one in seen.services.values()
            if admitted(seen, one) and not endangers(one, seen) and not self.out(one.id)
        ]
        possible.sort(key=lambda one: -judged(seen, one))
        taken: list[ServiceSeen] = []
        for one in possible:
            same = sum(other.domains[0] == one.domains[0] for other in taken)
            if judged(seen, one) >= 2.5 and same < 2 and len(taken) < 8:
                taken.append(one)
        to_work = [
            one
            for one in possible
            if one.kind in WORK and one not in taken and judged(seen, one) >= 0 and not self.over(one.id)
        ]
        on_the_way = sum(one.kind in WORK and not self.over(one.id) for one in taken)
        ways = 3 if seen.agreed_week is None else 2
        taken += to_work[: max(0, ways - on_the_way)]
        known = [one for one in with_steps_before(seen, taken) if not self.out(one.id)]
        return [one for one in known if not any(self.out(before) for before in one.wants_services)]

    def priorities(self) -> list[str]:
        """The areas that weigh most: at most five that are grave, else the first three where something is amiss."""
        amiss = needs(self.desk.seen)
        return [domain for domain, level in amiss.items() if level <= 1][:5] or list(amiss)[:3]

    def aim_at(self, hope: FactSeen) -> None:
        """A hope of the client becomes an aim, with a measure and a week."""
        desk, week = self.desk, self.desk.seen.week
        have_work = any(one.measure is Measure.WORK for one in desk.seen.aims.values())
        to_work = hope.domain in ("work_experience", "job_search", "skills", "income") and not have_work
        level = level_of(desk.seen, hope.domain)
        measure = Measure.WORK if to_work else Measure.DONE if level is None else Measure.LEVEL
        target = 8 if to_work else None if level is None else min(4, level + 1)
        desk.aim(
            f"h_{hope.id}"[:48],
            hope.domain,
            f"As hoped: {hope.text}",
            measure=measure,
            target=target,
            by=week + 44,
            hope=hope.id,
        )

    def set_aims(self) -> None:
        """What the client hopes for, then what stands in the way."""
        desk, week = self.desk, self.desk.seen.week
        for hope in hopes(desk.seen)[:3]:
            self.aim_at(hope)
        if not any(one.measure is Measure.WORK for one in desk.seen.aims.values()):
            text = "Paid work that fits the week and lasts eight weeks."
            desk.aim("work", "work_experience", text, measure=Measure.WORK, target=8, by=week + 44)
        have = {one.domain for one in desk.seen.aims.values()}
        for domain in [one for one in self.priorities() if one not in have][:4]:
            level = level_of(desk.seen, domain) or 0
            grave = next((one.text for one in desk.seen.known(domain) if one.kind is FactKind.NEED), domain)
            text = f"One step better in {domain.replace('_', ' ')}, so that this no longer holds: {grave}"
            desk.aim(f"aim_{domain}", domain, text, measure=Measure.LEVEL, target=level + 1, by=week + 26)

    def aims_for(self, service: ServiceSeen) -> tuple[list[str], str]:
        """The aims a service is for, and the area under which it stands in the plan."""
        aims = self.desk.seen.aims
        meant = [one.id for one in aims.values() if one.domain in service.domains]
        domain = aims[meant[0]].domain if meant else service.domains[0]
        work = [one.id for one in aims.values() if one.measure is Measure.WORK]
        return (meant or work), domain if domain in service.domains else service.domains[0]

    def start_of(self, service: ServiceSeen, place: int, ends: dict[str, int]) -> int:
        """When to begin: what is grave now, a few at a time; steps towards work later, each after what it builds on."""
        week, amiss = self.desk.seen.week, needs(self.desk.seen)
        if service.kind not in WORK and any(amiss.get(one) == 0 for one in service.domains):
            place = 0
        later = {ServiceKind.JOB_SEARCH: 4, ServiceKind.TRAINING: 6, ServiceKind.WORK_PRACTICE: 8}
        offset = later.get(service.kind, 10) if service.kind in WORK else 3 * (place // 4)
        after = [ends[one] for one in service.wants_services if one in ends]
        return min(88, max([week + offset, *after]))

    def add_services(self, services: list[ServiceSeen]) -> None:
        seen = self.desk.seen
        ends = {one.service: one.end_week or 0 for one in seen.activities.values() if one.service}
        for place, service in enumerate(services):
            start = seen.states[service.id].since if service.id in seen.states else self.start_of(service, place, ends)
            aims, domain = self.aims_for(service)
            self.make_time("set_activity")
            self.desk.plan_service(service, aims, domain, start, f"{service.name}: {service.description}")
            ends[service.id] = start + service.waiting_weeks + service.duration_weeks

    def add_tasks(self) -> None:
        """What client and case manager do themselves: the way to the hope, and areas for which no service fits."""
        desk, week = self.desk, self.desk.seen.week
        covered = {one.domain for one in desk.seen.activities.values()}
        for aim in list(desk.seen.aims.values()):
            domain = "job_search" if aim.measure is Measure.WORK else aim.domain
            task = _TASKS[domain]
            if aim.hope is not None:
                self.make_time("set_activity")
                text = f"Takes the first steps on her or his own, and tells how they went: {task.replace('_', ' ')}."
                desk.plan_task(task, (aim.id,), domain, CLIENT, week, week + 12, text)
            elif aim.domain not in covered:
                self.make_time("set_activity")
                text = "Looks for a way where no service fits yet."
                desk.plan_task(task, (aim.id,), domain, CASE_MANAGER, week, week + 12, text)

    def make_time(self, *prices: str) -> None:
        """Go on next week where this one has no room."""
        if not self.run.affords(*prices):
            self.week()

    def plan_together(self) -> None:
        """Read the findings with the client, plan, go through it, and change what the client does not want."""
        desk = self.desk
        self.views(6)
        desk.rate(DOMAINS, self.priorities())
        self.make_time("set_aim", "set_aim", "set_aim", "set_aim", "set_aim", "set_aim", "set_aim")
        self.set_aims()
        self.add_services(self.chosen())
        self.add_tasks()
        for _ in range(8):
            self.make_time("private_room", "propose_plan", "agree_plan", "note", "say", "say")
            if self.meet():
                desk.say(Technique.OPEN, "plan")
                if self.settle():
                    self.first_agreed = desk.seen.week
                    desk.ask_partners([one for one in self.needed() if self.run.affords("ask_consent", spare=10)])
                    self.refer_due()
                    self.note("Went through the plan together and agreed on it.")
                    return
            if not self.week():
                return

    def views(self, most: int) -> None:
        """The client's own reading of what weighs most."""
        open_ones = [one for one in needs(self.desk.seen) if self.view_of(one) is None]
        for domain in open_ones[:most]:
            if self.desk.seen.place and self.run.affords("ask_view"):
                self.run.do(AskView(domain=domain))

    def view_of(self, domain: str) -> int | None:
        rating = self.desk.seen.ratings.get(domain)
        return rating.client_level if rating else None

    def settle(self) -> bool:
        """Propose, and take out what the client does not want, until it is the client's plan too (5.6, principle 2)."""
        desk = self.desk
        for _ in range(4):
            if self.run.do(ProposePlan()):
                return False
            objections = desk.seen.objections
            if not objections:
                return not self.run.do(AgreePlan())
            for one in objections:
                activity = desk.seen.activities[one.activity]
                if self.run.affords("say", "propose_plan", "agree_plan", spare=10):
                    desk.say(Technique.REFLECT, activity.domain)
                self.run.do(DropActivity(activity=one.activity))
                if activity.service:
                    first = one.answer == "bargains" and activity.service not in self.refused
                    (self.bargained.add if first else self.bargained.discard)(activity.service)
                    self.refused[activity.service] = desk.seen.week
                    self.take_out_what_builds_on(activity.service)
        return False

    def take_out_what_builds_on(self, service: str) -> None:
        for one in list(self.desk.seen.activities.values()):
            if one.service and service in self.desk.seen.services[one.service].wants_services:
                self.run.do(DropActivity(activity=one.id))

    def needed(self) -> list[str]:
        """Partners whose services fit, and the centre for social work; nobody else hears of the client."""
        seen = self.desk.seen
        providers = [one.provider for one in self.chosen() if one.provider in seen.partners]
        centre = [one.id for one in seen.partners.values() if one.kind is PartnerKind.CSW]
        return [one for one in dict.fromkeys([*centre, *providers]) if not seen.partners[one].own]

    def refer(self, service: ServiceSeen) -> bool:
        """In person where it is delicate or grave, on paper where a paper is enough."""
        level = level_of(self.desk.seen, service.domains[0])
        warm = service.domains[0] in DELICATE or (level is not None and level <= 1)
        return self.desk.agreed_with(service.provider) and self.desk.refer(
            service.id, warm and service.kind not in WORK
        )

    def refer_due(self) -> None:
        seen = self.desk.seen
        for activity in sorted(seen.activities.values(), key=lambda one: one.start_week or 0):
            service = seen.services[activity.service] if activity.service else None
            if service is None or (activity.start_week or 0) > seen.week or self.out(service.id):
                continue
            state = self.desk.seen.states.get(service.id)
            again = (
                state is not None
                and state.state == "dropped"
                and service.id not in self.retried
                and seen.week >= state.since + 3
            )
            due = (state is None or again) and ready(self.desk.seen, service)
            if due and self.run.affords("refer_warm", spare=10) and self.refer(service) and again:
                self.retried.add(service.id)
