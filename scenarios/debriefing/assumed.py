"""What was believed in a run and is not what the studio believes, in a printed debrief."""

from __future__ import annotations

from scenarios.weeks.assumptions import changed
from scenarios.weeks.evidence import Evidence
from studio.documents.model import AnyBlock, Column, Paragraph, Table
from studio.languages import Translator


def blocks(evidence: Evidence, told: str, t: Translator) -> list[AnyBlock]:
    """The sentence `told` and a table of the numbers that were moved; nothing under the studio's own assumptions."""
    moved = changed(evidence, t)
    if not moved:
        return []
    columns = ((t("What it says"), 4.0), (t("Here"), 2.0), (t("The studio's own"), 2.0))
    return [
        Paragraph(text=told),
        Table(
            columns=tuple(Column(title=title, share=share) for title, share in columns),
            rows=tuple((one.what, one.here, one.studio) for one in moved),
        ),
    ]
