"""Caseloads: own ones to go on with, ready ones to begin, generated ones to draw."""

from pathlib import Path

import streamlit as st

from scenarios import labels
from scenarios.caseload import package as library
from scenarios.caseload.drawn import FEWEST, LENGTHS, drawn_words
from scenarios.caseload.exercise import MAX_PEOPLE
from scenarios.client import TERRITORIES
from scenarios.service import assumed, caseload_files, caseloads
from scenarios.views import begun
from studio.errors import StudioError
from studio.messages import explain
from studio.widgets.frame import begin, empty, header, plain, said
from studio.widgets.links import page_link
from studio.widgets.once import one_key

HERE = Path(__file__).parent

actor, t = begin("practice.play")
header(
    t("Caseload"),
    t(
        "Eight to forty clients at once, and a few hours a week. Decide whom you follow closely, "
        "keep the dates, and see who was waiting without saying so. Nobody here is real."
    ),
    back=(t("Practice"), HERE / "gallery.py"),
)

begun.lead_there(begun.CASELOAD)


def remove(caseload_id: str) -> None:
    try:
        caseloads.put_away(actor, caseload_id)
    except StudioError as error:
        said(t, error)


def believed() -> str:
    """The chosen copy of the assumptions as it stands now; empty for the studio's own."""
    own = st.session_state.get("caseload_assumptions")
    return assumed.pinned(actor, own) if own else ""


def start(exercise_id: str) -> None:
    """Begin a caseload; a double click begins one."""
    try:
        with one_key(f"caseload/{exercise_id}") as key:
            made = caseloads.start(actor, exercise_id, key=key, evidence=believed())
            begun.note(begun.CASELOAD, made)
    except StudioError as error:
        said(t, error)


def draw() -> None:
    state = st.session_state
    seed = state.get("caseload_seed")
    try:
        with one_key("caseload/drawn") as key:
            made = caseloads.start_drawn(
                actor,
                state["caseload_territory"],
                int(state["caseload_people"]),
                difficulty=int(state["caseload_difficulty"]),
                weeks=int(state["caseload_weeks"]),
                seed=None if seed is None else int(seed),
                key=key,
                evidence=believed(),
            )
            begun.note(begun.CASELOAD, made)
    except StudioError as error:
        said(t, error)


mine = caseloads.mine(actor)
st.header(t("My caseloads"), anchor=False)
if not mine:
    empty(t("No caseload yet"), t("Choose one below. You can stop at any time; everything is kept."))
for one in mine:
    with st.container(border=True, key=f"caseload_{one.id}"):
        st.markdown(f"**{plain(caseloads.title(one.exercise_id, t.locale))}**")
        people = t.n("{count} client", "{count} clients", one.people)
        where = t("finished") if one.finished else t("week {week} of {weeks}", week=one.week + 1, weeks=one.weeks)
        st.markdown(f"{people} · {where} · {t.instant(one.changed_at)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            if not one.finished:
                page_link(
                    HERE / "caseload.py", label=t("Go on"), icon=":material/play_arrow:", query_params={"id": one.id}
                )
            if one.week:
                page_link(
                    HERE / "caseload_debrief.py",
                    label=t("Debrief"),
                    icon=":material/insights:",
                    query_params={"id": one.id},
                )
            st.button(
                t("Put away"),
                key=f"caseload_away_{one.id}",
                icon=":material/archive:",
                type="tertiary",
                on_click=remove,
                args=(one.id,),
            )

if copies := {one.id: one.name for one in assumed.mine(actor)}:
    st.selectbox(
        t("Assumptions of the simulation"),
        ["", *copies],
        format_func=lambda each: plain(copies[each]) if each else t("The studio's own"),
        key="caseload_assumptions",
        help=t("Whatever you begin below is lived under them, and its debrief says what was changed."),
    )

st.header(t("Ready caseloads"), anchor=False)
for exercise_id in library.library():
    package = library.builtin(exercise_id)
    exercise, words = package.exercise, package.words(t.locale)
    with st.container(border=True, key=f"caseload_ready_{exercise_id}"):
        st.subheader(plain(words("title")), anchor=False)
        st.markdown(plain(words("summary")))
        st.markdown(
            t(
                "{people} clients · {weeks} weeks · {hours} hours a week · difficulty {difficulty} of 5 · "
                "about {minutes} minutes",
                people=len(exercise.people),
                weeks=exercise.weeks,
                hours=t.number(exercise.weekly_minutes / 60),
                difficulty=exercise.difficulty,
                minutes=exercise.minutes,
            )
        )
        with st.expander(t("What you can learn")):
            for objective in exercise.objectives:
                st.markdown(f"- {plain(words(f'objectives.{objective}'))}")
        st.button(
            t("Begin"),
            key=f"caseload_begin_{exercise_id}",
            icon=":material/play_arrow:",
            on_click=start,
            args=(exercise_id,),
        )

st.header(t("A generated caseload"), anchor=False)
with st.container(border=True, key="caseload_drawn"):
    st.markdown(plain(drawn_words(t.locale)("summary")))
    st.selectbox(
        t("Territory"), TERRITORIES, format_func=lambda code: labels.TERRITORIES[code](t), key="caseload_territory"
    )
    st.slider(t("Clients"), FEWEST, MAX_PEOPLE, 12, key="caseload_people")
    st.select_slider(t("Weeks"), LENGTHS, 16, key="caseload_weeks")
    st.slider(
        t("Difficulty"),
        1,
        5,
        3,
        key="caseload_difficulty",
        help=t("The harder, the fewer hours and places there are, and the less those in trouble say so."),
    )
    st.number_input(
        t("Number of the draw"),
        value=None,
        min_value=0,
        max_value=2**31 - 1,
        step=1,
        key="caseload_seed",
        help=t("The same number gives the same people, so that a group can work on the same caseload. Empty: any."),
    )
    st.button(
        t("Draw and begin"),
        key="caseload_draw",
        icon=":material/casino:",
        on_click=draw,
    )

st.header(t("From a file"), anchor=False)
with st.form("caseload_import"):
    st.markdown(t("A caseload that was downloaded here or in another studio goes on where it stood."))
    file = st.file_uploader(t("Caseload as JSON"), type=["json"], key="caseload_file")
    if st.form_submit_button(t("Import"), key="caseload_import_do"):
        if file is None:
            st.warning(t("Choose a file first."))
        else:
            try:
                with one_key("caseload/file") as key:
                    made = caseload_files.import_run(actor, file.getvalue(), key)
            except StudioError as error:
                st.error(explain(error, t))
            else:
                st.switch_page(HERE / "caseload.py", query_params={"id": made})
