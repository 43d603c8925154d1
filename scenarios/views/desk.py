"""What every part of the case page shares: the run as loaded, and one way to decide."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from scenarios import service
from scenarios.case import Case
from scenarios.loader import Words
from scenarios.scenario import Scenario
from studio.errors import StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.widgets.frame import current_actor, said
from studio.widgets.writing import writing


def part_of(label: str, parts: Mapping[str, str], key: str) -> str:
    """Which part of a page is shown; it stands in the address by its id, so that a refresh comes back to it."""
    asked = st.query_params.get("part", "")
    st.session_state.setdefault(key, asked if asked in parts else next(iter(parts)))
    chosen = st.segmented_control(
        label,
        list(parts),
        format_func=parts.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    st.query_params["part"] = chosen
    return str(chosen)


@dataclass(frozen=True)
class Desk:
    actor: Actor
    t: Translator
    loaded: service.Loaded
    words: Words

    @property
    def case(self) -> Case:
        return self.loaded.replay.case

    @property
    def scenario(self) -> Scenario:
        return self.loaded.package.scenario

    @property
    def seat(self) -> str:
        """The seat whose file is shown; a trainer looks over the shoulder of the first one."""
        played = self.loaded.replay.inputs.played
        return self.loaded.seat if self.loaded.seat in played else played[0]

    @property
    def client(self) -> str:
        return self.scenario.client.profile.name

    @property
    def over(self) -> bool:
        """Whether casework has ended."""
        return self.case.stage != "open"

    def decide(
        self, deed: Mapping[str, Any], texts: Mapping[str, str] | None = None, filed: Sequence[str] = ()
    ) -> bool:
        """One decision; the same one drawn on the same state counts once, however often it is clicked."""
        actor = current_actor()
        if actor is None:
            return False
        drawn = json.dumps([self.loaded.sequence, deed, texts], sort_keys=True, default=str)
        key = hashlib.sha256(drawn.encode()).hexdigest()[:32]
        try:
            service.decide(actor, self.loaded.id, deed, key=key, texts=texts or {}, filed=filed)
        except StudioError as error:
            said(self.t, error)
            return False
        return True

    def button(
        self, label: str, key: str, deed: Mapping[str, Any] | Callable[[], Mapping[str, Any]], **options: Any
    ) -> None:
        """A button that is one decision; `deed` may be made from the widgets' values at the click."""

        def clicked() -> None:
            self.decide(deed() if callable(deed) else deed)

        st.button(label, key=f"{self.loaded.id}/do/{key}", on_click=clicked, **options)

    def wording(self, place: str, text: str, texts: dict[str, str]) -> dict[str, Any]:
        """A typed text as a deed names it; the text itself goes into `texts`."""
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        text_id = f"{place}-{self.loaded.sequence + 1}-{digest}"
        texts[text_id] = text
        return {"text": text_id}

    def write(self, place: str, label: str, hint: str = "", rows: int = 3) -> None:
        """A long text that saves itself while it is typed, until it is filed."""
        writing(
            label,
            document_id=self.loaded.id,
            path=place,
            value=self.loaded.draft.text(place),
            revision=self.loaded.draft.revision,
            url=f"/practice/{self.loaded.id}/save",
            t=self.t,
            hint=hint,
            rows=rows,
        )

    def drafted(self, *places: str) -> dict[str, str]:
        """What is written at these places now, the empty ones left out; read again at the click."""
        actor = current_actor()
        if actor is None:
            return {}
        draft = service.load(actor, self.loaded.id).draft
        return {place: draft.text(place) for place in places if draft.text(place).strip()}
