"""What can happen to an invented client, and what it does not simply agree to."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.events import Condition, Event, Response
from scenarios.invented.content import EventPattern, Quality, StancePattern
from scenarios.invented.person import Person
from scenarios.invented.script import Script
from scenarios.invented.telling import Told
from scenarios.scenario import Reference, Stance
from scenarios.services import Service

_QUALITIES: tuple[Quality, ...] = ("good", "fair", "poor", "harmful")
"""Order of the answers in `events.en.yaml`."""
_ANSWERS = ("a", "b", "c", "d")
_AGREES_FROM = 52
_HEARD_FROM = 70
_NOT_BEFORE = 6


def events(person: Person, script: Script, told: Told) -> Iterator[Event]:
    """Events from the pool that fit this life, one dilemma among them, and one that only a trainer sends."""
    pool = person.patterns.events
    fitting = [name for name in person.shuffled("event", pool) if _fits(person, pool[name])]
    dilemma = next(name for name in fitting if pool[name].dilemma and not pool[name].inject)
    others = [name for name in fitting if not pool[name].dilemma]
    others.sort(key=lambda name: not pool[name].at_most)
    injects = [name for name in fitting if pool[name].inject][:1]
    chosen = [*others[: person.dial.events - 2], dilemma, *injects]
    for name in chosen:
        yield _event(person, script, told, name, pool[name])


def _fits(person: Person, pattern: EventPattern) -> bool:
    low = all(person.levels[domain] <= highest for domain, highest in pattern.at_most.items())
    return low and person.fits(pattern.fits)


def _event(person: Person, script: Script, told: Told, name: str, pattern: EventPattern) -> Event:
    order: list[Quality] = person.shuffled(f"answers/{name}", _QUALITIES)
    responses = []
    script.write(f"events.{name}.title", ("events", name, "title"))
    script.write(f"events.{name}.text", ("events", name, "text"))
    for answer, quality in zip(_ANSWERS, order, strict=True):
        effect = person.patterns.frame.quality[quality]
        if pattern.gains and quality == "good":
            effect = effect.model_copy(update={"levels": {pattern.gains: 1}})
        responses.append(
            Response(
                id=answer,
                quality=quality,
                principle=pattern.principle,
                minutes=pattern.minutes[_QUALITIES.index(quality)],
                effect=effect,
            )
        )
        path = ("events", name, "answers", _QUALITIES.index(quality))
        script.write(f"events.{name}.responses.{answer}.label", (*path, 0))
        script.write(f"events.{name}.responses.{answer}.result", (*path, 1))
    return Event(
        id=name,
        inject=pattern.inject,
        crisis=pattern.crisis,
        when=Condition(
            weeks=pattern.weeks,
            at_most=pattern.at_most,
            known=(told.main[pattern.knows],) if pattern.knows else (),
        ),
        chance=pattern.chance,
        effect=pattern.effect,
        responses=tuple(responses),
        ignored=pattern.ignored,
        standing=_ANSWERS[order.index("good")],
    )


def stances(
    person: Person, script: Script, told: Told, plan: Reference, services: tuple[Service, ...]
) -> Iterator[Stance]:
    """Objections with a reason in this life; what the reference plan proposes is never refused for good."""
    offered = [one.id for one in services]
    planned = {activity.service: activity.week for activity in plan.activities}
    taken: set[str] = set()
    pool = person.patterns.stances
    possible = [n for n in person.shuffled("stance", pool) if person.levels[pool[n].domain] <= pool[n].highest]
    possible.sort(key=lambda name: not any(service in planned for service in pool[name].services))
    for name in possible:
        pattern = pool[name]
        free = [s for s in pattern.services if s in offered and s not in taken]
        if pattern.answer == "refuses":
            free = [service for service in free if service not in planned]
        free.sort(key=lambda service: service not in planned)
        if not free or len(taken) == person.dial.stances:
            continue
        taken.add(free[0])
        script.write(f"stances.{name}", script.next_of(script.voice("stance")), ("stances", name))
        yield _stance(person, told, name, pattern, free[0], planned)


def _stance(
    person: Person, told: Told, name: str, pattern: StancePattern, service: str, planned: dict[str, int]
) -> Stance:
    trust = _AGREES_FROM + person.dial.keys if pattern.until == "trust" else 101
    reason: tuple[str, ...] = ()
    if pattern.until == "told":
        trust, reason = _HEARD_FROM, (told.main[pattern.domain],)
    week = planned.get(service, _NOT_BEFORE) if pattern.until == "week" else None
    return Stance(
        id=name,
        service=service,
        answer=pattern.answer,
        until_trust=trust,
        until_told=reason,
        not_before=week,
    )
