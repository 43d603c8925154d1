"""A signatory's page: the whole text, then one's name under it, or why one declines."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service
from partnership.composition import compose
from partnership.services import sign, signing
from partnership.signatures import Round, Seat
from partnership.views.guide import VIEWS
from partnership.views.noting import Notes
from studio.documents import html
from studio.errors import StudioError
from studio.messages import explain
from studio.widgets.frame import begin, current_actor, explained, header, plain, requested
from studio.widgets.links import page_link

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
    found = signing.rounds(actor, loaded.id)
    asked = signing.asked(actor, loaded.id)
header(loaded.agreement.title or t("Agreement without title"))
round_ = found[0] if found else None


def answer(which: Round, seat: Seat, language: str) -> None:
    """The signatory's name, or a refusal with its reason."""
    place = f"{which.id}/{seat.partner}"
    problem = st.empty()
    with st.form(f"{place}/form", border=True):
        who = ", ".join([f"**{plain(seat.signatory)}**", *([plain(seat.function)] if seat.function else [])])
        st.markdown(t("You sign for {partner} as {who}.", partner=f"**{plain(seat.party)}**", who=who))
        typed = st.text_input(
            t("Type the name: {name}", name=plain(seat.signatory)),
            max_chars=200,
            autocomplete="off",
            key=f"{place}/typed",
        )
        st.markdown(t("By signing you confirm that you have read the text above and are entitled to sign it."))
        if st.form_submit_button(t("Sign the agreement"), type="primary", icon=":material/signature:"):
            try:
                sign.confirm(
                    current_actor() or actor,
                    loaded.id,
                    seat.partner,
                    typed=typed,
                    text_sha256=which.text_sha256,
                    language=language,
                )
            except StudioError as error:
                problem.error(explain(error, t))
            else:
                st.rerun()
    with st.expander(t("I do not sign"), icon=":material/block:"):
        notes = Notes(actor, loaded.id, t)
        note = f"decline/{which.id}/{seat.partner}"
        reason = notes.area(note, t("Why (all partners read it)"))
        if st.button(t("Decline"), key=f"{place}/decline") and notes.send(
            [note], lambda: sign.decline(actor, loaded.id, seat.partner, reason)
        ):
            st.rerun()


def standing(which: Round, seat: Seat) -> bool:
    """What became of a seat so far; whether its holder may answer now."""
    if seat.state == "signed":
        when = t.instant(seat.at) if seat.at else ""
        st.success(
            t("Signed for {partner} on {when}.", partner=plain(seat.party), when=when), icon=":material/task_alt:"
        )
        return False
    if seat.state == "declined":
        st.warning(t("You declined for {partner}: {reason}", partner=plain(seat.party), reason=plain(seat.reason)))
        st.markdown(t("If you have changed your mind, sign below. The text is the same."))
    if not which.may_be_asked(seat):
        st.info(t("Others sign first. You are asked when all of them have signed."))
        return False
    return True


if round_ is None:
    st.info(t("This agreement has not been put up for signing."))
    st.stop()
if round_.outcome == "withdrawn":
    st.warning(t("The text was withdrawn, so there is nothing to sign: {reason}", reason=plain(round_.reason)))
    st.stop()
if round_.outcome == "signed":
    st.success(t("All partners have signed."), icon=":material/handshake:")
seats = [seat for seat in round_.seats if seat.partner in asked]
if round_.open and not seats:
    st.info(t("You are not asked to sign, or your link has ended. Ask the partnership manager for a personal link."))
waiting = [seat for seat in seats if standing(round_, seat)]
if waiting:
    st.markdown(f"{t('Read the text first.')} [{t('To the signature')}](#signature)")
language = round_.text.prevailing_language
if len(round_.text.languages) > 1:
    names = labels.languages(round_.text.languages, t.locale)
    language = st.selectbox(
        t("Language of the document"), round_.text.languages, format_func=names.__getitem__, key=f"{round_.id}/language"
    )
with st.container(horizontal=True):
    st.link_button(
        t("The text as PDF"),
        f"/agreements/{loaded.id}/signing/files/{round_.pages[language]}",
        icon=":material/download:",
    )
    page_link(VIEWS / "signing.py", label=t("Who has signed"), icon=":material/groups:", query_params={"id": loaded.id})
with st.container(border=True, key="text"):
    st.html(html.fragment(compose(round_.text, language), level=2))
st.markdown(t("Fingerprint of this text (SHA-256): {digest}", digest=f"`{round_.text_sha256}`"))
if waiting:
    st.header(t("Your signature"), anchor="signature")
for seat in waiting:
    answer(round_, seat, language)
