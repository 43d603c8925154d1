"""The lines of an invented client: what it says in its voice when no fact opens."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.client import DOMAINS
from scenarios.facts import GENERAL_TOPICS, TOPICS, Line, Technique
from scenarios.invented.content import text_at
from scenarios.invented.person import Person
from scenarios.invented.script import Script

_ASKED = (Technique.OPEN, Technique.PROBE, Technique.CLOSED)
_HEARD = (Technique.REFLECT, Technique.PARAPHRASE, Technique.SUMMARISE)
_TOLD = (Technique.EXPLAIN, Technique.INFORM, Technique.ADVISE)
_ROLES: tuple[tuple[str, tuple[Technique, ...], tuple[int, int]], ...] = (
    ("high", _ASKED, (50, 100)),
    ("low", _ASKED, (0, 49)),
    ("any", _ASKED, (0, 100)),
    ("need", _ASKED, (0, 100)),
    ("fine", _ASKED, (0, 100)),
    ("heard", _HEARD, (0, 100)),
    ("told", _TOLD, (0, 100)),
)
"""Part of a topic -> techniques after which it is said, and at which trust; the more specific first."""
_PRAISED: dict[str, tuple[str, ...]] = {
    "work": ("work_experience", "skills", "job_search", "digital_language"),
    "living": ("income", "debt", "housing", "mobility"),
    "health": ("physical_health", "mental_health", "substance_use"),
    "people": ("care_duties", "family_safety", "social_network"),
    "society": ("legal_documents", "discrimination"),
    "self": GENERAL_TOPICS,
    "any": TOPICS,
}
COPING = 2


def lines(person: Person, script: Script) -> Iterator[Line]:
    """Every line that fits this client, in an order of its own; texts are written alongside."""
    for topic in (*GENERAL_TOPICS, *DOMAINS):
        spoken = text_at("en", script.voice("lines", topic))
        left_out = () if topic not in DOMAINS else ("fine",) if person.levels[topic] <= COPING else ("need",)
        for role, techniques, trust in _ROLES:
            if role in left_out:
                continue
            for number in _order(person, f"{topic}/{role}", len(spoken.get(role, ()))):
                line = Line(id=f"{topic}_{role}_{number}", topics=(topic,), techniques=techniques, trust=trust)
                script.write(f"lines.{line.id}", script.voice("lines", topic, role, number))
                yield line
    for group, topics in _PRAISED.items():
        for number in _order(person, f"praised/{group}", len(text_at("en", script.voice("praised", group)))):
            line = Line(id=f"praised_{group}_{number}", topics=topics, techniques=(Technique.AFFIRM,))
            script.write(f"lines.{line.id}", script.voice("praised", group, number))
            yield line
    coped = tuple(domain for domain in DOMAINS if person.levels[domain] > COPING)
    again = {
        "fine": (coped, _ASKED),
        "need": (tuple(domain for domain in DOMAINS if domain not in coped), _ASKED),
        "summed": (TOPICS, (Technique.SUMMARISE,)),
    }
    for group, (topics, techniques) in again.items():
        for number in (
            _order(person, f"again/{group}", len(text_at("en", script.voice("again", group)))) if topics else ()
        ):
            line = Line(id=f"again_{group}_{number}", topics=topics, techniques=techniques)
            script.write(f"lines.{line.id}", script.voice("again", group, number))
            yield line
    for technique in Technique:
        for number in _order(person, technique, len(text_at("en", script.voice("fallback", technique.value)))):
            line = Line(id=f"fallback_{technique}_{number}", techniques=(technique,))
            script.write(f"lines.{line.id}", script.voice("fallback", technique.value, number))
            yield line


def _order(person: Person, subject: str, count: int) -> list[int]:
    return [int(one) for one in person.shuffled(f"line/{subject}", [str(number) for number in range(count)])]
