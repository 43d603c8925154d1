"""The facts of an invented client: needs by domain and level, strengths, hopes, what files say rightly and wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scenarios.client import DOMAINS
from scenarios.facts import Fact, FactKind, Key, Sensitivity, Technique
from scenarios.invented.content import DomainPatterns, Pattern
from scenarios.invented.person import Person
from scenarios.invented.script import Script

NEED = 1
"""A domain at this level or below is a need."""
_GIFTS = ("work_experience", "skills", "digital_language", "family_safety", "social_network")
"""Domains that are a strength when they stand at the top level."""
_TRUST = {Sensitivity.ORDINARY: 22, Sensitivity.PRIVATE: 36, Sensitivity.SENSITIVE: 46}
_DETOUR = 8
"""Trust that another topic than the domain's own asks for on top."""
_STRENGTHS = 4
_SAYS = (Technique.OPEN, Technique.PROBE, Technique.REFLECT)
_ANY = (*_SAYS, Technique.CLOSED)
_MILDER = {
    Sensitivity.SENSITIVE: Sensitivity.PRIVATE,
    Sensitivity.PRIVATE: Sensitivity.ORDINARY,
    Sensitivity.ORDINARY: Sensitivity.ORDINARY,
}


def urgency(person: Person) -> list[str]:
    """All domains, the most pressing first: the level counts six places, then the order of `urgency`."""
    facts = person.patterns.facts
    return sorted(DOMAINS, key=lambda domain: (person.levels[domain] * 6 + facts[domain].urgency, domain))


def priorities(person: Person) -> tuple[str, ...]:
    """What a plan must answer: needs, at most six; with fewer than two needs also what is merely coped with."""
    order = urgency(person)
    needs = [domain for domain in order if person.levels[domain] <= NEED]
    if len(needs) < 2:
        needs += [domain for domain in order if person.levels[domain] == NEED + 1][: 2 - len(needs)]
    return tuple(needs[:6]) or (order[0],)


@dataclass(frozen=True)
class Told:
    """The facts, and those that other parts refer to."""

    facts: tuple[Fact, ...]
    main: dict[str, str]
    """Domain -> the fact that shows its level."""
    strengths: tuple[str, ...]
    hopes: tuple[str, ...]
    corrections: tuple[str, ...]
    drawer: tuple[str, ...]
    withheld: dict[str, tuple[str, ...]]
    """Partner -> facts it tells only in a case conference."""


def tell(person: Person, script: Script) -> Told:
    """Draw the facts and write their texts."""
    gifts, hopes = list(_strengths(person, script)), list(_hopes(person, script))
    needs: list[Fact] = []
    main: dict[str, str] = {}
    essential = priorities(person)[: 2 if person.code.difficulty < 3 else 3]
    for domain in DOMAINS:
        facts = list(_domain(person, script, domain, domain in essential))
        main[domain] = facts[0].id
        needs += facts
    wrong = list(_wrong(person, script, main))
    drawer = list(_drawer(person, script))
    files = person.patterns.files
    withheld: dict[str, tuple[str, ...]] = {}
    for fact in drawer:
        pattern = files.drawer[fact.id.removeprefix("file_")]
        if pattern.withheld:
            withheld[pattern.partner] = (*withheld.get(pattern.partner, ()), fact.id)
    strengths = [fact for fact in (*gifts, *needs) if fact.kind is FactKind.STRENGTH]
    return Told(
        facts=(*wrong, *gifts, *hopes, *needs, *drawer),
        main=main,
        strengths=tuple(fact.id for fact in strengths),
        hopes=tuple(fact.id for fact in hopes),
        corrections=tuple(dict.fromkeys(fact.corrected_by for fact in wrong if fact.corrected_by)),
        drawer=tuple(fact.id for fact in drawer),
        withheld=withheld,
    )


def _fitting(person: Person, subject: str, patterns: Sequence[Pattern]) -> Pattern:
    """A pattern that fits; one made for such lives is as likely as all that fit everybody together."""
    fitting = [one for one in patterns if person.fits(one.fits)]
    special = [one for one in fitting if one.fits != Pattern(id="x").fits]
    common = [one for one in fitting if one not in special]
    chosen = special if special and (not common or person.number(f"{subject}/special") < 0.5) else common
    return person.pick(subject, chosen)


def _domain(person: Person, script: Script, domain: str, essential: bool) -> Iterator[Fact]:
    """The fact that shows the level of a domain, and for a need a second one behind it."""
    patterns, level = person.patterns.facts[domain], person.levels[domain]
    first = _fitting(person, f"fact/{domain}", patterns.levels[level])
    sensitivity = _sensitivity(patterns, level)
    private = sensitivity is not Sensitivity.ORDINARY
    evades = private and level <= NEED
    fact = Fact(
        id=f"{domain}_{first.id}"[:48],
        kind=_kind(domain, level),
        domain=domain,
        level=level,
        sensitivity=sensitivity,
        known_by=_known_by(person, domain, patterns, level),
        keys=_keys(person, domain, patterns, level, sensitivity),
        evades=evades,
        essential=essential,
    )
    _write(script, fact, ("facts", domain, first.id), "hard" if level <= 2 else "light")
    yield fact
    if level > NEED:
        return
    second = _fitting(person, f"more/{domain}", patterns.more)
    trust = _trust(person, level, sensitivity) + 4
    key = Key(topics=(domain,), trust=trust, private=private, confidentiality=private, after=(fact.id,))
    more = Fact(
        id=f"{domain}_{second.id}"[:48],
        domain=domain,
        level=level,
        sensitivity=sensitivity,
        known_by=(),
        keys=(key,),
    )
    _write(script, more, ("facts", domain, second.id), "hard")
    yield more


def _kind(domain: str, level: int) -> FactKind:
    if level <= 2:
        return FactKind.NEED
    return FactKind.STRENGTH if level == 4 and domain in _GIFTS else FactKind.CIRCUMSTANCE


def _sensitivity(patterns: DomainPatterns, level: int) -> Sensitivity:
    if level > 2:
        return Sensitivity.ORDINARY
    return patterns.sensitivity if level <= NEED else _MILDER[patterns.sensitivity]


def _trust(person: Person, level: int, sensitivity: Sensitivity) -> int:
    """Trust a fact asks for: none for what is no need; the dial moves what is private."""
    if sensitivity is Sensitivity.ORDINARY:
        return _TRUST[sensitivity] if level <= NEED else 0
    return _TRUST[sensitivity] + person.dial.keys


def _keys(
    person: Person, domain: str, patterns: DomainPatterns, level: int, sensitivity: Sensitivity
) -> tuple[Key, ...]:
    private = sensitivity is not Sensitivity.ORDINARY
    trust = _trust(person, level, sensitivity)
    own = Key(
        topics=(domain,),
        techniques=_SAYS if level <= 2 else _ANY,
        trust=trust,
        private=private,
        confidentiality=private,
    )
    if level > 2:
        return (own,)
    detour = Key(topics=patterns.also, trust=trust + _DETOUR, private=private, confidentiality=private)
    return (own, detour)


def _known_by(person: Person, domain: str, patterns: DomainPatterns, level: int) -> tuple[str, ...]:
    """Who has it on file; the own register never holds a need, and a crisis has left traces."""
    likely = 0.8 if level == 0 else 0.45
    return tuple(
        partner
        for partner in patterns.drawers
        if (partner != "pes" or level == 2) and person.number(f"known/{domain}/{partner}") < likely
    )


def _write(script: Script, fact: Fact, path: tuple[str, ...], mood: str) -> None:
    script.write(f"facts.{fact.id}.note", (*path, "note"))
    script.spoken(f"facts.{fact.id}.said", (*path, "said"), mood)
    if fact.evades:
        script.write(f"facts.{fact.id}.evaded", script.next_of(script.voice("evaded")))


def _strengths(person: Person, script: Script) -> Iterator[Fact]:
    """The pastime, the trade, and other things this person is good at: four together."""
    people = person.patterns.people
    pastime = people.pastimes[person.pastime]
    found: list[tuple[str, str, str, tuple[str, ...]]] = [
        ("pastimes", person.pastime, pastime.domain, ("strengths", "everyday"))
    ]
    if person.trade:
        found.append(("trades", person.trade, "work_experience", ("strengths", "work_experience")))
    for name in person.shuffled("strength", people.strengths):
        one = people.strengths[name]
        if len(found) < _STRENGTHS and person.fits(one.fits):
            found.append(("strengths", name, one.domain, one.topics))
    for number, (group, name, domain, topics) in enumerate(found):
        last = number == len(found) - 1
        key = Key(topics=topics, techniques=_ANY if number == 0 else _SAYS, trust=30 if last else 0)
        fact = Fact(
            id=f"strength_{name}" if group != "trades" else "strength_trade",
            kind=FactKind.STRENGTH,
            domain=domain,
            level=3,
            keys=(key,),
        )
        _write(script, fact, ("people", group, name), "light")
        yield fact


def _hopes(person: Person, script: Script) -> Iterator[Fact]:
    """Two hopes, three from difficulty 3 on; those for what is wanting come first."""
    hopes, levels = person.patterns.people.hopes, person.levels
    open_ = [n for n in person.shuffled("hope", hopes) if person.fits(hopes[n].fits) and levels[hopes[n].domain] < 4]
    open_ = [name for name in open_ if levels[hopes[name].domain] <= hopes[name].wanted]
    chosen = sorted(open_, key=lambda name: levels[hopes[name].domain] > 2)
    spare = [name for name in hopes if person.fits(hopes[name].fits) and name not in open_ and hopes[name].wanted == 4]
    chosen = (chosen + spare)[: 2 if person.code.difficulty < 3 else 3]
    before: tuple[str, ...] = ()
    for name in chosen:
        keys = [Key(topics=("hopes",), trust=26 if before else 0, after=before)]
        if before:
            keys.append(Key(topics=("plan",), trust=34, after=before))
        fact = Fact(id=f"hope_{name}", kind=FactKind.HOPE, domain=hopes[name].domain, level=3, keys=tuple(keys))
        _write(script, fact, ("people", "hopes", name), "light")
        before = (fact.id,)
        yield fact


def _wrong(person: Person, script: Script, main: dict[str, str]) -> Iterator[Fact]:
    """Entries of files that are two levels or more away from the truth."""
    entries = person.patterns.files.wrong
    possible = [
        name
        for name in person.shuffled("wrong", entries)
        if (entries[name].level - person.levels[entries[name].domain]) * (-1 if entries[name].says_worse else 1) >= 2
    ]
    domains: set[str] = set()
    for name in possible:
        entry = entries[name]
        if len(domains) == person.dial.wrong:
            return
        if entry.domain in domains:
            continue
        domains.add(entry.domain)
        fact = Fact(
            id=f"entry_{name}",
            kind=FactKind.CIRCUMSTANCE,
            domain=entry.domain,
            level=entry.level,
            known_by=(entry.partner,),
            corrected_by=main[entry.domain],
        )
        script.write(f"facts.{fact.id}.note", ("files", "wrong", name, "note"))
        script.write(f"facts.{fact.id}.record", ("files", "wrong", name, "record"))
        yield fact


def _drawer(person: Person, script: Script) -> Iterator[Fact]:
    """What only an institution knows and a plan can use; priorities first."""
    patterns, wanted = person.patterns.files.drawer, priorities(person)
    possible = [
        name
        for name in person.shuffled("drawer", patterns)
        if person.levels[patterns[name].domain] <= patterns[name].needs
        and person.fits(patterns[name].fits)
        and (not patterns[name].withheld or person.code.difficulty >= 3)
    ]
    possible.sort(key=lambda name: patterns[name].domain not in wanted)
    for name in possible[: person.dial.drawers]:
        one = patterns[name]
        level = person.levels[one.domain]
        fact = Fact(
            id=f"file_{name}",
            kind=FactKind.CIRCUMSTANCE,
            domain=one.domain,
            level=level,
            sensitivity=_sensitivity(person.patterns.facts[one.domain], level),
            known_by=(one.partner,),
        )
        script.write(f"facts.{fact.id}.note", ("files", "drawer", name, "note"))
        script.write(f"facts.{fact.id}.record", ("files", "drawer", name, "record"))
        yield fact
