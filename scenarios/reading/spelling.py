"""How a typed sentence is put into a form that rules can look at: case, apostrophes, short forms, sentence ends, stems.

Language-neutral: what is particular to a language stands in `content/reading/spelling.<language>.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Annotated, Any

import snowballstemmer
from pydantic import Field
from rapidfuzz.distance import OSA

from scenarios.client import Frozen

START, NEXT, END = "<", "/", ">"
"""Signs that stand for the beginning of what was typed, of each further sentence, and its end."""
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[.?!…]+|[,;:]|(?<!\w)['\"](?=\w)")
_QUOTES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'") | dict.fromkeys("“”„«»", '"') | {"–": ",", "—": ","})
_STOPS = frozenset(".?!")


class Spelling(Frozen):
    """What one language writes short, opens a sentence with, and uses all the time."""

    short_forms: dict[str, str]
    openings: tuple[str, ...]
    common: Annotated[tuple[str, ...], Field(min_length=100)]


def tokens(text: str, spelling: Spelling) -> list[str]:
    """Lower-case words and signs in order, with short forms written out: `dont` becomes `do`, `not`."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).lower()
    found: list[str] = []
    for match in _TOKEN.finditer(plain):
        written = match.group()
        if written[0] in ".?!…":
            written = "?" if "?" in written else "!" if "!" in written else "."
        elif written in "'\"":
            written = '"'
        found.extend(spelling.short_forms.get(written, written).split())
    return found


def sentences(found: list[str]) -> str:
    """One line with its signs, spaces between: `< so , you pay it alone . / is that right ? >`."""
    line, fresh = [START], False
    for token in found:
        if fresh and token not in _STOPS:
            line.append(NEXT)
            fresh = False
        line.append(token)
        fresh = fresh or token in _STOPS
    return " ".join([*line, END])


def is_word(token: str) -> bool:
    return token[0].isalnum()


@lru_cache(maxsize=4)
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(language)


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """What a word has in common with its other forms: `loans` and `loan` become `loan`."""
    return str(_stemmer(language).stemWord(word.removesuffix("'s")))


def nearest(word: str, by_letter: dict[str, list[str]]) -> str | None:
    """The known word that a slip of the finger probably meant, or None. Short words are taken as they stand."""
    if len(word) < 5:
        return None
    allowed = 1 if len(word) < 9 else 2
    best, least = None, allowed + 1
    for known in by_letter.get(word[0], ()):
        if len(known) > 3 and abs(len(known) - len(word)) < least:
            distance = OSA.distance(word, known, score_cutoff=least - 1)
            if distance < least:
                best, least = known, distance
    return best
