"""Instruments people bring: written out and read back without loss, checked, kept with versions, harmless."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from studio import ids
from studio.changes import SetField
from studio.documents import incoming, spreadsheet
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.languages import translator
from toolkit import own_workbook, own_xlsform, xlsform
from toolkit.instrument import Direction, Importance, Instrument, InstrumentWords, Method, Node, NodeWords, Scale
from toolkit.loader import instrument_words, instruments
from toolkit.mapping import Confidence
from toolkit.own_instruments import OwnInstrument, problems, to_yaml
from toolkit.own_reading import read_own
from toolkit.own_words import flaw, remedy
from toolkit.services import assess, carry, export, own, rounds
from toolkit.sources import BROUGHT, Source

CONSENSUS = OwnInstrument(
    instrument=instruments()["consensus"], words=instrument_words(instruments()["consensus"], "en")
)
LIBRARY = [OwnInstrument(instrument=each, words=instrument_words(each, "en")) for each in instruments().values()]


def workbook(held: OwnInstrument, locale: str = "en") -> bytes:
    return spreadsheet.render(own_workbook.sheets(held, locale))


def survey(*rows: Sequence[object], choices: Sequence[Sequence[object]] = (), title: str = "Our form") -> bytes:
    """An XLSForm as people write it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, head, lines in (
        ("survey", ("type", "name", "label::English (en)", "hint"), rows),
        ("choices", ("list_name", "name", "label::English (en)"), choices),
        ("settings", ("form_title", "form_id"), [(title, "our_form")]),
    ):
        sheet = book.create_sheet(name)
        for line in (head, *lines):
            sheet.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LEVELS = [("agree", 0, "Not at all"), ("agree", 1, "Partly"), ("agree", 2, "Fully")]

# --- the workbook --------------------------------------------------------------------

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)


@st.composite
def own_instruments(draw: st.DrawFn) -> OwnInstrument:
    levels = tuple(range(draw(st.integers(0, 1)), draw(st.integers(3, 5))))
    nodes, words = [], {}
    for group in range(draw(st.integers(1, 3))):
        nodes.append(Node(id=f"g{group}", ref=str(group + 1), sources=(Source(document=BROUGHT, section="Ours"),)))
        for item in range(draw(st.integers(1, 3))):
            prompt = draw(st.booleans())
            nodes.append(
                Node(
                    id=f"g{group}-{item}",
                    parent=f"g{group}",
                    ref=f"{group + 1}.{item + 1}",
                    assessable=True,
                    prompt=prompt,
                    importance=draw(st.sampled_from(Importance)),
                    weight=draw(st.sampled_from([0.5, 1.0, 2.0])),
                    methods=() if prompt else tuple(draw(st.lists(st.sampled_from(Method), min_size=1, unique=True))),
                    sources=(Source(document="guidelines", section="4.2"), Source(document=BROUGHT, section="Ours")),
                )
            )
    for node in nodes:
        scored = node.assessable and not node.prompt
        anchors = tuple(draw(_TEXT) for _ in levels) if scored else ()
        words[node.id] = NodeWords(title=draw(_TEXT), text=draw(_TEXT), evidence=draw(_TEXT), anchors=anchors)
    return OwnInstrument(
        instrument=Instrument(
            id="brought",
            urn="urn:icm-studio:instrument:brought",
            version="1",
            provider="",
            scale=Scale(levels=levels, direction=draw(st.sampled_from(Direction)), met=draw(st.sampled_from(levels))),
            sources=(Source(document=BROUGHT, section="Ours"),),
            nodes=tuple(nodes),
        ),
        words=InstrumentWords(
            locale="en", title="Ours", about=draw(_TEXT), levels=tuple(draw(_TEXT) for _ in levels), nodes=words
        ),
    )


@settings(max_examples=30)
@given(own_instruments())
def test_a_workbook_comes_back_as_it_went(held: OwnInstrument) -> None:
    brought = own_workbook.read(incoming.tables(workbook(held)), "en")
    assert brought is not None
    assert brought.flaws == []
    assert brought.own == held


@settings(max_examples=30)
@given(own_instruments())
def test_a_file_comes_back_as_it_went(held: OwnInstrument) -> None:
    assert OwnInstrument.model_validate_json(held.model_dump_json()) == held


@settings(max_examples=30)
@given(own_instruments())
def test_yaml_comes_back_as_it_went(held: OwnInstrument) -> None:
    assert read_own(to_yaml(held), "en").own == held


@pytest.mark.parametrize("held", LIBRARY, ids=lambda each: each.instrument.id)
def test_every_instrument_of_the_library_can_be_changed_and_brought_back(held: OwnInstrument) -> None:
    brought = own_workbook.read(incoming.tables(workbook(held)), "en")
    assert brought is not None
    assert brought.usable, (brought.flaws, brought.problems)
    assert brought.own is not None
    assert brought.own.words.nodes == held.words.nodes
    assert brought.own.instrument.scale == held.instrument.scale
    same = ("id", "parent", "ref", "assessable", "prompt", "weight", "sources", "depends_on", "importance")
    for before, after in zip(held.instrument.nodes, brought.own.instrument.nodes, strict=True):
        assert [getattr(before, name) for name in same] == [getattr(after, name) for name in same]


def test_cells_that_cannot_be_taken_are_named() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(LIBRARY[1])))
    sheet = book.worksheets[2]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["Kind of row"]).value = "poem"
    sheet.cell(3, heads["Weight"]).value = -1
    sheet.cell(4, heads["Id"]).value = "Über uns"
    sheet.cell(5, heads["Under (id)"]).value = "nowhere"
    book.worksheets[1].cell(2, 1).value = "often"
    out = io.BytesIO()
    book.save(out)
    brought = own_workbook.read(incoming.tables(out.getvalue()), "en")
    assert brought is not None
    assert not brought.usable
    assert {(each.cell, each.code) for each in brought.flaws} >= {
        ("A2", "instrument_level"),
        ("D2", "instrument_choice"),
        ("A3", "instrument_row"),
        ("A4", "instrument_row"),
    }
    assert any(each.code == "parent_unknown" for each in brought.problems)
    t = translator("en")
    assert all(flaw(t, each) for each in brought.flaws)
    assert all(remedy(t, each) for each in brought.problems)


# --- XLSForm -------------------------------------------------------------------------


def test_a_form_becomes_an_instrument() -> None:
    file = survey(
        ("start", "start", "", ""),
        ("begin group", "group_Doors", "1 Open doors", ""),
        ("select_one agree", "doors_hours", "1.1 Hours: Open after five once a week", "Timetable"),
        ("text", "doors_hours__comment", "Comment", ""),
        ("text", "doors_story", "What happened at your door last week?", ""),
        ("end group", "", "", ""),
        choices=[*LEVELS, ("agree", "na", "Does not apply")],
    )
    brought = own_xlsform.read(incoming.tables(file), "en")
    assert brought is not None
    assert brought.usable, (brought.flaws, brought.problems)
    assert brought.own is not None
    instrument, words = brought.own.instrument, brought.own.words
    assert words.title == "Our form"
    assert [(node.id, node.parent, node.ref, node.prompt) for node in instrument.nodes] == [
        ("doors", None, "1", False),
        ("doors-hours", "doors", "1.1", False),
        ("doors-story", "doors", "1.2", True),
    ]
    assert instrument.scale.levels == (0, 1, 2)
    assert words.nodes["doors-hours"] == NodeWords(
        title="Hours",
        text="Open after five once a week",
        evidence="Timetable",
        anchors=("Not at all", "Partly", "Fully"),
    )


@pytest.mark.parametrize("held", LIBRARY, ids=lambda each: each.instrument.id)
def test_what_the_studio_writes_as_a_form_it_reads_as_an_instrument(held: OwnInstrument) -> None:
    file = spreadsheet.render(xlsform.sheets(held.instrument, held.words, "en"))
    brought = own_xlsform.read(incoming.tables(file), "en")
    assert brought is not None
    assert brought.usable, (brought.flaws, brought.problems)
    assert brought.own is not None
    assert len(brought.own.instrument.items()) == len(held.instrument.items())
    assert brought.own.instrument.scale.levels == held.instrument.scale.levels


def test_what_a_form_asks_and_an_instrument_cannot_is_named() -> None:
    file = survey(
        ("geopoint", "where", "Where?", ""),
        ("select_one colours", "colour", "Which colour?", ""),
        ("select_one agree", "first", "First", ""),
        ("select_one more", "second", "Second", ""),
        choices=[*LEVELS, ("colours", "red", "Red"), ("colours", "blue", "Blue"), ("more", 1, "a"), ("more", 9, "b")],
    )
    brought = own_xlsform.read(incoming.tables(file), "en")
    assert brought is not None
    assert [(each.cell, each.code) for each in brought.flaws] == [
        ("A2", "form_question"),
        ("A3", "form_choices"),
        ("A5", "form_levels"),
    ]


# --- kept and used -------------------------------------------------------------------


@pytest.fixture
def manager(actor: Callable[..., Actor]) -> Actor:
    return actor("manager", "Ana")


def test_an_own_instrument_is_used_and_rounds_keep_their_copy(manager: Actor) -> None:
    key = ids.new("key")
    own_id = own.keep(manager, workbook(LIBRARY[1]), key)
    assert own.keep(manager, workbook(LIBRARY[1]), key) == own_id
    first = assess.start(manager, own_id, "First", ids.new("ass"))
    changed = LIBRARY[1].words.nodes | {
        LIBRARY[1].instrument.items()[0].id: NodeWords(title="New", text="New", evidence="New", anchors=("a", "b", "c"))
    }
    newer = LIBRARY[1].model_copy(update={"words": LIBRARY[1].words.model_copy(update={"nodes": changed})})
    assert own.renew(manager, own_id, workbook(newer)) == 2
    assert own.renew(manager, own_id, workbook(newer)) == 2
    item = LIBRARY[1].instrument.items()[0].id
    assert assess.load(manager, first).words.nodes[item].title != "New"
    assert own.find(manager, own_id)[0].version == "2"
    assess.save_ratings(manager, first, [SetField(path=f"items/{item}/score", base=None, value=1)], "k")
    rounds.close(manager, first)
    second = rounds.next_round(manager, first, ids.new("ass"))
    assert assess.load(manager, second).words.nodes[item].title == "New"
    own.put_away(manager, own_id)
    assert own.listed(manager) == []
    assert assess.load(manager, second).words.nodes[item].title == "New"
    rounds_after = assess.load(manager, second).instrument.version
    assert rounds_after == "2"


def test_own_instruments_are_their_owners_alone(manager: Actor, actor: Callable[..., Actor]) -> None:
    own_id = own.keep(manager, workbook(LIBRARY[1]), ids.new("key"))
    other, trainee = actor("manager", "Other"), actor("trainee", "T")
    for call in (
        lambda: own.find(other, own_id),
        lambda: own.renew(other, own_id, workbook(LIBRARY[1])),
        lambda: own.put_away(other, own_id),
        lambda: assess.start(other, own_id, "Mine", ids.new("ass")),
        lambda: export.instrument_file(other, own_id, "json"),
    ):
        with pytest.raises(NotFound):
            call()
    with pytest.raises(Forbidden):
        own.look(trainee, workbook(LIBRARY[1]))
    file = export.instrument_file(manager, own_id, "json")[2]
    assert own.keep(manager, file, ids.new("key")) != own_id
    assert len({each.id for each in own.listed(manager)}) == 2


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "instrument_unreadable"),
        (b"a,b\n1,2\n", "instrument_unreadable"),
        (b'{"instrument": 1}', "instrument_unreadable"),
        (b"PK\x03\x04 no zip", "file_damaged"),
        (b"%PDF-1.7", "instrument_unreadable"),
        (survey(("begin group", "a", "A", ""), ("end group", "", "", "")), "instrument_with_flaws"),
    ],
    ids=["empty", "table", "other json", "broken", "pdf", "nothing to answer"],
)
def test_other_files_are_refused_with_a_reason(manager: Actor, file: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        own.keep(manager, file, ids.new("key"))


def test_a_flood_of_rows_is_refused(manager: Actor) -> None:
    rows = [("select_one agree", f"q{n}", f"Question {n}", "") for n in range(500)]
    with pytest.raises(Invalid, match="instrument_too_large"):
        own.look(manager, survey(*rows, choices=LEVELS))


def test_pictures_and_links_of_a_file_stay_words(manager: Actor) -> None:
    file = survey(
        ("select_one agree", "q1", "![x](https://tracker.example/p.png) [press](javascript:alert(1)) <b>me</b>", ""),
        choices=LEVELS,
        title="=cmd|' /C calc'!A0",
    )
    own_id = own.keep(manager, file, ids.new("key"))
    _, words = own.find(manager, own_id)
    assert not any("](" in f"{node.title} {node.text}" for node in words.nodes.values())
    book = openpyxl.load_workbook(io.BytesIO(export.instrument_file(manager, own_id, "xlsx")[2]))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_numbers_and_sources_of_a_file_stay_words_too(manager: Actor) -> None:
    data = LIBRARY[1].model_dump(mode="json")
    trap = "![x](https://tracker.example/p.png)\u202e\u2066"
    for node in data["instrument"]["nodes"]:
        node["ref"] = trap
        node["sources"] = [{"document": BROUGHT, "section": trap}]
    data["instrument"]["sources"] = [{"document": BROUGHT, "section": trap}]
    data["instrument"]["provider"] = data["words"]["title"] = trap
    own_id = own.keep(manager, json.dumps(data).encode(), ids.new("key"))
    instrument, words = own.find(manager, own_id)
    told = instrument.model_dump_json() + words.model_dump_json()
    assert "tracker.example" in told
    assert not any(each in told for each in ("](", "\u202e", "\u2066"))


def test_letters_written_from_the_right_stay(manager: Actor) -> None:
    file = survey(("select_one agree", "q1", "هل الباب مفتوح؟", ""), choices=LEVELS, title="استبيان")
    _, words = own.find(manager, own.keep(manager, file, ids.new("key")))
    assert (words.title, words.nodes["q1"].title) == ("استبيان", "هل الباب مفتوح؟")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data["words"].update(about="x" * 5_000), "instrument_text_long"),
        (lambda data: data["instrument"]["nodes"][0].update(ref="9" * 5_000), "instrument_text_long"),
        (
            lambda data: (
                data["instrument"]["scale"].update(levels=list(range(20))),
                data["words"].update(levels=["x"] * 20),
            ),
            "instrument_many_levels",
        ),
    ],
    ids=["about", "number", "levels"],
)
def test_what_nobody_can_read_is_refused(manager: Actor, change: Callable[[dict[str, Any]], object], code: str) -> None:
    data = LIBRARY[1].model_dump(mode="json")
    change(data)
    for file in (json.dumps(data).encode(), yaml.safe_dump(data).encode()):
        with pytest.raises(Invalid, match=code):
            own.look(manager, file)


@pytest.mark.parametrize(
    "file",
    [
        b"a: &a [x, x]\ninstrument: *a\nwords: {}",
        b"instrument: {}\nwords: {}",
        b"instrument: " + b"[" * 5_000,
        b"!!python/object/apply:os.system [ls]",
        b"words: " + b"x" * 1_100_000,
        b"\xff\xfe\x00",
    ],
    ids=["aliases", "empty", "deep", "code", "large", "no text"],
)
def test_hostile_yaml_is_refused(manager: Actor, file: bytes) -> None:
    with pytest.raises(Invalid):
        own.look(manager, file)


def test_numbers_of_thousands_of_digits_are_named(manager: Actor) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(LIBRARY[1])))
    book.worksheets[1].cell(2, 1).value = "9" * 6_000
    out = io.BytesIO()
    book.save(out)
    assert "instrument_level" in {each.code for each in own.look(manager, out.getvalue()).flaws}
    form = survey(("select_one many", "q1", "Q", ""), choices=[("many", "9" * 6_000, "a"), ("many", 1, "b")])
    assert [each.code for each in own.look(manager, form).flaws] == ["form_choices"]


@pytest.mark.parametrize(("parent", "code"), [("", "parent_missing"), ("building-interests", "parent_is_item")])
def test_what_no_page_could_show_is_named(manager: Actor, parent: str, code: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(CONSENSUS)))
    sheet = book.worksheets[2]
    heads = {cell.value: cell.column for cell in sheet[1]}
    last = sheet.max_row
    sheet.cell(last, heads["Under (id)"]).value = parent or None
    out = io.BytesIO()
    book.save(out)
    assert code in {each.code for each in own.look(manager, out.getvalue()).problems}


def test_headings_under_each_other_are_named(manager: Actor) -> None:
    data = LIBRARY[0].model_dump(mode="json")
    (first, second, *_) = (node for node in data["instrument"]["nodes"] if not node["assessable"])
    first["parent"], second["parent"] = second["id"], first["id"]
    found = own.look(manager, json.dumps(data).encode()).problems
    assert [each.code for each in found] == ["parent_circle", "parent_circle"]


# --- the next round takes the newer version ------------------------------------------


def test_answers_go_over_to_a_newer_version_and_the_page_says_what_changed(manager: Actor) -> None:
    own_id = own.keep(manager, workbook(CONSENSUS), ids.new("key"))
    first = assess.start(manager, own_id, "First", ids.new("ass"))
    kept, reworded, gone, *_ = (node.id for node in CONSENSUS.instrument.scored())
    answers = {kept: 1, reworded: 2, gone: 0}
    for node_id, level in answers.items():
        assess.save_ratings(
            manager, first, [SetField(path=f"items/{node_id}/score", base=None, value=level)], ids.new("key")
        )
    assert carry.offers(manager, first) == {}
    data = CONSENSUS.model_dump(mode="json")
    data["words"]["nodes"][reworded]["text"] = "Said otherwise"
    for node in data["instrument"]["nodes"]:
        node["depends_on"] = []
        if node["id"] == gone:
            node["id"] = "added"
    data["words"]["nodes"]["added"] = data["words"]["nodes"].pop(gone)
    own.renew(manager, own_id, json.dumps(data).encode())
    rounds.close(manager, first)
    second = rounds.next_round(manager, first, ids.new("ass"))
    found = rounds.renewed(manager, second)
    assert found is not None
    assert (found.before, found.after) == ("1", "2")
    assert (found.renewal.reworded, found.renewal.new, found.renewal.gone) == ((reworded,), ("added",), (gone,))
    assert set(found.titles) >= {reworded, "added", gone}
    offers = carry.offers(manager, second)
    assert {
        item: (each.suggestion.score, each.suggestion.confidence, each.number) for item, each in offers.items()
    } == {
        kept: (1, Confidence.HIGH, 1),
        reworded: (2, Confidence.MEDIUM, 1),
    }
    assert assess.load(manager, second).ratings == {}
    carry.take_over(manager, second, kept, "From round 1")
    assert assess.load(manager, second).ratings[kept].score == 1


def test_a_round_with_the_same_version_says_nothing_of_changes(manager: Actor, actor: Callable[..., Actor]) -> None:
    first = assess.start(manager, "consensus", "First", ids.new("ass"))
    assert rounds.renewed(manager, first) is None
    item = CONSENSUS.instrument.scored()[0].id
    assess.save_ratings(manager, first, [SetField(path=f"items/{item}/score", base=None, value=1)], "k")
    rounds.close(manager, first)
    second = rounds.next_round(manager, first, ids.new("ass"))
    assert rounds.renewed(manager, second) is None
    with pytest.raises(NotFound):
        rounds.renewed(actor("manager", "Other"), second)


def test_structure_and_texts_belong_together() -> None:
    held = LIBRARY[1]
    words = held.words.model_copy(update={"nodes": {}})
    data = held.model_dump(mode="json") | {"words": words.model_dump(mode="json")}
    with pytest.raises(ValueError, match="belong together"):
        OwnInstrument.model_validate(data)
    assert problems(held) == []
