"""What every part of the caseload page shares: the caseload as loaded, and one way to decide."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import streamlit as st

from scenarios.caseload.cards import Card
from scenarios.caseload.replay import Caseload
from scenarios.loader import Words
from scenarios.service import caseloads
from scenarios.views import double_click
from studio.errors import StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.widgets.filled import Carried
from studio.widgets.frame import current_actor, said

PART, OPENED = "part", "client"


@dataclass(frozen=True)
class Desk:
    actor: Actor
    t: Translator
    loaded: caseloads.Loaded
    words: Words

    @cached_property
    def carried(self) -> Carried:
        return Carried(self.loaded.id)

    @property
    def load(self) -> Caseload:
        return self.loaded.load

    def card(self, person: str) -> Card:
        return self.load.cards[person]

    def name(self, person: str) -> str:
        return self.load.exercise.person(person).profile.name

    def key(self, name: str) -> str:
        return f"{self.loaded.id}/{name}"

    def open(self, person: str) -> None:
        """Show this client's file (in a callback)."""
        st.session_state[self.key(OPENED)] = person
        st.session_state[self.key(PART)] = "client"

    def decide(self, deed: Mapping[str, Any], text: str = "") -> bool:
        """One decision; the same one drawn on the same state counts once, however often it is clicked."""
        actor = current_actor()
        if actor is None or double_click.other_half(self.loaded.id, deed, text):
            return False
        drawn = json.dumps([self.loaded.sequence, deed, text], sort_keys=True, default=str)
        key = hashlib.sha256(drawn.encode()).hexdigest()[:32]
        try:
            caseloads.decide(actor, self.loaded.id, deed, key=key, text=text)
        except StudioError as error:
            said(self.t, error)
            return False
        double_click.done(self.loaded.id, deed, text)
        return True

    def button(
        self,
        label: str,
        key: str,
        deed: Mapping[str, Any] | Callable[[], Mapping[str, Any]],
        *,
        text: Callable[[], str] | None = None,
        after: Callable[[], None] | None = None,
        **options: Any,
    ) -> None:
        """A button that is one decision; `deed` and `text` may be made from the widgets' values at the click."""

        def clicked() -> None:
            done = self.decide(deed() if callable(deed) else deed, text() if text else "")
            if done and after:
                after()

        st.button(label, key=self.key(f"do/{key}"), on_click=clicked, **options)

    def write(self, label: str, kind: str, person: str, turn: int) -> str:
        """A short text to a deed that is not done yet; it is kept when it is left. Returns the key of its widget.

        `turn` counts the deeds of this kind, so that the field is empty once its text is filed.
        """
        kept = self.loaded.drafts.get(f"{kind}/{person}", "")
        key = self.carried.key(self.key(f"text/{kind}/{person}/{turn}"), kept)

        def left() -> None:
            actor = current_actor()
            if actor is not None:
                try:
                    caseloads.save_draft(actor, self.loaded.id, kind, person, st.session_state[key])
                except StudioError as error:
                    said(self.t, error)

        st.text_input(label, kept, max_chars=300, key=key, on_change=left)
        return key

    def minutes(self, minutes: int) -> str:
        return self.t("{minutes} min", minutes=minutes)
