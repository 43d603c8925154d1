"""Agreements: what is mine or shared with me; new from a template or a file."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service, templates
from partnership.services import reuse
from partnership.views.guide import VIEWS
from partnership.views.opening import LANGUAGES
from studio.errors import StudioError
from studio.messages import explain
from studio.rights import Level, allowed
from studio.widgets.frame import begin, empty, header, plain
from studio.widgets.links import page_link
from studio.widgets.once import one_key

actor, t = begin()
header(t("Agreements"), t("Draft, review and export agreements of two to twenty partners."))
found = service.listed(actor)
statuses = labels.statuses(t)

if not found:
    empty(
        t("No agreement yet"),
        t("Start a draft from a template, or bring an agreement along as a JSON file.")
        if allowed(actor, "agreement.create")
        else t("When somebody shares an agreement with you, it appears here."),
        icon=":material/handshake:",
    )
for one in found:
    with st.container(border=True):
        page_link(
            VIEWS / ("draft.py" if one.level >= Level.EDITOR else "positions.py"),
            label=f"**{plain(one.title) or t('Agreement without title')}**",
            icon=":material/handshake:",
            query_params={"id": one.id},
        )
        facts = (
            statuses[one.status],
            t.n("{count} partner", "{count} partners", one.partners),
            t("{count} of {total} points settled", count=one.settled, total=one.total),
            t.n("{count} error", "{count} errors", one.errors),
            t("changed {when}", when=t.instant(one.changed_at)),
        )
        st.markdown(" · ".join(facts))

if allowed(actor, "agreement.create"):
    st.header(t("New agreement"), anchor=False)
    with st.form("agreement_new"):
        own = {each.id: each for each in reuse.templates(actor) if each.use == "agreement"}
        chosen = {each: templates.template(each, t.locale) for each in templates.template_ids()}
        offered = {each: (found.title, found.when) for each, found in chosen.items()} | {
            each: (plain(found.title) or t("Template without name"), plain(found.when)) for each, found in own.items()
        }
        template = st.radio(
            t("Template"),
            list(offered),
            format_func=lambda each: f"**{offered[each][0]}** · {offered[each][1]}".removesuffix(" · "),
            key="agreement_template",
        )
        title = st.text_input(t("Title"), key="agreement_title", max_chars=service.MAX_TITLE)
        names = labels.languages(list(LANGUAGES), t.locale)
        language = st.selectbox(
            t("Language the agreement is written in"),
            LANGUAGES,
            format_func=names.__getitem__,
            key="agreement_language",
            help=t("A draft from a template of your own keeps the template's language."),
        )
        if st.form_submit_button(t("Start the draft"), key="agreement_start", type="primary"):
            try:
                with one_key(f"agreement/{template}") as key:
                    made = (
                        reuse.start(actor, template, title, key)
                        if template in own
                        else service.create(actor, template, title, language, key)
                    )
            except StudioError as error:
                st.error(explain(error, t))
            else:
                st.switch_page(VIEWS / "draft.py", query_params={"id": made})
    page_link(VIEWS / "templates.py", label=t("Agreement templates"), icon=":material/copy_all:")
    st.header(t("From a file"), anchor=False)
    with st.form("agreement_import"):
        file = st.file_uploader(t("Agreement as JSON"), type=["json"], key="agreement_file")
        if st.form_submit_button(t("Import"), key="agreement_import_do"):
            if file is None:
                st.warning(t("Choose a file first."))
            else:
                try:
                    with one_key("agreement/file") as key:
                        made = service.import_json(actor, file.getvalue(), key)
                except StudioError as error:
                    st.error(explain(error, t))
                else:
                    st.switch_page(VIEWS / "draft.py", query_params={"id": made})
