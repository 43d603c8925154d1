"""Positions of partners on sections: what stands, what has lapsed, where the disagreement lies. Pure.

A position is bound to the text it was given on. When the section says something else, the position lapses and the
partner is asked again. No reply is never consent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from partnership.agreement import SECTION_IDS, SectionId

MAX_REASON = 4_000


class Stance(StrEnum):
    """What a partner may say to a section."""

    AGREE = "agree"
    RESERVATION = "reservation"
    """Agrees, and wants a concern on record."""
    STAND_ASIDE = "stand_aside"
    """Does not agree, and will not stop the others."""
    ABSTAIN = "abstain"
    OBJECT = "object"
    """Cannot accept the text; says why and what should stand instead."""


class Standing(StrEnum):
    """Where a section stands among all partners."""

    AGREED = "agreed"
    """Every partner agrees."""
    CARRIED = "carried"
    """Everybody has answered, somebody agrees and nobody objects."""
    OPEN = "open"
    """Somebody has not answered, or must be asked again."""
    BLOCKED = "blocked"
    """Somebody objects."""


@dataclass(frozen=True)
class Position:
    """A position as it was given."""

    id: str
    partner: str
    section: SectionId
    stance: Stance
    reason: str
    counter: str
    """What should stand instead; an objection has one."""
    revision: int
    given_by: str
    at: datetime
    by_file: bool = False


@dataclass(frozen=True)
class Cell:
    """A partner's newest position on a section; `lapsed` when the text has changed since."""

    partner: str
    section: SectionId
    position: Position | None = None
    lapsed: bool = False

    @property
    def stance(self) -> Stance | None:
        """What counts now."""
        return self.position.stance if self.position and not self.lapsed else None


@dataclass(frozen=True)
class Topic:
    """A section for the next meeting; fewer doubts come later on the agenda."""

    section: SectionId
    standing: Standing
    objections: tuple[Position, ...]
    aside: tuple[Position, ...]
    reservations: tuple[Position, ...]
    unanswered: tuple[str, ...]
    """Partners without a position that counts."""
    questions: int
    """Open comments and proposals."""

    @property
    def weight(self) -> tuple[int, int, int, int, int]:
        """Objections first, then standing aside, open questions, reservations, missing answers."""
        return (
            len(self.objections),
            len(self.aside),
            self.questions,
            len(self.reservations),
            len(self.unanswered),
        )


class Matrix:
    """Partners by sections; `cells` in the order of both."""

    def __init__(self, partners: Sequence[str], positions: Iterable[Position], lapsed: Iterable[str]) -> None:
        """`lapsed` holds ids of positions whose section says something else now."""
        self.partners = tuple(partners)
        gone = set(lapsed)
        newest: dict[tuple[str, str], Position] = {}
        for position in positions:
            place = (position.partner, position.section)
            if place not in newest or newest[place].at <= position.at:
                newest[place] = position
        self._cells = {
            (partner, section): Cell(partner, section, found, found is not None and found.id in gone)
            for partner in self.partners
            for section in SECTION_IDS
            for found in (newest.get((partner, section)),)
        }

    def cell(self, partner: str, section: SectionId) -> Cell:
        return self._cells[partner, section]

    def row(self, partner: str) -> list[Cell]:
        return [self._cells[partner, section] for section in SECTION_IDS]

    def column(self, section: SectionId) -> list[Cell]:
        return [self._cells[partner, section] for partner in self.partners]

    def standing(self, section: SectionId) -> Standing:
        stances = [cell.stance for cell in self.column(section)]
        if Stance.OBJECT in stances:
            return Standing.BLOCKED
        if not stances or None in stances:
            return Standing.OPEN
        if all(stance is Stance.AGREE for stance in stances):
            return Standing.AGREED
        return Standing.CARRIED if any(s in (Stance.AGREE, Stance.RESERVATION) for s in stances) else Standing.OPEN

    @property
    def is_consensus(self) -> bool:
        """Whether every section is agreed or carried."""
        return all(self.standing(section) in (Standing.AGREED, Standing.CARRIED) for section in SECTION_IDS)

    def missing(self, partner: str) -> list[SectionId]:
        """Sections on which a partner is asked: no position yet, or a lapsed one."""
        return [cell.section for cell in self.row(partner) if cell.stance is None]


def agenda(matrix: Matrix, questions: Mapping[str, int]) -> list[Topic]:
    """Sections that need talking about, the most disputed first; `questions` counts open ones per section."""
    topics = []
    for section in SECTION_IDS:
        cells = matrix.column(section)

        def saying(*stances: Stance, here: list[Cell] = cells) -> tuple[Position, ...]:
            return tuple(cell.position for cell in here if cell.position and cell.stance in stances)

        topic = Topic(
            section,
            matrix.standing(section),
            saying(Stance.OBJECT),
            saying(Stance.STAND_ASIDE),
            saying(Stance.RESERVATION),
            tuple(cell.partner for cell in cells if cell.stance is None),
            questions.get(section, 0),
        )
        if any(topic.weight):
            topics.append(topic)
    return sorted(topics, key=lambda topic: (*(-each for each in topic.weight), SECTION_IDS.index(topic.section)))
