"""What every part of the case page shares: the run as loaded, and one way to decide."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from scenarios import service
from scenarios.case import Case
from scenarios.loader import Words
from scenarios.scenario import Scenario
from scenarios.service import drafts
from scenarios.views import double_click
from studio.changes import SetField
from studio.errors import StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.messages import explain
from studio.widgets.frame import current_actor, said
from studio.widgets.links import page_link
from studio.widgets.writing import writing, written


def tell_held(t: Translator, debrief: Path, object_id: str) -> None:
    """Say that the activity of a workshop was closed, and lead to what is left: the debrief."""
    st.info(t("The trainer has closed this activity: nothing more can be decided."), icon=":material/lock:")
    page_link(debrief, t("Go to the debrief"), icon=":material/insights:", query_params={"id": object_id})


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
        if actor is None or double_click.other_half(self.loaded.id, deed, texts):
            return False
        drawn = json.dumps([self.loaded.sequence, deed, texts], sort_keys=True, default=str)
        key = hashlib.sha256(drawn.encode()).hexdigest()[:32]
        try:
            service.decide(actor, self.loaded.id, deed, key=key, texts=texts or {}, filed=filed)
        except StudioError as error:
            said(self.t, error)
            return False
        double_click.done(self.loaded.id, deed, texts)
        return True

    def button(
        self, label: str, key: str, deed: Mapping[str, Any] | Callable[[], Mapping[str, Any]], **options: Any
    ) -> None:
        """A button that is one decision; `deed` may be made from the widgets' values at the click."""

        def clicked() -> None:
            self.decide(deed() if callable(deed) else deed)

        st.button(label, key=f"{self.loaded.id}/do/{key}", on_click=clicked, **options)

    def price(self, label: str, kind: str) -> str:
        """A button's label with the minutes that it takes."""
        return self.t("{label} ({minutes} min)", label=label, minutes=self.loaded.replay.manners.minutes[kind])

    @property
    def opened(self) -> str:
        """What of the plan is open for writing: the id of an aim or activity, `aim:area` for a new one, or nothing.

        It stands in the address too, so that a refresh keeps it; the address alone would lose to a late rerun.
        """
        key = f"{self.loaded.id}/open"
        return str(st.session_state.setdefault(key, st.query_params.get("open", "")))

    def open(self, what: str) -> None:
        """Open one thing for writing and close every other."""
        st.session_state[f"{self.loaded.id}/open"] = what

    def mirror_opened(self) -> None:
        """Write what is open into the address."""
        if self.opened:
            st.query_params["open"] = self.opened
        else:
            st.query_params.pop("open", None)

    def opener(
        self, label: str, what: str, *, where: str = "", before: Callable[[], None] | None = None, **options: Any
    ) -> None:
        """A button that opens one thing for writing, or closes it when `what` is empty."""

        def clicked() -> None:
            if before:
                before()
            self.open(what)

        st.button(label, key=f"{self.loaded.id}/open/{where}/{what}", on_click=clicked, **options)

    @staticmethod
    def next_id(kind: str, taken: Collection[str]) -> str:
        """Id of the next aim or activity. What is written for it lies under this id, so a save that arrives after the
        filing finds the text it belongs to."""
        number = len(taken) + 1
        while f"{kind}_{number}" in taken:
            number += 1
        return f"{kind}_{number}"

    def keep(self, place: str, text: str) -> None:
        """Keep a text in the making, or a person's choice about the page, beside the log."""
        actor = current_actor()
        if actor is None:
            return
        try:
            base = service.load(actor, self.loaded.id).draft.text(place)
            service.save_draft(actor, self.loaded.id, [SetField(path=place, base=base, value=text)])
        except StudioError as error:
            said(self.t, error)

    def keeper(self, label: str, place: str, text: str, **options: Any) -> None:
        """A button that keeps a text."""
        st.button(label, key=f"{self.loaded.id}/keep/{place}", on_click=self.keep, args=(place, text), **options)

    def way(self, part: str, label: str, where: str = "guide") -> None:
        """A button that opens another part of the case."""

        def clicked() -> None:
            st.session_state[f"{self.loaded.id}/part"] = part

        st.button(label, key=f"{self.loaded.id}/way/{where}/{part}", type="tertiary", on_click=clicked)

    def wording(self, place: str, text: str, texts: dict[str, str]) -> dict[str, Any]:
        """A typed text as a deed names it; the text itself goes into `texts`."""
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        text_id = f"{place}-{self.loaded.sequence + 1}-{digest}"
        texts[text_id] = text
        return {"text": text_id}

    def write(
        self,
        place: str,
        label: str,
        hint: str = "",
        rows: int = 3,
        reports: bool = False,
        entered: Callable[[], None] | None = None,
    ) -> None:
        """A text that saves itself while it is typed, until it is filed; `entered` runs when Enter is pressed in it."""
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
            reports=reports,
            entered=entered,
        )

    def typed(self, place: str) -> str:
        """What stands in a field that reports, at the click of a button beside it."""
        text = written(self.loaded.id, place)
        return (self.loaded.draft.text(place) if text is None else text).strip()

    def under_review(self, what: str, fields: Mapping[str, str]) -> bool:
        """Whether the dialog before filing is open; not while a field (place and label) cannot be saved: it is named.

        It stays open until it is answered: a save that is acknowledged meanwhile draws the page anew.
        """
        key = f"{self.loaded.id}/over/{what}"
        for place, label in fields.items():
            try:
                drafts.fit(written(self.loaded.id, place) or "")
            except StudioError as error:
                if st.session_state.get(key):
                    st.session_state[key] = "refused"
                    st.error(f"{label}: {explain(error, self.t)}")
        return st.session_state.get(key) == "open"

    def begin_review(self, what: str) -> None:
        """Open the dialog before filing."""
        st.session_state[f"{self.loaded.id}/over/{what}"] = "open"

    def end_review(self, what: str) -> None:
        st.session_state.pop(f"{self.loaded.id}/over/{what}", None)

    def drafted(self, *places: str) -> dict[str, str]:
        """What is written at these places now, the empty ones left out; read again at the click."""
        actor = current_actor()
        if actor is None:
            return {}
        draft = service.load(actor, self.loaded.id).draft
        return {place: draft.text(place) for place in places if draft.text(place).strip()}
