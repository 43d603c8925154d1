"""A workshop from the trainer's chair: the code on the wall, the programme, everybody's progress, the end."""

import html
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from scenarios.caseload.package import library as caseload_library
from scenarios.service import assumed, caseloads
from studio import doorway
from studio.errors import StudioError
from studio.widgets.frame import begin, empty, explained, header, plain, requested, said
from studio.widgets.links import page_link
from studio.widgets.once import one_key
from studio.widgets.tables import show_table
from workshop.doorway import join_address
from workshop.programme import State, spaced
from workshop.services import erase, lead, watch
from workshop.views.words import STATES, activity_title, progress_words, scenarios

HERE = Path(__file__).parent
CODE_STYLE = (
    "font-size: clamp(2.25rem, 5vw, 4.5rem); font-weight: 700; letter-spacing: .08em; line-height: 1.15; "
    "font-variant-numeric: tabular-nums; white-space: nowrap"
)

actor, t = begin("workshop.create")
with explained(t):
    workshop = lead.load(actor, requested())


def do(service, *arguments):
    """Run a service from a button; what it refuses is said without moving anything."""
    try:
        service(actor, workshop.id, *arguments)
    except StudioError as error:
        said(t, error)


def sure(label, name, service, *arguments, **options):
    """The button that ends a question; the page is drawn again without it."""
    if st.button(
        label, type="primary", key=f"workshop_{name}_sure", on_click=do, args=(service, *arguments), **options
    ):
        st.rerun()


def how_to_join() -> None:
    st.header(t("Join"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="large"):
        address = join_address(workshop.code)
        st.image(
            doorway.qr_svg(address), width=280, alt=t("QR code that opens the page to join, with the code filled in")
        )
        with st.container(width="content"):
            st.markdown(t("Scan, or open this address and type the code:"))
            st.markdown(f"**{plain(doorway.address().split('://')[-1])}/join**")
            st.html(f'<p style="{CODE_STYLE}">{html.escape(spaced(workshop.code))}</p>')
    if not doorway.is_reachable():
        st.warning(
            t(
                "Phones cannot reach this address, because the studio listens to this computer only. Start it with "
                "`icm serve --host 0.0.0.0`, or set ICM_PUBLIC_URL to the address that the room can reach."
            )
        )


def programme() -> None:
    st.header(t("Programme"), anchor=False)
    if not workshop.activities:
        empty(t("Nothing prepared yet"), t("Choose a scenario. It stays hidden until you open it."))
    waiting = [activity for activity in workshop.activities if activity.state is State.PREPARED]
    running = [activity for activity in workshop.activities if activity.state is State.OPEN]
    for position, activity in enumerate(workshop.activities, 1):
        with st.container(border=True, key=f"activity_{activity.id}"):
            mode = f" · {t('in pairs')}" if activity.parameters.get("pair") else ""
            mode += f" · {t('changed assumptions')}" if activity.parameters.get("evidence") else ""
            st.markdown(f"**{position}. {plain(activity_title(activity, t))}**{mode} · {STATES[activity.state](t)}")
            with st.container(horizontal=True, vertical_alignment="center"):
                if activity.state is State.OPEN:
                    st.button(
                        t("Close activity"),
                        key=f"close_{activity.id}",
                        on_click=do,
                        args=(lead.close_activity, activity.id),
                    )
                elif not workshop.closed_at:
                    first = not running and waiting[:1] == [activity]
                    st.button(
                        t("Open activity") if activity.state is State.PREPARED else t("Open again"),
                        key=f"open_{activity.id}",
                        type="primary" if first else "secondary",
                        on_click=do,
                        args=(lead.open_activity, activity.id),
                    )
                if activity.state is not State.PREPARED:
                    page_link(
                        HERE / "debrief.py",
                        label=t("Debrief"),
                        icon=":material/compare:",
                        query_params={"id": workshop.id, "activity": activity.id},
                    )
    if not workshop.closed_at:
        add_activity()


def add_activity() -> None:
    offered = scenarios(t)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            t("Scenario"), list(offered), format_func=offered.__getitem__, key="workshop_scenario", width="stretch"
        )

        def add() -> None:
            pair, own = bool(st.session_state.get("workshop_pair")), st.session_state.get("workshop_assumptions") or ""
            with one_key(f"{workshop.id}/add/{chosen}/{pair}/{own}") as key:
                do(lambda who, where: lead.add_scenario(who, where, chosen, key, pair=pair, assumptions=own))

        st.button(t("Add to the programme"), key="workshop_add", on_click=add, disabled=chosen is None)
    st.checkbox(t("In pairs: two people share a case, each with what their own institution knows"), key="workshop_pair")
    if copies := {one.id: one.name for one in assumed.mine(actor)}:
        st.selectbox(
            t("Assumptions of the simulation"),
            ["", *copies],
            format_func=lambda each: copies[each] if each else t("The studio's own"),
            key="workshop_assumptions",
        )
    desks = {each: caseloads.title(each, t.locale) for each in caseload_library()}
    with st.expander(t("Add a caseload")), st.container(horizontal=True, vertical_alignment="bottom"):
        exercise = st.selectbox(
            t("Caseload"), list(desks), format_func=desks.__getitem__, key="workshop_caseload", width="stretch"
        )

        def add_caseload() -> None:
            own = st.session_state.get("workshop_assumptions") or ""
            with one_key(f"{workshop.id}/add/{exercise}/{own}") as key:
                do(lambda who, where: lead.add_caseload(who, where, exercise, key, assumptions=own))

        st.button(t("Add this caseload"), key="workshop_add_caseload", on_click=add_caseload)
    with st.expander(t("Add an invented client")), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            t("Client code"), key="workshop_code", placeholder="MK-3-20417", width="stretch", persist_state="session"
        )

        def add_client() -> None:
            code = st.session_state["workshop_code"]
            with one_key(f"{workshop.id}/add/{code}") as key:
                do(lead.add_client, code, key)

        st.button(t("Add this client"), key="workshop_add_client", on_click=add_client)


@st.fragment(run_every=1)
def live_board() -> None:
    actor, t = begin("workshop.create")
    with explained(t):
        seen = watch.board(actor, workshop.id)
    if workshop.closed_at is None:
        st.markdown(t.n("{count} person is here.", "{count} people are here.", len(seen.rows)))
    else:
        st.markdown(t.n("{count} person took part.", "{count} people took part.", len(seen.rows)))
    if not seen.rows:
        empty(t("Nobody has joined yet"), t("Names appear here as people arrive."), icon=":material/hourglass_empty:")
        return
    shown = [activity for activity in seen.activities if activity.state is not State.PREPARED]
    table: dict[str, list[str]] = {
        t("No."): [str(row.number) for row in seen.rows],
        t("Name"): [plain(row.name) or t("deleted") for row in seen.rows],
    }
    for position, activity in enumerate(seen.activities, 1):
        if activity in shown:
            title = plain(f"{position}. {activity_title(activity, t)}")
            table[title] = [progress_words(row.progress.get(activity.id), t) for row in seen.rows]
    show_table(table, border="horizontal", alt=t("Participants and how far each one is"))


@st.dialog(t("Remove somebody?"))
def ask_remove() -> None:
    people = {row.seat_id: f"{row.number}. {row.name}" for row in watch.board(actor, workshop.id).rows}
    st.markdown(t("The name, what was typed and the results of this person are removed at once."))
    chosen = st.selectbox(t("Participant"), list(people), format_func=people.__getitem__, key="workshop_leaving")
    sure(t("Remove"), "remove", erase.remove, chosen, disabled=chosen is None)


@st.dialog(t("Close the workshop?"))
def ask_close() -> None:
    st.markdown(t("Nobody can join or begin anything after this. Results stay, and people can still read theirs."))
    sure(t("Close the workshop"), "close", lead.close)


@st.dialog(t("Delete personal data?"))
def ask_erase() -> None:
    st.markdown(
        t(
            "The names of all who joined by code and everything they typed are deleted for good, and they are signed "
            "out. Numbers and results stay without names. People with an account keep it and their own runs. "
            "Download the results first if you need them with names."
        )
    )
    sure(t("Delete for good"), "erase", erase.erase)


def afterwards() -> None:
    st.header(t("Afterwards"), anchor=False)
    with st.container(horizontal=True):
        st.link_button(t("Results (CSV)"), f"/workshops/{workshop.id}/results.csv", icon=":material/download:")
        if workshop.closed_at is None:
            st.button(
                t("New join code"),
                key="workshop_new_code",
                help=t("The old code stops working."),
                on_click=do,
                args=(lead.new_code,),
            )
            if st.button(t("Remove somebody…"), key="workshop_remove"):
                ask_remove()
            if st.button(t("Close the workshop…"), key="workshop_close"):
                ask_close()
        elif workshop.erased_at is None and st.button(
            t("Delete personal data…"), key="workshop_erase", icon=":material/delete:"
        ):
            ask_erase()
    if workshop.erased_at is not None:
        here = workshop.erased_at.astimezone(ZoneInfo(workshop.zone))
        st.markdown(t("The personal data were deleted on {day}.", day=t.instant(here)))


header(workshop.title, back=(t("Workshops"), HERE / "list.py"))
if workshop.closed_at is None:
    how_to_join()
else:
    here = workshop.closed_at.astimezone(ZoneInfo(workshop.zone))
    st.info(t("This workshop was closed on {day}.", day=t.instant(here)), icon=":material/lock:")
programme()
st.header(t("Who is here and how far"), anchor=False)
live_board()
if workshop.closed_at is None:
    page_link(
        HERE / "live.py",
        label=t("In the cases: let something happen, speak for a client"),
        icon=":material/bolt:",
        query_params={"id": workshop.id},
    )
afterwards()
