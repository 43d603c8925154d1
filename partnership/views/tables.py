"""Bringing in a list from a spreadsheet: upload, look at what was understood, take it over."""

from __future__ import annotations

from functools import partial

import streamlit as st

from partnership import wording
from partnership.services import take_over
from partnership.spreadsheet.columns import LISTINGS, head
from partnership.views.editing import Editor
from studio.errors import Forbidden, StudioError
from studio.messages import explain
from studio.widgets.frame import current_actor, plain, said
from studio.widgets.tables import show_table

SHOWN = 10
"""Rows of the preview."""


def bring_in(e: Editor, name: str) -> None:
    t, place = e.t, f"{e.loaded.id}/table/{name}"
    if not e.loaded.editable:
        return
    with st.expander(t("Bring in from a spreadsheet (XLSX)"), icon=":material/table_view:"):
        listing = LISTINGS[name]
        heads = ", ".join(head(listing, each, t) for each in listing.fields)
        st.markdown(
            t(
                "The first row names the columns; these are understood: {columns}. A row whose first column says what "
                "an entry here says changes that entry, every other row is added, and an empty cell changes nothing.",
                columns=plain(heads),
            )
        )
        st.link_button(
            t("Present tables as a pattern"),
            f"/agreements/{e.loaded.id}/export.xlsx",
            icon=":material/download:",
        )
        turn = st.session_state.get(f"{place}/turn", 0)
        file = st.file_uploader(t("Spreadsheet"), type=["xlsx"], key=f"{place}/file/{turn}")
        if file is not None:
            _preview(e, name, file.getvalue(), place)


def _preview(e: Editor, name: str, content: bytes, place: str) -> None:
    t = e.t
    actor = current_actor()
    if actor is None:
        return
    try:
        table = take_over.look(actor, e.loaded.id, name, content)
    except StudioError as error:
        st.error(explain(error, t))
        return
    st.markdown(
        t("Sheet “{sheet}”, columns: {columns}.", sheet=plain(table.sheet), columns=plain(", ".join(table.matched)))
    )
    if table.ignored:
        st.warning(
            t("These columns are not understood and are left out: {columns}.", columns=plain(", ".join(table.ignored)))
        )
    for problem in table.problems:
        st.error(plain(wording.explain_cell(problem, t)))
    if table.rows:
        columns = {title: [row[n] for row in table.rows[:SHOWN]] for n, title in enumerate(table.matched)}
        show_table(columns, alt=t("The first rows as they were read"))
    if table.problems:
        st.markdown(t("Mend these cells in the spreadsheet and upload it again; nothing has been taken over."))
        return
    if not table.changes:
        st.markdown(t("The draft says all this already."))
        return
    st.markdown(t("{added} new entries, {changed} changed ones.", added=table.added, changed=table.changed))
    st.button(
        t("Take this over"),
        key=f"{place}/do",
        type="primary",
        on_click=partial(_take, e, name, content, table.digest, place),
    )


def _take(e: Editor, name: str, content: bytes, seen: str, place: str) -> None:
    try:
        actor = current_actor()
        if actor is None:
            raise Forbidden("session_ended")
        take_over.take(actor, e.loaded.id, name, content, seen, f"{seen}/{e.loaded.revision}")
    except StudioError as error:
        said(e.t, error)
    else:
        st.session_state[f"{place}/turn"] = st.session_state.get(f"{place}/turn", 0) + 1
        st.toast(e.t("Taken over."), icon=":material/check:")
