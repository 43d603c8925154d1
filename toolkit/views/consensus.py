"""The consensus meeting: what raters saw most differently first, item by item, what is agreed and who dissents."""

from collections import Counter
from pathlib import Path

import streamlit as st

from studio.widgets.frame import begin, empty, explained, header, plain, requested
from studio.widgets.links import page_link
from studio.widgets.picking import choose, pick, to_the_top
from studio.widgets.tables import show_table
from toolkit.report import ReportWords
from toolkit.services import assess, evidence
from toolkit.views.papers import papers
from toolkit.views.rating import AnswerFields, answer_text

HERE = Path(__file__).parent

actor, t = begin("assessment.rate")
with explained(t):
    findings = assess.findings(actor, requested())
    files = evidence.listed(actor, findings.assessment.id)
found, names = findings.assessment, ReportWords(actor.locale)
instrument, words = found.instrument, found.words
header(
    t("Consensus: {title}", title=found.title),
    t("Talk first about what you see most differently. Agree on a level, say why, and keep who sees it otherwise."),
    back=(t("Results"), HERE / "results.py"),
    back_to=found.id,
)
if found.closed_at is None:
    empty(t("Not yet"), t("The agenda appears when the round is closed; until then everybody answers alone."))
    if found.coordinated:
        page_link(HERE / "round.py", label=t("To the round"), icon=":material/group:", query_params={"id": found.id})
    st.stop()

points = {point.item.node.id: point for point in findings.differences.agenda}
items = {item.node.id: item for item in findings.results.items()}
order = [*points, *(item_id for item_id in items if item_id not in points)]
if not order:
    empty(t("Nothing to agree on"), t("This instrument is for thinking, not for levels. Read the thoughts together."))
    st.stop()
settled = sum(item_id in findings.agreed and findings.agreed[item_id].reached for item_id in points)
st.markdown(
    t(
        "{settled} of {total} differences settled; where nothing is agreed the mean counts.",
        settled=settled,
        total=len(points),
    )
)


def label(item_id: str) -> str:
    item = items[item_id]
    said = f"{item.node.ref} {words.nodes[item_id].title}"
    if item.consensus is not None:
        return t("{item} (agreed)", item=said)
    return t("{item} (spread {spread})", item=said, spread=item.spread) if item_id in points else said


kept = f"{found.id}/agenda"
chosen = pick(t("Agenda"), {item_id: label(item_id) for item_id in order}, kept, order[0])
to_the_top(kept)
item, own = items[chosen], words.nodes[chosen]
st.header(f"{item.node.ref} {own.title}", anchor=False)
st.markdown(own.text)
if chosen in points and points[chosen].divides:
    st.info(t("For some of you this is met, for others it is not."))

counts = Counter(item.scores)
show_table(
    {
        t("Level"): [f"{level} {name}" for level, name in zip(instrument.scale.levels, words.levels, strict=True)],
        t("Raters"): ["●" * counts[level] + f" {counts[level]}" for level in instrument.scale.levels],
        t("What it looks like"): list(own.anchors),
    },
    alt=t("How many raters gave each level"),
)
if item.not_applicable:
    st.markdown(t.n("{count} rater: does not apply here", "{count} raters: does not apply here", item.not_applicable))
for spread in findings.differences.partners[chosen]:
    st.markdown(
        t(
            "{partner}: {levels} (mean {mean})",
            partner=plain(findings.partners.get(spread.partner_id, t("All others"))),
            levels=", ".join(map(str, spread.scores)),
            mean=names.value(spread.mean),
        )
    )
for title, texts in ((t("Comments"), item.comments), (t("Evidence"), item.evidence)):
    if texts:
        st.markdown(f"**{title}**")
        st.markdown("\n".join(f"- {plain(' '.join(text.split()))}" for text in texts))
papers(found.id, chosen, (one for one in files if one.item_id == chosen), t, disabled=True)

st.subheader(t("What we agree on"), anchor=False)
fields = AnswerFields(
    f"{found.id}_agreed",
    findings.body,
    lambda who, changes, key: assess.save_consensus(who, found.id, changes, key),
    t,
    disabled=not found.coordinated,
)
agreed = next(entry for entry in findings.body["items"] if entry["id"] == chosen)
fields.level(chosen, t("Agreed level"), instrument, words, agreed["applicable"])
fields.tick(f"items/{chosen}/applicable", t("Applies here"))
if found.coordinated:
    for name, title in (("reason", t("Because")), ("dissent", t("Seen otherwise by"))):
        answer_text(
            name,
            title,
            item=agreed,
            document_id=f"{found.id}_agreed",
            revision=findings.revision,
            url=f"/assessments/{found.id}/consensus",
            t=t,
        )
else:
    for title, text in ((t("Because"), agreed["reason"]), (t("Seen otherwise by"), agreed["dissent"])):
        if text:
            st.markdown(f"**{title}**: {plain(text)}")

place = order.index(chosen)
with st.container(horizontal=True, horizontal_alignment="distribute"):
    before, after = order[place - 1 : place], order[place + 1 : place + 2]
    st.button(t("Previous"), key="previous", on_click=choose, args=(kept, *before), disabled=not before)
    st.button(t("Next"), key="next", type="primary", on_click=choose, args=(kept, *after), disabled=not after)
fields.settle()
