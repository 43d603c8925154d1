"""Who fills the forms of a run: the writer for the seat whose file is asked for."""

from __future__ import annotations

from scenarios.case_file import Writer
from scenarios.service.look import Loaded
from studio.identity import Actor
from studio.languages import translator


def writer(actor: Actor, loaded: Loaded) -> Writer:
    """Fills forms for the seat whose file is asked for; a trainer reads the first one."""
    seat = loaded.seat if loaded.seat in loaded.replay.inputs.played else loaded.replay.inputs.played[0]
    name = actor.name if loaded.person_id == actor.person_id else ""
    return Writer(loaded.replay, loaded.package, loaded.texts, seat, name, translator(actor.locale))
