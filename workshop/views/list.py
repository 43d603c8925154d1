"""My workshops: those I lead, those I take part in, and a new one."""

from pathlib import Path

import streamlit as st

from studio.errors import StudioError
from studio.rights import allowed
from studio.widgets.frame import begin, empty, header, leave, plain, said
from studio.widgets.links import page_link
from studio.widgets.once import one_key
from workshop.programme import zones
from workshop.services import lead, work

HERE = Path(__file__).parent

actor, t = begin("workshop.take_part")
leads = allowed(actor, "workshop.create")
header(t("Workshops"), t("Learn together: everybody works on the same client, then the group compares."))

if leads:
    mine = lead.workshops(actor)
    st.header(t("Workshops you lead"), anchor=False)
    for workshop in mine:
        with st.container(border=True, key=f"workshop_{workshop.id}"):
            state = t("closed") if workshop.closed_at else t("open")
            people = t.n("{count} participant", "{count} participants", workshop.seats)
            page_link(
                HERE / "lead.py",
                label=plain(workshop.title),
                icon=":material/groups:",
                query_params={"id": workshop.id},
            )
            st.markdown(f"{state} · {people} · {t.date(workshop.created_at.date())}")
    if not mine:
        empty(
            t("No workshop yet"),
            t("Create one below. People then join with a code on their phones; they need no account."),
        )

    st.subheader(t("New workshop"), anchor=False)
    with st.form("workshop_form", border=True):
        title = st.text_input(t("Title"), key="workshop_title", max_chars=120)
        known = zones()
        here = st.context.timezone if st.context.timezone in known else "UTC"
        zone = st.selectbox(t("Time zone"), known, index=known.index(here), key="workshop_zone")
        if st.form_submit_button(t("Create workshop"), type="primary", key="workshop_create"):
            try:
                with one_key("workshop") as key:
                    created = lead.create(actor, title, zone, key)
            except StudioError as error:
                said(t, error)
            else:
                st.switch_page(HERE / "lead.py", query_params={"id": created})

joined = work.my_workshops(actor)
if joined or not leads:
    st.header(t("Workshops you take part in"), anchor=False)
for seat in joined:
    page_link(
        HERE / "seat.py",
        label=plain(seat.title) + (f" ({t('closed')})" if seat.closed else ""),
        icon=":material/event_seat:",
        query_params={"id": seat.workshop_id},
    )
if not joined and not leads:
    empty(t("You have not joined a workshop"), t("The trainer shows a code of eight letters and digits. Join with it."))
leave(t("Join with a code"), "/join")
