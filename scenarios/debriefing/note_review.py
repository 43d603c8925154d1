"""Feedback on case notes, one by one: the seven elements, the date, actions for both sides, the bring-forward date."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.case import Case
from scenarios.scoring.following import NOTE_WORDS
from toolkit.forms import Side

ELEMENTS = ("background", "reason", "observations", "content", "results", "impressions", "plan")
"""The seven elements of a case note (brief 2011)."""


@dataclass(frozen=True)
class NoteReview:
    sequence: int
    week: int
    said: tuple[str, ...]
    """Elements that say something in words of their own; `repeated` stand in another note or element too."""
    repeated: tuple[str, ...]
    missing: tuple[str, ...]
    in_time: bool
    """Whether there was contact in this week or the one before."""
    sides: tuple[Side, ...]
    bring_forward: int | None

    @property
    def complete(self) -> bool:
        return not (self.missing or self.repeated) and len(self.sides) == 2 and self.bring_forward is not None


def reviewed(case: Case) -> tuple[NoteReview, ...]:
    """Every note of a run, the oldest first."""
    marks = [text.mark for item in case.notes for text in item.note.elements.values() if text.words]
    met = {week for _, week, _ in case.meetings}
    found = []
    for item in case.notes:
        texts = item.note.elements
        full = [name for name in ELEMENTS if name in texts and texts[name].says(NOTE_WORDS)]
        repeated = [name for name in full if marks.count(texts[name].mark) > 1]
        sides = {action.side for action in item.note.actions if action.text.words}
        found.append(
            NoteReview(
                sequence=item.sequence,
                week=item.week,
                said=tuple(name for name in full if name not in repeated),
                repeated=tuple(repeated),
                missing=tuple(name for name in ELEMENTS if name not in full),
                in_time=bool(met & {item.week, item.week - 1}),
                sides=tuple(side for side in (Side.CLIENT, Side.CASE_MANAGER) if side in sides),
                bring_forward=item.note.bring_forward,
            )
        )
    return tuple(found)
