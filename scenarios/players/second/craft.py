"""The craft that colleagues share: listening, reading levels, choosing services, writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scenarios.client import DOMAINS
from scenarios.facts import FactKind, Technique
from scenarios.plan import Activity, Aim, Measure
from scenarios.players.play import Play
from scenarios.players.second.reading import WORK, kinship, looks_for_takers
from scenarios.players.seen import FactSeen, Heard, News, Seen, ServiceSeen
from scenarios.run import Action, AskConsent, Note, Rate, Refer, SetActivity, SetAim
from toolkit.forms import Side

OPEN_STATES = ("referred", "waiting", "active")
FOUNDATION = ("family_safety", "housing", "mental_health", "substance_use", "physical_health", "legal_documents")
"""What has to hold before work can: first in the order of a plan (guidelines 5.2: progressively)."""
DELICATE = ("debt", "mental_health", "substance_use", "family_safety", "legal_documents", "discrimination")


def level_of(seen: Seen, domain: str) -> int | None:
    """How a domain stands: as last put down, unless something was learnt since; then the lowest of what weighs.

    What the client told goes before a file; where nothing is known, the client's own view counts.
    """
    rating = seen.ratings.get(domain)
    known = [fact for fact in seen.known(domain) if fact.kind is not FactKind.HOPE]
    told = [fact for fact in known if fact.source != "file"] or known
    needs = [fact.level for fact in told if fact.kind is FactKind.NEED]
    other = [fact.level for fact in told if fact.kind is not FactKind.NEED]
    if rating and rating.level is not None and all(rating.week > fact.week for fact in known):
        return rating.level
    if needs:
        return min(needs)
    if other:
        return sum(other) // len(other)
    return rating.client_level if rating else None


def needs(seen: Seen) -> dict[str, int]:
    """Domains where something is amiss, the gravest first."""
    levels = {domain: level_of(seen, domain) for domain in DOMAINS}
    amiss = {domain: level for domain, level in levels.items() if level is not None and level <= 2}
    order = [*FOUNDATION, *(domain for domain in DOMAINS if domain not in FOUNDATION)]
    weight = {domain: sum(fact.kind is FactKind.NEED for fact in seen.known(domain)) for domain in amiss}
    return dict(sorted(amiss.items(), key=lambda one: (one[1], -min(weight[one[0]], 2), order.index(one[0]))))


def hopes(seen: Seen) -> list[FactSeen]:
    return [fact for fact in seen.facts if fact.kind is FactKind.HOPE and not fact.struck]


def admitted(seen: Seen, service: ServiceSeen) -> bool:
    """Whether the published rules, read beside what is known, let the client in."""
    levels = {domain: level_of(seen, domain) for domain in service.for_need}
    return service.open_to and all(
        level is None or level <= service.for_need[domain] for domain, level in levels.items()
    )


def ready(seen: Seen, service: ServiceSeen) -> bool:
    """Whether what a provider wants to see first is there."""
    done = all(
        seen.states.get(one) is not None and seen.states[one].state == "completed" for one in service.wants_services
    )
    levels = ((level_of(seen, domain), least) for domain, least in service.wants_levels.items())
    return done and all(level is None or level >= least for level, least in levels)


def judged(seen: Seen, service: ServiceSeen) -> float:
    """How well a service answers this person's needs and hopes; what looks for takers or takes the whole week loses."""
    amiss = needs(seen)
    weights = [
        (1.0 if place == 0 else 0.5) * (4 - amiss[one]) for place, one in enumerate(service.domains) if one in amiss
    ]
    own = [fact for fact in seen.facts if fact.domain in service.domains or fact.kind is FactKind.HOPE]
    value = max(weights, default=0.0) + 0.5 * min(8.0, kinship(service, own))
    value -= 2.5 * looks_for_takers(service) + (2.0 if service.hours_per_week >= 30 else 0.0)
    if (
        service.hours_per_week >= 20
        and min(amiss.get(one, 4) for one in ("care_duties", "physical_health", "mental_health")) <= 1
    ):
        value -= 1.5
    if service.duration_weeks > 60 or (service.kind in WORK and not kinship(service, hopes(seen))):
        value -= 1.5
    return value


def with_steps_before(seen: Seen, chosen: Iterable[ServiceSeen]) -> list[ServiceSeen]:
    """Services in an order in which each comes after those it builds on."""
    ordered: dict[str, ServiceSeen] = {}

    def put(service: ServiceSeen) -> None:
        for one in service.wants_services:
            if one in seen.services and one not in ordered:
                put(seen.services[one])
        ordered.setdefault(service.id, service)

    for service in chosen:
        put(service)
    return list(ordered.values())


class Desk:
    """One colleague's hands: everything is done through the play, everything known is what it shows."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.asked: dict[str, int] = {}
        """Topic -> how often one has opened it."""
        self.consent_asked: dict[str, int] = {}
        self._since_summary = 0
        self._reported = 0

    @property
    def seen(self) -> Seen:
        return self.play.seen

    def say(self, technique: Technique, topic: str) -> Heard | None:
        """Say it, unless the same was said the same way in this conversation."""
        if any(one.technique is technique and one.topic == topic for one in self.seen.here):
            return None
        heard = self.play.say(technique, topic)
        if heard is not None:
            self._since_summary += len(heard.told)
            if technique is Technique.OPEN:
                self.asked[topic] = self.asked.get(topic, 0) + 1
        return heard

    def listen(self, topic: str, spare: int = 10) -> None:
        """Open a topic and stay with what comes: reflect a need, affirm a strength, paraphrase a hope, then probe."""
        if not self.play.affords("say", spare=spare):
            return
        heard = self.say(Technique.OPEN, topic)
        kinds = {fact.id: fact.kind for fact in self.seen.facts}
        answers = {
            FactKind.NEED: (Technique.REFLECT, Technique.PROBE, Technique.PARAPHRASE),
            FactKind.STRENGTH: (Technique.AFFIRM, Technique.PROBE, Technique.REFLECT),
            FactKind.HOPE: (Technique.PARAPHRASE, Technique.PROBE, Technique.REFLECT),
            FactKind.CIRCUMSTANCE: (Technique.REFLECT, Technique.PROBE, Technique.PARAPHRASE),
        }
        while heard is not None and heard.told and self.play.affords("say", spare=spare):
            used = {one.technique for one in self.seen.here if one.topic == topic}
            follow = next((one for one in answers[kinds[heard.told[0]]] if one not in used), None)
            if follow is None:
                break
            heard = self.say(follow, topic)
            kinds = {fact.id: fact.kind for fact in self.seen.facts}
        if self.play.affords("say", spare=spare):
            self.summarise(least=5)

    def summarise(self, least: int = 1) -> None:
        """Give back what was heard, on the topic last spoken of, if so many things were told since the last time."""
        if self.seen.here and self._since_summary >= least and self.say(Technique.SUMMARISE, self.seen.here[-1].topic):
            self._since_summary = 0

    def ask_partners(self, partners: Sequence[str]) -> None:
        """Consent to the support and to an exchange with these, where it is not given; twice at most for a partner."""
        seen = self.seen
        new = tuple(
            one
            for one in partners
            if not seen.partners[one].own
            and seen.partners[one].consent != "given"
            and self.consent_asked.get(one, 0) < 2
        )
        if (new or seen.consent != "given") and seen.place and self.play.affords("ask_consent"):
            self.play.do(AskConsent(partners=new))
            self.consent_asked.update({one: self.consent_asked.get(one, 0) + 1 for one in new})

    def agreed_with(self, partner: str) -> bool:
        return self.seen.partners[partner].own or self.seen.partners[partner].consent == "given"

    def rate(self, domains: Iterable[str], priorities: Iterable[str]) -> None:
        """Put down how one reads domains, where that has changed."""
        first = set(priorities)
        for domain in domains:
            level, before = level_of(self.seen, domain), self.seen.ratings.get(domain)
            if level is None or (before and before.level == level and before.priority == (domain in first)):
                continue
            self.play.do(Rate(domain=domain, level=level, priority=domain in first))

    def aim(
        self,
        name: str,
        domain: str,
        text: str,
        *,
        measure: Measure | None = None,
        target: int | None = None,
        by: int | None = None,
        hope: str | None = None,
    ) -> None:
        by_week = None if by is None else min(by, 104)
        wording = self.play.wording(text)
        aim = Aim(id=name, domain=domain, text=wording, measure=measure, target=target, by_week=by_week, hope=hope)
        self.play.do(SetAim(aim=aim))

    def plan_service(
        self, service: ServiceSeen, aims: Sequence[str], domain: str, start: int | None, text: str = ""
    ) -> None:
        end = None if start is None else min(104, start + service.waiting_weeks + service.duration_weeks)
        activity = Activity(
            id=f"s_{service.id}"[:48],
            domain=domain,
            aims=tuple(aims),
            service=service.id,
            responsible=service.provider if service.provider in self.seen.partners else None,
            start_week=start,
            end_week=end,
            text=self.play.wording(text) if text else None,
        )
        self.play.do(SetActivity(activity=activity))

    def plan_task(self, task: str, aims: Sequence[str], domain: str, who: str, start: int, end: int, text: str) -> None:
        activity = Activity(
            id=f"t_{task}_{domain}"[:48],
            domain=domain,
            aims=tuple(aims),
            task=task,
            responsible=who,
            start_week=min(start, 104),
            end_week=min(end, 104),
            text=self.play.wording(text),
        )
        self.play.do(SetActivity(activity=activity))

    def refer(self, service: str, warm: bool) -> bool:
        warm = warm and self.play.affords("refer_warm")
        return not self.play.do(Refer(service=service, warm=warm))

    def news(self) -> list[News]:
        """What happened since one last looked."""
        new = self.seen.news[self._reported :]
        self._reported = len(self.seen.news)
        return list(new)

    def note(self, elements: dict[str, str], actions: Sequence[tuple[Side, str, int]], again: int | None) -> None:
        """A note of the contact; `actions` are side, what, by which week; `again` when the file comes back."""
        week = self.seen.week
        self.play.do(
            Note(
                elements={key: self.play.wording(text) for key, text in elements.items()},
                actions=tuple(
                    Action(side=side, text=self.play.wording(what), week=min(by, 104)) for side, what, by in actions
                ),
                bring_forward=None if again is None or again <= week else min(again, 104),
            )
        )

    def story(self, since: int) -> str:
        """What was learnt from a week on, in a few lines."""
        new = [fact.text for fact in self.seen.facts if fact.week >= since and not fact.struck]
        return " ".join(new[-4:]) or "Nothing new was told; we went through what is under way."

    def stands(self) -> str:
        """Where services stand, for a note or a summary."""
        names = self.seen.services
        told = [f"{names[one].name}: {state.state} since week {state.since}" for one, state in self.seen.states.items()]
        return "; ".join(told) or "no service has begun"
