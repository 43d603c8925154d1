"""Codes of this room and of the work in it, put into words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scenarios import criteria
from scenarios.caseload.package import builtin
from scenarios.service import Progress, caseloads
from studio.languages import Translator
from studio.settings import ROOT
from toolkit.domains import Domain
from toolkit.loader import domain_texts
from workshop import cases
from workshop.programme import Kind, State
from workshop.services.lead import ActivityInfo

CASE = ROOT / "scenarios" / "views" / "case.py"
DEBRIEF = ROOT / "scenarios" / "views" / "debrief.py"
PAGES: dict[Kind, tuple[Path, Path]] = {
    Kind.SCENARIO: (CASE, DEBRIEF),
    Kind.CASELOAD: (
        ROOT / "scenarios" / "views" / "caseload.py",
        ROOT / "scenarios" / "views" / "caseload_debrief.py",
    ),
}
"""Where one works and where one looks back, by kind of activity."""

STATES: dict[State, Callable[[Translator], str]] = {
    State.PREPARED: lambda t: f":material/visibility_off: {t('prepared, not visible yet')}",
    State.OPEN: lambda t: f":material/play_circle: {t('open')}",
    State.CLOSED: lambda t: f":material/lock: {t('closed')}",
}

STAGES: dict[str, Callable[[Translator], str]] = {
    "arriving": lambda t: t("has opened the case"),
    "interview": lambda t: t("is talking with the client"),
    "plan": lambda t: t("is planning"),
    "weeks": lambda t: t("is living the weeks"),
    "closed": lambda t: t("has closed the case"),
    "followed_up": lambda t: t("has followed up"),
    "finished": lambda t: t("has finished"),
}


def scenarios(t: Translator) -> dict[str, str]:
    """Scenario id -> title, as the library offers them."""
    return {found.id: found.title for found in cases.offered(t.locale).values()}


def activity_title(activity: ActivityInfo, t: Translator) -> str:
    match activity.kind:
        case Kind.SCENARIO:
            found = cases.found(activity.parameters["scenario"], t.locale)
            return found.title if found else t("Scenario that is no longer there")
        case Kind.CASELOAD:
            return t("Caseload: {title}", title=caseloads.title(activity.parameters["exercise"], t.locale))


def activity_summary(activity: ActivityInfo, t: Translator) -> str:
    match activity.kind:
        case Kind.SCENARIO:
            found = cases.found(activity.parameters["scenario"], t.locale)
            return found.summary if found else ""
        case Kind.CASELOAD:
            return builtin(activity.parameters["exercise"]).words(t.locale)("summary")


def domain_words(domain: str, t: Translator) -> str:
    return domain_texts(t.locale)[Domain(domain)].title


def criterion_words(criterion: str, t: Translator) -> str:
    return criteria.criterion_words(t.locale)(f"{criterion}.title")


def stage_words(stage: str, t: Translator) -> str:
    return STAGES[stage](t)


def progress_words(progress: Progress | None, t: Translator) -> str:
    if progress is None:
        return t("has not begun")
    return t("{stage}, week {week}", stage=stage_words(progress.stage, t), week=progress.week)
