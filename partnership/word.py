"""An agreement as a Word file that can travel: on the institution's template, with changes shown, with comments.

Such a file says out of sight which agreement, revision and language it holds, so that an edited copy finds its base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from partnership.agreement import Agreement
from partnership.composition import compose
from partnership.review import Finding
from partnership.wording import explain_finding
from studio.documents import docx
from studio.documents.docx import Revised
from studio.documents.word_comments import Remark, add
from studio.documents.word_marks import start_tracking, write_properties
from studio.documents.word_redline import track
from studio.languages import Translator

AGREEMENT, REVISION, LANGUAGE, REDLINE = "ICM agreement", "ICM revision", "ICM language", "ICM changes shown"
"""Names of the custom properties."""
STUDIO = "ICM Studio"
"""Author of the comments that the studio itself writes; they are no news when they come back."""


@dataclass(frozen=True)
class Copy:
    """Which text a Word file holds."""

    agreement_id: str
    revision: int
    language: str


@dataclass(frozen=True)
class Since:
    """The older text that changes are shown from, and in whose name."""

    agreement: Agreement
    revised: Revised

    @property
    def stamp(self) -> str:
        """Names the studio's own tracked changes among those that partners make."""
        return f"{self.revised.stamp}|{self.revised.author}"


def write(
    agreement: Agreement,
    copy: Copy,
    *,
    template: bytes | None = None,
    since: Since | None = None,
    remarks: Sequence[Remark] = (),
    tracking: bool = False,
) -> bytes:
    """The file; with `tracking`, Word records what is changed in it. Raises TemplateError."""
    word = docx.made(compose(agreement, copy.language), template)
    properties = {AGREEMENT: copy.agreement_id, REVISION: str(copy.revision), LANGUAGE: copy.language}
    if since is not None:
        track(docx.made(compose(since.agreement, copy.language), template), word, since.revised)
        properties[REDLINE] = since.stamp
    add(word, remarks)
    write_properties(word, properties)
    if tracking:
        start_tracking(word)
    return docx.saved(word)


def as_remarks(findings: Sequence[Finding], t: Translator) -> list[Remark]:
    """Findings of the review as comments on their sections."""
    remarks = []
    for finding in findings:
        said = explain_finding(finding, t)
        text = f"{said.message}\n{said.why} {said.remedy}\n{t('Source:')} {said.source}"
        remarks.append(Remark(text, STUDIO, f"sections/{finding.section}", finding.path))
    return remarks
