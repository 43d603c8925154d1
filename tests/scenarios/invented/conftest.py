"""An attentive listener who has no script: asks about everything, reflects, affirms, sums up, comes back."""

from __future__ import annotations

from scenarios import manners
from scenarios.engine import Inputs, Replay
from scenarios.invented.build import invent
from scenarios.invented.code import ClientCode
from scenarios.loader import Package
from scenarios.plan import Wording
from scenarios.run import DEED, Entry
from scenarios.weeks import evidence

SEAT = "case_manager"
TOPICS = (
    *("everyday", "strengths", "hopes", "work_experience", "skills", "care_duties", "social_network", "income"),
    *("job_search", "housing", "mobility", "legal_documents", "physical_health", "digital_language", "discrimination"),
    *("debt", "mental_health", "family_safety", "substance_use"),
)


class Listener:
    """Knows topics and techniques, not the scenario's keys."""

    def __init__(self, code: ClientCode, seed: int = 1) -> None:
        self.package: Package = invent(code)
        scenario = self.package.scenario
        inputs = Inputs(scenario, scenario.service_system, evidence.builtin(), manners.builtin(), seed)
        self.run, self.log = Replay(inputs), list[Entry]()

    def do(self, kind: str, **rest: object) -> bool:
        deed = DEED.validate_python({"kind": kind, **rest})
        entry = Entry(sequence=len(self.log) + 1, seat=SEAT, deed=deed)
        done = self.run.do(entry) is None
        if done:
            self.log.append(entry)
        return done

    def say(self, technique: str, topic: str) -> bool:
        return self.do("say", technique=technique, topic=topic)

    def interview(self, weeks: int) -> None:
        """Week after week a private conversation; a topic that twice brought nothing new is left alone."""
        case, scenario = self.run.case, self.run.scenario
        barren = dict.fromkeys(TOPICS, 0)
        while case.week < weeks:
            self.do("meet", place="private_room")
            if case.meeting:
                if SEAT not in case.confidential:
                    for technique, topic in (("open", "welcome"), ("explain", "confidentiality"), ("inform", "rights")):
                        self.say(technique, topic)
                self.do("ask_consent", partners=[p.id for p in scenario.partners if p.id != "pes"])
                for topic in [one for one in TOPICS if barren[one] < 2]:
                    before = len(case.told)
                    if not self._dwell(topic):
                        break
                    barren[topic] += len(case.told) == before
                self.say("summarise", "everyday")
            for partner in scenario.reference.enquiries:
                self.do("enquire", partner=partner)
            self.do("advance")

    def _dwell(self, topic: str) -> bool:
        """Ask, and stay with what comes; False when the time of the week is used up."""
        told = len(self.run.case.told)
        if not self.say("open", topic):
            return False
        while len(self.run.case.told) > told:
            told = len(self.run.case.told)
            fact = self.run.scenario.fact_by_id[self.run.case.told[-1]]
            if fact.kind == "strength" and not self.say("affirm", fact.domain):
                return False
            if not self.say("reflect" if told % 2 else "probe", topic):
                return False
        return True

    def plan(self) -> None:
        """Agree the reference plan, with one aim for each priority; what is refused is left out."""
        reference = self.run.scenario.reference
        self.do("meet", place="home")
        for number, domain in enumerate(reference.priorities):
            text = Wording.of(f"aim{number}", f"By summer {domain} troubles less than today, step {number}")
            aim = {"id": f"a{number}", "domain": domain, "text": text.model_dump(), "measure": "level", "target": 2}
            assert self.do("set_aim", aim={**aim, "by_week": 30})
        for number, one in enumerate(reference.activities):
            provider = self.run.inputs.system.service(one.service).provider
            activity = {"id": f"s{number}", "domain": one.domain, "service": one.service, "responsible": provider}
            assert self.do("set_activity", activity={**activity, "start_week": 5 + one.week, "end_week": 30})
        assert self.do("propose_plan")
        refused = [answer.activity for answer in self.run.case.plan.proposals[-1].objections]
        for activity in refused:
            self.do("drop_activity", activity=activity)
        if refused:
            assert self.do("propose_plan")
        assert self.do("agree_plan")

    def live(self, weeks: int) -> None:
        """Refer in the order of the plan, answer what happens, keep contact, close, follow up."""
        case, scenario = self.run.case, self.run.scenario
        begin, last = case.week, case.week + weeks
        waiting = {one.service: one.week for one in scenario.reference.activities}
        waiting = {
            name: week for name, week in waiting.items() if name in {a.service for a in case.plan.activities.values()}
        }
        while case.week < last:
            for service in [name for name, week in waiting.items() if begin + week <= case.week + 1]:
                if self.do("refer", service=service, warm=True):
                    waiting.pop(service)
            assert self.do("advance")
            for event in [one.event for one in case.events.values() if one.state == "open"]:
                assert self.do("respond", event=event, response=scenario.event_by_id[event].standing)
            self.do("meet", place="phone")
        assert self.do("close", reason="plan_completed", result="employed" if case.employed else "not_employed")
        assert self.do("follow_up", new_case=True)

    @property
    def fallbacks(self) -> float:
        turns = self.run.case.turns
        return sum("fallback" in turn.marks for turn in turns) / len(turns)
