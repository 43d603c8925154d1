"""Editors for answers: levels with their anchors in sight, and the two texts of an answer."""

from __future__ import annotations

from typing import Any

import streamlit as st

from studio.languages import Translator
from studio.widgets.fields import Fields
from studio.widgets.writing import writing
from toolkit.assessment import LENS_VALUES, Lens
from toolkit.instrument import Instrument, InstrumentWords

UNANSWERED = "unanswered"
"""Stands for no level in the list; a radio takes None for its first option."""


class AnswerFields(Fields):
    """Fields of answers; a level is picked from a list that shows what each level looks like."""

    def level(
        self, item_id: str, label: str, instrument: Instrument, words: InstrumentWords, applicable: bool = True
    ) -> None:
        path = f"items/{item_id}/score"
        levels = instrument.scale.levels
        options = [*levels, UNANSWERED]
        anchors = zip(levels, words.levels, words.nodes[item_id].anchors, strict=True)
        named = {level: f"**{level} {name}**: {anchor}" for level, name, anchor in anchors}
        value, bound = self.bound(
            path, lambda v: UNANSWERED if v is None else v, lambda v: None if v == UNANSWERED else v
        )
        bound["disabled"] = self.disabled or not applicable
        st.radio(
            label,
            options,
            index=options.index(value),
            format_func=lambda v: self.t("No answer yet") if v == UNANSWERED else named[v],
            **bound,
        )

    def lenses(self, item_id: str, disabled: bool = False) -> None:
        """The three lenses, each no, partly or yes, or left open."""
        t = self.t
        names = {0: t("No"), 1: t("Partly"), 2: t("Yes")}
        labels = {
            Lens.AGREED: t("Agreed: is it written down or decided?"),
            Lens.PRACTISED: t("Practised: is it what people do?"),
            Lens.WORKS: t("Works: does it lead to what it is for?"),
        }
        for lens, label in labels.items():
            value, bound = self.bound(f"items/{item_id}/{lens}", lambda v: v, lambda v: v)
            bound["disabled"] = self.disabled or disabled
            st.segmented_control(label, LENS_VALUES, default=value, format_func=names.__getitem__, **bound)


def answer_text(
    name: str,
    label: str,
    *,
    item: dict[str, Any],
    document_id: str,
    revision: int,
    url: str,
    t: Translator,
    hint: str = "",
    rows: int = 3,
) -> None:
    """A text of one answer that saves itself while it is typed."""
    writing(
        label,
        document_id=document_id,
        path=f"items/{item['id']}/{name}",
        value=item[name],
        revision=revision,
        url=url,
        t=t,
        hint=hint,
        rows=rows,
    )
