"""Charts of results; every one stands beside a table with the same figures."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

COLOURS = ("#0b5d6b", "#b35900", "#5b3a8c", "#3b6e1a")
DASHES = ([1, 0], [6, 4], [2, 3], [10, 3])
RADIUS = 130
NONE = "#ffffff"


def radar(axes: Sequence[str], values: Mapping[str, Sequence[float]], levels: Sequence[int]) -> alt.LayerChart:
    """Named lines over at least three axes; the first level is the middle, rings are levels."""
    low, high = levels[0], levels[-1]

    def place(number: int, value: float) -> tuple[float, float]:
        angle = 2 * math.pi * number / len(axes)
        radius = (value - low) / (high - low)
        return math.sin(angle) * radius, math.cos(angle) * radius

    def ring(value: float, name: str) -> list[dict[str, object]]:
        points = [place(number, value) for number in (*range(len(axes)), 0)]
        return [{"x": x, "y": y, "order": order, "name": name} for order, (x, y) in enumerate(points)]

    limit = alt.Scale(domain=[-1.25, 1.25])
    x = alt.X("x:Q", scale=limit, axis=None)
    y = alt.Y("y:Q", scale=limit, axis=None)
    rings = pd.DataFrame([point for level in levels[1:] for point in ring(level, str(level))])
    lines = pd.DataFrame(
        [
            {"name": name}
            | dict(zip(("x", "y"), place(number % len(axes), given[number % len(axes)]), strict=True))
            | {"order": number}
            for name, given in values.items()
            for number in range(len(axes) + 1)
        ]
    )
    labels = pd.DataFrame(
        [
            dict(zip(("x", "y"), (1.13 * c for c in place(number, high)), strict=True)) | {"text": axis}
            for number, axis in enumerate(axes)
        ]
    )
    marks = pd.DataFrame([{"x": 0.03, "y": place(0, level)[1], "text": str(level)} for level in levels])
    names = list(values)
    legend = alt.Legend(orient="bottom", title=None, labelLimit=300)
    colour = alt.Color("name:N", scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)])), legend=legend)
    dash = alt.StrokeDash("name:N", scale=alt.Scale(domain=names, range=list(DASHES[: len(names)])), legend=legend)
    return alt.layer(
        alt.Chart(rings).mark_line(color="#b9c4cb", strokeWidth=1).encode(x=x, y=y, order="order:O", detail="name:N"),
        alt.Chart(lines)
        .mark_line(strokeWidth=3, point=True)
        .encode(x=x, y=y, order="order:O", color=colour, strokeDash=dash),
        alt.Chart(labels).mark_text(fontSize=14, fontWeight="bold").encode(x=x, y=y, text="text:N"),
        alt.Chart(marks).mark_text(fontSize=11, align="left").encode(x=x, y=y, text="text:N"),
    ).properties(width=2 * RADIUS, height=2 * RADIUS)


def course(rounds: Sequence[str], values: Mapping[str, Sequence[float | None]], levels: Sequence[int]) -> alt.Chart:
    """Named lines over rounds."""
    points = pd.DataFrame(
        [
            {"round": one, "name": name, "value": value}
            for name, given in values.items()
            for one, value in zip(rounds, given, strict=True)
            if value is not None
        ]
    )
    names = list(values)
    legend = alt.Legend(orient="bottom", title=None, labelLimit=300)
    return (
        alt.Chart(points)
        .mark_line(strokeWidth=3, point=True)
        .encode(
            x=alt.X("round:N", sort=None, title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y(
                "value:Q",
                title=None,
                scale=alt.Scale(domain=[levels[0], levels[-1]]),
                axis=alt.Axis(values=list(levels), format="d"),
            ),
            color=alt.Color("name:N", scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)])), legend=legend),
            strokeDash=alt.StrokeDash(
                "name:N", scale=alt.Scale(domain=names, range=list(DASHES[: len(names)])), legend=legend
            ),
        )
        .properties(height=220)
    )


def heat_map(
    rows: Sequence[str], columns: Mapping[str, Sequence[float | None]], levels: Sequence[int], title: str
) -> alt.LayerChart:
    """Columns of means over rows; each cell says its figure, so that colour is never alone."""
    cells = pd.DataFrame(
        [
            {"row": row, "column": column, "value": value, "text": f"{value:.1f}"}
            for column, values in columns.items()
            for row, value in zip(rows, values, strict=True)
            if value is not None
        ]
    )
    base = alt.Chart(cells).encode(
        x=alt.X("column:N", sort=None, title=None, axis=alt.Axis(orient="top", labelAngle=0, labelLimit=140)),
        y=alt.Y("row:N", sort=None, title=None, axis=alt.Axis(labelLimit=240, labelOverlap=False)),
    )
    colour = alt.Color(
        "value:Q",
        title=title,
        scale=alt.Scale(domain=[levels[0], levels[-1]], range=["#f3e3c8", "#0b5d6b"]),
        legend=alt.Legend(orient="bottom"),
    )
    middle = (levels[0] + levels[-1]) / 2
    ink = alt.condition(alt.datum.value > middle, alt.value("#ffffff"), alt.value("#14212b"))
    return (
        base.mark_rect().encode(color=colour) + base.mark_text(fontSize=13).encode(text="text:N", color=ink)
    ).properties(height=alt.Step(30))
