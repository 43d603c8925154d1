"""Taking over a table from a spreadsheet: first shown, then saved as it was shown."""

from __future__ import annotations

from partnership import service
from partnership.spreadsheet import read
from partnership.spreadsheet.read import Table
from studio.errors import Forbidden, Invalid
from studio.identity import Actor
from studio.languages import translator
from studio.versioned import Saved


def look(actor: Actor, agreement_id: str, name: str, content: bytes) -> Table:
    """What the table would change; nothing is stored. `name` is one of `LISTINGS`."""
    loaded = service.load(actor, agreement_id)
    if not loaded.editable:
        raise Forbidden("level_insufficient")
    return read.read(content, name, loaded.agreement, translator(actor.locale))


def take(actor: Actor, agreement_id: str, name: str, content: bytes, seen: str, key: str) -> Saved:
    """Save the table's changes as one revision, provided they are those that were shown (`Table.digest`)."""
    table = look(actor, agreement_id, name, content)
    if table.problems:
        raise Invalid("table_has_problems", count=len(table.problems))
    if table.digest != seen:
        raise Invalid("table_looked_different")
    return service.save(actor, agreement_id, table.changes, key)
