"""Versions: what changed since I last looked, who worked when, any two compared, an earlier text back."""

from __future__ import annotations

import streamlit as st

from partnership import service
from partnership.agreement import SECTION_IDS
from partnership.differences import Difference
from partnership.services import version
from partnership.services.version import Comparison
from partnership.transfer import from_body
from partnership.views.consenting import section_title, shown
from partnership.views.guide import VIEWS, tabs
from studio.errors import StudioError
from studio.messages import explain
from studio.rights import Level
from studio.widgets.frame import begin, explained, header, plain, requested

SHOWN = 60  # sittings on the page; older revisions can still be compared by number

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
    past = version.history(actor, loaded.id)
header(loaded.agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, t)
editor = past.level >= Level.EDITOR


def by_section(found: list[Difference], compared: Comparison) -> None:
    """Differences under the titles of their sections."""
    before, after = from_body(compared.before), from_body(compared.after)
    for section in (*SECTION_IDS, None):
        here = [each for each in found if each.section == section]
        if here:
            st.subheader(
                section_title(section, t) if section else t("Preparation, state and formalities"), anchor=False
            )
            shown(here, before, after, t)


st.header(t("Since you last looked"), anchor=False)
if past.seen >= past.revision:
    st.markdown(t("Nothing has changed since you last looked."))
elif past.seen == 0:
    st.markdown(t("You have not looked at this draft before. From now on changes are shown here."))
else:
    with explained(t):
        compared = version.compare(actor, loaded.id, past.seen, past.revision)
    by_section(compared.differences, compared)
    if not compared.differences:
        st.markdown(t("Texts were changed and changed back; nothing is different."))
if past.seen < past.revision and st.button(t("I have seen it"), key=f"{loaded.id}/seen"):
    with explained(t):
        version.saw(actor, loaded.id, past.revision)
    st.rerun()

names = {named.revision: named.name for named in past.named}


def words(number: int) -> str:
    sitting = next((each for each in past.sittings if each.first <= number <= each.last), None)
    who = past.names.get(sitting.person_id, "") if sitting else ""
    when = t.instant(sitting.ended) if sitting else ""
    name = f" “{names[number]}”" if number in names else ""
    return t("Revision {number}{name}, {person}, {when}", number=number, name=name, person=who, when=when)


st.header(t("Compare two versions"), anchor=False)
choices = sorted({*names, *(each.last for each in past.sittings), past.revision, 1}, reverse=True)
left, right = st.columns(2)
older = left.selectbox(
    t("Earlier"), choices, index=min(1, len(choices) - 1), format_func=words, key=f"{loaded.id}/older/{past.revision}"
)
newer = right.selectbox(t("Later"), choices, index=0, format_func=words, key=f"{loaded.id}/newer/{past.revision}")
if older == newer:
    st.markdown(t("Choose two different versions."))
else:
    with explained(t):
        compared = version.compare(actor, loaded.id, min(older, newer), max(older, newer))
    with st.container(border=True, key="comparison"):
        if not compared.differences:
            st.markdown(t("The two versions say the same."))
        by_section(compared.differences, compared)

if editor:
    st.header(t("Name a version, or let an earlier one stand again"), anchor=False)
    chosen = st.selectbox(t("Version"), choices, format_func=words, key=f"{loaded.id}/chosen/{past.revision}")
    problem = st.empty()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            t("Name"),
            max_chars=version.MAX_NAME,
            placeholder=t("for example: sent to partners in May"),
            key=f"{loaded.id}/name/{len(past.named)}",
        )
        if st.button(t("Name it"), key=f"{loaded.id}/name_do"):
            try:
                version.name(actor, loaded.id, chosen, name)
            except StudioError as error:
                problem.error(explain(error, t))
            else:
                st.rerun()
        if chosen != past.revision and loaded.editable:
            with st.popover(t("Restore this version"), icon=":material/restore:"):
                st.markdown(
                    t(
                        "The text of revision {number} becomes the newest revision. Nothing in between is lost.",
                        number=chosen,
                    )
                )
                if st.button(t("Restore now"), key=f"{loaded.id}/restore"):
                    with explained(t):
                        version.restore(actor, loaded.id, chosen)
                    st.rerun()

st.header(t("History"), anchor=False)
for sitting in past.sittings[:SHOWN]:
    marks = "".join(f" · **{plain(names[number])}**" for number in names if sitting.first <= number <= sitting.last)
    revisions = (
        t("revision {number}", number=sitting.first)
        if sitting.saves == 1
        else t("revisions {first} to {last}", first=sitting.first, last=sitting.last)
    )
    who = plain(past.names.get(sitting.person_id, "")) or t("(erased)")
    st.markdown(f"{t.instant(sitting.began)} · {who} · {revisions}{marks}")
if len(past.sittings) > SHOWN:
    st.markdown(t("Older sittings are kept; a named version can be compared at any time."))
