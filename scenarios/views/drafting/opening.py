"""Editors of the parts About and Client."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scenarios import labels as room
from scenarios.authoring import labels, sketch
from scenarios.client import DOMAINS, Spell
from scenarios.views.drafting.entries import nested, small_id
from scenarios.views.drafting.forms import Forms
from studio.changes import SetField
from studio.languages import SOURCE_LOCALE, language_names
from toolkit.sources import Source

LANGUAGES = ("en", "sq", "bs", "hr", "mk", "cnr", "sr", "sr_Latn", "rom", "tr", "de")
"""Languages a scenario can be written in."""


def about(f: Forms) -> None:
    t = f.t
    f.title("title", "title")
    f.say("summary", "summary", rows=3)
    f.say(
        "opening", "opening", rows=3, hint=t("Two or three sentences: where, how the client enters, what one notices.")
    )
    left, right = st.columns(2)
    with left:
        f.number(
            "version", "version", 1, 10_000, help=t("Raise it when others should see that more than words changed.")
        )
        f.number("difficulty", "difficulty", 1, 5)
        f.day("reference_date", "reference_date")
    with right:
        f.number("minutes", "minutes", 5, 480)
        f.number(
            "weekly_minutes",
            "weekly_minutes",
            30,
            2400,
            help=t("Attention is scarce: talks, notes and conferences all cost minutes."),
        )
    st.subheader(t("Sources"), anchor=False)
    st.markdown(t("What the scenario rests on: a document and the place in it."))

    def source(place: str, _: dict[str, Any]) -> None:
        left, right = st.columns([1, 2])
        with left:
            f.choice(f"{place}/document", "sources/document", labels.documents(t))
        with right:
            f.word(f"{place}/section", "sources/section")

    nested(
        f,
        "sources",
        f.structure["sources"],
        source,
        heading=lambda number: t("Source {number}", number=number),
        add=t("Add source"),
        make=lambda: sketch.entry(Source, small_id("s"), document="own", section=""),
    )
    _languages(f)


def _languages(f: Forms) -> None:
    t = f.t
    st.subheader(t("Languages"), anchor=False)
    st.markdown(t("English must be complete. A text that another language lacks is shown in English."))
    missing = language_names([code for code in LANGUAGES if code not in f.texts], t.locale)
    key = f"{f.draft.id}/language+"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(t("Another language"), list(missing), format_func=missing.__getitem__, key=key)
        st.button(
            t("Add language"),
            key=f"{key}/do",
            icon=":material/translate:",
            disabled=not f.draft.editable,
            on_click=lambda: _add_language(f, st.session_state[key]),
        )


def _add_language(f: Forms, locale: str) -> None:
    if f.apply([SetField(path=f"texts/{locale}", base=None, value={})]):
        st.session_state[f"{f.draft.id}/locale"] = locale


def language(f: Forms) -> None:
    """Which language is written; only where there is a choice."""
    if len(f.texts) < 2:
        return
    key = f"{f.draft.id}/locale"
    options = sorted(f.texts, key=lambda code: (code != SOURCE_LOCALE, code))
    st.session_state.setdefault(key, SOURCE_LOCALE)
    st.selectbox(f.t("Language of the texts"), options, format_func=lambda code: LANGUAGES.get(code, code), key=key)


def client(f: Forms) -> None:
    t = f.t
    left, right = st.columns(2)
    with left:
        f.word("client/profile/name", "client/name", help=t("An invented name that fits territory, age and community."))
        f.choice("client/profile/gender", "client/gender", labels.genders(t))
        f.number("client/profile/age", "client/age", 15, 74)
        f.choice("client/profile/education", "client/education", labels.education(t))
        f.word("client/profile/occupation", "client/occupation", help=t("Four digits, for example 5120 for cooks."))
        f.number("client/profile/months_unemployed", "client/months_unemployed", 0, 600)
        f.choices("client/profile/groups", "client/groups", labels.groups(t))
    with right:
        f.choice(
            "client/profile/territory", "client/territory", {name: words(t) for name, words in room.TERRITORIES.items()}
        )
        f.word("client/profile/municipality", "client/municipality")
        f.number("client/profile/household/adults", "client/adults", 1, 12)
        f.ages("client/profile/household/children", "client/children", help=t("For example: 4, 9"))
        f.words("client/profile/languages", "client/languages", help=t("Codes, for example: sq, en"))
        f.words("client/profile/benefits", "client/benefits")
        f.choices("client/profile/known_to", "client/known_to", labels.partner_kinds(t))
        f.tick("client/profile/rural", "client/rural")
    st.subheader(t("How things truly stand"), anchor=False)
    st.markdown(
        t("Nobody sees these levels while practising. The facts together must let a good listener arrive at them.")
    )
    words = labels.levels(t)
    columns = st.columns(2)
    for number, domain in enumerate(DOMAINS):
        with columns[number * 2 // len(DOMAINS)]:
            given = f.structure["client"]["levels"].get(domain)
            options = list(words) if given is not None else [None, *words]
            f.fields.choice(
                f"structure/client/levels/{domain}",
                room.domain(t, domain),
                options,
                lambda level: words.get(level, t("(not chosen)")),
            )
    st.subheader(t("How the client feels at the start"), anchor=False)
    for name in ("trust", "motivation", "stress"):
        f.slide(f"client/{name}", f"client/{name}")
    st.subheader(t("Working life"), anchor=False)
    history = f.structure["client"]["profile"]["work_history"]

    def spell(place: str, _: dict[str, Any]) -> None:
        left, right = st.columns(2)
        with left:
            f.choice(f"{place}/kind", "client/kind", labels.spells(t))
            f.word(f"{place}/occupation", "client/occupation")
        with right:
            f.number(f"{place}/months", "client/months", 1, 720)
            f.number(f"{place}/ended_months_ago", "client/ended_months_ago", 0, 720)

    nested(
        f,
        "client/profile/work_history",
        history,
        spell,
        heading=lambda number: t("Stretch {number}", number=number),
        add=t("Add a stretch"),
        make=lambda: sketch.entry(Spell, small_id("w"), kind="employed", months=12, ended_months_ago=0),
        most=20,
    )
