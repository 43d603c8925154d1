"""An instrument to read: every standard and criterion with its anchors, evidence and source."""

import streamlit as st

from studio.widgets.frame import begin, header, requested
from toolkit.instrument import Method
from toolkit.loader import cite, instrument_words, instruments

actor, t = begin("toolkit.read")
instrument = instruments().get(requested() or "icm-standards")
if instrument is None:
    st.error(t("There is no instrument {instrument}. Choose one from the library.", instrument=f"`{requested()}`"))
    st.stop()
words = instrument_words(instrument, actor.locale)
methods = {
    Method.EXAMINE: t("look at papers"),
    Method.INTERVIEW: t("ask people"),
    Method.OBSERVE: t("watch it happen"),
}
header(words.title, words.about)

for group in instrument.groups():
    st.header(f"{group.ref} {words.nodes[group.id].title}", anchor=group.id)
    st.markdown(words.nodes[group.id].text)
    for item in instrument.items(group.id):
        own = words.nodes[item.id]
        with st.expander(f"**{item.ref} {own.title}**: {own.text}"):
            st.table(
                {
                    t("Level"): [f"{level} {words.levels[n]}" for n, level in enumerate(instrument.scale.levels)],
                    t("What it looks like"): list(own.anchors),
                },
                hide_index=True,
                alt=t("Levels of {criterion}", criterion=own.title),
            )
            st.markdown(f"**{t('Typical evidence')}**: {own.evidence}")
            st.markdown(f"**{t('How to find out')}**: {t.list([methods[method] for method in item.methods])}")
            st.markdown(f"**{t('Source')}**: {'; '.join(cite(source, actor.locale) for source in item.sources)}")
