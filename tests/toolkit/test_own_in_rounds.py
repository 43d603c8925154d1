"""An instrument of one's own goes through a whole round: a guest answers by link, every page and file shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studio import identity, ids
from studio.changes import SetField
from studio.identity import Actor
from tests.toolkit.test_own import LEVELS, survey
from tests.toolkit.test_views import _fine, _open
from toolkit.services import assess, export, invite, own, rounds

FORM = survey(
    ("begin group", "group_doors", "Doors <b>open</b>", ""),
    ("select_one agree", "hours", "1.1 Hours: after five", "Timetable"),
    ("text", "story", "What *happened* at your door?", ""),
    ("end group", "", "", ""),
    choices=LEVELS,
)


@pytest.fixture
def manager(actor: Callable[..., Actor]) -> Actor:
    return actor("manager", "Ana")


def test_a_guest_answers_and_everything_shows_it(manager: Actor) -> None:
    own_id = own.keep(manager, FORM, ids.new("key"))
    round_id = assess.start(manager, own_id, "Doors", ids.new("ass"))
    partner = rounds.add_partner(manager, round_id, "Partner", ids.new("par"))
    secret = invite.invite(manager, round_id, partner, 7, ids.new("inv"))
    joined = invite.join(None, secret, "Guest", ids.new("key"), device="", locale="en")
    session_id = identity.session_of_secret(joined.secret)
    assert session_id is not None
    guest = identity.resolve(session_id)
    assert guest is not None
    [scored] = assess.load(guest, round_id).instrument.scored()
    assess.save_ratings(guest, round_id, [SetField(path=f"items/{scored.id}/score", base=None, value=2)], "k")
    for page, shown in (("answer", round_id), ("round", round_id), ("own", ""), ("instrument", own_id)):
        _fine(_open(manager, page, id=shown))
    rounds.close(manager, round_id)
    for page in ("results", "consensus", "plan", "round"):
        _fine(_open(manager, page, id=round_id))
    _fine(_open(guest, "results", id=round_id))
    assert assess.findings(guest, round_id).results.mean == 2
    for to in ("docx", "pdf", "xlsx"):
        assert export.assessment(manager, round_id, to)[2]
    assert export.instrument(manager, own_id, "pdf")[2].startswith(b"%PDF")
