"""Saying it in one's own words: what is typed is read as technique and topic, shown, changed if need be, and said."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scenarios import labels
from scenarios.facts import TOPICS, Technique
from scenarios.reading import LONGEST, SURE, Reading, Reason, Unreadable, Why, languages, read
from scenarios.views.desk import Desk
from studio.languages import Translator
from studio.widgets.frame import plain

PLACE = "say"
"""Where the sentence stands while it is typed, among the drafts of the run."""

UNREADABLE: dict[Why, Callable[[Translator], str]] = {
    Why.EMPTY: lambda t: t("Nothing is typed yet. Type what you would say, or pick below."),
    Why.SIGNS: lambda t: t("There is no word in it. Choose here what you mean by it, or type it in words."),
    Why.LONG: lambda t: t(
        "This is longer than one says in one breath ({maximum} characters). Shorten it, or choose here what it is.",
        maximum=LONGEST,
    ),
    Why.UNKNOWN: lambda t: t(
        "This could not be read: it may be in another language. Choose here what you mean by it, or type it again."
    ),
}
FORMS: dict[str, Callable[[Translator], str]] = {
    "question": lambda t: t("a question mark"),
    "question_end": lambda t: t("it ends with a question mark"),
    "exclamation": lambda t: t("an exclamation mark"),
    "commas": lambda t: t("several parts in a row"),
    "list": lambda t: t("a list"),
    "sentences": lambda t: t("more than one sentence"),
    "short": lambda t: t("it is short"),
    "middling": lambda t: t("its length"),
    "long": lambda t: t("it is long"),
    "very_long": lambda t: t("it is very long"),
    "figures": lambda t: t("a figure"),
}


def show(desk: Desk) -> None:
    """The field, and below it how the sentence is read; nothing where the language has no rules."""
    t = desk.t
    if t.locale not in languages():
        return
    at_once = f"{desk.loaded.id}/typed/at_once"

    def entered() -> None:
        _sent(desk, at_once=bool(st.session_state.get(at_once)))

    desk.write(PLACE, t("Say it in your own words"), rows=2, entered=entered)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(t("How does it come across?"), key=f"{desk.loaded.id}/typed/send", on_click=_sent, args=(desk,))
        st.toggle(t("Enter says it at once"), key=at_once, persist_state="session")
    if (seen := st.session_state.get(_seen(desk))) and seen["text"] != _now(desk):
        if _now(desk):
            _sent(desk)  # what is shown belongs to the sentence that stands there now
        else:
            del st.session_state[_seen(desk)]
    if seen := st.session_state.get(_seen(desk)):
        with st.container(key="typed_reading"):
            _reading(desk, seen["found"])
            if seen["text"]:
                _correction(desk)
    st.markdown(t("Or pick:"))


def _seen(desk: Desk) -> str:
    """Where the text that was read last, and its reading, are kept for the session."""
    return f"{desk.loaded.id}/typed/seen"


def _now(desk: Desk) -> str:
    """The sentence as it stood when the page was drawn."""
    text = desk.loaded.draft.text(PLACE)
    return text if text.strip() else ""


def _keys(desk: Desk) -> tuple[str, str]:
    return f"{desk.loaded.id}/typed/technique", f"{desk.loaded.id}/typed/topic"


def _before(desk: Desk) -> str | None:
    return desk.case.turns[-1].topic if desk.case.turns else None


def _sent(desk: Desk, *, at_once: bool = False) -> None:
    """Read what is typed now; say it when that is asked for and the reading is sure enough.

    What could not be read has nothing chosen beforehand: a person says what is meant.
    Only Enter may ask for it: it saves first, while a click may come before the last letters are saved.
    """
    text = desk.drafted(PLACE).get(PLACE, "")
    found = read(text, desk.t.locale, _before(desk))
    technique_key, topic_key = _keys(desk)
    known = isinstance(found, Reading)
    st.session_state[technique_key] = found.technique.value if known else None
    st.session_state[topic_key] = found.topic if known else None
    st.session_state[_seen(desk)] = {"text": text, "found": found}
    if at_once and isinstance(found, Reading) and found.sure:
        _say(desk)


def _say(desk: Desk) -> None:
    """Say what was read, as it was read or corrected; when the text changed meanwhile, read it again first."""
    seen = st.session_state.get(_seen(desk))
    text = desk.drafted(PLACE).get(PLACE, "")
    if seen is None or text != seen["text"]:
        _sent(desk)
        return
    technique_key, topic_key = _keys(desk)
    if not _chosen(desk):
        return
    texts: dict[str, str] = {}
    deed = {
        "kind": "say",
        "technique": st.session_state[technique_key],
        "topic": st.session_state[topic_key],
        "words": desk.wording("said", text, texts),
    }
    if desk.decide(deed, texts, filed=[PLACE]):
        st.session_state.pop(_seen(desk), None)


def _chosen(desk: Desk) -> bool:
    return all(st.session_state.get(key) for key in _keys(desk))


def _reading(desk: Desk, found: Reading | Unreadable) -> None:
    t = desk.t
    if isinstance(found, Unreadable):
        st.info(UNREADABLE[found.why](t))
        return
    technique, topic = labels.TECHNIQUES[found.technique][0](t), labels.topic(t, found.topic)
    st.markdown(t("Read as **{technique}** on **{topic}**.", technique=technique, topic=topic))
    because = _because(t, technique, found.technique_reasons)
    if found.carried_over:
        because += " " + t("It names no topic of its own, so it goes on with {topic}.", topic=topic)
    else:
        because += " " + _because(t, topic, found.topic_reasons)
    st.markdown(because.strip())
    if found.technique_share < SURE:
        others = [labels.TECHNIQUES[Technique(one.name)][0](t) for one in found.other_techniques]
        st.markdown(t("The technique is not sure. It could also be: {others}.", others=", ".join(others)))
    if found.other_topics:
        _likely_topics(desk, found)


def _likely_topics(desk: Desk, found: Reading) -> None:
    """The likely topics that are not chosen, each one touch away: when the first is wrong, another mostly is right."""
    t = desk.t
    _, topic_key = _keys(desk)

    def rather(topic: str) -> None:
        st.session_state[topic_key] = topic

    chosen = st.session_state[topic_key]
    unsure = found.topic_share < SURE and chosen == found.topic
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            t("The topic is not sure. Is it rather about:") if unsure else t("Or is it about:"), width="content"
        )
        for topic in (found.topic, *(one.name for one in found.other_topics)):
            if topic != chosen:
                st.button(
                    labels.topic(t, topic),
                    key=f"{desk.loaded.id}/typed/rather/{topic}",
                    on_click=rather,
                    args=(topic,),
                )


def _because(t: Translator, name: str, reasons: tuple[Reason, ...]) -> str:
    if not reasons:
        return ""
    shown = [f"“{plain(one.words)}”" if one.words else FORMS[one.form](t) for one in reasons]
    return t("{name}, because of: {reasons}.", name=name, reasons=", ".join(shown))


def _correction(desk: Desk) -> None:
    t = desk.t
    technique_key, topic_key = _keys(desk)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            t("Technique"),
            list(labels.TECHNIQUES),
            index=None,
            format_func=lambda name: labels.TECHNIQUES[name][0](t),
            key=technique_key,
            placeholder=t("Choose…"),
        )
        st.selectbox(
            t("Topic"),
            TOPICS,
            index=None,
            format_func=lambda name: labels.topic(t, name),
            key=topic_key,
            placeholder=t("Choose…"),
        )
        st.button(
            t("Say this"),
            key=f"{desk.loaded.id}/typed/say",
            type="primary",
            icon=":material/send:",
            on_click=_say,
            args=(desk,),
            disabled=not _chosen(desk),
        )
