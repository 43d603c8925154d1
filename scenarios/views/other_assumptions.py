"""What was believed in a run and is not what the studio believes, where somebody changed it."""

from __future__ import annotations

import streamlit as st

from scenarios.weeks.assumptions import changed
from scenarios.weeks.evidence import Evidence
from studio.languages import Translator
from studio.widgets.tables import show_table


def show(evidence: Evidence, told: str, t: Translator) -> None:
    """The sentence `told` and a table of the numbers that were moved; nothing under the studio's own assumptions."""
    moved = changed(evidence, t)
    if moved:
        st.info(told, icon=":material/tune:")
        show_table(
            {
                t("What it says"): [one.what for one in moved],
                t("Here"): [one.here for one in moved],
                t("The studio's own"): [one.studio for one in moved],
            },
            alt=t("Changed assumptions"),
        )
