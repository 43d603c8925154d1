"""Findings the partners accept with a reason, and when such an answer lapses.

An answer stands beside the finding it was given to, as long as the facts are the same: what the rule reported and
what stood at the finding's place. When they change the finding counts again, and the old reason is shown with it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from partnership.agreement import Agreement
from partnership.items import Accepted
from partnership.review.finding import Finding

Place = tuple[str, str]
"""Code and path of a finding."""


@dataclass(frozen=True)
class Reviewed:
    """A finding with the answers given to it."""

    finding: Finding
    accepted: tuple[Accepted, ...] = ()
    lapsed: tuple[Accepted, ...] = ()
    """Given while the facts were others."""

    @property
    def open(self) -> bool:
        return not self.accepted


def answered(agreement: Agreement, findings: list[Finding]) -> list[Reviewed]:
    """Every finding with its answers, in the order given. A rule may point at one place for several reasons."""
    if not agreement.accepted:
        return [Reviewed(finding) for finding in findings]
    given: dict[Place, list[Accepted]] = defaultdict(list)
    for answer in agreement.accepted:
        given[answer.code, answer.path].append(answer)
    present: dict[Place, set[str]] = defaultdict(set)
    for finding in findings:
        if place_of(finding) in given:
            present[place_of(finding)].add(facts(agreement, finding))
    return [_reviewed(agreement, finding, given, present) for finding in findings]


def still_open(agreement: Agreement, findings: list[Finding]) -> list[Finding]:
    """The findings nobody has accepted."""
    return [each.finding for each in answered(agreement, findings) if each.open]


def place_of(finding: Finding) -> Place:
    return finding.code, finding.path


def _reviewed(
    agreement: Agreement, finding: Finding, given: dict[Place, list[Accepted]], present: dict[Place, set[str]]
) -> Reviewed:
    place = place_of(finding)
    if place not in given:
        return Reviewed(finding)
    now = facts(agreement, finding)
    return Reviewed(
        finding,
        tuple(answer for answer in given[place] if answer.facts == now),
        tuple(answer for answer in given[place] if answer.facts not in present[place]),
    )


def facts(agreement: Agreement, finding: Finding) -> str:
    """A digest of what a finding rests on: its parameters, and what stands at its place."""
    resting = json.dumps([finding.parameters, _at(agreement, finding.path)], sort_keys=True, default=str)
    return hashlib.sha256(resting.encode()).hexdigest()[:16]


def _at(agreement: Agreement, path: str) -> Any:
    """The value at a path; of a list of items their ids, of an item its id: other edits do not concern the finding."""
    node: Any = agreement
    for part in path.split("/"):
        if isinstance(node, list):
            node = next((item for item in node if getattr(item, "id", None) == part), None)
        elif isinstance(node, dict):
            node = node.get(part)
        else:
            node = getattr(node, part, None)
    if isinstance(node, list):
        return [getattr(each, "id", each) for each in node]
    return getattr(node, "id", None) if isinstance(node, BaseModel) else node
