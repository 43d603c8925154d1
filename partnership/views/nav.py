"""Pages of the room."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from studio.identity import Actor
from studio.languages import Translator
from studio.rights import allowed

HERE = Path(__file__).parent


def pages(actor: Actor, t: Translator) -> list[StreamlitPage]:
    """Everybody with an account or an invitation may be given access to an agreement; workshop guests none."""
    if not allowed(actor, "agreement.take_part"):
        return []
    hidden = (
        ("draft.py", t("Agreement: draft"), "agreement"),
        ("preparation.py", t("Agreement: preparation"), "agreement-preparation"),
        ("findings.py", t("Agreement: findings"), "agreement-findings"),
        ("positions.py", t("Agreement: positions"), "agreement-positions"),
        ("section.py", t("Agreement: section"), "agreement-section"),
        ("votes.py", t("Agreement: votes"), "agreement-votes"),
        ("versions.py", t("Agreement: versions"), "agreement-versions"),
        ("invitations.py", t("Agreement: invitations"), "agreement-invitations"),
        ("signing.py", t("Agreement: signing"), "agreement-signing"),
        ("sign.py", t("Agreement: your signature"), "agreement-sign"),
        ("preview.py", t("Agreement: preview and export"), "agreement-preview"),
        ("overview.py", t("Agreement: at a glance"), "agreement-glance"),
        ("word.py", t("Agreement: Word"), "agreement-word"),
        ("monitoring.py", t("Agreement: monitoring"), "agreement-monitoring"),
        ("reflection.py", t("Agreement: reflection"), "agreement-reflection"),
        ("annual.py", t("Agreement: annual report"), "agreement-annual"),
        ("later.py", t("Agreement: amendments and programmes"), "agreement-later"),
        ("people.py", t("Agreement: people"), "agreement-people"),
    )
    return [
        st.Page(HERE / "list.py", title=t("Agreements"), icon=":material/handshake:", url_path="agreements"),
        st.Page(
            HERE / "templates.py",
            title=t("Agreement templates"),
            icon=":material/copy_all:",
            url_path="agreement-templates",
            visibility="hidden",
        ),
        *(st.Page(HERE / file, title=title, url_path=address, visibility="hidden") for file, title, address in hidden),
    ]
