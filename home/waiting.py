"""What is mine and what waits for me, gathered from the rooms."""

from __future__ import annotations

from dataclasses import dataclass

from partnership import service as agreements
from scenarios import service as practice
from scenarios.service import caseloads
from studio.identity import Actor, Role
from studio.rights import allowed
from toolkit.services import assess
from workshop.services import lead, work


@dataclass(frozen=True)
class Waiting:
    """Newest first; at most a handful of each, the rooms show the rest."""

    agreements: list[agreements.Summary]
    assessments: list[assess.Listed]
    runs: list[practice.Progress]
    """Not finished yet."""
    caseloads: list[caseloads.Listed]
    """Not finished yet."""
    led: list[lead.WorkshopInfo]
    joined: list[work.SeatInfo]

    @property
    def nothing(self) -> bool:
        return not (self.agreements or self.assessments or self.runs or self.caseloads or self.led or self.joined)


def waiting(actor: Actor, limit: int = 5) -> Waiting:
    staff = allowed(actor, "agreement.create")
    return Waiting(
        agreements=agreements.listed(actor)[:limit] if staff or actor.role is Role.PARTNER else [],
        assessments=[one for one in assess.listed(actor) if staff or not one.closed][:limit],
        runs=[run for run in practice.mine(actor) if not run.finished][:limit],
        caseloads=[one for one in caseloads.mine(actor) if not one.finished][:limit],
        led=[one for one in lead.workshops(actor) if one.closed_at is None][:limit],
        joined=work.my_workshops(actor)[:limit],
    )
