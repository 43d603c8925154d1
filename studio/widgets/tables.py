"""Tables as people read them: columns of texts, no index.

Handed over as Arrow, which is what Streamlit sends: a mapping would go through pandas first, ten times as long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st


def show_table(
    columns: Mapping[str, Sequence[str | int]], *, alt: str, border: Literal["horizontal"] | bool = True
) -> None:
    """A table by its columns, all of one length; cells are Markdown, `alt` says what it shows."""
    cells = {title: pa.array(list(column), None if column else pa.string()) for title, column in columns.items()}
    st.table(pa.table(cells), border=border, hide_index=True, alt=alt)
