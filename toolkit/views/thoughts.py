"""What raters wrote to prompts, and the files of an assessment."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from studio.languages import Translator
from studio.widgets.frame import plain
from toolkit.assessment import Thoughts
from toolkit.services.assess import Assessment


def show_thoughts(found: Assessment, thoughts: Iterable[Thoughts], t: Translator) -> None:
    """Every prompt somebody wrote to, with what was written, and how many wait."""
    waiting = 0
    for each in thoughts:
        own = found.words.nodes[each.node.id]
        if not each.texts:
            waiting += 1
            continue
        with st.container(border=True, key=f"thoughts_{each.node.id}"):
            st.subheader(f"{each.node.ref} {own.title}", anchor=False)
            st.markdown(own.text)
            for text in each.texts:
                st.markdown("- " + "  \n  ".join(plain(line) for line in text.splitlines()))
    if waiting:
        st.markdown(t.n("{count} question has no thoughts yet.", "{count} questions have no thoughts yet.", waiting))


def take_away(assessment_id: str, t: Translator) -> None:
    """The report in the formats people work with."""
    st.header(t("Take away"), anchor=False)
    with st.container(horizontal=True):
        for to, label in (("docx", t("Word document")), ("pdf", t("PDF")), ("xlsx", t("Spreadsheet"))):
            st.link_button(label, f"/assessments/{assessment_id}/export.{to}", icon=":material/download:")
