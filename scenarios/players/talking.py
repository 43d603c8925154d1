"""Conversations: listening, following up what was said, coming back to what was not."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.facts import FactKind, Technique
from scenarios.players.habits import AFFIRM, OPEN, SUMMARISE, Habits
from scenarios.players.play import Play
from scenarios.players.seen import Heard, Seen


def said_here(seen: Seen, technique: Technique, topic: str) -> bool:
    return any(one.technique is technique and one.topic == topic for one in seen.here)


def explained(seen: Seen, topic: str) -> bool:
    return any(one.technique is Technique.EXPLAIN and one.topic == topic for one in seen.heard)


def begin(play: Play, habits: Habits) -> bool:
    """Meet; the first time say who one is, what stays in the room and what the client may refuse."""
    if not play.affords(habits.place, "say") or not play.meet(habits.place):
        return False
    if not explained(play.seen, "confidentiality"):
        play.say(OPEN, "welcome")
        if habits.explains:
            play.say(Technique.EXPLAIN, "confidentiality")
            play.say(Technique.EXPLAIN, "rights")
    return True


def explore(play: Play, topic: str, habits: Habits, spare: int) -> None:
    """Ask about a topic and stay with it as long as something new comes, without asking the same twice."""
    if said_here(play.seen, habits.asks, topic) or not play.affords("say", spare=spare):
        return
    heard = play.say(habits.asks, topic)
    if heard is not None:
        stay(play, topic, heard, habits, spare)


def stay(play: Play, topic: str, heard: Heard, habits: Habits, spare: int) -> None:
    """Stay with a topic as long as something new comes, and one sentence longer the first time nothing comes."""
    for technique in habits.follows:
        if said_here(play.seen, technique, topic):
            continue
        first = sum(one.topic == topic for one in play.seen.heard) == 1
        if not (heard.told or (habits.comes_back and first)) or not play.affords("say", spare=spare):
            break
        said = play.say(technique, topic)
        if said is None:
            break
        heard = said
    _affirm(play, habits, spare)
    _summarise(play, habits, spare)


def _affirm(play: Play, habits: Habits, spare: int) -> None:
    seen = play.seen
    strengths = {fact.id for fact in seen.facts if fact.kind is FactKind.STRENGTH}
    new = any(set(one.told) & strengths for one in seen.here)
    if habits.affirms and new and not said_here(seen, AFFIRM, "strengths") and play.affords("say", spare=spare):
        play.say(AFFIRM, "strengths")


def _summarise(play: Play, habits: Habits, spare: int) -> None:
    """After every few things told, once per conversation and topic."""
    here = play.seen.here
    last = max((place for place, one in enumerate(here) if one.technique is SUMMARISE), default=-1)
    if not habits.summarises or len(here) - last < 8 or sum(len(one.told) for one in here[last + 1 :]) < 3:
        return
    topic = here[-1].topic
    if not said_here(play.seen, SUMMARISE, topic) and play.affords("say", spare=spare):
        play.say(SUMMARISE, topic)


def unasked(seen: Seen, meetings: Iterable[tuple[str, ...]]) -> list[str]:
    """Topics that were meant for a conversation and found no time in it."""
    asked = {one.topic for one in seen.heard}
    return [topic for topics in meetings for topic in topics if topic not in asked]


def unanswered(seen: Seen, topics: tuple[str, ...]) -> list[str]:
    """Topics asked about without anything being told yet, and those where a file says more than the client."""
    told_in = {one.topic for one in seen.heard if one.told}
    asked = {one.topic for one in seen.heard}
    elsewhere = {fact.domain for fact in seen.facts if fact.source in ("file", "partner", "conference")}
    spoken = {fact.domain for fact in seen.facts if fact.source == "client"}
    hinted = [topic for topic in topics if topic in asked and topic not in told_in]
    return hinted + [topic for topic in topics if topic in elsewhere and topic not in spoken and topic not in hinted]
