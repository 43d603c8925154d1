"""Begin a run with an invented client: somebody new, or the one of a code."""

from __future__ import annotations

from scenarios.invented.code import ClientCode
from scenarios.service.play import start_run
from studio.errors import Invalid
from studio.identity import Actor


def meet_somebody(actor: Actor, territory: str, difficulty: int, *, key: str) -> str:
    """Begin with somebody new and return the run's id; the same `key` again gives the same run."""
    try:
        code = ClientCode.somebody(territory, difficulty)
    except ValueError as error:
        raise Invalid("client_unknown") from error
    return start_run(actor, code.scenario_id, key=key)


def meet_again(actor: Actor, typed: str, *, key: str) -> str:
    """Begin with the client of a code as somebody types it; Invalid `client_code_unusable` when it is none."""
    return start_run(actor, client_id(typed), key=key)


def client_id(typed: str) -> str:
    """The scenario id of a client code."""
    try:
        return ClientCode.typed(typed).scenario_id
    except ValueError as error:
        raise Invalid("client_code_unusable", typed=typed.strip()[:20]) from error
