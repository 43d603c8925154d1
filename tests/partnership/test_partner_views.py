"""The pages of partners at work, run without a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from partnership import service
from partnership.agreement import SECTION_IDS
from partnership.consensus import Stance
from partnership.examples import example
from partnership.services import comment, invite, note, position, propose, sign, signing, version, vote
from partnership.transfer import write_json
from partnership.voting import Choice
from studio.changes import SetField, find
from studio.identity import Actor
from tests.partnership.drafts import HOSTILE
from tests.partnership.signed import open_round
from tests.partnership.test_partners import UNDERSTANDING, guest, link, proposal, reword, say
from tests.partnership.test_views import fine, opened, texts, written

Make = Callable[..., Actor]


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


@pytest.fixture
def denis(manager: Actor, draft: str) -> Actor:
    return guest(link(manager, draft))


def html(at: AppTest) -> str:
    return "".join(str(element.proto.body) for element in at.get("html"))


def press(at: AppTest, label: str) -> None:
    next(each for each in at.button if each.label == label).click().run()
    fine(at)


def test_a_partner_takes_a_position_is_asked_again_and_sees_why(manager: Actor, draft: str, denis: Actor) -> None:
    at = opened(denis, "section", id=draft, section="strategy")
    at.radio[0].set_value(Stance.OBJECT)
    press(at, "Take this position")
    assert "An objection needs two things" in at.error[0].value
    written(denis, draft, "position/strategy/p_csw/reason", "No schools.")
    written(denis, draft, "position/strategy/p_csw/counter", "With schools.")
    press(at, "Take this position")
    assert not at.error
    assert "Instead: With schools" in texts(at)
    assert {one.text for one in note.kept(denis, draft).values()} == {""}
    reword(manager, draft, UNDERSTANDING, "Schools are with us.", "r")
    at = opened(denis, "positions", id=draft)
    assert "asked again" in html(at)
    at = opened(denis, "section", id=draft, section="strategy")
    assert at.warning
    assert "<ins>Schools are with us" in html(at).replace("</ins><ins>", "") or "<ins>Schools" in html(at)
    at.radio[0].set_value(Stance.AGREE)
    press(at, "Take this position")
    assert position.overview(manager, draft).matrix.cell("p_csw", "strategy").stance is Stance.AGREE


def test_what_is_being_written_is_there_again(draft: str, denis: Actor) -> None:
    at = opened(denis, "section", id=draft, section="aims")
    written(denis, draft, "comment/aims", "Half a thought")
    at = opened(denis, "section", id=draft, section="aims")
    press(at, "Send the comment")
    assert [one.text for one in comment.comments(denis, draft, "aims")] == ["Half a thought"]
    press(at, "Send the comment")
    assert at.error, "an empty field sends nothing"
    assert len(comment.comments(denis, draft, "aims")) == 1


def test_a_proposal_is_made_compared_and_taken_over(manager: Actor, draft: str, denis: Actor) -> None:
    at = opened(denis, "section", id=draft, section="strategy")
    at.selectbox(key=f"{draft}/propose/strategy/path").set_value(UNDERSTANDING).run()
    written(denis, draft, f"propose/{UNDERSTANDING}", "Another understanding")
    press(at, "Send the proposal")
    assert not at.error
    at = opened(manager, "section", id=draft, section="strategy")
    assert "understanding" in html(at)
    press(at, "Take it over")
    assert service.load(manager, draft).agreement.strategy.understanding == "Another understanding"


def test_the_manager_makes_a_link_once_and_is_warned_about_a_local_address(manager: Actor, draft: str) -> None:
    at = opened(manager, "invitations", id=draft)
    assert "opens on this computer only" in at.warning[0].value
    press(at, "Make the link")
    link_shown = at.code[0].value
    assert invite.offer(link_shown.rsplit("/", 1)[-1]).agreement_id == draft
    assert len(invite.invitations(manager, draft)) == 1
    press(at, "Take back now")
    assert invite.invitations(manager, draft)[0].revoked


def test_versions_tell_what_is_new_compare_name_and_restore(manager: Actor, draft: str, denis: Actor) -> None:
    version.saw(denis, draft, 1)
    reword(manager, draft, UNDERSTANDING, "Changed while away", "r")
    at = opened(denis, "versions", id=draft)
    assert "Changed" in html(at)
    press(at, "I have seen it")
    assert "Nothing has changed since you last looked." in texts(at)
    at = opened(manager, "versions", id=draft)
    at.text_input(key=f"{draft}/name/0").set_value("Sent in May")
    press(at, "Name it")
    assert [(named.name, named.revision) for named in version.history(manager, draft).named] == [("Sent in May", 2)]
    at.selectbox(key=f"{draft}/chosen/2").set_value(1).run()
    press(at, "Restore now")
    assert service.load(manager, draft).agreement == example()
    assert service.load(manager, draft).revision == 3


def test_a_vote_is_opened_cast_and_closed(manager: Actor, draft: str) -> None:
    at = opened(manager, "votes", id=draft)
    next(each for each in at.text_input if each.label.startswith("Question")).set_value("Do we begin?")
    press(at, "Open the vote")
    [one] = vote.votes(manager, draft)
    assert one.question == "Do we begin?"
    press(at, "Close the vote")
    assert vote.votes(manager, draft)[0].closed_at


def test_a_ballot_that_a_page_still_shows_is_not_cast_over_a_newer_one(manager: Actor, draft: str) -> None:
    body = next(one for one in example().bodies if one.voting)
    vote.open_vote(manager, draft, body.id, "Do we begin?", "k")
    on_screen = opened(manager, "votes", id=draft)
    ballots = [one for one in on_screen.button_group if one.key.startswith(vote.votes(manager, draft)[0].id)]
    first = ballots[0].key.split("/")[1]
    vote.cast(manager, draft, vote.votes(manager, draft)[0].id, first, Choice.YES)
    later = {one.key: one.proto.id for one in opened(manager, "votes", on_screen, id=draft).button_group}
    assert ballots[0].proto.id not in later.values(), "what the page still shows belongs to no control any more"
    assert {one.proto.id for one in ballots[1:]} <= set(later.values())


def test_hostile_texts_break_no_page(manager: Actor, draft: str, denis: Actor) -> None:
    body = service.load(manager, draft).body
    for number, text in enumerate(HOSTILE):
        path = "partners/p_csw/short_name" if number % 2 else UNDERSTANDING
        base = find(service.load(manager, draft).body, path)
        service.save(manager, draft, [SetField(path=path, base=base, value=text)], f"k{number}")
        if text and len(text) < 4000:
            comment.comment(denis, draft, "strategy", text, quote=text, key=f"c{number}")
    say(denis, draft, Stance.OBJECT, "k", reason=HOSTILE[0], counter=HOSTILE[2])
    proposal(denis, draft, HOSTILE[0])
    assert body
    for view in ("positions", "section", "versions", "votes", "invitations"):
        at = opened(manager, view, id=draft, section="strategy")
        assert "<script>alert" not in html(at)


def test_every_section_opens_for_a_guest(draft: str, denis: Actor) -> None:
    at = opened(denis, "section", id=draft, section=SECTION_IDS[0])
    for section in SECTION_IDS:
        at.query_params["section"] = section
        at.run()
        fine(at)
    assert propose.proposals(denis, draft) == []


def test_a_signatory_declines_and_the_round_is_withdrawn_with_reasons_that_were_kept(
    manager: Actor, draft: str
) -> None:
    open_round(manager, draft)
    csw = next(each for each in example().partners if each.id == "p_csw")
    denis = guest(sign.ask(manager, draft, csw.id, days=7, key="ask"), csw.representative)
    which = signing.rounds(manager, draft)[0].id
    at = opened(denis, "sign", id=draft)
    press(at, "Decline")
    assert at.error
    written(denis, draft, f"decline/{which}/{csw.id}", "The council has not met.")
    press(at, "Decline")
    assert "The council has not met" in at.warning[0].value
    at = opened(manager, "signing", id=draft)
    press(at, "Withdraw now")
    assert at.error
    written(manager, draft, f"withdraw/{which}", "We wait for the council.")
    press(at, "Withdraw now")
    assert signing.rounds(manager, draft)[0].reason == "We wait for the council."
    assert service.load(manager, draft).agreement.status == "draft"
