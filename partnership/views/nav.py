"""Pages of the room."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from studio.identity import Actor, Role
from studio.languages import Translator

HERE = Path(__file__).parent


def pages(actor: Actor, t: Translator) -> list[StreamlitPage]:
    """Everybody with an account may be given access to an agreement; participants of a workshop have none."""
    if actor.role is Role.PARTICIPANT:
        return []
    hidden = (
        ("draft.py", t("Agreement: draft"), "agreement"),
        ("findings.py", t("Agreement: findings"), "agreement-findings"),
        ("preview.py", t("Agreement: preview and export"), "agreement-preview"),
        ("people.py", t("Agreement: people"), "agreement-people"),
    )
    return [
        st.Page(HERE / "list.py", title=t("Agreements"), icon=":material/handshake:", url_path="agreements"),
        *(st.Page(HERE / file, title=title, url_path=address, visibility="hidden") for file, title, address in hidden),
    ]
