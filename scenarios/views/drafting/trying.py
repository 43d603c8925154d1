"""Preview: try a sentence and see what answers and why, where the voice has gaps, and all texts in order."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scenarios import labels as room
from scenarios.authoring import labels
from scenarios.authoring.preview import TECHNIQUE_GROUPS, Situation, Tried, coverage, try_sentence
from scenarios.authoring.wording import MAIN_TEXT
from scenarios.facts import TOPICS, Technique
from scenarios.views.drafting.checks import go
from scenarios.views.drafting.forms import Forms
from studio.languages import SOURCE_LOCALE
from studio.widgets.frame import plain
from studio.widgets.tables import show_table


def preview(f: Forms) -> None:
    t = f.t
    st.subheader(t("Try a sentence"), anchor=False)
    st.markdown(t("Choose how things stand and what is said; the client answers at once."))
    _try(f)
    st.subheader(t("Where the client has something to say"), anchor=False)
    st.markdown(t("How many different things can be said, fallbacks left out. A dash is a gap."))
    _coverage(f)
    st.subheader(t("All texts in order"), anchor=False)
    if st.toggle(t("Read them"), key=f"{f.draft.id}/read"):
        _texts(f)


def _try(f: Forms) -> None:
    t, key = f.t, f"{f.draft.id}/try"
    left, right = st.columns(2)
    with left:
        topic = st.selectbox(t("What about?"), TOPICS, format_func=lambda name: room.topic(t, name), key=f"{key}/topic")
        technique = st.selectbox(
            t("How?"),
            list(room.TECHNIQUES),
            format_func=lambda name: room.TECHNIQUES[name][0](t),
            key=f"{key}/technique",
        )
        known = f.known("facts")
        told = st.multiselect(
            t("Told already"),
            list(known),
            format_func=lambda name: known.get(name, name),
            key=f"{key}/told",
            placeholder=t("Choose…") if known else t("Nothing to choose from yet"),
        )
    with right:
        trust = st.slider(t("Trust"), 0, 100, f.structure["client"].get("trust") or 40, key=f"{key}/trust")
        stress = st.slider(t("Stress"), 0, 100, f.structure["client"].get("stress") or 50, key=f"{key}/stress")
        private = st.checkbox(t("Nobody overhears"), True, key=f"{key}/private")
        confidentiality = st.checkbox(t("Confidentiality was explained"), True, key=f"{key}/confidentiality")
        consent = st.checkbox(t("Consent was given"), True, key=f"{key}/consent")
    situation = Situation(trust, stress, tuple(told), private, confidentiality, consent)
    tried = try_sentence(f.draft.checked.scenario, Technique(technique), topic, situation)
    with st.container(border=True, key="tried"):
        with st.chat_message("assistant", avatar=":material/person:"):
            st.markdown(plain(_text(f, tried.found.reply)) or "…")
        _why(f, tried)


def _text(f: Forms, key: str) -> str:
    return f.texts.get(f.locale, {}).get(key) or f.texts.get(SOURCE_LOCALE, {}).get(key) or ""


def _why(f: Forms, tried: Tried) -> None:
    t, found = f.t, tried.found
    if not found.reply:
        st.markdown(t("Nothing fits, not even a fallback. Add a line without topics for this way of speaking."))
    elif found.fact:
        _link(f, t("This fact comes out, because one of its keys fits:"), "facts", found.fact)
    elif found.line and found.line.startswith("evaded:"):
        _link(f, t("The client evades a fact that is near:"), "facts", found.line.removeprefix("evaded:"))
    elif found.line and "fallback" in found.marks:
        _link(f, t("No line is about this, so a fallback answers:"), "lines", found.line)
    elif found.line:
        _link(f, t("This is the first line that fits:"), "lines", found.line)
    lacks = {
        "trust": t("trust"),
        "private": t("a place where nobody overhears"),
        "confidentiality": t("that confidentiality is explained"),
        "consent": t("consent"),
        "after": t("another fact that must come first"),
    }
    for fact, missing in tried.near.items():
        what = t.list([lacks[code] for code in missing])
        _link(f, t("Near, but still lacking {what}:", what=what), "facts", fact, near=True)


def _link(f: Forms, reason: str, kind: str, entry_id: str, *, near: bool = False) -> None:
    part = "facts" if kind == "facts" else "voice"
    st.markdown(reason)
    st.button(
        plain(f.called(kind, entry_id)),
        key=f"{f.draft.id}/{'near' if near else 'why'}/{kind}/{entry_id}",
        type="tertiary",
        on_click=partial(go, f.draft.id, part, f"{kind}/{entry_id}"),
    )


def _coverage(f: Forms) -> None:
    t = f.t
    groups = {
        "asking": t("Asked"),
        "listening": t("Listened to"),
        "telling": t("Explained to"),
        "pressing": t("Advised or pressed"),
    }
    table = coverage(f.draft.checked.scenario)
    columns = {t("Topic"): [room.topic(t, topic) for topic in table]}
    for group in TECHNIQUE_GROUPS:
        columns[groups[group]] = [str(row[group]) if row[group] else "–" for row in table.values()]
    show_table(columns, alt=t("Things the client can say, by topic and way of speaking"))


def _texts(f: Forms) -> None:
    t = f.t
    titles = labels.sections(t)
    for key in ("title", "summary", "opening"):
        st.markdown(f"**{f.name(key)}**: {plain(_text(f, key)) or '–'}")
    kinds = {
        "facts": titles["facts"],
        "lines": titles["voice"],
        "partners": titles["partners"],
        "seats": t("Seats"),
        "services": titles["services"],
        "stances": titles["stances"],
        "events": titles["events"],
        "objectives": t("Objectives"),
        "debrief": titles["debrief"],
    }
    english = f.texts.get(SOURCE_LOCALE, {})
    for kind, title in kinds.items():
        st.markdown(f"#### {title}")
        for number, entry in enumerate(f.structure[kind], 1):
            main = MAIN_TEXT[kind].format(id=entry["id"])
            rest = [key for key in english if key.startswith(f"{kind}.{entry['id']}.") and key != main]
            told = "  \n".join(plain(_text(f, key)) for key in rest if _text(f, key))
            st.markdown(f"{number}. **{plain(_text(f, main)) or '–'}**" + (f"  \n{told}" if told else ""))
