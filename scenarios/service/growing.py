"""A person's own progress over runs. Only the person sees it."""

from __future__ import annotations

from sqlmodel import select

from scenarios import loader
from scenarios.debriefing import growth
from scenarios.debriefing.growth import Played, Suggestion
from scenarios.scoring.practice import score
from scenarios.service import play
from scenarios.tables import RunRow
from studio import clock
from studio.database import reading
from studio.identity import Actor
from studio.rights import require

MOST = 40
"""Runs looked at, the latest ones."""


def played(actor: Actor) -> list[Played]:
    """The actor's runs in which something was said or done, from the first to the latest."""
    require(actor, "practice.play")
    with reading() as session:
        rows = session.exec(
            select(RunRow)
            .where(RunRow.person_id == actor.person_id, RunRow.deleted_at == None, RunRow.sequence > 0)  # noqa: E711
            .order_by(RunRow.created_at.desc())  # type: ignore[attr-defined]
            .limit(MOST)
        ).all()
        found = []
        for row in reversed(rows):
            replay = play.state(session, row)
            found.append(
                Played(
                    run_id=row.id,
                    scenario_id=row.scenario_id,
                    at=clock.aware(row.changed_at),
                    finished=row.stage in ("followed_up", "finished"),
                    practice=score(replay),
                    habits=growth.habits(replay),
                )
            )
        return found


def suggested(actor: Actor, run_id: str) -> Suggestion | None:
    """The scenario of the library that suits the actor after this run; None when it is not the actor's own."""
    runs = played(actor)
    last = next((run for run in runs if run.run_id == run_id), None)
    if last is None:
        return None
    library = {name: loader.builtin(name).scenario for name in loader.library()}
    return growth.next_case(last, {run.scenario_id for run in runs}, library)
