"""The annual report: what the studio knows about a year, two texts to write, and the finished report."""

from __future__ import annotations

import streamlit as st

from partnership import service
from partnership.composition.annual import compose_annual, gaps
from partnership.services import reflect, report
from partnership.views.afterwards import chosen_year, not_signed, top
from studio.documents import html
from studio.widgets.frame import begin, explained, plain, requested
from studio.widgets.writing import writing

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
top(loaded, t("Written from what was reported, decided and thought about; what is missing is said openly."), t)
not_signed(loaded.agreement, t)
year = chosen_year(loaded, t)
with explained(t):
    here = reflect.load(actor, loaded.id, year)
    found = report.facts(actor, loaded.id, year, t.locale)

for path, label, value in (
    ("summary", t("The year in our own words"), here.book.summary),
    ("decisions", t("Decisions of the bodies, with their dates"), here.book.decisions),
):
    writing(
        label,
        document_id=f"{loaded.id}/{year}",
        path=path,
        value=value,
        revision=here.revision,
        url=f"/agreements/{loaded.id}/years/{year}/save",
        t=t,
        rows=4,
        disabled=not here.editable,
    )

st.header(t("Take away"), anchor=False)
with st.container(horizontal=True):
    for to, label in (("docx", t("Word document")), ("pdf", t("PDF")), ("md", t("Markdown"))):
        address = f"/agreements/{loaded.id}/years/{year}/report.{to}"
        st.link_button(label, address, icon=":material/download:")
missing = gaps(found, t)
with st.expander(t.n("{count} gap", "{count} gaps", len(missing)), icon=":material/pending:", expanded=False):
    st.markdown("\n".join(f"- {plain(each)}" for each in missing) or t("Nothing is missing."))

st.header(t("The report as it stands"), anchor=False)
with st.container(border=True, key="report"):
    st.html(html.fragment(compose_annual(found, t.locale), level=3))
