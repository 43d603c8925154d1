"""Where a statement comes from: a document of the reference list and a place in it."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict

OWN: Final = "own"
"""The document id of what this project adds."""
BROUGHT: Final = "brought"
"""The document id of what the author of an own instrument writes; the section is the author's words."""


class Source(BaseModel):
    """`document` is an id of `content/sources.yaml`; `section` is the place as that document numbers or names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    section: str
