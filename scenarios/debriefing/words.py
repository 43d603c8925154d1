"""The debrief in words, for the page and for print: checks, ways into missed facts, what was said, notes, dilemmas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scenarios import labels
from scenarios.case import Case, Turn
from scenarios.criteria import criterion_words
from scenarios.debriefing.debrief import Missed, Way
from scenarios.debriefing.dilemmas import Dilemma
from scenarios.debriefing.note_review import NoteReview
from scenarios.events import Principle
from scenarios.loader import Words
from scenarios.scoring.check import Check
from studio.languages import Translator

MARKS: dict[str, labels.Label] = {
    "repeated": lambda t: t("The same way of asking on the same subject again: it seemed that nobody had listened."),
    "too_soon": lambda t: t("A private subject before confidentiality was explained."),
    "overheard": lambda t: t("A private subject where others could hear."),
    "interrogated": lambda t: t("One closed question after another."),
    "advised_early": lambda t: t("Advice before much had been heard."),
    "empty": lambda t: t("There was nothing yet to sum up, reflect or affirm."),
    "confidentiality_explained": lambda t: t("Confidentiality is explained for the first time."),
    "rights_explained": lambda t: t("The right to say no is explained for the first time."),
    "hopes_asked": lambda t: t("The first question about hopes."),
    "evaded": lambda t: t("Evaded: there is something here that asks for trust, privacy or consent."),
    "fallback": lambda t: t("Nothing to say to this now."),
}
"""What was noticed about a sentence; that a fact was told is shown by the fact itself."""
PRINCIPLES: dict[Principle, tuple[labels.Label, labels.Label]] = {
    Principle.CONFIDENTIALITY: (
        lambda t: t("Privacy and confidentiality"),
        lambda t: t("What clients tell stays protected, unless the law is broken or somebody is in danger."),
    ),
    Principle.DIGNITY: (
        lambda t: t("Dignity and respect"),
        lambda t: t("Respect includes the right to refuse, also when one is convinced of a service."),
    ),
    Principle.OBJECTIVITY: (
        lambda t: t("Objectivity"),
        lambda t: t("Own values and other relationships stay outside; interests are declared."),
    ),
    Principle.INFORMATION: (
        lambda t: t("Information"),
        lambda t: t("Clients decide when they know what it is, what it can do, its risks and the other ways."),
    ),
    Principle.WELFARE: (
        lambda t: t("The client's welfare"),
        lambda t: t("The client's welfare comes first, harm is avoided, decisions are free."),
    ),
}
"""Principles of the code of ethics (guidelines 5.6): name and what it says, in short."""
QUALITIES: dict[str, labels.Label] = {
    "good": lambda t: t("in the spirit of the code"),
    "fair": lambda t: t("can be defended"),
    "poor": lambda t: t("falls short"),
    "harmful": lambda t: t("does harm"),
}
GROUPS: dict[str, labels.Label] = {
    "topic": lambda t: t("Nobody spoke about it"),
    "technique": lambda t: t("Another way of asking would have opened it"),
    "trust": lambda t: t("It needed more trust"),
    "private": lambda t: t("It needed a place where nobody overhears"),
    "confidentiality": lambda t: t("It needed confidentiality explained"),
    "consent": lambda t: t("It needed consent to being supported"),
    "after": lambda t: t("Something else had to be told first"),
    "together": lambda t: t("Everything was there, but not at once"),
    "enquiry": lambda t: t("A partner knew it and was not asked"),
    "partner_consent": lambda t: t("A partner knew it; consent was missing"),
    "conference": lambda t: t("A partner says it only in a case conference"),
    "later": lambda t: t("It shows only in what happens later"),
}
"""What would have opened missed facts, in the order of the debrief."""


def expectation(one: Check, words: Words, t: Translator) -> str:
    """What was expected, with what it is about."""
    about = subject(one, words, t)
    text = criterion_words(t.locale)(f"checks.{one.code}.expected")
    return f"{about.rstrip('.')}: {text}" if about else text


def subject(one: Check, words: Words, t: Translator) -> str:
    """What a check is about, in words: domains, facts, events, partners, services."""
    named = []
    for part in one.subject.split():
        for key in (f"facts.{part}.note", f"events.{part}.title", f"partners.{part}.name", f"services.{part}.name"):
            if key in words:
                named.append(words(key))
                break
        else:
            if part in labels.domains(t):
                named.append(labels.domain(t, part))
    return t.list(named) if named else ""


def state(one: Check, t: Translator) -> str:
    names = {"met": t("met"), "partly": t("partly"), "missed": t("not met")}
    return t("{state}, {earned} of {of}", state=names[one.state], earned=one.earned, of=one.of)


def lines(one: Check, t: Translator) -> str:
    """The lines of the log a check rests on."""
    return ", ".join(map(str, one.lines)) if one.lines else nothing_there(one, t)


def nothing_there(one: Check, t: Translator) -> str:
    """How far the log was read for a check that found nothing of the kind."""
    return t("nothing of the kind up to line {line}", line=one.until) if one.until else "–"


def advice(one: Check, t: Translator) -> str:
    return "–" if one.state == "met" else criterion_words(t.locale)(f"checks.{one.code}.next")


def group(missed: Missed) -> str:
    """What would have opened a missed fact most easily: a key of `GROUPS`."""
    if not missed.ways:
        return "later"
    first = missed.ways[0]
    if first.kind == "talk":
        return first.lacked[0]
    if "conference" in first.lacked:
        return "conference"
    return "partner_consent" if "consent" in first.lacked else "enquiry"


def grouped(missed: Iterable[Missed]) -> dict[str, list[Missed]]:
    """Missed facts by what would have opened them, essential ones first."""
    found: dict[str, list[Missed]] = {name: [] for name in GROUPS}
    for one in sorted(missed, key=lambda fact: not fact.essential):
        found[group(one)].append(one)
    return {name: facts for name, facts in found.items() if facts}


def opening(missed: Missed, words: Words, t: Translator) -> str:
    """What would have opened a missed fact."""
    sentences = [way(one, words, t) for one in missed.ways[:2]]
    return " ".join(sentences) if sentences else t("It shows only in what happens later.")


def way(one: Way, words: Words, t: Translator) -> str:
    """One way into a fact as a sentence."""
    if one.kind == "partner":
        partner = words(f"partners.{one.partner}.name")
        if "conference" in one.lacked:
            return t("{partner} would have told it in a case conference.", partner=partner)
        if "consent" in one.lacked:
            return t("{partner} knew it; consent and an enquiry would have opened it.", partner=partner)
        return t("{partner} knew it; an enquiry would have opened it.", partner=partner)
    topics = t.list([labels.topic(t, name) for name in one.topics])
    techniques = t.list([labels.TECHNIQUES[name][0](t) for name in one.techniques])
    if one.lacked == ("together",):
        return t(
            "Everything was there, but not at once: {techniques} on {topics}.", techniques=techniques, topics=topics
        )
    needs = {
        "topic": t("the topic ({topics})", topics=topics),
        "technique": t("the technique ({techniques})", techniques=techniques),
        "trust": t("trust of {needed} (you had {had})", needed=one.trust, had=one.highest_trust),
        "private": t("a place where nobody overhears"),
        "confidentiality": t("confidentiality explained"),
        "consent": t("consent to being supported"),
        "after": t("something else told first"),
    }
    return t("In conversation it lacked: {needs}.", needs=t.list([needs[code] for code in one.lacked]))


@dataclass(frozen=True)
class Line:
    """One sentence of the conversation: what was said, what the client answered, what it showed."""

    sequence: int
    week: int
    said: str
    answer: str
    showed: tuple[str, ...]
    noticed: tuple[str, ...]
    trust: int


def spoken(t: Translator, words: Words, case: Case, texts: Mapping[str, str]) -> list[Line]:
    """The conversation line by line, oldest first."""
    return [
        Line(
            sequence=turn.sequence,
            week=turn.week,
            said=said(t, turn, texts),
            answer=_answer(turn, words, texts),
            showed=tuple(words(f"facts.{fact}.note") for fact in turn.told),
            noticed=tuple(MARKS[mark](t) for mark in turn.marks if mark in MARKS),
            trust=turn.trust,
        )
        for turn in case.turns
    ]


def said(t: Translator, turn: Turn, texts: Mapping[str, str]) -> str:
    """A sentence of the case manager: technique and topic, with the words where they were typed."""
    read = f"{labels.TECHNIQUES[turn.technique][0](t)}: {labels.topic(t, turn.topic)}"
    typed = texts.get(turn.words, "")
    return t("“{typed}” ({read})", typed=typed, read=read) if typed else read


def _answer(turn: Turn, words: Words, texts: Mapping[str, str]) -> str:
    return (texts.get(turn.reply, "") if turn.by_trainer else words.get(turn.reply)) or "…"


def note_advice(t: Translator, one: NoteReview) -> list[str]:
    """What a note has and what it lacks, sentence by sentence."""
    found = []
    if one.said:
        found.append(t("In own words: {elements}.", elements=_elements(t, one.said)))
    if one.repeated:
        found.append(t("The same text stands elsewhere too: {elements}.", elements=_elements(t, one.repeated)))
    if one.missing:
        found.append(t("Empty or too short to say something: {elements}.", elements=_elements(t, one.missing)))
    if not one.in_time:
        found.append(t("There was no contact in this week or the one before: write while you still hear the voice."))
    sides = {"client": t("a step for the client"), "case_manager": t("a step for you")}
    absent = [name for side, name in sides.items() if side not in one.sides]
    if absent:
        found.append(t("It lacks {what}.", what=t.list(absent)))
    if one.bring_forward is None:
        found.append(t("It does not say when the file comes back to the desk."))
    if one.complete:
        found.append(t("A colleague could take over tomorrow."))
    return found


def _elements(t: Translator, names: tuple[str, ...]) -> str:
    return t.list([labels.NOTE_ELEMENTS[name][0](t) for name in names])


def dilemma_state(t: Translator, words: Words, one: Dilemma) -> str:
    """What was answered, in words."""
    if one.chosen:
        return t("You chose: {answer}", answer=words(f"events.{one.event}.responses.{one.chosen}.label"))
    return t("It still waits for an answer.") if one.state == "open" else t("Nobody answered in time.")


def moved(case: Case, domains: tuple[str, ...]) -> list[str]:
    """Areas of life whose level changed at some time."""
    levels = case.curve.levels
    return [name for position, name in enumerate(domains) if len({week[position] for week in levels}) > 1]
