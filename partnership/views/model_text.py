"""Beside a passage: how far it is from its model text, what changed word by word, questions and examples."""

from __future__ import annotations

import html

import streamlit as st

from partnership import labels
from partnership.clauses import Clause
from partnership.deviation import deviation, model_of
from partnership.differences import words
from partnership.items import Block
from partnership.preparation import questions
from partnership.views.editing import Editor
from studio.documents.words import language_tag
from studio.widgets.frame import plain

_TAGS = {"same": ("", ""), "added": ("<ins>", "</ins>"), "removed": ("<del>", "</del>")}


def beside(e: Editor, place: str, block: Block, clause: Clause | None, model: str, language: str) -> None:
    """State of the passage in one line, with the model text and the clause's help behind a button.

    `clause` is in the reader's language; `model` is its model text in `language`, that of the passage.
    """
    t = e.t
    model = model_of(block, model)
    state = deviation(block.text.get(language, ""), model)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(labels.deviations(t)[state] + _origins(e, block))
        if model or clause:
            with st.popover(t("Model text and examples"), icon=":material/menu_book:"):
                if clause:
                    _help(e, clause)
                if model:
                    st.markdown(f"**{t('Model text')}**")
                    st.html(_written(html.escape(model), language))
                if state == "changed" and st.toggle(
                    t("Show what differs from the model text"), key=f"{e.loaded.id}/{place}/differs"
                ):
                    st.html(_written(_marked(model, block.text.get(language, "")), language))


def _origins(e: Editor, block: Block) -> str:
    """` · From the preparation: …`, or nothing."""
    if not block.origins:
        return ""
    t = e.t
    known = questions(t.locale)
    own = {each.id: each.title for each in e.agreement.clarifications}
    names = [known[each].title if each in known else own.get(each, "") for each in block.origins]
    return " · " + t("From the preparation: {questions}", questions=plain("; ".join(filter(None, names))))


def _help(e: Editor, clause: Clause) -> None:
    t = e.t
    if clause.covers:
        st.markdown(f"**{t('What it covers')}**\n\n{clause.covers}")
    if clause.questions:
        asked = "\n".join(f"- {each}" for each in clause.questions)
        st.markdown(f"**{t('Questions to consider')}**\n\n{asked}")
    if clause.good:
        st.markdown(f"**{t('A good example')}**\n\n> {plain(clause.good)}")
    if clause.weak:
        st.markdown(f"**{t('A weak example')}**\n\n> {plain(clause.weak)}")
    if clause.source:
        st.markdown(f"{t('Source:')} {plain(clause.source)}")


def _marked(before: str, after: str) -> str:
    parts = []
    for stretch in words(before, after):
        opened, closed = _TAGS[stretch.mark]
        parts.append(f"{opened}{html.escape(stretch.text)}{closed}")
    return "".join(parts)


def _written(markup: str, language: str) -> str:
    """Text of the agreement, in its own language."""
    tag = language_tag(language)
    return f'<div class="icm-document" lang="{html.escape(tag)}" style="white-space: pre-wrap">{markup}</div>'
