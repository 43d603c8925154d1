"""Text fields that remember what somebody has written and not said yet."""

from __future__ import annotations

from collections.abc import Iterable

from partnership.services import note
from studio.identity import Actor
from studio.languages import Translator
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

    def done(self, places: Iterable[str]) -> None:
        """Empty fields whose text has been said."""
        note.forget(self.actor, self.agreement_id, places)
