"""The toolkit to read: a list of topics, or one topic with its diagrams, lists and sources."""

from pathlib import Path

import streamlit as st

from studio.widgets.frame import begin, header, requested
from studio.widgets.links import page_link
from toolkit.loader import cite
from toolkit.reader import mermaid, topic_text, topics
from toolkit.search import Kind, search
from toolkit.views.lists import LISTS

HERE = Path(__file__).parent

actor, t = begin("toolkit.read")
texts = {topic.id: topic_text(topic, actor.locale) for topic in topics().values()}
topic = topics().get(requested("topic"))

SHOWN_HITS = 25
WHERE = {
    Kind.TOPIC: ("reader.py", "topic", ":material/article:", t("To read")),
    Kind.DILEMMA: ("dilemmas.py", "d", ":material/balance:", t("Worked dilemma")),
    Kind.TABLE: ("tables.py", "table", ":material/table:", t("Table")),
    Kind.FORM: ("forms.py", "", ":material/description:", t("Form")),
    Kind.INSTRUMENT: ("instrument.py", "id", ":material/checklist:", t("Instrument")),
}


def link(topic_id: str, label: str, icon: str = ":material/article:") -> None:
    page_link(HERE / "reader.py", label=label, icon=icon, query_params={"topic": topic_id})


if topic is None:
    header(
        t("Toolkit"),
        t("What integrated case management is, how it is built and done, and where that is written."),
    )
    page_link(HERE / "forms.py", label=t("Forms to fill in or print"), icon=":material/description:")
    page_link(HERE / "dilemmas.py", label=t("Worked dilemmas"), icon=":material/balance:")
    asked = st.text_input(t("Search"), key="toolkit_search", icon=":material/search:", max_chars=100)
    if asked.strip():
        hits = search(asked, actor.locale)
        st.markdown(t.n("{count} place has these words.", "{count} places have these words.", len(hits)))
        for hit in hits[:SHOWN_HITS]:
            page, name, icon, kind = WHERE[hit.thing.kind]
            query = {name: hit.thing.id} if name else None
            page_link(HERE / page, label=hit.thing.title, icon=icon, query_params=query)
            st.markdown(f"*{kind}*: {hit.excerpt}")
    else:
        for topic_id, told in texts.items():
            link(topic_id, told.title)
            st.markdown(told.lead)
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
