"""Lists the reader shows from other content: standards, activities, areas of life, sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from studio.languages import Translator
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

HERE = Path(__file__).parent


def standards(t: Translator) -> None:
    instrument = instruments()["icm-standards"]
    words = instrument_words(instrument, t.locale)
    for group in instrument.groups():
        st.markdown(f"{group.ref}. **{words.nodes[group.id].title}**. {words.nodes[group.id].text}")
    st.page_link(HERE / "instrument.py", label=t("All criteria and levels"), icon=":material/checklist:")


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
            st.table(
                {
                    t("Level"): [f"{level:d} {level_name(level, t.locale)}" for level in LEVELS],
                    t("What it looks like"): list(area.anchors),
                },
                hide_index=True,
                alt=t("Levels of {area}", area=area.title),
            )


def sources(t: Translator) -> None:
    for document in sorted(source_ids()):
        st.markdown(f"- {reference(document, t.locale)}")


LISTS: dict[str, Callable[[Translator], None]] = {
    "standards": standards,
    "activities": pool,
    "domains": areas,
    "sources": sources,
}
