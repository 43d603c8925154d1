"""The agreement: one document of structured items and prose, from which everything else is derived.

Prose stands in blocks per section and language; structured texts are written in the prevailing language. Paths address
items by id (`partners/p_ab12/name`, `sections/budget/blocks/b_x1/text/en`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from partnership.items import (
    MAX_ITEMS,
    Accepted,
    Action,
    Aim,
    Annex,
    Block,
    Body,
    Budget,
    DataSharing,
    IcmModel,
    Indicator,
    Item,
    Language,
    Legal,
    Manager,
    Monitoring,
    Part,
    Partner,
    ServiceOffer,
    Strategy,
    TargetGroup,
    Term,
    Territory,
    Text,
)
from partnership.link import Link
from partnership.preparation import Approach, Clarification, Meeting

SCHEMA_NUMBER: Final = 1
MIN_PARTNERS, MAX_PARTNERS = 2, 20

SectionId = Literal[
    "introduction",
    "partners",
    "aims",
    "strategy",
    "target_groups",
    "work_programme",
    "budget",
    "structure",
    "impact",
    "monitoring",
    "additional_documents",
    "duration",
]
SECTION_IDS: tuple[SectionId, ...] = get_args(SectionId)
"""The twelve sections of the model contract (guidelines 4.4), in order."""

Answer = Literal["unknown", "not_applicable"]
Status = Literal["draft", "circulated", "final", "signing", "signed", "template"]
FIXED: Final = ("signing", "signed")
"""States in which nobody changes the text; only a round of signing leads there, see `partnership.services.sign`."""


class Section(Item):
    id: SectionId
    blocks: list[Block] = Field(default=[], max_length=MAX_ITEMS)


def _sections() -> list[Section]:
    return [Section(id=name) for name in SECTION_IDS]


class Agreement(Part):
    """A partnership agreement, complete or not; nothing but its shape is enforced here, see `partnership.review`."""

    schema_number: Literal[1] = SCHEMA_NUMBER
    template: Annotated[str, Field(max_length=200)] = ""
    status: Status = "draft"
    languages: list[Language] = Field(default=["en"], min_length=1, max_length=8)
    prevailing_language: Language = "en"
    title: Text = ""
    territory: Territory = Territory()
    legal: Legal = Legal()
    partners: list[Partner] = Field(default=[], max_length=60)
    aims: list[Aim] = Field(default=[], max_length=MAX_ITEMS)
    strategy: Strategy = Strategy()
    target_groups: list[TargetGroup] = Field(default=[], max_length=MAX_ITEMS)
    actions: list[Action] = Field(default=[], max_length=MAX_ITEMS)
    services: list[ServiceOffer] = Field(default=[], max_length=MAX_ITEMS)
    icm: IcmModel = IcmModel()
    budget: Budget = Budget()
    bodies: list[Body] = Field(default=[], max_length=MAX_ITEMS)
    manager: Manager = Manager()
    indicators: list[Indicator] = Field(default=[], max_length=MAX_ITEMS)
    monitoring: Monitoring = Monitoring()
    annexes: list[Annex] = Field(default=[], max_length=MAX_ITEMS)
    data_sharing: DataSharing = DataSharing()
    term: Term = Term()
    sections: list[Section] = Field(default_factory=_sections, min_length=12, max_length=12)
    answers: dict[Annotated[str, Field(max_length=400)], Answer | None] = Field(default={}, max_length=2_000)
    """*Unknown* or *not applicable*, by path with dots for slashes (`partners.p_ab12.address`)."""
    accepted: list[Accepted] = Field(default=[], max_length=1_000)
    approach: Approach = ""
    approach_reason: Text = ""
    clarifications: list[Clarification] = Field(default=[], max_length=MAX_ITEMS)
    meetings: list[Meeting] = Field(default=[], max_length=MAX_ITEMS)
    template_use: Literal["", "agreement", "annex"] = ""
    """What may start from it, where `status` is template."""
    when_to_use: Text = ""
    link: Link = Link()
    """Where it belongs to an agreement that was signed before it."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if tuple(section.id for section in self.sections) != SECTION_IDS:
            raise ValueError("sections must be the twelve sections in their order")
        if self.prevailing_language not in self.languages:
            raise ValueError("prevailing_language must be one of languages")
        if len(set(self.languages)) != len(self.languages):
            raise ValueError("languages holds one language twice")
        for place, items in lists(self):
            seen: set[str] = set()
            for item in items:
                if item.id in seen:
                    raise ValueError(f"{place} holds the id {item.id} twice")
                seen.add(item.id)
        return self

    @property
    def fixed(self) -> bool:
        """Whether the text stays as it is: people are signing it, or have signed."""
        return self.status in FIXED

    def section(self, section_id: str) -> Section:
        return next(section for section in self.sections if section.id == section_id)

    def partner(self, partner_id: str) -> Partner | None:
        return next((partner for partner in self.partners if partner.id == partner_id), None)

    def partner_label(self, partner_id: str) -> str:
        """Name of a partner for a table; empty when there is no such partner."""
        found = self.partner(partner_id)
        return found.label() if found else ""

    def answer(self, path: str) -> Answer | None:
        return self.answers.get(answer_key(path))


LISTS: Final = (
    *("partners", "aims", "target_groups", "actions", "services", "bodies", "indicators", "annexes"),
    *("accepted", "clarifications", "meetings"),
)


def answer_key(path: str) -> str:
    """Key of a field in `answers`; ids hold no dots, so nothing is lost."""
    return path.replace("/", ".")


def lists(agreement: Agreement) -> Iterator[tuple[str, list[Any]]]:
    """Every list of items with its path."""
    for name in LISTS:
        yield name, getattr(agreement, name)
    for action in agreement.actions:
        yield f"actions/{action.id}/milestones", action.milestones
        yield f"actions/{action.id}/contributions", action.contributions
    yield "budget/lines", agreement.budget.lines
    yield "monitoring/reports", agreement.monitoring.reports
    for section in agreement.sections:
        yield f"sections/{section.id}/blocks", section.blocks
    for annex in agreement.annexes:
        yield f"annexes/{annex.id}/blocks", annex.blocks


def prose(agreement: Agreement, section_id: str, language: str) -> str:
    """The Markdown of a section in one language, blocks apart by an empty line."""
    blocks = agreement.section(section_id).blocks
    return "\n\n".join(text for block in blocks if (text := block.text.get(language, "").strip()))


def years(agreement: Agreement) -> list[int]:
    """Calendar years the term touches; empty while its dates are open or contradict each other."""
    start, end = agreement.term.start, agreement.term.end
    if start is None or end is None or end < start:
        return []
    return list(range(start.year, min(end.year, start.year + 50) + 1))


def within_term(agreement: Agreement, day: date | None) -> bool:
    """Whether a date lies in the term as far as the term is known."""
    if day is None:
        return True
    start, end = agreement.term.start, agreement.term.end
    return (start is None or day >= start) and (end is None or day <= end)
