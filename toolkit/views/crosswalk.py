"""How an instrument relates to models of other documents and to other instruments, as tables to read."""

from __future__ import annotations

import streamlit as st

from studio.languages import Translator
from studio.widgets.tables import show_table
from toolkit.instrument import Instrument, InstrumentWords
from toolkit.loader import cite, crosswalks, instrument_words, instruments, model_words, models
from toolkit.mapping import Link, between
from toolkit.views.carrying import confidences, relations


def show_crosswalk(instrument: Instrument, words: InstrumentWords, t: Translator) -> None:
    """One table for each model or instrument that is mapped to this one; nothing where there is none."""
    related: list[tuple[str, str, dict[str, str], tuple[Link, ...]]] = []
    for model in models().values():
        texts = model_words(t.locale)
        title = f"{texts(f'{model.id}.title')} ({'; '.join(cite(source, t.locale) for source in model.sources)})"
        steps = {step: texts(f"{model.id}.steps.{step}") for step in model.steps}
        related.append((model.id, title, steps, between(crosswalks(), instrument.id, model.id)))
    for other in instruments().values():
        own = instrument_words(other, t.locale)
        titles = {node.id: f"{node.ref} {own.nodes[node.id].title}" for node in other.nodes}
        related.append((other.id, own.title, titles, between(crosswalks(), instrument.id, other.id)))
    related = [row for row in related if row[3]]
    if not related:
        return
    st.header(t("Related models and instruments"), anchor="crosswalk")
    st.markdown(t("What you answer here is offered there, where it says the same; you decide whether to take it over."))
    for _, title, targets, links in related:
        with st.expander(title):
            show_table(
                {
                    t("Here"): [f"{instrument.node(k.source).ref} {words.nodes[k.source].title}" for k in links],
                    t("Relation"): [relations(t)[link.relation] for link in links],
                    t("There"): [targets[link.target] for link in links],
                    t("How sure"): [confidences(t)[link.confidence] for link in links],
                },
                alt=t("Relations to {title}", title=title),
            )
