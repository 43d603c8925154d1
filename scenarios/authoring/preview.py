"""Trying a draft without playing it: what the client would answer and why, and where the voice has gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.case import SUPPORT, Case, Meeting
from scenarios.conversation import Found, answer, missing
from scenarios.facts import TOPICS, Technique
from scenarios.run import Place
from scenarios.scenario import Scenario

SEAT = "preview"

TECHNIQUE_GROUPS: dict[str, tuple[Technique, ...]] = {
    "asking": (Technique.OPEN, Technique.PROBE, Technique.CLOSED),
    "listening": (Technique.REFLECT, Technique.PARAPHRASE, Technique.SUMMARISE, Technique.AFFIRM),
    "telling": (Technique.EXPLAIN, Technique.INFORM),
    "pressing": (Technique.ADVISE, Technique.CONFRONT, Technique.JUDGE),
}


@dataclass(frozen=True)
class Situation:
    """How things stand when the sentence is said."""

    trust: int = 40
    stress: int = 50
    told: tuple[str, ...] = ()
    private: bool = True
    confidentiality: bool = True
    consent: bool = True


@dataclass(frozen=True)
class Tried:
    """The answer, and the facts that are near: topic and technique fit, the rest does not yet."""

    found: Found
    near: Mapping[str, tuple[str, ...]]
    """Fact -> what is lacking for the key that is nearest."""


def try_sentence(scenario: Scenario, technique: Technique, topic: str, situation: Situation) -> Tried:
    """What the client answers in this situation; `scenario` may be the sound part of a draft."""
    case = Case(trust=situation.trust, stress=situation.stress, told=list(situation.told))
    if situation.confidentiality:
        case.confidential[SEAT] = 1
    if situation.consent:
        case.consent[SEAT] = {SUPPORT: "given"}
    meeting = Meeting(sequence=1, seat=SEAT, place=Place.PRIVATE_ROOM if situation.private else Place.DESK)
    near: dict[str, tuple[str, ...]] = {}
    for fact in scenario.facts:
        fitting = [key for key in fact.keys if topic in key.topics and technique in key.techniques]
        lacks = [missing(key, case, SEAT, meeting) for key in fitting]
        if fact.id not in case.told and lacks and all(lacks):
            near[fact.id] = min(lacks, key=len)
    return Tried(answer(scenario, case, SEAT, meeting, technique, topic), near)


def coverage(scenario: Scenario) -> dict[str, dict[str, int]]:
    """Topic -> group of techniques -> how many different things the client can say, fallbacks left out."""
    table = {topic: dict.fromkeys(TECHNIQUE_GROUPS, 0) for topic in TOPICS}
    for group, techniques in TECHNIQUE_GROUPS.items():
        for fact in scenario.facts:
            reached = {topic for key in fact.keys if set(key.techniques) & set(techniques) for topic in key.topics}
            for topic in reached:
                table[topic][group] += 1 + fact.evades
        for line in scenario.lines:
            if not line.techniques or set(line.techniques) & set(techniques):
                for topic in line.topics:
                    table[topic][group] += 1
    return table
