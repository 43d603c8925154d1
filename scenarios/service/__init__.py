"""What can be done with practice runs; each call takes the actor, checks the right and is one transaction.

`progress`, `heads`, `is_held`, `debrief_summary`, `sit_down` and `free_seats` are for the workshop, which checks rights
itself. What people typed here is blanked when `studio.identity` erases them.
"""

from scenarios.service import author_words, words
from scenarios.service.drafts import KIND, save_draft
from scenarios.service.growing import played, suggested
from scenarios.service.invented import client_id, meet_again, meet_somebody
from scenarios.service.look import (
    Loaded,
    Progress,
    Summary,
    asked_what_if,
    debrief_summary,
    debriefed,
    entries,
    exported,
    heads,
    is_held,
    load,
    mine,
    progress,
    titles,
)
from scenarios.service.play import decide, free_seats, import_run, let_lead, put_away, sit_down, start_run

__all__ = [
    "KIND",
    "Loaded",
    "Progress",
    "Summary",
    "asked_what_if",
    "author_words",
    "client_id",
    "debrief_summary",
    "debriefed",
    "decide",
    "entries",
    "exported",
    "free_seats",
    "heads",
    "import_run",
    "is_held",
    "let_lead",
    "load",
    "meet_again",
    "meet_somebody",
    "mine",
    "played",
    "progress",
    "put_away",
    "save_draft",
    "sit_down",
    "start_run",
    "suggested",
    "titles",
    "words",
]
