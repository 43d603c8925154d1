"""The record of signing: which text, who, how, when; alone, or behind the text that was signed."""

from __future__ import annotations

from partnership import labels
from partnership.composition import compose
from partnership.composition.pieces import Pieces, col, facts, table
from partnership.signatures import Round, Seat
from studio.documents.model import Document, Heading, PageBreak, Paragraph
from studio.languages import Translator, translator


def compose_signed(round_: Round, locale: str) -> Document:
    """The text that was signed, with the record behind it."""
    document, t = compose(round_.text, locale), translator(locale)
    return document.model_copy(
        update={
            "blocks": (
                *document.blocks,
                PageBreak(),
                Heading(level=1, text=t("Record of signing")),
                *_record(round_, t),
            )
        }
    )


def compose_record(round_: Round, locale: str) -> Document:
    """The record alone; before the last signature it says how far the round is."""
    t = translator(locale)
    title = round_.text.title.strip() or t("Partnership agreement")
    return Document(
        title=t("Record of signing: {title}", title=title),
        locale=locale,
        header=title,
        blocks=tuple(_record(round_, t)),
    )


def _record(round_: Round, t: Translator) -> Pieces:
    names = labels.languages(list(round_.pages), t.locale)
    yield from facts(
        (
            t("Version"),
            t("{name} (revision {number})", name=round_.version or t("without name"), number=round_.revision),
        ),
        (t("Opened for signing"), t("{when} by {person}", when=t.instant(round_.opened_at), person=round_.opened_by)),
        (t("State"), state_of(round_, t)),
        (t("SHA-256 of the text"), round_.text_sha256),
        *(
            (t("SHA-256 of the PDF shown ({language})", language=names[code]), digest)
            for code, digest in sorted(round_.pages.items())
        ),
    )
    rows = [
        (
            str(number),
            seat.party,
            "\n".join(part for part in (seat.signatory, seat.function) if part),
            how(seat, t) + (t("; SHA-256 of the page: {digest}", digest=seat.scan) if seat.scan else ""),
            t.instant(seat.at) if seat.at and seat.state == "signed" else "–",
        )
        for number, seat in enumerate(round_.seats, 1)
    ]
    columns = [
        col(t("No."), 0.4),
        col(t("Partner"), 2.2),
        col(t("Signatory"), 1.8),
        col(t("How it was signed"), 3.4),
        col(t("Recorded at"), 1.4),
    ]
    yield from table(t("Signatures in the order they were asked for"), columns, rows)
    yield Paragraph(
        text=t(
            "How to check: the text was stored as one file of data when it was opened for signing, and every signatory "
            "confirmed its SHA-256. Any tool that computes SHA-256 gives the same figure for that file as long as "
            "nothing in it was changed. Times are in UTC."
        ),
        style="note",
    )
    yield Paragraph(
        text=t(
            "What this record shows: who confirmed the text, by which way and when. A typed name was given through a "
            "link that the partnership manager handed to the signatory; identity papers were not checked. Where the "
            "law asks for signature by hand and stamp, the originals on paper count."
        ),
        style="note",
    )


def state_of(round_: Round, t: Translator) -> str:
    """How a round stands, in one sentence."""
    done, total = sum(seat.state == "signed" for seat in round_.seats), len(round_.seats)
    if round_.outcome == "signed" and round_.closed_at:
        return t("Signed by all {count} partners on {when}", count=total, when=t.instant(round_.closed_at))
    if round_.outcome == "withdrawn" and round_.closed_at:
        return t("Withdrawn on {when}: {reason}", when=t.instant(round_.closed_at), reason=round_.reason)
    return t("{count} of {total} partners have signed", count=done, total=total)


def how(seat: Seat, t: Translator) -> str:
    """By which way a partner signed, or why it did not."""
    if seat.state == "declined":
        return t("Declined: {reason}", reason=seat.reason)
    if seat.state != "signed":
        return t("Not signed")
    by = seat.by or t("(erased)")
    if seat.way == "scan":
        day = t.date(seat.paper_day) if seat.paper_day else "–"
        return t("On paper on {day}; scanned page brought by {person}", day=day, person=by)
    language = labels.languages([seat.language], t.locale)[seat.language]
    return t(
        "Name typed through a personal link by {person}, who read the text in {language}", person=by, language=language
    )
