"""What the client answers to a sentence, and what the sentence does: trust, motivation, stress, facts told.

Rules, no luck: the same sentence in the same situation gets the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.case import Case, Known, Meeting, Turn
from scenarios.facts import Fact, Key, Line, Sensitivity, Technique
from scenarios.manners import Manners, Push
from scenarios.run import Say
from scenarios.scenario import Scenario

MARKS: tuple[str, ...] = (
    "repeated",
    "too_soon",
    "overheard",
    "interrogated",
    "advised_early",
    "empty",
    "confidentiality_explained",
    "rights_explained",
    "hopes_asked",
    "fact_told",
    "evaded",
    "fallback",
)
"""What can be noticed about a sentence; the debrief quotes them."""

_LISTENING = (Technique.REFLECT, Technique.PARAPHRASE)


@dataclass(frozen=True)
class Found:
    """The client's answer: a text key, the fact it tells, and marks."""

    reply: str
    fact: str | None = None
    line: str | None = None
    marks: tuple[str, ...] = ()


def opens(key: Key, case: Case, seat: str, meeting: Meeting, technique: Technique, topic: str) -> bool:
    """Whether this key fits this sentence in this situation."""
    return topic in key.topics and technique in key.techniques and not missing(key, case, seat, meeting)


def missing(key: Key, case: Case, seat: str, meeting: Meeting | None) -> tuple[str, ...]:
    """What the situation lacks for a key, apart from topic and technique: codes for the debrief."""
    lacks = (
        ("trust", case.trust < key.trust),
        ("private", key.private and not (meeting and meeting.place.private)),
        ("confidentiality", key.confidentiality and seat not in case.confidential),
        ("consent", key.consent and not case.consents(seat, "support")),
        ("after", not set(key.after) <= set(case.told)),
    )
    return tuple(code for code, lacking in lacks if lacking)


def answer(scenario: Scenario, case: Case, seat: str, meeting: Meeting, technique: Technique, topic: str) -> Found:
    """The client's answer in the documented order: fact, evasion, line, fallback."""
    for fact in _untold(scenario, case):
        if any(opens(key, case, seat, meeting, technique, topic) for key in fact.keys):
            return Found(f"facts.{fact.id}.said", fact=fact.id, marks=("fact_told",))
    for fact in _untold(scenario, case):
        evades = any(topic in key.topics and technique in key.techniques for key in fact.keys)
        if evades and fact.evades and fact.id not in case.evaded:
            return Found(f"facts.{fact.id}.evaded", line=f"evaded:{fact.id}", marks=("evaded",))
    for line in scenario.lines:
        if not line.fallback and _fits(line, case, technique, topic) and (line.again or line.id not in case.said_lines):
            return Found(f"lines.{line.id}", line=line.id)
    fallbacks = [line for line in scenario.lines if line.fallback and _fits(line, case, technique, topic)]
    if not fallbacks:  # the linter asks for one per technique; silence is an answer too
        return Found("", marks=("fallback",))
    chosen = min(fallbacks, key=lambda line: case.said_lines.get(line.id, 0))
    return Found(f"lines.{chosen.id}", line=chosen.id, marks=("fallback",))


def _untold(scenario: Scenario, case: Case) -> Iterator[Fact]:
    return (fact for fact in scenario.facts if fact.keys and fact.id not in case.told)


def _fits(line: Line, case: Case, technique: Technique, topic: str) -> bool:
    return (
        (line.fallback or topic in line.topics)
        and (not line.techniques or technique in line.techniques)
        and line.trust[0] <= case.trust <= line.trust[1]
        and line.stress[0] <= case.stress <= line.stress[1]
        and set(line.told) <= set(case.told)
        and not set(line.untold) & set(case.told)
    )


def say(scenario: Scenario, manners: Manners, case: Case, seat: str, deed: Say) -> None:
    """Carry a sentence out in the present meeting: its effect first, then the answer (unless a trainer answers)."""
    meeting = case.meeting
    assert meeting is not None, "the caller checks that a meeting is on"
    pushes, marks = _effects(scenario, manners, case, seat, meeting, deed.technique, deed.topic)
    _push(case, meeting, pushes, manners.trust_per_meeting)
    _remember(case, seat, meeting, deed.technique, deed.topic, marks)
    if case.taken_over:
        found = Found("")
    else:
        found = answer(scenario, case, seat, meeting, deed.technique, deed.topic)
        if found.fact:
            told(case, seat, found.fact)
        elif found.line and found.line.startswith("evaded:"):
            case.evaded.append(found.line.removeprefix("evaded:"))
        elif found.line:
            case.said_lines[found.line] = case.said_lines.get(found.line, 0) + 1
    case.turns.append(
        Turn(
            sequence=case.sequence,
            week=case.week,
            seat=seat,
            technique=deed.technique,
            topic=deed.topic,
            reply=found.reply,
            words=deed.words.text if deed.words else "",
            told=(found.fact,) if found.fact else (),
            marks=(*marks, *found.marks),
            trust=case.trust,
            motivation=case.motivation,
            stress=case.stress,
        )
    )
    _take_back(case, manners)


def told(case: Case, seat: str, fact: str, source: str = "client") -> None:
    """The client tells a seat a fact."""
    if fact not in case.told:
        case.told.append(fact)
        if case.meeting:
            case.meeting.since_summary += 1
    learn(case, seat, fact, source)


def learn(case: Case, seat: str, fact: str, source: str, by: str = "") -> bool:
    """A seat comes to know a fact; True if it is new to this seat."""
    facts = case.knowledge.setdefault(seat, {})
    if fact in facts:
        return False
    facts[fact] = Known(fact, source, by, case.sequence, case.week)  # type: ignore[arg-type]
    return True


def _effects(
    scenario: Scenario,
    manners: Manners,
    case: Case,
    seat: str,
    meeting: Meeting,
    technique: Technique,
    topic: str,
) -> tuple[list[Push], list[str]]:
    """What this sentence pushes, and what is noticed about it."""
    own, pushes, marks = manners.techniques[technique], [], []

    def mark(code: str, push: Push) -> None:
        marks.append(code)
        pushes.append(push)

    asking = technique in (Technique.OPEN, Technique.CLOSED, Technique.PROBE, Technique.CONFRONT)
    delicate = asking and _delicate(scenario, case, topic)
    if own.trust < 0:
        pushes.append(own)
    elif f"{technique} {topic}" in meeting.said and not _more_to_tell(scenario, case, seat, meeting, technique, topic):
        mark("repeated", manners.repeated)
    elif technique is Technique.EXPLAIN and topic == "confidentiality" and seat not in case.confidential:
        mark("confidentiality_explained", manners.confidentiality)
    elif technique in (Technique.EXPLAIN, Technique.INFORM) and topic == "rights" and seat not in case.rights:
        mark("rights_explained", manners.rights)
    elif technique is Technique.OPEN and topic == "hopes" and not _asked_before(case, "hopes"):
        mark("hopes_asked", manners.hopes)
    elif _empty(scenario, case, meeting, manners, technique, topic):
        mark("empty", manners.empty)
    else:
        pushes.append(own)
    if delicate and seat not in case.confidential:
        mark("too_soon", manners.too_soon)
    elif delicate and not meeting.place.private:
        mark("overheard", manners.overheard)
    if technique is Technique.CLOSED and meeting.closed_in_a_row >= manners.closed_in_a_row:
        mark("interrogated", manners.interrogated)
    if technique is Technique.ADVISE and len(case.told) < manners.summary_after:
        mark("advised_early", manners.advised_early)
    return pushes, marks


def _delicate(scenario: Scenario, case: Case, topic: str) -> bool:
    """Whether there is something untold and not ordinary behind a topic (what an experienced person would sense)."""
    return any(
        fact.sensitivity is not Sensitivity.ORDINARY and any(topic in key.topics for key in fact.keys)
        for fact in _untold(scenario, case)
    )


def _more_to_tell(
    scenario: Scenario, case: Case, seat: str, meeting: Meeting, technique: Technique, topic: str
) -> bool:
    return any(
        opens(key, case, seat, meeting, technique, topic) for fact in _untold(scenario, case) for key in fact.keys
    )


def _asked_before(case: Case, topic: str) -> bool:
    return any(turn.topic == topic and turn.technique is Technique.OPEN for turn in case.turns)


def _empty(
    scenario: Scenario, case: Case, meeting: Meeting, manners: Manners, technique: Technique, topic: str
) -> bool:
    """Whether a technique has nothing to work on: no listening before anything was said, no praise without a cause."""
    if technique is Technique.SUMMARISE:
        return meeting.since_summary < manners.summary_after
    if technique in _LISTENING:
        return not case.turns
    if technique is Technique.AFFIRM:
        strengths = [scenario.fact_by_id[fact] for fact in case.told if scenario.fact_by_id[fact].kind == "strength"]
        return not any(topic in ("strengths", fact.domain) for fact in strengths)
    return False


def _push(case: Case, meeting: Meeting, pushes: list[Push], cap: int) -> None:
    gain = sum(push.trust for push in pushes)
    if gain > 0:
        gain = max(0, min(gain, cap - meeting.gained))
        meeting.gained += gain
    case.push(gain, sum(push.motivation for push in pushes), sum(push.stress for push in pushes))


def _remember(case: Case, seat: str, meeting: Meeting, technique: Technique, topic: str, marks: list[str]) -> None:
    meeting.said.append(f"{technique} {topic}")
    meeting.closed_in_a_row = meeting.closed_in_a_row + 1 if technique is Technique.CLOSED else 0
    if technique is Technique.SUMMARISE and "empty" not in marks:
        meeting.since_summary = 0
    if "confidentiality_explained" in marks:
        case.confidential[seat] = case.sequence
    if "rights_explained" in marks:
        case.rights[seat] = case.sequence


def _take_back(case: Case, manners: Manners) -> None:
    """Below a certain trust the client takes consent back, everywhere."""
    if case.trust >= manners.withdrawn_below:
        return
    for seat, answers in case.consent.items():
        for partner, state in answers.items():
            if state == "given":
                answers[partner] = "withdrawn"
                case.consented[f"{seat} {partner}"] = case.week
                case.note("consent_withdrawn", partner, seat=seat)
