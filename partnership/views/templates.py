"""Templates of one's own: what they are for, who may start from them, and the studio's templates beside them."""

from __future__ import annotations

import streamlit as st

from partnership import annexes, templates
from partnership.services import reuse
from partnership.views.guide import VIEWS
from studio.errors import StudioError
from studio.rights import Level
from studio.widgets.frame import begin, empty, explained, header, plain, said
from studio.widgets.links import page_link

actor, t = begin("agreement.create")
header(
    t("Agreement templates"),
    t("Where new agreements and their annexes start: templates of your own, and those that come with the studio."),
    back=(t("Agreements"), VIEWS / "list.py"),
)
with explained(t):
    own = reuse.templates(actor)
uses = {"agreement": t("For agreements"), "annex": t("For an annex")}

st.header(t("Templates of your own"), anchor=False)
if not own:
    empty(
        t("No template of your own yet"),
        t("Open an agreement, go to preview and export, and keep it as a template; or keep one of its annexes."),
        icon=":material/copy_all:",
    )
for each in own:
    with st.container(border=True):
        name = plain(each.title) or t("Template without name")
        if each.level:
            query = {"id": each.id} | ({"section": "additional_documents"} if each.use == "annex" else {})
            page_link(VIEWS / "draft.py", label=f"**{name}**", icon=":material/edit_note:", query_params=query)
        else:
            st.markdown(f"**{name}**")
        st.markdown(f"{uses[each.use]} · {plain(each.when) or t('Nobody has written when to use it.')}")
        with st.container(horizontal=True, vertical_alignment="center"):
            if each.level:
                page_link(VIEWS / "people.py", label=t("People"), icon=":material/group:", query_params={"id": each.id})
                st.link_button(t("Data (JSON)"), f"/agreements/{each.id}/export.json", icon=":material/download:")
            if each.level is Level.OWNER:
                wanted = st.toggle(
                    t("Offer to everybody who drafts agreements here"), each.offered, key=f"{each.id}/offer"
                )
                if wanted != each.offered:
                    try:
                        reuse.offer(actor, each.id, wanted)
                    except StudioError as error:
                        said(t, error)
                    else:
                        st.rerun()
            elif each.offered:
                st.markdown(t("Offered to everybody here"))

st.header(t("Templates of the studio"), anchor=False)
for template_id in templates.template_ids():
    found = templates.template(template_id, t.locale)
    with st.container(border=True):
        st.markdown(f"**{found.title}**  \n{found.about}  \n{t('When to use it:')} {found.when}")
st.subheader(t("Annexes with model text"), anchor=False)
st.markdown(t("They are added in section 11 of an agreement, “Additional documents”."))
for kind in annexes.annex_kinds():
    offered = annexes.annex_template(kind, t.locale)
    if offered:
        with st.container(border=True):
            st.markdown(f"**{offered.title}**  \n{offered.about}  \n{t('When to use it:')} {offered.when}")
