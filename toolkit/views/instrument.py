"""An instrument to read: every standard and criterion with its anchors, evidence and source."""

from pathlib import Path

import streamlit as st

from studio.rights import allowed
from studio.widgets.frame import begin, explained, header, requested
from studio.widgets.links import page_link
from studio.widgets.tables import show_table
from toolkit.instrument import Node
from toolkit.instrument_document import InstrumentNames
from toolkit.loader import FIRST, cite
from toolkit.services import own
from toolkit.views.crosswalk import show_crosswalk
from toolkit.views.library import size

HERE = Path(__file__).parent

actor, t = begin("toolkit.read")
with explained(t):
    instrument, words = own.find(actor, requested() or FIRST)
names = InstrumentNames(actor.locale)
may_assess = allowed(actor, "assessment.create")
header(words.title, words.about, back=(t("Library"), HERE / "standards.py") if may_assess else None)
st.markdown(f"{size(instrument, t)} · {names.source(instrument.sources)}")
with st.container(horizontal=True, vertical_alignment="center"):
    if may_assess:
        page_link(
            HERE / "standards.py",
            label=t("Start a check with it"),
            icon=":material/checklist:",
            query_params={"instrument": instrument.id},
        )
    for to, label in (("docx", t("Word document")), ("pdf", t("PDF"))):
        st.link_button(label, f"/instruments/{instrument.id}/export.{to}", icon=":material/download:")
    st.link_button(t("Workbook to change"), f"/instruments/{instrument.id}/own.xlsx", icon=":material/table_view:")
    st.link_button(t("Data (YAML)"), f"/instruments/{instrument.id}/own.yaml", icon=":material/code:")
    st.link_button(t("Data (JSON)"), f"/instruments/{instrument.id}/own.json", icon=":material/data_object:")
    st.link_button(t("XLSForm"), f"/instruments/{instrument.id}/form.xlsx", icon=":material/phone_android:")


def sources(node: Node) -> None:
    st.markdown(f"**{t('Source')}**: {'; '.join(cite(source, actor.locale) for source in node.sources)}")


for node in instrument.nodes:
    told = words.nodes[node.id]
    if not node.assessable:
        (st.subheader if node.parent else st.header)(f"{node.ref} {told.title}", anchor=node.id)
        st.markdown(told.text)
    elif node.prompt:
        st.markdown(f"**{node.ref} {told.title}**. {told.text}")
        if told.evidence:
            with st.expander(t("What to weigh")):
                st.markdown(told.evidence)
                sources(node)
    else:
        with st.expander(f"**{node.ref} {told.title}**: {told.text}"):
            if node.extension:
                st.markdown(f":material/add_circle: {names.extension}")
            show_table(
                {
                    t("Level"): [f"{level} {words.levels[n]}" for n, level in enumerate(instrument.scale.levels)],
                    t("What it looks like"): list(told.anchors),
                },
                alt=t("Levels of {criterion}", criterion=told.title),
            )
            st.markdown(f"**{t('Typical evidence')}**: {told.evidence}")
            st.markdown(f"**{t('How to find out')}**: {t.list([names.methods[method] for method in node.methods])}")
            sources(node)

show_crosswalk(instrument, words, t)
