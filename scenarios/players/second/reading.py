"""How a colleague reads words: what an answer to an event amounts to, and what a service has to do with a person.

General reading only: word lists for good and bad practice (guidelines 5.6, brief 2011), nothing of any one case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scenarios.facts import FactKind
from scenarios.players.seen import EventSeen, FactSeen, ResponseSeen, Seen, ServiceSeen
from scenarios.services import ServiceKind

_WITH_THE_CLIENT = (
    r"\b(with|ask|tell|offer|thank|let|help|listen to) (him|her|them)\b",
    r"\b(ask|tell|offer) (?-i:[A-Z])",
    r"\btogether\b|\bjointly\b|\bsit down with\b",
    r"\bopenly\b|\bplainly\b|\bhonestly\b|\bexplain why\b|\bsay why\b",
    r"\b(decision|choice|choices|decides?|chooses?)\b|\bwhat (she|he|they) (wants?|would)\b",
    r"\b(her|him|them)sel(f|ves)\b|\bwould like\b|\bif (she|he|they) (wants?|agrees?)\b|\bconsent\b|\bagreement\b",
)
"""The client decides and is the first to hear (guidelines 5.6, principles 2, 4 and 5)."""
_SILENT_TOWARDS_OTHERS = (
    r"\b(not|never|cannot) (speak|talk) about\b|\b(give|pass on) no information\b|\bnot give information\b",
    r"\bin writing\b|\bwithout (his|her|their) (consent|agreement)\b",
)
"""Principle 1, privacy and confidentiality."""
_IN_TIME = (r"\b(today|tomorrow|tonight|now|immediately)\b|\bat once\b|\b(same|that) day\b|\bthis week\b|\bin time\b",)
_WORKED_OUT = (
    r"\bplan\b|\bagree\b|\bwork out\b|\bgo through\b|\bprepare\b|\bwrite down\b|\bstep by step\b|\bweigh\b",
    r"\bdirectly\b|\bstay\b|\b(go|come) along\b|\bgo with\b|\b(go|meet|see) (there|them|him|her)\b",
    r"\bdoctor\b|\bpolice\b|\blegal\b|\blawyer\b|\bclinic\b|\bshelter\b|\bnurse\b|\bconference\b",
)
"""Steps, dates and the partners concerned (brief, *Tracking*; guidelines 5.2)."""
_OVER_THE_HEAD = (
    r"\bwithout (telling|asking|speaking|saying|having|a word)\b|\bover (his|her|their) head\b|\bbehind (his|her) back",
    r"\bafterwards\b|\bin confidence\b|\bquietly\b|\bsecretly\b|\bdiscreetly\b|\bbetween colleagues\b|\bafter all\b",
    r"\bhave (him|her|them) (apologise|sign|promise)\b|\bas usual\b|\bas is usual\b|\bprecaution\b",
    r"\b(report|inform|ring|explain to) (the )?(head|boss|employer|firm|father|mother|brother|husband|inspectorate)\b",
)
_PRESSURE = (
    r"\bremind (him|her|them) (that|of)\b|\bconsequences\b|\brules\b|\bsanctions?\b|\bobliged\b|\bduty\b|\bmust\b",
    r"\b(suspend|pause|postpone|postponed|cancel|strike off)\b|\bpersuade\b|\burge\b|\btalk (her|him) into\b",
    r"\bout of the question\b|\black of cooperation\b|\breport .* at once\b",
)
_AWAY_WITH_IT = (
    r"\b(reassure|calm|comfort|congratulate|recommend)\b|\bnothing special\b|\bleave it at that\b|\bwithout comment\b",
    r"\bleave (it|that|the rest) (entirely )?to\b|\bleave the decision to\b|\bwait\b|\bnext (free )?appointment\b",
    r"\bsay (nothing|that you know)\b|\bkeep (it|silent|quiet)\b|\btell nobody\b|\bfor the time being\b",
    r"\bcertainly\b|\bno harm\b|\bwish (him|her|them)\b|\bformality\b|\bchange the subject\b|\blaugh\b|\bignore\b",
)
_ADVICE = (
    r"^(advise|suggest|propose|encourage (him|her) to (take|accept)|tell (him|her|them) (that|to|which|plainly))\b",
    r"\badvise (her|him|them|that|against)\b|\bsuggest that\b|\baccept\b",
)
"""What principle 3 calls imposing values, the brief a lack of partnership; the rest is against principles 1 and 5."""


def _count(patterns: Iterable[str], text: str) -> int:
    return sum(bool(re.search(pattern, text, re.IGNORECASE)) for pattern in patterns)


def worth(answer: ResponseSeen) -> int:
    """How much an answer sounds like good practice; below zero like bad."""
    text = answer.label
    good = 2 * _count(_WITH_THE_CLIENT, text) + 3 * _count(_SILENT_TOWARDS_OTHERS, text)
    good += 2 * _count(_IN_TIME, text) + 2 * _count(_WORKED_OUT, text)
    bad = 4 * _count(_OVER_THE_HEAD, text) + 3 * _count(_PRESSURE, text)
    bad += 3 * _count(_AWAY_WITH_IT, text) + 3 * _count(_ADVICE, text)
    return good - bad + min(answer.minutes, 60) // 15


def ranked(event: EventSeen) -> list[ResponseSeen]:
    """Answers, the one that reads best first."""
    return sorted(event.responses, key=lambda one: (-worth(one), -one.minutes, one.id))


_EMPTY = frozenset(
    """
    about above after again also always another anybody because been before begins being both cannot could does
    during each every first from goes have having here into itself just know known left like long made make
    makes many more most much must need needs never nobody none nothing office once only other others over
    people person places same said says several should since some somebody something still such take takes than
    that their them then there these they thing things this those three through time twice under until very want
    wants week weeks well were what when where which while whom whose will with without would year years
    """.split()  # noqa: SIM905
)
_SUPPLY = (
    r"\bplaces? (are )?(still )?(free|available)\b|\bfree places\b|\bbegins? (on monday|next week|soon|now)\b",
    r"\b(at once|quick)\b|\bfrom monday\b|\bno questions\b",
    r"\bbeginners?\b|\bpenalty\b|\bunpaid\b",
    r"\bpermanent\b|\bkilometres away\b|\birreversible\b|\bundo\b",
)
"""Words by which an offer shows that it looks for takers, or takes a person out of a life (guidelines 5.4, step 3)."""
_COUPLES = re.compile(r"\bspouses?\b|\bjoint talk\b|\bboth (of them|partners)\b|\bhusband\b", re.IGNORECASE)
WORK = frozenset(
    (
        ServiceKind.JOB_SEARCH,
        ServiceKind.TRAINING,
        ServiceKind.WORK_PRACTICE,
        ServiceKind.PUBLIC_WORKS,
        ServiceKind.WAGE_SUBSIDY,
        ServiceKind.SUPPORTED_EMPLOYMENT,
    )
)
"""Kinds of services that lead to work, which comes after what work rests on."""


def stems(text: str) -> frozenset[str]:
    """The words that carry something, without their endings."""
    found = re.findall(r"[a-zà-ž]{4,}", text.lower())
    return frozenset(re.sub(r"(ings?|ed|ers?|es|s)$", "", word)[:7] for word in found if word not in _EMPTY)


def looks_for_takers(service: ServiceSeen) -> int:
    return _count(_SUPPLY, f"{service.name}. {service.description}")


def endangers(service: ServiceSeen, seen: Seen) -> bool:
    """Bringing somebody to one table with the person she or he fears (guidelines 5.6, principle 5: prevent harm)."""
    feared = any(fact.kind is FactKind.NEED and fact.level <= 1 for fact in seen.known("family_safety"))
    return (
        feared
        and service.kind is ServiceKind.MEDIATION
        and bool(_COUPLES.search(f"{service.name} {service.description}"))
    )


def kinship(service: ServiceSeen, facts: Iterable[FactSeen]) -> float:
    """How much of what the person said is met by what the service says of itself."""
    own = stems(f"{service.name} {service.description}")
    weight = {FactKind.HOPE: 2.0, FactKind.NEED: 1.0, FactKind.STRENGTH: 1.0, FactKind.CIRCUMSTANCE: 0.5}
    return sum(weight[fact.kind] * min(2, len(own & stems(fact.text))) for fact in facts if not fact.struck)
