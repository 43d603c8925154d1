"""Actions that an improvement plan of the toolkit offers to a work programme."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from partnership.items import without_control_characters
from studio.errors import Invalid

SCHEMA: Final = "urn:icm-studio:schema:work-programme-offer:1"
MAX_BYTES: Final = 1_000_000
MAX_OFFERS: Final = 200


@dataclass(frozen=True)
class Offer:
    """`urn` names the action for good, so that it is not taken up twice."""

    urn: str
    title: str
    description: str
    responsible: str
    due: date | None
    evidence: str


def read_offers(content: bytes) -> list[Offer]:
    """The offers of a file; Invalid where it is none."""
    if len(content) > MAX_BYTES:
        raise Invalid("offer_not_one")
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Invalid("offer_not_one") from error
    if not isinstance(data, dict):
        raise Invalid("offer_not_one")
    return offers_of(data)


def offers_of(data: Mapping[str, Any]) -> list[Offer]:
    actions = data.get("actions")
    if data.get("schema") != SCHEMA or not isinstance(actions, list) or len(actions) > MAX_OFFERS:
        raise Invalid("offer_not_one")
    found = [_offer(each) for each in actions]
    return list({each.urn: each for each in found}.values())


def _offer(action: Any) -> Offer:
    if not isinstance(action, dict) or not _text(action, "urn") or not _text(action, "title"):
        raise Invalid("offer_not_one")
    try:
        due = date.fromisoformat(str(action["due"])) if action.get("due") else None
    except ValueError as error:
        raise Invalid("offer_not_one") from error
    return Offer(
        urn=_text(action, "urn")[:300],
        title=_text(action, "title")[:1_000],
        description=_text(action, "description")[:10_000],
        responsible=_text(action, "responsible")[:1_000],
        due=due,
        evidence=_text(action, "evidence")[:5_000],
    )


def _text(action: Mapping[str, Any], name: str) -> str:
    value = action.get(name)
    return without_control_characters(value).strip() if isinstance(value, str) else ""
