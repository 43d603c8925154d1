"""Signing: what is missing, a round opened, who has signed, links and scans, the signed document."""

from __future__ import annotations

import streamlit as st

from partnership import service
from partnership.services import signing
from partnership.signatures import Round
from partnership.views.guide import VIEWS, tabs
from partnership.views.signing_parts import ended, going_on, preparing, record, seats
from studio.rights import Level
from studio.widgets.frame import begin, explained, header, requested
from studio.widgets.links import page_link

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
    rounds = signing.rounds(actor, loaded.id)
    mine = signing.asked(actor, loaded.id)
header(loaded.agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, t)
present: Round | None = rounds[0] if rounds else None
owner = loaded.level is Level.OWNER

if mine:
    page_link(
        VIEWS / "sign.py",
        label=t("You are asked to sign: read the text and sign"),
        icon=":material/signature:",
        query_params={"id": loaded.id},
    )
if present is not None and present.outcome == "signed":
    st.header(t("Signed"), anchor=False)
    st.success(t("All partners have signed. The text stays as it is; changes need an amendment."))
    record(loaded.id, present, t)
    seats(loaded.id, present, t)
elif present is not None and present.open:
    st.header(t("Round of signing"), anchor=False)
    going_on(loaded.id, present, t, owner=owner)
elif owner:
    preparing(loaded, t)
else:
    st.info(t("This agreement has not been put up for signing. Its owner opens the round."))
ended(loaded.id, [each for each in rounds if each.outcome == "withdrawn"], t)
