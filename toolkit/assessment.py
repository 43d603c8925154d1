"""Results of an assessment, computed from rows: one per rater and item, consensus rows beside them.

Score, result, status, comment and evidence are different things and stay apart: the score is what a rater gives, the
status where the rater stands with the item, the result what the score means against the instrument's scale. Items
that do not apply and items nobody answered are counted separately and never as zero.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from toolkit.instrument import Direction, Importance, Instrument, Node

MAX_COMMENT = 20_000
Comment = Annotated[str, StringConstraints(max_length=MAX_COMMENT)]


class Status(StrEnum):
    """Where a rater stands with an item."""

    TO_DO = "to_do"
    LATER = "later"
    DONE = "done"


class Result(StrEnum):
    """What an answer means."""

    NOT_ANSWERED = "not_answered"
    NOT_APPLICABLE = "not_applicable"
    NOT_MET = "not_met"
    PARTLY_MET = "partly_met"
    MET = "met"


class Lens(StrEnum):
    """Three ways to look at one item: is it agreed, is it what people do, does it lead to what it is for."""

    AGREED = "agreed"
    PRACTISED = "practised"
    WORKS = "works"


LENS_VALUES = (0, 1, 2)
"""No, partly, yes."""

LensValue = Annotated[int, Field(ge=0, le=2)]


class Rating(BaseModel):
    """One rater's answer to one item; `later` is the rater's own mark to come back to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    score: int | None = None
    applicable: bool = True
    later: bool = False
    comment: Comment = ""
    evidence: Comment = ""
    agreed: LensValue | None = None
    practised: LensValue | None = None
    works: LensValue | None = None

    @property
    def answered(self) -> bool:
        return self.score is not None or not self.applicable


class Consensus(BaseModel):
    """What raters agreed on for one item, why, and who saw it otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    score: int | None = None
    applicable: bool = True
    reason: Comment = ""
    dissent: Comment = ""

    @property
    def reached(self) -> bool:
        return self.score is not None or not self.applicable


@dataclass(frozen=True, slots=True)
class Row:
    """A rating with its place: item and rater."""

    item_id: str
    rater_id: str
    rating: Rating


@dataclass(frozen=True)
class ItemResult:
    """One item over all raters; `scores` are those of raters who found it applicable, in the order of rows.

    `value` is the consensus score where there is one, else the mean of the scores (None where nobody scored);
    `spread` is highest minus lowest, `gap` the levels missing to the level that counts as met.
    """

    node: Node
    scores: tuple[int, ...]
    answers: int
    not_applicable: int
    value: float | None
    spread: int
    result: Result
    gap: float
    comments: tuple[str, ...]
    evidence: tuple[str, ...]
    consensus: Consensus | None


@dataclass(frozen=True)
class GroupResult:
    """One heading: weighted `mean` and `floor` (the worst item) over scored items, and how many were scored."""

    node: Node
    items: tuple[ItemResult, ...]
    mean: float | None
    floor: float | None
    scored: int
    not_applicable: int
    not_answered: int
    met: int


@dataclass(frozen=True)
class Thoughts:
    """What raters wrote to one prompt."""

    node: Node
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    groups: tuple[GroupResult, ...]
    gaps: tuple[ItemResult, ...]
    """Items below the level that counts as met, most pressing first."""
    mean: float | None
    floor: float | None
    raters: int
    thoughts: tuple[Thoughts, ...] = ()
    """What was written to prompts, in order."""

    def items(self) -> tuple[ItemResult, ...]:
        return tuple(item for group in self.groups for item in group.items)


def results(instrument: Instrument, rows: Iterable[Row], agreed: Mapping[str, Consensus] | None = None) -> Results:
    """Everything that follows from the rows and what was agreed by item id.

    Rows of items the instrument does not have are ignored.
    """
    reached = {item_id: consensus for item_id, consensus in (agreed or {}).items() if consensus.reached}
    by_item: dict[str, list[Row]] = defaultdict(list)
    raters: set[str] = set()
    nodes = {node.id: node for node in instrument.items()}
    for row in rows:
        by_item[row.item_id].append(row)
        if row.item_id in nodes and answered(nodes[row.item_id], row.rating):
            raters.add(row.rater_id)
    groups = tuple(
        _group(
            instrument,
            group,
            [_item(instrument, node, by_item[node.id], reached.get(node.id)) for node in instrument.scored(group.id)],
        )
        for group in instrument.groups()
        if instrument.scored(group.id)
    )
    items = [item for group in groups for item in group.items]
    return Results(
        groups=groups,
        gaps=_ranked(items),
        mean=_mean(items),
        floor=_floor(instrument, items),
        raters=len(raters),
        thoughts=tuple(
            Thoughts(node, tuple(row.rating.comment for row in by_item[node.id] if row.rating.comment.strip()))
            for node in instrument.items()
            if node.prompt
        ),
    )


def answered(node: Node, rating: Rating) -> bool:
    """Whether a rater is done with an item; a prompt is answered by what is written."""
    return rating.answered or (node.prompt and bool(rating.comment.strip()))


def status(node: Node, rating: Rating) -> Status:
    """Where a rater stands with an item."""
    if rating.later:
        return Status.LATER
    return Status.DONE if answered(node, rating) else Status.TO_DO


def progress(instrument: Instrument, ratings: dict[str, Rating]) -> Counter[Status]:
    """How many items one rater has done, marked for later, or not begun."""
    return Counter(status(node, ratings.get(node.id, Rating())) for node in instrument.items())


def _meaning(instrument: Instrument, rank: float) -> Result:
    if rank >= instrument.scale.rank(instrument.scale.met):
        return Result.MET
    return Result.PARTLY_MET if rank > 0 else Result.NOT_MET


def _item(instrument: Instrument, node: Node, rows: Sequence[Row], consensus: Consensus | None) -> ItemResult:
    scale = instrument.scale
    ratings = [row.rating for row in rows]
    scores = tuple(r.score for r in ratings if r.applicable and r.score is not None)
    away = sum(not r.applicable for r in ratings)
    counting = scores
    if consensus is not None:
        counting = (consensus.score,) if consensus.applicable and consensus.score is not None else ()
    rank = fmean(map(scale.rank, counting)) if counting else None
    if rank is not None:
        result = _meaning(instrument, rank)
    elif away or consensus is not None:
        result = Result.NOT_APPLICABLE
    else:
        result = Result.NOT_ANSWERED
    return ItemResult(
        node=node,
        scores=scores,
        answers=len(scores) + away,
        not_applicable=away,
        value=fmean(counting) if counting else None,
        spread=max(scores) - min(scores) if scores else 0,
        result=result,
        gap=0.0 if rank is None else max(0.0, scale.rank(scale.met) - rank),
        comments=tuple(r.comment for r in ratings if r.comment.strip()),
        evidence=tuple(r.evidence for r in ratings if r.evidence.strip()),
        consensus=consensus,
    )


def _group(instrument: Instrument, node: Node, items: list[ItemResult]) -> GroupResult:
    counts = Counter(item.result for item in items)
    return GroupResult(
        node=node,
        items=tuple(items),
        mean=_mean(items),
        floor=_floor(instrument, items),
        scored=sum(item.value is not None for item in items),
        not_applicable=counts[Result.NOT_APPLICABLE],
        not_answered=counts[Result.NOT_ANSWERED],
        met=counts[Result.MET],
    )


def _mean(items: Iterable[ItemResult]) -> float | None:
    scored = [(item.value, item.node.weight) for item in items if item.value is not None]
    if not scored:
        return None
    return sum(value * weight for value, weight in scored) / sum(weight for _, weight in scored)


def _floor(instrument: Instrument, items: Iterable[ItemResult]) -> float | None:
    worst = min if instrument.scale.direction is Direction.UP else max
    return worst((item.value for item in items if item.value is not None), default=None)


_PRESSING = {Importance.MANDATORY: 3, Importance.RECOMMENDED: 2, Importance.OPTIONAL: 1}


def _ranked(items: list[ItemResult]) -> tuple[ItemResult, ...]:
    """Mandatory before recommended before optional; then weighted gap; then what other items build on."""
    needed_by = Counter(other for item in items for other in item.node.depends_on)
    open_items = [item for item in items if item.gap > 0]
    return tuple(
        sorted(
            open_items,
            key=lambda item: (
                -_PRESSING[item.node.importance],
                -item.gap * item.node.weight,
                -needed_by[item.node.id],
            ),
        )
    )
