"""Editors for any form, made from its fields: short ones, texts, lists of items, parts, forms within a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

import streamlit as st
from pydantic import BaseModel

from studio import clock, ids
from studio.changes import SetField
from studio.errors import Forbidden, StudioError
from studio.languages import Translator
from studio.versioned import Versioned
from studio.widgets.fields import Fields
from studio.widgets.frame import current_actor, said
from studio.widgets.picking import choose, pick
from studio.widgets.writing import writing
from toolkit.domains import Domain
from toolkit.form_fields import FieldKind, FieldSpec, empty, fields_of
from toolkit.form_words import FormWords
from toolkit.forms import Form, FormKind, Referral, ReferralState
from toolkit.services import fill

NAMES = ("title", "text", "partner", "name", "what", "domain", "client_name", "reference")
"""What an item is called by, in this order of preference."""


class FormFields(Fields):
    def record(self, path: str, label: str, make: Callable[[], dict[str, Any]]) -> None:
        """A button that puts a part, made by `make`, where nothing is yet."""

        def clicked() -> None:
            self._do([SetField(path=path, base=None, value=make())])

        st.button(label, key=f"{self.document_id}/{path}!", on_click=clicked, disabled=self.disabled)


def _begun(model: type[BaseModel]) -> dict[str, Any]:
    """A part dated today, with the first of each required choice."""
    first = {s.name: next(iter(s.choices)) for s in fields_of(model) if s.required and s.choices is not None}
    return model.model_validate({"date": clock.today(), **first}).model_dump(mode="json")


class FormEditor:
    """Draws the fields of a stored form; every field saves itself."""

    def __init__(self, document: Versioned, words: FormWords, t: Translator) -> None:
        self.document, self.words, self.t = document, words, t
        self.fields = FormFields(
            document.id, document.body, lambda who, changes, key: fill.save(who, document.id, changes, key), t
        )

    def part(self, model: type[BaseModel], body: dict[str, Any], kind: FormKind, path: str = "") -> None:
        """All fields of a form or of a part of it; `path` ends with a slash or is empty."""
        for spec in fields_of(model):
            value = body.get(spec.name)
            match spec.kind:
                case _ if model is Referral and spec.name == "state":
                    self.referral_steps(Referral.model_validate(body))
                case FieldKind.ITEMS | FieldKind.FORMS:
                    self.items(spec, value or [], kind, path)
                case FieldKind.PART:
                    self.optional_part(spec, value, kind, path)
                case _:
                    self.field(spec, value, kind, path)

    def field(self, spec: FieldSpec, value: Any, kind: FormKind, path: str) -> None:
        label, hint, where = self.words.label(spec.name, kind), self.words.hint(kind, spec.name), path + spec.name
        match spec.kind:
            case FieldKind.LINE:
                self.fields.text(where, label, max_chars=500, help=hint or None)
            case FieldKind.TEXT:
                writing(
                    label,
                    document_id=self.document.id,
                    path=where,
                    value=value or "",
                    revision=self.document.revision,
                    url=f"/forms/{self.document.id}/save",
                    t=self.t,
                    hint=hint,
                    rows=3,
                )
            case FieldKind.DATE:
                self.fields.day(where, label)
            case FieldKind.FLAG:
                self.fields.tick(where, label)
            case FieldKind.CHOICE if spec.choices is not None:
                values, names = self.choices(spec.choices)
                if spec.optional:
                    values, names = [None, *values], {None: "–", **names}
                self.fields.choice(where, label, values, names.__getitem__, placeholder=self.t("Choose"))
            case FieldKind.CHOICES if spec.choices is not None:
                values, names = self.choices(spec.choices)
                self.fields.choices(where, label, values, names.__getitem__, placeholder=self.t("Choose"))

    def choices(self, choices: type[Enum]) -> tuple[list[Any], dict[Any, str]]:
        names = {choice.value: self.words.choice(choice) for choice in choices}
        return list(names), names

    def items(self, spec: FieldSpec, items: Sequence[dict[str, Any]], kind: FormKind, path: str) -> None:
        """A list: one entry is open for editing, the others are chosen from a list."""
        assert spec.model is not None
        t, where, model = self.t, path + spec.name, spec.model
        st.header(self.words.label(spec.name, kind), anchor=False)
        hint = self.words.hint(kind, spec.name)
        if hint:
            st.markdown(hint)
        chosen_key = f"{self.document.id}/{where}?"

        def make() -> dict[str, Any]:
            made = empty(model, ids.new("it"), **self.inherited(model)).model_dump(mode="json")
            choose(chosen_key, made["id"])
            return made

        if items:
            names = {item["id"]: f"{number}. {self.called(item)}" for number, item in enumerate(items, 1)}
            chosen = pick(t("Entry ({count} in all)", count=len(items)), names, chosen_key, items[-1]["id"])
            item = next(item for item in items if item["id"] == chosen)
            with st.container(border=True, key=f"{where}/{chosen}".replace("/", "_")):
                own_kind = FormKind(item["kind"]) if issubclass(model, Form) else kind
                self.part(model, item, own_kind, f"{where}/{chosen}/")
                self.fields.remove(f"{where}/{chosen}", t("Remove this entry"), icon=":material/delete:")
        self.fields.add(
            where,
            t("Add: {what}", what=self.words.label(spec.name, kind)),
            make,
            icon=":material/add:",
        )

    def optional_part(self, spec: FieldSpec, value: dict[str, Any] | None, kind: FormKind, path: str) -> None:
        """A part that is always there, or one that is begun by a click."""
        assert spec.model is not None
        where, model = path + spec.name, spec.model
        st.header(self.words.label(spec.name, kind), anchor=False)
        if value is not None:
            self.part(model, value, kind, f"{where}/")
            return

        self.fields.record(
            where, self.t("Record: {what}", what=self.words.label(spec.name, kind)), lambda: _begun(model)
        )

    def referral_steps(self, referral: Referral) -> None:
        """What became of a referral so far, and the steps it can take next."""
        t = self.t
        st.header(t("What became of it"), anchor=False)
        st.markdown(f"{self.words.label('state')}: **{self.words.choice(referral.state)}**")
        st.markdown("\n".join(f"- {t.date(step.date)}: {self.words.choice(step.state)}" for step in referral.steps))
        with st.container(horizontal=True):
            for state in ReferralState:
                if referral.may_become(state):
                    key = f"{self.document.id}/{referral.id}/{state}"
                    step_id = st.session_state.setdefault(f"{key}/{len(referral.steps)}", ids.new("step"))
                    st.button(self.words.choice(state), key=key, on_click=self.step, args=(referral.id, state, step_id))

    def step(self, referral_id: str, state: ReferralState, step_id: str) -> None:
        try:
            actor = current_actor()
            if actor is None:
                raise Forbidden("session_ended")
            fill.step_referral(actor, self.document.id, referral_id, state, step_id)
        except StudioError as error:
            said(self.t, error)

    def inherited(self, model: type[BaseModel]) -> dict[str, Any]:
        """A form within a file begins with the file's head."""
        if not issubclass(model, Form):
            return {}
        body = self.document.body
        return {name: body[name] for name in ("client_name", "case_manager", "institution")}

    def called(self, item: dict[str, Any]) -> str:
        """A few words an entry is known by."""
        for name in NAMES:
            value = item.get(name)
            if name == "domain" and value:
                return self.words.choice(Domain(value))
            if isinstance(value, str) and value.strip():
                return value[:60]
        return str(item.get("date") or self.t("not filled in yet"))

    def settle(self) -> None:
        self.fields.settle()
