"""Word: the institution's own template, and copies that partners edited and sent back."""

from __future__ import annotations

import streamlit as st

from partnership import service
from partnership.views.guide import VIEWS, tabs
from partnership.views.word_return import returned
from partnership.views.word_template import template
from studio.widgets.frame import begin, explained, header, requested

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
header(loaded.agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, t)
if loaded.editable:
    st.header(t("Edited copies that come back"), anchor=False)
    returned(actor, loaded, t)
st.header(t("Your institution's Word template"), anchor=False)
template(actor, loaded, t)
