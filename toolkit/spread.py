"""How raters differ: levels per partner, what to talk about first, and the three lenses.

Nobody may be recognised: a partner's levels are shown from `MIN_RATERS` raters on, and never so that what is left over
would give away fewer than that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from toolkit.assessment import LENS_VALUES, ItemResult, Results, Row
from toolkit.instrument import Instrument
from toolkit.reliability import Reliability, reliability

MIN_RATERS = 3
OTHERS = ""
"""Stands for all raters whose partner is not shown by itself."""


@dataclass(frozen=True)
class Spread:
    """The levels one partner's raters gave an item, in order; `partner_id` may be `OTHERS`."""

    partner_id: str
    scores: tuple[int, ...]

    @property
    def mean(self) -> float:
        return fmean(self.scores)


@dataclass(frozen=True)
class Point:
    """An item of the agenda; `divides` when some say met and others not, `variance` over the ranks of levels."""

    item: ItemResult
    divides: bool
    variance: float


class Tension(StrEnum):
    """What the lenses say against each other."""

    PAPER = "paper"
    """Agreed, and not what people do."""
    HABIT = "habit"
    """What people do, and nowhere agreed."""
    NO_EFFECT = "no_effect"
    """Agreed and done, and it does not lead where it should."""


@dataclass(frozen=True)
class Lenses:
    """Shares of "yes" through each lens, 0 to 1 ("partly" counts half); None where nobody said anything."""

    agreed: float | None = None
    practised: float | None = None
    works: float | None = None
    answers: int = 0

    @property
    def tension(self) -> Tension | None:
        agreed, practised, works = self.agreed, self.practised, self.works
        if agreed is not None and practised is not None:
            if agreed >= 0.75 and practised < 0.5:
                return Tension.PAPER
            if practised >= 0.75 and agreed < 0.5:
                return Tension.HABIT
            if works is not None and min(agreed, practised) >= 0.75 and works < 0.5:
                return Tension.NO_EFFECT
        return None


@dataclass(frozen=True)
class Differences:
    """Everything that follows from raters seeing things differently."""

    reliability: Reliability
    agenda: tuple[Point, ...]
    """Items raters scored differently, those to talk about first at the top."""
    partners: Mapping[str, tuple[Spread, ...]]
    """By item id, largest group first; empty where no partner may be shown by itself."""
    standards: Mapping[str, Mapping[str, float]]
    """Mean level of each standard for each partner: over the items where that partner may be shown."""
    lenses: Mapping[str, Lenses]
    """By item id and by standard id."""


def differences(
    instrument: Instrument, results: Results, rows: Sequence[Row], partner_of: Mapping[str, str]
) -> Differences:
    """`partner_of` gives the partner of each rater; raters without one belong to the others."""
    by_item: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_item[row.item_id].append(row)
    items = results.items()
    lenses = {item.node.id: lenses_of(by_item[item.node.id]) for item in items}
    for group in results.groups:
        used = [item.node.id for item in group.items if lenses[item.node.id].answers]
        lenses[group.node.id] = lenses_of(row for item_id in used for row in by_item[item_id])
    partners = {item.node.id: by_partner(by_item[item.node.id], partner_of) for item in items}
    return Differences(
        reliability=reliability((item.scores for item in items), instrument.scale.levels),
        agenda=agenda(instrument, items),
        partners=partners,
        standards={
            group.node.id: _means([spread for item in group.items for spread in partners[item.node.id]])
            for group in results.groups
        },
        lenses=lenses,
    )


def by_partner(rows: Iterable[Row], partner_of: Mapping[str, str]) -> tuple[Spread, ...]:
    """Levels of one item per partner, so that no group, shown or left over, has fewer than `MIN_RATERS` raters."""
    groups: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.rating.applicable and row.rating.score is not None:
            groups[partner_of.get(row.rater_id, OTHERS)].append(row.rating.score)
    rest = groups.pop(OTHERS, [])
    shown = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    while shown and (len(shown[-1][1]) < MIN_RATERS or 0 < len(rest) < MIN_RATERS):
        rest += shown.pop()[1]
    if not shown:
        return ()
    found = [Spread(partner, tuple(sorted(scores))) for partner, scores in shown]
    return (*found, Spread(OTHERS, tuple(sorted(rest)))) if rest else tuple(found)


def _means(spreads: Iterable[Spread]) -> dict[str, float]:
    scores: dict[str, list[int]] = defaultdict(list)
    for spread in spreads:
        scores[spread.partner_id] += spread.scores
    return {partner: fmean(given) for partner, given in scores.items()}


def agenda(instrument: Instrument, items: Iterable[ItemResult]) -> tuple[Point, ...]:
    """Items that raters scored differently: where the line "met" runs between them first, then the most scattered."""
    rank = instrument.scale.rank
    met = rank(instrument.scale.met) if instrument.scale.levels else 0
    points = []
    for item in items:
        if item.spread:
            ranks = [rank(score) for score in item.scores]
            mean = fmean(ranks)
            variance = fmean((one - mean) ** 2 for one in ranks)
            points.append(Point(item, min(ranks) < met <= max(ranks), variance))
    return tuple(
        sorted(points, key=lambda p: (not p.divides, -p.variance * p.item.node.weight, -p.item.gap, p.item.node.ref))
    )


def lenses_of(rows: Iterable[Row]) -> Lenses:
    ratings = [row.rating for row in rows if row.rating.applicable]
    said = [(r.agreed, r.practised, r.works) for r in ratings]
    given = [[value for value in values if value is not None] for values in zip(*said, strict=True)] or [[], [], []]
    agreed, practised, works = (fmean(values) / LENS_VALUES[-1] if values else None for values in given)
    return Lenses(agreed, practised, works, sum(values != (None, None, None) for values in said))
