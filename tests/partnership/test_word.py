"""Word files that travel: changes shown, comments, the institution's template."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml.ns import qn

from partnership import service
from partnership.examples import example
from partnership.services import word_template
from partnership.services.hand_out import hand_out, versions
from partnership.transfer import write_json
from studio.changes import SetField, find
from studio.database import writing
from studio.documents.base_template import build, packed
from studio.documents.word_marks import read_properties
from studio.documents.word_template import TemplateError
from studio.errors import Forbidden, NotFound
from studio.identity import Actor
from studio.rights import Level, grant
from tests.studio.documents.test_word_redline import settled

Make = Callable[..., Actor]


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


def edit(actor: Actor, agreement_id: str, path: str, value: object) -> None:
    body = service.load(actor, agreement_id).body
    service.save(actor, agreement_id, [SetField(path=path, base=find(body, path), value=value)], f"{path}={value}")


def marked(content: bytes, kind: str) -> list[str]:
    body = docx.Document(io.BytesIO(content)).element.body
    return ["".join(t.text or "" for t in m.iter(qn("w:t"), qn("w:delText"))) for m in body.iter(qn(f"w:{kind}"))]


def branded(letterhead: str = "Ministry of Examples") -> bytes:
    """The template that comes along with another letterhead."""
    with zipfile.ZipFile(io.BytesIO(build())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    header = next(name for name in parts if name.startswith("word/header") and b"{{ header }}" in parts[name])
    parts[header] = parts[header].replace(b"{{ header }}", letterhead.encode())
    return packed(parts)


def test_changes_since_a_revision_are_tracked_in_the_editors_name(manager: Actor, draft: str) -> None:
    edit(manager, draft, "strategy/understanding", "Jobs are far away, and so is the bus.")
    edit(manager, draft, "strategy/understanding", "Jobs are far away, and the bus is late.")
    assert [version.revision for version in versions(manager, draft)] == [2, 1]
    content = hand_out(manager, draft, since=2).content
    body = docx.Document(io.BytesIO(content)).element.body
    authors = {mark.get(qn("w:author")) for mark in body.iter(qn("w:ins"), qn("w:del"))}
    assert authors == {"Mirela"}
    assert "Jobs are far away, and so is the bus." in settled(body, "del", "ins")
    assert "Jobs are far away, and the bus is late." in settled(body, "ins", "del")
    assert not marked(hand_out(manager, draft).content, "ins")
    with pytest.raises(NotFound):
        hand_out(manager, draft, since=99)


def test_the_file_says_which_text_it_holds(manager: Actor, draft: str) -> None:
    held = read_properties(hand_out(manager, draft).content)
    assert held["ICM agreement"] == draft
    assert held["ICM revision"] == "1"
    assert held["ICM language"] == "en"


def test_findings_stand_in_the_margin_of_their_section(manager: Actor, draft: str) -> None:
    edit(manager, draft, "partners/p_pes/name", "")
    edit(manager, draft, "partners/p_pes/short_name", "")
    opened = docx.Document(io.BytesIO(hand_out(manager, draft, findings=True).content))
    said = [comment.text for comment in opened.comments]
    assert any("name" in text for text in said), said
    starts = list(opened.element.body.iter(qn("w:commentRangeStart")))
    assert len(starts) == len(said)
    assert not list(docx.Document(io.BytesIO(hand_out(manager, draft).content)).comments)


def test_word_records_changes_when_asked(manager: Actor, draft: str) -> None:
    name = qn("w:trackRevisions")
    with_it = docx.Document(io.BytesIO(hand_out(manager, draft, tracking=True).content))
    without = docx.Document(io.BytesIO(hand_out(manager, draft).content))
    assert with_it.settings.element.find(name) is not None
    assert without.settings.element.find(name) is None


def test_a_template_is_brought_used_shared_and_left(manager: Actor, draft: str) -> None:
    def letterhead(agreement_id: str) -> bool:
        opened = docx.Document(io.BytesIO(hand_out(manager, agreement_id).content))
        return "Ministry of Examples" in "".join(p.text for s in opened.sections for p in s.header.paragraphs)

    assert not letterhead(draft)
    word_template.bring(manager, draft, "../Ministry.docx", branded())
    assert letterhead(draft)
    chosen = word_template.chosen(manager, draft)
    assert chosen is not None
    assert chosen.name == "Ministry.docx"
    other = service.create(manager, "multi-partner", "Another")
    [offered] = word_template.elsewhere(manager, other)
    word_template.choose(manager, other, offered.id)
    assert letterhead(other)
    word_template.leave(manager, draft)
    assert not letterhead(draft)
    assert letterhead(other)


def test_a_template_with_a_mistake_changes_nothing(manager: Actor, draft: str) -> None:
    word_template.bring(manager, draft, "good.docx", branded())
    with pytest.raises(TemplateError, match="unknown"):
        word_template.bring(manager, draft, "bad.docx", branded("{{ ministry }}"))
    chosen = word_template.chosen(manager, draft)
    assert chosen is not None
    assert chosen.name == "good.docx"


def test_readers_choose_no_template_and_strangers_learn_nothing(actor: Make, manager: Actor, draft: str) -> None:
    reader = actor("trainee", "Denis")
    stranger = actor("manager", "Stranger")
    word_template.bring(manager, draft, "good.docx", branded())
    with writing() as session:
        grant(session, reader.person_id, "agreement", draft, Level.READER)
    assert word_template.chosen(reader, draft) is not None
    with pytest.raises(Forbidden):
        word_template.leave(reader, draft)
    for call in (word_template.chosen, word_template.leave, hand_out, versions):
        with pytest.raises(NotFound):
            call(stranger, draft)  # type: ignore[operator]
    own = service.create(stranger, "multi-partner", "Own")
    assert word_template.elsewhere(stranger, own) == []
    chosen = word_template.chosen(manager, draft)
    assert chosen is not None
    with pytest.raises(NotFound):
        word_template.choose(stranger, own, chosen.id)
