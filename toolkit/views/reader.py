"""The toolkit to read: topics with diagrams, lists and sources."""

from pathlib import Path

import streamlit as st

from studio.widgets.frame import begin, header, plain
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
from toolkit.reader import mermaid, topic_text, topics

HERE = Path(__file__).parent

actor, t = begin("toolkit.read")
locale = actor.locale
header(
    t("Toolkit"),
    t("What integrated case management is, how it is built and done, and where that is written."),
)
st.page_link(HERE / "forms.py", label=t("Forms to fill in or print"), icon=":material/description:")

texts = {topic.id: topic_text(topic, locale) for topic in topics().values()}
asked = st.text_input(t("Search"), key="toolkit_search", icon=":material/search:", max_chars=100)
found = [topic_id for topic_id, text in texts.items() if text.found(asked)]
if not found:
    st.markdown(t("No topic has all these words: {words}", words=plain(asked)))
    found = list(texts)
chosen = st.selectbox(
    t("Topic"), found, format_func=lambda topic_id: texts[topic_id].title, key="topic", bind="query-params"
)
topic, text = topics()[chosen], texts[chosen]

st.header(text.title, anchor=False)
st.markdown(f"**{text.lead}**")
st.markdown(text.body)
for diagram in topic.diagrams:
    label = text.diagrams[diagram.id]
    st.subheader(label, anchor=False)
    st.mermaid_chart(mermaid(diagram, text), alt=f"{label}: {t.list([text.steps[step] for step in diagram.steps])}")

if topic.show == "standards":
    standards = instruments()["icm-standards"]
    words = instrument_words(standards, locale)
    for group in standards.groups():
        st.markdown(f"{group.ref}. **{words.nodes[group.id].title}**. {words.nodes[group.id].text}")
    st.page_link(HERE / "instrument.py", label=t("All criteria and levels"), icon=":material/checklist:")
elif topic.show == "activities":
    names = activity_words(locale)
    for phase in dict.fromkeys(activity.phase for activity in activities().values()):
        st.subheader(names(f"phases.{phase}"), anchor=False)
        for activity in activities().values():
            if activity.phase is phase:
                own = activity_text(activity.id, locale)
                providers = ", ".join(names(f"providers.{provider}") for provider in activity.providers)
                where = "; ".join(cite(source, locale) for source in activity.sources)
                by = t("By: {providers}", providers=providers)
                st.markdown(f"**{own.title}**. {own.about} *{own.watch}* ({by}. {where})")
elif topic.show == "domains":
    for area in domain_texts(locale).values():
        with st.expander(f"**{area.title}** ({area.group}): {area.about}"):
            st.table(
                {
                    t("Level"): [f"{level:d} {level_name(level, locale)}" for level in LEVELS],
                    t("Signs"): list(area.anchors),
                },
                hide_index=True,
                alt=t("Levels of {area}", area=area.title),
            )
elif topic.show == "sources":
    for document in sorted(source_ids()):
        st.markdown(f"- {reference(document, locale)}")
st.markdown(f"{t('Source')}: {'; '.join(cite(source, locale) for source in topic.sources)}")
