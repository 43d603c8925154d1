"""Amendments, joining, leaving and annual programmes: documents that belong to a signed agreement."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from partnership import labels, service
from partnership.offers import Offer, read_offers
from partnership.services import later
from partnership.views.afterwards import top
from partnership.views.editing import short
from partnership.views.guide import VIEWS
from studio import clock, ids
from studio.errors import StudioError
from studio.identity import Actor
from studio.messages import explain
from studio.rights import Level, allowed
from studio.widgets.frame import begin, explained, plain, requested
from studio.widgets.links import page_link

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
    found = later.around(actor, loaded.id)
agreement = loaded.agreement
top(loaded, t("A signed text never changes. What comes later is a document of its own that belongs to it."), t)
kinds, statuses = labels.later_kinds(t), labels.statuses(t)

if agreement.link.kind:
    st.markdown(
        f"**{kinds[agreement.link.kind]}** · {t('belongs to {agreement}', agreement=plain(agreement.link.title))}"
    )
    if found.above:
        page_link(
            VIEWS / "later.py",
            label=t("To the signed agreement"),
            icon=":material/arrow_upward:",
            query_params={"id": found.above},
        )
    st.stop()

st.header(t("What belongs to this agreement"), anchor=False)
if not found.after:
    st.markdown(t("Nothing yet."))
for each in found.after:
    name = {
        "amendment": t("Amendment No. {number}", number=each.number),
        "accession": t("Accession of {partner}", partner=each.partner or "–"),
        "notice": t("Notice of leaving by {partner}", partner=each.partner or "–"),
        "renewal": t("Work programme {year}", year=each.year or "–"),
    }[each.kind]
    with st.container(border=True, key=f"later_{each.id}"):
        if each.level is None:
            st.markdown(f"**{plain(name)}** · {statuses[each.status]} · {t('not shared with you')}")
            continue
        page = "draft.py" if each.level >= Level.EDITOR else "preview.py"
        page_link(VIEWS / page, label=f"**{plain(name)}**", icon=":material/description:", query_params={"id": each.id})
        st.markdown(statuses[each.status])

if not found.signed:
    st.info(t("This begins when all partners have signed the agreement."))
    st.stop()
if loaded.level < Level.EDITOR or not allowed(actor, "agreement.create"):
    st.stop()


def made(place: str, make: Callable[[Actor, str], str]) -> None:
    """Make a draft and open it; a second click opens the same one."""
    once = f"{loaded.id}/later/{place}=once"
    key = st.session_state.setdefault(once, ids.new("key"))
    try:
        document = make(actor, key)
    except StudioError as error:
        st.error(explain(error, t))
    else:
        st.session_state.pop(once)
        st.switch_page(VIEWS / "draft.py", query_params={"id": document})


st.header(t("Change the text"), anchor=False)
st.markdown(
    t("A copy of what holds now, in which you change what is to change. The amendment names every change by section.")
)
if st.button(t("Draft an amendment"), key=f"{loaded.id}/amend", icon=":material/edit_document:"):
    made("amend", lambda who, key: later.amend(who, loaded.id, key))

st.header(t("A partner joins"), anchor=False)
joiner = st.text_input(t("Official name of the institution"), key=f"{loaded.id}/joiner", max_chars=300)
if st.button(t("Draft the accession"), key=f"{loaded.id}/accede", icon=":material/group_add:"):
    made("accede", lambda who, key: later.accede(who, loaded.id, joiner, key))

st.header(t("A partner leaves"), anchor=False)
partners = labels.partner_names(agreement, t)
leaver = st.selectbox(t("Partner"), list(partners), format_func=partners.__getitem__, key=f"{loaded.id}/leaver")
if partners and st.button(t("Draft the notice"), key=f"{loaded.id}/notice", icon=":material/logout:"):
    made("notice", lambda who, key: later.give_notice(who, loaded.id, leaver, key))

st.header(t("Work programme for a further year"), anchor=False)
st.markdown(t("Actions that are neither done nor stopped are carried on, with where they stand."))
past = requested("year")
default = int(past) + 1 if past.isascii() and past.isdigit() and 1990 <= int(past) < 2200 else clock.today().year + 1
year = int(
    st.number_input(t("Year"), min_value=1990, max_value=2200, value=default, step=1, key=f"{loaded.id}/programme/year")
)
with explained(t):
    wishes = list(dict.fromkeys(later.wishes(actor, loaded.id, year - 1)))
    plans = later.offered(actor)
taken = st.multiselect(
    t("Wishes from the reflection on {year}", year=year - 1),
    wishes,
    default=wishes,
    format_func=lambda each: short(each, 80),
    key=f"{loaded.id}/programme/wishes/{year}",
    placeholder=t("Choose…") if wishes else t("No wish was written down"),
)
offers: dict[str, Offer] = {}
if plans:
    plan = st.selectbox(
        t("Improvement plan of the standards"),
        ["", *plans],
        format_func=lambda each: plans[each][0] if each else t("(none)"),
        key=f"{loaded.id}/programme/plan",
    )
    offers |= {each.urn: each for each in (plans[plan][1] if plan else [])}
file = st.file_uploader(
    t("Actions of an improvement plan as a file (JSON)"), type=["json"], key=f"{loaded.id}/programme/file"
)
if file is not None:
    try:
        offers |= {each.urn: each for each in read_offers(file.getvalue())}
    except StudioError as error:
        st.error(explain(error, t))
wanted = (
    st.multiselect(
        t("Actions to take up"),
        list(offers),
        default=list(offers),
        format_func=lambda each: short(offers[each].title, 80),
        key=f"{loaded.id}/programme/offers",
        placeholder=t("Choose…"),
    )
    if offers
    else []
)
if st.button(t("Draft the work programme"), key=f"{loaded.id}/renew", type="primary", icon=":material/event_repeat:"):
    made(
        "renew",
        lambda who, key: later.renew(who, loaded.id, year, key, wishes=taken, offers=[offers[each] for each in wanted]),
    )
