"""Monitoring: what is to report now, values of indicators, states of actions; a mistake is corrected, never erased."""

from __future__ import annotations

from functools import partial

import altair as alt
import streamlit as st

from partnership import labels, service
from partnership.items import Action, Indicator
from partnership.monitoring import NEEDS_REASON, STATES, Entry, counting, course, latest, overdue
from partnership.services import monitor
from partnership.views.afterwards import done, not_signed, top
from partnership.views.editing import line, open_item, short
from partnership.views.noting import Notes
from studio import clock, ids
from studio.widgets.frame import begin, explained, plain, requested
from studio.widgets.tables import show_table

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
top(loaded, t("What the partners have reached so far, against what they agreed."), t)
not_signed(loaded.agreement, t)
with explained(t):
    seen = monitor.overview(actor, loaded.id)
    notes = Notes(actor, loaded.id, t)
agreement, today = seen.agreement, clock.today()
states, courses, rhythm = labels.action_states(t), labels.courses(t), labels.frequencies(t)
OPEN = f"{loaded.id}/monitoring=open"
titles = {each.id: each.name for each in agreement.indicators} | {each.id: each.title for each in agreement.actions}


def figure(value: object, unit: str) -> str:
    return "–" if value is None else f"{t.number(value)} {unit}".strip()  # type: ignore[arg-type]


def waiting() -> None:
    st.header(t("To report now"), anchor=False)
    if not seen.due:
        st.markdown(t("Nothing waits: every figure and action that is due has been reported."))
    for each in seen.due:
        missed = t.n("{count} figure is missing", "{count} figures are missing", each.missed)
        what = missed if each.kind == "indicator" else t("say where it stands")
        words = line(titles.get(each.item, "") or t("(without name)"), what, t("since {day}", day=t.date(each.since)))
        st.button(
            words,
            key=f"{loaded.id}/due/{each.item}",
            type="tertiary",
            icon=":material/notification_important:",
            on_click=partial(open_item, OPEN, each.item),
        )
    st.link_button(t("Dates (calendar)"), f"/agreements/{loaded.id}/export.ics", icon=":material/calendar_month:")


def rows(kind: str, items: list[Indicator] | list[Action]) -> None:
    for item in items:
        said = latest(seen.entries, item.id)
        if st.session_state.get(OPEN) != item.id:
            st.button(
                row(item, said),
                key=f"{loaded.id}/monitoring/{item.id}",
                type="tertiary",
                icon=":material/show_chart:" if kind == "indicator" else ":material/flag:",
                on_click=partial(open_item, OPEN, item.id),
            )
            continue
        with st.container(border=True, key="monitored"):
            st.subheader(plain(short(titles[item.id])) or t("(without name)"), anchor=False)
            if isinstance(item, Indicator):
                indicator(item, said)
            else:
                action(item, said)
            history(item)
            st.button(t("Close"), key=f"{OPEN}/close", icon=":material/check:", on_click=partial(open_item, OPEN, ""))


def row(item: Indicator | Action, said: Entry | None) -> str:
    name = titles[item.id] or t("(without name)")
    if isinstance(item, Indicator):
        value = figure(said.value, item.unit) if said else ""
        return line(name, value, courses[course(agreement, item, said)])
    state = states[said.state] if said and said.state else t("nothing reported")
    return line(name, state, t("its last day has passed") if overdue(item, said, today) else "")


def indicator(item: Indicator, said: Entry | None) -> None:
    show_table(
        {
            t("Baseline"): [figure(item.baseline, item.unit)],
            t("Newest figure"): [figure(said.value, item.unit) if said else "–"],
            t("Target"): [figure(item.target, item.unit)],
            t("Against the plan"): [courses[course(agreement, item, said)]],
            t("Reported"): [rhythm.get(item.frequency, "–")],
            t("Owner"): [plain(labels.partner_name(agreement, item.owner, t)) or "–"],
        },
        alt=t("The indicator in figures"),
    )
    measured = [entry for entry in counting(seen.entries) if entry.item == item.id and entry.value is not None]
    if len(measured) > 1:
        drawn(item, measured)
    if item.id not in seen.mine:
        st.markdown(t("The owner of this figure reports it."))
        return
    place, key = _once(item.id)
    missing = next((each.since for each in seen.due if each.item == item.id), today)
    left, right = st.columns(2)
    value = left.text_input(t("Figure"), key=f"{key}/value", max_chars=40, placeholder=item.unit)
    day = right.date_input(t("Measured on"), missing, max_value=today, format="DD.MM.YYYY", key=f"{key}/day")
    source = st.text_input(t("Source"), item.source, key=f"{key}/source", max_chars=monitor.MAX_SOURCE)
    note = notes.area(place, t("Note"), rows=2)
    if st.button(t("Report the figure"), key=f"{key}/do", type="primary") and done(
        t, lambda who: monitor.report_value(who, loaded.id, item.id, day, value, source, note, key)
    ):
        _finished(item.id, place)


def drawn(item: Indicator, measured: list[Entry]) -> None:
    """Values over time; the target is a dashed line. The list below says the same."""
    points = [{"day": f"{entry.day}", "value": float(entry.value or 0)} for entry in measured]
    lines = (
        alt.Chart(alt.Data(values=points))
        .mark_line(point=True, color="#0b5d6b")
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%m/%Y", labelOverlap=True)),
            y=alt.Y("value:Q", title=item.unit or None),
        )
    )
    if item.target is not None:
        goal = alt.Chart(alt.Data(values=[{"value": float(item.target)}]))
        lines = lines + goal.mark_rule(strokeDash=[6, 4], color="#a3123a").encode(y="value:Q")
    st.altair_chart(
        lines.properties(height=180), alt=t("Figures over time with the target as a dashed line; the list has the same")
    )


def action(item: Action, said: Entry | None) -> None:
    dates = " – ".join(t.date(day) for day in (item.start, item.end) if day)
    who = ", ".join(filter(None, map(labels.partner_names(agreement, t).get, item.accountable())))
    st.markdown(" · ".join(plain(part) for part in (dates, who) if part))
    if item.description.strip():
        st.markdown(plain(item.description.strip()))
    if item.id not in seen.mine:
        st.markdown(t("The partners responsible for this action report it."))
        return
    place, key = _once(item.id)
    left, right = st.columns(2)
    state = left.selectbox(
        t("Where it stands"),
        STATES,
        index=STATES.index(said.state) if said and said.state else None,
        format_func=lambda each: states[each],
        key=f"{key}/state",
        placeholder=t("Choose…"),
    )
    day = right.date_input(t("Since"), today, max_value=today, format="DD.MM.YYYY", key=f"{key}/day")
    needed = t("Reason (needed)") if state in NEEDS_REASON else t("Reason or note")
    note = notes.area(place, needed, rows=2)
    if st.button(t("Report the state"), key=f"{key}/do", type="primary") and done(
        t, lambda who: monitor.report_state(who, loaded.id, item.id, day, state or "", note, key)
    ):
        _finished(item.id, place)


def history(item: Indicator | Action) -> None:
    """Every entry, newest first; what was corrected stays visible."""
    own = [entry for entry in seen.entries if entry.item == item.id]
    if not own:
        st.markdown(t("Nothing has been reported yet."))
        return
    standing = {entry.id for entry in counting(own)}
    unit = item.unit if isinstance(item, Indicator) else ""
    with st.expander(t.n("{count} entry", "{count} entries", len(own)), icon=":material/history:"):
        for entry in sorted(own, key=lambda each: (each.day, each.at), reverse=True):
            st.markdown(told(entry, unit, entry.id in standing))
        if item.id in seen.mine and standing:
            mending(item, [entry for entry in own if entry.id in standing], unit)


def told(entry: Entry, unit: str, stands: bool) -> str:
    what = figure(entry.value, unit) if entry.value is not None else states.get(entry.state or "", "")
    what = plain(what) or t("taken back")
    who = plain(seen.names.get(entry.person, "")) or t("(erased)")
    parts = [
        f"**{what}**" if stands else f"~~{what}~~",
        t.date(entry.day),
        *(plain(text) for text in (entry.source, entry.note) if text),
        t("{person}, {when}", person=who, when=t.instant(entry.at)),
    ]
    if entry.corrects:
        parts.append(t("corrects an earlier entry"))
    if not stands and not entry.empty:
        parts.append(t("does not count any more"))
    return " · ".join(parts)


def mending(item: Indicator | Action, standing: list[Entry], unit: str) -> None:
    st.markdown(f"**{t('Correct an entry')}**")
    _, key = _once(f"{item.id}/correction")
    known = {entry.id: entry for entry in reversed(standing)}
    wrong = st.selectbox(
        t("Entry"),
        list(known),
        format_func=lambda each: (
            f"{t.date(known[each].day)}: "
            + (figure(known[each].value, unit) if known[each].state is None else states[known[each].state or ""])
        ),
        key=f"{key}/entry",
    )
    value, state = "", ""
    if isinstance(item, Indicator):
        value = st.text_input(t("Right figure"), key=f"{key}/value", max_chars=40)
    else:
        state = (
            st.selectbox(
                t("Right state"), STATES, index=None, format_func=lambda each: states[each], key=f"{key}/state"
            )
            or ""
        )
    place = f"monitoring/{item.id}/correction"
    reason = notes.area(place, t("Why the entry was wrong"), rows=2)
    with st.container(horizontal=True):
        mend = st.button(t("Correct it"), key=f"{key}/do", disabled=not (value.strip() or state))
        back = st.button(t("Take it back"), key=f"{key}/back")
    if (mend or back) and done(
        t,
        lambda who: monitor.correct(
            who, loaded.id, wrong, value="" if back else value, state="" if back else state, note=reason, key=key
        ),
    ):
        _finished(f"{item.id}/correction", place)


def _once(name: str) -> tuple[str, str]:
    """The place of a note, and the key of this report: a second click reports nothing twice."""
    return f"monitoring/{name}", st.session_state.setdefault(f"{loaded.id}/{name}=once", ids.new("key"))


def _finished(name: str, place: str) -> None:
    notes.done([place])
    st.session_state.pop(f"{loaded.id}/{name}=once", None)
    st.rerun()


waiting()
st.header(t("Indicators"), anchor=False)
if agreement.indicators:
    rows("indicator", agreement.indicators)
    st.markdown(t("“Behind the plan” compares with an even way from baseline to target through the whole term."))
else:
    st.markdown(t("The agreement names no indicator."))
st.header(t("Actions"), anchor=False)
if agreement.actions:
    rows("action", agreement.actions)
else:
    st.markdown(t("The agreement names no action."))
