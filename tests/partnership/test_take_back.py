"""Edited copies in the database: kept, compared with the draft of now, taken over passage by passage."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from partnership import service
from partnership.examples import example
from partnership.services import take_back
from partnership.services.hand_out import hand_out
from partnership.services.take_back import State
from partnership.transfer import write_json
from studio.changes import SetField
from studio.database import writing
from studio.errors import Conflicted, Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, grant
from tests.partnership.signed import signed_by_all
from tests.partnership.test_views import fine, opened, texts

Make = Callable[..., Actor]
PATH = "strategy/understanding"


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


def edited(actor: Actor, agreement_id: str) -> bytes:
    opened = docx.Document(io.BytesIO(hand_out(actor, agreement_id, tracking=True).content))
    run = next(p for p in opened.paragraphs if p.text.startswith("People stay without work")).runs[0]
    run.text = run.text.replace("People", "Neighbours")
    opened.add_comment([run], "Which ones?", "Nada", "N")
    opened.core_properties.last_modified_by = "Nada"
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def text_of(actor: Actor, agreement_id: str) -> str:
    return service.load(actor, agreement_id).agreement.strategy.understanding


def say(actor: Actor, agreement_id: str, text: str) -> None:
    base = text_of(actor, agreement_id)
    service.save(actor, agreement_id, [SetField(path=PATH, base=base, value=text)], text)


def test_nothing_is_taken_over_unseen_and_each_passage_once(manager: Actor, draft: str) -> None:
    before = text_of(manager, draft)
    copy = take_back.bring(manager, draft, "Nada.docx", edited(manager, draft))
    assert text_of(manager, draft) == before
    comparison = take_back.compared(manager, draft, copy)
    [passage] = comparison.passages
    assert (passage.state, passage.proposed.author, passage.now) == (State.OPEN, "Nada", before)
    assert [comment.text for comment in comparison.comments] == ["Which ones?"]
    for _ in range(2):
        take_back.take(manager, draft, copy, passage.proposed.key)
    assert text_of(manager, draft) == before.replace("People", "Neighbours", 1)
    assert service.load(manager, draft).revision == 2
    [passage] = take_back.compared(manager, draft, copy).passages
    assert passage.state is State.TAKEN


def test_the_same_file_is_kept_once_and_can_be_put_away(manager: Actor, draft: str) -> None:
    file = edited(manager, draft)
    first = take_back.bring(manager, draft, "a.docx", file)
    assert take_back.bring(manager, draft, "b.docx", file) == first
    assert [(each.name, each.by) for each in take_back.brought(manager, draft)] == [("a.docx", "Mirela")]
    take_back.put_away(manager, draft, first)
    assert take_back.brought(manager, draft) == []


def test_a_draft_that_moved_on_is_not_overwritten_silently(manager: Actor, draft: str) -> None:
    copy = take_back.bring(manager, draft, "Nada.docx", edited(manager, draft))
    say(manager, draft, "Something else.")
    [passage] = take_back.compared(manager, draft, copy).passages
    assert (passage.state, passage.now) == (State.MOVED, "Something else.")
    with pytest.raises(Conflicted):
        take_back.take(manager, draft, copy, passage.proposed.key)
    assert text_of(manager, draft) == "Something else."
    take_back.take(manager, draft, copy, passage.proposed.key, over=True)
    assert text_of(manager, draft).startswith("Neighbours")


def test_an_old_copy_is_compared_with_the_revision_it_was_made_from(manager: Actor, draft: str) -> None:
    file = edited(manager, draft)
    body = service.load(manager, draft).body
    service.save(manager, draft, [SetField(path="title", base=body["title"], value="Another title")], "k")
    comparison = take_back.compared(manager, draft, take_back.bring(manager, draft, "old.docx", file))
    assert comparison.revision == 1
    assert len(comparison.passages) == 1
    assert comparison.by_hand == ()


def test_a_copy_of_another_agreement_is_refused(manager: Actor, draft: str) -> None:
    other = service.create(manager, "multi-partner", "Other")
    with pytest.raises(Invalid, match="word_other_agreement"):
        take_back.bring(manager, other, "x.docx", edited(manager, draft))


def test_readers_bring_nothing_and_strangers_learn_nothing(actor: Make, manager: Actor, draft: str) -> None:
    file = edited(manager, draft)
    copy = take_back.bring(manager, draft, "x.docx", file)
    reader, stranger = actor("trainee", "Denis"), actor("manager", "Stranger")
    with writing() as session:
        grant(session, reader.person_id, "agreement", draft, Level.READER)
    for someone, refusal in ((reader, Forbidden), (stranger, NotFound)):
        for call in (
            lambda a: take_back.bring(a, draft, "x.docx", file),
            lambda a: take_back.brought(a, draft),
            lambda a: take_back.compared(a, draft, copy),
            lambda a: take_back.take(a, draft, copy, "k"),
            lambda a: take_back.put_away(a, draft, copy),
        ):
            with pytest.raises(refusal):
                call(someone)


def test_a_signed_agreement_stays_as_it_is(manager: Actor, draft: str) -> None:
    copy = take_back.bring(manager, draft, "Nada.docx", edited(manager, draft))
    signed_by_all(manager, draft)
    [passage] = take_back.compared(manager, draft, copy).passages
    with pytest.raises(Invalid, match="agreement_signed"):
        take_back.take(manager, draft, copy, passage.proposed.key)


def test_the_page_shows_a_copy_and_takes_a_passage_over(manager: Actor, draft: str) -> None:
    take_back.bring(manager, draft, "Nada.docx", edited(manager, draft))
    at = opened(manager, "word", id=draft)
    said = "\n".join(str(element.proto.body) for element in at.get("html"))
    assert "<del>" in said
    assert "<del>People </del>" in said
    assert "<ins>Neighbours </ins>" in said
    assert "Which ones?" in texts(at)
    next(button for button in at.button if button.label == "Take over").click().run()
    fine(at)
    assert "The draft says this now." in texts(at)
    assert text_of(manager, draft).startswith("Neighbours")
