"""A workshop from a participant's chair: wait, work, look back. The page moves on by itself."""

import streamlit as st

from studio.errors import StudioError
from studio.widgets.frame import begin, current_actor, empty, explained, header, leave, plain, requested, said
from workshop.programme import State
from workshop.services import work
from workshop.views.words import CASE, DEBRIEF, activity_summary, activity_title

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
    return seen.closed, tuple((task.activity.id, task.activity.state, task.object_id) for task in seen.tasks)


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
    with st.container(border=True, key=f"task_{activity.id}"):
        st.header(plain(activity_title(activity, t)), anchor=False)
        st.markdown(plain(activity_summary(activity, t)))
        if not running:
            st.markdown(f":material/lock: {t('The trainer has closed this activity.')}")
        if task.object_id:
            st.page_link(
                CASE,
                label=t("Go on with the case"),
                icon=":material/arrow_forward:",
                query_params={"id": task.object_id},
            )
            st.page_link(
                DEBRIEF, label=t("My results"), icon=":material/insights:", query_params={"id": task.object_id}
            )
        elif running and st.button(t("Begin"), type="primary", key=f"begin_{activity.id}", width="stretch"):
            try:
                run_id = work.begin(actor, workshop_id, activity.id)
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
