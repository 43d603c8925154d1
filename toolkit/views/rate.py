"""Answering on a phone: one criterion at a time, saved at once, resumed where one stopped."""

from pathlib import Path

import streamlit as st

from studio.errors import StudioError
from studio.rights import allowed
from studio.widgets.frame import begin, explained, header, requested, said
from studio.widgets.links import page_link
from studio.widgets.picking import choose, pick, to_the_top
from toolkit.assessment import Rating, Status, progress, status
from toolkit.loader import cite
from toolkit.services import assess, evidence, rounds
from toolkit.views.papers import papers
from toolkit.views.rating import AnswerFields, answer_text

HERE = Path(__file__).parent

actor, t = begin("assessment.rate")
with explained(t):
    found = assess.load(actor, requested() or actor.context)
    finished = rounds.finished(actor, found.id)
    files = evidence.listed(actor, found.id)
instrument, words = found.instrument, found.words
header(found.title, back=(t("All checks"), HERE / "standards.py") if allowed(actor, "assessment.create") else None)
if found.closed_at is not None:
    st.markdown(t("This round is closed. Thank you for answering; now everybody sees what all of you said."))
    page_link(HERE / "results.py", label=t("Results"), icon=":material/bar_chart:", query_params={"id": found.id})
    st.stop()

items = list(instrument.items())
counts = progress(instrument, found.ratings)
st.progress(
    counts[Status.DONE] / len(items), text=t("{count} of {total} answered", count=counts[Status.DONE], total=len(items))
)
marks = {Status.DONE: "✓", Status.LATER: "…", Status.TO_DO: ""}


statuses = {item.id: status(item, found.ratings.get(item.id, Rating())) for item in items}


kept = f"{found.id}/item"
first = next((item.id for item in items if statuses[item.id] is Status.TO_DO), items[0].id)
chosen = pick(
    t("Criterion"),
    {item.id: f"{item.ref} {words.nodes[item.id].title} {marks[statuses[item.id]]}".strip() for item in items},
    kept,
    first,
)
to_the_top(kept)
place = next(number for number, item in enumerate(items) if item.id == chosen)
item, own = items[place], words.nodes[chosen]
answer = next(entry for entry in found.body["items"] if entry["id"] == chosen)
applies = answer["applicable"]
fields = AnswerFields(
    found.id, found.body, lambda who, changes, key: assess.save_ratings(who, found.id, changes, key), t
)
url = f"/assessments/{found.id}/save"

if item.parent:
    st.markdown(f"{instrument.node(item.parent).ref} {words.nodes[item.parent].title}")
st.header(f"{item.ref} {own.title}", anchor=False)
st.markdown(own.text)
if item.prompt:
    if own.evidence:
        st.markdown(own.evidence)
    answer_text(
        "comment",
        t("Your thoughts"),
        item=answer,
        document_id=found.id,
        revision=found.revision,
        url=url,
        t=t,
        rows=5,
    )
else:
    fields.level(chosen, t("Where do you stand?"), instrument, words, applies)
with st.container(horizontal=True):
    fields.tick(f"items/{chosen}/applicable", t("Applies here"))
    fields.tick(f"items/{chosen}/later", t("Come back to this later"))


def turn(to: str) -> None:
    choose(kept, to)


with st.container(horizontal=True, horizontal_alignment="distribute"):
    st.button(
        t("Previous"),
        key="previous",
        icon=":material/arrow_back:",
        on_click=turn,
        args=(items[place - 1].id,),
        disabled=place == 0,
    )
    if place + 1 < len(items):
        st.button(t("Next criterion"), key="next", type="primary", on_click=turn, args=(items[place + 1].id,))

if not item.prompt:
    with st.expander(t("Three lenses: agreed, practised, works")):
        fields.lenses(chosen, not applies)
with st.expander(t("Evidence") if item.prompt else t("Comment and evidence")):
    for name, label, hint in (
        *([] if item.prompt else [("comment", t("Comment"), "")]),
        ("evidence", t("Evidence"), t("Typical: {evidence}", evidence=own.evidence) if own.evidence else ""),
    ):
        answer_text(name, label, item=answer, document_id=found.id, revision=found.revision, url=url, t=t, hint=hint)
    papers(found.id, chosen, (kept_file for kept_file in files if kept_file.item_id == chosen), t)
st.markdown(f"{t('Source')}: {'; '.join(cite(source, actor.locale) for source in item.sources)}")


def say(done: bool) -> None:
    """One click tells the coordinator; it can be taken back while the round is open."""
    try:
        rounds.finish(actor, found.id, done)
    except StudioError as error:
        said(t, error)


st.divider()
if finished:
    st.success(t("You have said that you are finished. Results appear when the coordinator closes the round."))
    st.button(t("I want to change something"), key="resume", on_click=say, args=(False,))
else:
    st.markdown(t("You can leave items open that you cannot judge. When you are through, say so:"))
    st.button(t("I have finished"), key="finish", icon=":material/done_all:", on_click=say, args=(True,))
fields.settle()
