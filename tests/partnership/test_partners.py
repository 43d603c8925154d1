"""Partners at work on a draft: invited, commenting, proposing, taking positions, voting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from partnership import service
from partnership.consensus import Stance, Standing
from partnership.examples import example
from partnership.services import comment, invite, note, position, propose, version, vote
from partnership.services.propose import State
from partnership.transfer import write_json
from partnership.voting import Choice, Result
from studio import clock, identity
from studio.changes import AddItem, SetField
from studio.errors import Conflicted, Forbidden, Invalid, NotFound, StudioError
from studio.identity import Actor, Role
from tests.partnership.signed import signed_by_all

People = Callable[..., Actor]
UNDERSTANDING = "strategy/understanding"


@pytest.fixture
def manager(actor: People) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


def link(manager: Actor, draft: str, partner: str = "p_csw", *, decides: bool = True, days: int = 30) -> str:
    return invite.invite(manager, draft, partner, days=days, decides=decides, key=f"{draft}/{partner}/{decides}/{days}")


def guest(secret: str, name: str = "Denis") -> Actor:
    entered = invite.enter(None, secret, name)
    session_id = identity.session_of_secret(entered.secret)
    assert session_id is not None
    found = identity.resolve(session_id)
    assert found is not None
    return found


@pytest.fixture
def denis(manager: Actor, draft: str) -> Actor:
    return guest(link(manager, draft))


def say(who: Actor, draft: str, stance: Stance, key: str, partner: str = "p_csw", **options: Any) -> None:
    options.setdefault("revision", service.load(who, draft).revision)
    position.take(who, draft, partner, "strategy", stance, key=key, **options)


def reword(who: Actor, draft: str, path: str, value: str, key: str) -> None:
    base = service.load(who, draft).body
    for part in path.split("/"):
        base = next(i for i in base if i["id"] == part) if isinstance(base, list) else base[part]
    assert not service.save(who, draft, [SetField(path=path, base=base, value=value)], key).conflicts


# -- invitations ------------------------------------------------------------------------------------------------


def test_a_link_lets_somebody_in_who_reads_and_changes_nothing(draft: str, denis: Actor) -> None:
    assert (denis.role, denis.context) == (Role.PARTNER, draft)
    loaded = service.load(denis, draft)
    assert not loaded.editable
    assert [one.id for one in service.listed(denis)] == [draft]
    with pytest.raises(Forbidden):
        service.save(denis, draft, [SetField(path="title", base=loaded.agreement.title, value="x")], "k")
    assert invite.voices(denis, draft) == {"p_csw": True}


def test_the_offer_says_who_invites_whom_and_only_its_hash_is_kept(manager: Actor, draft: str) -> None:
    secret = link(manager, draft)
    offer = invite.offer(secret)
    assert (offer.agreement_id, offer.invited_by, offer.decides) == (draft, "Mirela", True)
    assert "Social Work" in offer.partner
    assert secret not in repr(invite.invitations(manager, draft))
    with pytest.raises(Invalid, match="agreement_invitation_told"):
        link(manager, draft)  # the same click again


def test_an_invited_person_sees_no_other_agreement(manager: Actor, draft: str, denis: Actor) -> None:
    other = service.import_json(manager, write_json(example()).encode(), key="other")
    for call in (
        lambda: service.load(denis, other),
        lambda: position.overview(denis, other),
        lambda: comment.comments(denis, other),
        lambda: propose.proposals(denis, other),
        lambda: version.history(denis, other),
        lambda: version.compare(denis, other, 1, 1),
        lambda: vote.votes(denis, other),
        lambda: note.kept(denis, other),
        lambda: comment.comment(denis, other, "aims", "x", key="k"),
        lambda: say(denis, other, Stance.AGREE, "k", revision=1),
    ):
        with pytest.raises(NotFound):
            call()


@pytest.mark.parametrize("what", ["revoked", "expired", "invented", "put away"])
def test_a_link_that_ended_lets_nobody_in(manager: Actor, draft: str, what: str) -> None:
    secret = link(manager, draft)
    later = timedelta(0)
    if what == "revoked":
        invite.revoke(manager, draft, invite.invitations(manager, draft)[0].id)
    elif what == "expired":
        later = timedelta(days=31)
    elif what == "put away":
        service.delete(manager, draft)
    else:
        secret = "x" * 43
    with (
        time_machine.travel(clock.now() + later, tick=False),
        pytest.raises(Invalid, match="agreement_invitation_unusable"),
    ):
        invite.enter(None, secret, "Denis")


def test_guessing_links_is_slowed_down_and_a_true_one_is_not(manager: Actor, draft: str) -> None:
    secret = link(manager, draft)
    codes = []
    for number in range(invite._FREE_GUESSES + 2):
        with pytest.raises(StudioError) as caught:
            invite.offer(f"guess{number}")
        codes.append(caught.value.code)
    assert codes[-1] == "too_many_attempts"
    assert invite.offer(secret).agreement_id == draft


def test_taking_a_link_back_ends_the_access_and_keeps_what_was_said(manager: Actor, draft: str, denis: Actor) -> None:
    say(denis, draft, Stance.AGREE, "k")
    invite.revoke(manager, draft, invite.invitations(manager, draft)[0].id)
    with pytest.raises(NotFound):
        service.load(denis, draft)
    assert identity.resolve(denis.session_id) is None
    assert position.overview(manager, draft).matrix.cell("p_csw", "strategy").stance is Stance.AGREE


def test_a_second_link_keeps_the_door_open(manager: Actor, draft: str, denis: Actor) -> None:
    invite.enter(denis, link(manager, draft, days=7), "")
    [newer, older] = invite.invitations(manager, draft)
    invite.revoke(manager, draft, older.id)
    assert invite.voices(denis, draft) == {"p_csw": True}
    invite.revoke(manager, draft, newer.id)
    with pytest.raises(NotFound):
        service.load(denis, draft)


def test_an_account_comes_in_as_itself_and_keeps_its_own_access(actor: People, manager: Actor, draft: str) -> None:
    colleague = actor("trainee", "Goran")
    entered = invite.enter(colleague, link(manager, draft), "ignored")
    assert entered.secret == ""
    assert service.load(colleague, draft)
    with pytest.raises(Forbidden, match="agreement_invitation_own"):
        invite.enter(manager, link(manager, draft, "p_pes"), "")


def test_only_owners_invite(manager: Actor, draft: str, denis: Actor) -> None:
    for call in (
        lambda: invite.invite(denis, draft, "p_csw", days=7, decides=True, key="k"),
        lambda: invite.invitations(denis, draft),
        lambda: invite.revoke(denis, draft, "x"),
    ):
        with pytest.raises(Forbidden):
            call()
    with pytest.raises(Invalid, match="agreement_partner_unknown"):
        link(manager, draft, "p_nobody")


# -- positions --------------------------------------------------------------------------------------------------


def test_a_changed_text_asks_again_and_an_unchanged_section_does_not(manager: Actor, draft: str, denis: Actor) -> None:
    say(denis, draft, Stance.OBJECT, "k1", reason="Nobody asked the schools.", counter="Name the schools.")
    reword(manager, draft, "legal/place", "Kalina", "r1")
    seen = position.overview(denis, draft)
    assert seen.matrix.standing("strategy") is Standing.BLOCKED
    assert seen.agenda[0].objections[0].counter == "Name the schools."
    reword(manager, draft, UNDERSTANDING, "The schools of the valley are with us.", "r2")
    cell = position.overview(denis, draft).matrix.cell("p_csw", "strategy")
    assert cell.lapsed
    assert cell.stance is None
    say(denis, draft, Stance.AGREE, "k2")
    assert position.overview(denis, draft).matrix.cell("p_csw", "strategy").stance is Stance.AGREE


def test_a_text_that_comes_back_brings_no_new_question(manager: Actor, draft: str, denis: Actor) -> None:
    say(denis, draft, Stance.AGREE, "k1")
    before = service.load(manager, draft).agreement.strategy.understanding
    reword(manager, draft, UNDERSTANDING, "Something else", "r1")
    assert position.overview(manager, draft).matrix.cell("p_csw", "strategy").lapsed
    reword(manager, draft, UNDERSTANDING, before, "r2")
    assert not position.overview(manager, draft).matrix.cell("p_csw", "strategy").lapsed


def test_a_position_on_a_text_that_moved_while_reading_is_refused(manager: Actor, draft: str, denis: Actor) -> None:
    seen = service.load(denis, draft).revision
    reword(manager, draft, UNDERSTANDING, "Quite another strategy", "r1")
    with pytest.raises(Conflicted, match="position_text_moved"):
        say(denis, draft, Stance.AGREE, "k", revision=seen)
    reword(manager, draft, "legal/place", "Kalina", "r2")
    say(denis, draft, Stance.AGREE, "k", revision=seen + 1)  # another section moved: the one that was read did not


@pytest.mark.parametrize(("reason", "counter"), [("", ""), ("why", " "), ("", "instead"), ("\x00", "instead")])
def test_an_objection_says_why_and_what_instead(draft: str, denis: Actor, reason: str, counter: str) -> None:
    with pytest.raises(Invalid, match="objection_incomplete"):
        say(denis, draft, Stance.OBJECT, "k", reason=reason, counter=counter)


def test_nobody_decides_for_another_partner_or_without_being_asked_to(manager: Actor, draft: str, denis: Actor) -> None:
    reader = guest(link(manager, draft, "p_pes", decides=False), "Ana")
    for who, partner in ((denis, "p_pes"), (reader, "p_pes"), (manager, "p_csw")):
        with pytest.raises(Forbidden, match="voice_missing"):
            say(who, draft, Stance.AGREE, "k", partner)
    with pytest.raises(Invalid, match="agreement_partner_unknown"):
        say(denis, draft, Stance.AGREE, "k", "p_nobody")


def test_a_second_click_takes_one_position_and_a_signed_text_none(manager: Actor, draft: str, denis: Actor) -> None:
    say(denis, draft, Stance.ABSTAIN, "k")
    say(denis, draft, Stance.AGREE, "k")
    assert position.overview(denis, draft).matrix.cell("p_csw", "strategy").stance is Stance.ABSTAIN
    signed_by_all(manager, draft)
    with pytest.raises(Invalid, match="agreement_signed"):
        say(denis, draft, Stance.AGREE, "k2")


# -- comments and proposals -------------------------------------------------------------------------------------


def test_comments_are_answered_and_settled(manager: Actor, draft: str, denis: Actor) -> None:
    made = comment.comment(denis, draft, "strategy", "Who pays?", path=UNDERSTANDING, quote="common", key="k1")
    assert comment.comment(denis, draft, "strategy", "Who pays?", key="k1") == made
    comment.comment(manager, draft, "strategy", "The municipality.", parent=made, key="k2")
    [one] = comment.comments(denis, draft, "strategy")
    assert (one.author, one.quote, one.own, [each.author for each in one.replies]) == (
        "Denis", "common", True, ["Mirela"],
    )  # fmt: skip
    assert {topic.section: topic.questions for topic in position.overview(manager, draft).agenda}["strategy"] == 1
    comment.resolve(manager, draft, made)
    assert comment.comments(denis, draft)[0].resolved
    assert {topic.section: topic.questions for topic in position.overview(manager, draft).agenda}["strategy"] == 0


def test_comments_stay_in_their_place_and_belong_to_their_author(manager: Actor, draft: str, denis: Actor) -> None:
    ana = guest(link(manager, draft, "p_pes"), "Ana")
    made = comment.comment(denis, draft, "aims", "Hm", key="k1")
    with pytest.raises(Forbidden, match="comment_foreign"):
        comment.resolve(ana, draft, made)
    with pytest.raises(Invalid, match="section_unknown"):
        comment.comment(denis, draft, "aims", "x", path=UNDERSTANDING, key="k2")
    with pytest.raises(Invalid, match="comment_empty"):
        comment.comment(denis, draft, "aims", " \x00 ", key="k3")
    with pytest.raises(Forbidden):
        comment.comment(denis, draft, "aims", "x", author="Somebody else", key="k4")
    other = service.import_json(manager, write_json(example()).encode(), key="other")
    with pytest.raises(NotFound):
        comment.resolve(manager, other, made)


def proposal(who: Actor, draft: str, value: str = "The schools are with us.", key: str = "p") -> str:
    base = service.load(who, draft).agreement.strategy.understanding
    return propose.propose(who, draft, [SetField(path=UNDERSTANDING, base=base, value=value)], "Schools", key=key)


def test_an_accepted_proposal_is_a_revision_by_its_author(manager: Actor, draft: str, denis: Actor) -> None:
    made = proposal(denis, draft)
    assert service.load(manager, draft).revision == 1
    propose.accept(manager, draft, made)
    propose.accept(manager, draft, made)
    loaded = service.load(manager, draft)
    assert (loaded.agreement.strategy.understanding, loaded.revision) == ("The schools are with us.", 2)
    past = version.history(manager, draft)
    assert past.names[past.sittings[0].person_id] == "Denis"
    assert propose.proposals(denis, draft)[0].state is State.ACCEPTED


def test_a_proposal_whose_text_moved_is_not_taken_over_unseen(manager: Actor, draft: str, denis: Actor) -> None:
    made = proposal(denis, draft)
    reword(manager, draft, UNDERSTANDING, "Moved", "r1")
    assert propose.proposals(manager, draft)[0].stale
    with pytest.raises(Conflicted, match="proposal_stale"):
        propose.accept(manager, draft, made)
    assert service.load(manager, draft).agreement.strategy.understanding == "Moved"
    propose.accept(manager, draft, made, over=True)
    assert service.load(manager, draft).agreement.strategy.understanding == "The schools are with us."


def test_declining_says_why_and_only_the_author_withdraws(manager: Actor, draft: str, denis: Actor) -> None:
    made = proposal(denis, draft)
    with pytest.raises(Invalid, match="decline_without_reason"):
        propose.decline(manager, draft, made, " ")
    with pytest.raises(Forbidden):
        propose.accept(denis, draft, made)
    with pytest.raises(Forbidden, match="proposal_foreign"):
        propose.withdraw(manager, draft, made)
    propose.decline(manager, draft, made, "Too early.")
    with pytest.raises(Invalid, match="proposal_decided"):
        propose.withdraw(denis, draft, made)
    assert propose.proposals(denis, draft)[0].answer == "Too early."


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [SetField(path="status", base="draft", value="signed")],
        [SetField(path="schema_number", base=1, value=2)],
        [SetField(path="invented/field", base=None, value=1)],
        [SetField(path="budget/stated_total", base="412000.00", value="lots")],
        [
            SetField(path=UNDERSTANDING, base=None, value="x"),
            SetField(path="legal/disputes", base=None, value="y"),
        ],
        [AddItem(path="aims", item={"id": "a b", "statement": "x"})],
    ],
)
def test_what_cannot_stand_cannot_be_proposed(draft: str, denis: Actor, changes: list[Any]) -> None:
    if changes and changes[0].path == "budget/stated_total":
        total = service.load(denis, draft).body["budget"]["stated_total"]
        changes = [changes[0].model_copy(update={"base": total})]
    with pytest.raises(Invalid, match="proposal_unusable"):
        propose.propose(denis, draft, changes, "", key="k")


# -- votes ------------------------------------------------------------------------------------------------------


def test_a_body_votes_by_its_rule_and_each_speaks_for_its_own_seat(manager: Actor, draft: str, denis: Actor) -> None:
    made = vote.open_vote(manager, draft, "b_board", "Do we begin in March?", "k")
    assert vote.open_vote(manager, draft, "b_board", "Do we begin in March?", "k") == made
    vote.cast(denis, draft, made, "p_csw", Choice.YES)
    with pytest.raises(Forbidden, match="voice_missing"):
        vote.cast(denis, draft, made, "p_pes", Choice.YES)
    assert vote.votes(denis, draft)[0].mine == ("p_csw",)
    for seat in vote.votes(manager, draft)[0].mine:
        vote.cast(manager, draft, made, seat, Choice.YES)
    assert vote.votes(manager, draft)[0].outcome.result is Result.CARRIED
    vote.cast(manager, draft, made, "p_csw", None)
    assert "p_csw" not in vote.votes(manager, draft)[0].ballots
    vote.close(manager, draft, made)
    with pytest.raises(Invalid, match="vote_closed"):
        vote.cast(manager, draft, made, "p_csw", Choice.NO)


def noting(actor: Actor, draft: str, base: str, value: str, turn: int = 0) -> note.Saved:
    return note.save(actor, draft, turn, [SetField(path="comment/aims", base=base, value=value)])


def test_notes_are_the_writers_own(manager: Actor, draft: str, denis: Actor) -> None:
    assert noting(denis, draft, "", "half a thou").revision == 1
    assert noting(denis, draft, "half a thou", "half a thought").revision == 2
    assert note.kept(denis, draft) == {"comment/aims": note.Kept("half a thought", 0, 2)}
    assert note.kept(manager, draft) == {}
    note.forget(denis, draft, ["comment/aims"])
    assert note.kept(denis, draft) == {"comment/aims": note.Kept("", 1, 0)}


def test_a_note_saved_late_does_not_come_back_after_it_was_said(draft: str, denis: Actor) -> None:
    noting(denis, draft, "", "said")
    note.forget(denis, draft, ["comment/aims"])
    assert noting(denis, draft, "said", "said, and more", turn=0).conflicts == ()
    assert note.kept(denis, draft)["comment/aims"].text == ""
    noting(denis, draft, "", "the next one", turn=1)
    assert note.kept(denis, draft)["comment/aims"].text == "the next one"


def test_a_note_written_in_two_tabs_is_asked_about(draft: str, denis: Actor) -> None:
    noting(denis, draft, "any text it began with", "first tab")
    (conflict,) = noting(denis, draft, "any text it began with", "second tab").conflicts
    assert (conflict.mine, conflict.theirs) == ("second tab", "first tab")
    assert note.kept(denis, draft)["comment/aims"].text == "first tab"
    assert noting(denis, draft, "other", "first tab").conflicts == (), "the same text is no conflict"


def test_notes_that_cannot_be_are_refused(draft: str, denis: Actor) -> None:
    with pytest.raises(Invalid, match="agreement_text_too_long"):
        noting(denis, draft, "", "x" * (note.MAX_NOTE + 1))
    two = [SetField(path="comment/aims", base="", value="a"), SetField(path="comment/icm", base="", value="b")]
    for changes in ([], two):
        with pytest.raises(Invalid, match="change_unusable"):
            note.save(denis, draft, 0, changes)
    assert note.kept(denis, draft) == {}
    noting(denis, draft, "", "one\vtwo\x00")
    assert note.kept(denis, draft)["comment/aims"].text == "one\ntwo"
