"""The dilemmas a run met: every possible answer with the principle it touches, and which one was given."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.engine import Replay
from scenarios.events import Principle, Response

QUALITIES = ("good", "fair", "poor", "harmful")


@dataclass(frozen=True)
class Dilemma:
    """An event with principles at stake; `chosen` is empty when nobody answered in time or it still waits."""

    event: str
    week: int
    sequence: int
    state: str
    chosen: str
    options: tuple[Response, ...]
    """The best answer in the spirit of the code first."""
    principles: tuple[Principle, ...]


def met(run: Replay) -> tuple[Dilemma, ...]:
    """Every dilemma that came up, in order of its week."""
    found = []
    for happened in run.case.events.values():
        event = run.scenario.event_by_id[happened.event]
        principles = tuple(dict.fromkeys(one.principle for one in event.responses if one.principle))
        if principles:
            options = sorted(event.responses, key=lambda one: QUALITIES.index(one.quality))
            found.append(
                Dilemma(
                    event.id,
                    happened.week,
                    happened.sequence,
                    happened.state,
                    happened.response,
                    tuple(options),
                    principles,
                )
            )
    return tuple(found)
