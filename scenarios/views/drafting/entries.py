"""A list of entries of which one is open: add, duplicate, move, remove and take the removal back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st
from pydantic import BaseModel

from scenarios.authoring import sketch
from scenarios.authoring.findings import LISTS
from scenarios.authoring.wording import MAIN_TEXT
from scenarios.views.drafting.forms import Forms, short
from scenarios.views.drafting.hand import by_hand
from studio import ids
from studio.changes import AddItem, Change, MoveItem, RemoveItem, SetField
from studio.widgets.frame import plain

PAGE = 30
EDIT = Callable[[dict[str, Any]], None]


def entries(
    f: Forms,
    kind: str,
    row: Callable[[dict[str, Any]], str],
    edit: EDIT,
    *,
    add: str,
    label: str,
    shown: Sequence[dict[str, Any]] | None = None,
    **start: Any,
) -> None:
    """The list `kind` of the structure; `shown` are those that pass a filter, `start` the values of a new entry."""
    t, state = f.t, open_key(f.draft.id, kind)
    items: list[dict[str, Any]] = f.structure[kind]
    opened = next((item for item in items if item["id"] == st.session_state.get(state)), None)
    _undo(f, kind)
    if opened is not None:
        _open(f, kind, items, opened, edit)
    else:
        _rows(f, kind, list(items if shown is None else shown), row)
    _new(f, kind, items, opened, add, label, start)
    if opened is not None and len(items) > 1:
        st.button(
            t("Show all entries"),
            key=f"{f.draft.id}/{kind}=all",
            icon=":material/list:",
            on_click=partial(open_entry, f.draft.id, kind, ""),
        )


def open_key(draft_id: str, kind: str) -> str:
    """Where session state keeps the open entry of a list."""
    return f"{draft_id}/{kind}=open"


def open_entry(draft_id: str, kind: str, entry_id: str) -> None:
    st.session_state[open_key(draft_id, kind)] = entry_id


def _rows(f: Forms, kind: str, items: list[dict[str, Any]], row: Callable[[dict[str, Any]], str]) -> None:
    t, more = f.t, f"{f.draft.id}/{kind}=more"
    if not items:
        st.markdown(t("Nothing here yet."))
    errors = _errors(f, kind)
    limit = st.session_state.get(more, PAGE)
    for number, item in enumerate(items[:limit], 1):
        mark = ":material/error: " if item["id"] in errors else ""
        name = f"{mark}**{plain(short(f.called(kind, item['id'])))}**"
        rest = row(item)
        st.button(
            f"{number}. {name}" + (f" · {rest}" if rest else ""),
            key=f"{f.draft.id}/{kind}/{item['id']}=row",
            type="tertiary",
            on_click=partial(open_entry, f.draft.id, kind, item["id"]),
        )
    if len(items) > limit:
        st.button(
            t("Show {count} more", count=min(PAGE, len(items) - limit)),
            key=f"{more}/do",
            icon=":material/expand_more:",
            on_click=lambda: st.session_state.__setitem__(more, limit + PAGE),
        )


def _errors(f: Forms, kind: str) -> set[str]:
    """Ids of the entries of a list that have something to mend."""
    found = set()
    for finding in f.draft.checked.findings:
        steps = finding.place.removeprefix("texts/").replace(".", "/").split("/")
        if finding.severity == "error" and steps[0] == kind and len(steps) > 1:
            found.add(steps[1])
    return found


def _open(f: Forms, kind: str, items: list[dict[str, Any]], item: dict[str, Any], edit: EDIT) -> None:
    t, entry_id = f.t, item["id"]
    place, where = f"{kind}/{entry_id}", [each["id"] for each in items].index(entry_id)
    base = f"{f.draft.id}/{place}"
    with st.container(border=True, key=f"open_{kind}"):
        st.markdown(f"**{where + 1}. {plain(short(f.called(kind, entry_id)))}** `{entry_id}`")
        if kind not in LISTS or not by_hand(f, place):
            edit(item)
        with st.container(horizontal=True):
            st.button(
                t("Close"),
                key=f"{base}=close",
                icon=":material/check:",
                on_click=partial(open_entry, f.draft.id, kind, ""),
            )
            st.button(
                t("Up"),
                key=f"{base}=up",
                icon=":material/arrow_upward:",
                disabled=where == 0 or not f.draft.editable,
                on_click=lambda: f.apply([_moved(items, place, where - 2)]),
            )
            st.button(
                t("Down"),
                key=f"{base}=down",
                icon=":material/arrow_downward:",
                disabled=where == len(items) - 1 or not f.draft.editable,
                on_click=lambda: f.apply([_moved(items, place, where + 1)]),
            )
            st.button(
                t("Duplicate"),
                key=f"{base}=copy",
                icon=":material/content_copy:",
                disabled=not f.draft.editable,
                on_click=lambda: _duplicate(f, kind, items, item),
            )
            st.button(
                t("Remove"),
                key=f"{base}=remove",
                icon=":material/delete:",
                disabled=not f.draft.editable,
                on_click=lambda: _remove(f, kind, items, item),
            )


def _moved(items: list[dict[str, Any]], place: str, before: int) -> Change:
    """Behind the entry at position `before`; first when that is -1."""
    return MoveItem(path=f"structure/{place}", after=items[before]["id"] if before >= 0 else "")


def _texts_of(f: Forms, kind: str, entry_id: str) -> dict[str, str]:
    """Path -> text of everything an entry says, in every language."""
    own = f"{kind}.{entry_id}"
    return {
        f"texts/{locale}/{key}": text
        for locale, texts in f.texts.items()
        for key, text in texts.items()
        if text and (key == own or key.startswith(f"{own}."))
    }


def _duplicate(f: Forms, kind: str, items: list[dict[str, Any]], item: dict[str, Any]) -> None:
    made = sketch.id_from(item["id"], {each["id"] for each in items})
    changes: list[Change] = [AddItem(path=f"structure/{kind}", item={**item, "id": made}, after=item["id"])]
    for path, text in _texts_of(f, kind, item["id"]).items():
        way, key = path.rsplit("/", 1)
        rest = key.removeprefix(f"{kind}.{item['id']}")
        changes.append(SetField(path=f"{way}/{kind}.{made}{rest}", base=None, value=text))
    if f.apply(changes):
        open_entry(f.draft.id, kind, made)


def _remove(f: Forms, kind: str, items: list[dict[str, Any]], item: dict[str, Any]) -> None:
    texts = _texts_of(f, kind, item["id"])
    where = [each["id"] for each in items].index(item["id"])
    changes: list[Change] = [RemoveItem(path=f"structure/{kind}/{item['id']}", base=item)]
    changes += [SetField(path=path, base=text, value=None) for path, text in texts.items()]
    if f.apply(changes):
        st.session_state[f"{f.draft.id}/{kind}=undo"] = {
            "name": f.called(kind, item["id"]),
            "item": item,
            "texts": texts,
            "after": items[where - 1]["id"] if where else "",
            "first": where == 0,
        }
        open_entry(f.draft.id, kind, "")


def _undo(f: Forms, kind: str) -> None:
    state = f"{f.draft.id}/{kind}=undo"
    gone = st.session_state.get(state)
    if not gone:
        return

    def back() -> None:
        path = f"structure/{kind}"
        changes: list[Change] = [AddItem(path=path, item=gone["item"], after=gone["after"])]
        if gone["first"]:
            changes.append(MoveItem(path=f"{path}/{gone['item']['id']}", after=""))
        changes += [SetField(path=place, base=None, value=text) for place, text in gone["texts"].items()]
        if f.apply(changes):
            st.session_state.pop(state)

    with st.container(horizontal=True, vertical_alignment="center", key=f"undo_{kind}"):
        st.markdown(f.t("Removed: {entry}", entry=plain(gone["name"])))
        st.button(f.t("Undo"), key=f"{state}/do", icon=":material/undo:", on_click=back)


def _new(
    f: Forms,
    kind: str,
    items: list[dict[str, Any]],
    opened: dict[str, Any] | None,
    add: str,
    label: str,
    start: dict[str, Any],
) -> None:
    """A form that adds an entry from its main text; its id is made from these words."""
    if not f.draft.editable:
        return
    key = f"{f.draft.id}/{kind}+words"

    def clicked() -> None:
        words = sketch.tidy(st.session_state.get(key, ""))
        made = sketch.id_from(words, {each["id"] for each in items}, kind.rstrip("s"))
        model: type[BaseModel] | None = LISTS.get(kind)
        item = sketch.entry(model, made, **start) if model else {"id": made}
        changes: list[Change] = [AddItem(path=f"structure/{kind}", item=item, after=opened["id"] if opened else "")]
        if words:
            text = MAIN_TEXT[kind].format(id=made)
            present = f.texts.get(f.locale, {}).get(text)
            changes.append(SetField(path=f"texts/{f.locale}/{text}", base=present, value=words))
        if f.apply(changes):
            open_entry(f.draft.id, kind, made)

    with (
        st.form(f"{f.draft.id}/{kind}+", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(label, key=key, max_chars=500)
        st.form_submit_button(add, icon=":material/add:", on_click=clicked, key=f"{f.draft.id}/{kind}+do")


def nested(
    f: Forms,
    path: str,
    items: Sequence[dict[str, Any]],
    edit: Callable[[str, dict[str, Any]], None],
    *,
    heading: Callable[[int], str],
    add: str = "",
    make: Callable[[], dict[str, Any]] = dict,
    most: int = 12,
    folded: bool = False,
) -> None:
    """A short list inside an entry: keys, activities, sources, spells of work; `folded` shows headings only."""
    for number, item in enumerate(items, 1):
        place = f"{path}/{item['id']}"
        name = heading(number)
        with st.expander(name, key=f"{f.draft.id}/{place}=fold") if folded else st.container(border=True):
            if not folded:
                st.markdown(f"**{name}**")
            edit(place, item)
            remove = f.t("Remove: {entry}", entry=name)
            f.fields.remove(f"structure/{place}", remove, type="tertiary", icon=":material/delete:")
    if add and len(items) < most:
        f.fields.add(f"structure/{path}", add, make, icon=":material/add:")


def small_id(prefix: str) -> str:
    return f"{prefix}_{ids.new('x').removeprefix('x_')[:8]}"
