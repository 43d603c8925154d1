"""What a plan still lacks to be an implementation protocol (guidelines 5.5, template): pure rules, codes for a view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.case import Case
from scenarios.services import ServiceSystem


@dataclass(frozen=True)
class Gap:
    """One thing missing: its code, the area of life, and the aim or activity (id) it is about."""

    code: str
    domain: str = ""
    item: str = ""


def areas(case: Case) -> tuple[str, ...]:
    """Areas of life the plan is about: priorities first, the most pressing ahead, then others that hold something."""
    priorities = [(4 if one.level is None else one.level, name) for name, one in case.ratings.items() if one.priority]
    order = list(case.ratings)
    priorities.sort(key=lambda pair: (pair[0], order.index(pair[1])))
    aims = [one.domain for one in case.plan.aims.values()]
    activities = [one.domain for one in case.plan.activities.values()]
    return tuple(dict.fromkeys([*(name for _, name in priorities), *aims, *activities]))


def gaps(case: Case, seat: str, own: str, system: ServiceSystem) -> tuple[Gap, ...]:
    """Everything that is missing, in the order in which one would add it; `own` is the case manager's institution."""
    return (*_needs(case), *_items(case, seat, own, system), *_agreement(case))


def _needs(case: Case) -> Iterator[Gap]:
    priorities = [name for name in areas(case) if name in case.ratings and case.ratings[name].priority]
    if not priorities:
        yield Gap("no_priority")
    for name in priorities:
        if not any(aim.domain == name for aim in case.plan.aims.values()):
            yield Gap("no_aim", name)
        if not any(one.domain == name for one in case.plan.activities.values()):
            yield Gap("no_activity", name)


def _items(case: Case, seat: str, own: str, system: ServiceSystem) -> Iterator[Gap]:
    for aim in case.plan.aims.values():
        if not aim.specific:
            yield Gap("aim_thin", aim.domain, aim.id)
        if not aim.measurable:
            yield Gap("aim_unmeasured", aim.domain, aim.id)
    for one in case.plan.activities.values():
        if not one.scheduled:
            yield Gap("no_time_line", one.domain, one.id)
        if one.responsible is None:
            yield Gap("nobody_responsible", one.domain, one.id)
        if not one.aims:
            yield Gap("without_aim", one.domain, one.id)
        if one.service:
            provider = system.service(one.service).provider
            if provider != own and not case.consents(seat, provider):
                yield Gap("no_consent", one.domain, one.id)


def _agreement(case: Case) -> Iterator[Gap]:
    plan = case.plan
    if not plan.activities or (plan.agreed is not None and plan.agreed.version == plan.version):
        return
    if plan.answered is None:
        yield Gap("not_discussed")
    elif plan.answered.objections:
        yield Gap("objections")
    else:
        yield Gap("not_agreed")


def offers(system: ServiceSystem, domain: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Services for an area of life (those mainly for it first), and all others."""
    for_it = [one for one in system.services if domain in one.domains]
    for_it.sort(key=lambda one: one.domains.index(domain))
    return tuple(one.id for one in for_it), tuple(one.id for one in system.services if domain not in one.domains)
