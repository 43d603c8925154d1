"""How far a draft has come: what each of the twelve sections needs, and the seventeen contents behind them.

The guidelines ask for seventeen contents of an agreement (section 4, step 2) and give a model contract with twelve
sections (4.4); `CONTENTS` is the crosswalk between the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from partnership.agreement import (
    MAX_PARTNERS,
    MIN_PARTNERS,
    SECTION_IDS,
    Agreement,
    SectionId,
    years,
)
from partnership.items import Block

GAP = re.compile(r"\[[^\[\]\n]{2,300}\](?![(\[:])")

State = Literal["filled", "open", "unknown", "not_applicable"]


@dataclass(frozen=True)
class Point:
    """Something a section needs; `path` leads to its field, or to the list that has no item yet."""

    section: SectionId
    path: str
    state: State


@dataclass(frozen=True)
class Completeness:
    """Points of one section; what is not applicable counts as settled, what is unknown does not."""

    section: SectionId
    points: tuple[Point, ...]

    @property
    def total(self) -> int:
        return len(self.points)

    @property
    def settled(self) -> int:
        return sum(point.state in ("filled", "not_applicable") for point in self.points)

    def in_state(self, state: State) -> list[Point]:
        return [point for point in self.points if point.state == state]


ITEM_FIELDS: dict[str, tuple[SectionId, tuple[str, ...]]] = {
    "partners": (
        "partners",
        (
            "name",
            "kind",
            "registration_number",
            "representative",
            "representative_function",
            "address",
            "contact_name",
        ),
    ),
    "aims": ("aims", ("statement", "measure", "unit", "baseline", "target", "due")),
    "target_groups": ("target_groups", ("name", "size", "description", "profile", "outreach", "voice")),
    "actions": (
        "work_programme",
        ("title", "description", "start", "end", "aims", "target_groups", "roles", "milestones", "contributions"),
    ),
    "services": ("work_programme", ("partner", "name", "domains", "weekly_capacity", "duration_weeks")),
    "bodies": ("structure", ("name", "kind", "members", "chair", "voting", "meetings_per_year")),
    "indicators": ("impact", ("name", "level", "baseline", "target", "source", "frequency", "owner")),
    "annexes": ("additional_documents", ("kind", "title", "state")),
}
"""What every item of a list needs, and the section it belongs to. A list without items is one open point."""

FIELDS: dict[SectionId, tuple[str, ...]] = {
    "introduction": (
        "title",
        "territory/scale",
        "territory/names",
        "territory/context",
        "legal/basis",
        "legal/policy_frame",
        "legal/status",
    ),
    "strategy": (
        "strategy/understanding",
        "strategy/short_term",
        "strategy/mid_term",
        "strategy/long_term",
    ),
    "work_programme": (
        "icm/definition",
        "icm/case_manager_partners",
        "icm/caseload",
        "icm/contact_weeks",
        "icm/conference_weeks",
    ),
    "budget": ("budget/currency", "budget/stated_total"),
    "structure": ("manager/position", "manager/weekly_hours", "manager/tasks"),
    "monitoring": (
        "monitoring/evaluation",
        "monitoring/evaluator",
        "monitoring/client_voice",
        "monitoring/learning",
        "monitoring/publication",
    ),
    "additional_documents": ("data_sharing/client_data_shared",),
    "duration": (
        "term/start",
        "term/end",
        "term/joining",
        "term/leaving",
        "term/amendment",
        "term/termination",
        "legal/originals",
        "legal/disputes",
        "legal/place",
    ),
}


def gaps(text: str) -> list[str]:
    """Places of a model text that nobody has filled in: `[name of the region]`."""
    return GAP.findall(text)


def is_written(block: Block, language: str) -> bool:
    """Whether a passage says something in this language and no gap of its model text is left."""
    text = block.text.get(language, "").strip()
    return bool(text) and not gaps(text)


def has_clause(agreement: Agreement, clause: str) -> bool:
    """Whether the passage of a template's clause is written; where nobody kept it, any prose of its section counts."""
    section = clause.split(".")[0]
    blocks = agreement.section(section).blocks
    own = [block for block in blocks if block.clause == clause]
    return any(is_written(block, agreement.prevailing_language) for block in own or blocks)


def value_at(agreement: Agreement, path: str) -> Any:
    """A single field by its path, for the paths of `FIELDS`."""
    node: Any = agreement
    for name in path.split("/"):
        node = getattr(node, name)
    return node


def points(agreement: Agreement) -> Iterator[Point]:
    for section in SECTION_IDS:
        for path in FIELDS.get(section, ()):
            yield _point(agreement, section, path, value_at(agreement, path))
    for name, (section, fields) in ITEM_FIELDS.items():
        items = getattr(agreement, name)
        if not items:
            yield _point(agreement, section, name, None)
        for item in items:
            for field in fields:
                yield _point(agreement, section, f"{name}/{item.id}/{field}", getattr(item, field))
    yield _point(agreement, "monitoring", "monitoring/reports", agreement.monitoring.reports)
    for section in SECTION_IDS:
        blocks = agreement.section(section).blocks
        texts = [block.text.get(agreement.prevailing_language, "") for block in blocks]
        written = any(text.strip() for text in texts) and not any(gaps(text) for text in texts)
        yield _point(agreement, section, f"sections/{section}/blocks", written or None)


def _point(agreement: Agreement, section: SectionId, path: str, value: Any) -> Point:
    blank = value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())
    state: State = (agreement.answer(path) or "open") if blank else "filled"
    return Point(section, path, state)


def completeness(agreement: Agreement) -> dict[SectionId, Completeness]:
    found: dict[SectionId, list[Point]] = {section: [] for section in SECTION_IDS}
    for point in points(agreement):
        found[point.section].append(point)
    return {section: Completeness(section, tuple(here)) for section, here in found.items()}


@dataclass(frozen=True)
class Content:
    """One of the seventeen contents, the sections of the model contract that carry it, and where to start."""

    number: int
    id: str
    sections: tuple[SectionId, ...]
    path: str
    covered: Callable[[Agreement], bool]


def _text(*paths: str) -> Callable[[Agreement], bool]:
    return lambda a: any(str(value_at(a, path)).strip() for path in paths)


def _each_partner_contributes(a: Agreement) -> bool:
    takers = {partner for action in a.actions for partner, role in action.roles.items() if role}
    givers = {given.partner for action in a.actions for given in action.contributions}
    givers |= {line.partner for line in a.budget.lines}
    everyone = {partner.id for partner in a.partners}
    return bool(everyone) and everyone <= takers & givers


CONTENTS: tuple[Content, ...] = (
    Content(
        1,
        "partners",
        ("partners",),
        "partners",
        lambda a: MIN_PARTNERS <= len(a.partners) <= MAX_PARTNERS and all(p.name.strip() for p in a.partners),
    ),
    Content(
        2,
        "geographical_scale",
        ("introduction",),
        "territory/scale",
        lambda a: bool(a.territory.scale and a.territory.names.strip()),
    ),
    Content(
        3,
        "legal_and_policy_frame",
        ("introduction",),
        "legal/basis",
        lambda a: bool(a.legal.basis.strip() and a.legal.policy_frame.strip()),
    ),
    Content(
        4,
        "problems_and_context",
        ("introduction",),
        "territory/context",
        lambda a: bool(a.territory.context.strip()) and has_clause(a, "introduction.problems"),
    ),
    Content(
        5,
        "rationale",
        ("introduction",),
        "sections/introduction/blocks",
        lambda a: has_clause(a, "introduction.rationale"),
    ),
    Content(6, "aims", ("aims",), "aims", lambda a: any(aim.statement.strip() for aim in a.aims)),
    Content(7, "legal_status", ("introduction",), "legal/status", _text("legal/status")),
    Content(
        8,
        "strategy",
        ("strategy",),
        "strategy/understanding",
        lambda a: all(value_at(a, path).strip() for path in FIELDS["strategy"]),
    ),
    Content(9, "time_frame", ("duration",), "term/start", lambda a: bool(years(a))),
    Content(
        10,
        "target_groups",
        ("target_groups",),
        "target_groups",
        lambda a: any(group.name.strip() for group in a.target_groups),
    ),
    Content(
        11,
        "work_programme",
        ("work_programme",),
        "actions",
        lambda a: bool(a.actions) and bool(a.icm.definition.strip() and a.icm.case_manager_partners),
    ),
    Content(
        12,
        "part_of_each_partner",
        ("work_programme", "budget", "structure"),
        "actions",
        _each_partner_contributes,
    ),
    Content(13, "overall_budget", ("budget",), "budget/stated_total", lambda a: a.budget.stated_total is not None),
    Content(14, "indicators", ("impact",), "indicators", lambda a: any(i.name.strip() for i in a.indicators)),
    Content(
        15,
        "rules_of_procedure",
        ("structure",),
        "bodies",
        lambda a: (
            any(body.decides() and body.voting for body in a.bodies)
            and bool(a.manager.partner or a.manager.neutral_body.strip())
        ),
    ),
    Content(
        16,
        "monitoring_and_evaluation",
        ("monitoring",),
        "monitoring/reports",
        lambda a: bool(a.monitoring.reports) and bool(a.monitoring.evaluation.strip()),
    ),
    Content(
        17,
        "additional_documents",
        ("additional_documents",),
        "annexes",
        lambda a: bool(a.annexes) or a.answer("annexes") == "not_applicable",
    ),
)


def missing_contents(agreement: Agreement) -> list[Content]:
    return [content for content in CONTENTS if not content.covered(agreement)]
