"""What practice is judged by, in words: title and reason of each criterion, what each check expects, sources."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from scenarios.client import Frozen
from studio.content import Texts, read_yaml_file, texts
from toolkit.sources import Source

CONTENT = Path(__file__).parent / "content" / "criteria"


class Criterion(Frozen):
    id: str
    standards: tuple[str, ...]
    """Ids in the toolkit's instrument `icm-standards`."""
    sources: tuple[Source, ...]
    checks: tuple[str, ...]
    reader: str = ""
    """Topic of the toolkit's reader that says more, empty where there is none."""


@lru_cache(maxsize=1)
def criteria() -> dict[str, Criterion]:
    """All criteria in the order of the debrief."""
    rows = read_yaml_file(CONTENT.with_suffix(".yaml"))
    return {row["id"]: Criterion.model_validate(row) for row in rows}


def criterion_words(locale: str) -> Texts:
    """`<criterion>.title`, `<criterion>.why`, `checks.<code>.expected`, `checks.<code>.next`."""
    return texts(CONTENT, locale)
