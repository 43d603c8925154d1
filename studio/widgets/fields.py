"""Short fields that save themselves when they are left.

Each field remembers the value it was filled with. That value is the base of its save, so another person's change is
never overwritten by a page that was drawn earlier; an untouched field is refilled when its value moved. The page
carries marks of these values, for the case that it comes back in a new session that has never seen them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

import streamlit as st

from studio import ids
from studio.changes import AddItem, Change, Conflict, RemoveItem, SetField, find
from studio.errors import Forbidden, StudioError, Unavailable
from studio.identity import Actor
from studio.languages import Translator
from studio.versioned import Saved
from studio.widgets.filled import Carried, Filled, mark, sent, turned
from studio.widgets.frame import current_actor, said

Save = Callable[[Actor, list[Change], str], Saved]
"""A room's save service: actor, changes, key."""


class Fields:
    """Editors for the fields of one versioned document.

    `body` is the document as loaded in this run, `save` the room's service. Call `settle()` once at the end of the
    page: it lets the page carry what the fields were filled with, and asks about conflicts in a dialog, which moves no
    control.
    """

    def __init__(
        self, document_id: str, body: dict[str, Any], save: Save, t: Translator, disabled: bool = False
    ) -> None:
        self.document_id, self.body, self.t, self.disabled = document_id, body, t, disabled
        self._save = save
        self.carried = Carried(document_id)

    def text(self, path: str, label: str, **options: Any) -> None:
        value, bound = self.bound(path, lambda v: v or "", str.strip)
        st.text_input(label, value, **bound, **options)

    def number(self, path: str, label: str, **options: Any) -> None:
        """A number or nothing; give integers as bounds for integers."""
        value, bound = self.bound(path, lambda v: v, lambda v: v)
        st.number_input(label, value=value, **bound, **options)

    def money(self, path: str, label: str, **options: Any) -> None:
        """An amount as decimal text (`1250.00`), so that no cent is lost to binary fractions."""
        value, bound = self.bound(path, lambda v: "" if v is None else str(v), _amount)
        st.text_input(label, value, **bound, **options)

    def day(self, path: str, label: str, **options: Any) -> None:
        value, bound = self.bound(
            path, lambda v: date.fromisoformat(v) if v else None, lambda v: v.isoformat() if v else None
        )
        st.date_input(label, value, format="DD.MM.YYYY", **bound, **options)

    def choice(self, path: str, label: str, values: Sequence[Any], words: Callable[[Any], str], **options: Any) -> None:
        value, bound = self.bound(path, lambda v: v if v in values else None, lambda v: v)
        index = list(values).index(value) if value in values else None
        st.selectbox(label, values, index, format_func=words, **bound, **options)

    def choices(
        self, path: str, label: str, values: Sequence[Any], words: Callable[[Any], str], **options: Any
    ) -> None:
        value, bound = self.bound(path, lambda v: [item for item in v or [] if item in values], list)
        st.multiselect(label, values, value, format_func=words, **bound, **options)

    def tick(self, path: str, label: str, **options: Any) -> None:
        value, bound = self.bound(path, bool, bool)
        st.checkbox(label, value, **bound, **options)

    def add(self, path: str, label: str, make: Callable[[], dict[str, Any]], **options: Any) -> None:
        """A button that adds an item made by `make` (with a new id) to the list at `path`."""

        def clicked() -> None:
            self._do([AddItem(path=path, item=make())])

        st.button(label, key=f"{self.document_id}/{path}+", on_click=clicked, disabled=self.disabled, **options)

    def remove(self, path: str, label: str, **options: Any) -> None:
        """A button that removes the item at `path` as it was seen."""
        item = find(self.body, path)

        def clicked() -> None:
            self._do([RemoveItem(path=path, base=item)])

        st.button(label, key=f"{self.document_id}/{path}-", on_click=clicked, disabled=self.disabled, **options)

    def settle(self) -> None:
        """Let the page carry the state of its fields, and ask about the first open conflict, if there is one."""
        self.carried.settle(self.t)
        open_ones: list[Conflict] = st.session_state.get(self._conflicts, [])
        if open_ones:
            self._ask(open_ones[0])

    # -- how it works ------------------------------------------------------------------------------------------

    @property
    def _conflicts(self) -> str:
        return f"{self.document_id}/conflicts"

    def bound(self, path: str, shown: Callable[[Any], Any], read: Callable[[Any], Any]) -> tuple[Any, dict[str, Any]]:
        """First value of a field's widget and its key, callback and state; `shown` and `read` translate both ways.

        The value is the widget's default and never set through session state: a value set there reaches the browser
        with one run only. When that run is interrupted (a save while *Next* is clicked), the browser would show the
        widget's own default and send it back, and it would be saved. An untouched field whose value moved is
        therefore filled again as a new widget.
        """
        state, field = st.session_state, f"{self.document_id}/{path}"
        kept = f"{field}=base"
        try:
            value = find(self.body, path)
        except KeyError:
            value = None
        if kept not in state:
            self._begin(field, value, shown)
        key = self._key(field)
        if value != state[kept] and (key not in state or state[key] == shown(state[kept])):
            self._fill(field, value, state[f"{field}=turn"] + 1)
        elif key in state and not self.disabled:
            # After a server was killed and started again the browser sends its values, and no callback is called
            self._attend(path, key, shown, read)
        if not self.disabled:
            unseen = state.get(f"{field}=unseen")
            self.carried.keep(field, Filled(state[f"{field}=turn"], unseen or mark(shown(state[kept]))))
        key = self._key(field)
        return shown(state[kept]), {
            "key": key,
            "disabled": self.disabled,
            "on_change": partial(self._attend, path, key, shown, read),
        }

    def _begin(self, field: str, value: Any, shown: Callable[[Any], Any]) -> None:
        """Fill a field for the first time in this session, or keep it as the page that came back shows it.

        Where that page was filled with another value than the present one, what it holds is judged once it is known.
        """
        on_screen = sent(field)
        moved = on_screen is not None and on_screen.mark != mark(shown(value))
        turn = on_screen.turn if on_screen else 0
        self._fill(field, value, turn + 1 if moved and self.disabled else turn)
        if on_screen and moved and not self.disabled:
            st.session_state[f"{field}=unseen"] = on_screen.mark

    @staticmethod
    def _fill(field: str, base: Any, turn: int) -> None:
        state = st.session_state
        state[f"{field}=base"], state[f"{field}=turn"], state[f"{field}=unseen"] = base, turn, None

    @staticmethod
    def _key(field: str) -> str:
        return turned(field, st.session_state.get(f"{field}=turn", 0))

    def _attend(self, path: str, key: str, shown: Callable[[Any], Any], read: Callable[[Any], Any]) -> None:
        """Save what stands in the widget, unless it is the base, waits for a decision, or was refused already."""
        state, field = st.session_state, f"{self.document_id}/{path}"
        base, entered = state.get(f"{field}=base"), state[key]
        value, turn, unseen = read(entered), state.get(f"{field}=turn", 0), state.get(f"{field}=unseen")
        if unseen and unseen == mark(entered):  # only shown by a page that came back, and the value has moved meanwhile
            self._fill(field, base, turn + 1)
            return
        if entered == shown(base) or value == base or (value == "" and base is None):
            if unseen:
                self._fill(field, base, turn)
            return
        if state.get(f"{field}=refused") == repr(value) or self._undecided(path):
            return
        if unseen:
            self._dispute([Conflict(path=path, reason="changed", base=base, mine=value, theirs=base)])
            return
        try:
            if self._saved([SetField(path=path, base=base, value=value)]):
                self._fill(field, value, turn)
        except StudioError as error:
            said(self.t, error)
            if not isinstance(error, Unavailable):  # what found no room, or no database, is tried again
                state[f"{field}=refused"] = repr(value)

    def _undecided(self, path: str) -> bool:
        return any(conflict.path == path for conflict in st.session_state.get(self._conflicts, []))

    def _do(self, changes: list[Change]) -> None:
        """Save, and show a refusal."""
        try:
            self._saved(changes)
        except StudioError as error:
            said(self.t, error)

    def _saved(self, changes: list[Change]) -> bool:
        """Save with the actor as known now; True when nothing is left to decide."""
        actor = current_actor()
        if actor is None:
            raise Forbidden("session_ended")
        saved = self._save(actor, changes, ids.new("key"))
        if saved.conflicts:
            self._dispute(saved.conflicts)
        return not saved.conflicts

    def _dispute(self, conflicts: Sequence[Conflict]) -> None:
        st.session_state.setdefault(self._conflicts, []).extend(conflicts)

    def _ask(self, conflict: Conflict) -> None:
        t = self.t

        @st.dialog(t("Two versions of the same field"), dismissible=False)
        def chooser() -> None:
            if conflict.reason == "removed":
                st.markdown(t("Somebody removed this entry while you were changing it. Your text:"))
                st.code(str(conflict.mine), language=None, wrap_lines=True)
                if st.button(t("I have seen it"), type="primary"):
                    self._close(conflict, keep=conflict.theirs)
                return
            st.markdown(t("Somebody else changed this field after you had opened it. Which version shall stand?"))
            st.markdown(f"**{t('Your version')}**")
            st.code(_seen(conflict.mine), language=None, wrap_lines=True)
            st.markdown(f"**{t('The other version')}**")
            st.code(_seen(conflict.theirs), language=None, wrap_lines=True)
            if st.button(t("Take my version"), type="primary", width="stretch"):
                change: Change = (
                    RemoveItem(path=conflict.path, base=conflict.theirs)
                    if conflict.mine is None and isinstance(conflict.theirs, dict)
                    else SetField(path=conflict.path, base=conflict.theirs, value=conflict.mine)
                )
                self._do([change])
                self._close(conflict, keep=conflict.mine)
            if st.button(t("Take the other version"), width="stretch"):
                self._close(conflict, keep=conflict.theirs)

        chooser()

    def _close(self, conflict: Conflict, keep: Any) -> None:
        state, field = st.session_state, f"{self.document_id}/{conflict.path}"
        state[self._conflicts] = state[self._conflicts][1:]
        self._fill(field, keep, state.get(f"{field}=turn", 0) + 1)
        st.rerun()


def _seen(value: Any) -> str:
    return "—" if value in (None, "", []) else str(value)


def _amount(text: str) -> str | None:
    """Decimal text from what people type (`1.250,50`, `1 250.5`); what cannot be read is handed on and refused."""
    tidy = "".join(c for c in text if c in "0123456789.,-")
    if not tidy:
        return None
    mark = max(tidy.rfind("."), tidy.rfind(","))
    whole, part = tidy, ""
    # three digits after the last mark are thousands (1.250), unless only a nought stands before it (0.125)
    if mark >= 0 and (len(tidy) - mark <= 3 or tidy[:mark] in ("", "0", "-", "-0")):
        whole, part = tidy[:mark], tidy[mark + 1 :]
    digits = whole.replace(".", "").replace(",", "")
    try:
        return str(Decimal(f"{digits or '0'}.{part.ljust(2, '0')}"))
    except InvalidOperation:
        return text
