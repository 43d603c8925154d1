"""Places in services as a desk can know them: when the next one becomes free."""

from __future__ import annotations

from scenarios.caseload.replay import Caseload
from scenarios.weeks.enrolment import Enrolment
from scenarios.weeks.state import Status


def free_from(load: Caseload, service_id: str) -> int | None:
    """The week in which the next place becomes free, not counting those of this desk who wait; None within a year."""
    position = load.exercise.system.index[service_id]
    offer, service = load.engine.compiled.offers[position], load.exercise.system.services[position]
    status, since = load.world.status[:, position], load.world.since[:, position]
    active = status == Status.ACTIVE
    for week in range(load.week, load.week + 53):
        inside = int((active & (since + service.duration_weeks > week)).sum())
        if service.capacity - Enrolment.outside(week, offer) - inside > 0:
            return week
    return None
