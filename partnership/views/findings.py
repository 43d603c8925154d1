"""Review findings of the whole draft, with reason, remedy and source; one can be accepted with a reason."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service
from partnership.agreement import SECTION_IDS
from partnership.field_labels import place
from partnership.review import Severity
from partnership.review.answers import Reviewed
from partnership.views.answering import accepting, answers_of
from partnership.views.guide import VIEWS, finding_entry, item_of, read_more, tabs
from partnership.wording import explain_finding
from studio.languages import SOURCE_LOCALE, translator
from studio.widgets.frame import begin, empty, explained, header, plain, requested
from studio.widgets.links import page_link

AT_ONCE = 15  # findings of one section while all sections are shown

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
agreement = loaded.agreement
found = service.findings(loaded)
still = [each for each in found if each.open]
header(agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, t)

names, titles = labels.severities(t), labels.sections(t)
counts = {
    severity: sum(each.finding.severity is severity for each in still) for severity in sorted(Severity, reverse=True)
}
if not still:
    empty(
        t("Nothing found"),
        t("The rules find nothing missing or contradictory. What only people can judge is left to the partners."),
        icon=":material/check_circle:",
    )
else:
    st.markdown(
        t(
            "Open errors: {errors}, warnings: {warnings}, hints: {hints}. An error keeps the agreement from working, "
            "a warning weakens it, a hint is worth a thought. What the partners want as it is can be accepted "
            "with a reason.",
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            hints=counts[Severity.HINT],
        )
    )

left, right = st.columns(2)
with left:
    severities = st.pills(
        t("Show"),
        list(counts),
        format_func=lambda severity: names[severity.name],
        selection_mode="multi",
        default=list(counts),
        key=f"{loaded.id}/severities",
        persist_state="session",
    )
with right:
    sections = {"": t("All sections")} | {
        section: f"{number} {titles[section]}" for number, section in enumerate(SECTION_IDS, 1)
    }
    wanted = st.selectbox(
        t("Section"),
        list(sections),
        format_func=sections.__getitem__,
        key=f"{loaded.id}/findings/section",
        persist_state="session",
    )
accepted = len(found) - len(still)
show_accepted = st.toggle(
    t("Show accepted findings too ({count})", count=accepted),
    key=f"{loaded.id}/findings/accepted",
    persist_state="session",
    disabled=not accepted,
)
with st.container(horizontal=True):
    for format_, words in (("docx", t("Review as Word document")), ("pdf", t("Review as PDF"))):
        st.link_button(words, f"/agreements/{loaded.id}/review.{format_}", icon=":material/download:")


def shown(each: Reviewed) -> bool:
    finding = each.finding
    return finding.severity in severities and wanted in ("", finding.section) and (each.open or bool(show_accepted))


chosen = [each for each in found if shown(each)]
if still and not chosen:
    st.markdown(t("No finding fits this choice."))
for number, section in enumerate(SECTION_IDS, 1):
    here = [each for each in chosen if each.finding.section == section]
    if not here:
        continue
    st.header(f"{number} {titles[section]}", anchor=False)
    for each in here if wanted else here[:AT_ONCE]:
        finding = each.finding
        with st.container(border=True):
            finding_entry(finding, t)
            answers_of(loaded, each, t)
            item = item_of(finding.path)
            page_link(
                VIEWS / "draft.py",
                label=t("Go to: {field}", field=plain(place(agreement, finding.path, t))),
                icon=":material/arrow_forward:",
                query_params={"id": loaded.id, "section": section, "from": "findings"}
                | ({"item": item} if item else {}),
            )
            read_more(explain_finding(finding, translator(SOURCE_LOCALE)).source, t)
            if each.open:
                accepting(loaded, finding, t)
    if not wanted and len(here) > AT_ONCE:
        st.markdown(
            t.n(
                "{count} more finding here: choose the section above to see it.",
                "{count} more findings here: choose the section above to see them.",
                len(here) - AT_ONCE,
            )
        )
