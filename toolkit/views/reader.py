"""The toolkit to read: a list of topics, or one topic with its diagrams, lists and sources."""

from pathlib import Path

import streamlit as st

from studio.widgets.frame import begin, header, plain, requested
from toolkit.loader import cite
from toolkit.reader import mermaid, topic_text, topics
from toolkit.views.lists import LISTS

HERE = Path(__file__).parent

actor, t = begin("toolkit.read")
texts = {topic.id: topic_text(topic, actor.locale) for topic in topics().values()}
topic = topics().get(requested("topic"))


def link(topic_id: str, label: str, icon: str = ":material/article:") -> None:
    st.page_link(HERE / "reader.py", label=label, icon=icon, query_params={"topic": topic_id})


if topic is None:
    header(
        t("Toolkit"),
        t("What integrated case management is, how it is built and done, and where that is written."),
    )
    st.page_link(HERE / "forms.py", label=t("Forms to fill in or print"), icon=":material/description:")
    asked = st.text_input(t("Search"), key="toolkit_search", icon=":material/search:", max_chars=100)
    found = [topic_id for topic_id, text in texts.items() if text.found(asked)]
    if not found:
        st.markdown(t("No topic has all these words: {words}", words=plain(asked)))
    for topic_id in found:
        link(topic_id, texts[topic_id].title)
        st.markdown(texts[topic_id].lead)
    st.stop()

text = texts[topic.id]
header(text.title, text.lead, back=(t("Toolkit"), HERE / "reader.py"))
st.markdown(text.body)
for diagram in topic.diagrams:
    label = text.diagrams[diagram.id]
    st.header(label, anchor=False)
    st.mermaid_chart(mermaid(diagram, text), alt=f"{label}: {t.list([text.steps[step] for step in diagram.steps])}")
if topic.show:
    LISTS[topic.show](t)
st.markdown(f"{t('Source')}: {'; '.join(cite(source, actor.locale) for source in topic.sources)}")

order = list(texts)
following = order[order.index(topic.id) + 1 :][:1]
for topic_id in following:
    link(topic_id, t("Next: {topic}", topic=texts[topic_id].title), ":material/arrow_forward:")
