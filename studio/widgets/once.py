"""What a button makes is made once: both halves of a double click find the same key."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from studio import ids

WITHIN = 2.0
"""Seconds after something was made in which the next click is taken for the other half: its page may come slowly."""


@contextmanager
def one_key(name: str, prefix: str = "key") -> Iterator[str]:
    """The key to make something with: a new one only when the last thing of this name was made a while ago."""
    place = f"once/{name}"
    key, made_at = st.session_state.get(place, ("", 0.0))
    if not key or (made_at is not None and time.monotonic() - made_at > WITHIN):
        key = ids.new(prefix)
    st.session_state[place] = key, None  # until it was made every try has this key
    yield key
    st.session_state[place] = key, time.monotonic()
