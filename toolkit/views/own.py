"""Instruments of one's own: bring one, see what would be taken, keep it, bring a new version."""

from pathlib import Path

import streamlit as st

from studio import ids
from studio.errors import StudioError
from studio.widgets.frame import begin, current_actor, empty, header, plain, said
from studio.widgets.links import page_link
from toolkit.own_instruments import Brought
from toolkit.own_words import flaw, remedy
from toolkit.services import own
from toolkit.views.library import size

HERE = Path(__file__).parent

actor, t = begin("assessment.create")
header(
    t("Instruments of my own"),
    t("Bring the questions your partnership works with, and use them like those of the library: alone or in rounds."),
    back=(t("Standards"), HERE / "standards.py"),
)

st.header(t("Bring one"), anchor=False)
st.markdown(
    t(
        "A workbook as the studio writes it, an XLSForm from KoboToolbox or ODK, or a file exported here. The easiest "
        "way to begin: take one of the library as a workbook, change it, and bring it back."
    )
)
with st.container(horizontal=True):
    st.link_button(t("Example workbook (short)"), "/instruments/consensus/own.xlsx", icon=":material/table_view:")
    st.link_button(
        t("ICM standards as a workbook"), "/instruments/icm-standards/own.xlsx", icon=":material/table_view:"
    )
mine = own.listed(actor)
once = "own_instrument_new"
st.session_state.setdefault(once, ids.new("key"))
file = st.file_uploader(
    t("File (.xlsx, .yaml or .json)"), type=["xlsx", "yaml", "yml", "json"], key=f"file/{st.session_state[once]}"
)


def shown(brought: Brought) -> None:
    """What was read, and what stands in its way."""
    for each in brought.flaws:
        st.markdown(f":material/error: {plain(flaw(t, each))}")
    for problem in brought.problems:
        st.markdown(f":material/error: {plain(remedy(t, problem))}")
    if brought.own is None:
        return
    instrument, words = brought.own.instrument, brought.own.words
    with st.container(border=True, key="brought"):
        st.subheader(plain(words.title) or t("(without title)"), anchor=False)
        st.markdown(size(instrument, t))
        st.markdown(plain(words.about))
        for node in instrument.nodes:
            name = plain(f"{node.ref} {words.nodes[node.id].title}")
            st.markdown(f"- {name}" if node.assessable else f"**{name}**")


def finish(target: str, content: bytes) -> None:
    who = current_actor()
    if who is None:
        return
    try:
        if target:
            own.renew(who, target, content)
        else:
            own.keep(who, content, st.session_state[once])
    except StudioError as error:
        said(t, error)
    else:
        del st.session_state[once]


if file is not None:
    try:
        brought = own.look(actor, file.getvalue())
    except StudioError as error:
        said(t, error)
    else:
        shown(brought)
        if brought.usable:
            names = {"": t("A new instrument")} | {
                each.id: t("A new version of: {title}", title=each.own.words.title) for each in mine
            }
            target = st.selectbox(t("Keep as"), list(names), format_func=names.__getitem__, key="own_target")
            st.button(
                t("Keep it"),
                type="primary",
                icon=":material/save:",
                key="own_keep",
                on_click=finish,
                args=(target, file.getvalue()),
            )
        else:
            st.info(t("Mend this in the file and bring it again. Nothing has been kept."))


def put_away(own_id: str) -> None:
    who = current_actor()
    try:
        if who is not None:
            own.put_away(who, own_id)
    except StudioError as error:
        said(t, error)


st.header(t("Mine"), anchor=False)
if not mine:
    empty(
        t("None yet"), t("What you bring stands here, and in the list of a new check."), icon=":material/inventory_2:"
    )
for each in mine:
    with st.container(border=True, key=f"own_{each.id}"):
        page_link(
            HERE / "instrument.py",
            label=plain(each.own.words.title),
            icon=":material/menu_book:",
            query_params={"id": each.id},
        )
        st.markdown(f"{size(each.own.instrument, t)} · {t.instant(each.changed_at)}")
        with st.popover(t("Put away"), icon=":material/delete:"):
            st.markdown(t("Checks that use it keep their copy and go on."))
            st.button(t("Put away now"), key=f"away/{each.id}", on_click=put_away, args=(each.id,))
