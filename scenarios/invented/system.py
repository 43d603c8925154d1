"""The local partnership of an invented client: institutions, services that take the client, a good plan with them."""

from __future__ import annotations

from scenarios.client import DOMAINS, Gender
from scenarios.facts import Fact
from scenarios.invented.content import ServicePattern
from scenarios.invented.person import Person
from scenarios.invented.script import Script
from scenarios.invented.telling import Told, priorities
from scenarios.scenario import Alternative, Partner, Reference, ReferenceActivity
from scenarios.services import Eligibility, Service

FEWEST, MOST = 12, 16
_WORK = ("job_search", "skills", "work_experience")
"""Domains that come when the ground carries, in this order."""
_WORK_FROM, _WORK_STEP = 6, 2
_BASE = ("pes", "csw", "municipality", "health")
_LONG_WAIT = 3
_PLAN_WEEKS = {1: 20, 2: 22, 3: 26, 4: 28, 5: 30}
_CLOSE = ("family_safety", "mental_health", "substance_use", "housing", "physical_health")
"""A crisis here asks for a contact every week."""


def takes(person: Person, pattern: ServicePattern) -> bool:
    """Whether a provider would take this client."""
    return (
        person.fits(pattern.fits)
        and all(person.levels[domain] <= highest for domain, highest in pattern.need.items())
        and all(person.levels[domain] >= lowest for domain, lowest in pattern.at_least.items())
    )


def for_domain(person: Person, domain: str) -> list[str]:
    """Services that work on a domain and take the client: its own first, the immediate before the lasting, by rank."""
    services = person.patterns.services
    fitting = [name for name, one in services.items() if domain in one.domains and takes(person, one)]
    return sorted(
        fitting,
        key=lambda name: (
            services[name].domains[0] != domain,
            not services[name].immediate,
            services[name].rank,
            tuple(services).index(name),
        ),
    )


def catalogue(person: Person, script: Script) -> tuple[Service, ...]:
    """Twelve to sixteen services: two or three for each priority, the general ones, and some for what is coped with."""
    wanted = priorities(person)
    chosen: dict[str, None] = {}
    for depth in range(3):
        for domain in wanted:
            chosen |= dict.fromkeys(for_domain(person, domain)[depth : depth + 1])
    services = person.patterns.services
    chosen |= dict.fromkeys(name for name, one in services.items() if one.general and takes(person, one))
    for domain in person.shuffled("catalogue", DOMAINS):
        if len(chosen) < FEWEST or (len(chosen) < MOST - 1 and person.levels[domain] == 2):
            chosen |= dict.fromkeys(for_domain(person, domain)[:1])
    names = list(chosen)[:MOST]
    for name in names:
        script.write(f"services.{name}.name", ("services", name, "name"))
        script.write(f"services.{name}.description", ("services", name, "description"))
    return tuple(_service(person, name) for name in sorted(names, key=tuple(services).index))


def _service(person: Person, name: str) -> Service:
    pattern = person.patterns.services[name]
    low, high = pattern.fits.age
    return Service(
        id=name,
        provider=pattern.provider,
        kind=pattern.kind,
        domains=pattern.domains,
        capacity=max(2, pattern.capacity // (2 if person.client.profile.rural else 1)),
        waiting_weeks=pattern.waiting * person.dial.waiting // 100,
        duration_weeks=pattern.duration,
        hours_per_week=pattern.hours,
        cost_per_week=pattern.cost,
        dropout=pattern.dropout,
        eligibility=Eligibility(
            age_min=low,
            age_max=high,
            gender=Gender(pattern.fits.gender) if pattern.fits.gender else None,
            months_unemployed_min=pattern.months,
            groups=pattern.groups,
            need=pattern.need,
        ),
    )


def partners(person: Person, script: Script, told: Told, services: tuple[Service, ...]) -> tuple[Partner, ...]:
    """The four institutions that are everywhere, and whoever offers or knows something here."""
    needed = {*_BASE, *(one.provider for one in services), *(p for fact in told.facts for p in fact.known_by)}
    found = []
    for name, pattern in person.patterns.partners.items():
        if name not in needed:
            continue
        waits = {s.id: max(1, s.waiting_weeks // 2) for s in services if s.provider == name}
        long_ = {s.id for s in services if s.waiting_weeks >= _LONG_WAIT}
        reply = pattern.reply and max(0, pattern.reply + (person.code.difficulty - 3) // 2)
        found.append(
            Partner(
                id=name,
                kind=pattern.kind,
                reply_weeks=reply,
                withholds=told.withheld.get(name, ()),
                shortens={service: weeks for service, weeks in waits.items() if service in long_},
            )
        )
        script.write(f"partners.{name}.name", ("partners", "names", name, person.code.territory))
        script.write(f"partners.{name}.answer", script.one_of(f"answer/{name}", ("partners", "answer", name)))
        script.write(f"partners.{name}.refusal", ("partners", "refusal", name))
        script.write(f"partners.{name}.position", ("partners", "position", name))
    return tuple(found)


def reference(person: Person, told: Told, services: tuple[Service, ...]) -> Reference:
    """The good plan, by rule: each priority gets its first service (a crisis the immediate and the lasting one), two
    referrals a week in order of urgency, help towards work from week 6; without any, job counselling or the club."""
    wanted, offered = priorities(person), {one.id for one in services}
    planned: list[ReferenceActivity] = []
    used: set[str] = set()

    def plan(domain: str, week: int, most: int) -> None:
        for name in [one for one in for_domain(person, domain) if one in offered and one not in used][:most]:
            used.add(name)
            planned.append(ReferenceActivity(service=name, domain=domain, week=week))

    first = [domain for domain in wanted if domain not in _WORK]
    for number, domain in enumerate(first):
        immediate = any(person.patterns.services[name].immediate for name in for_domain(person, domain))
        plan(domain, 1 + number // 2, 2 if immediate else 1)
    work = [domain for domain in _WORK if domain in wanted]
    for number, domain in enumerate(work or ["job_search"]):
        plan(domain, _WORK_FROM + _WORK_STEP * number, 1)
    crisis = any(person.levels[domain] == 0 for domain in _CLOSE)
    return Reference(
        priorities=wanted,
        hopes=told.hopes[:1],
        enquiries=_enquiries(wanted, told),
        activities=tuple(planned),
        contact_weeks=1 if crisis else 2,
        weeks=_PLAN_WEEKS[person.code.difficulty],
    )


def _enquiries(wanted: tuple[str, ...], told: Told) -> tuple[str, ...]:
    """Partners that know something for a priority, or have a file that must be put right; at most four."""

    def worth(fact: Fact) -> bool:
        return fact.id in told.drawer or fact.corrected_by is not None or fact.domain in wanted

    held = {f for facts in told.withheld.values() for f in facts}
    asked = [p for fact in told.facts if worth(fact) and fact.id not in held for p in fact.known_by if p != "pes"]
    return tuple(sorted(dict.fromkeys(asked), key=lambda name: (-asked.count(name), name))[:4])


def alternatives(
    person: Person, script: Script, plan: Reference, services: tuple[Service, ...]
) -> tuple[Alternative, ...]:
    """Services with the same main domain as one of the plan that are not in the plan themselves."""
    planned = {activity.service for activity in plan.activities}
    found = []
    main = {one.id: one.domains[0] for one in services}
    immediate = {name for name, one in person.patterns.services.items() if one.immediate}
    for name in main:
        others = tuple(o for o in main if o != name and main[o] == main[name] and o not in planned | immediate)
        if name in planned and name not in immediate and others:
            found.append(Alternative(id=f"{name}_or", instead_of=name, any_of=others))
            script.write(f"alternatives.{name}_or", ("frame", "alternatives"))
    return tuple(found)
