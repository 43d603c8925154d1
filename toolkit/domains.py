"""The sixteen areas of a person's life that casework looks at, and the five steps each is read on."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Domain(StrEnum):
    """An area of life; the value is the id used in files, logs and service offers and never changes."""

    WORK_EXPERIENCE = "work_experience"
    SKILLS = "skills"
    JOB_SEARCH = "job_search"
    DIGITAL_LANGUAGE = "digital_language"
    INCOME = "income"
    DEBT = "debt"
    HOUSING = "housing"
    MOBILITY = "mobility"
    PHYSICAL_HEALTH = "physical_health"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"
    CARE_DUTIES = "care_duties"
    FAMILY_SAFETY = "family_safety"
    SOCIAL_NETWORK = "social_network"
    LEGAL_DOCUMENTS = "legal_documents"
    DISCRIMINATION = "discrimination"


class Level(IntEnum):
    """How things stand in a domain; higher is better. Between two steps the lower one is recorded."""

    IN_CRISIS = 0
    STRUGGLING = 1
    COPING = 2
    BUILDING = 3
    THRIVING = 4


DOMAINS: tuple[Domain, ...] = tuple(Domain)
"""All domains in the order of arrays and tables."""

LEVELS: tuple[Level, ...] = tuple(Level)
