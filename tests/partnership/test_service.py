"""Agreements in the database: creating, editing by several people, sharing, importing, exporting."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from partnership import service
from partnership.examples import example
from partnership.transfer import read_json, write_json
from studio import identity
from studio.changes import AddItem, RemoveItem, SetField, find
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor, Role
from studio.languages import translator
from studio.messages import explain
from studio.rights import Level
from tests.partnership.drafts import HOSTILE
from tests.partnership.signed import signed_by_all

People = Callable[..., Actor]


@pytest.fixture
def manager(actor: People) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


def test_a_draft_starts_from_the_template_with_help_texts(manager: Actor) -> None:
    agreement_id = service.create(manager, "multi-partner", "  Valley\u0000\n2027 ")
    loaded = service.load(manager, agreement_id)
    assert loaded.agreement.title == "Valley 2027"
    assert all(section.blocks for section in loaded.agreement.sections)
    assert loaded.editable
    [line] = service.listed(manager)
    assert (line.id, line.title, line.partners, line.level) == (agreement_id, "Valley 2027", 3, Level.OWNER)
    assert 0 < line.settled < line.total
    assert line.errors > 10


@pytest.mark.parametrize("role", ["trainee", "participant"])
def test_only_staff_creates(actor: People, role: str) -> None:
    person = actor(role, "Somebody")
    with pytest.raises(Forbidden):
        service.create(person, "multi-partner", "X")
    with pytest.raises(Forbidden):
        service.import_json(person, write_json(example()).encode())


def test_strangers_learn_nothing(actor: People, draft: str) -> None:
    stranger = actor("owner", "Stranger")
    calls = [
        lambda: service.load(stranger, draft),
        lambda: service.save(stranger, draft, [SetField(path="title", base="", value="x")], "k"),
        lambda: service.export(stranger, draft, "json"),
        lambda: service.delete(stranger, draft),
        lambda: service.people(stranger, draft),
        lambda: service.share(stranger, draft, "x", Level.READER),
        lambda: service.unshare(stranger, draft, "x"),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            call()
    assert service.listed(stranger) == []


def test_import_and_export_lose_nothing(manager: Actor, draft: str) -> None:
    exported = service.export(manager, draft, "json")
    assert read_json(exported.content) == example()
    assert exported.name == "Employment Partnership Vrbena Valley 2027_2028.json"


def test_a_save_is_one_revision_and_repeats_harmlessly(manager: Actor, draft: str) -> None:
    change = SetField(path="partners/p_pes/name", base="Employment Service, Vrbena Branch", value="Employment Service")
    first = service.save(manager, draft, [change], "k1")
    again = service.save(manager, draft, [change], "k1")
    assert first.document.revision == again.document.revision == 2
    partner = service.load(manager, draft).agreement.partner("p_pes")
    assert partner is not None
    assert partner.name == "Employment Service"


def test_two_people_merge_on_different_fields_and_choose_on_the_same(manager: Actor, draft: str) -> None:
    title = example().title
    service.save(manager, draft, [SetField(path="title", base=title, value="Mine")], "k1")
    saved = service.save(
        manager,
        draft,
        [
            SetField(path="title", base=title, value="Theirs"),
            SetField(path="legal/place", base="Vrbena", value="Kalina"),
        ],
        "k2",
    )
    assert [(c.path, c.theirs) for c in saved.conflicts] == [("title", "Mine")]
    loaded = service.load(manager, draft).agreement
    assert (loaded.title, loaded.legal.place) == ("Mine", "Kalina")


def test_writers_at_the_same_time_lose_nothing(manager: Actor, draft: str) -> None:
    def write(number: int) -> None:
        item = {"id": f"n{number}", "statement": f"Aim {number}"}
        service.save(manager, draft, [AddItem(path="aims", item=item)], f"key{number}")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {aim.id for aim in service.load(manager, draft).agreement.aims}
    assert found >= {f"n{n}" for n in range(8)}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("budget/stated_total", "lots"),
        ("partners/p_pes/kind", "circus"),
        ("schema_number", 2),
        ("languages", []),
        ("prevailing_language", "sq"),
        ("title", "x" * 20_001),
        ("sections/aims/blocks/t_aims/text/zz_bad!", "x"),
        ("actions/c_case/roles/p_pes", "Z"),
        ("invented", 1),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_stored(
    manager: Actor, draft: str, path: str, value: object
) -> None:
    before = service.load(manager, draft)
    try:
        base = find(before.body, path)
    except KeyError:
        base = None
    with pytest.raises(Invalid) as caught:
        service.save(manager, draft, [SetField(path=path, base=base, value=value)], "k")
    assert caught.value.code in ("agreement_change_refused", "change_unusable")
    assert service.load(manager, draft) == before


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("partners/{second}/name", "x" * 20_001, "“Partners 2 – Official name” was not saved: a text here has at most"),
        ("budget/stated_total", "-1", "“Agreed total” was not saved: a number here is at least 0."),
        ("bodies/{body}/majority", "101", "was not saved: a number here is at most 100."),
        ("partners/{second}/kind", "circus", "“Partners 2 – Kind of institution” was not saved: this value is not one"),
        ("languages", ["sq"], "This was not saved: this contradicts another part."),
    ],
)
def test_a_refused_field_is_told_by_its_label_with_its_limit(
    manager: Actor, draft: str, path: str, value: object, words: str
) -> None:
    body = service.load(manager, draft).body
    path = path.format(second=body["partners"][1]["id"], body=body["bodies"][0]["id"])
    with pytest.raises(Invalid) as refused:
        service.save(manager, draft, [SetField(path=path, base=find(body, path), value=value)], "k")
    assert words in explain(refused.value, translator("en"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_survive_every_export(manager: Actor, draft: str, text: str) -> None:
    service.save(
        manager,
        draft,
        [
            SetField(path="title", base=example().title, value=text),
            SetField(path="partners/p_pes/name", base="Employment Service, Vrbena Branch", value=text),
            AddItem(path="aims", item={"id": "hostile", "statement": text, "unit": text[:50]}),
        ],
        "k",
    )
    for format_ in ("docx", "pdf", "md", "html", "json"):
        file = service.export(manager, draft, format_)
        assert file.content
        assert "/" not in file.name
    page = service.export(manager, draft, "html").content.decode()
    assert "<script>" not in page


def test_pasted_control_characters_are_dropped(manager: Actor, draft: str) -> None:
    path = "sections/aims/blocks/t_aims/text/en"
    base = find(service.load(manager, draft).body, path)
    service.save(manager, draft, [SetField(path=path, base=base, value="one\x0btwo\x00")], "k1")
    service.save(manager, draft, [AddItem(path="aims", item={"id": "a9", "statement": "a\x07b"})], "k2")
    loaded = service.load(manager, draft)
    assert find(loaded.body, path) == "one\ntwo"
    assert find(loaded.body, "aims/a9/statement") == "ab"


def test_a_removed_partner_leaves_findings_not_damage(manager: Actor, draft: str) -> None:
    base = find(service.load(manager, draft).body, "partners/p_pes")
    service.save(manager, draft, [RemoveItem(path="partners/p_pes", base=base)], "k")
    assert service.listed(manager)[0].errors > 0
    assert service.export(manager, draft, "docx").content


def _account(owner: Actor, name: str) -> Actor:
    person = identity.create_account(owner, name=name, login=name, password="three plain words", role=Role.TRAINEE)
    return Actor(person, name, Role.TRAINEE)


def test_sharing_opens_reading_or_editing_and_can_be_taken_back(actor: People, manager: Actor, draft: str) -> None:
    colleague = _account(actor("owner", "Owner"), "goran")
    change = [SetField(path="legal/place", base="Vrbena", value="Arbor")]
    service.share(manager, draft, " Goran ", Level.READER)
    assert not service.load(colleague, draft).editable
    with pytest.raises(Forbidden):
        service.save(colleague, draft, change, "k")
    service.share(manager, draft, "goran", Level.OWNER)
    assert service.load(colleague, draft).level is Level.EDITOR
    service.save(colleague, draft, change, "k")
    with pytest.raises(Forbidden):
        service.share(colleague, draft, "goran", Level.EDITOR)
    assert [(p.name, p.level) for p in service.people(manager, draft)] == [
        ("Mirela", Level.OWNER),
        ("goran", Level.EDITOR),
    ]
    service.unshare(manager, draft, colleague.person_id)
    with pytest.raises(NotFound):
        service.load(colleague, draft)


def test_sharing_with_nobody_or_the_owner_is_refused(manager: Actor, draft: str) -> None:
    with pytest.raises(Invalid, match="share_nobody"):
        service.share(manager, draft, "nobody", Level.READER)
    with pytest.raises(Invalid, match="share_owner"):
        service.unshare(manager, draft, manager.person_id)


def test_a_deleted_agreement_is_gone(manager: Actor, draft: str) -> None:
    service.delete(manager, draft)
    assert service.listed(manager) == []
    with pytest.raises(NotFound):
        service.load(manager, draft)


def test_a_signed_agreement_is_not_edited(manager: Actor, draft: str) -> None:
    with pytest.raises(Invalid, match="status_by_signing"):
        service.save(manager, draft, [SetField(path="status", base="draft", value="signed")], "k")
    signed_by_all(manager, draft)
    assert not service.load(manager, draft).editable
    with pytest.raises(Invalid, match="agreement_signed"):
        service.save(manager, draft, [SetField(path="title", base=example().title, value="x")], "k2")
