"""Positions by file: sheets go out, filled ones come back and count once the manager has confirmed the sender."""

from __future__ import annotations

from dataclasses import dataclass

from partnership import extent, position_sheet
from partnership.agreement import SECTION_IDS
from partnership.consensus import Stance
from partnership.export import ExportedFile
from partnership.position_sheet import Code, Filled, Problem, Reading
from partnership.service import KIND, one_line
from partnership.services import access, position
from partnership.transfer import to_body
from studio import files
from studio.database import reading, writing
from studio.documents.renderers import RENDERERS
from studio.errors import Invalid
from studio.identity import Actor
from studio.languages import translator
from studio.rights import Level


@dataclass(frozen=True)
class Preview:
    """What a filled sheet says; `moved` are sections whose text has changed since it was sent out."""

    partner: str
    revision: int
    filled: list[Filled]
    problems: list[Problem]
    moved: frozenset[str]


def blank(actor: Actor, agreement_id: str, partner: str, format_: str, locale: str = "") -> ExportedFile:
    """The sheet of a partner on the present text, as `docx` or `xlsx`."""
    seen = position.overview(actor, agreement_id)
    access.known_partner(seen.agreement, partner)
    t = translator(locale or actor.locale)
    code = Code(agreement_id, seen.revision, partner)
    given = {section: seen.matrix.cell(partner, section) for section in SECTION_IDS}
    name = files.safe_name(f"{t('Position sheet')} {seen.agreement.partner_label(partner)}.{format_}")
    if format_ == "xlsx":
        return ExportedFile(name, files.XLSX, position_sheet.workbook(seen.agreement, code, given, t))
    if format_ == "docx":
        media_type, render = RENDERERS[format_]
        return ExportedFile(name, media_type, render(position_sheet.document(seen.agreement, code, given, t)))
    raise Invalid("agreement_format_unknown", format=format_)


def look(actor: Actor, agreement_id: str, content: bytes) -> Preview:
    """What a filled sheet would count as; nothing is stored."""
    found = _read(actor, agreement_id, content)
    with reading() as session:
        agreement, _ = access.current(session, actor, agreement_id, Level.EDITOR)
        access.known_partner(agreement, found.code.partner)
        now = to_body(agreement)
        then = access.body_at(session, actor, agreement_id, found.code.revision)
    moved = frozenset(
        each.section for each in found.filled if extent.content(then, each.section) != extent.content(now, each.section)
    )
    return Preview(found.code.partner, found.code.revision, found.filled, found.problems, moved)


def take(actor: Actor, agreement_id: str, name: str, content: bytes, sender: str) -> int:
    """Let a sheet's positions count and keep the file; returns how many. `sender` says who sent it and how.

    The same file again changes nothing. Positions are bound to the text the sheet was sent out with.
    """
    sender = one_line(sender)
    if not sender:
        raise Invalid("sender_missing")
    found = _read(actor, agreement_id, content)
    if found.problems:
        raise Invalid("sheet_has_problems")
    if not found.filled:
        raise Invalid("sheet_empty")
    with writing() as session:
        agreement, _ = access.current(session, actor, agreement_id, Level.EDITOR)
        access.unsigned(agreement)
        access.known_partner(agreement, found.code.partner)
        attachment = files.attach(session, actor, KIND, agreement_id, name, content, types=(files.DOCX, files.XLSX))
        digest = files.put(session, content)
        rows = []
        for each in found.filled:
            row = position.checked(
                actor,
                agreement_id,
                found.code.partner,
                each.section,
                Stance(each.stance),
                each.reason,
                each.counter,
                found.code.revision,
                f"{digest}/{each.section}",
            )
            row.sender, row.attachment_id = sender, attachment
            rows.append(row)
        position.store(session, actor, rows)
    return len(rows)


def _read(actor: Actor, agreement_id: str, content: bytes) -> Reading:
    found = position_sheet.read(content, translator(actor.locale))
    if found.code.agreement_id != agreement_id:
        raise Invalid("sheet_other_agreement")
    return found
