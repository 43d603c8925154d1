"""What there is to read: dilemmas worked through, tables true to their source, search, links that lead somewhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from partnership.further_reading import topic_for
from studio import ids
from studio.changes import SetField
from studio.errors import Forbidden, NotFound
from studio.identity import Actor
from studio.settings import ROOT
from toolkit.dilemmas import INSTRUMENT, dilemma_text, dilemmas, principle_name
from toolkit.loader import instruments
from toolkit.reader import topics
from toolkit.search import Kind, search, things
from toolkit.services import assess
from toolkit.tables_of_countries import country_table_text, country_tables

# --- dilemmas ------------------------------------------------------------------------


def test_every_situation_of_the_instrument_is_worked_through() -> None:
    assert list(dilemmas()) == [node.id for node in instruments()[INSTRUMENT].items()]
    assert len(dilemmas()) >= 8


@pytest.mark.parametrize("dilemma", dilemmas().values(), ids=lambda each: each.id)
def test_a_dilemma_has_ways_that_cost_something(dilemma) -> None:  # type: ignore[no-untyped-def]
    text = dilemma_text(dilemma.id, "en")
    principles = {node.id for node in instruments()[INSTRUMENT].groups()}
    assert len(dilemma.options) >= 3
    assert any(option.breach for option in dilemma.options) or dilemma.id == "further-gap"
    assert sum(not option.breach for option in dilemma.options) >= 2, "a dilemma has no single way"
    for option in dilemma.options:
        assert {*option.serves, *option.strains} <= principles
        assert option.serves or option.strains
        told = text.options[option.id]
        assert len({told.label, told.soon, told.later}) == 3
        assert all(told.__dict__.values())
    assert text.weigh
    assert principle_name(dilemma.principle, "en")
    assert dilemma.sources


# --- countries -----------------------------------------------------------------------


def test_tables_are_those_of_the_source() -> None:
    assert [table.source.section for table in country_tables().values()] == [f"Table {n}" for n in range(1, 6)]
    assert [len(table.countries) for table in country_tables().values()] == [10, 9, 9, 9, 9]
    since = country_table_text("since", "en").cells
    assert {country: row["year"] for country, row in since.items()} == {
        "ES": "2007",
        "FR": "2006",
        "DE": "2005",
        "BE": "2004",
        "DK": "2004",
        "NL": "2002",
        "IE": "1998",
        "GB": "1997",
        "NZ": "1995",
        "SE": "1935",
    }
    marks = country_table_text("institutions", "en").cells
    assert {country: "".join("x" if cell else "-" for cell in row.values()) for country, row in marks.items()} == {
        "ES": "x--x",
        "FR": "xx-x",
        "DE": "x-x-",
        "BE": "xx--",
        "DK": "x-x-",
        "NL": "xxx-",
        "IE": "xx--",
        "GB": "x---",
        "SE": "xx--",
    }
    contact = country_table_text("contact", "en").cells
    alike = [{"DE", "DK", "IE"}, {"FR"}, {"ES"}, {"BE"}, {"GB"}, {"NL", "SE"}]
    assert [{each for each, row in contact.items() if row == contact[min(group)]} for group in alike] == alike
    for country, words in (("FR", "two weeks quarter"), ("ES", "month"), ("BE", "region month three"), ("GB", "week")):
        assert all(word in contact[country]["rate"] for word in words.split())
    filled = {
        "acceptance": {
            "ES": "-x-x",
            "FR": "x-xx",
            "DE": "xxxx",
            "BE": "xxxx",
            "DK": "xxxx",
            "NL": "x-xx",
            "IE": "-x-x",
            "GB": "-x--",
            "SE": "----",
        },
        "skills": {
            "ES": "x-----xx-xx",
            "FR": "x--------xx",
            "DE": "xxxxx-xxx-x",
            "BE": "x-x-xxxxxx-",
            "DK": "xx---------",
            "NL": "x-x---xxx-x",
            "IE": "xxxxx-----x",
            "GB": "xxx-x-xxxxx",
            "NZ": "xxxxx-xxxxx",
        },
    }
    for table, wanted in filled.items():
        cells = country_table_text(table, "en").cells
        assert {c: "".join("x" if cell else "-" for cell in row.values()) for c, row in cells.items()} == wanted
    unknown = {c for c, row in country_table_text("acceptance", "en").cells.items() if "no information" in str(row)}
    assert unknown == {"ES", "FR", "DK", "IE", "GB"}


def test_every_cell_stands_in_a_column_and_a_country_of_its_table() -> None:
    written = yaml.safe_load((ROOT / "toolkit/content/tables.en.yaml").read_text(encoding="utf-8"))
    for table in country_tables().values():
        own = written[table.id]
        assert set(own["cells"]) == set(table.countries)
        assert set(own["columns"]) == set(table.columns)
        assert all(set(row) <= set(table.columns) for row in own["cells"].values())


def test_a_table_is_searched_and_taken_away() -> None:
    text = country_table_text("skills", "en")
    assert text.matching("benefits LAW") == ("GB",)
    assert text.matching("germany") == ("DE",)
    assert text.matching("mediation") == ("BE",)
    assert text.matching("xyzzy") == ()
    rows = list(csv.reader(io.StringIO(text.csv("Country"))))
    assert [row[0] for row in rows[:3]] == ["Country", "Spain", "France"]
    assert len(rows) == 10
    assert all(len(row) == 12 for row in rows)


# --- search --------------------------------------------------------------------------


def test_search_finds_every_kind_and_titles_come_first() -> None:
    assert {thing.kind for thing in things("en")} == set(Kind)
    assert search("code of ethics", "en")[0].thing.title == "Code of ethics"
    assert search("closure record", "en")[0].thing.kind is Kind.FORM
    assert "welding" in {hit.excerpt for hit in search("welding", "en")}.pop()
    assert search("Basque", "en")[0].thing.id == "skills"
    assert search("  ", "en") == search("xyzzy", "en") == []


@given(st.text(max_size=60))
def test_whatever_is_asked_each_hit_holds_all_of_it(asked: str) -> None:
    for hit in search(asked, "en"):
        text = f"{hit.thing.title} {hit.thing.lead} {hit.thing.body}".casefold()
        assert all(word in text for word in re.findall(r"\w+", asked.casefold()))


# --- links ---------------------------------------------------------------------------

ADDRESSES = {
    address
    for path in ROOT.glob("*/views/nav.py")
    for address in re.findall(r'url_path="([a-z-]+)"|"(agreement[a-z-]*)"', path.read_text(encoding="utf-8"))
    for address in filter(None, address)
}


def _links() -> list[tuple[str, str]]:
    found = []
    for path in [*ROOT.glob("*/content/**/*.yaml"), *ROOT.glob("*/content/**/*.md")]:
        for link in re.findall(r"\]\((/[^)\s]*)\)", path.read_text(encoding="utf-8")):
            found.append((str(path.relative_to(ROOT)), link))
    return found


def test_links_in_content_lead_somewhere() -> None:
    assert len(_links()) > 3
    for where, link in _links():
        address, _, query = link[1:].partition("?")
        assert address in ADDRESSES, (where, link)
        known = {"topic": topics(), "d": dilemmas(), "table": country_tables(), "id": instruments()}
        for pair in filter(None, query.split("&")):
            name, value = pair.split("=")
            assert value in known[name], (where, link)


def test_topics_that_debriefs_and_code_point_to_exist() -> None:
    pattern = re.compile(r'reading\(t, "([a-z_]+)"\)|"topic": "([a-z_]+)"')
    named = {
        next(filter(None, found))
        for path in [*ROOT.glob("scenarios/**/*.py"), *ROOT.glob("workshop/**/*.py"), *ROOT.glob("toolkit/**/*.py")]
        for found in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert {"notes", "ethics"} <= named
    assert named <= set(topics())


def test_findings_lead_to_what_they_rest_on() -> None:
    path = ROOT / "partnership" / "content" / "findings.en.yaml"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    led = {own["source"]: topic_for(own["source"]) for own in written.values() if "source" in own}
    assert sum(map(bool, led.values())) >= 20
    for source, topic in led.items():
        assert topic in topics() or not topic
        assert bool(topic) == source.startswith("Guidelines 2017, section"), source
    assert any(topic == "ethics" for source, topic in led.items() if "5.6" in source)


# --- looking at oneself --------------------------------------------------------------


def test_everybody_with_an_account_looks_at_themselves_and_nobody_else_sees_it(actor: Callable[..., Actor]) -> None:
    trainee, other, guest = actor("trainee", "T"), actor("trainer", "O"), actor("participant", "G")
    new_id = ids.new("asm")
    for _ in range(2):
        assert assess.start_own(trainee, "qualifications", "Mine", new_id) == new_id
    assess.save_ratings(trainee, new_id, [SetField(path="items/manager-degree/score", base=None, value=2)], "k")
    assert [each.answered for each in assess.own(trainee, "qualifications")] == [1]
    assert assess.own(other, "qualifications") == []
    with pytest.raises(NotFound):
        assess.load(other, new_id)
    with pytest.raises(NotFound):
        assess.start_own(trainee, "icm-standards", "Mine", ids.new("asm"))
    with pytest.raises(Forbidden):
        assess.start_own(guest, "qualifications", "Mine", ids.new("asm"))
