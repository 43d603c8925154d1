"""A workshop from a participant's chair: wait, work, look back. The page moves on by itself."""

import streamlit as st

from studio.errors import StudioError
from studio.widgets.frame import begin, current_actor, empty, explained, header, leave, plain, requested, said
from studio.widgets.links import page_link
from workshop.programme import State
from workshop.services import work
from workshop.views.words import CASE, PAGES, activity_summary, activity_title

actor, t = begin("workshop.take_part")
workshop_id = requested() or actor.context
if not workshop_id:
    empty(t("You have not joined a workshop"), t("The trainer shows a code of eight letters and digits. Join with it."))
    leave(t("Join with a code"), "/join")
    st.stop()
with explained(t):
    lobby = work.lobby(actor, workshop_id)


def stand(seen: work.Lobby) -> tuple[object, ...]:
    """What this page shows; when it moves, the page is drawn again."""
    tasks = tuple((task.activity.id, task.activity.state, task.object_id) for task in seen.tasks)
    pairs = [task.activity.id for task in seen.tasks if task.activity.parameters.get("pair") and not task.object_id]
    here = current_actor()
    free = tuple(tuple(work.waiting(here, workshop_id, each)) for each in pairs) if here is not None else ()
    return seen.closed, tasks, free


DRAWN = stand(lobby)


@st.fragment(run_every=2)
def watch_for_news() -> None:
    actor = current_actor()
    if actor is None:
        st.rerun()  # signed out meanwhile, or erased with the workshop's personal data: the page says so
    with explained(t):
        now = work.lobby(actor, workshop_id)
    if stand(now) != DRAWN:
        st.rerun()


def task_card(task: work.Task) -> None:
    activity = task.activity
    running = activity.state is State.OPEN
    at_work, looking_back = PAGES[activity.kind]
    with st.container(border=True, key=f"task_{activity.id}"):
        st.header(plain(activity_title(activity, t)), anchor=False)
        st.markdown(plain(activity_summary(activity, t)))
        if not running:
            st.markdown(f":material/lock: {t('The trainer has closed this activity.')}")
        if task.object_id:
            page_link(
                at_work,
                label=t("Go on"),
                icon=":material/arrow_forward:",
                query_params={"id": task.object_id},
            )
            page_link(
                looking_back, label=t("My results"), icon=":material/insights:", query_params={"id": task.object_id}
            )
        elif running and st.button(t("Begin"), type="primary", key=f"begin_{activity.id}", width="stretch"):
            try:
                run_id = work.begin(actor, workshop_id, activity.id)
            except StudioError as error:
                said(t, error)
            else:
                st.switch_page(at_work, query_params={"id": run_id})
        if running and not task.object_id and activity.parameters.get("pair"):
            free_seats(activity.id)


def free_seats(activity_id: str) -> None:
    """Cases that wait for a second person."""
    for free in work.waiting(actor, workshop_id, activity_id):
        name = plain(free.name) or t("participant {number}", number=free.number)
        if st.button(t("Sit down with {name}", name=name), key=f"sit_{free.run_id}", width="stretch"):
            try:
                run_id = work.sit_down(actor, workshop_id, activity_id, free.run_id)
            except StudioError as error:
                said(t, error)
            else:
                st.switch_page(CASE, query_params={"id": run_id})


header(lobby.title)
st.markdown(
    t("You are participant {number}.", number=lobby.number)
    + " "
    + t("Led by {names}.", names=plain(t.list(list(lobby.led_by))))
)
if lobby.closed:
    st.info(t("This workshop is closed. You can still read your own results."), icon=":material/lock:")
elif not any(task.activity.state is State.OPEN for task in lobby.tasks):
    empty(
        t("Please wait a moment"),
        t("The trainer opens the next activity. This page moves on by itself; leave it open."),
        icon=":material/hourglass_top:",
    )
for task in reversed(lobby.tasks):
    task_card(task)
watch_for_news()
