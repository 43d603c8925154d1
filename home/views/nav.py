"""Pages of the front door."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from studio.identity import Actor
from studio.languages import Translator
from studio.rights import allowed

HERE = Path(__file__).parent


def pages(actor: Actor, t: Translator) -> list[StreamlitPage]:
    return [st.Page(HERE / "start.py", title=t("Home"), icon=":material/home:", default=True, url_path="home")]


def last_pages(actor: Actor, t: Translator) -> list[StreamlitPage]:
    """Shown after the rooms."""
    found = [
        st.Page(HERE / "account.py", title=t("My account"), icon=":material/person:", url_path="account"),
    ]
    if allowed(actor, "studio.administer"):
        found.append(
            st.Page(
                HERE / "administration.py",
                title=t("Administration"),
                icon=":material/settings:",
                url_path="administration",
            )
        )
    return found
