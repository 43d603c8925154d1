"""What ties a later document to the signed agreement it belongs to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from partnership.items import Part, Reference, Text, Year

LinkKind = Literal["", "amendment", "accession", "notice", "renewal"]
"""A change of the text, a partner who joins, a partner who leaves, a work programme for a further year."""
OPEN_FIELDS = ("link/effective", "link/reason", "link/handover")
"""What people write; everything else is set when the document is made."""


class Link(Part):
    """Which signed agreement a document belongs to, and on which text of it it rests."""

    kind: LinkKind = ""
    number: Annotated[int, Field(ge=0, le=10_000)] = 0
    """Counts the documents of a kind that belong to one agreement."""
    of: Reference = ""
    title: Text = ""
    protocol_number: Text = ""
    signed_on: date | None = None
    revision: Annotated[int, Field(ge=0)] = 0
    text_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    """Names the signed text it rests on."""
    digest: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    """Guards `base`."""
    year: Year | None = None
    partner: Reference = ""
    """Who joins or leaves."""
    effective: date | None = None
    reason: Text = ""
    handover: Text = ""
    """Who takes on what a leaving partner had in hand."""
    base: dict[str, Any] | None = None
    """The text that an amendment or accession changes."""

    @model_validator(mode="after")
    def _base_is_what_was_signed(self) -> Self:
        if self.base is not None and self.digest != digest(self.base):
            raise ValueError("base is not the text the digest was made of")
        return self


def digest(body: Mapping[str, Any]) -> str:
    """SHA-256 of an agreement's text, without the text it may itself rest on and without its state."""
    text = {name: value for name, value in body.items() if name not in ("link", "status")}
    return hashlib.sha256(json.dumps(text, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
