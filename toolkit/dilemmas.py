"""Worked dilemmas: a situation, ways to act, what follows soon and later, the principles they serve and strain.

Situations are those of the instrument `dilemmas`, which asks for one's own thoughts; here they are worked through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.content import ContentError, read_yaml_file, texts
from toolkit.instrument import NodeId
from toolkit.loader import CONTENT, instrument_words, instruments
from toolkit.sources import Source

INSTRUMENT: Final = "dilemmas"


class Option(BaseModel):
    """A way to act; `breach` marks one the code of ethics does not allow."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: NodeId
    serves: tuple[NodeId, ...]
    strains: tuple[NodeId, ...]
    breach: bool = False


class Dilemma(BaseModel):
    """`id` is the node of the instrument that tells the situation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: NodeId
    options: tuple[Option, ...]

    @property
    def principle(self) -> NodeId:
        """The principle under which the situation stands."""
        return instruments()[INSTRUMENT].node(self.id).parent or ""

    @property
    def sources(self) -> tuple[Source, ...]:
        return instruments()[INSTRUMENT].node(self.id).sources


@dataclass(frozen=True)
class OptionText:
    label: str
    soon: str
    later: str


@dataclass(frozen=True)
class DilemmaText:
    """`weigh` is what practitioners weigh, `questions` what to ask oneself; texts of options by their id."""

    title: str
    situation: str
    questions: str
    weigh: str
    options: Mapping[str, OptionText]


@lru_cache(maxsize=1)
def dilemmas() -> Mapping[str, Dilemma]:
    """All of them by id, in the order of the instrument."""
    try:
        found = [Dilemma.model_validate(row) for row in read_yaml_file(CONTENT / "dilemmas.yaml")]
    except ValidationError as error:
        raise ContentError("dilemmas.yaml", str(error)) from error
    return {dilemma.id: dilemma for dilemma in found}


def principle_name(principle: str, locale: str) -> str:
    return instrument_words(instruments()[INSTRUMENT], locale).nodes[principle].title


@lru_cache(maxsize=64)
def dilemma_text(dilemma_id: str, locale: str) -> DilemmaText:
    words = texts(CONTENT / "dilemmas", locale)
    told = instrument_words(instruments()[INSTRUMENT], locale).nodes[dilemma_id]
    return DilemmaText(
        title=told.title,
        situation=told.text,
        questions=told.evidence,
        weigh=words(f"{dilemma_id}.weigh"),
        options={
            option.id: OptionText(
                *(words(f"{dilemma_id}.options.{option.id}.{part}") for part in ("label", "soon", "later"))
            )
            for option in dilemmas()[dilemma_id].options
        },
    )
