"""Findings about a draft in an author's words: names of fields and entries instead of codes and paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from scenarios import labels as room
from scenarios import lint
from scenarios.authoring import labels
from scenarios.authoring.findings import LISTS, section_of
from scenarios.lint import Finding
from scenarios.services import Refusal
from studio.languages import SOURCE_LOCALE, Translator, language_names

OWN: dict[str, Callable[[Translator, dict[str, Any]], str]] = {
    "missing": lambda t, p: t("Not filled in yet: {field}.", **p),
    "needed": lambda t, p: t("At least one is needed: {field}.", **p),
    "text_missing": lambda t, p: t("Not written yet: {field}.", **p),
    "levels_missing": lambda t, p: t("How do things stand here? {domains}.", **p),
    "source_incomplete": lambda t, p: t("A source needs a document and a place in it."),
    "standing_missing": lambda t, p: t("Choose the answer that stands where nobody can be asked."),
    "contradictory": lambda t, p: t("This does not fit together: {problem}", **p),
    "gone": lambda t, p: t("It refers to something that is not there any more: {ids}. Choose again.", **p),
    "own_prerequisite": lambda t, p: t("A service cannot be its own prerequisite."),
    "untranslated": lambda t, p: t.n(
        "{count} text is not translated into {locale}; English is shown instead.",
        "{count} texts are not translated into {locale}; English is shown instead.",
        int(p["count"]),
        locale=p["locale"],
    ),
}


def said(finding: Finding, texts: Mapping[str, Mapping[str, str | None]], t: Translator) -> str:
    """One sentence about a finding."""
    if finding.code in OWN:
        words = {name: _value(name, value, texts, t) for name, value in finding.parameters.items()}
        return OWN[finding.code](t, {**words, "field": field(finding.place, t)})
    named = {name: _value(name, value, texts, t) for name, value in finding.parameters.items()}
    return lint.wording(Finding(finding.severity, finding.code, finding.place, named), t)


def _value(name: str, value: Any, texts: Mapping[str, Mapping[str, str | None]], t: Translator) -> Any:
    match name:
        case "domain":
            return room.domain(t, value)
        case "domains":
            return t.list([room.domain(t, one) for one in value])
        case "technique":
            return room.TECHNIQUES[value][0](t)
        case "kind":
            return room.KINDS[value](t)
        case "reason":
            return room.REFUSALS[Refusal[value.upper()]](t)
        case "level":
            return room.level(t, value)
        case "criterion":
            return labels.judged(t)[value]
        case "locale":
            return language_names([value], t.locale)[value]
        case "ids":
            return ", ".join(value)
        case "fact" | "service":
            return f"“{name_of(f'{name}s', value, texts, t.locale)}”"
    return value


MAIN_TEXT = {
    "partners": "partners.{id}.name",
    "seats": "seats.{id}.title",
    "facts": "facts.{id}.note",
    "lines": "lines.{id}",
    "services": "services.{id}.name",
    "stances": "stances.{id}",
    "events": "events.{id}.title",
    "objectives": "objectives.{id}",
    "alternatives": "alternatives.{id}",
    "debrief": "debrief.{id}",
}
"""The text by which an entry is known to its author."""


def name_of(kind: str, entry_id: str, texts: Mapping[str, Mapping[str, str | None]], locale: str) -> str:
    """How an author knows an entry: its main text, else its id."""
    key = MAIN_TEXT[kind].format(id=entry_id)
    return texts.get(locale, {}).get(key) or texts.get(SOURCE_LOCALE, {}).get(key) or entry_id


def where(finding: Finding, texts: Mapping[str, Mapping[str, str | None]], t: Translator) -> str:
    """The section of a finding and, if it is about one, the entry: `Facts: Three small loans are overdue`."""
    section = labels.sections(t)[section_of(finding)]
    steps = finding.place.removeprefix("texts/").replace(".", "/").split("/")
    kind = steps[0]
    if (kind in LISTS or kind == "debrief") and len(steps) > 1:
        return f"{section}: {name_of(kind, steps[1], texts, t.locale)}"
    return section


def field(place: str, t: Translator) -> str:
    """The name of a field, as its label stands on the page."""
    steps = place.removeprefix("texts/").replace(".", "/").split("/")
    generic = "/".join(step for number, step in enumerate(steps) if not (number == 1 and steps[0] in MAIN_TEXT))
    if "responses" in steps and len(steps) > 4:
        generic = f"responses/{steps[-1]}"
    elif "keys" in steps and len(steps) > 4:
        generic = f"keys/{steps[-1]}"
    names = fields(t)
    return names.get(generic) or names.get(f"{steps[0]}/{steps[-1]}") or names.get(steps[-1], steps[-1])


@lru_cache(maxsize=32)
def fields(t: Translator) -> dict[str, str]:
    """Field -> its label; used by the pages and in findings."""
    return _about(t) | _talk(t) | _system(t) | _goals(t)


def _about(t: Translator) -> dict[str, str]:
    return {
        "id": t("Id in files"),
        "title": t("Title"),
        "summary": t("Summary for the gallery"),
        "opening": t("What the case manager sees when the client comes in"),
        "difficulty": t("Difficulty, from 1 to 5"),
        "minutes": t("Minutes a trainee needs"),
        "reference_date": t("The day the story begins"),
        "weekly_minutes": t("Working minutes for this client in a week"),
        "version": t("Version"),
        "sources": t("Sources"),
        "sources/document": t("Document"),
        "sources/section": t("Place in it"),
        "client/name": t("Name of the client"),
        "client/gender": t("Gender"),
        "client/age": t("Age"),
        "client/territory": t("Territory"),
        "client/municipality": t("Municipality (invented)"),
        "client/rural": t("Lives in the countryside"),
        "client/adults": t("Adults in the household"),
        "client/children": t("Ages of the children"),
        "client/education": t("Education"),
        "client/occupation": t("Occupation (ISCO-08 code)"),
        "client/months_unemployed": t("Months without work"),
        "client/benefits": t("Benefits"),
        "client/languages": t("Languages"),
        "client/known_to": t("Institutions that have a file"),
        "client/groups": t("Target groups"),
        "client/work_history": t("Working life"),
        "client/kind": t("What it was"),
        "client/months": t("Months"),
        "client/ended_months_ago": t("Ended so many months ago (0: it lasts)"),
        "client/levels": t("How things truly stand"),
        "client/motivation": t("Motivation at the start"),
        "client/trust": t("Trust at the start"),
        "client/stress": t("Stress at the start"),
    }


def _talk(t: Translator) -> dict[str, str]:
    return {
        "facts": t("Facts"),
        "facts/note": t("The fact in one sentence, for the notebook"),
        "facts/said": t("What the client says when it comes out"),
        "facts/evaded": t("What the client says instead, the first time"),
        "facts/record": t("How a file words it (if a partner knows it)"),
        "facts/kind": t("Kind"),
        "facts/domain": t("Area of life"),
        "facts/level": t("Level that this fact alone would show"),
        "facts/sensitivity": t("How delicate it is"),
        "facts/known_by": t("Partners who have it on file"),
        "facts/corrected_by": t("A wrong file entry; the fact that corrects it"),
        "facts/evades": t("Evaded once before it comes out"),
        "facts/essential": t("No plan may miss it"),
        "facts/keys": t("Keys"),
        "keys/topics": t("When one talks about"),
        "keys/techniques": t("In this way"),
        "keys/trust": t("From this trust on"),
        "keys/private": t("Only where nobody overhears"),
        "keys/confidentiality": t("Only after confidentiality was explained"),
        "keys/consent": t("Only after consent"),
        "keys/after": t("Only after these facts were told"),
        "lines": t("Lines of the client"),
        "lines/text": t("What the client says"),
        "lines/topics": t("When one talks about (empty: a fallback for everything)"),
        "lines/techniques": t("In this way (empty: in any way)"),
        "lines/trust": t("At this trust"),
        "lines/stress": t("At this stress"),
        "lines/told": t("After these facts were told"),
        "lines/untold": t("Before these facts are told"),
        "lines/again": t("May be said more than once"),
    }


def _system(t: Translator) -> dict[str, str]:
    return {
        "partners": t("Partners"),
        "partners/name": t("Name of the partner"),
        "partners/kind": t("Kind of institution"),
        "partners/answer": t("Cover sentence of its reply"),
        "partners/refusal": t("What it says without the client's consent"),
        "partners/position": t("What it wants in a case conference (if you like)"),
        "partners/reply_weeks": t("Weeks until it replies"),
        "partners/withholds": t("Facts it tells only in a case conference"),
        "partners/shortens": t("Waiting it can save when it sits in a case conference, in weeks"),
        "seats": t("Seats"),
        "seats/title": t("Title of the seat"),
        "seats/brief": t("What this player is told"),
        "seats/partner": t("Belongs to"),
        "seats/knows": t("Knows besides what its partner has on file"),
        "services": t("Services"),
        "services/name": t("Name of the service"),
        "services/description": t("Description"),
        "services/provider": t("Offered by"),
        "services/kind": t("Kind of service"),
        "services/domains": t("Areas of life it works on, the main one first"),
        "services/capacity": t("Clients at the same time"),
        "services/waiting_weeks": t("Weeks of waiting"),
        "services/duration_weeks": t("Weeks it lasts"),
        "services/hours_per_week": t("Hours a week"),
        "services/cost_per_week": t("Cost a week in euros"),
        "services/dropout": t("Of a hundred people, so many leave early"),
        "services/age_min": t("From age"),
        "services/age_max": t("To age"),
        "services/gender": t("Only for"),
        "services/education_max": t("Education at most"),
        "services/months_unemployed_min": t("Months without work at least"),
        "services/groups": t("Only for these target groups"),
        "services/need": t("Only where the need is this great (level at most)"),
        "services/while_employed": t("Also open to people in work"),
        "services/levels": t("What must be in place (level at least)"),
        "services/services": t("Services that must be completed first"),
        "stances": t("Stances"),
        "stances/text": t("What the client says"),
        "stances/service": t("When this service is proposed"),
        "stances/answer": t("The client"),
        "stances/until_trust": t("Agrees after all from this trust on (101: never)"),
        "stances/until_told": t("Or once these facts were told"),
        "stances/until_started": t("Or once these services have started"),
        "stances/offers": t("Would take this service instead"),
        "stances/not_before": t("Would agree from this week on"),
        "events": t("Events"),
        "events/title": t("Title of the event"),
        "events/text": t("What happens"),
        "events/inject": t("Only when a trainer sends it"),
        "events/crisis": t("A crisis"),
        "events/weeks": t("Between these weeks"),
        "events/chance": t("Chance in each of these weeks, in per cent"),
        "events/at_most": t("Only while things are at most at this level"),
        "events/at_least": t("Only while things are at least at this level"),
        "events/known": t("Only when these facts are known"),
        "events/unknown": t("Only while these facts are not known"),
        "events/started": t("Only after these services started"),
        "events/not_started": t("Only before these services start"),
        "events/planned": t("Plan"),
        "events/trust": t("At this trust"),
        "events/stress": t("At this stress"),
        "events/effect": t("What it does to the client"),
        "events/reveals": t("Facts it shows"),
        "events/answer_weeks": t("Weeks in which an answer is still in time"),
        "events/ignored": t("When nobody answers in time"),
        "events/standing": t("The answer that stands where nobody can be asked"),
        "events/responses": t("Ways to answer"),
        "responses/label": t("What one can do"),
        "responses/result": t("What comes of it"),
        "responses/quality": t("How good this is"),
        "responses/principle": t("Principle of ethics at stake"),
        "responses/minutes": t("Minutes it takes"),
        "responses/effect": t("What it does to the client"),
        "responses/reveals": t("Facts it shows"),
    }


def _goals(t: Translator) -> dict[str, str]:
    return {
        "objectives": t("Objectives"),
        "objectives/text": t("What somebody can do afterwards"),
        "objectives/criterion": t("Shown by"),
        "objectives/facts": t("Facts to be found for it"),
        "objectives/services": t("Services of which one must be planned"),
        "reference/priorities": t("Areas of life the plan must answer, the most pressing first"),
        "reference/hopes": t("Hopes that an aim takes up"),
        "reference/enquiries": t("Partners worth asking"),
        "reference/activities": t("Activities"),
        "activities/service": t("Service"),
        "activities/domain": t("Area of life"),
        "activities/week": t("Week of the referral"),
        "reference/contact_weeks": t("Weeks between contacts"),
        "reference/weeks": t("Length of the plan in weeks"),
        "reference/summary": t("The plan in a few sentences"),
        "alternatives": t("Equally good answers"),
        "alternatives/text": t("Why it is as good"),
        "alternatives/instead_of": t("Instead of"),
        "alternatives/any_of": t("One of these services"),
        "rubric": t("Weights"),
        "debrief": t("Debrief questions"),
        "debrief/text": t("Question"),
    }
