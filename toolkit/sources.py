"""Where a statement comes from: a document of the reference list and a place in it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Source(BaseModel):
    """`document` is an id of `content/sources.yaml`; `section` is the place as that document numbers or names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    section: str
