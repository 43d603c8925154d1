"""What the pages after signing share: links between them, the year they show, what a later document belongs to."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from partnership import labels
from partnership.agreement import Agreement, years
from partnership.later import opening
from partnership.service import Loaded
from partnership.views.editing import Editor
from partnership.views.guide import VIEWS
from studio import clock
from studio.errors import Forbidden, StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.widgets.frame import current_actor, header, plain, requested, said
from studio.widgets.links import page_link


def top(loaded: Loaded, lead: str, t: Translator) -> None:
    """Title and the links between the pages after signing."""
    header(
        loaded.agreement.title or t("Agreement without title"),
        lead,
        back=(t("To the agreement"), VIEWS / "preview.py"),
        back_to=loaded.id,
    )
    query = {"id": loaded.id}
    with st.container(horizontal=True):
        page_link(VIEWS / "monitoring.py", label=t("Monitoring"), icon=":material/monitoring:", query_params=query)
        page_link(VIEWS / "reflection.py", label=t("Reflection"), icon=":material/psychology:", query_params=query)
        page_link(VIEWS / "annual.py", label=t("Annual report"), icon=":material/summarize:", query_params=query)
        page_link(
            VIEWS / "later.py", label=t("Amendments and programmes"), icon=":material/post_add:", query_params=query
        )


def chosen_year(loaded: Loaded, t: Translator) -> int:
    """The year a page is about: of the address, else the present one as far as the term has it."""
    now = clock.today().year
    known = years(loaded.agreement) or [now]
    known = [year for year in known if year <= now] or known[:1]
    wanted = requested("year")
    default = int(wanted) if wanted.isascii() and wanted.isdigit() and int(wanted) in known else known[-1]
    return int(st.selectbox(t("Year"), known, index=known.index(default), key=f"{loaded.id}/year"))


def belonging(e: Editor) -> None:
    """For a later document: which agreement it belongs to, and what is said once."""
    t, link = e.t, e.agreement.link
    if not link.kind:
        return
    with st.container(border=True, key="belongs"):
        kind = labels.later_kinds(t)[link.kind]
        st.markdown(f"**{kind}** · {t('belongs to {agreement}', agreement=plain(opening(link, t)))}")
        if link.kind in ("amendment", "accession"):
            st.markdown(
                t(
                    "Change what is to change in the sections below. The document lists every change against the "
                    "signed text; the signed text itself stays as it is."
                )
            )
        page_link(
            VIEWS / "later.py",
            label=t("To the signed agreement"),
            icon=":material/arrow_upward:",
            query_params={"id": link.of},
        )
        e.day("link/effective")
        if link.kind != "renewal":
            e.long("link/reason", link.reason, rows=2)
        if link.kind == "notice":
            e.long("link/handover", link.handover, rows=3)


def done(t: Translator, deed: Callable[[Actor], object]) -> bool:
    """Do something as the person who is there now; a refusal is said and moves nothing."""
    try:
        actor = current_actor()
        if actor is None:
            raise Forbidden("session_ended")
        deed(actor)
    except StudioError as error:
        said(t, error)
        return False
    return True


def not_signed(agreement: Agreement, t: Translator) -> None:
    """What these pages say before an agreement is signed, or for one that belongs to another; ends the page."""
    if agreement.link.kind:
        st.info(t("This document belongs to another agreement; monitoring and reports are kept there."))
        page_link(
            VIEWS / "later.py",
            label=t("To the signed agreement"),
            icon=":material/arrow_upward:",
            query_params={"id": agreement.link.of},
        )
        st.stop()
    if agreement.status != "signed":
        st.info(t("This begins when all partners have signed the agreement."))
        st.stop()
