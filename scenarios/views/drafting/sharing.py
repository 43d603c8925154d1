"""Play what is written, offer it to everybody, take it along as a file, write it together, and go back in time."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scenarios import service
from scenarios.authoring import labels
from scenarios.authoring.findings import SECTIONS, section_of
from scenarios.lint import Finding
from scenarios.service import authoring, editions
from scenarios.views import begun
from scenarios.views.drafting.forms import Forms
from scenarios.views.drafting.hand import by_hand
from studio.identity import Actor
from studio.languages import language_names
from studio.rights import Level
from studio.widgets.frame import plain
from studio.widgets.once import one_key

SHOWN = 40


def try_it(f: Forms) -> None:
    """A button that begins a practice run on the draft as it stands; later changes do not touch the run."""

    def begin() -> None:
        def start(actor: Actor) -> None:
            with one_key(f"try/{f.draft.id}") as key:
                begun.note(begun.CASE, service.start_run(actor, f.draft.id, key=key))

        f.done(start)

    st.button(
        f.t("Try it"),
        key=f"{f.draft.id}/try_it",
        icon=":material/play_arrow:",
        on_click=begin,
        disabled=f.draft.checked.package is None,
        help=f.t("Begins a practice run with the scenario as it stands now. Later changes do not touch the run."),
    )


def sharing(f: Forms) -> None:
    t = f.t
    st.subheader(t("In the gallery"), anchor=False)
    _offer(f)
    st.subheader(t("Take it along"), anchor=False)
    st.markdown(
        t("A ZIP archive holds the scenario as `icm scenario check` reads it; JSON holds the same in one file.")
    )
    with st.container(horizontal=True):
        st.link_button(t("Export as ZIP"), f"/authoring/{f.draft.id}/scenario.zip", icon=":material/folder_zip:")
        st.link_button(t("Export as JSON"), f"/authoring/{f.draft.id}/scenario.json", icon=":material/data_object:")
    st.subheader(t("Write together"), anchor=False)
    _people(f)
    st.subheader(t("The whole scenario as YAML"), anchor=False)
    if by_hand(f, "structure", rows=24):
        st.markdown(t("Structure; the texts stand below."))
    for locale, name in language_names(list(f.texts), t.locale).items():
        st.markdown(t("Texts: {language}", language=name))
        by_hand(f, f"texts/{locale}", rows=24)


def _offer(f: Forms) -> None:
    t, draft, edition = f.t, f.draft, f.draft.edition
    if edition is None:
        st.markdown(t("Nobody but you and your co-authors sees this scenario."))
    elif edition.revision == draft.revision:
        st.markdown(t("Everybody in this studio can play it as it stands."))
    else:
        when = t.instant(edition.offered_at)
        st.markdown(
            t("Everybody in this studio can play it as it was on {when}. You have changed it since.", when=when)
        )
    if draft.level < Level.OWNER:
        st.markdown(t("Only its author can offer it or take it back."))
        return
    with st.container(horizontal=True):
        if edition is None or edition.revision != draft.revision:
            st.button(
                t("Offer it to everybody") if edition is None else t("Offer it as it stands now"),
                key=f"{draft.id}/offer",
                icon=":material/campaign:",
                disabled=not draft.checked.offerable,
                on_click=lambda: f.done(lambda actor: editions.offer(actor, draft.id)),
            )
        if edition is not None:
            st.button(
                t("Take it back"),
                key=f"{draft.id}/take_back",
                icon=":material/undo:",
                on_click=lambda: f.done(lambda actor: editions.take_back(actor, draft.id)),
            )
    if not draft.checked.offerable:
        st.markdown(t("Checks shows what must be mended before it can be offered."))


def _people(f: Forms) -> None:
    t, draft = f.t, f.draft
    for colleague in authoring.people(f.actor, draft.id):
        with st.container(horizontal=True, vertical_alignment="center"):
            role = t("author") if colleague.level is Level.OWNER else t("writes along")
            st.markdown(f"{plain(colleague.name)} ({role})")
            if draft.level is Level.OWNER and colleague.level is not Level.OWNER:
                st.button(
                    t("Take access back"),
                    key=f"{draft.id}/unshare/{colleague.person_id}",
                    type="tertiary",
                    on_click=lambda person=colleague.person_id: f.done(
                        lambda actor: authoring.unshare(actor, draft.id, person)
                    ),
                )
    if draft.level is not Level.OWNER:
        return
    key = f"{draft.id}/share"
    with (
        st.form(f"{key}/form", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(t("Sign-in name of a co-author"), key=key)
        st.form_submit_button(
            t("Let write along"),
            key=f"{key}/do",
            on_click=lambda: f.done(lambda actor: authoring.share(actor, draft.id, st.session_state.get(key, ""))),
        )


def history(f: Forms) -> None:
    """Who changed what when; any state can be brought back, and bringing it back is a revision too."""
    t = f.t
    past = authoring.history(f.actor, f.draft.id)
    titles = labels.sections(t)
    for one in past[:SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{f.draft.id}/past/{one.number}"):
            places = [Finding("note", "", path.removeprefix("structure/")) for path in one.places]
            places = [Finding("note", "", _without_locale(place.place)) for place in places]
            touched = {section_of(place) for place in places}
            told = ", ".join(titles[name] for name in SECTIONS if name in touched) or t("everything")
            now = f" · {t('as it stands')}" if one.number == f.draft.revision else ""
            st.markdown(f"{one.number} · {t.instant(one.at)} · {plain(one.name)} · {told}{now}")
            if one.number != f.draft.revision and f.draft.editable:
                st.button(
                    t("Bring back"),
                    key=f"{f.draft.id}/restore/{one.number}",
                    type="tertiary",
                    icon=":material/history:",
                    on_click=partial(_restore, f, one.number),
                )
    if len(past) > SHOWN:
        st.markdown(t("{count} older revisions are kept.", count=len(past) - SHOWN))


def _without_locale(path: str) -> str:
    """`texts/en/facts.loans.note` as a finding names it: `texts/facts.loans.note`."""
    steps = path.split("/", 2)
    return f"texts/{steps[2]}" if steps[0] == "texts" and len(steps) == 3 else path


def _restore(f: Forms, number: int) -> None:
    f.done(lambda actor: authoring.restore(actor, f.draft.id, number))
