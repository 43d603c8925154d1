"""Names of what a practice run deals with: techniques, topics, places, states. Every word a person sees."""

from __future__ import annotations

from collections.abc import Callable

from scenarios.client import DOMAINS
from scenarios.loader import Words
from scenarios.services import Refusal
from studio.languages import Translator
from toolkit.domains import Domain
from toolkit.domains import Level as Step
from toolkit.loader import domain_texts, level_name

Label = Callable[[Translator], str]

TECHNIQUES: dict[str, tuple[Label, Label]] = {
    "open": (lambda t: t("Open question"), lambda t: t("Invites to tell: how, what, which.")),
    "probe": (lambda t: t("Probe"), lambda t: t("Asks further about what was just said.")),
    "reflect": (lambda t: t("Reflect"), lambda t: t("Gives back what you hear and feel in it.")),
    "paraphrase": (lambda t: t("Paraphrase"), lambda t: t("Says it again in your own words, to be sure.")),
    "affirm": (lambda t: t("Affirm"), lambda t: t("Names a strength or an effort.")),
    "summarise": (lambda t: t("Summarise"), lambda t: t("Draws together what was said.")),
    "closed": (lambda t: t("Closed question"), lambda t: t("Asks for yes, no or a figure.")),
    "explain": (lambda t: t("Explain"), lambda t: t("Explains how things work here, and why.")),
    "inform": (lambda t: t("Inform with permission"), lambda t: t("Asks first whether information is welcome.")),
    "advise": (lambda t: t("Advise"), lambda t: t("Says what you would do.")),
    "confront": (lambda t: t("Confront"), lambda t: t("Points at a contradiction.")),
    "judge": (lambda t: t("Judge"), lambda t: t("Says what is right and wrong about it.")),
}
"""Technique -> name and what it does; the order is that of the picker."""

_TOPICS: dict[str, Label] = {
    "welcome": lambda t: t("Welcome"),
    "confidentiality": lambda t: t("Confidentiality"),
    "rights": lambda t: t("Rights, and saying no"),
    "everyday": lambda t: t("Everyday life"),
    "hopes": lambda t: t("Hopes and wishes"),
    "strengths": lambda t: t("Strengths"),
    "plan": lambda t: t("The plan"),
}
TERRITORIES: dict[str, Label] = {
    "AL": lambda t: t("Albania"),
    "BA": lambda t: t("Bosnia and Herzegovina"),
    "XK": lambda t: t("Kosovo*"),
    "ME": lambda t: t("Montenegro"),
    "MK": lambda t: t("North Macedonia"),
    "RS": lambda t: t("Serbia"),
    "EU": lambda t: t("Europe, no country in particular"),
}
PLACES: dict[str, Label] = {
    "private_room": lambda t: t("Private room"),
    "desk": lambda t: t("Open counter"),
    "home": lambda t: t("Home visit"),
    "phone": lambda t: t("Telephone"),
}
SERVICE_STATES: dict[str, Label] = {
    "referred": lambda t: t("referred"),
    "waiting": lambda t: t("on the waiting list"),
    "active": lambda t: t("running"),
    "completed": lambda t: t("completed"),
    "dropped": lambda t: t("broken off"),
    "refused": lambda t: t("not accepted"),
    "ended": lambda t: t("ended by you"),
}
REFUSALS: dict[Refusal, Label] = {
    Refusal.NONE: lambda t: "",
    Refusal.AGE: lambda t: t("the client's age is outside its limits"),
    Refusal.GENDER: lambda t: t("it is not open to this gender"),
    Refusal.EDUCATION: lambda t: t("it is for people with less schooling"),
    Refusal.MONTHS_UNEMPLOYED: lambda t: t("the client has not been unemployed for long enough"),
    Refusal.GROUP: lambda t: t("the client does not belong to its target groups"),
    Refusal.NEED: lambda t: t("it sees no such need"),
    Refusal.PREREQUISITE_LEVEL: lambda t: t("something else must be in place first"),
    Refusal.PREREQUISITE_SERVICE: lambda t: t("another service must be completed first"),
    Refusal.EMPLOYED: lambda t: t("the client has work"),
}
STAGES: dict[str, Label] = {
    "arriving": lambda t: t("Arriving"),
    "interview": lambda t: t("Interview"),
    "weeks": lambda t: t("Plan in force"),
    "closed": lambda t: t("Closed"),
    "followed_up": lambda t: t("Followed up"),
    "finished": lambda t: t("Finished"),
}
MEASURES: dict[str, Label] = {
    "level": lambda t: t("An area of life reaches a level"),
    "count": lambda t: t("Something has been done so many times"),
    "done": lambda t: t("Something is there that was not"),
    "work": lambda t: t("Weeks in work"),
}
POLICIES: dict[str, Label] = {
    "run": lambda t: t("Your run"),
    "no_plan": lambda t: t("No plan at all"),
    "separate": lambda t: t("Institutions apart"),
    "reference": lambda t: t("Reference plan"),
}
CLOSING: dict[str, Label] = {
    "aims_reached": lambda t: t("Aims reached"),
    "plan_completed": lambda t: t("Plan completed"),
    "work_found_earlier": lambda t: t("Work found earlier"),
    "handed_over": lambda t: t("Handed over"),
    "client_withdrew": lambda t: t("The client withdrew"),
    "contact_lost": lambda t: t("Contact lost"),
    "moved_away": lambda t: t("Moved away"),
    "other": lambda t: t("Another reason"),
}
RESULTS: dict[str, Label] = {
    "not_employed": lambda t: t("Not employed"),
    "employed": lambda t: t("Employed"),
    "self_employed": lambda t: t("Self-employed"),
}
NOTE_ELEMENTS: dict[str, tuple[Label, Label]] = {
    "background": (lambda t: t("Background"), lambda t: t("Who the client is and where the case stands.")),
    "reason": (lambda t: t("Reason"), lambda t: t("Why there was contact.")),
    "observations": (lambda t: t("Observations"), lambda t: t("What you saw and heard, without reading into it.")),
    "content": (lambda t: t("Content"), lambda t: t("What was talked about.")),
    "results": (lambda t: t("Results"), lambda t: t("What came of it.")),
    "impressions": (lambda t: t("Impressions"), lambda t: t("What you make of it, marked as yours.")),
    "plan": (lambda t: t("Plan"), lambda t: t("What happens next, and who does it.")),
}
KINDS: dict[str, Label] = {
    "need": lambda t: t("Need"),
    "strength": lambda t: t("Strength"),
    "hope": lambda t: t("Hope"),
    "circumstance": lambda t: t("Circumstance"),
}


def topic(t: Translator, name: str) -> str:
    return _TOPICS[name](t) if name in _TOPICS else domain(t, name)


def domain(t: Translator, name: str) -> str:
    return domain_texts(t.locale)[Domain(name)].title


def level(t: Translator, value: int | None) -> str:
    """A level as number and name, a dash where there is none."""
    return "–" if value is None else f"{value} · {level_name(Step(value), t.locale)}"


def responsible(t: Translator, name: str | None, words: Words) -> str:
    if name is None:
        return "–"
    own = {"client": t("Client"), "case_manager": t("Case manager")}
    return own.get(name) or words(f"partners.{name}.name")


def service(words: Words, name: str) -> str:
    return words.get(f"services.{name}.name", name)


def domains(t: Translator) -> dict[str, str]:
    return {name: domain(t, name) for name in DOMAINS}
