"""The text of a section: what it covers, passages that save themselves, model texts to start from."""

from __future__ import annotations

from functools import partial

import streamlit as st

from partnership import labels
from partnership.agreement import SectionId
from partnership.templates import Clause, Help, template_of
from partnership.views.editing import Editor
from studio import ids
from studio.changes import AddItem, Change
from studio.widgets.frame import plain


def passages(e: Editor, section: SectionId) -> None:
    t = e.t
    guide = template_of(e.agreement, t.locale).help[section]
    _guide(e, guide)
    language = _language(e)
    clauses = {clause.id: clause.title for clause in guide.clauses}
    blocks = e.agreement.section(section).blocks
    titles = [clauses.get(block.clause) or t("Passage {number}", number=n) for n, block in enumerate(blocks, 1)]
    for block, title in zip(blocks, titles, strict=True):
        path = f"sections/{section}/blocks/{block.id}/text/{language}"
        e.long(path, block.text.get(language, ""), name=title, rows=4)
    used = {block.clause for block in blocks}
    with st.container(horizontal=True):
        for clause in guide.clauses:
            if clause.id not in used:
                e.button(
                    f"{section}+{clause.id}",
                    t("Add the model text “{title}”", title=clause.title),
                    partial(_added, e, section, language, clause),
                    icon=":material/post_add:",
                )
        e.button(
            f"{section}+own",
            t("Add an own passage"),
            partial(_added, e, section, language, None),
            icon=":material/add:",
        )
        if blocks and e.loaded.editable:
            with st.popover(t("Remove a passage"), icon=":material/delete:"):
                st.markdown(t("A passage is removed in all languages; earlier revisions keep it."))
                for block, title in zip(blocks, titles, strict=True):
                    e.fields.remove(f"sections/{section}/blocks/{block.id}", t("Remove “{title}”", title=title))


def _added(e: Editor, section: SectionId, language: str, clause: Clause | None) -> list[Change]:
    """A new passage; every language of the agreement has its place."""
    text = dict.fromkeys(e.agreement.languages, "")
    if clause is not None:
        text[language] = clause.model
    item = {"id": ids.new("b"), "clause": clause.id if clause else "", "text": text}
    return [AddItem(path=f"sections/{section}/blocks", item=item)]


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
