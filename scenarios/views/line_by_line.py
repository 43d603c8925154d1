"""The conversation in the debrief, line by line: what was said, what the client answered, what it showed."""

from __future__ import annotations

import streamlit as st

from scenarios.debriefing.words import Line, spoken
from scenarios.views.desk import Desk
from studio.widgets.frame import empty, plain


def show(desk: Desk) -> None:
    t = desk.t
    lines = spoken(t, desk.words, desk.case, desk.loaded.texts)
    if not lines:
        empty(t("No conversation yet"), t("What is said stands here, line by line."), icon=":material/forum:")
        return
    st.markdown(t("What you said, what came back, what it showed, and the client's trust afterwards (0 to 100)."))
    only = st.toggle(t("Only lines that showed something or went wrong"), key="line_by_line_only")
    weeks = list(dict.fromkeys(line.week for line in lines))
    for week in weeks:
        own = [one for one in lines if one.week == week and (not only or one.showed or one.noticed)]
        showed = sum(len(one.showed) for one in own)
        label = t("Week {week}", week=week) + " · " + t.n("{count} fact", "{count} facts", showed)
        with st.expander(label, expanded=week == weeks[0], key=f"lines_{week}"):
            for one in own:
                st.markdown(_line(desk, one))


def _line(desk: Desk, one: Line) -> str:
    t = desk.t
    parts = [
        f"**{one.sequence} · {plain(one.said)}** · {t('trust {value}', value=one.trust)}",
        f"“{plain(one.answer)}”",
        *(f":material/lightbulb: {t('Showed')}: {plain(fact)}" for fact in one.showed),
        *(f":material/visibility: {noticed}" for noticed in one.noticed),
    ]
    return "  \n".join(parts)
