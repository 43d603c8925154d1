"""Replays of this process, so that a decision need not replay the whole log. Kept ones are never changed."""

from __future__ import annotations

import threading
from collections import OrderedDict

from scenarios.engine import Replay

MOST = 256

_lock = threading.Lock()
_kept: OrderedDict[tuple[str, str], tuple[int, Replay]] = OrderedDict()


def recall(database: str, run_id: str, sequence: int) -> Replay | None:
    """The state of a run at exactly this line; whoever goes on from it takes a copy."""
    with _lock:
        found = _kept.get((database, run_id))
        if found is None or found[0] != sequence:
            return None
        _kept.move_to_end((database, run_id))
        return found[1]


def remember(database: str, run_id: str, sequence: int, replay: Replay) -> None:
    with _lock:
        known = _kept.get((database, run_id))
        if known is None or known[0] <= sequence:
            _kept[(database, run_id)] = (sequence, replay)
            _kept.move_to_end((database, run_id))
        while len(_kept) > MOST:
            _kept.popitem(last=False)
