"""Do generated clients look as documented? Generated shares and co-occurrence beside their targets, per territory."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from scenarios.client import DOMAIN_INDEX, Frozen, SpellKind
from scenarios.generate import Drawn, draw
from scenarios.population import HOUSEHOLDS, Territory, population
from scenarios.weeks.evidence import Standing
from studio.content import Texts, read_yaml_file, texts
from studio.languages import SOURCE_LOCALE
from toolkit.domains import Domain
from toolkit.loader import domain_texts

CONTENT = Path(__file__).parent / "content" / "realism"
CLIENTS, SEED = 10_000, 1
_NEED = 1
_YOUTH, _OLDER, _LONG_TERM, _LOW_EDUCATION = 30, 55, 12, 2
_ERRORS = 4
"""Standard errors that chance may make of a difference."""


class Target(Frozen):
    """What is expected: an interval, and what was found elsewhere; shares in permille, odds in hundredths."""

    low: Annotated[int, Field(ge=0)]
    high: int
    published: int | None = None
    sources: tuple[str, ...] = ()
    standing: Standing


class Targets(Frozen):
    urn: str
    version: str
    sources: dict[str, str]
    shares: dict[str, Target]
    odds: dict[str, Target]


class Figure(Frozen):
    """One figure of one territory beside its target; shares in permille, odds in hundredths."""

    territory: str
    group: Literal["circumstances", "shares", "odds"]
    id: str
    generated: int
    target: Target

    @property
    def holds(self) -> bool:
        return self.target.low <= self.generated <= self.target.high


@lru_cache(maxsize=1)
def targets() -> Targets:
    return Targets.model_validate(read_yaml_file(CONTENT.with_suffix(".yaml")))


def realism_texts(locale: str) -> Texts:
    return texts(CONTENT, locale)


def compare(territory: str, clients: int = CLIENTS, seed: int = SEED) -> list[Figure]:
    """Every figure of a territory, from this many clients."""
    drawn = draw(territory, clients, seed)
    known = targets()
    needs = drawn.levels <= _NEED
    found = [
        Figure(territory=territory, group="circumstances", id=name, generated=_permille(where), target=target)
        for name, where, target in _circumstances(drawn, population().territories[territory], clients)
    ]
    shares = {
        "needs_two": needs.sum(axis=1) >= 2,
        "needs_eight": needs.sum(axis=1) >= 8,
        "long_term": drawn.months >= _LONG_TERM,
        "low_education": drawn.education <= _LOW_EDUCATION,
        "youth": drawn.age < _YOUTH,
        "older": drawn.age >= _OLDER,
        **{f"need.{domain}": needs[:, position] for domain, position in DOMAIN_INDEX.items()},
    }
    for name, target in known.shares.items():
        found.append(
            Figure(territory=territory, group="shares", id=name, generated=_permille(shares[name]), target=target)
        )
    for name, target in known.odds.items():
        one, other = (needs[:, DOMAIN_INDEX[domain]] for domain in name.split("."))
        found.append(Figure(territory=territory, group="odds", id=name, generated=_odds(one, other), target=target))
    return found


def _permille(where: np.ndarray) -> int:
    return round(1000 * float(where.mean()))


def _odds(one: np.ndarray, other: np.ndarray) -> int:
    """Odds ratio in hundredths; half a client is added to each of the four cells, so that none is empty."""
    both, first, second, none = (
        int(np.count_nonzero(cell)) + 0.5 for cell in (one & other, one & ~other, ~one & other, ~one & ~other)
    )
    return round(100 * both * none / (first * second))


def _circumstances(drawn: Drawn, where: Territory, clients: int) -> Iterator[tuple[str, np.ndarray, Target]]:
    """What the weights alone say: name, who has it, and the share expected with its play of chance."""
    situations = list(population().situations.values())
    weights = [weight / sum(where.situations) for weight in where.situations]

    def expected(shares: list[float]) -> Target:
        share = sum(weight * one for weight, one in zip(weights, shares, strict=True))
        play = _ERRORS * sqrt(share * (1 - share) / clients) * 1000
        low, high = int(share * 1000 - play), int(share * 1000 + play) + 1
        return Target(low=max(0, low), high=high, published=round(share * 1000), standing=Standing.ASSUMPTION)

    yield "women", drawn.woman, expected([one.women / 1000 for one in situations])
    yield "rural", drawn.rural, expected([one.rural / 1000 for one in situations])
    for position, kind in enumerate(HOUSEHOLDS):
        shares = [one.household[position] / sum(one.household) for one in situations]
        yield f"household.{kind}", drawn.household == position, expected(shares)
    for spell in SpellKind:
        those = [position for position, one in enumerate(situations) if one.spell is spell]
        if those:
            yield (
                f"spell.{spell}",
                np.isin(drawn.situation, those),
                expected([float(one.spell is spell) for one in situations]),
            )
    communities = list(where.communities.items())
    whole = sum(one.weight for _, one in communities)
    for position, (name, one) in enumerate(communities):
        yield f"community.{name}", drawn.community == position, expected([one.weight / whole] * len(situations))


def report(figures: list[Figure], clients: int, seed: int, locale: str = SOURCE_LOCALE) -> str:
    """Markdown: territories side by side, one row per figure; what lies outside its target is marked and counted."""
    words = realism_texts(locale)
    territories = list(dict.fromkeys(figure.territory for figure in figures))
    lines = ["# Realism of generated clients", "", words("about"), ""]
    lines += [words("command").format(clients=clients, seed=seed)]
    for group in ("circumstances", "shares", "odds"):
        lines += ["", f"## {group.capitalize()}", "", words(group), ""]
        lines += [_row("", "target", *territories, "published, source"), _row(*["---"] * (len(territories) + 3))]
        rows = dict.fromkeys(figure.id for figure in figures if figure.group == group)
        for name in rows:
            here = {f.territory: f for f in figures if f.id == name and f.group == group}
            lines.append(_line(name, group, here, territories, locale))
    inside = sum(figure.holds for figure in figures)
    lines += ["", words("within").format(inside=inside, all=len(figures)), ""]
    lines += [f"- {name}: {cite}" for name, cite in targets().sources.items()]
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _line(name: str, group: str, here: dict[str, Figure], territories: list[str], locale: str) -> str:
    target = next(iter(here.values())).target
    if group == "circumstances":
        expectation, note = "by weight", ""
    else:
        expectation = f"{_number(target.low, group)}–{_number(target.high, group)}"
        note = target.standing.value.replace("_", " ")
        if target.published is not None:
            note = f"{_number(target.published, group)}, {', '.join(target.sources)} ({note})"
    cells = []
    for territory in territories:
        figure = here.get(territory)
        if figure is None:
            cells.append("–")
            continue
        beside = f" ({_number(figure.target.published or 0, group)})" if group == "circumstances" else ""
        cells.append(f"{_number(figure.generated, group)}{beside}{'' if figure.holds else ' !'}")
    return _row(_name(name, locale), expectation, *cells, note)


def _number(value: int, group: str) -> str:
    return f"{value / 100:.2f}" if group == "odds" else f"{value / 10:.1f}"


def _name(name: str, locale: str) -> str:
    words, titles = realism_texts(locale), domain_texts(locale)
    if name in words:
        return words(name)
    kind, _, rest = name.partition(".")
    if kind == "community":
        return f"community: {rest}"
    if kind == "need":
        return f"need: {titles[Domain(rest)].title.lower()}"
    return f"{titles[Domain(kind)].title.lower()} and {titles[Domain(rest)].title.lower()}"
