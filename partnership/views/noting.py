"""Text fields that remember what somebody has written and not said yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from partnership.services import note
from studio.errors import StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.messages import explain
from studio.widgets.writing import writing, written


class Notes:
    """Fields of one agreement and person; what stands in them saves itself while it is typed."""

    def __init__(self, actor: Actor, agreement_id: str, t: Translator) -> None:
        self.actor, self.agreement_id, self.t = actor, agreement_id, t
        self._kept = note.kept(actor, agreement_id)

    def area(self, place: str, label: str, default: str = "", *, rows: int = 3, hint: str = "") -> str:
        """A text field that begins with `default`; returns what stands in it now."""
        found = self._kept.get(place, note.Kept())
        document = f"{self.agreement_id}/notes/{found.turn}"
        text = found.text if found.revision else default
        writing(
            label,
            document_id=document,
            path=place,
            value=text,
            revision=found.revision,
            url=f"/agreements/{self.agreement_id}/notes/{found.turn}",
            t=self.t,
            hint=hint,
            rows=rows,
            reports=True,
        )
        now = written(document, place)
        return text if now is None else now

    def send(self, places: Iterable[str], say: Callable[[], object]) -> bool:
        """Say what stands in fields, by a service; when it refuses, that is shown here and the texts stay."""
        try:
            say()
        except StudioError as error:
            st.error(explain(error, self.t))
            return False
        self.done(places)
        return True

    def done(self, places: Iterable[str]) -> None:
        """Empty fields whose text has been said."""
        note.forget(self.actor, self.agreement_id, places)
