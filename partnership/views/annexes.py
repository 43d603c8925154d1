"""Text of a document beside the agreement: clauses, golden rules to choose among, files, a template of one's own."""

from __future__ import annotations

from functools import partial

import streamlit as st

from partnership.annexes import AnnexTemplate, Suggestions, annex_kinds, annex_template, block_of, new_annex
from partnership.clauses import Clause
from partnership.items import Annex, Block
from partnership.services import reuse
from partnership.views.editing import Editor, open_item
from partnership.views.keeping import keeping
from partnership.views.model_text import beside
from studio import ids
from studio.changes import AddItem, Change, MoveItem
from studio.errors import Forbidden, StudioError
from studio.rights import allowed
from studio.widgets.frame import current_actor, plain, said


def annex_text(e: Editor, path: str, annex: Annex) -> None:
    """Editors of the clauses of one annex."""
    t, language = e.t, _language(e)
    offered, models = annex_template(annex.kind, t.locale), annex_template(annex.kind, language)
    st.subheader(t("Text of the document"), anchor=False)
    if not annex.blocks:
        st.markdown(offered.about if offered else t("Write it here, or keep it elsewhere and only name it."))
    known = models.known() if models else {}
    helps = offered.known() if offered else {}
    for position, block in enumerate(annex.blocks):
        place = f"{path}/blocks/{block.id}"
        with st.container(border=True):
            e.text(f"{place}/title")
            e.long(f"{place}/text/{language}", block.text.get(language, ""), rows=4)
            model = known[block.clause].model if block.clause in known else ""
            beside(e, place, block, helps.get(block.clause), model, language)
            if position:
                before = annex.blocks[position - 2].id if position > 1 else ""
                e.button(f"{place}^", t("Move up"), partial(_moved, place, before), icon=":material/arrow_upward:")
    if models:
        _missing(e, path, annex, models, language)
        for group in models.suggestions:
            _suggested(e, path, annex, group, language)
    with st.container(horizontal=True):
        e.button(f"{path}/blocks+own", t("Add an own passage"), partial(_own, e, path), icon=":material/add:")
        if annex.blocks and e.loaded.editable:
            with st.popover(t("Remove a passage"), icon=":material/delete:"):
                for number, block in enumerate(annex.blocks, 1):
                    name = block.title.strip() or t("Passage {number}", number=number)
                    e.fields.remove(f"{path}/blocks/{block.id}", t("Remove “{title}”", title=plain(name)))
    if annex.blocks:
        _files(e, annex, language)
        keeping(e.loaded.id, annex.title, t, annex.id)


def _language(e: Editor) -> str:
    """The language chosen for the section's passages, which stand above."""
    chosen = st.session_state.get(f"{e.loaded.id}/language")
    return chosen if chosen in e.agreement.languages else e.agreement.prevailing_language


def _missing(e: Editor, path: str, annex: Annex, template: AnnexTemplate, language: str) -> None:
    used = {block.clause for block in annex.blocks}
    missing = [clause for clause in template.clauses if clause.id not in used]
    if not missing:
        return
    t = e.t
    if not annex.blocks:
        e.button(
            f"{path}/blocks+all",
            t("Begin with the model text"),
            partial(_clauses, e, path, missing, language),
            icon=":material/post_add:",
            type="primary",
        )
        return
    with st.container(horizontal=True):
        for clause in missing:
            e.button(
                f"{path}/blocks+{clause.id}",
                t("Add the model text “{title}”", title=clause.title),
                partial(_clauses, e, path, [clause], language),
                icon=":material/post_add:",
            )


def _suggested(e: Editor, path: str, annex: Annex, group: Suggestions, language: str) -> None:
    """Suggestions to tick; those that stand in the annex already are not offered again."""
    t = e.t
    used = {block.clause for block in annex.blocks}
    left = [clause for clause in group.clauses if clause.id not in used]
    if not left or not e.loaded.editable:
        return
    with st.expander(t("Suggestions: {group}", group=group.title), icon=":material/lightbulb:"):
        st.markdown(t("Tick what fits you. You can rewrite every rule afterwards."))
        places = {f"{e.loaded.id}/{path}/tick/{clause.id}": clause for clause in left}
        for place, clause in places.items():
            st.checkbox(f"**{plain(clause.title)}**  \n{plain(clause.covers)}", key=place)
        st.markdown(f"{t('Source:')} {plain(group.source)}")

        def ticked() -> list[Change]:
            return _clauses(e, path, [clause for key, clause in places.items() if st.session_state.get(key)], language)

        e.button(f"{path}/blocks+{group.id}", t("Add the ticked ones"), ticked, icon=":material/playlist_add:")


def _clauses(e: Editor, path: str, clauses: list[Clause], language: str) -> list[Change]:
    made = [block_of(clause, language, e.agreement.languages) for clause in clauses]
    return [AddItem(path=f"{path}/blocks", item=block.model_dump(mode="json")) for block in made]


def _own(e: Editor, path: str) -> list[Change]:
    block = Block(id=ids.new("b"), text=dict.fromkeys(e.agreement.languages, ""))
    return [AddItem(path=f"{path}/blocks", item=block.model_dump(mode="json"))]


def _moved(place: str, after: str) -> list[Change]:
    return [MoveItem(path=place, after=after)]


def _files(e: Editor, annex: Annex, language: str) -> None:
    t = e.t
    st.markdown(t("It comes with the agreement's document, and alone:"))
    with st.container(horizontal=True):
        for format_, words in (
            ("docx", t("Word document")),
            ("pdf", t("PDF")),
            ("html", t("Web page")),
            ("md", t("Markdown")),
            ("json", t("Data (JSON)")),
        ):
            address = f"/agreements/{e.loaded.id}/annexes/{annex.id}/export.{format_}?language={language}"
            st.link_button(words, address, icon=":material/download:")


def more_documents(e: Editor) -> None:
    """Documents that have a model text and are not among the annexes yet, and those of own templates."""
    t, a = e.t, e.agreement
    if not e.loaded.editable:
        return
    there = {annex.kind for annex in a.annexes}
    with st.expander(t("Add a document with model text"), icon=":material/post_add:"):
        for kind in annex_kinds():
            found = annex_template(kind, t.locale)
            if found and kind not in there:
                st.markdown(f"**{found.title}**  \n{found.about} *{found.when}*")
                e.button(
                    f"annexes+{kind}",
                    t("Add: {title}", title=found.title),
                    partial(_begun, e, kind),
                    icon=":material/add:",
                )
        if there >= set(annex_kinds()):
            st.markdown(t("All documents that have a model text are there already."))
        _own_documents(e)


def _begun(e: Editor, kind: str) -> list[Change]:
    a = e.agreement
    made = new_annex(kind, a.prevailing_language, a.languages)
    open_item(f"{e.loaded.id}/annexes=open", made.id)
    return [AddItem(path="annexes", item=made.model_dump(mode="json"))]


def _own_documents(e: Editor) -> None:
    t, actor = e.t, current_actor()
    if actor is None or not allowed(actor, "agreement.create"):
        return
    known = {
        f"{template.id}/{annex}": f"{title or t('Document without title')} ({template.title})"
        for template in reuse.templates(actor)
        if template.id != e.loaded.id
        for annex, title in template.annexes
    }
    if not known:
        return
    key = f"{e.loaded.id}/annexes/own"
    st.selectbox(t("From templates of your own"), list(known), format_func=known.__getitem__, key=key)

    def attached() -> None:
        try:
            person = current_actor()
            if person is None:
                raise Forbidden("session_ended")
            template, _, annex = str(st.session_state[key]).partition("/")
            made = reuse.attach(person, e.loaded.id, template, annex, ids.new("key"))
        except StudioError as error:
            said(t, error)
        else:
            open_item(f"{e.loaded.id}/annexes=open", made)

    st.button(t("Add this document"), key=f"{key}/do", on_click=attached, icon=":material/add:")
