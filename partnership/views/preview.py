"""The finished document as it stands, and files to take along."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service
from partnership.composition import compose
from partnership.review import Severity
from partnership.services import hand_out
from partnership.views.guide import VIEWS, tabs
from partnership.views.keeping import keeping
from studio.documents import html
from studio.widgets.frame import begin, explained, header, requested

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
agreement = loaded.agreement
found = service.open_findings(loaded)
header(agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, t)

language = agreement.prevailing_language
if len(agreement.languages) > 1:
    names = labels.languages(agreement.languages, t.locale)
    language = st.selectbox(
        t("Language of the document"),
        agreement.languages,
        format_func=names.__getitem__,
        key=f"{loaded.id}/document_language",
    )
errors = sum(finding.severity is Severity.ERROR for finding in found)
if errors:
    st.info(
        t.n(
            "There is {count} error among the findings. You can export all the same.",
            "There are {count} errors among the findings. You can export all the same.",
            errors,
        )
    )
with st.container(horizontal=True):
    for format_, words in (
        ("docx", t("Word document")),
        ("pdf", t("PDF")),
        ("html", t("Web page")),
        ("md", t("Markdown")),
        ("json", t("Data (JSON)")),
        ("xlsx", t("Tables (XLSX)")),
        ("ics", t("Dates (calendar)")),
    ):
        st.link_button(
            words,
            f"/agreements/{loaded.id}/export.{format_}?language={language}",
            icon=":material/download:",
            type="primary" if format_ == "docx" else "secondary",
        )
with st.expander(t("Word document for talks between partners"), icon=":material/track_changes:"):
    st.markdown(
        t(
            "Partners see in Word what changed. A copy they edit can come back on the Word page; nothing of it is "
            "taken over unseen."
        )
    )
    older = {version.revision: version for version in hand_out.versions(actor, loaded.id)}
    since = st.selectbox(
        t("Show changes since"),
        list(older),
        index=None,
        format_func=lambda number: t(
            "revision {number}, {when}, {who}",
            number=number,
            when=t.instant(older[number].at),
            who=older[number].author or t("(erased)"),
        ),
        key=f"{loaded.id}/since",
        placeholder=t("Show no changes"),
    )
    findings = st.checkbox(t("Findings of the review as comments"), key=f"{loaded.id}/with_findings")
    comments = st.checkbox(t("Open comments of partners in the margin"), key=f"{loaded.id}/with_comments")
    tracking = st.checkbox(t("Word records what partners change"), value=True, key=f"{loaded.id}/tracking")
    choices = f"language={language}" + (f"&since={since}" if since else "")
    choices += ("&findings" if findings else "") + ("&comments" if comments else "") + ("&tracking" if tracking else "")
    st.link_button(
        t("Word document with these choices"),
        f"/agreements/{loaded.id}/export.docx?{choices}",
        icon=":material/download:",
    )
keeping(loaded.id, agreement.title, t)
with st.container(border=True):
    st.html(html.fragment(compose(agreement, language), level=2))
