"""The instrument and texts an assessment keeps, read once: they never change, and every page about it asks for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from toolkit.instrument import Instrument, InstrumentWords
from toolkit.tables import AssessmentRow


@dataclass(frozen=True)
class _Kept:
    """What stands in the database for one assessment; its id tells it apart."""

    assessment_id: str
    body: dict[str, Any] = field(compare=False)


@lru_cache(maxsize=200)
def _instrument(kept: _Kept) -> Instrument:
    return Instrument.model_validate(kept.body)


@lru_cache(maxsize=200)
def _words(kept: _Kept) -> InstrumentWords:
    return InstrumentWords.model_validate(kept.body)


def instrument_of(row: AssessmentRow) -> Instrument:
    return _instrument(_Kept(row.id, row.instrument))


def words_of(row: AssessmentRow) -> InstrumentWords:
    """In the language the round was begun in."""
    return _words(_Kept(row.id, row.words))
