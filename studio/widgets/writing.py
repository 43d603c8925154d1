"""The writing component: long text that saves itself while one types.

It saves 0.7 s after the last key through a guarded route (not through a script run), by `sendBeacon` when the page
goes away, and keeps a copy on the device until the server has acknowledged. `st.text_area` saves only when it is
left: 400 typed characters were lost on a reload.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from studio.languages import Translator

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "icm_writing",
    html='<div class="writing"></div>',
    css=(_HERE / "writing.css").read_text(encoding="utf-8"),
    js=(_HERE / "writing.js").read_text(encoding="utf-8"),
)


def writing(
    label: str,
    *,
    document_id: str,
    path: str,
    value: str,
    revision: int,
    url: str,
    t: Translator,
    hint: str = "",
    placeholder: str = "",
    rows: int = 6,
    disabled: bool = False,
    reports: bool = False,
    entered: Callable[[], None] | None = None,
    paste: str = "",
) -> None:
    """A text field bound to `path` of a versioned document.

    `url` is the document's saving route: it takes `{"changes": […], "key": …}` and answers `{"revision", "conflicts"}`.
    `value` and `revision` are those loaded in this run; an older revision than the last acknowledged one is ignored, so
    a page drawn a moment too early never brings old text back. `paste` is a route that turns `{"html"}` into
    `{"markdown"}`, for fields that hold Markdown. The page reruns when the field is left after a save.
    With `reports` a button beside the field finds its text through `written`, even when the save is not answered yet.
    With `entered`, Enter sends what is typed: it is saved, then `entered` runs (Shift and Enter make a new line).
    """
    _component(
        key=f"{document_id}/{path}/writing",
        data={
            "label": label,
            "help": hint,
            "placeholder": placeholder,
            "value": value,
            "revision": revision,
            "url": url,
            "paste": paste,
            "path": path,
            "copy": f"icm:{document_id}:{path}",
            "rows": rows,
            "disabled": disabled,
            "reports": reports,
            "enters": entered is not None,
            "words": {
                "saved": t("Saved"),
                "saving": t("Saving…"),
                "typing": t("Typing…"),
                "offline": t("Not saved yet: no connection. Your text is kept on this device and sent again."),
                "refused": t("Not saved:"),
                "conflict": t("Somebody else changed this text meanwhile. Which version shall stand?"),
                "mine": t("Take my version"),
                "theirs": t("Take the other version"),
                "other": t("The other version"),
                "restored": t("Text kept on this device was brought back."),
            },
        },
        on_saved_change=lambda: None,
        on_text_change=lambda: None,
        on_entered_change=entered or (lambda: None),
    )


def written(document_id: str, path: str) -> str | None:
    """What a field that `reports` held when it was last left; None when nothing was typed since it was drawn."""
    state = st.session_state.get(f"{document_id}/{path}/writing")
    text = state.get("text") if state is not None else None
    return None if text is None else str(text)
