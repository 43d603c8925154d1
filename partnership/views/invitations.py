"""Inviting partners: links that end, and the way by file for partners who cannot reach this studio."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service
from partnership.refusals import explain_row
from partnership.services import invite, sheet
from partnership.views.guide import VIEWS, tabs
from studio import ids
from studio.doorway import Reach, address, here, reach
from studio.errors import StudioError
from studio.messages import explain
from studio.rights import Level
from studio.widgets.frame import begin, explained, header, plain, requested, said
from studio.widgets.links import page_link

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
agreement = loaded.agreement
header(agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, t)
if loaded.level is not Level.OWNER:
    st.info(t("Only the owner of the agreement invites partners."))
    st.stop()

st.header(t("Invite a partner"), anchor=False)
st.markdown(
    t(
        "Whoever has the link reads the whole draft, comments and proposes changes under a name of their own. "
        "Send it to one institution only."
    )
)
far = reach()
if far is Reach.COMPUTER:
    st.warning(
        t(
            "The address of this studio ({address}) opens on this computer only. Partners cannot use a link; send them "
            "the draft and a position sheet as files, or start the studio with an address they can reach (ICM_HOST, "
            "ICM_PUBLIC_URL).",
            address=plain(address()),
        ),
        icon=":material/lan:",
    )
elif far is Reach.NETWORK:
    st.warning(
        t(
            "The address of this studio ({address}) is a local one: it opens in this network, not in the offices of "
            "the partners. Use files for partners elsewhere.",
            address=plain(address()),
        ),
        icon=":material/lan:",
    )
names = labels.partner_names(agreement, t)
if not names:
    st.info(t("Add the partners in section 2 of the draft first."))
else:
    partner = st.selectbox(t("Partner"), list(names), format_func=names.__getitem__, key=f"{loaded.id}/invite/partner")
    decides = st.checkbox(t("May take positions for this partner"), value=True, key=f"{loaded.id}/invite/decides")
    left, right = st.columns(2)
    days = left.selectbox(
        t("The link works for"),
        [7, 14, 30, 90],
        index=2,
        format_func=lambda count: t.n("{count} day", "{count} days", count),
        key=f"{loaded.id}/invite/days",
    )
    note = right.text_input(t("For whom (only you see it)"), max_chars=invite.MAX_NOTE, key=f"{loaded.id}/invite/note")
    once = f"{loaded.id}/invite/once"
    told = f"{loaded.id}/invite/told"
    if st.button(t("Make the link"), type="primary", key=f"{loaded.id}/invite/do"):
        key = st.session_state.setdefault(once, ids.new("key"))
        try:
            secret = invite.invite(actor, loaded.id, partner, days=days, decides=decides, note=note, key=key)
        except StudioError as error:
            st.error(explain(error, t))
        else:
            st.session_state[told] = (names[partner], here(f"/invitation/{secret}"))
        st.session_state.pop(once)
    if told in st.session_state:
        for_whom, link = st.session_state[told]
        with st.container(border=True, key="new_link"):
            st.markdown(
                t("The link for {partner}. Copy it now: it is shown only once.", partner=f"**{plain(for_whom)}**")
            )
            st.code(link, language=None, wrap_lines=True)

st.header(t("Links"), anchor=False)
found = invite.invitations(actor, loaded.id)
if not found:
    st.markdown(t("No link has been made yet."))
for one in found:
    with st.container(border=True, key=f"invitation_{one.id}"):
        state = t("taken back") if one.revoked else t("expired") if one.expired else t("works")
        facts = [
            state,
            t("until {day}", day=t.date(one.expires_at.date())),
            t("takes positions") if one.decides else t("comments only"),
        ]
        note = f" ({plain(one.note)})" if one.note else ""
        st.markdown(f"**{plain(names.get(one.partner, '')) or t('(partner removed)')}**{note} · " + " · ".join(facts))
        if one.people:
            st.markdown(t("Came in: {names}", names=t.list([plain(each) or t("(erased)") for each in one.people])))
        if not one.revoked:
            with st.popover(t("Take back"), icon=":material/link_off:"):
                st.markdown(
                    t("Nobody comes in by this link any more, and those who did lose access. What they said stays.")
                )
                if st.button(t("Take back now"), key=f"{one.id}/revoke"):
                    try:
                        invite.revoke(actor, loaded.id, one.id)
                    except StudioError as error:
                        said(t, error)
                    else:
                        st.rerun()

st.header(t("Positions by file"), anchor=False)
st.markdown(
    t(
        "For partners who cannot reach this studio: send the draft and their position sheet, and upload what comes "
        "back. It counts after you have confirmed who sent it."
    )
)
if names:
    page_link(
        VIEWS / "preview.py",
        label=t("The draft as a Word document"),
        icon=":material/docs:",
        query_params={"id": loaded.id},
    )
    for_partner = st.selectbox(
        t("Sheet for"), list(names), format_func=names.__getitem__, key=f"{loaded.id}/sheet/partner"
    )
    with st.container(horizontal=True):
        for format_, label in (("docx", t("Sheet for Word")), ("xlsx", t("Sheet for a spreadsheet"))):
            st.link_button(
                label, f"/agreements/{loaded.id}/positions/{for_partner}.{format_}", icon=":material/download:"
            )
turn = f"{loaded.id}/sheet/turn"
count = f"{loaded.id}/sheet/count"
if taken := st.session_state.get(count):
    st.success(t.n("{count} position counts now.", "{count} positions count now.", taken))
file = st.file_uploader(
    t("Filled position sheet"), type=["docx", "xlsx"], key=f"{loaded.id}/sheet/file/{st.session_state.get(turn, 0)}"
)
if file is not None:
    try:
        found_rows = sheet.look(actor, loaded.id, file.getvalue())
    except StudioError as error:
        st.error(explain(error, t))
    else:
        stances = labels.stances(t)
        partner_name = plain(names.get(found_rows.partner, ""))
        st.markdown(
            t("Sheet of {partner} on revision {number}:", partner=f"**{partner_name}**", number=found_rows.revision)
        )
        for row in found_rows.filled:
            note = (
                f" *({t('the text has changed since: counts as lapsed')})*" if row.section in found_rows.moved else ""
            )
            texts = " – ".join(plain(text) for text in (row.reason, row.counter) if text)
            st.markdown(f"- {plain(row.place)}: **{stances[row.stance]}** {texts}{note}")
        for problem in found_rows.problems:
            st.error(plain(explain_row(problem, t)))
        sender = st.text_input(
            t("Who sent it, and how it came"),
            placeholder=t("for example: the director, by e-mail on 3 May"),
            max_chars=200,
            key=f"{loaded.id}/sheet/sender",
        )
        if st.button(t("I confirm the sender: let these positions count"), type="primary", key=f"{loaded.id}/sheet/do"):
            try:
                st.session_state[count] = sheet.take(actor, loaded.id, file.name, file.getvalue(), sender)
            except StudioError as error:
                st.error(explain(error, t))
            else:
                st.session_state[turn] = st.session_state.get(turn, 0) + 1
                st.rerun()
