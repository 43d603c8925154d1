"""One section as partners meet it: its text, what changed, their positions, comments and proposals."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service
from partnership.agreement import SECTION_IDS, SectionId
from partnership.composition import compose_section
from partnership.consensus import Stance
from partnership.differences import differences_in
from partnership.services import position, version
from partnership.transfer import from_body
from partnership.views import discussing
from partnership.views.consenting import section_title, shown, spoken
from partnership.views.guide import VIEWS
from partnership.views.noting import Notes
from studio import ids
from studio.documents import html
from studio.errors import StudioError
from studio.messages import explain
from studio.widgets.frame import begin, explained, header, plain, requested
from studio.widgets.links import page_link

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
    seen = position.overview(actor, loaded.id)
    notes = Notes(actor, loaded.id, t)
agreement = seen.agreement
section: SectionId = next((each for each in SECTION_IDS if each == requested("section")), SECTION_IDS[0])

header(section_title(section, t), back=(t("Positions"), VIEWS / "positions.py"), back_to=loaded.id)
with st.container(border=True):
    st.html(html.fragment(compose_section(agreement, section, agreement.prevailing_language), level=3))

stances = labels.stances(t)
hints = {
    Stance.AGREE: t("We accept the text as it is."),
    Stance.RESERVATION: t("We accept it and want a concern on record."),
    Stance.STAND_ASIDE: t("We do not support it, and will not stop the others."),
    Stance.ABSTAIN: t("We take no side."),
    Stance.OBJECT: t("We cannot accept it; we say why and what should stand instead."),
}


def asked(partner: str) -> None:
    """The form with which somebody takes a position for a partner."""
    cell = seen.matrix.cell(partner, section)
    place = f"position/{section}/{partner}"
    st.header(t("Position of {partner}", partner=plain(labels.partner_name(agreement, partner, t))), anchor=False)
    if cell.position is not None and cell.lapsed:
        st.warning(
            t("The text has changed since your last position, so you are asked again. This is what changed:"),
            icon=":material/history:",
        )
        with explained(t):
            compared = version.compare(actor, loaded.id, cell.position.revision, seen.revision)
        shown(
            differences_in(section, compared.before, compared.after),
            from_body(compared.before),
            from_body(compared.after),
            t,
        )
    if cell.position is not None:
        st.markdown(t("Your last position, before the change:") if cell.lapsed else t("Your position:"))
        with st.container(border=True):
            spoken(cell.position, agreement, t)
    # the form names the text it was drawn with: a change that comes in between is noticed when it is sent
    basis = f"{loaded.id}/{place}/basis"
    read_at = st.session_state.setdefault(basis, seen.revision)
    once = st.session_state.setdefault(f"{basis}/once", ids.new("key"))
    chosen = st.radio(
        t("We"),
        list(Stance),
        index=None,
        format_func=lambda stance: stances[stance],
        captions=[hints[stance] for stance in Stance],
        key=f"{loaded.id}/{place}/{once}/stance",
    )
    reason = notes.area(f"{place}/reason", t("Why (an objection needs it)"))
    counter = notes.area(f"{place}/counter", t("What should stand instead (an objection needs it)"))
    problem = st.empty()
    if st.button(t("Take this position"), type="primary", key=f"{loaded.id}/{place}/take"):
        if chosen is None:
            problem.error(t("Choose one of the five first."))
            return
        try:
            position.take(
                actor,
                loaded.id,
                partner,
                section,
                chosen,
                reason=reason,
                counter=counter,
                revision=read_at,
                key=once,
            )
        except StudioError as error:
            problem.error(explain(error, t))
            st.session_state[basis] = seen.revision
        else:
            notes.done([f"{place}/reason", f"{place}/counter"])
            for name in (basis, f"{basis}/once"):
                st.session_state.pop(name)
            st.rerun()


for one in [each for each, decides in seen.voices.items() if decides and agreement.partner(each)]:
    if not agreement.fixed:
        asked(one)

st.header(t("Where the partners stand"), anchor=False)
given = [cell for cell in seen.matrix.column(section) if cell.position is not None]
if not given:
    st.markdown(t("No partner has taken a position on this section yet."))
for cell in given:
    with st.container(border=True):
        if cell.lapsed:
            st.markdown(f"*{t('Lapsed: the text has changed since.')}*")
        spoken(cell.position, agreement, t)

discussing.proposals(actor, loaded, section, notes, t)
discussing.comments(actor, loaded, section, notes, t)

here = SECTION_IDS.index(section)
with st.container(horizontal=True):
    for place, icon in ((here - 1, ":material/arrow_back:"), (here + 1, ":material/arrow_forward:")):
        if 0 <= place < len(SECTION_IDS):
            page_link(
                VIEWS / "section.py",
                label=section_title(SECTION_IDS[place], t),
                icon=icon,
                query_params={"id": loaded.id, "section": SECTION_IDS[place]},
            )
