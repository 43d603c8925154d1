"""What the section editors are made of: named fields, long texts, lists with one open item."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from partnership import service
from partnership.field_labels import label
from partnership.items import Item
from partnership.service import Loaded
from studio import ids
from studio.changes import Change
from studio.errors import Forbidden, StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.versioned import Saved
from studio.widgets.fields import Fields
from studio.widgets.frame import current_actor, plain, said
from studio.widgets.writing import writing

CURRENCIES = ("EUR", "ALL", "BAM", "MKD", "RSD", "CHF", "USD")


class Editor:
    """Fields of one agreement; labels follow from paths."""

    def __init__(self, loaded: Loaded, t: Translator) -> None:
        self.loaded, self.t, self.agreement = loaded, t, loaded.agreement
        self.fields = Fields(loaded.id, loaded.body, self._save, t, disabled=not loaded.editable)

    def _save(self, actor: Actor, changes: list[Change], key: str) -> Saved:
        return service.save(actor, self.loaded.id, changes, key)

    def name(self, path: str) -> str:
        return label(path, self.t)

    def text(self, path: str, **options: Any) -> None:
        self.fields.text(path, self.name(path), **options)

    def long(
        self, path: str, value: str, *, name: str = "", hint: str = "", rows: int = 3, markdown: bool = False
    ) -> None:
        """Text of any length that saves itself while it is typed; Markdown takes the form of pasted text along."""
        writing(
            name or self.name(path),
            document_id=self.loaded.id,
            path=path,
            value=value,
            revision=self.loaded.revision,
            url=f"/agreements/{self.loaded.id}/save",
            t=self.t,
            hint=hint,
            rows=rows,
            disabled=not self.loaded.editable,
            paste=f"/agreements/{self.loaded.id}/paste" if markdown else "",
        )

    def count(self, path: str, *, most: int = 1_000_000, least: int = 0, **options: Any) -> None:
        self.fields.number(path, self.name(path), min_value=least, max_value=most, step=1, **options)

    def amount(self, path: str, **options: Any) -> None:
        self.fields.money(path, self.name(path), **options)

    def day(self, path: str, **options: Any) -> None:
        self.fields.day(path, self.name(path), **options)

    def choice(self, path: str, words: Mapping[str, str], **options: Any) -> None:
        """One of a few words; the empty choice is always there."""
        none = self.t("(not chosen)")
        values = ["", *words]
        self.fields.choice(path, self.name(path), values, lambda value: words.get(value, none), **options)

    def choices(self, path: str, words: Mapping[str, str], **options: Any) -> None:
        placeholder = self.t("Choose…") if words else self.t("Nothing to choose from yet")
        self.fields.choices(
            path, self.name(path), list(words), lambda value: words[value], placeholder=placeholder, **options
        )

    def tick(self, path: str, **options: Any) -> None:
        self.fields.tick(path, self.name(path), **options)

    def decision(self, path: str) -> None:
        """Yes, no, or nobody has said."""
        words = {None: self.t("(not decided)"), True: self.t("Yes"), False: self.t("No")}
        self.fields.choice(path, self.name(path), list(words), words.__getitem__)

    def button(self, name: str, text: str, make: Callable[[], list[Change]], **options: Any) -> None:
        """A button that saves the changes `make` gives when it is pressed."""

        st.button(
            text,
            key=f"{self.loaded.id}/{name}=do",
            on_click=lambda: self.apply(make()),
            disabled=not self.loaded.editable,
            **options,
        )

    def apply(self, changes: list[Change]) -> None:
        """Save changes that come from no field; for callbacks, so the actor is resolved again."""
        try:
            actor = current_actor()
            if actor is None:
                raise Forbidden("session_ended")
            self._save(actor, changes, ids.new("key"))
        except StudioError as error:
            said(self.t, error)

    # -- names of other items, for references ---------------------------------------------------------------------

    def partners(self) -> dict[str, str]:
        return self._named(self.agreement.partners, lambda partner: partner.label())

    def aims(self) -> dict[str, str]:
        return self._named(self.agreement.aims, lambda aim: aim.statement)

    def target_groups(self) -> dict[str, str]:
        return self._named(self.agreement.target_groups, lambda group: group.name)

    def actions(self) -> dict[str, str]:
        return self._named(self.agreement.actions, lambda action: action.title)

    def _named(self, items: Sequence[Any], name: Callable[[Any], str]) -> dict[str, str]:
        return {
            item.id: f"{number}. {short(name(item), 60) or self.t('(without name)')}"
            for number, item in enumerate(items, 1)
        }

    # -- lists ----------------------------------------------------------------------------------------------------

    def items(
        self,
        path: str,
        items: Sequence[Any],
        row: Callable[[Any], str],
        edit: Callable[[str, Any], None],
        *,
        model: type[Item],
        prefix: str,
        add: str,
        nothing: str,
        alone: bool = False,
    ) -> None:
        """A list whose rows open one editor; `alone` hides the other rows while one is open."""
        t, state = self.t, f"{self.loaded.id}/{path}=open"
        opened = st.session_state.get(state, "")
        if opened and all(item.id != opened for item in items):
            opened = ""
        if not items:
            st.markdown(nothing)
        for number, item in enumerate(items, 1):
            if item.id == opened:
                with st.container(border=True):
                    self._open_item(f"{path}/{item.id}", state, item, row, edit)
            elif not (alone and opened):
                st.button(
                    f"{number}. {row(item)}",
                    key=f"{self.loaded.id}/{path}/{item.id}=row",
                    type="tertiary",
                    icon=":material/edit:" if self.loaded.editable else ":material/visibility:",
                    on_click=partial(open_item, state, item.id),
                )

        def make() -> dict[str, Any]:
            item_id = ids.new(prefix)
            open_item(state, item_id)
            return model(id=item_id).model_dump(mode="json")  # complete, so that every path below it leads somewhere

        with st.container(horizontal=True):
            if alone and opened:
                st.button(
                    t("Show all entries"),
                    key=f"{self.loaded.id}/{path}=all",
                    icon=":material/list:",
                    on_click=partial(open_item, state, ""),
                )
            self.fields.add(path, add, make, icon=":material/add:")

    def _open_item(
        self, path: str, state: str, item: Any, row: Callable[[Any], str], edit: Callable[[str, Any], None]
    ) -> None:
        t = self.t
        edit(path, item)
        with st.container(horizontal=True):
            st.button(
                t("Close"),
                key=f"{self.loaded.id}/{path}=close",
                icon=":material/check:",
                on_click=partial(open_item, state, ""),
            )
            with st.popover(t("Remove"), icon=":material/delete:", disabled=not self.loaded.editable):
                st.markdown(t("Remove {entry}? Earlier revisions keep it.", entry=row(item)))
                self.fields.remove(path, t("Remove now"), type="primary")


def open_item(state: str, item_id: str) -> None:
    st.session_state[state] = item_id


def short(text: str, length: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def line(*parts: str) -> str:
    """Parts of a row, the first one bold, safe in a label."""
    kept = [plain(short(part)) for part in parts if part.strip()]
    return " · ".join([f"**{kept[0]}**", *kept[1:]]) if kept else "–"
