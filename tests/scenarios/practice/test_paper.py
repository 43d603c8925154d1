"""Protocol, case file, debrief as documents; downloads are guarded; the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as Word
from docx.oxml.ns import qn
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from scenarios import loader, service, story
from scenarios.case_file import Writer
from scenarios.cli import client, practice, scenario
from scenarios.debriefing import document as debrief_document
from scenarios.debriefing.debrief import debrief
from scenarios.loader import Package
from scenarios.log_words import described
from scenarios.routes import ROUTES
from scenarios.service import memory
from studio import identity
from studio.database import writing
from studio.documents import docx, html, layout, pdf
from studio.documents.compose import compose
from studio.documents.tree import Grid, plain
from studio.identity import Actor, Role
from studio.languages import PSEUDO, translator
from studio.web import COOKIE, Guard
from toolkit import form_documents
from toolkit.forms import AgreementState, EmploymentResult

from .conftest import GARDEN, Player, good

Make = Callable[..., Actor]
HOSTILE = "<script>alert(1)</script> =cmd()|x"


@pytest.fixture
def played(player: Player, garden: Package) -> Writer:
    good(player, weeks=12)
    texts = dict.fromkeys(("t", "x"), HOSTILE)
    return Writer(player.run, garden, texts, "case_manager", HOSTILE, translator("en"))


def test_the_protocol_has_what_the_guidelines_ask_for(played: Writer) -> None:
    protocol = played.protocol()
    assert protocol.client_name == "Ana Berg"
    assert {one.domain.value for one in protocol.needs if one.priority} == {
        "debt",
        "care_duties",
        "mental_health",
        "job_search",
    }
    assert protocol.activities[0].title == "Debt advice"
    assert all(one.time_line and one.responsible_partner for one in protocol.activities)
    assert protocol.client_agreement.state in (AgreementState.AGREED, AgreementState.AGREED_WITH_CHANGES)
    document = form_documents.compose(protocol, "en")
    text = "\n".join(cell.text for table in Word(io.BytesIO(docx.render(document))).tables for cell in table._cells)
    assert "Debt advice" in text
    assert HOSTILE in text
    assert "Ana Berg" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.render(document))).pages)


def test_a_protocol_bears_the_day_it_was_agreed_on(played: Writer) -> None:
    plan, closed = played.case.plan, played.case.closed
    assert plan.agreed is not None
    assert closed is not None
    assert plan.agreed.week < closed.week < played.case.week
    protocol = played.protocol()
    assert protocol.date == played.day(plan.agreed.week) == protocol.client_agreement.date
    plan.version += 1
    assert played.protocol().date == played.day(closed.week), "changed since, but not after the case was over"


def test_the_signatures_of_a_protocol_stay_with_the_lines_before_them(played: Writer) -> None:
    body = Word(io.BytesIO(docx.render(form_documents.compose(played.protocol(), "en")))).element.body
    *_, heading, words, signing = [one for one in body if one.tag != qn("w:sectPr")][:-1]
    assert "".join(heading.itertext()).startswith("In the client's own words")
    assert "Case manager" in "".join(signing.itertext())
    assert words.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_the_case_file_holds_the_whole_way(played: Writer) -> None:
    file = played.case_file()
    assert len(file.notes) == len(played.case.notes)
    assert {item.partner_id for item in file.consents[0].items} == {"", "csw", "clinic"}
    assert {one.service_id for one in file.referrals} >= {"debt_advice", "home_care"}
    assert file.closure is not None
    assert file.closure.confirmed_with_client
    assert file.follow_up is not None
    assert isinstance(file.follow_up.result, EmploymentResult)
    assert docx.render(form_documents.compose(file, "en"))


@pytest.mark.parametrize("locale", ["en", PSEUDO])
def test_the_debrief_prints_in_every_language(player: Player, garden: Package, locale: str) -> None:
    good(player, weeks=8)
    document = debrief_document.compose(
        debrief(player.run, replicates=3), player.run, garden, {}, translator(locale), HOSTILE
    )
    shown = html.render(document)
    assert "<script>" not in shown
    assert docx.render(document)


def test_the_conversation_of_a_debrief_has_columns_that_hold_what_stands_in_them(
    player: Player, garden: Package
) -> None:
    good(player, weeks=8)
    made = debrief(player.run, replicates=3)
    document = debrief_document.compose(made, player.run, garden, {}, translator("en"), "Ana")
    (grid,) = [
        node for node in compose(document).nodes if isinstance(node, Grid) and plain(node.columns[1].title) == "Said"
    ]
    set_as = layout.measure(grid)
    letter, padding = set_as.text_size * 0.21, 4.0
    for column, width in zip(grid.columns, set_as.widths, strict=True):
        longest = max(map(len, plain(column.title).split()))
        assert longest * letter + padding <= width, plain(column.title)
    assert set_as.widths[1] > 40, "what is said may be a long sentence"


@pytest.mark.parametrize("locale", ["en", PSEUDO])
def test_every_moment_and_every_line_has_words(player: Player, garden: Package, locale: str) -> None:
    good(player)
    t, words = translator(locale), garden.words(locale)
    told = story.told(t, words, player.run.case, everything=True)
    assert len(told) == len(player.run.case.moments)
    assert all(sentence.strip() for _, _, sentence in told)
    assert all(described(t, words, entry.deed, {}).strip() for entry in player.log)
    if locale == PSEUDO:
        assert all("⟦" in sentence for _, _, sentence in told)
    hidden = [code for code in (moment.code for moment in player.run.case.moments) if code in story.HIDDEN]
    assert len(story.told(t, words, player.run.case)) == len(told) - len(hidden)


@pytest.fixture
def library(garden: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "builtin", lambda name: {"garden": garden}[name])
    monkeypatch.setattr(loader, "library", lambda: ["garden"])
    monkeypatch.setattr(memory, "_kept", type(memory._kept)())


def browser(name: str = "Ana") -> tuple[TestClient, Actor]:
    """A signed-in browser on this room's routes."""
    with writing() as session:
        person = identity.add_person(session, name)
        secret = identity.open_session(session, person.id, Role.TRAINEE)
    session_id = identity.session_of_secret(secret)
    assert session_id is not None
    actor = identity.resolve(session_id)
    assert actor is not None
    app = Starlette(routes=list(ROUTES))
    made = TestClient(Guard(app), base_url="http://testserver")
    made.cookies.set(COOKIE, secret)
    return made, actor


def test_downloads_are_for_the_owner_of_the_run_only(library: None, fresh_database: Path) -> None:
    mine, ana = browser("Ana")
    other, _ = browser("Eve")
    run = service.start_run(ana, "garden", seed=7)
    service.decide(ana, run, {"kind": "advance"}, key="1")
    paths = [
        "protocol.docx",
        "protocol.pdf",
        "case-file.docx",
        "case-file.pdf",
        "debrief.docx",
        "debrief.pdf",
        "run.json",
    ]
    for path in paths:
        assert mine.get(f"/practice/{run}/{path}").status_code == 200, path
        assert other.get(f"/practice/{run}/{path}").status_code == 404, path
        stranger = TestClient(Guard(Starlette(routes=list(ROUTES))), base_url="http://testserver")
        assert stranger.get(f"/practice/{run}/{path}", follow_redirects=False).status_code in (303, 401), path
    assert mine.get(f"/practice/{run}/secret.docx").status_code == 404
    assert mine.get(f"/practice/{run}/protocol.exe").status_code == 404


def test_drafts_save_themselves_merge_and_empty_when_filed(library: None, fresh_database: Path) -> None:
    mine, ana = browser("Ana")
    other, _ = browser("Eve")
    run = service.start_run(ana, "garden", seed=7)

    def save(made: TestClient, base: str, value: object, path: str = "note_plan") -> tuple[int, dict[str, object]]:
        body = {"changes": [{"op": "set", "path": path, "base": base, "value": value}], "key": "k"}
        answer = made.post(f"/practice/{run}/save", json=body)
        return answer.status_code, answer.json()

    assert save(mine, "", "First words") == (200, {"revision": 1, "conflicts": []})
    assert save(other, "", "Not mine")[0] == 404
    assert save(mine, "", "x", path="secrets")[0] == 422
    assert save(mine, "", 7)[0] == 422
    assert save(mine, "", "y" * 20_001, path="lessons")[0] == 422
    status, answer = save(mine, "something else", "Second window")
    assert status == 200
    assert answer["conflicts"], "the same text changed in two windows asks a person"
    assert service.load(ana, run).draft.text("note_plan") == "First words"
    deed = {"kind": "note", "elements": {"plan": {"text": "p"}}}
    service.decide(ana, run, deed, key="1", texts={"p": "First words"}, filed=["note_plan"])
    assert service.load(ana, run).draft.text("note_plan") == ""


runner = CliRunner()


def test_the_command_line_checks_scenarios(tmp_path: Path) -> None:
    fine = runner.invoke(scenario, ["check", str(GARDEN)])
    assert fine.exit_code == 0
    assert "no errors" in fine.output
    (tmp_path / "scenario.yaml").write_text("id: [", encoding="utf-8")
    broken = runner.invoke(scenario, ["check", str(tmp_path)])
    assert broken.exit_code == 2
    assert "scenario.yaml" in broken.output
    missing = runner.invoke(scenario, ["check", str(tmp_path / "nowhere")])
    assert missing.exit_code == 2
    text = (GARDEN / "scenario.yaml").read_text(encoding="utf-8").replace("known_by: [csw]}", "known_by: []}")
    for name in ("scenario.yaml", "scenario.en.yaml"):
        (tmp_path / name).write_bytes((GARDEN / name).read_bytes())
    (tmp_path / "scenario.yaml").write_text(text.replace("withholds: [eviction_plan], ", ""), encoding="utf-8")
    found = runner.invoke(scenario, ["check", str(tmp_path), "--format", "json"])
    assert found.exit_code == 1
    assert json.loads(found.output)[str(tmp_path)][0]["code"] == "fact_unreachable"


def test_the_command_line_replays_and_judges_runs(library: None, actor: Make, tmp_path: Path) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    service.decide(ana, run, {"kind": "meet", "place": "desk"}, key="1")
    service.decide(ana, run, {"kind": "say", "technique": "open", "topic": "everyday"}, key="2")
    service.decide(ana, run, {"kind": "advance"}, key="3")
    exported = service.exported(ana, run)
    file = tmp_path / "run.json"
    file.write_text(exported.model_dump_json(), encoding="utf-8")
    done = runner.invoke(practice, ["replay", str(file), "--format", "json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["hash"] == service.load(ana, run).replay.hash()
    assert told["same_engine"]
    judged = runner.invoke(practice, ["score", str(file)])
    assert judged.exit_code == 0
    assert "Outcome" in judged.output
    data = json.loads(file.read_text(encoding="utf-8"))
    data["log"][1]["deed"] = {"kind": "respond", "event": "red_letter", "response": "read_together"}
    file.write_text(json.dumps(data), encoding="utf-8")
    refused = runner.invoke(practice, ["replay", str(file)])
    assert refused.exit_code == 1
    assert "line 2" in refused.output
    data["package"]["scenario"]["difficulty"] = 5
    file.write_text(json.dumps(data), encoding="utf-8")
    changed = runner.invoke(practice, ["replay", str(file)])
    assert changed.exit_code == 2
    assert "pins/scenario" in changed.output
    file.write_text('{"log": 5}', encoding="utf-8")
    assert runner.invoke(practice, ["score", str(file)]).exit_code == 2


def test_the_command_line_generates_clients() -> None:
    done = runner.invoke(client, ["generate", "--territory", "AL", "--count", "3", "--seed", "1"])
    assert done.exit_code == 0
    assert len({json.loads(line)["id"] for line in done.output.splitlines()}) == 3
    assert runner.invoke(client, ["generate", "--territory", "XX"]).exit_code == 2
