"""Lists the reader shows from other content: standards, activities, areas of life, sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from studio import clock
from studio.errors import StudioError
from studio.languages import Translator
from studio.rights import allowed
from studio.widgets.frame import current_actor, said
from studio.widgets.links import page_link
from studio.widgets.once import one_key
from studio.widgets.tables import show_table
from toolkit.domains import LEVELS
from toolkit.loader import (
    activities,
    activity_text,
    activity_words,
    cite,
    domain_texts,
    instrument_words,
    instruments,
    level_name,
    reference,
    source_ids,
)
from toolkit.services import assess
from toolkit.sources import BROUGHT
from toolkit.tables_of_countries import country_table_text, country_tables

HERE = Path(__file__).parent


def standards(t: Translator) -> None:
    instrument = instruments()["icm-standards"]
    words = instrument_words(instrument, t.locale)
    for group in instrument.groups():
        st.markdown(f"{group.ref}. **{words.nodes[group.id].title}**. {words.nodes[group.id].text}")
    page_link(HERE / "instrument.py", label=t("All criteria and levels"), icon=":material/checklist:")


def pool(t: Translator) -> None:
    words = activity_words(t.locale)
    for phase in dict.fromkeys(activity.phase for activity in activities().values()):
        st.header(words(f"phases.{phase}"), anchor=False)
        for activity in activities().values():
            if activity.phase is phase:
                own = activity_text(activity.id, t.locale)
                by = t("By: {providers}", providers=t.list([words(f"providers.{p}") for p in activity.providers]))
                where = "; ".join(cite(source, t.locale) for source in activity.sources)
                st.markdown(f"**{own.title}**. {own.about} *{own.watch}* ({by}. {where})")


def areas(t: Translator) -> None:
    for area in domain_texts(t.locale).values():
        with st.expander(f"**{area.title}** ({area.group}): {area.about}"):
            show_table(
                {
                    t("Level"): [f"{level:d} {level_name(level, t.locale)}" for level in LEVELS],
                    t("What it looks like"): list(area.anchors),
                },
                alt=t("Levels of {area}", area=area.title),
            )


def sources(t: Translator) -> None:
    for document in sorted(source_ids() - {BROUGHT}):
        st.markdown(f"- {reference(document, t.locale)}")


def qualifications(t: Translator) -> None:
    asked(t, "qualifications")
    look_at_oneself(t, "qualifications", t("My qualifications"), t("Look at myself"))


def transferability(t: Translator) -> None:
    asked(t, "transferability")
    look_at_oneself(t, "transferability", t("Can it come here?"), t("Begin the check"))


def asked(t: Translator, instrument_id: str) -> None:
    """What an instrument asks, heading by heading."""
    instrument = instruments()[instrument_id]
    words = instrument_words(instrument, t.locale)
    for group in instrument.groups():
        with st.expander(f"**{words.nodes[group.id].title}**: {words.nodes[group.id].text}"):
            own = [node for node in instrument.nodes if node.parent == group.id]
            st.markdown("\n".join(f"- **{words.nodes[node.id].title}**: {words.nodes[node.id].text}" for node in own))


def look_at_oneself(t: Translator, instrument_id: str, title: str, label: str) -> None:
    """Begin a check that only oneself sees, or go on with one."""
    actor = current_actor()
    if actor is None or not allowed(actor, "form.create"):
        return
    key = f"own/{instrument_id}"
    if st.button(label, type="primary", icon=":material/self_improvement:", key=f"{key}/begin"):
        try:
            with one_key(key, "asm") as own_id:
                new_id = assess.start_own(actor, instrument_id, f"{title}, {t.date(clock.today())}", own_id)
        except StudioError as error:
            said(t, error)
        else:
            st.switch_page(HERE / "rate.py", query_params={"id": new_id})
    for summary in assess.own(actor, instrument_id):
        with st.container(horizontal=True):
            page_link(
                HERE / "rate.py",
                label=summary.title,
                icon=":material/checklist:",
                query_params={"id": summary.id},
            )
            page_link(
                HERE / "results.py",
                label=t("Result"),
                icon=":material/bar_chart:",
                query_params={"id": summary.id},
            )


def worked(t: Translator) -> None:
    page_link(HERE / "dilemmas.py", label=t("Worked dilemmas"), icon=":material/balance:")


def countries(t: Translator) -> None:
    for table in country_tables():
        title = country_table_text(table, t.locale).title
        page_link(HERE / "tables.py", label=title, icon=":material/table:", query_params={"table": table})


LISTS: dict[str, Callable[[Translator], None]] = {
    "standards": standards,
    "activities": pool,
    "domains": areas,
    "sources": sources,
    "qualifications": qualifications,
    "transferability": transferability,
    "dilemmas": worked,
    "countries": countries,
}
