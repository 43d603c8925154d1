"""What can be done with practice runs; each call takes the actor, checks the right and is one transaction.

`progress`, `heads`, `debrief_summary` and `erase_texts` are for the workshop, which checks rights itself.
"""

from scenarios.service import words
from scenarios.service.drafts import KIND, save_draft
from scenarios.service.look import (
    Loaded,
    Progress,
    Summary,
    asked_what_if,
    debrief_summary,
    debriefed,
    entries,
    erase_texts,
    exported,
    heads,
    load,
    mine,
    progress,
)
from scenarios.service.play import decide, import_run, let_lead, put_away, start_run

__all__ = [
    "KIND",
    "Loaded",
    "Progress",
    "Summary",
    "asked_what_if",
    "debrief_summary",
    "debriefed",
    "decide",
    "entries",
    "erase_texts",
    "exported",
    "heads",
    "import_run",
    "let_lead",
    "load",
    "mine",
    "progress",
    "put_away",
    "save_draft",
    "start_run",
    "words",
]
