"""What the parts of the scenario editor are made of: named fields bound to one draft, texts beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from scenarios import labels as room
from scenarios.authoring.wording import fields, name_of
from scenarios.client import DOMAINS
from scenarios.facts import TOPICS
from scenarios.service import authoring, pending
from scenarios.service.authoring import Draft
from scenarios.service.pending import Typed
from studio import ids
from studio.changes import Change, find
from studio.errors import Forbidden, StudioError
from studio.identity import Actor
from studio.languages import SOURCE_LOCALE, Translator
from studio.versioned import Saved
from studio.widgets.fields import Fields
from studio.widgets.frame import current_actor, said
from studio.widgets.writing import writing


class Forms:
    """Fields of one draft. Paths are those of `structure`; texts are named by their key."""

    def __init__(self, actor: Actor, draft: Draft, locale: str, t: Translator) -> None:
        self.actor, self.draft, self.locale, self.t = actor, draft, locale, t
        self.fields = Fields(draft.id, draft.body, self._save, t, disabled=not draft.editable)
        self.structure: dict[str, Any] = draft.body["structure"]
        self.texts: dict[str, dict[str, str | None]] = draft.body["texts"]
        self.typed: Mapping[str, Typed] = pending.typed(actor, draft.id) if draft.editable else {}
        """YAML the actor is typing, by place."""

    def _save(self, actor: Actor, changes: list[Change], key: str) -> Saved:
        return authoring.save(actor, self.draft.id, changes, key)

    def apply(self, changes: list[Change]) -> bool:
        """Save changes that come from no field; for callbacks, so the actor is resolved again."""
        return self.done(lambda actor: self._save(actor, changes, ids.new("key")))

    def done(self, deed: Callable[[Actor], object]) -> bool:
        """Do something with the actor as known now; a refusal is said and moves no control."""
        try:
            actor = current_actor()
            if actor is None:
                raise Forbidden("session_ended")
            deed(actor)
        except StudioError as error:
            said(self.t, error)
            return False
        return True

    def name(self, field: str) -> str:
        return fields(self.t)[field]

    # -- texts -----------------------------------------------------------------------------------------------------

    def say(self, key: str, field: str, *, rows: int = 2, hint: str = "") -> None:
        """A text that saves itself while it is typed; in another language the English one stands above it."""
        own = self.texts.get(self.locale, {}).get(key) or ""
        english = self.texts.get(SOURCE_LOCALE, {}).get(key) or ""
        if self.locale != SOURCE_LOCALE:
            hint = self.t("English: {text}", text=english or "–")
        writing(
            self.name(field),
            document_id=self.draft.id,
            path=f"texts/{self.locale}/{key}",
            value=own,
            revision=self.draft.revision,
            url=f"/authoring/{self.draft.id}/save",
            t=self.t,
            hint=hint,
            rows=rows,
            disabled=not self.draft.editable,
        )

    def title(self, key: str, field: str, **options: Any) -> None:
        """A text of one line."""
        self.fields.text(f"texts/{self.locale}/{key}", self.name(field), max_chars=300, **options)

    # -- values ----------------------------------------------------------------------------------------------------

    def word(self, path: str, field: str, **options: Any) -> None:
        self.fields.text(f"structure/{path}", self.name(field), max_chars=200, **options)

    def number(self, path: str, field: str, least: int, most: int, **options: Any) -> None:
        self.fields.number(f"structure/{path}", self.name(field), min_value=least, max_value=most, step=1, **options)

    def slide(self, path: str, field: str, **options: Any) -> None:
        """One number from 0 to 100."""
        value, bound = self.fields.bound(f"structure/{path}", lambda v: v or 0, lambda v: v)
        st.slider(self.name(field), 0, 100, value, **bound, **options)

    def between(self, path: str, field: str, least: int = 0, most: int = 100) -> None:
        """A lowest and a highest number."""
        value, bound = self.fields.bound(f"structure/{path}", lambda v: tuple(v or (least, most)), list)
        st.slider(self.name(field), least, most, value, **bound)

    def choice(
        self, path: str, field: str, words: Mapping[Any, str], *, optional: bool = False, **options: Any
    ) -> None:
        none = self.t("(none)") if optional else self.t("(not chosen)")
        values = [None, *words] if optional or self._value(path) not in words else list(words)
        self.fields.choice(
            f"structure/{path}", self.name(field), values, lambda value: words.get(value, none), **options
        )

    def choices(self, path: str, field: str, words: Mapping[Any, str], **options: Any) -> None:
        placeholder = self.t("Choose…") if words else self.t("Nothing to choose from yet")
        known = {value: words.get(value, value) for value in [*words, *(self._value(path) or [])]}
        self.fields.choices(
            f"structure/{path}",
            self.name(field),
            list(known),
            lambda value: known.get(value, str(value)),
            placeholder=placeholder,
            wrap=True,
            **options,
        )

    def tick(self, path: str, field: str, **options: Any) -> None:
        self.fields.tick(f"structure/{path}", self.name(field), **options)

    def day(self, path: str, field: str) -> None:
        self.fields.day(f"structure/{path}", self.name(field))

    def words(self, path: str, field: str, **options: Any) -> None:
        """Several words, separated by commas."""
        value, bound = self.fields.bound(f"structure/{path}", lambda v: ", ".join(map(str, v or [])), _split)
        st.text_input(self.name(field), value, max_chars=500, **bound, **options)

    def ages(self, path: str, field: str, **options: Any) -> None:
        """Numbers separated by commas."""
        value, bound = self.fields.bound(
            f"structure/{path}",
            lambda v: ", ".join(map(str, v or [])),
            lambda text: [int(part) for part in _split(text) if part.isdecimal()],
        )
        st.text_input(self.name(field), value, max_chars=80, **bound, **options)

    def pairs(self, path: str, field: str, names: Mapping[str, str], amounts: Mapping[int, str]) -> None:
        """A mapping name -> number as one list of choices: `Debt: 1 · Struggling`."""
        self._pairs(path, self.name(field), names, amounts)

    def effect(self, path: str, heading: str) -> None:
        """What something does to the client."""
        t = self.t
        st.markdown(f"**{heading}**")
        columns = st.columns(3)
        for column, name, label in zip(
            columns, ("trust", "motivation", "stress"), (t("Trust"), t("Motivation"), t("Stress")), strict=True
        ):
            with column:
                self.fields.number(f"structure/{path}/{name}", label, min_value=-100, max_value=100, step=1)
        steps = {step: f"{step:+d}" for step in (-4, -3, -2, -1, 1, 2, 3, 4)}
        self._pairs(f"{path}/levels", t("Areas of life, in steps"), self.domains(), steps)

    def _pairs(self, path: str, label: str, names: Mapping[str, str], amounts: Mapping[int, str]) -> None:
        words = {
            f"{name}={amount}": f"{named}: {step}" for name, named in names.items() for amount, step in amounts.items()
        }
        value, bound = self.fields.bound(
            f"structure/{path}",
            lambda v: [f"{name}={amount}" for name, amount in (v or {}).items() if f"{name}={amount}" in words],
            lambda chosen: {pair.rpartition("=")[0]: int(pair.rpartition("=")[2]) for pair in chosen},
        )
        st.multiselect(
            label,
            list(words),
            value,
            format_func=lambda pair: words[pair],
            placeholder=self.t("Choose…") if words else self.t("Nothing to choose from yet"),
            wrap=True,
            **bound,
        )

    def _value(self, path: str) -> Any:
        try:
            return find(self.draft.body, f"structure/{path}")
        except KeyError:
            return None

    # -- names of other entries, for references ----------------------------------------------------------------------

    def known(self, kind: str, *, but: str = "") -> dict[str, str]:
        """Entries of a list as an author knows them."""
        return {entry["id"]: self.called(kind, entry["id"]) for entry in self.structure[kind] if entry["id"] != but}

    def called(self, kind: str, entry_id: str) -> str:
        return short(name_of(kind, entry_id, self.texts, self.locale), 70)

    def domains(self) -> dict[str, str]:
        return {name: room.domain(self.t, name) for name in DOMAINS}

    def topics(self) -> dict[str, str]:
        return {name: room.topic(self.t, name) for name in TOPICS}

    def techniques(self) -> dict[str, str]:
        return {name: words[0](self.t) for name, words in room.TECHNIQUES.items()}


def _split(text: str) -> list[str]:
    return [part for part in (each.strip() for each in text.split(",")) if part]


def short(text: str, length: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)
