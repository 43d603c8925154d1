"""Links between pages: to the page itself, because Streamlit looks a script's path up on the disk for every link.

That look-up costs twice the rest of the link, and a page has up to fifteen of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_targets: dict[Path, StreamlitPage] = {}


def lead_to(pages: Iterable[StreamlitPage]) -> None:
    """Let `page_link` lead to these pages; a page's address belongs to its script, so once for each is enough."""
    for page in pages:
        script = page._page
        if isinstance(script, Path) and script not in _targets:
            _targets[script] = st.Page(script, title=page.title, default=page._default, url_path=page._url_path)


def page_link(
    script: Path,
    label: str,
    *,
    icon: str | None = None,
    query_params: Mapping[str, str] | None = None,
) -> None:
    """A link to another page; the label is Markdown."""
    st.page_link(
        _targets.get(script, script),
        label=label,
        icon=icon,
        query_params=dict(query_params) if query_params else None,
    )
