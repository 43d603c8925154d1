"""Whether a run is held: a workshop whose activity was closed lets nobody go on, but everybody end and look back.

Practice knows no workshops; the room above says how it tells (`register`).
"""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from studio.errors import Invalid

Held = Callable[[Session, str], bool]
"""Whether the run or caseload of this id is held."""

_registered: list[Held] = []


def register(held: Held) -> None:
    if held not in _registered:
        _registered.append(held)


def is_held(session: Session, object_id: str) -> bool:
    return any(held(session, object_id) for held in _registered)


def require_free(session: Session, object_id: str, kind: str) -> None:
    """Invalid `run_held` for every kind of decision but the one that ends the run."""
    if kind != "finish" and is_held(session, object_id):
        raise Invalid("run_held")
