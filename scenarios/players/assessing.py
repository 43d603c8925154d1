"""From what is known to ratings and priorities; which partners are worth asking, and the consent for it."""

from __future__ import annotations

from scenarios.client import DOMAINS
from scenarios.facts import FactKind
from scenarios.players.play import Play
from scenarios.players.reading import kinship
from scenarios.players.seen import Seen
from scenarios.run import AskConsent, AskView, Enquire, Rate
from scenarios.scenario import PartnerKind

KNOWS_ABOUT: dict[PartnerKind, tuple[str, ...]] = {
    PartnerKind.CSW: ("income", "care_duties", "family_safety", "housing"),
    PartnerKind.HEALTH: ("physical_health", "mental_health", "substance_use"),
    PartnerKind.NGO: ("legal_documents", "debt", "family_safety", "discrimination"),
    PartnerKind.REGISTRY: ("legal_documents",),
    PartnerKind.SCHOOL: ("skills", "digital_language"),
    PartnerKind.TRAINING: ("skills", "work_experience"),
    PartnerKind.MUNICIPALITY: ("housing", "care_duties"),
    PartnerKind.JUSTICE: ("legal_documents", "debt"),
    PartnerKind.PES: (),
}
"""Kind of partner -> what its files can say beyond the own register; other kinds (an employer, a club, a relative) are
asked only where the client is glad of it."""


A_PURPOSE = 3
"""How much must speak for an enquiry: a pressing need that its files concern, or the client's own words."""
AT_ONCE = 4
"""Partners that one consent names: few enough to say of each what for."""


def concerns(seen: Seen) -> dict[str, int]:
    """Domain -> how pressing it looks from what is known: needs, the lower the heavier."""
    weight: dict[str, int] = {}
    for fact in seen.facts:
        if fact.kind in (FactKind.NEED, FactKind.CIRCUMSTANCE) and not fact.struck and fact.level <= 2:
            weight[fact.domain] = weight.get(fact.domain, 0) + 3 - fact.level
    return weight


def worth_asking(seen: Seen, most: int) -> list[str]:
    """Partners whose files concern what looks pressing, with a purpose one can name."""
    weight = concerns(seen)
    told = " ".join(fact.text for fact in seen.facts if not fact.struck)
    glad = " ".join(fact.text for fact in seen.facts if fact.kind in (FactKind.HOPE, FactKind.STRENGTH))
    scored: list[tuple[int, int, str]] = []
    for partner in seen.partners.values():
        if partner.kind in KNOWS_ABOUT:
            value = sum(weight.get(domain, 0) for domain in KNOWS_ABOUT[partner.kind]) + 3 * kinship(told, partner.name)
        else:
            value = 3 * kinship(glad, partner.name)
        if value >= A_PURPOSE and not partner.own and partner.enquiry == "":
            scored.append((-value, len(scored), partner.id))
    asked = sum(partner.enquiry != "" for partner in seen.partners.values())
    return [partner for _, _, partner in sorted(scored)[: max(0, most - asked)]]


def ask_consent(play: Play, partners: list[str]) -> None:
    """Ask in a conversation, for those only who have not agreed yet."""
    seen = play.seen
    asked = [one for one in partners if seen.partners[one].consent != "given" and not seen.partners[one].own]
    missing = tuple(asked[:AT_ONCE])
    if seen.place and (missing or seen.consent != "given") and play.affords("ask_consent"):
        play.do(AskConsent(partners=missing))


def enquire(play: Play, most: int) -> None:
    """Ask, with consent, those who are worth asking."""
    for partner in worth_asking(play.seen, most):
        if play.seen.partners[partner].consent == "given" and play.affords("enquire"):
            play.do(Enquire(partner=partner))


def level_of(seen: Seen, domain: str) -> int | None:
    """The level that evidence and the client's view support together.

    Needs and circumstances count, the lowest of them; a client's own view is seldom more than a step too kind. Between
    two steps the lower one is chosen, as the scale asks.
    """
    facts = [fact for fact in seen.known(domain) if fact.kind in (FactKind.NEED, FactKind.CIRCUMSTANCE)]
    own = [fact.level for fact in facts if fact.source in ("client", "event", "conference")]
    levels = own or [fact.level for fact in facts]
    rating = seen.ratings.get(domain)
    view = rating.client_level if rating else None
    if not levels:
        return None if view is None else max(0, view - 1) if view < 3 else view
    lowest = min(levels)
    if view is None:
        return lowest
    return view if view <= lowest else lowest if view == lowest + 1 else view - 1


def ask_views(play: Play, most: int, spare: int) -> None:
    """How the client sees it, first where it presses most."""
    weight = concerns(play.seen)
    order = sorted(DOMAINS, key=lambda domain: -weight.get(domain, 0))[:most]
    for domain in order:
        rating = play.seen.ratings.get(domain)
        if (rating is None or rating.client_level is None) and play.affords("ask_view", spare=spare):
            play.do(AskView(domain=domain))


def pressing(seen: Seen, most: int) -> list[str]:
    """Few priorities: the lowest levels with evidence behind them, and those with more behind them first.

    What is merely coped with fills up to one less than `most`.
    """
    weight = concerns(seen)
    levels = {domain: level_of(seen, domain) for domain in DOMAINS}
    needs = {domain: level for domain, level in levels.items() if level is not None and level <= 2 and domain in weight}
    ordered = sorted(needs, key=lambda domain: (needs[domain], -weight[domain]))
    low = [domain for domain in ordered if needs[domain] <= 1]
    return ordered[: min(most, max(len(low), most - 1))]


def rate(play: Play, first: list[str]) -> None:
    """Write down what the evidence supports, and mark the few priorities."""
    seen = play.seen
    for domain in DOMAINS:
        level = level_of(seen, domain)
        if level is None:
            continue
        before = seen.ratings.get(domain)
        if before and before.level == level and before.priority == (domain in first):
            continue
        if play.affords("rate"):
            play.do(Rate(domain=domain, level=level, priority=domain in first))
