"""What the draft lacks, what is worth a look, and where each thing is mended."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scenarios.authoring import labels
from scenarios.authoring.findings import Section, entry_of, section_of
from scenarios.authoring.wording import said, where
from scenarios.lint import Finding
from scenarios.views.drafting.entries import open_entry
from scenarios.views.drafting.forms import Forms, short
from studio.widgets.frame import plain
from studio.widgets.picking import choose

ICONS = {"error": ":material/error:", "warning": ":material/warning:", "note": ":material/info:"}
BESIDE = 8
"""Findings beside the editor; Checks has them all."""


def part_key(draft_id: str) -> str:
    """Where session state keeps the part of the editor that is shown."""
    return f"{draft_id}/part"


def go(draft_id: str, part: str, entry: str = "") -> None:
    """Show a part, with one of its entries open."""
    choose(part_key(draft_id), part)
    if entry:
        kind, _, entry_id = entry.partition("/")
        open_entry(draft_id, kind, entry_id)


def counts(f: Forms) -> dict[Section, tuple[int, int]]:
    """Section -> findings that must be mended, and all of them."""
    found: dict[Section, tuple[int, int]] = {}
    for finding in f.draft.checked.findings:
        section = section_of(finding)
        errors, all_ = found.get(section, (0, 0))
        found[section] = (errors + (finding.severity == "error"), all_ + 1)
    return found


def verdict(f: Forms) -> str:
    """Whether the draft can be played, in a few words."""
    t, checked = f.t, f.draft.checked
    if checked.offerable:
        return f":material/check_circle: {t('Can be played')}"
    if checked.package is not None:
        return f":material/warning: {t('Can be tried; some things must be mended before it is offered')}"
    errors = t.n("{count} thing is missing", "{count} things are missing", f.draft.errors)
    return f":material/pending: {t('Cannot be played yet: {errors}', errors=errors)}"


def checks(f: Forms) -> None:
    t = f.t
    findings = f.draft.checked.findings
    if f.draft.checked.package is None:
        st.markdown(
            t("When nothing is missing any more, the deeper checks begin: what nobody can find out, and so on.")
        )
    if not findings:
        st.success(t("Nothing to mend."))
    titles = labels.severities(t)
    for severity, title in titles.items():
        those = [finding for finding in findings if finding.severity == severity]
        if not those:
            continue
        st.subheader(f"{title} ({len(those)})", anchor=False)
        for number, finding in enumerate(those):
            _row(f, finding, f"checks/{severity}/{number}")


def _row(f: Forms, finding: Finding, key: str) -> None:
    t = f.t
    with st.container(gap="xsmall"):
        st.markdown(f"{ICONS[finding.severity]} {plain(said(finding, f.texts, t))}")
        st.button(
            t("Open: {place}", place=plain(short(where(finding, f.texts, t), 60))),
            key=f"{f.draft.id}/{key}",
            type="tertiary",
            icon=":material/arrow_forward:",
            on_click=partial(go, f.draft.id, section_of(finding), entry_of(finding)),
        )


def beside(f: Forms, section: str) -> None:
    """Findings of the part that is being edited, drawn last and beside it, so that saving moves no control."""
    t = f.t
    here = [finding for finding in f.draft.checked.findings if section_of(finding) == section]
    st.subheader(t.n("{count} finding here", "{count} findings here", len(here)), anchor=False)
    with st.container(border=True, key=f"{f.draft.id}/findings"):
        if not here:
            st.markdown(t("Nothing is missing or contradictory here."))
        for number, finding in enumerate(here[:BESIDE]):
            _row(f, finding, f"beside/{number}/{finding.code}/{finding.place}")
        if len(here) > BESIDE:
            st.button(
                t("All findings"),
                key=f"{f.draft.id}/beside/all",
                on_click=partial(go, f.draft.id, "checks"),
                type="tertiary",
            )
