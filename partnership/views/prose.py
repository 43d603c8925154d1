"""The text of a section: what it covers, passages that save themselves, model texts to start from."""

from __future__ import annotations

from functools import partial

import streamlit as st

from partnership import labels
from partnership.agreement import SectionId
from partnership.clauses import Clause
from partnership.templates import Help, template_of
from partnership.views.editing import Editor
from partnership.views.guide import read_more
from partnership.views.model_text import beside
from studio import ids
from studio.changes import AddItem, Change
from studio.documents import html, pasted
from studio.documents.model import Document, Prose
from studio.errors import StudioError
from studio.messages import explain
from studio.widgets.frame import plain


def passages(e: Editor, section: SectionId) -> None:
    t = e.t
    guide = template_of(e.agreement, t.locale).help[section]
    _guide(e, guide)
    language = _language(e)
    clauses = {clause.id: clause for clause in guide.clauses}
    blocks = e.agreement.section(section).blocks
    titles = [
        clauses[block.clause].title if block.clause in clauses else t("Passage {number}", number=n)
        for n, block in enumerate(blocks, 1)
    ]
    models = {clause.id: clause.model for clause in template_of(e.agreement, language).help[section].clauses}
    for block, title in zip(blocks, titles, strict=True):
        place = f"sections/{section}/blocks/{block.id}"
        e.long(f"{place}/text/{language}", block.text.get(language, ""), name=title, rows=4, markdown=True)
        beside(e, place, block, clauses.get(block.clause), models.get(block.clause, ""), language)
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
    _from_word(e, section, language)


def _from_word(e: Editor, section: SectionId, language: str) -> None:
    """A Word document as a passage: read, shown, added."""
    t, place = e.t, f"{e.loaded.id}/{section}/word"
    if not e.loaded.editable:
        return
    with st.expander(t("Bring in text from Word"), icon=":material/upload_file:"):
        st.markdown(
            t(
                "Text copied in Word can be pasted into a passage above: headings, lists, tables and bold type come "
                "along. A whole Word document becomes a passage here."
            )
        )
        turn = st.session_state.get(f"{place}/turn", 0)
        file = st.file_uploader(t("Word document"), type=["docx"], key=f"{place}/file/{turn}")
        if file is None:
            return
        try:
            text = pasted.from_docx(file.getvalue())
        except StudioError as error:
            st.error(explain(error, t))
            return
        if not text:
            st.warning(t("There is no text in this document."))
            return
        with st.container(border=True):
            document = Document(title="", locale=t.locale, blocks=(Prose(markdown=text),))
            st.html(html.fragment(document, level=3))
        e.button(f"{section}+word", t("Add as a passage"), partial(_word_added, e, section, language, text, place))


def _word_added(e: Editor, section: SectionId, language: str, text: str, place: str) -> list[Change]:
    st.session_state[f"{place}/turn"] = st.session_state.get(f"{place}/turn", 0) + 1
    item = {"id": ids.new("b"), "clause": "", "text": dict.fromkeys(e.agreement.languages, "") | {language: text}}
    return [AddItem(path=f"sections/{section}/blocks", item=item)]


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
        read_more(guide.source, t)
