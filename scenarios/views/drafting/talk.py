"""Editors of the parts Facts and Voice: what the client can tell, and what opens it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scenarios import labels as room
from scenarios.authoring import labels, sketch
from scenarios.facts import Key
from scenarios.views.drafting.entries import entries, nested, open_key, small_id
from scenarios.views.drafting.forms import Forms, joined, short

MANY = 15
FALLBACKS = "-"


def facts(f: Forms) -> None:
    t = f.t

    def row(fact: dict[str, Any]) -> str:
        domain = room.domain(t, fact["domain"]) if fact["domain"] in f.domains() else ""
        return joined([room.KINDS[fact["kind"]](t), domain, t("essential") if fact["essential"] else ""])

    entries(
        f,
        "facts",
        row,
        lambda fact: _fact(f, fact),
        add=t("Add fact"),
        label=t("A new fact, in one sentence"),
        shown=_found(f, "facts"),
        keys=[{"id": "k1"}],
    )


def _found(f: Forms, kind: str) -> list[dict[str, Any]]:
    """Entries whose words hold what was typed into the field above; all of them where the list is short."""
    items: list[dict[str, Any]] = f.structure[kind]
    if len(items) <= MANY or st.session_state.get(open_key(f.draft.id, kind)):
        return items
    wanted = st.text_input(f.t("Find"), key=f"{f.draft.id}/{kind}=find", icon=":material/search:").casefold()
    if not wanted:
        return items
    said = {item["id"]: f"{item['id']} {f.called(kind, item['id'])}".casefold() for item in items}
    return [item for item in items if wanted in said[item["id"]]]


def _fact(f: Forms, fact: dict[str, Any]) -> None:
    t, fact_id = f.t, fact["id"]
    place, key = f"facts/{fact_id}", f"facts.{fact_id}"
    words, structure = st.columns([3, 2], gap="large")
    with words:
        f.say(f"{key}.note", "facts/note")
        f.say(f"{key}.said", "facts/said", hint=t("In the client's own words. Needed as soon as there is a key."))
        if fact["evades"]:
            f.say(f"{key}.evaded", "facts/evaded")
        if fact["known_by"]:
            f.say(f"{key}.record", "facts/record")
    with structure:
        f.choice(f"{place}/kind", "facts/kind", {name: words(t) for name, words in room.KINDS.items()})
        f.choice(f"{place}/domain", "facts/domain", f.domains())
        f.choice(f"{place}/level", "facts/level", labels.levels(t))
        f.choice(f"{place}/sensitivity", "facts/sensitivity", labels.sensitivities(t))
        f.choices(f"{place}/known_by", "facts/known_by", f.known("partners"))
        f.tick(f"{place}/essential", "facts/essential")
        f.tick(f"{place}/evades", "facts/evades")
        f.choice(
            f"{place}/corrected_by",
            "facts/corrected_by",
            f.known("facts", but=fact_id),
            optional=True,
            help=t("Choose one if a file says something wrong or outdated here; then give this entry no keys."),
        )
    st.subheader(t("Keys"), anchor=False)
    st.markdown(
        t("Any one key is enough; everything inside a key must hold at once. Without keys only a partner can tell it.")
    )
    nested(
        f,
        f"{place}/keys",
        fact["keys"],
        lambda where, _: _key(f, where, fact_id),
        heading=lambda number: t("Key {number}", number=number),
        add=t("Add key"),
        make=lambda: sketch.entry(Key, small_id("k")),
    )


def _key(f: Forms, place: str, fact_id: str) -> None:
    left, right = st.columns(2)
    with left:
        f.choices(f"{place}/topics", "keys/topics", f.topics())
        f.choices(f"{place}/techniques", "keys/techniques", f.techniques())
        f.choices(f"{place}/after", "keys/after", f.known("facts", but=fact_id))
    with right:
        f.slide(f"{place}/trust", "keys/trust")
        f.tick(f"{place}/confidentiality", "keys/confidentiality")
        f.tick(f"{place}/private", "keys/private")
        f.tick(f"{place}/consent", "keys/consent")


def voice(f: Forms) -> None:
    t = f.t

    def row(line: dict[str, Any]) -> str:
        topics = ", ".join(f.topics().get(name, name) for name in line["topics"][:3]) or t("Fallback")
        techniques = ", ".join(f.techniques().get(name, name) for name in line["techniques"][:3])
        return joined([short(topics, 60), short(techniques, 60)])

    entries(
        f,
        "lines",
        row,
        lambda line: _line(f, line),
        add=t("Add line"),
        label=t("A new line, in the client's words"),
        shown=_about(f, _found(f, "lines")),
    )


def _about(f: Forms, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Only the lines about one topic, or only the fallbacks, if somebody chose so."""
    t = f.t
    if len(f.structure["lines"]) <= MANY or st.session_state.get(open_key(f.draft.id, "lines")):
        return items
    options = {"": t("Everything"), FALLBACKS: t("Fallbacks"), **f.topics()}
    wanted = st.selectbox(t("Lines about"), list(options), format_func=options.__getitem__, key=f"{f.draft.id}/topic")
    if not wanted:
        return items
    if wanted == FALLBACKS:
        return [line for line in items if not line["topics"]]
    return [line for line in items if wanted in line["topics"]]


def _line(f: Forms, line: dict[str, Any]) -> None:
    place = f"lines/{line['id']}"
    words, structure = st.columns([3, 2], gap="large")
    with words:
        f.say(f"lines.{line['id']}", "lines/text", rows=3)
        f.choices(f"{place}/told", "lines/told", f.known("facts"))
        f.choices(f"{place}/untold", "lines/untold", f.known("facts"))
    with structure:
        f.choices(f"{place}/topics", "lines/topics", f.topics())
        f.choices(f"{place}/techniques", "lines/techniques", f.techniques())
        f.between(f"{place}/trust", "lines/trust")
        f.between(f"{place}/stress", "lines/stress")
        f.tick(f"{place}/again", "lines/again")
