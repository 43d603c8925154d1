"""Search over everything the toolkit has to read and to fill: topics, dilemmas, tables, forms, instruments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from toolkit.dilemmas import dilemma_text, dilemmas
from toolkit.form_words import FormWords
from toolkit.forms import FormKind
from toolkit.loader import instrument_words, instruments
from toolkit.reader import topic_text, topics
from toolkit.tables_of_countries import country_table_text, country_tables

EXCERPT = 160
"""Letters shown around the first word that was found."""


class Kind(StrEnum):
    TOPIC = "topic"
    DILEMMA = "dilemma"
    TABLE = "table"
    FORM = "form"
    INSTRUMENT = "instrument"


@dataclass(frozen=True)
class Thing:
    kind: Kind
    id: str
    title: str
    lead: str
    body: str


@dataclass(frozen=True)
class Hit:
    """Something that holds every word asked for; `excerpt` is the place, with the words between asterisks."""

    thing: Thing
    excerpt: str


def search(asked: str, locale: str) -> list[Hit]:
    """Everything that holds all the words, as beginnings of words: titles first, then leads, then the rest."""
    words = re.findall(r"\w+", asked.casefold())
    if not words:
        return []
    patterns = [re.compile(rf"\b{re.escape(word)}\w*", re.IGNORECASE) for word in words]
    ranked = []
    for number, thing in enumerate(things(locale)):
        whole = f"{thing.title}\n{thing.lead}\n{thing.body}"
        if all(pattern.search(whole) for pattern in patterns):
            score = sum(
                weight * min(len(pattern.findall(text)), 5)
                for pattern in patterns
                for weight, text in ((20, thing.title), (5, thing.lead), (1, thing.body))
            )
            ranked.append((-score, number, Hit(thing, _excerpt(thing, patterns))))
    return [hit for _, _, hit in sorted(ranked, key=lambda each: each[:2])]


def _excerpt(thing: Thing, patterns: list[re.Pattern[str]]) -> str:
    text = re.sub(r"[*#\[\]_>|`]+", " ", f"{thing.lead} {thing.body}")
    text = " ".join(text.split())
    first = min((found.start() for pattern in patterns if (found := pattern.search(text))), default=0)
    start = 0 if first < EXCERPT else text.rfind(" ", 0, first - EXCERPT // 3) + 1
    end = text.find(" ", start + EXCERPT)
    cut = text[start : end if end > 0 else len(text)]
    for pattern in patterns:
        cut = pattern.sub(lambda found: f"**{found.group()}**" if "*" not in found.group() else found.group(), cut)
    return f"{'…' if start else ''}{cut}{'…' if end > 0 else ''}"


@lru_cache(maxsize=8)
def things(locale: str) -> tuple[Thing, ...]:
    return tuple(_things(locale))


def _things(locale: str) -> Iterator[Thing]:
    for topic in topics().values():
        text = topic_text(topic, locale)
        body = re.sub(r"\]\([^)]*\)", "]", text.body)  # an address is nothing to read
        yield Thing(Kind.TOPIC, topic.id, text.title, text.lead, f"{body} {' '.join(text.steps.values())}")
    for each in dilemmas():
        told = dilemma_text(each, locale)
        options = " ".join(f"{way.label} {way.soon} {way.later}" for way in told.options.values())
        yield Thing(Kind.DILEMMA, each, told.title, told.situation, f"{options} {told.weigh}")
    for table_id in country_tables():
        table = country_table_text(table_id, locale)
        cells = " ".join(f"{table.countries[each]} {' '.join(row.values())}" for each, row in table.cells.items())
        yield Thing(Kind.TABLE, table_id, table.title, table.about, f"{cells} {table.note}")
    forms = FormWords(locale)
    for kind in FormKind:
        yield Thing(Kind.FORM, kind, forms.title(kind), forms.about(kind), "")
    for instrument in instruments().values():
        words = instrument_words(instrument, locale)
        nodes = " ".join(f"{node.title}. {node.text}" for node in words.nodes.values())
        yield Thing(Kind.INSTRUMENT, instrument.id, words.title, words.about, nodes)
