"""Positions: where each partner stands on each section, and what to talk about next."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service
from partnership.agreement import SECTION_IDS
from partnership.consensus import Standing
from partnership.services import position
from partnership.views.consenting import ICONS, matrix, section_title, spoken
from partnership.views.guide import VIEWS, tabs
from studio.widgets.frame import begin, empty, explained, header, plain, requested
from studio.widgets.links import page_link

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
    seen = position.overview(actor, loaded.id)
agreement = seen.agreement
header(agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, t)

deciding = [partner for partner, decides in seen.voices.items() if decides and agreement.partner(partner)]
for partner in deciding:
    missing = seen.matrix.missing(partner)
    st.header(
        t("Your positions for {partner}", partner=plain(labels.partner_name(agreement, partner, t))), anchor=False
    )
    st.markdown(
        t.n("{count} section waits for you.", "{count} sections wait for you.", len(missing))
        if missing
        else t("You have answered every section. If a text changes, you will be asked again here.")
    )
    for cell in seen.matrix.row(partner):
        if cell.stance is not None:
            icon, note = ICONS[cell.stance], ""
        else:
            icon = ":material/radio_button_unchecked:"
            note = f" · {t('the text has changed: please look again')}" if cell.lapsed else ""
        page_link(
            VIEWS / "section.py",
            label=section_title(cell.section, t) + note,
            icon=icon,
            query_params={"id": loaded.id, "section": cell.section},
        )

st.header(t("All partners"), anchor=False)
if not agreement.partners:
    empty(t("No partner yet"), t("Add the partners in section 2 of the draft, then invite them by link."))
else:
    settled = sum(seen.matrix.standing(each) in (Standing.AGREED, Standing.CARRIED) for each in SECTION_IDS)
    if seen.matrix.is_consensus:
        st.success(t("All twelve sections are agreed or carried."), icon=":material/handshake:")
    else:
        st.markdown(t("{count} of 12 sections are agreed or carried. No reply never counts as consent.", count=settled))
    matrix(loaded.id, agreement, seen.matrix, t)

st.header(t("Agenda for the next meeting"), anchor=False)
if not seen.agenda:
    st.markdown(t("Nothing to talk about: every partner agrees with every section."))
else:
    st.markdown(
        t("The most disputed section comes first: objections, then standing aside, open comments, reservations.")
    )
for topic in seen.agenda:
    with st.container(border=True, key=f"agenda_{topic.section}"):
        page_link(
            VIEWS / "section.py",
            label=f"**{section_title(topic.section, t)}**",
            query_params={"id": loaded.id, "section": topic.section},
        )
        for one in (*topic.objections, *topic.aside, *topic.reservations):
            spoken(one, agreement, t)
        facts = []
        if topic.questions:
            facts.append(
                t.n("{count} open comment or proposal", "{count} open comments and proposals", topic.questions)
            )
        if topic.unanswered:
            names = t.list([plain(labels.partner_name(agreement, one, t)) for one in topic.unanswered])
            facts.append(t("no position yet: {partners}", partners=names))
        if facts:
            st.markdown(" · ".join(facts))
