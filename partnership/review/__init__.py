"""Review of a draft: small pure rules that find what is missing or contradictory."""

from __future__ import annotations

from partnership.agreement import SECTION_IDS, Agreement
from partnership.review import formalities, governance, paper, parties, resources, results, work
from partnership.review.finding import RULES, Finding, Rule, Severity

__all__ = ["MODULES", "RULES", "Finding", "Rule", "Severity", "review"]

MODULES = (parties, work, resources, governance, results, paper, formalities)
"""Importing a module registers its rules."""


def review(agreement: Agreement) -> list[Finding]:
    """Everything the rules find: by section, the most serious first, then in the order of the document."""
    found = [finding for rule in RULES.values() for finding in rule.findings(agreement)]
    order = {section: position for position, section in enumerate(SECTION_IDS)}
    return sorted(found, key=lambda finding: (order[finding.section], -finding.severity))
