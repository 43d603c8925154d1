"""What a rule finds in a draft, and how rules are written.

A rule is a pure function from an agreement to places, with a code that never changes. Message, explanation, remedy and
source of a code stand in `content/findings.en.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from partnership.agreement import Agreement, SectionId


class Severity(IntEnum):
    """An error keeps an agreement from working, a warning weakens it, a hint is worth a thought."""

    HINT = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True)
class Hit:
    """One place a rule points at; parameters fill the message."""

    path: str
    parameters: dict[str, Any] = field(default_factory=dict)
    section: SectionId | None = None
    """Where it differs from the rule's own section."""


@dataclass(frozen=True)
class Finding:
    code: str
    severity: Severity
    section: SectionId
    path: str
    parameters: dict[str, Any]


Look = Callable[[Agreement], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    code: str
    severity: Severity
    section: SectionId
    look: Look

    def findings(self, agreement: Agreement) -> Iterator[Finding]:
        for hit in self.look(agreement):
            yield Finding(self.code, self.severity, hit.section or self.section, hit.path, hit.parameters)


RULES: dict[str, Rule] = {}


def rule(severity: Severity, section: SectionId) -> Callable[[Look], Look]:
    """Register a rule under the name of its function."""

    def register(look: Look) -> Look:
        code = look.__name__
        if code in RULES:
            raise ValueError(f"two rules are called {code}")
        RULES[code] = Rule(code, severity, section, look)
        return look

    return register


def hit(path: str, section: SectionId | None = None, **parameters: Any) -> Hit:
    return Hit(path, parameters, section)


def lacks(agreement: Agreement, path: str, value: Any) -> bool:
    """Whether a field is empty and nobody has said that it is not applicable."""
    empty = value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())
    return empty and agreement.answer(path) != "not_applicable"
