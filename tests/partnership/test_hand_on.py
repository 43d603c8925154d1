"""A Word copy's changes before the partners: proposals and comments by their authors, each once."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from partnership import service
from partnership.examples import example
from partnership.services import comment, propose, take_back
from partnership.services.hand_on import HandedOn, hand_on
from partnership.services.hand_out import hand_out
from partnership.transfer import write_json
from studio.errors import Forbidden, Invalid
from studio.identity import Actor
from tests.partnership.test_take_back import edited, text_of
from tests.partnership.test_views import fine, opened, texts
from tests.partnership.test_word_back import paragraph, tracked

Make = Callable[..., Actor]


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


def by_two(manager: Actor, draft: str) -> bytes:
    file = docx.Document(io.BytesIO(edited(manager, draft)))
    paragraph(file, "This agreement applies")._p.append(tracked("ins", " More.", "Arben Luca"))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_changes_and_comments_stand_under_their_authors_names(manager: Actor, draft: str) -> None:
    before = text_of(manager, draft)
    copy = take_back.bring(manager, draft, "x.docx", by_two(manager, draft))
    assert hand_on(manager, draft, copy, " Nada Petrić,  CSW ") == HandedOn(2, 1)
    assert hand_on(manager, draft, copy, "Nada Petrić") == HandedOn(2, 0)
    made = {each.section: each for each in propose.proposals(manager, draft)}
    assert {section: each.author for section, each in made.items()} == {
        "introduction": "Arben Luca",
        "strategy": "Nada Petrić, CSW",
    }
    assert all("Nada Petrić, CSW" in each.reason for each in made.values())
    [said] = comment.comments(manager, draft)
    assert (said.section, said.path, said.author, said.text) == (
        "strategy",
        "strategy/understanding",
        "Nada",
        "Which ones?",
    )
    assert text_of(manager, draft) == before
    propose.accept(manager, draft, made["strategy"].id)
    assert text_of(manager, draft).startswith("Neighbours")


def test_a_comment_longer_than_one_here_goes_on_in_its_answers(manager: Actor, draft: str) -> None:
    file = docx.Document(io.BytesIO(by_two(manager, draft)))
    long = " ".join(f"word{number}" for number in range(1_500))
    run = next(p for p in file.paragraphs if p.text.startswith("Neighbours")).runs[0]
    file.add_comment([run], long, "Vesna", "V")
    out = io.BytesIO()
    file.save(out)
    copy = take_back.bring(manager, draft, "x.docx", out.getvalue())
    assert hand_on(manager, draft, copy, "Nada Petrić") == HandedOn(2, 2)
    assert hand_on(manager, draft, copy, "Nada Petrić") == HandedOn(2, 0)
    [said] = [each for each in comment.comments(manager, draft) if each.author == "Vesna"]
    pieces = (said, *said.replies)
    assert len(pieces) > 2
    assert {each.author for each in pieces} == {"Vesna"}
    assert "".join("".join(each.text for each in pieces).split()) == "".join(long.split())


def test_somebody_must_have_sent_it(manager: Actor, draft: str) -> None:
    copy = take_back.bring(manager, draft, "x.docx", by_two(manager, draft))
    with pytest.raises(Invalid, match="word_without_sender"):
        hand_on(manager, draft, copy, "  ")
    assert propose.proposals(manager, draft) == []


def test_only_editors_put_a_copy_before_the_partners(actor: Make, manager: Actor, draft: str) -> None:
    copy = take_back.bring(manager, draft, "x.docx", by_two(manager, draft))
    stranger = actor("manager", "Stranger")
    with pytest.raises(Exception, match=r"agreement_unknown") as refused:
        hand_on(stranger, draft, copy, "Somebody")
    assert not isinstance(refused.value, Forbidden)


def test_comments_of_partners_go_out_and_are_no_news_when_they_return(manager: Actor, draft: str) -> None:
    comment.comment(manager, draft, "strategy", "Too soft?", path="strategy/understanding", key="k")
    out = hand_out(manager, draft, comments=True).content
    [said] = docx.Document(io.BytesIO(out)).comments
    assert (said.author, said.text) == ("Mirela", "Too soft?")
    comparison = take_back.compared(manager, draft, take_back.bring(manager, draft, "same.docx", out))
    assert comparison.comments == ()
    assert comparison.passages == ()


def test_the_page_puts_a_copy_before_the_partners(manager: Actor, draft: str) -> None:
    take_back.bring(manager, draft, "x.docx", by_two(manager, draft))
    at = opened(manager, "word", id=draft)
    next(field for field in at.text_input if field.label.startswith("Who sent")).set_value("Nada Petrić")
    next(button for button in at.button if button.label == "Make proposals and comments of it").click().run()
    fine(at)
    assert "2 proposals and 1 comment" in texts(at) + "\n".join(str(each.value) for each in at.success)
    assert len(propose.proposals(manager, draft)) == 2
