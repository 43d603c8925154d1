"""Which move carries out which deed, and what it costs in minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scenarios.moves import passing, planning, talking, working
from scenarios.moves.refused import Refused
from scenarios.run import (
    Advance,
    AgreePlan,
    AskConsent,
    AskView,
    Close,
    Conference,
    Deed,
    DropActivity,
    DropAim,
    EndService,
    Enquire,
    Finish,
    FollowUp,
    Inject,
    Meet,
    Note,
    ProposePlan,
    Rate,
    Refer,
    Reply,
    Respond,
    Say,
    SetActivity,
    SetAim,
    Share,
    TakeOver,
)

if TYPE_CHECKING:
    from scenarios.engine import Replay

__all__ = ["MOVES", "Refused", "cost"]

MOVES: dict[type, Callable[[Replay, str, Any], None]] = {
    Meet: talking.meet,
    Say: talking.speak,
    AskConsent: talking.ask_consent,
    AskView: talking.ask_view,
    Share: talking.share,
    TakeOver: talking.take_over,
    Reply: talking.reply,
    Enquire: working.enquire,
    Refer: working.refer,
    EndService: working.end_service,
    Conference: working.confer,
    Respond: working.respond,
    Inject: working.inject,
    Note: working.note,
    Rate: planning.rate,
    SetAim: planning.set_aim,
    DropAim: planning.drop_aim,
    SetActivity: planning.set_activity,
    DropActivity: planning.drop_activity,
    ProposePlan: planning.propose,
    AgreePlan: planning.agree,
    Advance: passing.advance,
    Close: passing.close,
    FollowUp: passing.follow_up,
    Finish: passing.finish,
}


def cost(run: Replay, deed: Deed) -> int:
    """Minutes of the case manager's time; what has no price is free."""
    minutes = run.manners.minutes
    if isinstance(deed, Meet):
        return minutes[deed.place]
    if isinstance(deed, Refer):
        return minutes["refer_warm" if deed.warm else "refer"]
    if isinstance(deed, Conference):
        return minutes["conference"] + minutes["conference_partner"] * len(set(deed.partners))
    if isinstance(deed, Respond):
        event = run.scenario.event_by_id.get(deed.event)
        return next((one.minutes for one in event.responses if one.id == deed.response), 0) if event else 0
    return minutes.get(deed.kind, 0)
