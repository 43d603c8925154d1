"""The finished document as it stands, and files to take along."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service
from partnership.composition import compose
from partnership.review import Severity, review
from partnership.views.guide import VIEWS, tabs
from studio.documents import html
from studio.widgets.frame import begin, explained, header, requested

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
agreement = loaded.agreement
found = review(agreement)
header(agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, found, t)

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
    ):
        st.link_button(
            words,
            f"/agreements/{loaded.id}/export.{format_}?language={language}",
            icon=":material/download:",
            type="primary" if format_ == "docx" else "secondary",
        )
with st.container(border=True):
    st.html(html.fragment(compose(agreement, language), level=2))
