"""The page on the screen carries what its fields were filled with, so that it can come back in a new session.

After a restart of the server, or when a phone has slept, a page sends everything it still shows. Whether a value was
typed or only shown is known by comparing it with what the field was filled with, and that was lost with the session.
Here the page carries it: the key of a widget without options, which nobody sees, holds a mark of each field's value,
and the browser sends the keys of all its widgets with every request (decision 0011).
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from struct import Struct
from struct import error as StructError
from typing import Any, NamedTuple

import streamlit as st
from streamlit.runtime.state.common import user_key_from_element_id

from studio.languages import Translator

SENT = "studio/filled"
"""Where a session keeps what the page that came back in it carried."""

_CARRIER = "/filled="
_FIELD = Struct(">5sH4s")
"""A field's name, turn and mark, as the page carries them."""


class Filled(NamedTuple):
    """How often a field of a page was filled anew (modulo 65,536), and the mark of the value it was filled with."""

    turn: int
    mark: bytes


def mark(shown: Any) -> bytes:
    """A short mark of a value as a widget holds it; equal values have equal marks."""
    number = isinstance(shown, int | float) and not isinstance(shown, bool)
    return blake2b(json.dumps(float(shown) if number else shown, default=str).encode(), digest_size=4).digest()


class Carried:
    """What a page carries of the controls of one document. Call `settle()` once at the end of the page."""

    def __init__(self, document_id: str) -> None:
        self._document_id = document_id
        self._fields: dict[str, Filled] = {}

    def keep(self, field: str, at: Filled) -> None:
        self._fields[field] = at

    def key(self, name: str, stored: Any) -> str:
        """Key of a control that is filled with the `stored` value and saves itself when it is changed.

        Where the value was changed elsewhere, the control is made anew, so that what the page still shows is not taken
        for a choice: also when the page comes back in a new session. After one's own change it stays the same one.
        """
        state, base, turns = st.session_state, f"{name}=base", f"{name}=turn"
        if turns not in state:
            on_screen = sent(name)
            state[turns] = on_screen.turn + (on_screen.mark != mark(stored)) if on_screen else 0
        elif stored != state[base] and state.get(turned(name, state[turns])) != stored:
            state[turns] += 1
        state[base] = stored
        self.keep(name, Filled(state[turns], mark(stored)))
        return turned(name, state[turns])

    def settle(self, t: Translator) -> None:
        """Let the page carry what was kept."""
        if self._fields:
            packed = b"".join(_FIELD.pack(_name(name), at.turn % 65_536, at.mark) for name, at in self._fields.items())
            key = f"{self._document_id}{_CARRIER}{urlsafe_b64encode(packed).decode()}"
            st.pills(t("State of this page"), (), key=key, label_visibility="collapsed")


def turned(name: str, turn: int) -> str:
    """Key of a control that was made anew so often."""
    return f"{name}~{turn}" if turn else name


def carried(widget_ids: Iterable[str]) -> dict[bytes, Filled]:
    """What a page carries, from the ids of the widgets it sends; what cannot be read is left out."""
    found = {}
    for widget_id in widget_ids:
        _, carrier, text = (user_key_from_element_id(widget_id) or "").rpartition(_CARRIER)
        if not carrier:
            continue
        with suppress(ValueError, StructError):
            for name, turn, seen in _FIELD.iter_unpack(urlsafe_b64decode(text)):
                found[name] = Filled(turn, seen)
    return found


def sent(name: str) -> Filled | None:
    """What the page that came back in this session shows for a control, if one did."""
    came_back: dict[bytes, Filled] = st.session_state.get(SENT, {})
    return came_back.get(_name(name))


def _name(control: str) -> bytes:
    return blake2b(control.encode(), digest_size=5).digest()
