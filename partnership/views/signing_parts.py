"""Parts of the signing page."""

from __future__ import annotations

import streamlit as st

from partnership import labels
from partnership.composition.record import how, state_of
from partnership.field_labels import fields
from partnership.service import Loaded
from partnership.services import sign
from partnership.signatures import FORMALITIES, Round, Seat, formalities, nameless, obstacles
from partnership.views.guide import SHOWN, VIEWS, finding_entry
from partnership.views.noting import Notes
from studio import clock, ids
from studio.doorway import Reach, address, here, reach
from studio.errors import StudioError
from studio.languages import Translator
from studio.messages import explain
from studio.widgets.frame import current_actor, plain, said
from studio.widgets.links import page_link

ICONS = {"signed": ":material/task_alt:", "declined": ":material/block:", "waiting": ":material/hourglass_empty:"}


def preparing(loaded: Loaded, t: Translator) -> None:
    """What is missing, and the round to open when nothing is."""
    agreement = loaded.agreement
    st.header(t("Is the text ready to be signed?"), anchor=False)
    errors, unnamed = obstacles(agreement), nameless(agreement)
    if not errors and not unnamed:
        st.success(t("Nothing keeps this text from being signed."), icon=":material/check_circle:")
    else:
        st.warning(t("Mend what stands here, or accept an error with a reason on the page of findings."))
    names = labels.partner_names(agreement, t)
    for partner in unnamed:
        page_link(
            VIEWS / "draft.py",
            label=t(
                "{partner}: name of the institution or of its representative is missing", partner=names[partner.id]
            ),
            icon=":material/person_off:",
            query_params={"id": loaded.id, "section": "partners", "item": f"partners/{partner.id}"},
        )
    for finding in errors[:SHOWN]:
        finding_entry(finding, t)
    if errors:
        page_link(
            VIEWS / "findings.py",
            label=t("All findings"),
            icon=":material/rule:",
            query_params={"id": loaded.id},
        )
    missing, called = formalities(agreement), fields(t)
    with st.container(border=True, key="formalities"):
        st.markdown(f"**{t('Formalities')}**")
        lines = []
        for path in FORMALITIES:
            icon = ":material/radio_button_unchecked:" if path in missing else ":material/check_circle:"
            note = ""
            if path in missing:
                whose = [names.get(each.split("/")[1], "") for each in missing[path] if each.count("/") > 1]
                note = f" – {t('open')}" + (f": {plain(t.list(whose))}" if whose else "")
            lines.append(f"{icon} {called[path]}{note}")
        st.markdown("  \n".join(lines))
        if missing:
            st.markdown(t("What is open here can also be written on the paper by hand."))
    if errors or unnamed or not agreement.partners:
        return
    _opening(loaded, t)


def _opening(loaded: Loaded, t: Translator) -> None:
    st.header(t("Open a round of signing"), anchor=False)
    st.markdown(
        t(
            "From then on the text stands still. Partners of turn 1 are asked together; turn 2 follows when all of "
            "them have signed. Whoever has to sign last, a minister for example, gets the last turn."
        )
    )
    partners = loaded.agreement.partners
    turns: dict[str, int] = {}
    for number, partner in enumerate(partners):
        if number % 2 == 0:
            sides = st.columns(2)
        turns[partner.id] = sides[number % 2].selectbox(
            t("Turn of {partner} ({signatory})", partner=partner.label(), signatory=partner.representative.strip()),
            list(range(1, min(len(partners), 9) + 1)),
            key=f"{loaded.id}/turn/{partner.id}",
        )
    name = st.text_input(
        t("Name of the version that is signed"),
        t("For signing, {day}", day=t.date(clock.today())),
        max_chars=80,
        key=f"{loaded.id}/signing/name/{loaded.revision}",
    )
    once = f"{loaded.id}/signing/once"
    if st.button(t("Open the round"), type="primary", icon=":material/signature:", key=f"{loaded.id}/signing/open"):
        key = st.session_state.setdefault(once, ids.new("key"))
        used = sorted(set(turns.values()))
        asked = [[partner for partner, turn in turns.items() if turn == each] for each in used]
        actor = current_actor()
        try:
            if actor is not None:
                sign.open_round(actor, loaded.id, revision=loaded.revision, name=name, turns=asked, key=key)
        except StudioError as error:
            st.error(explain(error, t))
        else:
            st.session_state.pop(once, None)
            st.rerun()


def going_on(agreement_id: str, round_: Round, t: Translator, *, owner: bool) -> None:
    """An open round: how far it is, and for the owner links, scans and the way back."""
    st.markdown(f"**{state_of(round_, t)}** · {plain(round_.version)}")
    st.progress(sum(seat.state == "signed" for seat in round_.seats) / len(round_.seats))
    if round_.declined:
        st.warning(
            t("A partner has declined, so nobody signs now. Talk, then ask again or withdraw the round."),
            icon=":material/block:",
        )
    if owner and reach() is not Reach.OPEN:
        st.warning(
            t(
                "The address of this studio ({address}) opens only here or in this network. Signatories elsewhere sign "
                "on paper: bring the scanned page.",
                address=plain(address()),
            ),
            icon=":material/lan:",
        )
    days = 14
    if owner:
        days = st.selectbox(
            t("New links work for"),
            [7, 14, 30, 90],
            index=1,
            format_func=lambda count: t.n("{count} day", "{count} days", count),
            key=f"{round_.id}/days",
        )
    seats(agreement_id, round_, t, days=days if owner else 0)
    if owner:
        _scan(agreement_id, round_, t)
        _withdraw(agreement_id, round_, t)
    record(agreement_id, round_, t)


def seats(agreement_id: str, round_: Round, t: Translator, *, days: int = 0) -> None:
    """Everybody who signs, by turn; with `days` the owner can make links that work so long."""
    several = len({seat.turn for seat in round_.seats}) > 1
    for turn in sorted({seat.turn for seat in round_.seats}):
        if several:
            st.subheader(t("Turn {number}", number=turn), anchor=False)
        for seat in round_.seats:
            if seat.turn == turn:
                _seat(agreement_id, round_, seat, t, days)


def _seat(agreement_id: str, round_: Round, seat: Seat, t: Translator, days: int) -> None:
    with st.container(border=True, key=f"seat_{round_.id}_{seat.partner}"):
        who = ", ".join(plain(part) for part in (seat.signatory, seat.function) if part)
        st.markdown(f"{ICONS[seat.state]} **{plain(seat.party)}** · {who}")
        when = f" · {t.instant(seat.at)}" if seat.at and seat.state != "waiting" else ""
        if seat.state != "waiting":
            st.markdown(plain(how(seat, t)) + when)
        elif not round_.may_be_asked(seat):
            st.markdown(t("Asked when everybody before has signed."))
        elif seat.asked_until is None:
            st.markdown(t("Not asked yet."))
        elif seat.asked_until <= clock.now():
            st.markdown(t("The link has expired."))
        else:
            st.markdown(t("Asked by link, which works until {day}.", day=t.date(seat.asked_until.date())))
        if seat.scan:
            st.link_button(
                t("Scanned page"), f"/agreements/{agreement_id}/signing/files/{seat.scan}", icon=":material/download:"
            )
        if days:
            _controls(agreement_id, round_, seat, t, days)


def _controls(agreement_id: str, round_: Round, seat: Seat, t: Translator, days: int) -> None:
    actor, spot = current_actor(), f"{round_.id}/{seat.partner}"
    if actor is None:
        return
    if round_.may_be_asked(seat):
        told, once = f"{spot}/told", f"{spot}/once"
        with st.container(horizontal=True):
            again = seat.asked_until is not None or seat.state == "declined"
            if st.button(t("Make a new link") if again else t("Make the personal link"), key=f"{spot}/ask"):
                key = st.session_state.setdefault(once, ids.new("key"))
                try:
                    secret = sign.ask(actor, agreement_id, seat.partner, days=days, key=key)
                except StudioError as error:
                    said(t, error)
                else:
                    st.session_state[told] = here(f"/invitation/{secret}")
                    st.session_state.pop(once)
                    st.rerun()
            if seat.asked_until is not None and st.button(
                t("Take the link back"), icon=":material/link_off:", key=f"{spot}/back"
            ):
                try:
                    sign.take_back_link(actor, agreement_id, seat.partner)
                except StudioError as error:
                    said(t, error)
                else:
                    st.session_state.pop(told, None)
                    st.rerun()
        if told in st.session_state and seat.asked_until is not None:
            st.markdown(t("For {name} alone. Copy it now: it is shown only once.", name=plain(seat.signatory)))
            st.code(st.session_state[told], language=None, wrap_lines=True)
    elif (
        round_.open
        and seat.way == "scan"
        and st.button(t("This scan was a mistake"), type="tertiary", icon=":material/undo:", key=f"{spot}/undo")
    ):
        try:
            sign.undo_scan(actor, agreement_id, seat.partner)
        except StudioError as error:
            said(t, error)
        else:
            st.rerun()


def _scan(agreement_id: str, round_: Round, t: Translator) -> None:
    open_now = {seat.partner: seat for seat in round_.seats if round_.may_be_asked(seat)}
    if not open_now:
        return
    with st.expander(t("Signed on paper: bring the scanned page"), icon=":material/scan:"):
        spot = f"{round_.id}/scan/{len(open_now)}"
        st.markdown(
            t("Print the text below, have it signed and stamped, and scan the page with the signatures (PDF or photo).")
        )
        partners = st.multiselect(
            t("Whose signatures are on the page"),
            list(open_now),
            format_func=lambda each: open_now[each].party,
            key=f"{spot}/partners",
            placeholder=t("Choose partners…"),
        )
        day = st.date_input(t("Day on the paper"), clock.today(), format="DD.MM.YYYY", key=f"{spot}/day")
        file = st.file_uploader(t("Scanned page"), type=["pdf", "png", "jpg", "jpeg"], key=f"{spot}/file")
        sure = st.checkbox(t("I have the signed original and it is this very text"), key=f"{spot}/sure")
        ready = bool(partners and file is not None and sure)
        if st.button(t("Let the signatures count"), type="primary", disabled=not ready, key=f"{spot}/do"):
            actor = current_actor()
            try:
                if actor is not None and file is not None:
                    sign.bring_scan(actor, agreement_id, partners, file.name, file.getvalue(), day)
            except StudioError as error:
                st.error(explain(error, t))
            else:
                st.rerun()


def _withdraw(agreement_id: str, round_: Round, t: Translator) -> None:
    with st.expander(t("Withdraw the round"), icon=":material/undo:"):
        st.markdown(
            t("The text can be changed again. No signature on it counts any more; everybody signs the new text anew.")
        )
        actor = current_actor()
        if actor is None:
            return
        notes, note = Notes(actor, agreement_id, t), f"withdraw/{round_.id}"
        reason = notes.area(note, t("Why (all partners read it)"))
        if st.button(t("Withdraw now"), key=f"{round_.id}/withdraw") and notes.send(
            [note], lambda: sign.withdraw(actor, agreement_id, reason)
        ):
            st.rerun()


def record(agreement_id: str, round_: Round, t: Translator) -> None:
    """The files of a round: the signed document or the text to be signed, the record, the data."""
    files = f"/agreements/{agreement_id}/signing/files"
    made = f"/agreements/{agreement_id}/signing/{round_.id}"
    st.subheader(t("Files"), anchor=False)
    with st.container(horizontal=True):
        if round_.outcome == "signed":
            st.link_button(t("Signed PDF"), f"{made}/signed.pdf", icon=":material/download:", type="primary")
            st.link_button(t("Signed Word document"), f"{made}/signed.docx", icon=":material/download:")
            st.link_button(t("Seal with a certificate"), f"{made}/seal", icon=":material/verified:")
        for code, digest in sorted(round_.pages.items()):
            label = t("Text as PDF ({language})", language=code) if len(round_.pages) > 1 else t("Text as PDF")
            st.link_button(label, f"{files}/{digest}", icon=":material/download:")
        st.link_button(t("Record of signing"), f"{made}/record.pdf", icon=":material/download:")
        st.link_button(t("Text as data"), f"{files}/{round_.text_sha256}", icon=":material/download:")
    st.markdown(t("Fingerprint of this text (SHA-256): {digest}", digest=f"`{round_.text_sha256}`"))


def ended(agreement_id: str, rounds: list[Round], t: Translator) -> None:
    """Rounds that were withdrawn."""
    if not rounds:
        return
    with st.expander(t.n("{count} withdrawn round", "{count} withdrawn rounds", len(rounds))):
        for one in rounds:
            st.markdown(f"**{plain(one.version)}** · {plain(state_of(one, t))}")
            for seat in one.seats:
                if seat.state != "waiting":
                    st.markdown(f"- {plain(seat.party)}: {plain(how(seat, t))}")
