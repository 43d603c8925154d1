"""From a client code to a whole scenario: structure and texts, the same on every machine."""

from __future__ import annotations

from functools import lru_cache

from scenarios.invented import content, happening, system, telling, voice
from scenarios.invented.code import ClientCode
from scenarios.invented.content import text_at
from scenarios.invented.person import Person
from scenarios.invented.script import Script
from scenarios.loader import Package
from scenarios.scenario import Objective, Reference, Scenario, Seat
from toolkit.domains import Domain
from toolkit.loader import domain_texts

WEEKLY_MINUTES = 150
SEAT = "case_manager"


@lru_cache(maxsize=64)
def invent(code: ClientCode) -> Package:
    """The scenario of a client code, in every language the patterns have."""
    person = Person.of(code)
    script = Script(person)
    told = telling.tell(person, script)
    services = system.catalogue(person, script)
    plan = system.reference(person, told, services)
    scenario = Scenario(
        id=code.scenario_id,
        version=person.patterns.frame.version,
        difficulty=code.difficulty,
        minutes=person.dial.minutes,
        reference_date=person.patterns.frame.reference_date,
        weekly_minutes=WEEKLY_MINUTES,
        sources=person.patterns.frame.sources,
        client=person.client,
        partners=system.partners(person, script, told, services),
        seats=(Seat(id=SEAT, partner="pes"),),
        facts=told.facts,
        lines=tuple(voice.lines(person, script)),
        services=services,
        stances=tuple(happening.stances(person, script, told, plan, services)),
        events=tuple(happening.events(person, script, told)),
        objectives=_objectives(person, script, told, plan),
        reference=plan,
        alternatives=system.alternatives(person, script, plan, services),
        debrief=person.patterns.frame.debrief,
    )
    _frame(script, plan)
    texts = {locale: script.texts(locale, _plan_words(locale, person, told, plan)) for locale in content.locales()}
    return Package(scenario=scenario, texts=texts)


def _objectives(person: Person, script: Script, told: telling.Told, plan: Reference) -> tuple[Objective, ...]:
    shows: dict[str, dict[str, tuple[str, ...]]] = {
        "essentials": {"facts": tuple(fact.id for fact in told.facts if fact.essential)},
        "files": {"facts": told.corrections or told.drawer},
        "strengths": {"facts": told.strengths[:3]},
        "order": {"services": (plan.activities[0].service,)},
        "voice": {"facts": told.hopes[:1]},
    }
    found = []
    for name, criterion in person.patterns.frame.objectives.items():
        script.write(f"objectives.{name}", ("frame", "objectives", name))
        found.append(Objective(id=name, criterion=criterion, **shows[name]))
    return tuple(found)


def _frame(script: Script, plan: Reference) -> None:
    """Texts that every scenario has."""
    script.write("title", script.one_of("title", ("frame", "title", plan.priorities[0])))
    script.write("summary", ("frame", "summary"))
    script.write("opening", script.one_of("opening", script.voice("opening")))
    script.write("reference.summary", ("frame", "reference"))
    script.write(f"seats.{SEAT}.title", ("frame", "seat"))
    script.write(f"seats.{SEAT}.brief", ("frame", "brief"))
    for question in script.person.patterns.frame.debrief:
        script.write(f"debrief.{question}", ("frame", "debrief", question))


def _plan_words(locale: str, person: Person, told: telling.Told, plan: Reference) -> dict[str, str]:
    """Placeholders of the frame that depend on the plan."""
    names = [domain_texts(locale)[Domain(domain)].title.lower() for domain in plan.priorities]
    fill = person.placeholders(locale)
    hope = text_at(locale, ("people", "hopes", told.hopes[0].removeprefix("hope_"), "note")).format_map(fill)
    office = text_at(locale, ("partners", "names", "pes", person.code.territory))
    return {
        "first_need": names[0],
        "other_needs": ", ".join(names[1:]) or "–",
        "hope": f"“{hope.rstrip('.')}”",
        "contact": text_at(locale, ("frame", "contact", "often" if plan.contact_weeks == 1 else "ordinary")),
        "pes": office[:1].lower() + office[1:],
        "minutes": str(WEEKLY_MINUTES),
    }
