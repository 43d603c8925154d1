"""What stands beside the editors: the map of sections, findings with their source, points nobody can answer yet."""

from __future__ import annotations

import hashlib
from functools import partial

import streamlit as st

from partnership import labels
from partnership.agreement import SECTION_IDS, SectionId, answer_key
from partnership.field_labels import label, place
from partnership.further_reading import topic_for
from partnership.review import Finding, Severity
from partnership.sections import Completeness, Point
from partnership.service import Loaded, open_findings
from partnership.views.editing import Editor, open_item
from partnership.wording import explain_finding
from studio.changes import Change, SetField
from studio.languages import Translator
from studio.rights import Level
from studio.settings import ROOT
from studio.widgets.frame import plain, requested
from studio.widgets.links import page_link
from toolkit.onward import READER
from toolkit.reader import topic_text, topics

VIEWS = ROOT / "partnership" / "views"
SHOWN = 12
"""Findings beside the editors; the page of findings has them all."""
ICONS = {Severity.ERROR: ":material/error:", Severity.WARNING: ":material/warning:", Severity.HINT: ":material/info:"}


def tabs(loaded: Loaded, t: Translator) -> None:
    """Links between the pages of one agreement."""
    found = open_findings(loaded)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    query = {"id": loaded.id}
    with st.container(horizontal=True):
        page_link(VIEWS / "preparation.py", label=t("Preparation"), icon=":material/checklist:", query_params=query)
        page_link(VIEWS / "draft.py", label=t("Draft"), icon=":material/edit_note:", query_params=query)
        page_link(
            VIEWS / "findings.py",
            label=t("Findings ({total}, {errors} errors)", total=len(found), errors=errors),
            icon=":material/rule:",
            query_params=query,
        )
        page_link(VIEWS / "positions.py", label=t("Positions"), icon=":material/grid_on:", query_params=query)
        page_link(VIEWS / "votes.py", label=t("Votes"), icon=":material/how_to_vote:", query_params=query)
        page_link(VIEWS / "versions.py", label=t("Versions"), icon=":material/history:", query_params=query)
        page_link(
            VIEWS / "preview.py", label=t("Preview and export"), icon=":material/description:", query_params=query
        )
        page_link(VIEWS / "word.py", label=t("Word"), icon=":material/docs:", query_params=query)
        page_link(VIEWS / "overview.py", label=t("At a glance"), icon=":material/dashboard:", query_params=query)
        if loaded.agreement.status == "signed" and not loaded.agreement.link.kind:
            page_link(
                VIEWS / "monitoring.py", label=t("After signing"), icon=":material/monitoring:", query_params=query
            )
        if loaded.level is Level.OWNER:
            page_link(VIEWS / "invitations.py", label=t("Invitations"), icon=":material/mail:", query_params=query)
        if loaded.agreement.status != "template":
            page_link(VIEWS / "signing.py", label=t("Signing"), icon=":material/signature:", query_params=query)
        page_link(VIEWS / "people.py", label=t("People"), icon=":material/group:", query_params=query)


def section_map(document_id: str, done: dict[SectionId, Completeness], t: Translator) -> SectionId:
    """The twelve sections with how far each has come; the chosen one stands in the address."""
    state, spot = st.session_state, kept(document_id)
    wanted, opened = requested("section"), requested("item")
    if spot not in state or (wanted in SECTION_IDS and state.get(f"{spot}/address") != (wanted, opened)):
        turned = f"{spot}/turned"
        state[turned] = state.get(turned, 0) + 1  # a link may lead here while another section is open
        state[spot] = wanted if wanted in SECTION_IDS else SECTION_IDS[0]
        if opened:
            name, _, item = opened.rpartition("/")
            open_item(f"{document_id}/{name}=open", item)
        state[f"{spot}/address"] = (wanted, opened)
    titles = labels.sections(t)

    def words(section: SectionId) -> str:
        here = done[section]
        mark = ":material/check_circle:" if here.settled == here.total else f"{here.settled}/{here.total}"
        return f"{SECTION_IDS.index(section) + 1} {titles[section]} · {mark}"

    st.subheader(t("Sections"), anchor="sections")
    settled = sum(each.settled for each in done.values())
    total = sum(each.total for each in done.values())
    st.markdown(t("{count} of {total} points are settled.", count=settled, total=total))
    st.progress(settled / max(total, 1))
    named = {section: words(section) for section in SECTION_IDS}
    # A browser reports a choice by its label and repeats it with every event, a save that ends late among them. So the
    # map is a new one whenever a button has turned the page or a label has changed, and only the newest one counts.
    turned = state.get(f"{spot}/turned", 0)
    key = f"{spot}/{turned}/{hashlib.sha256(repr(named).encode()).hexdigest()[:16]}"
    state[f"{spot}/map"] = key

    def chosen() -> None:
        if state[f"{spot}/map"] == key:
            _go(document_id, state[key])

    st.radio(
        t("Section"),
        SECTION_IDS,
        index=SECTION_IDS.index(state[spot]),
        format_func=named.__getitem__,
        key=key,
        on_change=chosen,
    )
    section: SectionId = state[spot]
    return section


def kept(document_id: str) -> str:
    """Where session state keeps the section that is shown."""
    return f"{document_id}/section"


def _go(document_id: str, section: SectionId) -> None:
    """Show a section; the address follows."""
    st.session_state[kept(document_id)] = section
    st.session_state[f"{kept(document_id)}/address"] = (section, "")
    st.query_params["section"] = section
    if "item" in st.query_params:
        del st.query_params["item"]


def _turn(document_id: str, section: SectionId) -> None:
    """Show a section that was not chosen on the map."""
    turned = f"{kept(document_id)}/turned"
    st.session_state[turned] = st.session_state.get(turned, 0) + 1
    _go(document_id, section)


def neighbours(document_id: str, section: SectionId, t: Translator) -> None:
    """Buttons to the section before and after."""
    here = SECTION_IDS.index(section)
    titles = labels.sections(t)
    with st.container(horizontal=True):
        for position, icon in ((here - 1, ":material/arrow_back:"), (here + 1, ":material/arrow_forward:")):
            if 0 <= position < len(SECTION_IDS):
                there = SECTION_IDS[position]
                st.button(
                    f"{position + 1} {titles[there]}",
                    key=f"{document_id}/go/{icon}",
                    icon=icon,
                    on_click=partial(_turn, document_id, there),
                )


def findings_of(document_id: str, found: list[Finding], section: SectionId, t: Translator) -> None:
    """Open findings of one section, drawn last and beside the editors, so that saving moves no control."""
    here = [finding for finding in found if finding.section == section]
    st.subheader(t.n("{count} finding in this section", "{count} findings in this section", len(here)), anchor=False)
    with st.container(border=True, key=f"{document_id}/findings"):
        if not here:
            st.markdown(t("Nothing is missing or contradictory here."))
        for position, finding in enumerate(here[:SHOWN]):
            finding_entry(finding, t)
            target = item_of(finding.path)
            if target:
                name, _, item = target.rpartition("/")
                st.button(
                    t("Open: {field}", field=label(finding.path, t)),
                    key=f"{document_id}/finding/{position}/{finding.code}/{finding.path}",
                    type="tertiary",
                    on_click=partial(open_item, f"{document_id}/{name}=open", item),
                )
        page_link(VIEWS / "findings.py", label=t("All findings"), query_params={"id": document_id})


def finding_entry(finding: Finding, t: Translator) -> None:
    said = explain_finding(finding, t)
    severity = labels.severities(t)[finding.severity.name]
    st.markdown(
        f"{ICONS[finding.severity]} **{severity}: {plain(said.message)}**  \n{plain(said.why)} {plain(said.remedy)}  \n"
        f"{t('Source:')} {plain(said.source)}"
    )


def read_more(source: str, t: Translator) -> None:
    """The way to the reader, where the source (in English) is a section of the guidelines that it explains."""
    if topic := topic_for(source):
        page_link(
            READER,
            label=t("Read more: {topic}", topic=topic_text(topics()[topic], t.locale).title),
            icon=":material/menu_book:",
            query_params={"topic": topic},
        )


def item_of(path: str) -> str:
    """The list item a path leads to, as `list/id`, or empty where it leads to a field of the agreement itself."""
    parts = path.split("/")
    if parts[0] in ("partners", "aims", "target_groups", "actions", "services", "bodies", "indicators", "annexes"):
        return "/".join(parts[:2]) if len(parts) > 1 else ""
    if parts[:2] in (["budget", "lines"], ["monitoring", "reports"]):
        return "/".join(parts[:3]) if len(parts) > 2 else ""
    return ""


def open_points(e: Editor, here: Completeness) -> None:
    """Marks empty points of a section as not known yet, or as not applicable."""
    t = e.t
    blank = [point for point in here.points if point.state != "filled"]
    if not blank:
        return
    with st.expander(t.n("{count} open point", "{count} open points", len(blank)), icon=":material/pending:"):
        st.markdown(t("Empty, not known and not applicable are three things. What does not apply counts as settled."))
        names = {point.path: place(e.agreement, point.path, t) for point in blank}
        for state, words in (
            ("not_applicable", t("Not applicable here")),
            ("unknown", t("Not known yet")),
        ):
            _answer(e, here.section, state, words, blank, names)


def _answer(e: Editor, section: str, state: str, words: str, blank: list[Point], names: dict[str, str]) -> None:
    marked = [point.path for point in blank if point.state == state]
    key = e.fields.carried.key(f"{e.loaded.id}/{section}/answers/{state}", marked)
    st.session_state[key] = marked

    def changed() -> list[Change]:
        chosen = st.session_state[key] = [path for path in names if path in st.session_state[key]]
        return [
            SetField(
                path=f"answers/{answer_key(path)}",
                base=e.loaded.body["answers"].get(answer_key(path)),
                value=state if path in chosen else None,
            )
            for path in names
            if (path in chosen) != (path in marked)
        ]

    st.multiselect(
        words,
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=lambda: e.apply(changed()),
        placeholder=e.t("Choose points…"),
        disabled=not e.loaded.editable,
    )
