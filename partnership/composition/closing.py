"""Sections 11 and 12: annexes and client data, term, changes, languages, originals, disputes."""

from __future__ import annotations

from partnership import labels
from partnership.composition.pieces import Pieces, Writer, col, facts, or_dash, said, table
from studio.documents.model import Paragraph


def additional_documents(w: Writer) -> Pieces:
    a, t = w.agreement, w.t
    kinds, states = labels.annex_kinds(t), labels.annex_states(t)
    rows = [
        (
            str(number),
            annex.title.strip() or kinds.get(annex.kind, "–"),
            kinds.get(annex.kind, "–"),
            states.get(annex.state, "–"),
            or_dash(annex.note),
        )
        for number, annex in enumerate(a.annexes, 1)
    ]
    columns = [
        col(t("No."), 0.5),
        col(t("Document"), 2.6),
        col(t("Kind"), 2.0),
        col(t("State"), 1.0),
        col(t("Note"), 2.4),
    ]
    yield from table(t("Documents that belong to the agreement"), columns, rows)
    data = a.data_sharing
    if data.client_data_shared is None:
        return
    if not data.client_data_shared:
        yield Paragraph(text=t("The partners do not share data about individual clients."))
        return
    yield w.subheading(t("Client data"))
    yield from facts(
        (t("Data shared"), data.data_items),
        (t("Purpose"), data.purpose),
        (t("Lawful basis"), data.lawful_basis),
        (t("Consent of the client"), data.consent),
        (t("Kept until"), data.retention),
    )


def duration(w: Writer) -> Pieces:
    a, t = w.agreement, w.t
    term = a.term
    yield from facts(
        (t("Term"), w.period(term.start, term.end)),
        (
            t("Notice"),
            t.n("{count} month", "{count} months", term.notice_months) if term.notice_months else "",
        ),
    )
    if term.annual_programmes:
        yield Paragraph(text=t("Each year of the term has a work programme and a budget of its own."))
    yield from said(w, t("Joining"), term.joining, "term/joining")
    yield from said(w, t("Leaving"), term.leaving, "term/leaving")
    yield from said(w, t("Changes to the agreement"), term.amendment, "term/amendment")
    yield from said(w, t("Termination"), term.termination, "term/termination")
    yield from said(w, t("Settlement of disputes"), a.legal.disputes, "legal/disputes")
    names = labels.languages(a.languages, t.locale)
    sentences = []
    if len(a.languages) > 1:
        sentences.append(
            t(
                "The agreement is made in {languages}; where the texts differ, the text in {language} prevails.",
                languages=t.list(list(names.values())),
                language=names[a.prevailing_language],
            )
        )
    if a.legal.originals:
        sentences.append(
            t.n(
                "It is signed in {count} original.",
                "It is signed in {count} originals of equal force.",
                a.legal.originals,
            )
        )
    if sentences:
        yield Paragraph(text=" ".join(sentences))
