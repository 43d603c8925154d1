"""Drafts for tests: the careful example with random, hostile or single edits."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from partnership.agreement import Agreement
from partnership.examples import example
from partnership.items import without_control_characters
from partnership.transfer import from_body, to_body

HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "# Heading | pipe | `code` [link](javascript:alert(1))",
    "مرحبا بالعالم ‏",
    "🧑🏽‍🔧 Ђорђе Šćepanović Përparim Ќирил",
    "{{ 7*7 }} {% raw %} #eval(panic())",
    "",
    "x" * 10_000,
]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60).map(without_control_characters))
figures = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False).map(str)
days = st.dates().map(str)


@lru_cache(maxsize=1)
def _example() -> dict[str, Any]:
    return to_body(example())


def body() -> dict[str, Any]:
    """The example as a mapping that a test may change."""
    return copy.deepcopy(_example())


def leaves(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every single value with its place."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from leaves(value, (*path, name))
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from leaves(value, (*path, position))
    else:
        yield path, node


TEXT_FIELDS = (
    "title", "name", "statement", "measure", "unit", "description", "profile", "outreach", "voice", "role", "address",
    "representative", "representative_function", "basis", "status_text", "position", "tasks", "source", "recipients",
    "definition", "short_name", "joining", "leaving", "en", "p_csw", "p_pes", "context", "understanding", "note",
)  # fmt: skip
FIGURE_FIELDS = ("amount", "baseline", "target", "stated_total", "cost_per_client", "days")
DAY_FIELDS = ("start", "end", "due", "signed_on", "evaluation_due")


@st.composite
def edited(draw: st.DrawFn) -> Agreement:
    """The example after random edits: texts, figures, dates, emptied fields, removed and doubled items."""
    data = body()
    places = [place for place, _ in leaves(data)]
    for place in draw(st.lists(st.sampled_from(places), max_size=25)):
        holder = _holder(data, place)
        name = place[-1]
        if holder is None or "roles" in place:
            continue
        if name in TEXT_FIELDS and isinstance(holder[name], str):
            holder[name] = draw(texts)
        elif name in FIGURE_FIELDS:
            holder[name] = draw(st.none() | figures)
        elif name in DAY_FIELDS:
            holder[name] = draw(st.none() | days)
    for name in ("partners", "aims", "actions", "bodies", "indicators", "target_groups", "services"):
        keep = draw(st.integers(0, len(data[name])))
        data[name] = draw(st.permutations(data[name]))[:keep] if draw(st.booleans()) else data[name]
    return from_body(data)


def _holder(data: Any, place: tuple[str | int, ...]) -> Any:
    node = data
    for part in place[:-1]:
        node = node[part]
    return node if isinstance(place[-1], str) else None


def changed(**edits: Any) -> Agreement:
    """The example with fields set by path, `__` for a slash: `changed(term__end=None)`; None removes an item."""
    data = body()
    for path, value in edits.items():
        *way, last = path.split("__")
        node: Any = data
        for part in way:
            node = next(item for item in node if item["id"] == part) if isinstance(node, list) else node[part]
        if isinstance(node, list):
            position = next(n for n, item in enumerate(node) if item["id"] == last)
            if value is None:
                del node[position]
            else:
                node[position] = value
        else:
            node[last] = value
    return from_body(data)
