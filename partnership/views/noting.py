"""Text fields that remember what somebody has written and not said yet."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from partnership.services import note
from studio.errors import Forbidden, StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.widgets.frame import current_actor, said


class Notes:
    """Fields of one agreement and person; what stands in them is kept when they are left."""

    def __init__(self, actor: Actor, agreement_id: str, t: Translator) -> None:
        self.actor, self.agreement_id, self.t = actor, agreement_id, t
        self._kept = note.kept(actor, agreement_id)

    def area(self, place: str, label: str, default: str = "", **options: object) -> str:
        """A text field; returns what stands in it now."""
        key = self._key(place)

        def left() -> None:
            try:
                actor = current_actor()
                if actor is None:
                    raise Forbidden("session_ended")
                note.keep(actor, self.agreement_id, place, st.session_state[key])
            except StudioError as error:
                said(self.t, error)

        value = st.text_area(label, self._kept.get(place, default), key=key, on_change=left, **options)
        return str(value or "")

    def done(self, places: Iterable[str]) -> None:
        """Empty fields whose text has been said."""
        places = list(places)
        note.forget(self.actor, self.agreement_id, places)
        for place in places:
            turn = f"{self.agreement_id}/{place}=turn"
            st.session_state[turn] = st.session_state.get(turn, 0) + 1

    def _key(self, place: str) -> str:
        return f"{self.agreement_id}/{place}/{st.session_state.get(f'{self.agreement_id}/{place}=turn', 0)}"
