"""What a service publishes about itself, in sentences: what it is, whom it takes, how long one waits."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios import labels
from scenarios.client import Gender
from scenarios.loader import Words
from scenarios.services import Service
from studio.languages import Translator

GROUPS: dict[str, labels.Label] = {
    "youth": lambda t: t("young people"),
    "older": lambda t: t("older people"),
    "long_term": lambda t: t("people long without work"),
    "rural": lambda t: t("people in the country"),
    "minority": lambda t: t("members of a minority"),
    "roma": lambda t: t("Roma"),
    "disability": lambda t: t("people with a disability"),
    "returnee": lambda t: t("returnees"),
    "single_parent": lambda t: t("single parents"),
    "released": lambda t: t("people released from prison"),
    "refugee": lambda t: t("refugees"),
    "social_assistance": lambda t: t("people on social assistance"),
    "redundancy": lambda t: t("people who lost their jobs together"),
}
SCHOOLING: tuple[labels.Label, ...] = (
    lambda t: t("less than primary school"),
    lambda t: t("primary school"),
    lambda t: t("lower secondary school"),
    lambda t: t("secondary school"),
    lambda t: t("post-secondary training"),
    lambda t: t("a short course of studies"),
    lambda t: t("a bachelor's degree"),
    lambda t: t("a master's degree"),
    lambda t: t("a doctorate"),
)
"""ISCED 2011 levels 0 to 8."""


def about(t: Translator, words: Words, service: Service) -> list[str]:
    """Sentences of a card: what it is, who provides it, waiting, length, whom it takes."""
    week = t.n("{count} hour a week", "{count} hours a week", service.hours_per_week)
    length = t.n("{count} week", "{count} weeks", service.duration_weeks)
    return [
        words(f"services.{service.id}.description"),
        t("Provider: {partner}", partner=words(f"partners.{service.provider}.name")),
        t("Works on: {areas}", areas=t.list([labels.domain(t, name) for name in service.domains])),
        f"{waiting(t, service)} {t('Lasts {length}, {week}.', length=length, week=week)}",
        t("For: {whom}", whom=t.list(list(eligibility(t, words, service))) or t("everybody")),
    ]


def waiting(t: Translator, service: Service) -> str:
    """The stated wait; how long it really takes depends on who is in front."""
    if not service.waiting_weeks:
        return t("No stated wait.")
    return t.n("Stated wait: {count} week.", "Stated wait: {count} weeks.", service.waiting_weeks)


def eligibility(t: Translator, words: Words, service: Service) -> Iterator[str]:
    """Whom the provider takes, condition by condition; nothing when it takes everybody."""
    rule, before = service.eligibility, service.prerequisites
    if rule.age_min > 0 and rule.age_max < 120:
        yield t("ages {low} to {high}", low=rule.age_min, high=rule.age_max)
    elif rule.age_min > 0:
        yield t("from the age of {low}", low=rule.age_min)
    elif rule.age_max < 120:
        yield t("up to the age of {high}", high=rule.age_max)
    if rule.gender is not None:
        yield {Gender.FEMALE: t("women"), Gender.MALE: t("men")}.get(rule.gender, t("people of another gender"))
    if rule.education_max < 8:
        yield t("people with {schooling} at most", schooling=SCHOOLING[rule.education_max](t))
    if rule.months_unemployed_min:
        yield t.n(
            "at least {count} month without work", "at least {count} months without work", rule.months_unemployed_min
        )
    if rule.groups:
        yield t.list([GROUPS[group](t) for group in rule.groups])
    for domain, level in rule.need.items():
        yield t("{area} at {level} or below", area=labels.domain(t, domain), level=labels.level(t, level))
    for domain, level in before.levels.items():
        yield t("{area} at {level} or better", area=labels.domain(t, domain), level=labels.level(t, level))
    for other in before.services:
        yield t("after {service}", service=labels.service(words, other))
    if not rule.while_employed:
        yield t("people without work")
