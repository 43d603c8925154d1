"""Answering elsewhere: the form for KoboToolbox or ODK, a sheet to fill in, and the way back."""

from __future__ import annotations

import streamlit as st

from studio.errors import StudioError
from studio.languages import Translator
from studio.widgets.frame import begin, plain, said
from studio.widgets.tables import show_table
from toolkit.answer_sheets import Problem, Returned
from toolkit.services import bring
from toolkit.services.assess import Assessment


def show_sheets(found: Assessment, t: Translator) -> None:
    """Downloads, and an upload that shows what it holds before anything is saved."""
    with st.expander(t("Answer elsewhere: spreadsheet, KoboToolbox, ODK")):
        with st.container(horizontal=True):
            st.link_button(
                t("Sheet with answers"), f"/assessments/{found.id}/answers.xlsx", icon=":material/table_view:"
            )
            st.link_button(t("XLSForm"), f"/assessments/{found.id}/form.xlsx", icon=":material/phone_android:")
        st.markdown(
            t(
                "Fill in the column *Level* of the sheet, or upload the XLSForm to KoboToolbox or ODK and export its "
                "results with XML values and headers. Then bring the file back here."
            )
        )
        file = st.file_uploader(t("Answers as XLSX or CSV"), type=["xlsx", "csv"], key=f"{found.id}/sheet")
        if file is None:
            return
        content = file.getvalue()
        try:
            returned = bring.look(begin()[0], found.id, content)
        except StudioError as error:
            said(t, error)
            return
        _show_problems(returned, found, t)
        counts = [len(each.answers) for each in returned.submissions]
        if not any(counts):
            st.markdown(t("The file has the columns of this instrument, and no answers in them."))
            return
        which = st.selectbox(
            t("Whose answers"),
            range(len(counts)),
            format_func=lambda n: (
                f"{returned.submissions[n].label}: " + t.n("{count} answer", "{count} answers", counts[n])
            ),
            key=f"{found.id}/submission",
        )
        st.button(
            t("Take these as my answers"),
            key="bring_in",
            type="primary",
            on_click=_bring_in,
            args=(found.id, content, which, t),
        )


def _bring_in(assessment_id: str, content: bytes, which: int, t: Translator) -> None:
    try:
        saved = bring.bring_in(begin()[0], assessment_id, content, which)
    except StudioError as error:
        said(t, error)
        return
    if saved.conflicts:
        count = len(saved.conflicts)
        kept = t.n(
            "{count} field that you had filled in differently was kept.",
            "{count} fields that you had filled in differently were kept.",
            count,
        )
        st.toast(f"{t('The answers are in.')} {kept}")
    else:
        st.toast(t("The answers are in."))


def _show_problems(returned: Returned, found: Assessment, t: Translator) -> None:
    if returned.problems:
        st.warning(t("These cells cannot be taken; everything else can."), icon=":material/rule:")
        show_table(
            {
                t("Sheet"): [plain(problem.sheet) for problem in returned.problems],
                t("Cell"): [problem.cell for problem in returned.problems],
                t("Found"): [plain(problem.found) for problem in returned.problems],
                t("What to do"): [_remedy(problem, found, t) for problem in returned.problems],
            },
            alt=t("Cells that cannot be taken"),
        )


def _remedy(problem: Problem, found: Assessment, t: Translator) -> str:
    levels = ", ".join(map(str, found.instrument.scale.levels))
    return {
        "sheet_level_unknown": t("Write one of {levels}, or na where it does not apply.", levels=levels),
        "sheet_id_unknown": t("Keep the ids of the sheet you downloaded."),
        "sheet_text_long": t("Texts hold 20,000 characters; shorten it."),
    }[problem.code]
