"""The gallery: own runs to go on with, scenarios to begin."""

from pathlib import Path

import streamlit as st

from scenarios import labels, loader, service
from studio import ids
from studio.errors import StudioError
from studio.widgets.frame import begin, empty, header, plain, said

HERE = Path(__file__).parent

actor, t = begin("practice.play")
header(
    t("Practice"),
    t("Meet a client, make a plan together, and live through the weeks that follow. Nobody here is real."),
)

if started := st.session_state.pop("practice_started", None):
    st.switch_page(HERE / "case.py", query_params={"id": started})

runs = service.mine(actor)
st.header(t("My runs"), anchor=False)
if not runs:
    empty(t("No run yet"), t("Choose a scenario below. You can stop at any time; everything is kept."))


def title_of(scenario_id: str) -> str:
    if scenario_id in loader.library():
        return loader.builtin(scenario_id).words(t.locale)("title")
    return scenario_id


def remove(run_id: str) -> None:
    try:
        service.put_away(actor, run_id)
    except StudioError as error:
        said(t, error)


for run in runs:
    with st.container(border=True, key=f"run_{run.run_id}"):
        st.markdown(f"**{plain(title_of(run.scenario_id))}**")
        week = t("week {week}", week=run.week)
        st.markdown(f"{labels.STAGES[run.stage](t)} · {week} · {t.instant(run.changed_at)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            if not run.finished:
                st.page_link(
                    HERE / "case.py",
                    label=t("Go on"),
                    icon=":material/play_arrow:",
                    query_params={"id": run.run_id},
                )
            if run.week:
                st.page_link(
                    HERE / "debrief.py", label=t("Debrief"), icon=":material/insights:", query_params={"id": run.run_id}
                )
            st.button(
                t("Put away"),
                key=f"away_{run.run_id}",
                icon=":material/archive:",
                type="tertiary",
                on_click=remove,
                args=(run.run_id,),
            )

st.header(t("Scenarios"), anchor=False)


def start(scenario_id: str, key: str) -> None:
    """Begin a run; the key was made when the button was drawn, so a double click begins one."""
    try:
        st.session_state["practice_started"] = service.start_run(actor, scenario_id, key=key)
        st.session_state.pop(f"start_key_{scenario_id}", None)
    except StudioError as error:
        said(t, error)


for scenario_id in loader.library():
    package = loader.builtin(scenario_id)
    scenario, words = package.scenario, package.words(t.locale)
    with st.container(border=True, key=f"scenario_{scenario_id}"):
        st.subheader(plain(words("title")), anchor=False)
        st.markdown(plain(words("summary")))
        st.markdown(
            t(
                "Difficulty {difficulty} of 5 · about {minutes} minutes · {partners} partners",
                difficulty=scenario.difficulty,
                minutes=scenario.minutes,
                partners=len(scenario.partners),
            )
        )
        with st.expander(t("What you can learn")):
            for objective in scenario.objectives:
                st.markdown(f"- {plain(words(f'objectives.{objective.id}'))}")
        st.button(
            t("Begin"),
            key=f"begin_{scenario_id}",
            icon=":material/play_arrow:",
            on_click=start,
            args=(scenario_id, st.session_state.setdefault(f"start_key_{scenario_id}", ids.new("key"))),
        )
