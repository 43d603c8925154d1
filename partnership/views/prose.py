"""The text of a section: what it covers, passages that save themselves, model texts to start from."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from partnership import labels
from partnership.agreement import SectionId
from partnership.templates import Clause, Help, template_of
from partnership.views.editing import Editor
from studio import ids
from studio.widgets.frame import plain


def passages(e: Editor, section: SectionId) -> None:
    t = e.t
    guide = template_of(e.agreement, t.locale).help[section]
    _guide(e, guide)
    language = _language(e)
    titles = {clause.id: clause.title for clause in guide.clauses}
    blocks = e.agreement.section(section).blocks
    for number, block in enumerate(blocks, 1):
        path = f"sections/{section}/blocks/{block.id}"
        title = titles.get(block.clause) or t("Passage {number}", number=number)
        e.long(f"{path}/text/{language}", block.text.get(language, ""), name=title, rows=4)
        if e.loaded.editable:
            with st.popover(t("Remove passage “{title}”", title=title), type="tertiary"):
                st.markdown(t("Remove this passage in all languages? Earlier revisions keep it."))
                e.fields.remove(path, t("Remove now"), type="primary")
    used = {block.clause for block in blocks}
    with st.container(horizontal=True):
        for clause in guide.clauses:
            if clause.id not in used:
                e.fields.add(
                    f"sections/{section}/blocks",
                    t("Add the model text “{title}”", title=clause.title),
                    partial(_block, e, language, clause),
                    icon=":material/post_add:",
                )
        if e.loaded.editable:
            _own_passage(e, section, language)


def _own_passage(e: Editor, section: SectionId, language: str) -> None:
    from partnership.views.changes import apply_button

    apply_button(e, f"sections/{section}/blocks", e.t("Add an own passage"), partial(_block, e, language, None))


def _block(e: Editor, language: str, clause: Clause | None) -> dict[str, Any]:
    """A new passage; every language of the agreement has its place."""
    text = dict.fromkeys(e.agreement.languages, "")
    if clause is not None:
        text[language] = clause.model
    return {"id": ids.new("b"), "clause": clause.id if clause else "", "text": text}


def _language(e: Editor) -> str:
    t, a = e.t, e.agreement
    if len(a.languages) == 1:
        return a.languages[0]
    names = labels.languages(a.languages, t.locale)
    return st.selectbox(
        t("Language of the text"), a.languages, format_func=names.__getitem__, key=f"{e.loaded.id}/language"
    )


def _guide(e: Editor, guide: Help) -> None:
    t = e.t
    with st.expander(t("What this section covers, questions, examples"), icon=":material/help:"):
        st.markdown(guide.covers)
        st.markdown(f"**{t('Questions to consider')}**\n\n" + "\n".join(f"- {each}" for each in guide.questions))
        st.markdown(f"**{t('A good example')}**\n\n> {plain(guide.good)}")
        st.markdown(f"**{t('A weak example')}**\n\n> {plain(guide.weak)}")
        st.markdown(f"{t('Source:')} {plain(guide.source)}")
