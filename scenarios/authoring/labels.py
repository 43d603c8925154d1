"""Names of what an author chooses from, in the words of the field; codes stay in the files."""

from __future__ import annotations

from scenarios import criteria
from scenarios.authoring.findings import Section
from scenarios.client import GROUPS
from scenarios.scenario import CRITERIA
from studio.languages import Translator
from toolkit.domains import Level
from toolkit.loader import level_name


def sections(t: Translator) -> dict[Section, str]:
    return {
        "about": t("About"),
        "client": t("Client"),
        "facts": t("Facts"),
        "voice": t("Voice"),
        "partners": t("Partners and seats"),
        "services": t("Services"),
        "stances": t("The client's stances"),
        "events": t("Events"),
        "goals": t("Objectives and reference plan"),
        "debrief": t("Debrief questions"),
    }


def leads(t: Translator) -> dict[Section, str]:
    """One sentence about each part: what it is for."""
    return {
        "about": t("What people read before they begin, and what the scenario rests on."),
        "client": t("Who the person is on paper, and how things truly stand. Synthetic people only."),
        "facts": t(
            "What is true about the client, who knows it, and what opens it. A fact is told when one of its keys fits."
        ),
        "voice": t(
            "What the client says besides facts. The first line that fits is said, so put the special ones first."
        ),
        "partners": t("The institutions around the client, and the chairs that people can play."),
        "services": t("What the partners offer. The first area of life is the main one."),
        "stances": t("Where the client says no, or wants something else first. Without a stance the client agrees."),
        "events": t("What life brings meanwhile, and how it can be answered."),
        "goals": t("What people learn here, and one good plan to compare theirs with."),
        "debrief": t("Questions for the talk afterwards; open ones work best."),
    }


def partner_kinds(t: Translator) -> dict[str, str]:
    return {
        "pes": t("Employment service"),
        "csw": t("Centre for social work"),
        "municipality": t("Municipality"),
        "health": t("Health care"),
        "school": t("School"),
        "ngo": t("Civil society organisation"),
        "employer": t("Employer"),
        "training": t("Training provider"),
        "justice": t("Court, police or probation"),
        "registry": t("Registry office"),
        "other": t("Other"),
    }


def service_kinds(t: Translator) -> dict[str, str]:
    return {
        "job_search": t("Help with looking for work"),
        "training": t("Training"),
        "work_practice": t("Work practice"),
        "public_works": t("Public works"),
        "wage_subsidy": t("Wage subsidy"),
        "supported_employment": t("Supported employment"),
        "counselling": t("Counselling"),
        "treatment": t("Treatment"),
        "debt_advice": t("Debt advice"),
        "benefit": t("Benefit"),
        "care": t("Care for children or others"),
        "housing": t("Housing"),
        "transport": t("Transport"),
        "legal": t("Legal help and documents"),
        "protection": t("Protection from violence"),
        "mediation": t("Mediation"),
        "peer_group": t("Peer group"),
    }


def sensitivities(t: Translator) -> dict[str, str]:
    return {
        "ordinary": t("Ordinary"),
        "private": t("Private"),
        "sensitive": t("Sensitive (health, violence, offences, origin, belief)"),
    }


def genders(t: Translator) -> dict[str, str]:
    return {"female": t("Female"), "male": t("Male"), "other": t("Other")}


def education(t: Translator) -> dict[int, str]:
    """ISCED 2011 levels."""
    return {
        0: t("Less than primary school"),
        1: t("Primary school"),
        2: t("Lower secondary school"),
        3: t("Upper secondary school"),
        4: t("Further training after secondary school"),
        5: t("Short tertiary course"),
        6: t("Bachelor"),
        7: t("Master"),
        8: t("Doctorate"),
    }


def spells(t: Translator) -> dict[str, str]:
    return {
        "employed": t("Employed"),
        "informal": t("Informal work"),
        "farm": t("Work on a farm"),
        "abroad": t("Work abroad"),
        "care": t("Caring for others"),
        "education": t("School or training"),
        "unemployed": t("Without work"),
    }


def groups(t: Translator) -> dict[str, str]:
    words = {
        "youth": t("Young people"),
        "older": t("Older people"),
        "long_term": t("Long-term unemployed"),
        "rural": t("Rural"),
        "minority": t("Minority"),
        "roma": t("Roma"),
        "disability": t("People with disabilities"),
        "returnee": t("Returnees"),
        "single_parent": t("Single parents"),
        "released": t("Released from prison"),
        "refugee": t("Refugees"),
        "social_assistance": t("Receiving social assistance"),
        "redundancy": t("Made redundant"),
    }
    return {name: words[name] for name in GROUPS}


def qualities(t: Translator) -> dict[str, str]:
    return {"good": t("Good"), "fair": t("Fair"), "poor": t("Poor"), "harmful": t("Harmful")}


def principles(t: Translator) -> dict[str, str]:
    """Principles of the code of ethics (guidelines 5.6)."""
    return {
        "confidentiality": t("Confidentiality"),
        "dignity": t("Dignity"),
        "objectivity": t("Objectivity"),
        "information": t("Duty to inform"),
        "welfare": t("Welfare of the client"),
    }


def stance_answers(t: Translator) -> dict[str, str]:
    return {"refuses": t("Says no"), "bargains": t("Says: not like this")}


def documents(t: Translator) -> dict[str, str]:
    return {
        "guidelines": t("Guidelines"),
        "brief": t("Case management brief"),
        "activities": t("Case managing activities"),
        "taa": t("TAA case management practices"),
        "issa": t("ISSA comparison"),
        "own": t("Own professional practice"),
    }


def judged(t: Translator) -> dict[str, str]:
    """Criterion -> its title."""
    words = criteria.criterion_words(t.locale)
    return {name: words(f"{name}.title") for name in CRITERIA}


def levels(t: Translator) -> dict[int, str]:
    return {int(level): f"{int(level)} · {level_name(level, t.locale)}" for level in Level}


def severities(t: Translator) -> dict[str, str]:
    return {"error": t("Must be mended"), "warning": t("Worth a look"), "note": t("Good to know")}
