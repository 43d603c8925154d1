"""What the engine believes and why: every coefficient with unit, value, interval, source and certainty.

Structure and numbers live in `content/evidence.yaml`, sentences in `content/evidence.<locale>.yaml` (`<id>.what`,
`<id>.transfer`). A run pins a snapshot by its content hash; trainers may edit a copy.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, ValidationError, model_validator

from scenarios.client import Frozen
from scenarios.weeks.luck import Luck
from studio.content import ContentError, Texts, read_yaml_file, texts

CONTENT = Path(__file__).parents[1] / "content" / "evidence"

Number = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
Values = Number | tuple[Number, ...]


class Unit(StrEnum):
    PPM_PER_WEEK = "ppm_per_week"
    """Chance in a week, parts per million."""
    PERMILLE = "permille"
    """A factor (1000 leaves things as they are) or a chance in thousandths."""
    PERCENT = "percent"
    POINTS = "points"
    """Of a domain; 100 points are one level."""
    STEPS = "steps"
    """Of motivation, trust or stress, each 0 to 100."""
    WEEKS = "weeks"
    MINUTES = "minutes"
    HOURS = "hours"


class Certainty(StrEnum):
    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"


class Standing(StrEnum):
    """How well a value is founded: its source was read, is still to be verified, or there is none."""

    READ = "read"
    TO_VERIFY = "to_verify"
    ASSUMPTION = "assumption"


class Source(Frozen):
    cite: Annotated[str, Field(min_length=3, max_length=500)]
    standing: Standing


class Coefficient(Frozen):
    """One number, or one table of numbers, with the interval it may lie in."""

    unit: Unit
    value: Values
    low: Values
    high: Values
    sources: tuple[str, ...] = ()
    certainty: Certainty = Certainty.VERY_LOW
    standing: Standing = Standing.ASSUMPTION

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        low, value, high = (np.atleast_1d(np.array(item)) for item in (self.low, self.value, self.high))
        if not (low.shape == value.shape == high.shape):
            raise ValueError("value, low and high have different lengths")
        if not (np.all(low <= value) and np.all(value <= high)):
            raise ValueError("the value lies outside its interval")
        if (self.standing is Standing.ASSUMPTION) != (not self.sources):
            raise ValueError("an assumption names no source, everything else does")
        return self

    def at(self, number: float) -> Coefficient:
        """The coefficient with its value drawn from the interval by `number` in [0, 1); 0.5 gives the value."""

        def between(low: int, value: int, high: int) -> int:
            near = low + (value - low) * 2 * number if number < 0.5 else value + (high - value) * (2 * number - 1)
            return round(near)

        if isinstance(self.value, tuple):
            assert isinstance(self.low, tuple)
            assert isinstance(self.high, tuple)
            drawn: Values = tuple(map(between, self.low, self.value, self.high))
        else:
            assert isinstance(self.low, int)
            assert isinstance(self.high, int)
            drawn = between(self.low, self.value, self.high)
        return self.model_copy(update={"value": drawn})


class Evidence(Frozen):
    """All coefficients of the engine, keyed by id."""

    urn: str
    version: str
    sources: dict[str, Source]
    coefficients: dict[str, Coefficient]

    @model_validator(mode="after")
    def _founded(self) -> Self:
        for key, item in self.coefficients.items():
            for source in item.sources:
                if source not in self.sources:
                    raise ValueError(f"{key}: unknown source {source!r}")
            standings = [self.sources[source].standing for source in item.sources]
            if item.standing is Standing.READ and Standing.READ not in standings:
                raise ValueError(f"{key}: says read, but none of its sources was read")
        return self

    def number(self, key: str, default: int | None = None) -> int:
        """One number; without `default` a missing id is an error."""
        if default is not None and key not in self.coefficients:
            return default
        value = self._get(key).value
        if isinstance(value, tuple):
            raise ContentError("evidence", f"{key} is a table where one number is expected.")
        return value

    def table(self, key: str, length: int) -> npt.NDArray[np.int64]:
        """A table of `length` numbers, shape (length,)."""
        value = self._get(key).value
        if not isinstance(value, tuple) or len(value) != length:
            raise ContentError("evidence", f"{key} must be a table of {length} numbers.")
        return np.array(value, np.int64)

    def _get(self, key: str) -> Coefficient:
        try:
            return self.coefficients[key]
        except KeyError:
            raise ContentError("evidence", f"has no coefficient {key!r}.", "Add it.") from None

    def drawn(self, luck: Luck, index: int) -> Evidence:
        """The same evidence with every value drawn from its interval: draw number `index` (0, 1, …)."""
        moved = {
            key: item.at(float(luck.draw(0, "evidence", key, 1, start=index)[0]))
            for key, item in self.coefficients.items()
        }
        return self.model_copy(update={"coefficients": moved})


def read(path: Path = CONTENT) -> Evidence:
    """Evidence from `<path>.yaml`; errors name the place."""
    file = path.with_name(f"{path.name}.yaml")
    try:
        return Evidence.model_validate(read_yaml_file(file))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ContentError(f"{file.name}, {place}", first["msg"], "Mend that entry.") from error


@lru_cache(maxsize=1)
def builtin() -> Evidence:
    """The evidence that comes with the studio."""
    return read()


def evidence_texts(locale: str) -> Texts:
    """Sentences of the built-in evidence: `<id>.what` and, where a source stands behind it, `<id>.transfer`."""
    return texts(CONTENT, locale)
