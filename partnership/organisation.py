"""The organisation of the partnership as a drawing: bodies, who sits in them, and who runs the day."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from partnership.agreement import Agreement
from partnership.items import BodyKind

RANK: dict[BodyKind, int] = {"board": 0, "coordination_board": 1, "": 2, "working_group": 2, "forum": 3}
"""From those who decide to those who are heard."""


@dataclass(frozen=True)
class Box:
    """Something in the drawing; `kind` is `body`, `manager` or `partner`."""

    id: str
    kind: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class Chart:
    boxes: tuple[Box, ...]
    lines: tuple[tuple[str, str, str], ...]
    """From, to, and `reports`, `sits` or `chairs`."""


def chart(agreement: Agreement) -> Chart:
    """Bodies in the order of their rank, each below the one before; the manager reports to the first that decides."""
    boxes: list[Box] = []
    lines: list[tuple[str, str, str]] = []
    bodies = sorted(agreement.bodies, key=lambda body: RANK[body.kind])
    for body in bodies:
        boxes.append(Box(body.id, "body", body.name.strip(), body.kind))
    lines += [(upper.id, lower.id, "reports") for upper, lower in pairwise(bodies)]
    manager = agreement.manager
    host = agreement.partner_label(manager.partner) or manager.neutral_body.strip()
    if host or manager.position.strip():
        boxes.append(Box("manager", "manager", manager.position.strip(), host))
        lines += [(body.id, "manager", "reports") for body in bodies if body.decides()][:1]
    for partner in agreement.partners:
        seats = [body for body in bodies if partner.id in body.members or partner.id == body.chair]
        boxes.append(Box(partner.id, "partner", partner.label()))
        lines += [(body.id, partner.id, "chairs" if partner.id == body.chair else "sits") for body in seats]
    return Chart(tuple(boxes), tuple(lines))


SHAPES = {
    "body": 'shape=box style="filled" fillcolor="#d9ecef" color="#0b5d6b"',
    "manager": 'shape=box style="filled,rounded" fillcolor="#fdf0d5" color="#8a5a00"',
    "partner": 'shape=box style="rounded" color="#777777"',
}
STROKES = {"reports": 'color="#0b5d6b" penwidth=2', "sits": 'color="#999999"', "chairs": 'color="#a3123a" penwidth=2'}


def dot(drawn: Chart, unnamed: str) -> str:
    """The drawing in Graphviz's language; names are quoted, so that none becomes markup."""
    rows = ["digraph {", 'rankdir=LR; node [fontname="sans-serif" fontsize=12]; edge [arrowhead=none];']
    for box in drawn.boxes:
        label = _quoted(_wrapped(box.name or unnamed) + (f"\n{_wrapped(box.note)}" if box.kind == "manager" else ""))
        rows.append(f"{_quoted(box.id)} [label={label} {SHAPES[box.kind]}];")
    rows += [f"{_quoted(one)} -> {_quoted(other)} [{STROKES[kind]}];" for one, other, kind in drawn.lines]
    return "\n".join([*rows, "}"])


def _wrapped(text: str, width: int = 24) -> str:
    lines, line = [], ""
    for word in text[:120].split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
