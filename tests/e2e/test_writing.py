"""Long text survives: closed tabs, killed servers, lost connections, other writers."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlmodel import select

from studio import identity, versioned
from studio.changes import SetField
from studio.database import reading, writing
from studio.tables import Account
from tests.e2e.conftest import Studio, beside, settled, sign_in_owner

HERE = Path(__file__).parent


def owner() -> identity.Actor:
    with reading() as session:
        person_id = session.exec(select(Account.person_id).where(Account.role == "owner")).one()
    return identity.Actor(person_id, "Owner", identity.Role.OWNER)


@pytest.fixture(scope="module")
def notes(make_studio: Callable[..., Studio]) -> Studio:
    return make_studio(script=HERE / "writing_app.py")


@pytest.fixture
def note(notes: Studio) -> str:
    with beside(notes):
        me = owner()
        with writing() as session:
            made = versioned.create(
                session, me, "note", {"text": "Start."}, title="note", schema_number=1, prefix="not"
            )
    return made.id


def stored(studio: Studio, note: str) -> str:
    with beside(studio):
        me = owner()
        with reading() as session:
            return str(versioned.load(session, me, "note", note).body["text"])


def store_elsewhere(studio: Studio, note: str, base: str, value: str) -> None:
    with beside(studio):
        me = owner()
        with writing() as session:
            saved = versioned.save(
                session,
                me,
                "note",
                note,
                [SetField(path="text", base=base, value=value)],
                key="elsewhere",
                check=lambda body: None,
                title=lambda body: "note",
            )
    assert not saved.conflicts


@pytest.fixture
def page(context: BrowserContext, notes: Studio, note: str) -> Page:
    sign_in_owner(context, notes)
    return open_note(context, notes, note)


def open_note(context: BrowserContext, studio: Studio, note: str) -> Page:
    page = context.new_page()
    page.goto(f"{studio.url}/?id={note}")
    settled(page)
    expect(page.get_by_label("Story")).to_be_visible()
    return page


def eventually(studio: Studio, note: str, text: str) -> None:
    deadline = time.monotonic() + 10
    while stored(studio, note) != text and time.monotonic() < deadline:
        time.sleep(0.05)
    assert stored(studio, note) == text


def test_it_saves_while_one_types_without_leaving_the_field(page: Page, notes: Studio, note: str) -> None:
    page.get_by_label("Story").press_sequentially(" More.", delay=10)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    assert stored(notes, note) == "Start. More."


def test_a_closed_tab_loses_nothing(page: Page, notes: Studio, note: str) -> None:
    page.get_by_label("Story").press_sequentially(" " + "word " * 80)
    page.close(run_before_unload=True)
    eventually(notes, note, "Start. " + "word " * 80)


def test_a_reload_in_the_middle_of_a_word_loses_nothing(page: Page, notes: Studio, note: str) -> None:
    page.get_by_label("Story").press_sequentially(" unfini")
    page.reload()
    settled(page)
    expect(page.get_by_label("Story")).to_have_value("Start. unfini")
    eventually(notes, note, "Start. unfini")


def test_a_killed_server_loses_nothing(page: Page, notes: Studio, note: str) -> None:
    page.get_by_label("Story").press_sequentially(" Before.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    notes.kill()
    page.get_by_label("Story").press_sequentially(" During.")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    notes.start()
    eventually_page = page.get_by_text("Saved", exact=True)
    expect(eventually_page).to_be_visible(timeout=20_000)
    assert stored(notes, note) == "Start. Before. During."


def test_text_written_without_a_server_is_there_after_reopening(
    page: Page, context: BrowserContext, notes: Studio, note: str
) -> None:
    notes.kill()
    page.get_by_label("Story").press_sequentially(" Alone.")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.close()
    notes.start()
    again = open_note(context, notes, note)
    expect(again.get_by_label("Story")).to_have_value("Start. Alone.")
    eventually(notes, note, "Start. Alone.")


def test_another_writer_is_shown_and_a_person_chooses(page: Page, notes: Studio, note: str) -> None:
    store_elsewhere(notes, note, "Start.", "Their text.")
    page.get_by_label("Story").press_sequentially(" Mine.")
    expect(page.get_by_text("Somebody else changed this text")).to_be_visible()
    assert stored(notes, note) == "Their text."
    page.get_by_role("button", name="Take my version").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    assert stored(notes, note) == "Start. Mine."


def test_taking_the_other_version_keeps_it(page: Page, notes: Studio, note: str) -> None:
    store_elsewhere(notes, note, "Start.", "Their text.")
    page.get_by_label("Story").press_sequentially(" Mine.")
    page.get_by_role("button", name="Take the other version").click()
    expect(page.get_by_label("Story")).to_have_value("Their text.")
    assert stored(notes, note) == "Their text."


def test_an_untouched_field_follows_the_other_writer(page: Page, notes: Studio, note: str) -> None:
    store_elsewhere(notes, note, "Start.", "Their text.")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("Story")).to_have_value("Their text.")


def test_leaving_the_field_for_a_button_saves_and_the_click_counts(page: Page, notes: Studio, note: str) -> None:
    page.get_by_label("Story").press_sequentially(" End.")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("stored: 11 characters")).to_be_visible()
    expect(page.get_by_label("Story")).to_have_value("Start. End.")


def test_typing_on_while_a_save_is_on_its_way_conflicts_with_nobody(page: Page, notes: Studio, note: str) -> None:
    held: list[Route] = []
    page.route("**/save", lambda route: held.append(route))
    page.get_by_label("Story").press_sequentially(" One.")
    expect(page.get_by_text("Saving…")).to_be_visible()
    page.get_by_label("Story").press_sequentially(" Two.")
    held.pop().continue_()
    page.unroute("**/save")
    page.reload()
    settled(page)
    expect(page.get_by_label("Story")).to_have_value("Start. One. Two.")
    eventually(notes, note, "Start. One. Two.")
    expect(page.get_by_text("Somebody else")).to_have_count(0)


def test_hostile_text_is_only_text(page: Page, notes: Studio, note: str) -> None:
    text = "<script>document.title='x'</script><img src=x onerror=alert(1)> \u202e𝓩 =cmd()"
    page.get_by_label("Story").fill(text)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_label("Story")).to_have_value(text)
    assert stored(notes, note) == text
