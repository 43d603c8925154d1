"""A word of warning where people type about clients and a text looks like a real person's data."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from studio.languages import Translator
from studio.privacy import Trace, traces

_WORDS: dict[Trace, Callable[[Translator], str]] = {
    Trace.IDENTITY_NUMBER: lambda t: t("a personal identification number"),
    Trace.PHONE: lambda t: t("a telephone number"),
    Trace.EMAIL: lambda t: t("an e-mail address"),
    Trace.BANK_ACCOUNT: lambda t: t("a bank account number"),
}


def warn(t: Translator, texts: Iterable[str]) -> None:
    """Say what a text seems to hold. Stands at the foot of a page, where its coming and going moves no control."""
    found = traces(texts)
    if found:
        st.warning(
            t(
                "Something on this page looks like {kinds}. Clients here are synthetic: if it belongs to a real "
                "person, take it out now.",
                kinds=t.list([_WORDS[kind](t) for kind in found]),
            ),
            icon=":material/shield_person:",
        )
