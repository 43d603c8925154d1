"""Draft: one section at a time, with its text, its editors, what is missing, and how it will look."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service
from partnership.agreement import SECTION_IDS, SectionId
from partnership.composition import compose_section
from partnership.sections import completeness
from partnership.views import governance, opening, programme
from partnership.views.afterwards import belonging
from partnership.views.editing import Editor
from partnership.views.guide import VIEWS, findings_of, kept, neighbours, open_points, section_map, tabs
from partnership.views.prose import passages
from studio.documents import html
from studio.widgets.frame import begin, explained, header, requested
from studio.widgets.links import page_link
from studio.widgets.picking import to_the_top

EDITORS = {
    "introduction": opening.introduction,
    "partners": opening.partners,
    "aims": opening.aims,
    "strategy": opening.strategy,
    "target_groups": opening.target_groups,
    "work_programme": programme.work_programme,
    "budget": programme.budget,
    "structure": governance.structure,
    "impact": governance.impact,
    "monitoring": governance.monitoring,
    "additional_documents": governance.additional_documents,
    "duration": governance.duration,
}

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
agreement = loaded.agreement
found = service.open_findings(loaded)
done = completeness(agreement)

header(
    agreement.title or t("Agreement without title"),
    back=(t("Agreements"), VIEWS / "list.py"),
)
tabs(loaded, t)
if requested("from") == "findings":
    page_link(
        VIEWS / "findings.py",
        label=t("Back to the findings"),
        icon=":material/arrow_back:",
        query_params={"id": loaded.id},
    )
if not loaded.editable:
    st.info(t("You can read this agreement but not change it."))

if agreement.status == "template":
    st.info(
        t("This is a template. What you change here, later drafts begin with; drafts made before stay as they are.")
    )

main, side = st.columns([5, 3], gap="large")
with side:
    section: SectionId = section_map(loaded.id, done, t)
    to_the_top(kept(loaded.id))
number, title = SECTION_IDS.index(section) + 1, labels.sections(t)[section]
with main:
    editor = Editor(loaded, t)
    if agreement.status == "template":
        editor.text("when_to_use")
    belonging(editor)
    st.header(f"{number} {title}", anchor=False)
    st.markdown(f"[{t('All sections and findings')}](#sections)")
    passages(editor, section)
    st.divider()
    EDITORS[section](editor)
    open_points(editor, done[section])
    if st.toggle(t("Show how this section will look"), key=f"{loaded.id}/look"):
        with st.container(border=True):
            st.html(html.fragment(compose_section(agreement, section, agreement.prevailing_language), level=3))
    neighbours(loaded.id, section, t)
with side:
    findings_of(loaded.id, found, section, t)
editor.fields.settle()
