"""Answering: one standard at a time, anchors in sight, every answer saved at once."""

from pathlib import Path

import streamlit as st

from studio.widgets.frame import begin, explained, header, requested
from studio.widgets.links import page_link
from studio.widgets.picking import choose, pick, to_the_top
from toolkit.assessment import Rating, Status, progress, status
from toolkit.loader import cite
from toolkit.services import assess, carry, evidence
from toolkit.views.carrying import offer_answer
from toolkit.views.papers import papers
from toolkit.views.rating import AnswerFields, answer_text
from toolkit.views.sheets import show_sheets

HERE = Path(__file__).parent

actor, t = begin("assessment.create")
with explained(t):
    found = assess.load(actor, requested())
    files = evidence.listed(actor, found.id)
instrument, words = found.instrument, found.words
groups = [group.id for group in instrument.groups()]
header(found.title, words.about, back=(t("All checks"), HERE / "standards.py"))

if found.closed_at is not None:
    st.markdown(t("This round is closed. Thank you for answering; now everybody sees what all of you said."))
    page_link(HERE / "results.py", label=t("Results"), icon=":material/bar_chart:", query_params={"id": found.id})
    st.stop()

counts = progress(instrument, found.ratings)
total = counts.total()
said = [t("{count} of {total} answered", count=counts[Status.DONE], total=total)]
if counts[Status.LATER]:
    said.append(t.n("{count} to come back to", "{count} to come back to", counts[Status.LATER]))
st.progress(counts[Status.DONE] / total, text=" · ".join(said))


def standing(group_id: str) -> str:
    """A standard with how many of its criteria are answered."""
    items = instrument.items(group_id)
    done = sum(status(item, found.ratings.get(item.id, Rating())) is Status.DONE for item in items)
    title = f"{instrument.node(group_id).ref} {words.nodes[group_id].title}"
    return t("{title}: {count} of {total}", title=title, count=done, total=len(items))


def unfinished(group_id: str) -> bool:
    """Whether there is something left to do in a standard."""
    items = instrument.items(group_id)
    return any(status(item, found.ratings.get(item.id, Rating())) is not Status.DONE for item in items)


kept = f"{found.id}/standard"
first = next(filter(unfinished, groups), groups[0])
reflective = instrument.kind == "reflective"
group_id = pick(t("Topic") if reflective else t("Standard"), {each: standing(each) for each in groups}, kept, first)
place = groups.index(group_id)
st.markdown(words.nodes[group_id].text)
to_the_top(kept)

body = {item["id"]: item for item in found.body["items"]}
fields = AnswerFields(
    found.id, found.body, lambda who, changes, key: assess.save_ratings(who, found.id, changes, key), t
)
url = f"/assessments/{found.id}/save"
offered = carry.offers(actor, found.id)

for item in instrument.items(group_id):
    own = words.nodes[item.id]
    with st.container(border=True, key=f"item_{item.id}"):
        st.header(f"{item.ref} {own.title}", anchor=False)
        st.markdown(own.text)
        if item.prompt:
            if own.evidence:
                with st.expander(t("What to weigh")):
                    st.markdown(own.evidence)
            answer_text(
                "comment",
                t("Your thoughts"),
                item=body[item.id],
                document_id=found.id,
                revision=found.revision,
                url=url,
                t=t,
                rows=5,
            )
        else:
            if item.id in offered:
                offer_answer(found, offered[item.id], t)
            fields.level(item.id, t("Where do you stand?"), instrument, words, body[item.id]["applicable"])
        with st.container(horizontal=True):
            fields.tick(f"items/{item.id}/applicable", t("Applies here"))
            fields.tick(f"items/{item.id}/later", t("Come back to this later"))
        if item.prompt:
            st.markdown(f"{t('Source')}: {'; '.join(cite(source, actor.locale) for source in item.sources)}")
            continue
        with st.expander(t("Three lenses: agreed, practised, works")):
            fields.lenses(item.id, not body[item.id]["applicable"])
        with st.expander(t("Comment and evidence")):
            answer_text(
                "comment", t("Comment"), item=body[item.id], document_id=found.id, revision=found.revision, url=url, t=t
            )
            answer_text(
                "evidence",
                t("Evidence"),
                item=body[item.id],
                document_id=found.id,
                revision=found.revision,
                url=url,
                t=t,
                hint=t("Typical: {evidence}", evidence=own.evidence),
            )
            papers(found.id, item.id, (one for one in files if one.item_id == item.id), t)
        st.markdown(f"{t('Source')}: {'; '.join(cite(source, actor.locale) for source in item.sources)}")

with st.container(horizontal=True, horizontal_alignment="distribute"):
    before, after = groups[place - 1 : place], groups[place + 1 : place + 2]
    st.button(
        t("Previous"),
        key="previous",
        on_click=choose,
        args=(kept, *before),
        icon=":material/arrow_back:",
        disabled=not before,
    )
    if after:
        onwards = t("Next topic") if reflective else t("Next standard")
        st.button(onwards, key="next", on_click=choose, args=(kept, *after), type="primary")
show_sheets(found, t)
page_link(HERE / "results.py", label=t("Results"), icon=":material/bar_chart:", query_params={"id": found.id})
fields.settle()
