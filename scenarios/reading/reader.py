"""Reads a typed sentence as technique and topic, by rules a person can follow: no network, no model file.

The same text under the same rules is always read the same way. How well it reads is published in docs/free-typing.md.
"""

from __future__ import annotations

import re

from scenarios.facts import TOPICS
from scenarios.reading import techniques, topics
from scenarios.reading.model import Guess, Reading, Reason, Unreadable, Why
from scenarios.reading.rules import Rules, rules
from scenarios.reading.spelling import is_word, nearest, sentences, tokens

LONGEST = 1000
"""Characters that are still read as one sentence; a longer text is a paste."""
KNOWN = 0.4
"""The share of words that must belong to the language."""
FIRST_TOPIC = "welcome"
"""What a sentence without a topic of its own is about when nothing was said before."""
REASONS = 3
OTHERS = 2
LEAST = 0.02
"""The share from which another reading is worth naming."""
_NAME = re.compile(r"(?<=[^\W_A-Z,] )[A-Z][^\W_]+")


def read(text: str, language: str, before: str | None = None) -> Reading | Unreadable:
    """The reading of a sentence; `before` is the topic of the conversation so far."""
    if not text.strip():
        return Unreadable(why=Why.EMPTY)
    if len(text) > LONGEST:
        return Unreadable(why=Why.LONG)
    known = rules(language)
    found = tokens(text, known.spelling)
    words = [token for token in found if is_word(token)]
    if not any(word.isalpha() or "'" in word or "-" in word for word in words):
        return Unreadable(why=Why.SIGNS)
    if sum(_belongs(word, known) for word in words) < KNOWN * len(words):
        return Unreadable(why=Why.UNKNOWN)
    return _reading(_mended(found, text, known), known, before if before in TOPICS else FIRST_TOPIC)


def _belongs(word: str, known: Rules) -> bool:
    return word in known.vocabulary or word[0].isdigit() or known.stem(word) in known.topics


def tokens_of(text: str, known: Rules) -> list[str]:
    """The tokens of a text as topic and technique are read from them."""
    return _mended(tokens(text, known.spelling), text, known)


def _mended(found: list[str], text: str, known: Rules) -> list[str]:
    """The tokens with slips of the finger put right; names in the middle of a sentence stay."""
    names = {name.lower() for name in _NAME.findall(text)}
    return [
        (nearest(token, known.by_letter) or token)
        if is_word(token) and token not in names and not _belongs(token, known)
        else token
        for token in found
    ]


def _reading(found: list[str], known: Rules, before: str) -> Reading:
    line = known.openings.sub("", sentences(found))
    total, used = techniques.scores(techniques.features(line, known), known)
    of_technique = techniques.shares(total)
    technique = max(of_technique, key=lambda name: of_technique[name])
    spoke = sorted(
        ((added.get(technique, 0.0), feature) for feature, added in used), key=lambda one: one[0], reverse=True
    )
    hits = topics.hits(found, known)
    learned = topics.learned(found, known)
    total_of_topic = topics.points(hits, learned)
    of_topic = topics.shares(total_of_topic) if total_of_topic else {before: 1.0}
    topic = max(of_topic, key=lambda name: of_topic[name])
    told = [(hit.words, topics.CUE * hit.cue.weight) for hit in hits if hit.cue.topic == topic]
    told += [(word, weights[topic]) for word, weights in learned.items() if weights.get(topic, 0.0) > 0]
    return Reading(
        technique=technique,
        topic=topic,
        technique_share=of_technique[technique],
        topic_share=of_topic[topic],
        technique_reasons=_distinct(
            Reason(words=feature.words, form="" if feature.words else feature.name, weight=round(weight, 2))
            for weight, feature in spoke
            if weight > 0.2
        ),
        topic_reasons=_distinct(
            Reason(words=words, weight=weight) for words, weight in sorted(told, key=lambda one: one[1], reverse=True)
        ),
        other_techniques=_others(of_technique, technique),
        other_topics=_others(of_topic, topic),
        carried_over=not total_of_topic,
    )


def _distinct(reasons: object) -> tuple[Reason, ...]:
    """The strongest reasons whose words are not part of one another's."""
    kept: list[Reason] = []
    for reason in reasons:  # type: ignore[attr-defined]
        if not any(
            reason.words in one.words or one.words in reason.words for one in kept if one.words and reason.words
        ):
            kept.append(reason)
    return tuple(kept[:REASONS])


def _others(shares: dict[str, float] | dict, chosen: str) -> tuple[Guess, ...]:  # type: ignore[type-arg]
    rest = sorted(((share, name) for name, share in shares.items() if name != chosen), reverse=True)
    return tuple(Guess(name=name, share=share) for share, name in rest[:OTHERS] if share > LEAST)
