"""Practice before the plan: consent, interview, needs, strengths, partners' knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.case import SUPPORT, Case
from scenarios.engine import Replay
from scenarios.facts import Fact, FactKind, Technique
from scenarios.run import Enquire, Rate
from scenarios.scoring.check import Check, check, done, part

LISTENING = (
    Technique.OPEN,
    Technique.PROBE,
    Technique.REFLECT,
    Technique.PARAPHRASE,
    Technique.AFFIRM,
    Technique.SUMMARISE,
)
ENOUGH_SENTENCES = 12
BLANKET = 5
"""Partners in one breath from which on, if they are nearly all, a consent names no purpose any more."""
HOLLOW = frozenset({"repeated", "empty"})


def consent(run: Replay) -> Iterator[Check]:
    case = run.case
    early = [turn.sequence for turn in case.turns if "too_soon" in turn.marks]
    explained = sorted(case.confidential.values())
    earned = 0 if not explained else (4 if not early else 2)
    begun = [turn.sequence for turn in case.turns[:1]]
    yield check("confidentiality_first", earned, 4, early or explained or begun, found=len(early))
    yield check("rights_explained", 2 * bool(case.rights), 2, case.rights.values())
    given = [m.sequence for m in case.moments if m.code == "consent_given" and m.subject == SUPPORT]
    yield check("support_consented", 2 * bool(given), 2, given)
    behind = [m.sequence for m in case.moments if m.code == "enquiry_without_consent"]
    asked = [
        m.sequence for m in case.moments if m.code in ("consent_given", "consent_refused") and m.subject != SUPPORT
    ]
    others = len(run.scenario.partners) - len(run.inputs.played)
    blanket = [line for line in set(asked) if asked.count(line) >= max(BLANKET, (3 * others + 3) // 4)]
    fine = bool(asked) and not behind and not blanket
    yield check("partners_consented", 4 * fine, 4, behind or blanket or asked, found=len(behind))


def interview(run: Replay) -> Iterator[Check]:
    turns = run.case.turns
    total, spoken = len(turns), [turn.sequence for turn in turns]
    sound = [turn for turn in turns if turn.technique in LISTENING and not HOLLOW & set(turn.marks)]
    closed = [turn.sequence for turn in turns if turn.technique is Technique.CLOSED]
    hard = [turn.sequence for turn in turns if turn.technique in (Technique.JUDGE, Technique.CONFRONT)]
    hollow = [turn.sequence for turn in turns if HOLLOW & set(turn.marks)]
    early = [turn.sequence for turn in turns if "advised_early" in turn.marks]
    reflected = [t.sequence for t in sound if t.technique in (Technique.REFLECT, Technique.PARAPHRASE)]
    summed = [t.sequence for t in sound if t.technique is Technique.SUMMARISE]
    share = 100 * len(sound) // total if total else 0
    enough = min(total, ENOUGH_SENTENCES)

    def scaled(points: int) -> int:
        return points * enough // ENOUGH_SENTENCES

    yield check("listening_share", scaled(part(4, share, 60)), 4, [t.sequence for t in sound], found=share, wanted=60)
    few = 100 * len(closed) <= 25 * total
    grilled = [turn.sequence for turn in turns if "interrogated" in turn.marks]
    yield check("few_closed", scaled(2 * few) - bool(grilled), 2, grilled or closed or spoken, found=len(closed))
    yield check("nobody_judged", scaled(max(0, 3 - 2 * len(hard))), 3, hard or spoken, found=len(hard))
    yield check("reflected", part(2, len(reflected), 2), 2, reflected, found=len(reflected), wanted=2)
    yield check("summed_up", 2 * bool(summed), 2, summed)
    fresh = 100 * len(hollow) <= 15 * total
    yield check("heard_at_once", scaled(2 * fresh), 2, hollow or spoken, found=len(hollow))
    advised = [turn.sequence for turn in turns if turn.technique is Technique.ADVISE]
    yield check("advice_after_listening", scaled(1 * (not early)), 1, early or advised or spoken)


def known_facts(run: Replay, domain: str) -> list[Fact]:
    """What some seat knows and what is true about a domain; hopes tell nothing about its level."""
    return [
        fact
        for fact in run.scenario.facts
        if fact.domain == domain
        and fact.corrected_by is None
        and fact.kind is not FactKind.HOPE
        and run.case.anybody_knows(fact.id)
    ]


def needs(run: Replay) -> Iterator[Check]:
    case, scenario = run.case, run.scenario
    for fact in scenario.facts:
        if fact.essential:
            lines = _lines(case, fact.id) or _tried(run, fact)
            yield check("essential_found", 2 * case.anybody_knows(fact.id), 2, lines, subject=fact.id)
    false = []
    for domain, truth in scenario.client.levels.items():
        rating = case.ratings.get(domain)
        rated = rating.level if rating else None
        if truth <= 2 and any(fact.domain == domain for fact in scenario.facts):
            then = run.case.curve.levels[min(rating.week, len(case.curve.levels) - 1)] if rating else ()
            levels = list(scenario.client.levels)
            truths = {truth, then[levels.index(domain)]} if then else {truth}
            error = min((abs(rated - one) for one in truths), default=4) if rated is not None else 4
            grounded = known_facts(run, domain)
            points = {0: 2, 1: 1}.get(error, 0) if grounded else 0
            lines = done(run, Rate, lambda deed, domain=domain: deed.domain == domain)  # type: ignore[misc]
            lines += [line for fact in grounded for line in _lines(case, fact.id)]
            lines = lines or [turn.sequence for turn in case.turns if turn.topic == domain]
            yield check(
                "need_rated", points, 2, lines, subject=domain, found=-1 if rated is None else rated, wanted=truth
            )
        elif truth >= 3 and rated is not None and rated <= 1:
            false.append(domain)
    rated_any = any(rating.level is not None for rating in case.ratings.values())
    lines = done(run, Rate, lambda deed: deed.domain in false or not false)
    points = 3 - 2 * len(false) if rated_any else 0
    yield check("no_false_needs", points, 3, lines, subject=" ".join(false), found=len(false))
    wanted = scenario.reference.priorities
    marked = [domain for domain, rating in case.ratings.items() if rating.priority]
    right = [domain for domain in marked if domain in wanted]
    beside = max(0, len(marked) - len(wanted))
    points = len(right) - beside
    lines = done(run, Rate, lambda deed: deed.priority) or done(run, Rate)
    subject, of = " ".join(right), len(wanted)
    yield check("priorities_seen", points, of, lines, subject=subject, found=len(right), wanted=of)


def strengths(run: Replay) -> Iterator[Check]:
    case = run.case
    facts = [fact for fact in run.scenario.facts if fact.kind is FactKind.STRENGTH]
    known = [fact.id for fact in facts if case.anybody_knows(fact.id)]
    lines = [line for fact in known for line in _lines(case, fact)]
    lines = lines or [line for fact in facts for line in _tried(run, fact)]
    wanted = (len(facts) * 3 + 3) // 4
    yield check("strengths_found", part(4, len(known), wanted), 4, lines, found=len(known), wanted=len(facts))
    praised = [t.sequence for t in case.turns if t.technique is Technique.AFFIRM and not HOLLOW & set(t.marks)]
    yield check("strengths_affirmed", 2 * bool(praised), 2, praised)
    hopes = [fact.id for fact in run.scenario.facts if fact.kind is FactKind.HOPE and case.anybody_knows(fact.id)]
    yield check("hopes_heard", 2 * bool(hopes), 2, [line for hope in hopes for line in _lines(case, hope)])


def partners(run: Replay) -> Iterator[Check]:
    case, scenario = run.case, run.scenario
    wanted = scenario.reference.enquiries
    own = {scenario.seat_by_id[seat].partner for seat in run.inputs.played}
    for partner in wanted:
        drawer = [fact for fact in scenario.drawer(partner) if fact not in scenario.partner_by_id[partner].withholds]
        if not drawer:  # what it knows it says at a conference only
            continue
        known = [fact for fact in drawer if case.anybody_knows(fact)]
        asked = [e.sequence for e in case.enquiries if e.partner == partner]
        told = [line for fact in known for line in _lines(case, fact)]
        points = part(2, len(known), len(drawer))
        yield check("drawer_opened", points, 2, asked or told, subject=partner, found=len(known), wanted=len(drawer))
    asked_partners = {enquiry.partner for enquiry in case.enquiries}
    beside = len(asked_partners - set(wanted) - own)
    if wanted:
        answered = [e for e in case.enquiries if e.state == "answered"]
        agreed = case.plan.agreements[0].week if case.plan.agreements else None
        before = [e.sequence for e in answered if agreed is None or e.due <= agreed]
        late = [e.sequence for e in answered] or [one.sequence for one in case.plan.agreements[:1]]
        yield check("asked_before_plan", 2 * bool(before), 2, before or late)
        of = 2 * len(wanted)
        lines = done(run, Enquire, lambda deed: not beside or deed.partner not in wanted)
        yield check("asked_no_more_than_needed", (of - 2 * beside) * bool(answered), of, lines, found=beside)
    withheld = [fact for partner in scenario.partners for fact in partner.withholds]
    if withheld:
        found = [fact for fact in withheld if case.anybody_knows(fact)]
        lines = [conference[0] for conference in case.conferences]
        yield check(
            "conference_held", part(2, len(found), len(withheld)), 2, lines, found=len(found), wanted=len(withheld)
        )


def _lines(case: Case, fact: str) -> list[int]:
    """Log lines at which a fact came to be known; what lay in the own file from the start has none."""
    return [facts[fact].sequence for facts in case.knowledge.values() if fact in facts and facts[fact].sequence]


def _tried(run: Replay, fact: Fact) -> list[int]:
    """Sentences about what a fact could have come up with, for one that stayed unknown."""
    topics = {topic for key in fact.keys for topic in key.topics}
    return [turn.sequence for turn in run.case.turns if turn.topic in topics]
