"""Annexes: content, text in every document, JSON without loss."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from partnership import annexes, service
from partnership.cli import agreement as cli
from partnership.composition import compose
from partnership.composition.annexes import compose_annex
from partnership.examples import example
from partnership.export import export, export_annex
from partnership.templates import start, template_ids
from partnership.transfer import read_json
from studio.documents.markdown import render as markdown
from studio.documents.model import Heading
from studio.documents.renderers import RENDERERS
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.languages import PSEUDO

Make = Callable[..., Actor]


@pytest.mark.parametrize("locale", ["en", PSEUDO])
@pytest.mark.parametrize("kind", annexes.annex_kinds())
def test_every_clause_has_its_help_and_source(kind: str, locale: str) -> None:
    found = annexes.annex_template(kind, locale)
    assert found is not None
    assert found.about
    assert found.when
    for clause in found.known().values():
        assert clause.covers, clause.id
        assert clause.questions, clause.id
        assert clause.model, clause.id
        assert clause.good, clause.id
        assert clause.weak, clause.id
        assert clause.source, clause.id
        assert clause.good != clause.model


def test_golden_rules_are_offered_from_the_three_boxes() -> None:
    found = annexes.annex_template("code_of_cooperation", "en")
    assert found is not None
    counts = {
        group.source.rsplit("Box ")[-1][0]: len(group.clauses) for group in found.suggestions if "Box" in group.source
    }
    assert counts == {"1": 5, "2": 4, "3": 8}


def test_client_data_covers_what_an_agreement_on_sharing_must() -> None:
    found = annexes.annex_template("data_sharing", "en")
    assert found is not None
    needed = {"parties", "purpose", "data_items", "lawful_basis", "rights", "retention", "governance"}
    assert needed <= {clause.id.split(".")[1] for clause in found.clauses}


def test_documents_without_model_text_have_no_template() -> None:
    assert annexes.annex_template("other", "en") is None
    assert annexes.annex_template("", "en") is None


def test_annexes_follow_the_signatures_and_are_numbered() -> None:
    headings = [block for block in compose(example(), "en").blocks if isinstance(block, Heading)]
    titles = [(heading.number, heading.text) for heading in headings if heading.level == 1]
    assert titles[-3:] == [
        ("", "Signatures"),
        ("Annex 1", "Golden rules of the valley"),
        ("Annex 3", "Agreement on sharing client data"),
    ]
    assert ("A3.1", "Parties and their part") in [(heading.number, heading.text) for heading in headings]


@pytest.mark.parametrize("format_", list(RENDERERS))
def test_an_annex_comes_out_alone_and_with_the_agreement(format_: str) -> None:
    alone, whole = export_annex(example(), "x_rules", format_), export(example(), format_)
    assert alone.name == f"Golden rules of the valley.{format_}"
    assert 500 < len(alone.content) < len(whole.content)
    if format_ in ("md", "html"):
        for content in (alone.content.decode(), whole.content.decode()):
            assert "Nobody says in a meeting what a client" in content


def test_an_annex_alone_says_to_what_it_belongs() -> None:
    document = compose_annex(example(), "x_data", "en")
    assert document.subtitle == "Annex 3 to: Employment Partnership Vrbena Valley 2027–2028"
    assert "Employment Service, Vrbena Branch" in dict(document.facts)["Partners of the agreement"]
    assert "Only these eleven items" in markdown(document)
    assert "no text here yet" in markdown(compose_annex(example(), "x_standards", "en"))
    with pytest.raises(NotFound, match="annex_gone"):
        compose_annex(example(), "x_nothing", "en")


def test_an_annex_as_json_carries_its_text_and_nothing_of_the_partners() -> None:
    content = export_annex(example(), "x_data", "json").content
    read = read_json(content)
    [annex] = read.annexes
    [source] = [each for each in example().annexes if each.id == "x_data"]
    assert annex.blocks == source.blocks
    assert (read.status, read.template_use) == ("template", "annex")
    assert "Mirela" not in content.decode()


def test_an_annex_of_somebody_else_stays_closed(actor: Make) -> None:
    made = service.import_json(actor("manager", "Mirela"), export(example(), "json").content)
    with pytest.raises(NotFound, match="agreement_unknown"):
        service.export_annex(actor("manager", "Ana"), made, "x_data", "docx")


def test_a_planned_annex_is_written_out() -> None:
    draft = start("bilateral", "en")
    before = len(draft.annexes)
    annexes.write_out(draft, "data_sharing")
    annexes.write_out(draft, "principles")
    assert len(draft.annexes) == before + 1
    [data] = [each for each in draft.annexes if each.kind == "data_sharing"]
    assert (data.state, len(data.blocks)) == ("attached", 12)
    with pytest.raises(Invalid, match="annex_kind_unknown"):
        annexes.write_out(draft, "../secrets")


@pytest.mark.parametrize("template_id", template_ids())
def test_the_command_starts_every_template_with_annexes(template_id: str) -> None:
    runner = CliRunner()
    result = runner.invoke(cli, ["new", "--template", template_id, "--annex", "data_sharing", "--title", "V"])
    assert result.exit_code == 0, result.output
    draft = read_json(result.stdout.encode())
    assert any(annex.kind == "data_sharing" and annex.blocks for annex in draft.annexes)
    assert f"{template_id}:" in runner.invoke(cli, ["templates"]).stdout


def test_the_command_names_an_unknown_annex() -> None:
    result = CliRunner().invoke(cli, ["new", "--annex", "secrets"])
    assert result.exit_code == 2
    assert "data_sharing" in result.stderr
