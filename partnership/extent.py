"""Which of the twelve sections a field belongs to, and what a section says at a moment.

Positions are given on sections: a section's text is its prose and the fields its editors hold. Formalities of signing
and states of the text are nobody's position.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from partnership.agreement import SECTION_IDS, SectionId

FIELDS_OF: Final[dict[str, SectionId]] = {
    "title": "introduction",
    "territory": "introduction",
    "languages": "introduction",
    "prevailing_language": "introduction",
    "legal/status": "introduction",
    "legal/basis": "introduction",
    "legal/policy_frame": "introduction",
    "partners": "partners",
    "aims": "aims",
    "strategy": "strategy",
    "target_groups": "target_groups",
    "actions": "work_programme",
    "services": "work_programme",
    "icm": "work_programme",
    "budget": "budget",
    "bodies": "structure",
    "manager": "structure",
    "indicators": "impact",
    "monitoring": "monitoring",
    "annexes": "additional_documents",
    "data_sharing": "additional_documents",
    "term": "duration",
    "legal/originals": "duration",
    "legal/disputes": "duration",
}
NO_SECTION: Final = frozenset(
    {
        "schema_number",
        "template",
        "status",
        "accepted",
        "approach",
        "approach_reason",
        "clarifications",
        "meetings",
        "template_use",
        "when_to_use",
        "link",
        "legal/protocol_number",
        "legal/place",
        "legal/signed_on",
    }
)
"""Fields that no section's text consists of: formalities, the preparation, what a template says about itself."""
PROVENANCE: Final = frozenset({"clause", "model", "origins"})
"""What a passage remembers about where it came from; it is not printed."""


def section_of(path: str) -> SectionId | None:
    """The section a path lies in; None for formalities."""
    parts = path.split("/")
    if parts[0] == "sections" and len(parts) > 1:
        return next((section for section in SECTION_IDS if section == parts[1]), None)
    if parts[0] == "answers" and len(parts) > 1:
        return section_of(parts[1].replace(".", "/"))
    return FIELDS_OF.get("/".join(parts[:2])) or FIELDS_OF.get(parts[0])


def content(body: Mapping[str, Any], section: SectionId) -> dict[str, Any]:
    """What a section says, by path: equal contents mean that a position still stands.

    What partners put into actions is text of the work programme and of the budget.
    """
    said: dict[str, Any] = {}
    for path, owner in FIELDS_OF.items():
        if owner == section:
            name, _, field = path.partition("/")
            held = body.get(name)
            said[path] = _printed(held.get(field) if field and isinstance(held, Mapping) else held)
    if section == "budget":
        said["contributions"] = {
            action["id"]: action["contributions"] for action in body["actions"] if action["contributions"]
        }
    said["blocks"] = _printed(next(each["blocks"] for each in body["sections"] if each["id"] == section))
    said["answers"] = {
        key: answer
        for key, answer in sorted(body.get("answers", {}).items())
        if answer is not None and section_of(f"answers/{key}") == section
    }
    return said


def _printed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _printed(inner) for name, inner in value.items() if name not in PROVENANCE}
    return [_printed(inner) for inner in value] if isinstance(value, list) else value
