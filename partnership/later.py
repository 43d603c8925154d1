"""Documents that come after a signed agreement and are made from its text. Pure.

The signed text never changes. An amendment or accession is a copy of it that people edit; the document says what
differs. A notice names what a partner has in hand. An annual programme takes the partnership over and carries actions
on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.items import Action, Block, Milestone, Partner
from partnership.link import Link, digest
from partnership.money import totals
from partnership.monitoring import FINISHED, Entry, latest
from partnership.offers import Offer
from partnership.templates import start
from partnership.transfer import from_body, to_body
from studio import ids
from studio.errors import Invalid
from studio.languages import Translator

OWN_TEXT = ("introduction", "work_programme", "budget")
"""Sections of an annual programme that say something new; the others refer to the agreement."""


@dataclass(frozen=True)
class Source:
    """The signed agreement (`id`) and the text in force (`agreement`, of revision `revision`)."""

    id: str
    agreement: Agreement
    revision: int
    text_sha256: str = ""


def amendment(source: Source, number: int) -> Agreement:
    return _copy(source, Link(kind="amendment", number=number), with_base=True)


def accession(source: Source, number: int, name: str) -> Agreement:
    """A copy with a further partner, whose part and contributions are still to be written."""
    joins = Partner(id=ids.new("p"), name=name.strip())
    made = _copy(source, Link(kind="accession", number=number, partner=joins.id), with_base=True)
    return made.model_copy(update={"partners": [*made.partners, joins]})


def notice(source: Source, number: int, partner: str, today: date) -> Agreement:
    """A partner's notice; it takes effect when the period of notice has passed."""
    if source.agreement.partner(partner) is None:
        raise Invalid("agreement_partner_unknown")
    effective = months_later(today, source.agreement.term.notice_months or 0)
    return _copy(source, Link(kind="notice", number=number, partner=partner, effective=effective), with_base=False)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    total = day.year * 12 + day.month - 1 + min(months, 1_200)
    for last in (day.day, 30, 29, 28):
        try:
            return date(total // 12, total % 12 + 1, min(last, day.day))
        except ValueError:
            continue
    return day


def renewal(
    source: Source,
    year: int,
    entries: Sequence[Entry],
    wishes: Iterable[str],
    offers: Iterable[Offer],
    t: Translator,
    states: dict[str, str],
) -> Agreement:
    """A work programme for a year: partners, bodies and indicators as agreed, unfinished actions carried on.

    `t` and `states` are in the agreement's language; what was reported about an action stands in its description.
    """
    a, language = source.agreement, source.agreement.prevailing_language
    fresh = start("annual-programme", language)
    carried = [
        _carried(action, latest(entries, action.id), year, t, states)
        for action in a.actions
        if _goes_on(action, latest(entries, action.id), year)
    ]
    kept = {action.id for action in carried}
    wished = [_wish(line, year) for line in wishes if line.strip()]
    offered = [_offered(offer, a) for offer in offers]
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = to_body(a)
    body = to_body(fresh) | {
        name: held[name]
        for name in (
            *("languages", "prevailing_language", "territory", "partners", "strategy", "target_groups", "services"),
            *("icm", "bodies", "manager", "indicators", "monitoring", "legal"),
        )
    }
    body |= {
        "title": t("Work programme {year}", year=year),
        "aims": [aim for aim in held["aims"] if aim["due"] is None or aim["due"] >= first.isoformat()],
        "actions": [each.model_dump(mode="json") for each in (*carried, *wished, *offered)],
        "answers": {},
    }
    for section in body["sections"]:
        if section["id"] not in OWN_TEXT:
            as_before = t("As agreed in {agreement}.", agreement=f"“{a.title.strip()}”")
            section["blocks"] = [Block(id=ids.new("b"), text={language: as_before}).model_dump(mode="json")]
        for block in section["blocks"]:
            block["text"] = dict.fromkeys(a.languages, "") | block["text"]
    aims = {aim["id"] for aim in body["aims"]}
    for action in body["actions"]:
        action["aims"] = [each for each in action["aims"] if each in aims]
    for indicator in body["indicators"]:
        indicator["actions"] = [each for each in indicator["actions"] if each in kept]
        indicator["aims"] = [each for each in indicator["aims"] if each in aims]
    body["budget"] = held["budget"] | {
        "stated_total": None,
        "lines": [
            line
            for line in held["budget"]["lines"]
            if line["year"] == year and (not line["action"] or line["action"] in kept)
        ],
    }
    body["legal"] |= {"protocol_number": "", "signed_on": None}
    body["term"] = held["term"] | {
        "start": max(first, a.term.start or first).isoformat(),
        "end": last.isoformat(),
        "annual_programmes": False,
    }
    made = from_body(body)
    planned = made.budget.model_copy(update={"stated_total": totals(made).total or None})
    made = made.model_copy(update={"budget": planned})
    return made.model_copy(update={"link": _link(source, Link(kind="renewal", number=year, year=year), False)})


def in_force(root: Agreement, changed: Agreement | None, programmes: Iterable[Agreement]) -> Agreement:
    """What holds now: the signed text or its newest signed amendment, with the actions of signed annual programmes."""
    text = changed or root
    legal = {"protocol_number": root.legal.protocol_number, "signed_on": root.legal.signed_on}
    actions = {action.id: action for action in text.actions}
    for programme in programmes:
        actions |= {action.id: action for action in programme.actions if action.id not in actions}
    return text.model_copy(
        update={
            "actions": list(actions.values()),
            "legal": text.legal.model_copy(update=legal),
            "link": root.link,
            "status": "signed",
        }
    )


def _copy(source: Source, link: Link, *, with_base: bool) -> Agreement:
    unsigned = source.agreement.legal.model_copy(update={"protocol_number": "", "signed_on": None})
    return source.agreement.model_copy(
        update={"status": "draft", "accepted": [], "legal": unsigned, "link": _link(source, link, with_base)}, deep=True
    )


def _link(source: Source, link: Link, with_base: bool) -> Link:
    a = source.agreement
    base = to_body(a) | {"link": Link().model_dump(mode="json")}
    return link.model_copy(
        update={
            "of": source.id,
            "title": a.title,
            "protocol_number": a.legal.protocol_number,
            "signed_on": a.legal.signed_on,
            "revision": source.revision,
            "text_sha256": source.text_sha256,
            "digest": digest(base) if with_base else "",
            "base": base if with_base else None,
        }
    )


def _goes_on(action: Action, said: Entry | None, year: int) -> bool:
    """Unfinished actions, and those that begin in the year at the latest."""
    if said is not None and said.state in FINISHED:
        return False
    return action.start is None or action.start.year <= year


def _carried(action: Action, said: Entry | None, year: int, t: Translator, states: dict[str, str]) -> Action:
    first, last = date(year, 1, 1), date(year, 12, 31)
    told = ""
    if said is not None and said.state:
        told = t("Carried on from the year before: {state}, {day}.", state=states[said.state], day=t.date(said.day))
        told = f"{told} {said.note}".strip()
    return action.model_copy(
        update={
            "start": max(action.start or first, first),
            "end": min(action.end, last) if action.end and action.end >= first else last,
            "description": "\n\n".join(filter(None, (action.description.strip(), told)))[:20_000],
            "milestones": [stone for stone in action.milestones if stone.due and stone.due.year == year],
            "contributions": [given for given in action.contributions if given.year == year],
        }
    )


def _wish(line: str, year: int) -> Action:
    return Action(id=ids.new("c"), title=line.strip()[:1_000], start=date(year, 1, 1), end=date(year, 12, 31))


def _offered(offer: Offer, agreement: Agreement) -> Action:
    """An action as the improvement plan words it; who is responsible becomes a role where a partner is named so."""
    named = [
        partner.id
        for partner in agreement.partners
        if offer.responsible.casefold() in (partner.name.strip().casefold(), partner.short_name.strip().casefold())
    ]
    parts = (offer.description, offer.evidence, "" if named else offer.responsible)
    return Action(
        id=ids.new("c"),
        title=offer.title,
        description="\n\n".join(filter(None, parts)),
        end=offer.due,
        roles=dict.fromkeys(named[:1] if offer.responsible else [], "AR"),
        milestones=[Milestone(id=ids.new("m"), title=offer.title, due=offer.due)] if offer.due else [],
    )


def opening(link: Link, t: Translator) -> str:
    """One sentence that names the agreement a document belongs to."""
    facts = [f"“{link.title}”"]
    if link.protocol_number.strip():
        facts.append(t("protocol number {number}", number=link.protocol_number.strip()))
    if link.signed_on:
        facts.append(t("signed on {day}", day=t.date(link.signed_on)))
    return ", ".join(facts)
