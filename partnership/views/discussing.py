"""Comments and proposals of one section."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from partnership import extent
from partnership.agreement import SectionId
from partnership.service import Loaded
from partnership.services import comment, propose
from partnership.services.comment import Comment
from partnership.services.propose import Proposal, State
from partnership.telling import Teller, passages, texts
from partnership.transfer import to_body
from partnership.views.consenting import STYLE, marked
from partnership.views.noting import Notes
from studio import ids
from studio.changes import Change, RemoveItem, SetField, find
from studio.errors import StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.messages import explain
from studio.rights import Level
from studio.widgets.frame import plain


def _do(t: Translator, call: Any) -> bool:
    """Call a service; a refusal is shown where the button stands."""
    try:
        call()
    except StudioError as error:
        st.error(explain(error, t))
        return False
    return True


def _fields(loaded: Loaded, section: SectionId, t: Translator) -> dict[str, str]:
    """Passages and fields of a section with their names."""
    said = extent.content(to_body(loaded.agreement), section)
    teller = Teller(t, loaded.agreement)
    prose = passages(section, said, loaded.agreement.prevailing_language)
    named = {path: t("Passage {number}", number=number) for number, path in enumerate(prose, 1)}
    return named | {path: teller.place(path) for path in texts(said)}


def _once(name: str) -> str:
    return str(st.session_state.setdefault(name, ids.new("key")))


def proposals(actor: Actor, loaded: Loaded, section: SectionId, notes: Notes, t: Translator) -> None:
    st.header(t("Proposed changes"), anchor=False)
    found = propose.proposals(actor, loaded.id, section)
    waiting = [each for each in found if each.state is State.OPEN]
    if not waiting:
        st.markdown(t("No proposal waits for a decision."))
    for each in waiting:
        with st.container(border=True, key=f"proposal_{each.id}"):
            _proposal(actor, loaded, each, notes, t)
    decided = [each for each in found if each.state is not State.OPEN]
    if decided:
        words = {State.ACCEPTED: t("accepted"), State.DECLINED: t("declined"), State.WITHDRAWN: t("withdrawn")}
        with st.expander(t.n("{count} decided proposal", "{count} decided proposals", len(decided))):
            for each in decided:
                _changes(loaded, each, t)
                answer = f" – {plain(each.answer)}" if each.answer else ""
                st.markdown(f"{plain(each.author)}: **{words[each.state]}**{answer}")
    if not loaded.agreement.fixed:
        with st.expander(t("Propose another wording"), icon=":material/edit_note:"):
            _propose(actor, loaded, section, notes, t)


def _propose(actor: Actor, loaded: Loaded, section: SectionId, notes: Notes, t: Translator) -> None:
    names = _fields(loaded, section, t)
    if not names:
        st.markdown(t("This section has no text yet. Write a comment instead."))
        return
    body = to_body(loaded.agreement)
    path = st.selectbox(
        t("Passage or field"), list(names), format_func=names.__getitem__, key=f"{loaded.id}/propose/{section}/path"
    )
    try:
        base = find(body, path)
    except KeyError:
        base = ""
    # the proposal answers the text it was begun with, also when somebody changes it meanwhile
    started = st.session_state.setdefault(f"{loaded.id}/propose/{path}/base", base)
    value = notes.area(f"propose/{path}", t("New wording"), str(started or ""), rows=6)
    reason = notes.area(f"propose/{path}/reason", t("Why it is better"), rows=2)
    once = f"{loaded.id}/propose/{path}/once"
    if st.button(t("Send the proposal"), key=f"{loaded.id}/propose/{section}/do"):
        change = SetField(path=path, base=started, value=value)
        if notes.send(
            [f"propose/{path}", f"propose/{path}/reason"],
            lambda: propose.propose(actor, loaded.id, [change], reason, key=_once(once)),
        ):
            st.session_state.pop(once)
            st.session_state.pop(f"{loaded.id}/propose/{path}/base")
            st.rerun()


def _proposal(actor: Actor, loaded: Loaded, one: Proposal, notes: Notes, t: Translator) -> None:
    st.markdown(t("{person} proposes, {when}:", person=f"**{plain(one.author)}**", when=t.instant(one.at)))
    _changes(loaded, one, t)
    if one.reason:
        st.markdown(f"{t('Because:')} {plain(one.reason)}")
    editor = loaded.level >= Level.EDITOR
    if one.stale:
        st.warning(t("The text has changed since this was proposed."), icon=":material/history:")
    with st.container(horizontal=True):
        take = t("Take it over all the same") if one.stale else t("Take it over")
        if (
            editor
            and st.button(take, type="primary", key=f"{one.id}/accept")
            and _do(t, lambda: propose.accept(actor, loaded.id, one.id, over=one.stale))
        ):
            st.rerun()
        if (
            one.own
            and st.button(t("Take my proposal back"), key=f"{one.id}/withdraw")
            and _do(t, lambda: propose.withdraw(actor, loaded.id, one.id))
        ):
            st.rerun()
        if editor:
            with st.popover(t("Decline")):
                answer = notes.area(f"decline/{one.id}", t("Why not"))
                if st.button(t("Decline now"), key=f"{one.id}/decline") and notes.send(
                    [f"decline/{one.id}"], lambda: propose.decline(actor, loaded.id, one.id, answer)
                ):
                    st.rerun()


def _changes(loaded: Loaded, one: Proposal, t: Translator) -> None:
    teller = Teller(t, loaded.agreement)
    parts = [STYLE]
    for change in one.changes:
        before, after = _versions(change)
        old, new = teller.value(change.path, before), teller.value(change.path, after)
        parts.append(f"<p><strong>{escape(teller.place(change.path))}</strong></p>{marked(old, new, t)}")
    st.html("".join(parts))


def _versions(change: Change) -> tuple[Any, Any]:
    if isinstance(change, SetField):
        return change.base, change.value
    if isinstance(change, RemoveItem):
        return change.base, None
    return None, getattr(change, "item", None)


def comments(actor: Actor, loaded: Loaded, section: SectionId, notes: Notes, t: Translator) -> None:
    st.header(t("Comments"), anchor=False)
    found = comment.comments(actor, loaded.id, section)
    names = _fields(loaded, section, t)
    for one in [each for each in found if not each.resolved]:
        with st.container(border=True, key=f"comment_{one.id}"):
            _comment(actor, loaded, section, one, names, notes, t)
    settled = [each for each in found if each.resolved]
    if settled:
        with st.expander(t.n("{count} settled comment", "{count} settled comments", len(settled))):
            for one in settled:
                _comment(actor, loaded, section, one, names, notes, t)
    if loaded.agreement.fixed:
        return
    place = f"comment/{section}"
    path = st.selectbox(
        t("Comment on"),
        ["", *names],
        format_func=lambda each: names.get(each) or t("The whole section"),
        key=f"{loaded.id}/{place}/path",
    )
    text = notes.area(place, t("Your comment"), rows=3)
    quote = notes.area(f"{place}/quote", t("Words it is about, copied from the text (optional)"), rows=2)
    once = f"{loaded.id}/{place}/once"
    if st.button(t("Send the comment"), key=f"{loaded.id}/{place}/do") and notes.send(
        [place, f"{place}/quote"],
        lambda: comment.comment(actor, loaded.id, section, text, path=path, quote=quote, key=_once(once)),
    ):
        st.session_state.pop(once)
        st.rerun()


def _comment(
    actor: Actor,
    loaded: Loaded,
    section: SectionId,
    one: Comment,
    names: dict[str, str],
    notes: Notes,
    t: Translator,
) -> None:
    place = names.get(one.path, t("a field that is not there any more")) if one.path else ""
    st.markdown(
        f"**{plain(one.author) or t('(erased)')}** {t.instant(one.at)}" + (f" · {plain(place)}" if place else "")
    )
    if one.quote:
        st.markdown(f"> {plain(one.quote)}")
    st.text(one.text)
    for reply in one.replies:
        st.markdown(f"↳ **{plain(reply.author) or t('(erased)')}** {t.instant(reply.at)}")
        st.text(reply.text)
    if loaded.agreement.fixed:
        return
    with st.container(horizontal=True):
        with st.popover(t("Answer"), icon=":material/reply:"):
            text = notes.area(f"reply/{one.id}", t("Your answer"))
            once = f"{loaded.id}/reply/{one.id}/once"
            if st.button(t("Send the answer"), key=f"{one.id}/reply") and notes.send(
                [f"reply/{one.id}"],
                lambda: comment.comment(actor, loaded.id, section, text, parent=one.id, key=_once(once)),
            ):
                st.session_state.pop(once)
                st.rerun()
        if one.own or loaded.level >= Level.EDITOR:
            words = t("Open again") if one.resolved else t("Settled")
            if st.button(words, key=f"{one.id}/resolve") and _do(
                t, lambda: comment.resolve(actor, loaded.id, one.id, not one.resolved)
            ):
                st.rerun()
