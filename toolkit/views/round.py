"""A round for its coordinator: partners, links, who has finished, closing it, and what comes after."""

from pathlib import Path

import streamlit as st

from studio import doorway, ids
from studio.errors import StudioError
from studio.widgets.frame import begin, explained, header, plain, requested, said
from studio.widgets.links import page_link
from studio.widgets.once import one_key
from toolkit.services import assess, invite, rounds
from toolkit.services.rounds import Partner, Renewed, Stage

HERE = Path(__file__).parent
LINK_DAYS = 21

actor, t = begin("assessment.create")
with explained(t):
    found = rounds.load(actor, requested())
    check = assess.load(actor, found.id)
    renewed = rounds.renewed(actor, found.id)
closed = found.closed_at is not None
header(
    t("Round {number}: {title}", number=found.number, title=found.title),
    t("Who answers for whom, who has finished, and when everybody sees the results."),
    back=(t("All checks"), HERE / "standards.py"),
)
with st.container(horizontal=True):
    page_link(HERE / "rate.py", label=t("Answer"), icon=":material/checklist:", query_params={"id": found.id})
    page_link(HERE / "results.py", label=t("Results"), icon=":material/bar_chart:", query_params={"id": found.id})
    page_link(HERE / "consensus.py", label=t("Consensus"), icon=":material/handshake:", query_params={"id": found.id})

stages = {
    Stage.NOT_BEGUN: t("not begun"),
    Stage.ANSWERING: t("answering"),
    Stage.FINISHED: t("finished"),
}


def doing(deed: object, *arguments: object) -> None:
    """Do something; a refusal is said without moving anything."""
    try:
        deed(*arguments)  # type: ignore[operator]
    except StudioError as error:
        said(t, error)


def make_link(partner_id: str) -> None:
    """The address is kept for this visit only; the studio itself stores no more than its hash."""
    try:
        with one_key(f"{found.id}/{partner_id}/link", "inv") as new_id:
            secret = invite.invite(actor, found.id, partner_id, LINK_DAYS, new_id)
    except StudioError as error:
        said(t, error)
        return
    if secret:
        st.session_state[f"{found.id}/link/{partner_id}"] = doorway.here(f"/invited/{secret}")


def show_links(partner: Partner) -> None:
    usable = [each for each in found.invitations if each.partner_id == partner.id and each.usable]
    address = st.session_state.get(f"{found.id}/link/{partner.id}")
    if address and usable:
        st.markdown(t("Send this address to the people of {name}. It is shown only now.", name=plain(partner.name)))
        st.code(address, language=None, wrap_lines=True)
        with st.popover(t("QR code"), icon=":material/qr_code_2:"):
            st.image(doorway.qr_svg(address), width=280, alt=t("QR code of the link"))
    for link in usable:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(t("A link holds until {date}", date=t.date(link.expires_at.date())))
            st.button(
                t("End this link"),
                key=f"revoke_{link.id}",
                icon=":material/link_off:",
                on_click=doing,
                args=(invite.revoke, actor, found.id, link.id),
            )
    st.button(
        t("Make a link") if not usable else t("Make another link"),
        key=f"link_{partner.id}",
        icon=":material/add_link:",
        on_click=make_link,
        args=(partner.id,),
    )


def show_raters(partner_id: str) -> None:
    for rater in found.raters:
        if rater.partner_id != partner_id:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            name = plain(rater.name) or t("(erased)")
            st.markdown(f"**{name}** · {stages[rater.stage]}")
            if not closed and rater.person_id != actor.person_id:
                with st.popover(t("Remove"), icon=":material/person_remove:", key=f"remove_{rater.person_id}"):
                    st.markdown(t("Everything {name} answered in this round is deleted.", name=name))
                    st.button(
                        t("Remove this rater"),
                        key=f"removed_{rater.person_id}",
                        on_click=doing,
                        args=(rounds.remove_rater, actor, found.id, rater.person_id),
                    )


def show_renewed(change: Renewed) -> None:
    """What the newer version asks otherwise than the round before."""
    kept = len(change.renewal.same)
    st.markdown(
        t(
            "This round uses version {after} of the instrument; the round before used version {before}.",
            before=plain(change.before),
            after=plain(change.after),
        )
    )
    st.markdown(
        t.n("{count} criterion is as it was.", "{count} criteria are as they were.", kept)
        + " "
        + t("Answers you gave before are offered where the id stayed; nothing is taken over until you say so.")
    )
    with st.expander(t("What is new in this version")):
        for label, each in (
            (t("New"), change.renewal.new),
            (t("Worded anew"), change.renewal.reworded),
            (t("No longer asked"), change.renewal.gone),
        ):
            if each:
                st.markdown(f"**{label}**")
                st.markdown("\n".join(f"- {plain(change.titles[node_id])}" for node_id in each))


if renewed is not None:
    show_renewed(renewed)
total = len(found.raters)
done = sum(rater.stage is Stage.FINISHED for rater in found.raters)
st.markdown(
    t("Closed on {date}.", date=t.date(found.closed_at.date()))
    if found.closed_at
    else t.n("{done} of {count} rater has finished.", "{done} of {count} raters have finished.", total, done=done)
)
st.header(t("Partners and raters"), anchor=False)
if not found.partners:
    st.markdown(
        t("Answer alone, or add the partners whose people shall answer too: each gets a link to open on a phone.")
    )
show_raters("")
for partner in found.partners:
    with st.container(border=True, key=f"partner_{partner.id}"):
        st.subheader(plain(partner.name), anchor=False)
        show_raters(partner.id)
        if not closed:
            show_links(partner)
            if not any(rater.partner_id == partner.id for rater in found.raters):
                st.button(
                    t("Remove this partner"),
                    key=f"drop_{partner.id}",
                    icon=":material/delete:",
                    on_click=doing,
                    args=(rounds.remove_partner, actor, found.id, partner.id),
                )

if not closed:
    new_key = f"{found.id}/partner/{len(found.partners)}"
    with st.form(new_key, clear_on_submit=True):
        name = st.text_input(t("Name of the partner"), max_chars=assess.MAX_TITLE, key=f"{new_key}/name")
        if st.form_submit_button(t("Add a partner"), icon=":material/add:"):
            try:
                rounds.add_partner(actor, found.id, name, st.session_state.setdefault(f"{new_key}/id", ids.new("par")))
            except StudioError as error:
                said(t, error)
            else:
                st.rerun()
    if found.partners:
        names = {"": t("Nobody in particular")} | {partner.id: plain(partner.name) for partner in found.partners}
        own = found.seat(actor.person_id)
        key = f"{found.id}/own/{own.partner_id if own else ''}"

        def moved() -> None:
            doing(rounds.answer_for, actor, found.id, st.session_state[key])

        st.selectbox(
            t("I answer for"),
            list(names),
            index=list(names).index(own.partner_id) if own and own.partner_id in names else 0,
            format_func=names.__getitem__,
            key=key,
            on_change=moved,
        )

st.header(t("Close the round"), anchor=False)
if not closed:
    st.markdown(
        t(
            "From then on nobody can change an answer, and all raters see the results: without names, and one partner "
            "by itself only where at least three of its people answered. The consensus meeting can begin."
        )
    )
    with st.popover(t("Close the round"), icon=":material/lock:"):
        st.markdown(t("There is no way back. Raters who have not finished keep what they answered so far."))
        st.button(t("Close it now"), key="close", type="primary", on_click=doing, args=(rounds.close, actor, found.id))
    st.stop()

st.markdown(t("Talk the differences over, agree, act, and begin the next round when the time has come."))
if found.next_id:
    page_link(
        HERE / "round.py",
        label=t("The next round"),
        icon=":material/arrow_forward:",
        query_params={"id": found.next_id},
    )
elif st.button(t("Begin the next round"), key="next_round", icon=":material/restart_alt:"):
    try:
        following = rounds.next_round(actor, found.id, st.session_state.setdefault(f"{found.id}/next", ids.new("ass")))
    except StudioError as error:
        said(t, error)
    else:
        st.switch_page(HERE / "round.py", query_params={"id": following})

st.header(t("Comparison"), anchor=False)
key = f"{found.id}/compare/{found.compare}"


def compared() -> None:
    doing(rounds.allow_comparison, actor, found.id, st.session_state[key])


st.toggle(t("Compare our standards with other partnerships"), value=found.compare, key=key, on_change=compared)
st.markdown(t("You see means of others who agreed too, and they see yours. Nobody's name, answer or comment is shown."))

st.header(t("Personal data"), anchor=False)
st.markdown(t("Names and comments of people who joined by a link can be deleted; the levels they gave stay."))
with st.popover(t("Delete personal data"), icon=":material/delete_forever:"):
    st.markdown(t("Names, comments and files of people without an account are deleted for good."))
    st.button(t("Delete them now"), key="erase", on_click=doing, args=(rounds.erase_guests, actor, found.id))
