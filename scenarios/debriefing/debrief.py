"""The debrief: practice and outcome apart, what was missed and what would have opened it, luck, comparisons, what-if.

All of it follows from inputs and log; nothing is stored that could not be computed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from scenarios.client import Frozen
from scenarios.engine import Refusal, Replay
from scenarios.facts import Fact, FactKind, Key
from scenarios.run import Advance, Deed, Entry, Respond
from scenarios.scoring.practice import Practice, score
from scenarios.weeks.assess import assessed
from scenarios.weeks.engine import Engine
from scenarios.weeks.outcome import REPLICATES, Outcome, Range, outcome, range_of_luck, simulate
from scenarios.weeks.policies import Logged, NoPlan, Policy, SeparateInstitutions, Step, reference_plan
from scenarios.weeks.state import Cohort

NEEDS = (FactKind.NEED, FactKind.CIRCUMSTANCE)


PolicyName = Literal["run", "no_plan", "separate", "reference"]


class Way(Frozen):
    """One way into a missed fact. `lacked`: topic, technique, trust, private, confidentiality, consent, after; or
    together (each was there, never at once); or, for a partner, consent, enquiry, conference."""

    kind: Literal["talk", "partner"]
    lacked: tuple[str, ...]
    topics: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    trust: int = 0
    highest_trust: int = 0
    """The highest trust this run reached while talking."""
    after: tuple[str, ...] = ()
    partner: str = ""


class Missed(Frozen):
    """A fact no seat came to know; `ways` begin with the one that lacked least."""

    fact: str
    domain: str
    essential: bool
    ways: tuple[Way, ...]


class Compared(Frozen):
    """The same client under another policy: lived with the same luck, and the range around it."""

    policy: PolicyName
    outcome: Outcome
    range: Range


class Debrief(Frozen):
    practice: Practice
    weeks: int
    found: tuple[str, ...]
    missed: tuple[Missed, ...]
    corrected: tuple[str, ...]
    """Wrong file entries whose correction was found."""
    compared: tuple[Compared, ...]
    """The run itself first; empty before the first week has passed."""


def debrief(run: Replay, replicates: int = REPLICATES) -> Debrief:
    """Everything a debrief shows, except words."""
    true = [fact for fact in run.scenario.facts if fact.corrected_by is None]
    return Debrief(
        practice=score(run),
        weeks=run.case.week,
        found=found_facts(run),
        missed=tuple(_missed(run, fact) for fact in true if not run.case.anybody_knows(fact.id)),
        corrected=tuple(
            fact.id
            for fact in run.scenario.facts
            if fact.corrected_by and run.case.anybody_knows(fact.id) and run.case.anybody_knows(fact.corrected_by)
        ),
        compared=tuple(compare(run, replicates)) if run.case.week else (),
    )


def found_facts(run: Replay) -> tuple[str, ...]:
    """Facts (wrong file entries left out) that a seat knows."""
    return tuple(f.id for f in run.scenario.facts if f.corrected_by is None and run.case.anybody_knows(f.id))


def _missed(run: Replay, fact: Fact) -> Missed:
    ways = [_talk(run, key) for key in fact.keys] + [_drawer(run, partner, fact) for partner in fact.known_by]
    ways.sort(key=lambda way: (len(way.lacked), way.kind))
    return Missed(fact=fact.id, domain=fact.domain, essential=fact.essential, ways=tuple(ways))


def _talk(run: Replay, key: Key) -> Way:
    """What no sentence of the run brought together for this key."""
    case = run.case
    turns = [turn for turn in case.turns if turn.topic in key.topics]
    fitting = [turn for turn in turns if turn.technique in key.techniques]
    highest = max((turn.trust for turn in case.turns), default=run.scenario.client.trust)
    lacked = (
        ("topic", not turns),
        ("technique", bool(turns) and not fitting),
        ("trust", (max((turn.trust for turn in fitting), default=highest)) < key.trust),
        ("private", key.private and not any(place in ("private_room", "home") for _, _, place in case.meetings)),
        ("confidentiality", key.confidentiality and not case.confidential),
        ("consent", key.consent and not any(seat.get("support") == "given" for seat in case.consent.values())),
        ("after", not set(key.after) <= set(case.told)),
    )
    return Way(
        kind="talk",
        lacked=tuple(code for code, lacking in lacked if lacking) or ("together",),
        topics=key.topics,
        techniques=tuple(technique.value for technique in key.techniques),
        trust=key.trust,
        highest_trust=highest,
        after=tuple(fact for fact in key.after if fact not in case.told),
    )


def _drawer(run: Replay, partner: str, fact: Fact) -> Way:
    withheld = fact.id in run.scenario.partner_by_id[partner].withholds
    consented = any(seat.get(partner) == "given" for seat in run.case.consent.values())
    lacked = (*(() if consented else ("consent",)), "conference" if withheld else "enquiry")
    return Way(kind="partner", lacked=lacked, partner=partner)


def policies(run: Replay) -> dict[PolicyName, Policy]:
    """The lived policy and those it is compared with."""
    scenario, reference = run.scenario, run.scenario.reference
    return {
        "run": Logged(run.plans),
        "no_plan": NoPlan(),
        "separate": SeparateInstitutions(),
        "reference": reference_plan(
            [Step(one.week, one.service) for one in reference.activities if one.service in run.inputs.system.index],
            client=scenario.client,
            evidence=run.inputs.evidence,
            contact_weeks=reference.contact_weeks,
            weeks=max(run.case.week, 1),
            priorities=reference.priorities,
        ),
    }


def compare(run: Replay, replicates: int = REPLICATES) -> list[Compared]:
    """The run and its alternatives over as many weeks as were lived, with the same luck."""
    return [_compared(run, name, policy, replicates) for name, policy in policies(run).items()]


def lived(run: Replay, replicates: int = REPLICATES) -> Compared:
    """The run alone in its range of luck: a quarter of the work of `compare`."""
    return _compared(run, "run", Logged(run.plans), replicates)


def _compared(run: Replay, name: PolicyName, policy: Policy, replicates: int) -> Compared:
    inputs, cohort = run.inputs, Cohort.of([run.scenario.client])
    if name == "separate":  # institutions apart refer by what an ordinary assessment of their own sees
        cohort = assessed(cohort, inputs.evidence, inputs.seed)
    trace = simulate(Engine(inputs.system, inputs.evidence, seed=inputs.seed, cohort=cohort), policy, run.case.week)
    spread = range_of_luck(inputs.system, inputs.evidence, cohort, inputs.seed, policy, run.case.week, replicates)
    return Compared(policy=name, outcome=outcome(trace), range=spread)


class Remove(Frozen):
    """What if this had not been done?"""

    kind: Literal["remove"] = "remove"
    line: Annotated[int, Field(ge=1)]


class Instead(Frozen):
    """What if this had been done instead?"""

    kind: Literal["instead"] = "instead"
    line: Annotated[int, Field(ge=1)]
    deed: Deed


Alteration = Annotated[Remove | Instead, Field(discriminator="kind")]


@dataclass(frozen=True)
class WhatIf:
    """The same run with one line changed and the same luck."""

    run: Replay
    before: Outcome
    after: Outcome
    skipped: tuple[tuple[Entry, Refusal], ...]
    """Later lines whose precondition vanished."""
    standing: tuple[str, ...]
    """New events that met their documented standing response."""


def what_if(lived: Replay, log: Sequence[Entry], change: Remove | Instead) -> WhatIf:
    """Replay a log with one line changed; every advance lasts as long as it did.

    KeyError for a line that is not there or that lets time pass.
    """
    target = next((entry for entry in log if entry.sequence == change.line), None)
    if target is None or isinstance(target.deed, Advance):
        raise KeyError(change.line)
    altered = [
        entry.model_copy(update={"deed": change.deed}) if entry is target and isinstance(change, Instead) else entry
        for entry in log
        if not (entry is target and isinstance(change, Remove))
    ]
    run, skipped, standing = Replay(lived.inputs, lengths=lived.passed), [], []
    for entry in altered:
        refusal = run.do(entry)
        if refusal:
            skipped.append((entry, refusal))
        for event in [one for one in run.case.events.values() if one.state == "open"]:
            response = run.scenario.event_by_id[event.event].standing
            if event.event not in lived.case.events and response:
                run.do(
                    Entry(sequence=entry.sequence, seat=entry.seat, deed=Respond(event=event.event, response=response))
                )
                standing.append(event.event)
    return WhatIf(run, lived_outcome(lived), lived_outcome(run), tuple(skipped), tuple(standing))


def lived_outcome(run: Replay) -> Outcome:
    """The outcome of the run as it was lived."""
    inputs = run.inputs
    engine = Engine(inputs.system, inputs.evidence, seed=inputs.seed, cohort=Cohort.of([run.scenario.client]))
    return outcome(simulate(engine, Logged(run.plans), run.case.week))


def needs_found(run: Replay) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Domains in need (true level 2 or lower at the start) of which something true is known, and the others."""
    shown = [fact for fact in run.scenario.facts if fact.corrected_by is None and fact.kind in NEEDS]
    levels = run.scenario.client.levels
    domains = [domain for domain in levels if levels[domain] <= 2 and any(fact.domain == domain for fact in shown)]
    known = {fact.domain for fact in shown if run.case.anybody_knows(fact.id)}
    return tuple(d for d in domains if d in known), tuple(d for d in domains if d not in known)
