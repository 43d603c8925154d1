"""The notebook: what is known and from whom, where the file and the client differ, what partners were asked."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.case import Enquiry, Known
from scenarios.case_file import Writer
from scenarios.views.desk import Desk
from studio.widgets.frame import empty, plain
from studio.widgets.tables import show_table


def show(desk: Desk) -> None:
    contradictions(desk)
    facts(desk)
    sharing(desk)
    partners(desk)
    profile(desk)


def sharing(desk: Desk) -> None:
    """In a pair: tell the other seat what one knows; nothing passes by itself."""
    t, played = desk.t, desk.loaded.replay.inputs.played
    others = [seat for seat in played if seat != desk.seat]
    if not others or desk.seat not in played or desk.over:
        return
    other = others[0]
    theirs = desk.case.knowledge.get(other, {})
    mine = {one.fact: one for one in _known(desk).values() if one.fact not in theirs}
    with st.expander(
        t("Tell {seat} what you know", seat=plain(desk.words(f"seats.{other}.title"))), icon=":material/forum:"
    ):
        st.markdown(t("Ask yourself for each thing: does the client agree that it goes there?"))
        if not mine:
            st.markdown(t("There is nothing the other does not know."))
            return
        key = f"{desk.loaded.id}/tell/{len(theirs)}"
        chosen = st.multiselect(
            t("What you tell"), list(mine), format_func=lambda each: _text(desk, mine[each]), key=key,
            placeholder=t("Choose…"),
        )  # fmt: skip
        desk.button(
            t("Tell it"),
            "share",
            lambda: {"kind": "share", "seat": other, "facts": st.session_state.get(key) or chosen},
            disabled=not chosen,
            icon=":material/send:",
        )


def _known(desk: Desk) -> dict[str, Known]:
    return desk.case.knowledge.get(desk.seat, {})


def _writer(desk: Desk) -> Writer:
    return Writer(desk.loaded.replay, desk.loaded.package, desk.loaded.texts, desk.seat, desk.actor.name, desk.t)


def _text(desk: Desk, one: Known) -> str:
    """A fact as its source words it."""
    record = desk.words.get(f"facts.{one.fact}.record") if one.source in ("file", "partner", "conference") else ""
    return plain(record or desk.words(f"facts.{one.fact}.note"))


def _origin(desk: Desk, one: Known, writer: Writer) -> str:
    t = desk.t
    return t("from {source}, week {week}", source=plain(writer.source(one.source, one.by)), week=one.week)


def contradictions(desk: Desk) -> None:
    """Where a file says something that is not (or no longer) so, and what was learnt instead."""
    t, known, writer = desk.t, _known(desk), _writer(desk)
    wrong = [one for one in known.values() if desk.scenario.fact_by_id[one.fact].corrected_by in known]
    if not wrong:
        return
    with st.container(border=True, key="contradictions"):
        st.markdown(f":material/compare_arrows: **{t('Where the file and what you heard differ')}**")
        for one in wrong:
            right = known[desk.scenario.fact_by_id[one.fact].corrected_by or ""]
            st.markdown(
                f"- {t('File')}: ~~{_text(desk, one)}~~ ({_origin(desk, one, writer)})  \n"
                f"{t('Instead')}: {_text(desk, right)} ({_origin(desk, right, writer)})"
            )


def facts(desk: Desk) -> None:
    t, known = desk.t, list(_known(desk).values())
    st.subheader(t("What you know"), anchor=False)
    if not known:
        empty(t("Nothing yet"), t("Talk with the client, and ask partners with consent."))
        return
    corrected = {one.fact for one in known if desk.scenario.fact_by_id[one.fact].corrected_by in _known(desk)}
    known = [one for one in known if one.fact not in corrected]  # they stand above, beside what is true
    newest = max(one.week for one in known)
    sources = {"all": t("Everything"), "new": t("Newest"), "client": t("From the client"), "others": t("From others")}
    chosen = st.segmented_control(
        t("Show"), list(sources), format_func=sources.__getitem__, default="all", required=True,
        key=f"{desk.loaded.id}/known", label_visibility="collapsed",
    )  # fmt: skip
    heard = ("client", "trainer")
    shown = {
        "all": known,
        "new": [one for one in known if one.week == newest and one.sequence],
        "client": [one for one in known if one.source in heard],
        "others": [one for one in known if one.source not in heard],
    }[chosen or "all"]
    writer = _writer(desk)
    by_domain: dict[str, list[Known]] = {}
    for one in shown:
        by_domain.setdefault(desk.scenario.fact_by_id[one.fact].domain, []).append(one)
    if not shown:
        st.markdown(t("Nothing of this kind yet."))
    for domain, title in labels.domains(t).items():
        if domain in by_domain:
            st.markdown("\n".join([f"**{title}**", "", *(f"- {_line(desk, o, writer)}" for o in by_domain[domain])]))


def _line(desk: Desk, one: Known, writer: Writer) -> str:
    t, fact = desk.t, desk.scenario.fact_by_id[one.fact]
    return f"{labels.KINDS[fact.kind](t)}: {_text(desk, one)} — {_origin(desk, one, writer)}"


def _state(desk: Desk, asked: list[Enquiry]) -> str:
    """Where the last enquiry to a partner stands."""
    t = desk.t
    if not asked:
        return t("not asked")
    last = asked[-1]
    if last.state == "waiting":
        return t("asked in week {week}, answer due in week {due}", week=last.asked, due=last.due)
    if last.state == "answered":
        return t("answered in week {week}", week=last.due)
    return t("refused to answer (asked in week {week})", week=last.asked)


def partners(desk: Desk) -> None:
    t, case, words = desk.t, desk.case, desk.words
    own = desk.scenario.seat_by_id[desk.seat].partner
    st.subheader(t("Ask partners"), anchor=False)
    answers = {"given": t("yes"), "refused": t("not given"), "withdrawn": t("taken back")}
    rows = []
    for partner in desk.scenario.partners:
        if partner.id == own:
            continue
        asked = [one for one in case.enquiries if one.partner == partner.id and one.seat == desk.seat]
        consented = answers.get(case.consent.get(desk.seat, {}).get(partner.id, ""), t("not asked yet"))
        rows.append((partner.id, words(f"partners.{partner.id}.name"), consented, _state(desk, asked)))
    show_table(
        {
            t("Partner"): [row[1] for row in rows],
            t("Consent"): [row[2] for row in rows],
            t("Enquiry"): [row[3] for row in rows],
        },
        alt=t("Partners, consent and enquiries"),
    )
    if desk.over:
        return
    may = {row[0]: row[1] for row in rows if case.consents(desk.seat, row[0])}
    others = {row[0]: row[1] for row in rows if row[0] not in may}
    st.markdown(t("A partner answers only with the client's consent, which you ask for in a conversation."))
    key = f"{desk.loaded.id}/enquire"
    names = {**may, **{name: t("{partner} (no consent)", partner=title) for name, title in others.items()}}
    st.selectbox(t("Partner"), list(names), format_func=lambda name: names[name], key=key)
    with st.container(horizontal=True):
        desk.button(
            desk.price(t("Send an enquiry"), "enquire"),
            "enquire",
            lambda: {"kind": "enquire", "partner": st.session_state[key]},
            icon=":material/mail:",
        )
        desk.way("talk", t("To: {part}", part=t("Conversation")), where="notebook")


def profile(desk: Desk) -> None:
    t, person = desk.t, desk.scenario.client.profile
    with st.expander(t("What the register says"), icon=":material/badge:"):
        rows = {
            t("Name"): person.name,
            t("Age"): str(person.age),
            t("Municipality"): person.municipality,
            t("Household"): t(
                "{adults} adults, {children} children",
                adults=person.household.adults,
                children=len(person.household.children),
            ),
            t("Months unemployed"): str(person.months_unemployed),
            t("Languages"): ", ".join(person.languages) or "–",
        }
        show_table({t("Entry"): list(rows), t("Content"): list(rows.values())}, alt=t("Register entries"))
