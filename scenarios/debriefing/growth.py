"""Progress of one person over practice runs: growth per skill, standards practised, the case that suits next.

Pure rules on what each run shows; nobody is compared with anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scenarios.criteria import criteria
from scenarios.debriefing.debrief import needs_found
from scenarios.engine import Replay
from scenarios.facts import Technique
from scenarios.scenario import Scenario
from scenarios.scoring.practice import Practice

GOOD = 700
"""Share of what was expected, in thousandths, from which a standard counts as practised well."""
QUESTIONS = (Technique.OPEN, Technique.PROBE, Technique.CLOSED)
LISTENING = (Technique.REFLECT, Technique.PARAPHRASE, Technique.SUMMARISE, Technique.AFFIRM)


@dataclass(frozen=True)
class Habits:
    """What a person did in a run, in figures that can be watched over time; None where nothing can be said."""

    open_questions: int | None
    """Open questions and probes among all questions, per cent."""
    listening: int | None
    """Reflecting, paraphrasing, summarising and affirming among all sentences, per cent."""
    needs: int | None
    """Areas of life in need of which something true came to light, per cent."""
    first_enquiry: int | None
    """Week in which the first partner was asked."""
    first_plan: int | None
    """Week in which the first plan was agreed."""


@dataclass(frozen=True)
class Played:
    """One run as progress needs it."""

    run_id: str
    scenario_id: str
    at: datetime
    finished: bool
    practice: Practice
    habits: Habits


@dataclass(frozen=True)
class Standard:
    """How a standard of the toolkit was practised: latest and best share, in thousandths, and in how many runs."""

    id: str
    latest: int
    best: int
    runs: int

    @property
    def good(self) -> bool:
        return self.best >= GOOD


def habits(run: Replay) -> Habits:
    """What was done in a run, apart from how it is judged."""
    said = [turn.technique for turn in run.case.turns]
    questions = [technique for technique in said if technique in QUESTIONS]
    found, missed = needs_found(run)
    asked = [enquiry.asked for enquiry in run.case.enquiries]
    agreed = run.case.plan.agreements
    return Habits(
        open_questions=_percent(sum(one is not Technique.CLOSED for one in questions), len(questions)),
        listening=_percent(sum(one in LISTENING for one in said), len(said)),
        needs=_percent(len(found), len(found) + len(missed)) if said else None,
        first_enquiry=min(asked, default=None),
        first_plan=agreed[0].week if agreed else None,
    )


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def standards(runs: Sequence[Played]) -> list[Standard]:
    """Every standard that practice exercises, in the order of the debrief; `runs` from the first to the latest."""
    shares: dict[str, list[int]] = {}
    meaning = criteria()
    for name, criterion in meaning.items():
        for standard in criterion.standards:
            shares.setdefault(standard, [])
            shares[standard] += [one.share for run in runs for one in run.practice.criteria if one.id == name]
    return [
        Standard(id=name, latest=found[-1] if found else 0, best=max(found, default=0), runs=len(found))
        for name, found in shares.items()
    ]


def weakest(practice: Practice, most: int = 3) -> list[str]:
    """Criteria with the lowest share that count in their scenario, the lowest first; what went well is left out."""
    low = [one for one in practice.criteria if one.weight and one.share < GOOD]
    return [one.id for one in sorted(low, key=lambda one: one.share)[:most]]


@dataclass(frozen=True)
class Suggestion:
    """A scenario to play next, with the criteria it exercises of those that went least well."""

    scenario_id: str
    criteria: tuple[str, ...]


def next_case(last: Played, played: Iterable[str], library: Mapping[str, Scenario]) -> Suggestion | None:
    """The unplayed scenario that best exercises what went least well, at most one step harder after a good run.

    None when every scenario has been played.
    """
    before = library.get(last.scenario_id)
    level = before.difficulty if before else 3
    ceiling = min(5, level + 1) if last.practice.share >= GOOD else level
    weak = weakest(last.practice)
    done = set(played)
    ranked = [
        (
            scenario.difficulty > ceiling,
            -len(exercised := _exercised(scenario, weak)),
            abs(scenario.difficulty - ceiling),
            name,
            exercised,
        )
        for name, scenario in library.items()
        if name not in done
    ]
    if not ranked:
        return None
    _, _, _, name, exercised = min(ranked)
    return Suggestion(name, exercised)


def _exercised(scenario: Scenario, weak: Sequence[str]) -> tuple[str, ...]:
    aimed = {objective.criterion for objective in scenario.objectives}
    return tuple(name for name in weak if name in aimed)
