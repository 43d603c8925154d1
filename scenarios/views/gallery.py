"""The gallery: own runs to go on with, scenarios to begin."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from scenarios import labels, loader, service
from scenarios.loader import Package
from scenarios.service import editions
from scenarios.views import begun, invent
from studio.errors import StudioError
from studio.identity import Actor
from studio.widgets.frame import begin, empty, header, plain, said
from studio.widgets.links import page_link
from studio.widgets.once import one_key

HERE = Path(__file__).parent

actor, t = begin("practice.play")
header(
    t("Practice"),
    t("Meet a client, make a plan together, and live through the weeks that follow. Nobody here is real."),
)

begun.lead_there(begun.CASE)


def start(name: str, begin_run: Callable[[Actor, str], str]) -> None:
    """Begin a run; a double click begins one."""
    try:
        with one_key(f"start/{name}") as key:
            begun.note(begun.CASE, begin_run(actor, key))
    except StudioError as error:
        said(t, error)


def of_library(scenario_id: str) -> Callable[[Actor, str], str]:
    return lambda actor, key: service.start_run(actor, scenario_id, key=key)


offered = editions.offered()


def remove(run_id: str) -> None:
    try:
        service.put_away(actor, run_id)
    except StudioError as error:
        said(t, error)


def own_runs(runs: list[service.Progress]) -> None:
    titles = service.titles(runs, t.locale)
    page_link(HERE / "progress.py", label=t("My progress"), icon=":material/trending_up:")
    tries: dict[str, list[str]] = {}
    for run in sorted(runs, key=lambda one: one.created_at):
        tries.setdefault(titles[run.run_id], []).append(run.run_id)
    for run in runs:
        same = tries[titles[run.run_id]]
        with st.container(border=True, key=f"run_{run.run_id}"):
            st.markdown(f"**{plain(titles[run.run_id])}**")
            week = t("week {week}", week=run.week)
            facts = [labels.STAGES[run.stage](t), week, t.instant(run.changed_at)]
            if len(same) > 1:
                facts.append(t("try {number} of {count}", number=same.index(run.run_id) + 1, count=len(same)))
            st.markdown(" · ".join(facts))
            with st.container(horizontal=True, vertical_alignment="center"):
                if not run.finished:
                    page_link(
                        HERE / "case.py",
                        label=t("Go on"),
                        icon=":material/play_arrow:",
                        query_params={"id": run.run_id},
                    )
                if run.week:
                    page_link(
                        HERE / "debrief.py",
                        label=t("Debrief"),
                        icon=":material/insights:",
                        query_params={"id": run.run_id},
                    )
                st.button(
                    t("Put away"),
                    key=f"away_{run.run_id}",
                    icon=":material/archive:",
                    type="tertiary",
                    on_click=remove,
                    args=(run.run_id,),
                )


def card(scenario_id: str, package: Package, author: str = "") -> None:
    scenario, words = package.scenario, package.words(t.locale)
    with st.container(border=True, key=f"scenario_{scenario_id}"):
        st.subheader(plain(words("title")), anchor=False)
        told = [
            labels.TERRITORIES[scenario.client.profile.territory](t),
            t("difficulty {level} of 5", level=scenario.difficulty),
            t("about {minutes} minutes", minutes=scenario.minutes),
            t.n("{count} partner", "{count} partners", len(scenario.partners)),
        ]
        if scenario_id in played:
            told.append(t("played already"))
        if author:
            told.append(t("by {author}, of this studio", author=plain(author)))
        st.markdown(" · ".join(told))
        st.markdown(plain(words("summary")))
        with st.expander(t("What you can learn")):
            for objective in scenario.objectives:
                st.markdown(f"- {plain(words(f'objectives.{objective.id}'))}")
        st.button(
            t("Begin"),
            key=f"begin_{scenario_id}",
            icon=":material/play_arrow:",
            on_click=start,
            args=(scenario_id, of_library(scenario_id)),
        )


def cases() -> None:
    """The library and what authors of this studio offer, the easiest first."""
    offers = [(name, loader.builtin(name), "") for name in loader.library()]
    offers += [(edition.id, edition.package, edition.author or t("somebody")) for edition in offered]
    levels = sorted({package.scenario.difficulty for _, package, _ in offers})
    wanted = st.pills(
        t("Difficulty, from 1 (gentle) to 5 (many things at once)"),
        levels,
        selection_mode="multi",
        key="gallery_difficulty",
        persist_state="session",
    )
    for scenario_id, package, author in sorted(offers, key=lambda one: one[1].scenario.difficulty):
        if not wanted or package.scenario.difficulty in wanted:
            card(scenario_id, package, author)


runs = service.mine(actor)
played = {run.scenario_id for run in runs}
page_link(HERE / "caseloads.py", label=t("Caseload: eight to forty clients at once"), icon=":material/inbox:")
library, somebody, own = st.tabs([t("Cases"), t("A new client"), t("My runs ({count})", count=len(runs))])
with library:
    cases()
with somebody:
    invent.show(t, start)
with own:
    if runs:
        own_runs(runs)
    else:
        empty(t("No run yet"), t("Choose a case. You can stop at any time; everything is kept."))
