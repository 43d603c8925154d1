"""Codes of this room and of the work in it, put into words."""

from __future__ import annotations

from collections.abc import Callable

from scenarios import service as practice
from studio.languages import Translator
from studio.settings import ROOT
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


def progress_words(progress: practice.Progress | None, t: Translator) -> str:
    if progress is None:
        return t("not begun")
    return f"{progress.stage}, week {progress.week}"
