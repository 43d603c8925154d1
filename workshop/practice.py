"""The practice room as this room uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

try:
    from scenarios.service import *  # type: ignore  # noqa: F403
    from scenarios.service import Progress, debrief_summary, erase_texts, gallery, heads, progress, start_run, words  # type: ignore  # noqa: F401, E501
except ImportError:  # INTERIM until scenarios/service.py exists

    @dataclass(frozen=True)
    class Progress:  # type: ignore[no-redef]
        stage: str
        week: int

    def gallery(locale: str) -> list[Any]:
        return []

    def heads(run_ids: Any) -> dict[str, int]:
        return {}

    def progress(run_ids: Any) -> dict[str, Any]:
        return {}

    def words(scenario_id: str, locale: str) -> Any:
        return lambda key: key

    def start_run(*a: Any, **k: Any) -> str:
        raise NotImplementedError

    def debrief_summary(run_id: str) -> Any:
        raise NotImplementedError

    def erase_texts(session: Any, run_ids: Any) -> None: ...
