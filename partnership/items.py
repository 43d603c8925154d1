"""What an agreement lists: partners, aims, target groups, actions, money, bodies, indicators, services.

Every item has an immutable `id`; items refer to each other by id, and a reference whose item was removed is a finding,
never an error. An empty text or `None` means nobody has written anything yet; see `Agreement.answers` for *unknown* and
*not applicable*. Amounts are decimals in the currency named beside them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

MAX_TEXT = 20_000
MAX_ITEMS = 300


_CONTROL: dict[int, str | None] = {number: None for number in range(32) if chr(number) not in "\n\t"}
_CONTROL |= {ord(character): "\n" for character in "\r\v\f"}


def without_control_characters(text: str) -> str:
    """Text as it can be stored and written into any document; Word pastes bring vertical tabs along."""
    return text.translate(_CONTROL)


def _storable(text: str) -> str:
    if not text.isprintable() and text != without_control_characters(text):  # most texts are one printable line
        raise ValueError("holds control characters")
    return text


Text = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_storable)]
ItemId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Reference = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,64}$")]
References = Annotated[list[ItemId], Field(max_length=MAX_ITEMS)]
Amount = Annotated[Decimal, Field(ge=0, le=Decimal("1e13"), decimal_places=6, allow_inf_nan=False)]
Figure = Annotated[Decimal, Field(ge=Decimal("-1e13"), le=Decimal("1e13"), decimal_places=6, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=100_000_000)]
Year = Annotated[int, Field(ge=1990, le=2200)]
Currency = Annotated[str, Field(pattern=r"^([A-Z]{3})?$")]


def _rate_as_typed(value: object) -> object:
    """`61,5` as people here write it; an emptied field is no rate."""
    return (value.strip().replace(",", ".") or None) if isinstance(value, str) else value


Rate = Annotated[
    Annotated[Decimal, Field(gt=0, le=1_000_000, decimal_places=8, allow_inf_nan=False)] | None,
    BeforeValidator(_rate_as_typed),
]
Share = Annotated[Decimal, Field(ge=0, le=100, decimal_places=4, allow_inf_nan=False)]
"""Per cent."""


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Item(Part):
    id: ItemId


Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Za-z]{2,4})?$")]


class Block(Item):
    """A passage of prose in each language; `clause` names the template's clause it started from."""

    clause: Annotated[str, Field(max_length=100)] = ""
    title: Text = ""
    """Printed above the passage where it has one, as in annexes."""
    text: dict[Language, Text] = Field(default={}, max_length=20)
    model: Text = ""
    """The text of an own template it started from; empty where the clause's model text is meant."""
    origins: Annotated[list[ItemId], Field(max_length=50)] = []
    """Clarifications of the preparation whose outcome was put into this passage."""


PartnerKind = Literal[
    "",
    "pes",
    "csw",
    "municipality",
    "ngo",
    "employer",
    "chamber",
    "social_partner",
    "training_provider",
    "health",
    "other",
]


class Partner(Item):
    """An institution that signs."""

    name: Text = ""
    short_name: Text = ""
    kind: PartnerKind = ""
    registration_number: Text = ""
    representative: Text = ""
    """Who signs for the partner by law or statute."""
    representative_function: Text = ""
    authority: Text = ""
    """On what basis the representative signs: statute, appointment, authorisation with its number."""
    address: Text = ""
    contact_name: Text = ""
    contact_email: Text = ""
    contact_phone: Text = ""
    role: Text = ""
    funded: bool | None = None
    """Whether the partner is paid out of the partnership's budget."""

    def label(self) -> str:
        """Short enough for a table cell."""
        return self.short_name.strip() or self.name.strip()


class Aim(Item):
    """A quantified aim: from baseline to target by a date, measured by `measure`."""

    statement: Text = ""
    measure: Text = ""
    unit: Text = ""
    baseline: Figure | None = None
    target: Figure | None = None
    due: date | None = None
    target_groups: References = []


class TargetGroup(Item):
    name: Text = ""
    size: Count | None = None
    """How many people the partnership means to reach during its term."""
    description: Text = ""
    profile: Text = ""
    """Which clients are taken on, and how one recognises them."""
    outreach: Text = ""
    """How people are found whom no institution has registered."""
    voice: Text = ""
    """How the group itself is heard."""


class Strategy(Part):
    understanding: Text = ""
    short_term: Text = ""
    mid_term: Text = ""
    long_term: Text = ""


Raci = Literal["R", "A", "C", "I", "AR"]
"""Responsible, accountable, consulted, informed; AR is accountable and does the work as well."""


class Milestone(Item):
    title: Text = ""
    due: date | None = None


class Contribution(Item):
    """What a partner puts into an action in one year. `amount` is its value, also for work and things."""

    partner: Reference = ""
    kind: Literal["", "cash", "in_kind", "staff"] = ""
    year: Year | None = None
    amount: Amount | None = None
    currency: Currency = ""
    """Empty for the budget's currency."""
    days: Amount | None = None
    """Working days, where `kind` is staff."""
    description: Text = ""


class Action(Item):
    """An action of the work programme; `roles` and `tasks` are per partner id."""

    title: Text = ""
    description: Text = ""
    start: date | None = None
    end: date | None = None
    aims: References = []
    target_groups: References = []
    milestones: list[Milestone] = Field(default=[], max_length=MAX_ITEMS)
    roles: dict[ItemId, Raci | None] = Field(default={}, max_length=MAX_ITEMS)
    tasks: dict[ItemId, Text] = Field(default={}, max_length=MAX_ITEMS)
    contributions: list[Contribution] = Field(default=[], max_length=MAX_ITEMS)

    def accountable(self) -> list[str]:
        return [partner for partner, role in self.roles.items() if role in ("A", "AR")]

    def responsible(self) -> list[str]:
        return [partner for partner, role in self.roles.items() if role in ("R", "AR")]


class BudgetLine(Item):
    """A cost beyond the partners' contributions to actions, with who bears it."""

    title: Text = ""
    purpose: Literal["", "action", "coordination", "monitoring", "communication", "other"] = ""
    action: Reference = ""
    partner: Reference = ""
    """The partner who pays; empty when `source` names somebody outside."""
    source: Text = ""
    year: Year | None = None
    amount: Amount | None = None
    currency: Currency = ""


class Budget(Part):
    currency: Currency = "EUR"
    stated_total: Amount | None = None
    rates: dict[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], Rate] = Field(default={}, max_length=20)
    """How much of the budget's currency one unit of another currency is worth."""
    lines: list[BudgetLine] = Field(default=[], max_length=MAX_ITEMS)


VotingRule = Literal["", "consensus", "unanimity", "simple_majority", "qualified_majority", "weighted"]
BodyKind = Literal["", "board", "coordination_board", "working_group", "forum"]


class Body(Item):
    """A body of the partnership; `quorum` counts members present, `weights` are votes per partner id."""

    name: Text = ""
    kind: BodyKind = ""
    purpose: Text = ""
    members: References = []
    client_members: Count | None = None
    """Seats of people from the target groups, beside the partners' seats."""
    chair: Reference = ""
    quorum: Count | None = None
    voting: VotingRule = ""
    majority: Share | None = None
    """The share a qualified or weighted majority needs."""
    majority_of: Literal["", "present", "members"] = ""
    weights: dict[ItemId, Count | None] = Field(default={}, max_length=MAX_ITEMS)
    meetings_per_year: Count | None = None

    def decides(self) -> bool:
        return self.kind in ("board", "coordination_board")

    def seats(self) -> int:
        return len(self.members) + (self.client_members or 0)


class Manager(Part):
    """Who runs the partnership from day to day: somebody at a partner, or at a neutral organisation."""

    partner: Reference = ""
    neutral_body: Text = ""
    position: Text = ""
    weekly_hours: Annotated[Decimal, Field(ge=0, le=168, decimal_places=2)] | None = None
    tasks: Text = ""


Frequency = Literal["", "monthly", "quarterly", "half_yearly", "yearly", "once"]


class Indicator(Item):
    name: Text = ""
    level: Literal["", "output", "outcome", "impact"] = ""
    unit: Text = ""
    baseline: Figure | None = None
    target: Figure | None = None
    source: Text = ""
    """Where the figure comes from."""
    frequency: Frequency = ""
    owner: Reference = ""
    """The partner who delivers the figure."""
    aims: References = []
    actions: References = []


class Report(Item):
    title: Text = ""
    frequency: Frequency = ""
    owner: Reference = ""
    recipients: Text = ""


class Monitoring(Part):
    reports: list[Report] = Field(default=[], max_length=MAX_ITEMS)
    evaluation: Text = ""
    evaluation_due: date | None = None
    evaluator: Text = ""
    client_voice: Text = ""
    learning: Text = ""
    """How lessons lead to changes."""
    publication: Text = ""
    """With whom results are shared and how the partnership makes itself known."""


DocumentKind = Literal[
    "", "principles", "code_of_cooperation", "icm_standards", "data_sharing", "terms_of_reference", "other"
]


class Annex(Item):
    """A document that belongs to the agreement: written here in `blocks`, or kept elsewhere and only named."""

    kind: DocumentKind = ""
    title: Text = ""
    state: Literal["", "attached", "planned"] = ""
    note: Text = ""
    blocks: list[Block] = Field(default=[], max_length=MAX_ITEMS)


class DataSharing(Part):
    """What is said about clients' data here; the annex itself goes into detail."""

    client_data_shared: bool | None = None
    data_items: Text = ""
    purpose: Text = ""
    lawful_basis: Text = ""
    consent: Text = ""
    retention: Text = ""


class ServiceOffer(Item):
    """A service a partner brings for clients; capacity is places that can start in a week."""

    partner: Reference = ""
    name: Text = ""
    domains: References = []
    """Ids of `toolkit.domains`."""
    target_groups: References = []
    eligibility: Text = ""
    weekly_capacity: Amount | None = None
    wait_weeks: Count | None = None
    duration_weeks: Count | None = None
    hours_per_week: Amount | None = None
    cost_per_client: Amount | None = None
    """In the budget's currency."""


class IcmModel(Part):
    """How clients are accompanied: who is case manager, how many clients, how often they meet."""

    definition: Text = ""
    case_manager_partners: References = []
    case_managers: Count | None = None
    case_manager_profile: Text = ""
    caseload: Count | None = None
    """Clients per case manager at one time."""
    contact_weeks: Annotated[int, Field(ge=1, le=52)] | None = None
    """At least one contact in so many weeks."""
    conference_weeks: Annotated[int, Field(ge=1, le=52)] | None = None
    """A case conference in so many weeks."""
    conference_rule: Text = ""
    plan_rule: Text = ""
    crisis_rule: Text = ""
    closure_rule: Text = ""


class Accepted(Item):
    """A finding of the review that the partners accept, with their reason; see `partnership.review.answers`."""

    code: Annotated[str, Field(pattern=r"^[a-z_]{1,100}$")]
    path: Annotated[str, Field(max_length=400)]
    facts: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    """What the finding rested on when it was accepted; the answer lapses when that changes."""
    because: Text
    by: Text
    on: date


class Legal(Part):
    status: Text = ""
    basis: Text = ""
    policy_frame: Text = ""
    protocol_number: Text = ""
    place: Text = ""
    signed_on: date | None = None
    originals: Count | None = None
    disputes: Text = ""


class Territory(Part):
    scale: Literal["", "municipality", "municipalities", "region", "canton", "country"] = ""
    names: Text = ""
    context: Text = ""
    """The main facts about the local labour market and social situation."""


class Term(Part):
    start: date | None = None
    end: date | None = None
    annual_programmes: bool | None = None
    """Whether each year has a work programme and a budget of its own."""
    joining: Text = ""
    leaving: Text = ""
    amendment: Text = ""
    termination: Text = ""
    notice_months: Count | None = None
