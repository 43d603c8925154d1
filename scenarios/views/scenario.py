"""The scenario editor: one part at a time, what is missing beside it, preview, play and share."""

from pathlib import Path

import streamlit as st

from scenarios.authoring import labels
from scenarios.authoring.findings import SECTIONS
from scenarios.service import authoring
from scenarios.views import begun
from scenarios.views.drafting import checks, life, opening, sharing, system, talk, trying
from scenarios.views.drafting.forms import Forms
from studio.languages import SOURCE_LOCALE
from studio.widgets.frame import begin, explained, header, requested
from studio.widgets.picking import pick, to_the_top

HERE = Path(__file__).parent

actor, t = begin()
begun.lead_there(begun.CASE)
with explained(t):
    draft = authoring.load(actor, requested())

forms = Forms(actor, draft, st.session_state.get(f"{draft.id}/locale", SOURCE_LOCALE), t)
if forms.locale not in forms.texts:
    forms.locale = SOURCE_LOCALE
header(draft.title or t("Scenario without title"), back=(t("Author"), HERE / "author.py"))
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(checks.verdict(forms))
    sharing.try_it(forms)
if not draft.editable:
    st.info(t("You can read this scenario but not change it."))

EDITORS = {
    "about": opening.about,
    "client": opening.client,
    "facts": talk.facts,
    "voice": talk.voice,
    "partners": system.partners,
    "services": system.services,
    "stances": system.stances,
    "events": life.events,
    "goals": life.goals,
    "debrief": life.debrief,
    "checks": checks.checks,
    "preview": trying.preview,
    "share": sharing.sharing,
    "history": sharing.history,
}
titles = labels.sections(t)
others = {
    "checks": t("Checks"),
    "preview": t("Preview"),
    "share": t("Offer, export, people"),
    "history": t("Earlier versions"),
}
counted = checks.counts(forms)
names = {}
for number, section in enumerate(SECTIONS, 1):
    errors, found = counted.get(section, (0, 0))
    mark = ":material/check_circle:" if not found else t("{count} to mend", count=errors) if errors else f"({found})"
    names[section] = f"{number} {titles[section]} · {mark}"
names |= {
    part: f":material/{icon}: {others[part]}"
    for part, icon in zip(others, ("rule", "visibility", "share", "history"), strict=True)
}

main, side = st.columns([5, 2], gap="large")
with side:
    st.subheader(t("Parts"), anchor="parts")
    asked = requested("part")
    part = pick(
        t("Part of the scenario"),
        names,
        checks.part_key(draft.id),
        asked if asked in names else "about",
        as_list=True,
    )
    st.query_params["part"] = part
    to_the_top(checks.part_key(draft.id))
    opening.language(forms)
with main:
    st.header(titles.get(part) or others[part], anchor=False)
    st.markdown(f"[{t('All parts and findings')}](#parts)")
    if part in titles:
        st.markdown(labels.leads(t)[part])
    EDITORS[part](forms)
if part in SECTIONS:
    with side:
        checks.beside(forms, part)
forms.fields.settle()
