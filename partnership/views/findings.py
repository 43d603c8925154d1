"""Review findings of the whole draft, each with its reason, remedy and source."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service
from partnership.agreement import SECTION_IDS
from partnership.review import Severity, review
from partnership.views.guide import VIEWS, finding_entry, item_of, tabs
from studio.widgets.frame import begin, empty, explained, header, requested

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
found = review(loaded.agreement)
header(loaded.agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, found, t)

names = labels.severities(t)
counts = {severity: sum(each.severity is severity for each in found) for severity in sorted(Severity, reverse=True)}
chosen = st.pills(
    t("Show"),
    list(counts),
    format_func=lambda severity: f"{names[severity.name]}: {counts[severity]}",
    selection_mode="multi",
    default=list(counts),
    key=f"{loaded.id}/severities",
)
if not found:
    empty(
        t("Nothing found"),
        t("The rules find nothing missing or contradictory. What only people can judge is left to the partners."),
        icon=":material/check_circle:",
    )
titles = labels.sections(t)
for number, section in enumerate(SECTION_IDS, 1):
    here = [finding for finding in found if finding.section == section and finding.severity in chosen]
    if not here:
        continue
    st.header(f"{number} {titles[section]}", anchor=False)
    with st.container(border=True):
        for finding in here:
            item = item_of(finding.path)
            address = f"/agreement?id={loaded.id}&section={section}" + (f"&item={item}" if item else "")
            finding_entry(finding, t, f"[{t('Go to this place')}]({address})")
