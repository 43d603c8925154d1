"""Handing an agreement out as a Word file: clean, with the changes since a revision, with comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from partnership import word
from partnership.agreement import Agreement
from partnership.export import ExportedFile
from partnership.review import review
from partnership.review.answers import still_open
from partnership.service import KIND
from partnership.services import comment, word_template
from partnership.transfer import from_body
from studio import files, identity, versioned
from studio.database import reading
from studio.documents.docx import Revised
from studio.documents.word_comments import Remark
from studio.identity import Actor
from studio.languages import translator


@dataclass(frozen=True)
class Version:
    """A revision that changes can be shown from."""

    revision: int
    at: datetime
    author: str


def versions(actor: Actor, agreement_id: str) -> list[Version]:
    """Every revision but the present one, newest first."""
    with reading() as session:
        found = versioned.history(session, actor, KIND, agreement_id)[1:]
        names = identity.names(session, {each.person_id for each in found})
    return [Version(each.number, each.at, names.get(each.person_id, "")) for each in found]


def hand_out(
    actor: Actor,
    agreement_id: str,
    language: str = "",
    *,
    since: int = 0,
    findings: bool = False,
    comments: bool = False,
    tracking: bool = False,
) -> ExportedFile:
    """The Word file on the template chosen for the agreement; `since` names the revision that changes are shown from.

    NotFound when there is no such revision, TemplateError when the template cannot be used any more.
    """
    with reading() as session:
        stored = versioned.load(session, actor, KIND, agreement_id)
        agreement = from_body(stored.body)
        template = word_template.content_of(session, agreement_id)
        before = None
        if since:
            old, _ = versioned.body_at(session, actor, KIND, agreement_id, since)
            later = [r for r in versioned.history(session, actor, KIND, agreement_id) if r.number > since]
            names = identity.names(session, {r.person_id for r in later})
            authors = dict.fromkeys(names.get(r.person_id, "") for r in reversed(later))
            before = word.Since(
                from_body(old), Revised(", ".join(name for name in authors if name)[:200], stored.changed_at)
            )
    chosen = _language(agreement, language)
    remarks = word.as_remarks(still_open(agreement, review(agreement)), translator(actor.locale)) if findings else []
    if comments:
        remarks += _open_comments(actor, agreement_id)
    content = word.write(
        agreement,
        word.Copy(agreement_id, stored.revision, chosen),
        template=template,
        since=before,
        remarks=remarks,
        tracking=tracking,
    )
    name = files.safe_name(f"{agreement.title.strip() or 'agreement'}.docx", default="agreement.docx")
    return ExportedFile(name, files.DOCX, content)


def _open_comments(actor: Actor, agreement_id: str) -> list[Remark]:
    """What partners remarked and nobody settled, answers behind what they answer."""
    threads = [each for each in comment.comments(actor, agreement_id) if not each.resolved]
    return [
        Remark(said.text, said.author, f"sections/{thread.section}", thread.path)
        for thread in threads
        for said in (thread, *thread.replies)
    ]


def _language(agreement: Agreement, wanted: str) -> str:
    return wanted if wanted in agreement.languages else agreement.prevailing_language
