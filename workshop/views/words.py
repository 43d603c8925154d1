"""Codes of this room and of the work in it, put into words."""

from __future__ import annotations

from collections.abc import Callable

from studio.languages import Translator
from toolkit.domains import Domain
from toolkit.loader import domain_texts
from workshop import practice
from workshop.programme import Kind, State
from workshop.services.lead import ActivityInfo

CASE = "/tmp/stub/case.py"
DEBRIEF = "/tmp/stub/debrief.py"

STATES: dict[State, Callable[[Translator], str]] = {
    State.PREPARED: lambda t: f":material/visibility_off: {t('prepared, not visible yet')}",
    State.OPEN: lambda t: f":material/play_circle: {t('open')}",
    State.CLOSED: lambda t: f":material/lock: {t('closed')}",
}


def scenarios(t: Translator) -> dict[str, str]:
    """Scenario id -> title, as the library offers them."""
    return {found.id: found.title for found in practice.gallery(t.locale)}


def activity_title(activity: ActivityInfo, t: Translator) -> str:
    match activity.kind:
        case Kind.SCENARIO:
            return scenarios(t).get(activity.parameters["scenario"], t("Scenario that was removed"))


def activity_summary(activity: ActivityInfo, t: Translator) -> str:
    match activity.kind:
        case Kind.SCENARIO:
            found = {one.id: one.summary for one in practice.gallery(t.locale)}
            return found.get(activity.parameters["scenario"], "")


def words_of(activity: ActivityInfo, t: Translator) -> Callable[[str], str]:
    """The texts of what an activity is about, by key."""
    match activity.kind:
        case Kind.SCENARIO:
            return practice.words(activity.parameters["scenario"], t.locale)


def domain_words(domain: str, t: Translator) -> str:
    return domain_texts(t.locale)[Domain(domain)].title


def criterion_words(criterion: str, t: Translator) -> str:
    return criterion


def stage_words(stage: str, t: Translator) -> str:
    return stage


def progress_words(progress: practice.Progress | None, t: Translator) -> str:
    if progress is None:
        return t("not begun")
    return f"{progress.stage}, week {progress.week}"
