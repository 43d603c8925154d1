"""What a person at the case page can see at a moment, as plain values: the only thing a player is given.

Not among it: trust, motivation, stress, true levels, keys of facts, untold facts, the reference plan, the quality of
responses, the rubric, coming events. Two things a page shows as words stand here as a value, because a player cannot
read: the level that a note describes (`FactSeen.level`; a person lays the note beside the anchors of the domain), and
whether the rules a provider publishes admit the client (`ServiceSeen.open_to`; a person reads the description or asks).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.case import SUPPORT
from scenarios.client import Gender, Profile
from scenarios.engine import Replay
from scenarios.facts import FactKind, Technique
from scenarios.loader import Words
from scenarios.plan import Activity, Aim, Rating
from scenarios.run import Place
from scenarios.scenario import PartnerKind
from scenarios.services import Eligibility, Service, ServiceKind
from scenarios.story import HIDDEN
from toolkit.loader import activities as pool


@dataclass(frozen=True)
class FactSeen:
    """A line of the notebook."""

    id: str
    domain: str
    kind: FactKind
    level: int
    text: str
    source: str
    """client, file, partner, conference, event, seat or trainer."""
    week: int
    struck: bool
    """Shown struck through: something known shows that it is not true (any more)."""


@dataclass(frozen=True)
class Heard:
    """One sentence and what the client answered to it."""

    week: int
    technique: Technique
    topic: str
    reply: str
    told: tuple[str, ...]
    """Facts that appeared in the notebook with it."""


@dataclass(frozen=True)
class ServiceSeen:
    """A line of the catalogue of local services."""

    id: str
    provider: str
    kind: ServiceKind
    domains: tuple[str, ...]
    waiting_weeks: int
    """As stated; the true wait may differ."""
    duration_weeks: int
    hours_per_week: int
    name: str
    description: str
    open_to: bool
    """Whether the published rules on age, gender, schooling, months without work and groups admit the client."""
    for_need: Mapping[str, int]
    """Domain -> highest level at which the provider sees a need."""
    wants_levels: Mapping[str, int]
    """Domain -> lowest level that must be in place before."""
    wants_services: tuple[str, ...]
    """Services that must have been completed before."""


@dataclass(frozen=True)
class PartnerSeen:
    id: str
    kind: PartnerKind
    name: str
    own: bool
    """Whether it is the player's own institution."""
    consent: str
    """given, refused, withdrawn; empty if never asked."""
    enquiry: str
    """waiting, answered, refused; empty if never sent."""


@dataclass(frozen=True)
class ResponseSeen:
    id: str
    label: str
    minutes: int


@dataclass(frozen=True)
class EventSeen:
    """Something that waits for an answer."""

    id: str
    crisis: bool
    title: str
    text: str
    responses: tuple[ResponseSeen, ...]


@dataclass(frozen=True)
class ServiceState:
    """Where the client stands with a service: referred, waiting, active, completed, dropped, refused, ended."""

    state: str
    since: int


@dataclass(frozen=True)
class Objection:
    """What the client does not agree to, in the client's own words."""

    activity: str
    answer: str
    """bargains or refuses."""
    words: str


@dataclass(frozen=True)
class News:
    """A line of "What happened"; `code` and `subject` as in `Case.moments`, hidden ones left out."""

    week: int
    code: str
    subject: str


@dataclass(frozen=True)
class Seen:
    week: int
    stage: str
    minutes: int
    """Left in this week."""
    prices: Mapping[str, int]
    profile: Profile
    seat: str
    place: Place | None
    """Where the present conversation takes place; None if there is none."""
    facts: tuple[FactSeen, ...]
    heard: tuple[Heard, ...]
    """All sentences so far, oldest first."""
    here: tuple[Heard, ...]
    """Those of the present conversation."""
    consent: str
    """To being supported: given, refused, withdrawn, empty."""
    ratings: Mapping[str, Rating]
    """Own rating, priority, and the client's own view where it was asked."""
    services: Mapping[str, ServiceSeen]
    tasks: Mapping[str, tuple[str, ...]]
    """Task of the pool of activities -> domains it is for."""
    partners: Mapping[str, PartnerSeen]
    aims: Mapping[str, Aim]
    activities: Mapping[str, Activity]
    answered: bool
    """Whether the client has heard the plan as it stands now."""
    objections: tuple[Objection, ...]
    agreed_week: int | None
    """Week of the latest agreement."""
    in_force: bool
    """Whether the plan as it stands now is agreed."""
    states: Mapping[str, ServiceState]
    events: tuple[EventSeen, ...]
    news: tuple[News, ...]
    notes: tuple[int, ...]
    """Week of each note."""

    @property
    def employed(self) -> bool:
        """Whether the client works, as the client told: the last news about a job."""
        last = next((one.code for one in reversed(self.news) if one.code in ("job_found", "job_lost")), "")
        return last == "job_found"

    def known(self, domain: str) -> list[FactSeen]:
        """What is known and not struck through in a domain."""
        return [fact for fact in self.facts if fact.domain == domain and not fact.struck]


class Eyes:
    """Looks at a replay for one seat. What never changes in a run is read once."""

    def __init__(self, run: Replay, seat: str, words: Words) -> None:
        self._run, self._seat, self._words = run, seat, words
        self._heard: list[Heard] = []
        self._news: list[News] = []
        self._moments = 0
        self._lines: dict[tuple[str, str, bool], FactSeen] = {}
        self._names = {one.id: words(f"partners.{one.id}.name") for one in run.scenario.partners}
        self._services = {one.id: self._service(one) for one in run.inputs.system.services}
        self._tasks = {name: tuple(str(domain) for domain in one.domains) for name, one in pool().items()}

    def look(self) -> Seen:
        run, seat, words = self._run, self._seat, self._words
        case, scenario = run.case, run.scenario
        consents, own = case.consent.get(seat, {}), scenario.seat_by_id[seat].partner
        last = {one.partner: one.state for one in case.enquiries if one.seat == seat}
        meeting = case.meeting if case.meeting and case.meeting.seat == seat else None
        self._catch_up()
        before = sum(turn.sequence <= meeting.sequence for turn in case.turns) if meeting else len(case.turns)
        plan, answered = case.plan, case.plan.answered
        return Seen(
            week=case.week,
            stage=case.stage,
            minutes=case.minutes_left,
            prices=run.manners.minutes,
            profile=scenario.client.profile,
            seat=seat,
            place=meeting.place if meeting else None,
            facts=tuple(self._facts()),
            heard=tuple(self._heard),
            here=tuple(self._heard[before:]),
            consent=consents.get(SUPPORT, ""),
            ratings=dict(case.ratings),
            services=self._services,
            tasks=self._tasks,
            partners={
                one.id: PartnerSeen(
                    one.id,
                    one.kind,
                    self._names[one.id],
                    one.id == own,
                    consents.get(one.id, ""),
                    last.get(one.id, ""),
                )
                for one in scenario.partners
            },
            aims=dict(plan.aims),
            activities=dict(plan.activities),
            answered=answered is not None,
            objections=tuple(
                Objection(one.activity, one.answer, words.get(f"stances.{one.stance}"))
                for one in (answered.objections if answered else ())
            ),
            agreed_week=plan.agreed.week if plan.agreed else None,
            in_force=plan.agreed is not None and plan.agreed.version == plan.version,
            states={name: ServiceState(state, case.service_since[name]) for name, state in case.services.items()},
            events=tuple(self._event(one.event) for one in case.events.values() if one.state == "open"),
            news=tuple(self._news),
            notes=tuple(one.week for one in case.notes if one.seat == seat),
        )

    def _catch_up(self) -> None:
        """Add what was said and what happened since the last look; neither ever changes afterwards."""
        case = self._run.case
        for turn in case.turns[len(self._heard) :]:
            self._heard.append(Heard(turn.week, turn.technique, turn.topic, self._words.get(turn.reply), turn.told))
        for one in case.moments[self._moments :]:
            if one.code not in HIDDEN:
                self._news.append(News(one.week, one.code, one.subject))
        self._moments = len(case.moments)

    def _facts(self) -> list[FactSeen]:
        case, by_id, words = self._run.case, self._run.scenario.fact_by_id, self._words
        seen = []
        for one in case.knowledge.get(self._seat, {}).values():
            fact = by_id[one.fact]
            struck = fact.corrected_by is not None and case.knows(self._seat, fact.corrected_by)
            key = (fact.id, one.source, struck)
            if key not in self._lines:
                paper = one.source in ("file", "partner", "conference")
                text = (words.get(f"facts.{fact.id}.record") if paper else "") or words(f"facts.{fact.id}.note")
                self._lines[key] = FactSeen(
                    fact.id, fact.domain, fact.kind, fact.level, text, one.source, one.week, struck
                )
            seen.append(self._lines[key])
        return seen

    def _service(self, one: Service) -> ServiceSeen:
        return ServiceSeen(
            id=one.id,
            provider=one.provider,
            kind=one.kind,
            domains=one.domains,
            waiting_weeks=one.waiting_weeks,
            duration_weeks=one.duration_weeks,
            hours_per_week=one.hours_per_week,
            name=self._words.get(f"services.{one.id}.name", one.id),
            description=self._words.get(f"services.{one.id}.description"),
            open_to=admits(one.eligibility, self._run.scenario.client.profile),
            for_need=one.eligibility.need,
            wants_levels=one.prerequisites.levels,
            wants_services=one.prerequisites.services,
        )

    def _event(self, event_id: str) -> EventSeen:
        event, words = self._run.scenario.event_by_id[event_id], self._words
        return EventSeen(
            event.id,
            event.crisis,
            words(f"events.{event.id}.title"),
            words(f"events.{event.id}.text"),
            tuple(
                ResponseSeen(one.id, words(f"events.{event.id}.responses.{one.id}.label"), one.minutes)
                for one in event.offered
            ),
        )


def admits(rules: Eligibility, profile: Profile) -> bool:
    """Whether published rules admit somebody of this register entry; needs are another matter."""
    return (
        rules.age_min <= profile.age <= rules.age_max
        and rules.gender in (None, profile.gender)
        and profile.education <= rules.education_max
        and profile.months_unemployed >= rules.months_unemployed_min
        and (not rules.groups or bool(set(rules.groups) & set(profile.groups)))
    )


def pronouns(profile: Profile) -> tuple[str, ...]:
    """How texts speak of the client."""
    first = profile.name.split()[0].lower()
    if profile.gender is Gender.FEMALE:
        return (first, "her", "she", "herself", "hers")
    if profile.gender is Gender.MALE:
        return (first, "him", "he", "himself", "his")
    return (first, "them", "they", "themself", "their")
