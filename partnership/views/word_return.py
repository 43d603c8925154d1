"""Edited copies that came back: what changed, by whom, and taking a passage over."""

from __future__ import annotations

from functools import partial

import streamlit as st

from partnership import labels
from partnership.agreement import SECTION_IDS, SectionId
from partnership.field_labels import place
from partnership.service import Loaded
from partnership.services import hand_on, take_back
from partnership.services.take_back import Passage, State
from partnership.views.consenting import STYLE, marked
from partnership.views.guide import VIEWS
from partnership.word_back import ByHand, Remarked
from studio.errors import StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.messages import explain
from studio.widgets.frame import begin, current_actor, plain, said
from studio.widgets.links import page_link


def returned(actor: Actor, loaded: Loaded, t: Translator) -> None:
    st.markdown(
        t(
            "Hand the agreement out as a Word document under “Preview and export”. When a partner sends it back with "
            "changes and comments, bring it here: each changed passage is shown beside the draft, and nothing is taken "
            "over before you say so."
        )
    )
    key = f"{loaded.id}/returned"
    with st.form(f"{key}/form", clear_on_submit=True):
        file = st.file_uploader(t("Edited copy (.docx)"), type=["docx"], key=f"{key}/file")
        if st.form_submit_button(t("Compare with its draft"), key=f"{key}/bring", type="primary"):
            if file is None:
                st.warning(t("Choose a file first."))
            else:
                _bring(loaded.id, file.name, file.getvalue())
    copies = {each.id: each for each in take_back.brought(actor, loaded.id)}
    if not copies:
        return
    chosen = st.selectbox(
        t("Copy that came back"),
        list(copies),
        format_func=lambda each: t(
            "{name}, brought {when} by {who}",
            name=copies[each].name,
            when=t.instant(copies[each].at),
            who=copies[each].by or t("(erased)"),
        ),
        key=f"{key}/copy",
    )
    if chosen not in copies:
        return
    try:
        comparison = take_back.compared(actor, loaded.id, chosen)
    except StudioError as error:
        st.error(explain(error, t))
    else:
        st.markdown(t("It was made from revision {number}.", number=comparison.revision))
        _passages(loaded, chosen, comparison.passages, t)
        waiting = any(each.state in (State.OPEN, State.MOVED) for each in comparison.passages)
        if loaded.editable and (waiting or comparison.comments):
            _hand_on(loaded.id, chosen, t)
        _comments(loaded, comparison.comments, t)
        _by_hand(loaded, comparison.by_hand, t)
    with st.popover(t("Put this copy away"), icon=":material/delete:"):
        st.markdown(t("What you have taken over stays. The file is not kept any longer."))
        if st.button(t("Put away now"), key=f"{key}/away/{chosen}"):
            try:
                take_back.put_away(actor, loaded.id, chosen)
            except StudioError as error:
                said(t, error)
            else:
                st.rerun()


def _bring(agreement_id: str, name: str, content: bytes) -> None:
    actor, t = begin()
    try:
        made = take_back.bring(actor, agreement_id, name, content)
    except StudioError as error:
        st.error(explain(error, t))
    else:
        st.session_state[f"{agreement_id}/returned/copy"] = made


def _hand_on(agreement_id: str, copy_id: str, t: Translator) -> None:
    key = f"{agreement_id}/returned/{copy_id}/hand_on"
    with st.form(f"{key}/form"):
        st.markdown(
            t(
                "Instead of deciding alone you can put the copy before the partners: each change becomes a proposal by "
                "its author in its section, each comment a comment. The draft stays as it is."
            )
        )
        sender = st.text_input(t("Who sent this copy, and how"), key=f"{key}/sender", max_chars=hand_on.MAX_SENDER)
        if st.form_submit_button(t("Make proposals and comments of it"), key=f"{key}/do"):
            actor, t = begin()
            try:
                made = hand_on.hand_on(actor, agreement_id, copy_id, sender)
            except StudioError as error:
                st.error(explain(error, t))
            else:
                st.success(
                    t(
                        "{proposals} and {comments} stand in their sections now, under their authors' names.",
                        proposals=t.n("{count} proposal", "{count} proposals", made.proposals),
                        comments=t.n("{count} comment", "{count} comments", made.comments),
                    )
                )


def _passages(loaded: Loaded, copy_id: str, passages: tuple[Passage, ...], t: Translator) -> None:
    waiting = sum(each.state in (State.OPEN, State.MOVED) for each in passages)
    st.subheader(
        t.n("{count} changed passage waits for you", "{count} changed passages wait for you", waiting), anchor=False
    )
    if not passages:
        st.markdown(t("No passage was changed."))
    for each in passages:
        proposed = each.proposed
        with st.container(border=True, key=f"{loaded.id}/returned/{copy_id}/{proposed.key}"):
            who = proposed.author or t("somebody")
            if proposed.tracked:
                words = t("Proposed by {who}", who=who)
            elif proposed.author:
                words = t("Changed without record in Word; {who} saved the file last", who=who)
            else:
                words = t("Changed without record in Word")
            st.markdown(f"**{plain(place(loaded.agreement, proposed.path, t))}** · {plain(words)}")
            st.html(STYLE + marked(proposed.before, proposed.after, t))
            _decision(loaded, copy_id, each, t)


def _decision(loaded: Loaded, copy_id: str, passage: Passage, t: Translator) -> None:
    key = f"{loaded.id}/returned/{copy_id}/{passage.proposed.key}/take"
    match passage.state:
        case State.TAKEN:
            st.markdown(f":material/check: {t('The draft says this now.')}")
        case State.GONE:
            st.markdown(t("The draft has no such passage any more. Take over by hand what is still needed."))
        case State.OPEN:
            st.button(
                t("Take over"),
                key=key,
                disabled=not loaded.editable,
                on_click=partial(_take, loaded.id, copy_id, passage.proposed.key),
            )
        case State.MOVED:
            st.warning(t("The draft has changed since this copy was made. It says now:"))
            st.html(STYLE + marked(passage.now, passage.now, t))
            st.button(
                t("Take the copy's text instead"),
                key=key,
                disabled=not loaded.editable,
                on_click=partial(_take, loaded.id, copy_id, passage.proposed.key, over=True),
            )


def _take(agreement_id: str, copy_id: str, key: str, over: bool = False) -> None:
    actor = current_actor()
    if actor is None:
        return
    try:
        take_back.take(actor, agreement_id, copy_id, key, over=over)
    except StudioError as error:
        _, t = begin()
        said(t, error)


def _comments(loaded: Loaded, comments: tuple[Remarked, ...], t: Translator) -> None:
    if not comments:
        return
    st.subheader(t.n("{count} comment", "{count} comments", len(comments)), anchor=False)
    for each in comments:
        with st.container(border=True):
            where = place(loaded.agreement, each.path, t) if each.path else _section(each.section, t)
            st.markdown(f"**{plain(each.author or t('somebody'))}** · {plain(where)}")
            if each.quote:
                st.markdown(f"> {plain(each.quote)}")
            st.markdown(plain(each.text).replace("\n", "  \n"))
            _link(loaded, each.section, t)


def _by_hand(loaded: Loaded, changes: tuple[ByHand, ...], t: Translator) -> None:
    if not changes:
        return
    st.subheader(t("Changed in Word, please take over by hand"), anchor=False)
    st.markdown(t("Tables, facts and headings are written from fields. What was changed in them is listed here."))
    for each in changes:
        with st.container(border=True):
            parts = (_section(each.section, t), each.place, each.author)
            st.markdown(" · ".join(plain(part) for part in parts if part))
            st.html(STYLE + marked(each.before, each.after, t))
            _link(loaded, each.section, t)


def _section(section: str, t: Translator) -> str:
    known: dict[SectionId, str] = labels.sections(t)
    found = next((each for each in SECTION_IDS if each == section), None)
    return f"{SECTION_IDS.index(found) + 1} {known[found]}" if found else t("Title page")


def _link(loaded: Loaded, section: str, t: Translator) -> None:
    if section:
        page_link(
            VIEWS / "draft.py",
            label=t("Go to the section"),
            icon=":material/arrow_forward:",
            query_params={"id": loaded.id, "section": section},
        )
