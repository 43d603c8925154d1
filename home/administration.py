"""What only the owner may do with the studio itself."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studio import audit, clock, upkeep
from studio.database import reading, writing
from studio.identity import SYSTEM, Actor, names
from studio.rights import require


def health(actor: Actor) -> upkeep.Health:
    require(actor, "studio.administer")
    return upkeep.check()


def backup_bytes(actor: Actor) -> tuple[str, bytes]:
    """Name and content of a fresh backup."""
    require(actor, "studio.administer")
    with tempfile.TemporaryDirectory() as folder:
        content = upkeep.backup(Path(folder) / "backup.db").read_bytes()
    with writing() as session:
        audit.record(session, actor, "studio:backup:downloaded")
    return f"icm-studio-{clock.now():%Y-%m-%d-%H%M}.db", content


@dataclass(frozen=True)
class TrailEvent:
    at: datetime
    who: str
    action: str
    object_id: str


def trail(actor: Actor) -> list[TrailEvent]:
    require(actor, "studio.administer")
    with reading() as session:
        events = audit.newest(session)
        known = names(session, {event.person_id for event in events}) | {SYSTEM.person_id: SYSTEM.name}
        return [
            TrailEvent(clock.aware(event.at), known.get(event.person_id, ""), event.action, event.object_id)
            for event in events
        ]
