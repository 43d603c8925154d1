"""One client's file: what is known, what can be done, everything that happened."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.caseload import words as said
from scenarios.caseload.agenda import contact_weeks, reasons_of
from scenarios.caseload.cards import Card
from scenarios.caseload.deeds import (
    Agree,
    Conference,
    Contact,
    Reason,
    Refer,
    Track,
    Why,
)
from scenarios.caseload.exercise import Way
from scenarios.caseload.package import fact_key, note_key
from scenarios.caseload.places import free_from
from scenarios.events import in_order_of_showing
from scenarios.facts import FactKind
from scenarios.views.answers import choose
from scenarios.views.caseload_desk import OPENED, Desk
from scenarios.weeks.state import Status
from studio.widgets.frame import empty, plain
from studio.widgets.tables import show_table
from toolkit.forms import ClosureReason

MOST_TOLD = 60
"""Entries of a file shown at most, the newest."""


def show(desk: Desk, person: str) -> None:
    t, load = desk.t, desk.load
    chosen = st.selectbox(
        t("Client"),
        list(load.cards),
        format_func=desk.name,
        key=desk.key(OPENED),
    )
    person = chosen or person
    card = desk.card(person)
    head(desk, card)
    if not load.finished and card.ended is None:
        waiting(desk, card)
        reach(desk, card)
        decide(desk, card)
    elif card.ended is not None and not load.finished:
        follow_up(desk, card)
    known(desk, card)
    services(desk, card)
    history(desk, card)


def head(desk: Desk, card: Card) -> None:
    t, load = desk.t, desk.load
    person = load.exercise.person(card.person)
    profile = person.profile
    st.header(plain(profile.name), anchor=False)
    parts = [
        t("{age} years", age=profile.age),
        plain(profile.municipality),
        t("in work") if load.employed(card.person) else t("without work"),
        said.track(t, card),
    ]
    if profile.household.children:
        parts.append(t.n("{count} child", "{count} children", len(profile.household.children)))
    st.markdown(" · ".join(part for part in parts if part))
    st.markdown(t("On file: {note}", note=plain(desk.words(note_key(person)))))
    reasons = reasons_of(load, card)
    if reasons and not load.finished:
        st.markdown("\n".join(f"- {plain(said.on_desk(t, desk.words, load, card, one))}" for one in reasons))


def waiting(desk: Desk, card: Card) -> None:
    """Events with their possible answers, and messages."""
    t, words = desk.t, desk.words
    for event in card.open_events:
        title = plain(said.event_title(t, words, card, event))
        st.warning(
            plain(said.event_text(t, words, card, event)),
            title=t("Crisis: {title}", title=title) if event.crisis else title,
            icon=":material/notification_important:",
        )
        if event.domain:
            continue
        authored = desk.load.exercise.person(card.person).event_by_id[event.id]
        shown = in_order_of_showing(event.id, authored.responses)
        place = f"people.{card.person}.events.{event.id}.responses"
        key = desk.key(f"respond/{card.person}/{event.id}")
        chosen = choose(t, shown, lambda name, own=place: words(f"{own}.{name}.label"), key)
        desk.button(
            t("Do it"),
            f"respond/{card.person}/{event.id}",
            lambda event_id=event.id, own=key: {
                "kind": "respond",
                "person": card.person,
                "event": event_id,
                "response": st.session_state[own],
            },
            disabled=not chosen,
        )
    if card.unanswered:
        for message in card.unanswered:
            st.markdown(f"{t('Wrote in week {week}:', week=message.week + 1)} “{plain(words(message.said))}”")
        minutes = desk.minutes(desk.load.rules.reply_minutes)
        desk.button(
            t("Reply ({minutes})", minutes=minutes),
            f"file/reply/{card.person}",
            {"kind": "reply", "person": card.person},
            icon=":material/reply:",
        )


def reach(desk: Desk, card: Card) -> None:
    """The ways to get in touch, and what the last contact brought."""
    t, load, person = desk.t, desk.load, card.person
    st.subheader(t("Get in touch"), anchor=False)
    with st.container(horizontal=True):
        for way in Way:
            minutes = load.minutes_of(Contact(person=person, way=way))
            tried = any(one.week == load.week and one.way is way for one in card.contacts)
            desk.button(
                f"{said.WAYS[way](t)} ({desk.minutes(minutes)})",
                f"contact/{way.value}/{person}",
                {"kind": "contact", "person": person, "way": way.value},
                disabled=tried or minutes > load.minutes_left,
                type="primary" if way is Way.ASSESSMENT and card.assessed is None else "secondary",
            )
    if not card.contacts:
        return
    last = card.contacts[-1]
    with st.container(border=True, key=f"last_{person}"):
        when = t("Week {week}", week=last.week + 1)
        result = "" if last.reached else f" · {t('not reached')}"
        st.markdown(f"**{said.WAYS[last.way](t)}** · {when}{result}")
        if last.said:
            words = plain(desk.words(last.said))
            st.markdown(f"“{words}”" if last.reached else words)
        profile = load.exercise.person(person)
        for fact in last.facts:
            st.markdown(f"- {plain(desk.words(fact_key(profile, profile.fact_by_id[fact])))}")
        if last.rated:
            st.markdown(
                t.n("{count} area of life could be rated.", "{count} areas of life could be rated.", len(last.rated))
            )


def decide(desk: Desk, card: Card) -> None:
    """Track, date, plan, referral, conference, closing: each with its own small form."""
    t, load, person = desk.t, desk.load, card.person
    st.subheader(t("Decide"), anchor=False)
    with st.expander(
        t("Track: {track}", track=said.track(t, card)), icon=":material/alt_route:", expanded=card.track is None
    ):
        track(desk, card)
    date = t("week {week}", week=card.date.week + 1) if card.date else t("none")
    with st.expander(
        t("Bring-forward date: {date}", date=date),
        icon=":material/event:",
        expanded=card.date is None and card.track is not None,
    ):
        bring_forward(desk, card)
    with st.expander(t("Refer"), icon=":material/send:"):
        refer(desk, card)
    with st.container(horizontal=True):
        if card.agreed is None:
            minutes = load.minutes_of(Agree(person=person))
            desk.button(
                t("Agree a plan ({minutes})", minutes=desk.minutes(minutes)),
                f"agree/{person}",
                {"kind": "agree", "person": person},
                icon=":material/handshake:",
                disabled=minutes > load.minutes_left,
            )
        minutes = load.minutes_of(Conference(person=person))
        desk.button(
            t("Case conference ({minutes})", minutes=desk.minutes(minutes)),
            f"conference/{person}",
            {"kind": "conference", "person": person},
            icon=":material/groups:",
            disabled=minutes > load.minutes_left or card.pending.conference,
        )
    with st.expander(t("Close or hand over"), icon=":material/flag:"):
        close(desk, card)


def track(desk: Desk, card: Card) -> None:
    t, person = desk.t, card.person
    rules = desk.load.rules.contact_weeks
    st.markdown(
        t(
            "Contact at least every {close} weeks in close follow-up, every {regular} weeks in regular follow-up, "
            "every {tracking} weeks in tracking.",
            close=rules["intensive"],
            regular=rules["regular"],
            tracking=rules["tracking"],
        )
    )
    own, why = (desk.key(f"{name}/{person}") for name in ("track", "reason"))
    st.radio(t("Track"), list(Track), format_func=lambda one: said.TRACKS[one](t), key=own, horizontal=True)
    st.selectbox(t("Because"), list(Reason), format_func=lambda one: said.REASONS[one](t), key=why)
    text = desk.write(t("In your own words (optional)"), "track", person, len(card.tracks))
    desk.button(
        t("Put on this track"),
        f"track/{person}",
        lambda: {"kind": "track", "person": person, "track": st.session_state[own], "reason": st.session_state[why]},
        text=lambda: st.session_state.get(text, ""),
    )


def bring_forward(desk: Desk, card: Card) -> None:
    t, load, person = desk.t, desk.load, card.person
    weeks = list(range(load.week + 1, load.exercise.weeks + 1))
    own, why = (desk.key(f"{name}/{person}") for name in ("date", "why"))
    suggested = min(contact_weeks(load, card), len(weeks)) - 1
    if st.session_state.get(own) not in weeks:
        st.session_state.pop(own, None)

    def worded(week: int) -> str:
        return t("Week {week}, {day}", week=week + 1, day=t.date(load.inputs.day(week)))

    st.selectbox(t("Back on the desk in"), weeks, index=suggested, format_func=worded, key=own)
    st.selectbox(t("To"), list(Why), format_func=lambda one: said.WHYS[one](t), key=why)
    text = desk.write(t("A word why (optional)"), "bring_forward", person, len(card.dates))
    desk.button(
        t("Set the date"),
        f"date/{person}",
        lambda: {
            "kind": "bring_forward",
            "person": person,
            "week": st.session_state[own],
            "why": st.session_state[why],
        },
        text=lambda: st.session_state.get(text, ""),
    )


def refer(desk: Desk, card: Card) -> None:
    t, load, person = desk.t, desk.load, card.person
    open_ = [one for one in load.exercise.services if not load.service_open(card, one.id)]
    needs = set(card.needs())
    open_.sort(key=lambda one: (one.domains[0] not in needs, load.exercise.system.index[one.id]))
    own = desk.key(f"service/{person}")

    def worded(service_id: str) -> str:
        service = load.exercise.system.service(service_id)
        mark = f" ({t('answers a known need')})" if service.domains[0] in needs else ""
        return f"{labels.service(desk.words, service_id)}{mark}"

    chosen = st.selectbox(t("Service"), [one.id for one in open_], format_func=worded, key=own)
    if not chosen:
        return
    barred = load.barred(person, chosen)
    if barred:
        st.markdown(t("Its rules leave this client out: {why}.", why=said.refusal(t, barred)))
    free, queue = free_from(load, chosen), load.queue(chosen)
    when = (
        t("A place is free now.")
        if free is not None and free <= load.week
        else (
            t("The next place becomes free about week {week}.", week=free + 1)
            if free is not None
            else t("No place in sight.")
        )
    )
    waits = t.n("{count} client of yours waits for it.", "{count} clients of yours wait for it.", queue)
    st.markdown(f"{when} {waits}")
    with st.container(horizontal=True):
        for warm in (False, True):
            minutes = load.minutes_of(Refer(person=person, service=chosen, warm=warm))
            label = t("Introduce in person ({minutes})") if warm else t("Refer on paper ({minutes})")
            desk.button(
                label.format(minutes=desk.minutes(minutes)),
                f"refer/{warm}/{person}",
                lambda by_hand=warm: {
                    "kind": "refer",
                    "person": person,
                    "service": st.session_state[own],
                    "warm": by_hand,
                },
                disabled=minutes > load.minutes_left,
            )


def close(desk: Desk, card: Card) -> None:
    t, person = desk.t, card.person
    own = desk.key(f"closing/{person}")
    st.markdown(t("Whoever is closed without work is to be asked again after twelve weeks."))
    st.selectbox(t("Reason"), list(ClosureReason), format_func=lambda one: labels.CLOSING[one](t), key=own)
    text = desk.write(t("In your own words (optional)"), "close", person, 0)
    desk.button(
        t("Close the case ({minutes})", minutes=desk.minutes(desk.load.rules.close_minutes)),
        f"close/{person}",
        lambda: {"kind": "close", "person": person, "reason": st.session_state[own]},
        text=lambda: st.session_state.get(text, ""),
    )


def follow_up(desk: Desk, card: Card) -> None:
    t, ended = desk.t, card.ended
    if ended is None or ended.follow_up_due is None or ended.followed_up is not None:
        return
    if ended.follow_up_due > desk.load.week:
        st.markdown(t("The follow-up is due in week {week}.", week=ended.follow_up_due + 1))
        return
    minutes = desk.minutes(desk.load.rules.follow_up_minutes)
    desk.button(
        t("Follow up ({minutes})", minutes=minutes),
        f"file/follow/{card.person}",
        {"kind": "follow_up", "person": card.person},
    )


def known(desk: Desk, card: Card) -> None:
    """Facts and ratings, as far as the desk has them."""
    t = desk.t
    person = desk.load.exercise.person(card.person)
    st.subheader(t("What is known"), anchor=False)
    strengths, others = [], []
    for name, week in card.facts.items():
        fact = person.fact_by_id[name]
        sentence = plain(desk.words(fact_key(person, fact)))
        if fact.corrected_by in card.facts:
            sentence = f"~~{sentence}~~ {t('(wrong on file)')}"
        elif fact.file and week == 0:
            sentence = f"{sentence} {t('(on file)')}"
        (strengths if fact.kind in (FactKind.STRENGTH, FactKind.HOPE) else others).append(f"- {sentence}")
    if strengths:
        st.markdown("\n".join([f"**{t('Strengths and hopes')}**", "", *strengths]))
    if others:
        st.markdown("\n".join([f"**{t('Needs and circumstances')}**", "", *others]))
    if card.assessed is None:
        st.markdown(t("Not assessed yet: the levels below are what the register says."))
    rows = said.ratings(t, card)
    if needs := card.needs():
        areas = t.list([f"{labels.domain(t, domain)} ({card.ratings[domain]})" for domain in needs])
        st.markdown(t("Known needs, with their level: {areas}.", areas=areas))
    with st.expander(t("All levels, the lowest first ({count})", count=len(rows))):
        show_table(
            {
                t("Area of life"): [row[0] for row in rows],
                t("Level"): [row[1] for row in rows],
                t("From"): [row[2] for row in rows],
            },
            alt=t("Ratings of this client"),
        )


def services(desk: Desk, card: Card) -> None:
    t, load, words = desk.t, desk.load, desk.words
    rows = []
    for service in load.exercise.services:
        status = load.status(card.person, service.id)
        if service.id in card.pending.refer:
            rows.append((service.id, t("referred this week"), load.week))
        elif status is not Status.NONE:
            rows.append((service.id, said.service_state(t, status), load.since(card.person, service.id)))
    if not rows:
        return
    st.subheader(t("Services of this client"), anchor=False)
    show_table(
        {
            t("Service"): [labels.service(words, row[0]) for row in rows],
            t("State"): [row[1] for row in rows],
            t("Since week"): [str(row[2] + 1) for row in rows],
        },
        alt=t("Services of this client"),
    )
    running = [row[0] for row in rows if load.service_open(card, row[0])]
    if running and not load.finished and card.ended is None:
        with st.expander(t("Take the client out of a service")):
            key = desk.key(f"end/{card.person}")
            st.selectbox(t("Service"), running, format_func=lambda one: labels.service(words, one), key=key)
            desk.button(
                t("Take out"),
                f"end/{card.person}",
                lambda: {"kind": "end_service", "person": card.person, "service": st.session_state[key]},
            )


def history(desk: Desk, card: Card) -> None:
    t = desk.t
    st.subheader(t("History"), anchor=False)
    told = said.history(t, desk.words, desk.load, card, desk.loaded.texts)
    if not told:
        empty(t("Nothing yet"), t("What you do and what happens appears here."), icon=":material/history:")
        return
    lines = [f"- {t('Week {week}', week=week + 1)}: {plain(sentence)}" for week, _, sentence in told[:MOST_TOLD]]
    st.markdown("\n".join(lines))
