"""The trainer in the room's cases: let something happen, or speak for a client while the others watch the board."""

from pathlib import Path

import streamlit as st

from scenarios import labels
from scenarios.service import Loaded
from studio import ids
from studio.errors import StudioError
from studio.widgets.frame import begin, current_actor, empty, explained, header, plain, requested, said
from studio.widgets.links import page_link
from workshop.services import lead, live
from workshop.services.live import Table
from workshop.views.words import activity_title

HERE = Path(__file__).parent
SHOWN = 8  # sentences of the conversation

actor, t = begin("workshop.create")
with explained(t):
    workshop = lead.load(actor, requested())
    tables = live.tables(actor, workshop.id)
header(
    t("In the cases: {title}", title=workshop.title),
    t("What you do here happens in the participants' cases within two seconds, and stands in their logs."),
)
page_link(
    HERE / "lead.py", label=t("Back to the board"), icon=":material/arrow_back:", query_params={"id": workshop.id}
)
if workshop.closed_at is not None:
    st.info(t("This workshop is closed."), icon=":material/lock:")
    st.stop()
if not tables:
    empty(t("Nobody has begun a case yet"), t("Open an activity and wait until the first person begins."))
    st.stop()

titles = {activity.id: activity_title(activity, t) for activity in workshop.activities}
begun = list(dict.fromkeys(table.activity_id for table in reversed(tables)))
activity = st.selectbox(t("Activity"), begun, format_func=titles.__getitem__, key=f"{workshop.id}/activity")
here = {table.run_id: table for table in tables if table.activity_id == activity}


def called(table: Table) -> str:
    return t.list([f"{number}. {name or t('deleted')}" for number, name in table.people])


def once(name: str) -> str:
    """The key of a click, made when its button is drawn."""
    return str(st.session_state.setdefault(f"{workshop.id}/{name}/once", ids.new("key")))


def done(name: str) -> None:
    st.session_state.pop(f"{workshop.id}/{name}/once", None)


def send(event: str, to: list[str], key: str) -> None:
    who = current_actor()
    try:
        if who is not None:
            sent = live.inject(who, workshop.id, to or list(here), event, key)
            st.session_state[f"{workshop.id}/sent"] = sent
            done("inject")
    except StudioError as error:
        said(t, error)


def happening(first: Loaded) -> None:
    st.header(t("Let something happen"), anchor=False)
    words = first.package.words(t.locale)
    events = {event.id: words(f"events.{event.id}.title") for event in first.replay.scenario.events}
    event = st.selectbox(t("What happens"), list(events), format_func=events.__getitem__, key=f"{activity}/event")
    st.markdown(plain(words(f"events.{event}.text")))
    to = st.multiselect(
        t("In whose case"),
        list(here),
        format_func=lambda each: called(here[each]),
        key=f"{activity}/to",
        placeholder=t("Everybody's"),
    )
    st.button(
        t("Let it happen"),
        type="primary",
        icon=":material/bolt:",
        key=f"{workshop.id}/inject",
        on_click=send,
        args=(event, to, once("inject")),
    )
    sent = st.session_state.get(f"{workshop.id}/sent")
    if sent is not None:
        st.markdown(t.n("It happened in {count} case.", "It happened in {count} cases.", len(sent.reached)))
        if sent.missed:
            numbers = t.list([str(number) for number in sent.missed])
            st.markdown(t("It could not happen any more with number {numbers}.", numbers=numbers))


def switch(run_id: str, on: bool, key: str) -> None:
    who = current_actor()
    try:
        if who is not None:
            live.take_over(who, workshop.id, run_id, on, key)
            done("switch")
    except StudioError as error:
        said(t, error)


@st.fragment(run_every=2)
def speaking() -> None:
    who = current_actor()
    if who is None:
        st.rerun()
    run_id = st.selectbox(
        t("Participant"), list(here), format_func=lambda each: called(here[each]), key=f"{activity}/speaks"
    )
    with explained(t):
        case = live.look(who, workshop.id, run_id)
    on = case.replay.case.taken_over
    words = case.package.words(t.locale)
    client = plain(case.replay.scenario.client.profile.name)
    st.button(
        t("Hand the client back") if on else t("Speak for {client}", client=client),
        key=f"{workshop.id}/switch",
        icon=":material/record_voice_over:",
        on_click=switch,
        args=(run_id, not on, once("switch")),
    )
    for turn in case.replay.case.turns[-SHOWN:]:
        asked = case.texts.get(turn.words) or (
            f"{labels.TECHNIQUES[turn.technique][0](t)}: {labels.topic(t, turn.topic)}"
        )
        answer = case.texts.get(turn.reply, "") if turn.by_trainer else words.get(turn.reply)
        st.markdown(f"**{plain(called(here[run_id]))}**: {plain(asked)}  \n**{client}**: {plain(answer) or '…'}")
    if not case.replay.case.turns:
        st.markdown(t("Nothing has been said yet."))
    if on:
        answering(case)


def answering(case: Loaded) -> None:
    """What the trainer says in the client's place."""
    turns = case.replay.case.turns
    if not (turns and turns[-1].by_trainer and not turns[-1].reply):
        st.info(t("You speak for the client. The next sentence comes to you; the participant sees that you speak."))
        return
    words = case.package.words(t.locale)
    known = {each for seat in case.replay.case.knowledge.values() for each in seat}
    facts = {fact.id: words(f"facts.{fact.id}.note") for fact in case.replay.scenario.facts if fact.id not in known}
    place = f"{case.id}/{len(turns)}"
    with st.form(f"{place}/reply", border=True):
        text = st.text_area(t("What the client says"), max_chars=live.MAX_REPLY, key=f"{place}/text")
        tells = st.multiselect(
            t("What the client gives away with it"),
            list(facts),
            format_func=facts.__getitem__,
            key=f"{place}/tells",
            placeholder=t("Nothing new"),
        )
        names = {-10: t("trust sinks a little"), 0: t("trust stays"), 10: t("trust grows a little")}
        trust = st.radio(t("And trust"), live.TRUST, index=1, format_func=names.__getitem__, key=f"{place}/trust")
        if st.form_submit_button(t("Answer"), type="primary", icon=":material/send:"):
            who = current_actor()
            try:
                if who is not None:
                    live.reply(who, workshop.id, case.id, text, tells=tells, trust=trust, key=f"{place}/answer")
            except StudioError as error:
                said(t, error)
            else:
                st.rerun(scope="fragment")


with explained(t):
    first = live.look(actor, workshop.id, next(iter(here)))
happening(first)
st.header(t("Speak for a client"), anchor=False)
speaking()
