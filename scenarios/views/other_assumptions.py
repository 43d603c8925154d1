"""What was believed in a run and is not what the studio believes, where somebody changed it."""

from __future__ import annotations

import streamlit as st

from scenarios.weeks.assumptions import changed
from scenarios.weeks.evidence import Evidence
from studio.languages import Translator


def show(evidence: Evidence, told: str, t: Translator) -> None:
    """The sentence `told` and a table of the numbers that were moved; nothing under the studio's own assumptions."""
    moved = changed(evidence, t)
    if moved:
        st.info(told, icon=":material/tune:")
        st.table(
            {
                t("What it says"): [one.what for one in moved],
                t("Here"): [one.here for one in moved],
                t("The studio's own"): [one.studio for one in moved],
            },
            hide_index=True,
            alt=t("Changed assumptions"),
        )
