"""What a case conference brought: who sat there, what each partner said that was new, which waits can shorten."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.engine import Replay


@dataclass(frozen=True)
class Brought:
    """One conference: `told` is partner -> facts it said there, `hurried` are services whose queue it can move."""

    sequence: int
    week: int
    partners: tuple[str, ...]
    with_client: bool
    told: dict[str, tuple[str, ...]]
    hurried: tuple[str, ...]


def brought(run: Replay, seat: str) -> tuple[Brought, ...]:
    """Every conference of a run, as a seat knows it."""
    made = []
    for sequence, week, partners, with_client in run.case.conferences:
        told = {
            partner: tuple(
                known.fact
                for known in run.case.knowledge.get(seat, {}).values()
                if known.source == "conference" and known.by == partner and known.sequence == sequence
            )
            for partner in partners
        }
        made.append(Brought(sequence, week, partners, with_client, told, _hurried(run, sequence, partners)))
    return tuple(made)


def _hurried(run: Replay, sequence: int, partners: tuple[str, ...]) -> tuple[str, ...]:
    """Services the client waited for then, which one of the partners can speed up."""
    can = [service for one in partners for service in run.scenario.partner_by_id[one].shortens]
    waited = []
    for service in dict.fromkeys(can):
        own = [m.code for m in run.case.moments if m.subject == service and m.sequence < sequence]
        steps = [code for code in own if code in ("referred", "referred_warm", "started", "refused", "service_ended")]
        if steps and steps[-1] in ("referred", "referred_warm"):
            waited.append(service)
    return tuple(waited)
