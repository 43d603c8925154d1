"""Author: my scenarios, and a new one from a small beginning, a copy or a file."""

from pathlib import Path

import streamlit as st

from scenarios import loader
from scenarios.service import authoring, editions
from studio.errors import StudioError
from studio.messages import explain
from studio.rights import Level, allowed
from studio.widgets.frame import begin, empty, header, plain, said
from studio.widgets.links import page_link
from studio.widgets.once import one_key

HERE = Path(__file__).parent

actor, t = begin()
header(t("Author"), t("Write synthetic clients for others to practise with. Never write about real people."))

mine = authoring.listed(actor)


def put_away(draft_id: str) -> None:
    try:
        authoring.put_away(actor, draft_id)
    except StudioError as error:
        said(t, error)


if not mine:
    empty(
        t("No scenario of yours yet"),
        t("Begin with a few sentences about a client, copy a scenario of the library and change it, or bring a file."),
        icon=":material/stylus_note:",
    )
for one in mine:
    with st.container(border=True, key=f"draft_{one.id}"):
        page_link(
            HERE / "scenario.py",
            label=f"**{plain(one.title) or t('Scenario without title')}**",
            icon=":material/stylus_note:",
            query_params={"id": one.id},
        )
        state = (
            t("offered to everybody") if one.offered else t("only yours") if one.level is Level.OWNER else t("shared")
        )
        facts = (
            plain(one.client) or t("client without name"),
            t.n("{count} fact", "{count} facts", one.facts),
            t.n("{count} line", "{count} lines", one.lines),
            t.n("{count} thing to mend", "{count} things to mend", one.errors),
            state,
            t("changed {when}", when=t.instant(one.changed_at)),
        )
        st.markdown(" · ".join(facts))
        if one.level is Level.OWNER:
            with st.popover(t("Put away"), icon=":material/archive:", type="tertiary"):
                st.markdown(t("It leaves this list and the gallery. Runs that were begun go on."))
                st.button(t("Put away now"), key=f"away_{one.id}", on_click=put_away, args=(one.id,))

if not allowed(actor, "scenario.author"):
    st.stop()


def made(make: str) -> None:
    """Go to the scenario that was just made."""
    st.switch_page(HERE / "scenario.py", query_params={"id": make})


st.header(t("New scenario"), anchor=False)
with st.form("author_new"):
    st.markdown(
        t("Begins with an employment office, a centre for social work and a few general answers of the client.")
    )
    title = st.text_input(t("Title"), key="author_title", max_chars=authoring.MAX_TITLE)
    if st.form_submit_button(t("Begin writing"), key="author_begin", type="primary"):
        if not title.strip():
            st.warning(t("Give it a title first; you can change it later."))
        else:
            try:
                with one_key("author/new") as key:
                    draft_id = authoring.create(actor, title, key)
            except StudioError as error:
                st.error(explain(error, t))
            else:
                made(draft_id)

st.header(t("Copy and change"), anchor=False)
sources = {one: loader.builtin(one).words(t.locale)("title") for one in loader.library()}
sources |= {one.id: f"{one.package.words(t.locale)('title')} ({one.author})" for one in editions.offered()}
sources |= {one.id: one.title or t("Scenario without title") for one in mine}
with st.form("author_copy"):
    source = st.selectbox(t("Scenario"), list(sources), format_func=sources.__getitem__, key="author_source")
    if st.form_submit_button(t("Copy it"), key="author_copy_do"):
        try:
            with one_key(f"author/copy/{source}") as key:
                draft_id = authoring.copy(actor, source, key)
        except StudioError as error:
            st.error(explain(error, t))
        else:
            made(draft_id)

st.header(t("From a file"), anchor=False)
with st.form("author_import"):
    files = st.file_uploader(
        t("An exported ZIP or JSON file, or scenario.yaml together with its texts"),
        type=["zip", "json", "yaml", "yml"],
        accept_multiple_files=True,
        key="author_files",
    )
    if st.form_submit_button(t("Import"), key="author_import_do"):
        try:
            with one_key("author/file") as key:
                draft_id = authoring.bring(actor, [(file.name, file.getvalue()) for file in files or []], key)
        except StudioError as error:
            st.error(explain(error, t))
        else:
            made(draft_id)
