"""The standard for files: silences, kept files judged by their entries, samples counted, drawn by lot, on paper."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from datetime import date as Day
from datetime import timedelta

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio import ids
from studio.documents import docx as word
from studio.documents.spreadsheet import render
from studio.errors import Invalid, NotFound
from studio.identity import Actor, Role
from studio.languages import translator
from toolkit import form_documents
from toolkit.completeness import gaps
from toolkit.file_review import (
    CRITERIA,
    UPDATED,
    Silence,
    draw,
    paper_silences,
    paper_updated,
    review,
    silences,
    tallies,
)
from toolkit.file_review_sheets import sheets
from toolkit.file_review_words import ReviewWords
from toolkit.forms import (
    VERDICTS,
    CaseConference,
    CaseFile,
    CaseNote,
    Closure,
    ClosureReason,
    EmploymentResult,
    FileReview,
    NoteAction,
    ReviewedFile,
    Side,
    Verdict,
)
from toolkit.loader import source_ids
from toolkit.noted_dates import dates
from toolkit.services import export, fill

FIRST = Day(2026, 2, 2)
DAYS = st.dates(min_value=Day(2020, 1, 1), max_value=Day(2027, 12, 31))


def after(days: int) -> Day:
    return FIRST + timedelta(days=days)


def note(day: Day, number: int = 1, **said: object) -> CaseNote:
    return CaseNote.model_validate({"id": f"n{number}", "date": day, **said})


FULL = {name.removeprefix("note_"): "Written." for name in CRITERIA if name.startswith("note_")}


def judged(file: CaseFile, today: Day, criterion: str) -> Verdict:
    return next(each.verdict for each in review(file, today) if each.criterion == criterion)


# --- thirty days -------------------------------------------------------------------------------------------------


def test_thirty_days_are_in_time_and_thirty_one_are_not() -> None:
    assert silences([FIRST], after(30)) == ()
    assert silences([FIRST], after(31)) == (Silence(FIRST, after(31)),)
    assert silences([FIRST, after(31)], None)[0].days == 31
    assert silences([], FIRST) == ()


@given(st.lists(DAYS, max_size=20), st.none() | DAYS)
def test_every_day_of_a_long_silence_is_without_entry(days: list[Day], until: Day | None) -> None:
    found = silences(days, until)
    for silence in found:
        assert silence.days > 30
        assert not any(silence.since < day < silence.until for day in days)
    if days and not found:
        line = sorted({*days, *([until] if until and until > max(days) else [])})
        assert all((then - since).days <= 30 for since, then in itertools.pairwise(line))


# --- a kept file ------------------------------------------------------------------------------------------------------


def test_an_empty_file_meets_nothing_and_what_never_happened_does_not_apply() -> None:
    found = {each.criterion: each.verdict for each in review(CaseFile(id="f"), FIRST)}
    assert list(found) == list(CRITERIA)
    assert {name for name, verdict in found.items() if verdict is Verdict.NOT_APPLICABLE} == {
        "decisions_owned",
        "services_recorded",
        "closed_properly",
    }
    assert all(verdict is Verdict.NOT_MET for verdict in found.values() if verdict is not Verdict.NOT_APPLICABLE)


def test_updates_are_counted_up_to_today_or_to_closure() -> None:
    file = CaseFile(id="f", notes=(note(FIRST, 1), note(after(25), 2)))
    assert judged(file, after(50), UPDATED) is Verdict.MET
    assert judged(file, after(60), UPDATED) is Verdict.PARTLY
    closed = file.model_copy(
        update={
            "closure": Closure(
                date=after(40), reason=ClosureReason.AIMS_REACHED, result=EmploymentResult.EMPLOYED, summary="Done."
            )
        }
    )
    assert judged(closed, after(400), UPDATED) is Verdict.MET
    assert judged(closed, after(400), "closed_properly") is Verdict.NOT_MET, "not confirmed with the client"


@pytest.mark.parametrize("element", FULL)
def test_a_note_without_one_element_is_named_by_that_element_alone(element: str) -> None:
    file = CaseFile(id="f", notes=(note(FIRST, 1, **FULL), note(after(5), 2, **{**FULL, element: "  "})))
    found = {each.criterion: each for each in review(file, after(6))}
    assert found[f"note_{element}"].verdict is Verdict.PARTLY
    [missing] = [entry for entry in found[f"note_{element}"].entries if not entry.good]
    assert missing.path == f"notes/n2/{element}"
    assert missing.day == after(5)
    assert all(found[f"note_{other}"].verdict is Verdict.MET for other in FULL if other != element)


def test_steps_need_both_sides_and_a_day() -> None:
    def actions(*sides: Side, due: Day | None = FIRST) -> tuple[NoteAction, ...]:
        return tuple(NoteAction(id=f"a{n}", side=side, what="Call", due=due) for n, side in enumerate(sides))

    both = actions(Side.CLIENT, Side.CASE_MANAGER)
    assert judged(CaseFile(id="f", notes=(note(FIRST, actions=both),)), FIRST, "both_sides") is Verdict.MET
    one = actions(Side.CASE_MANAGER, Side.PARTNER)
    assert judged(CaseFile(id="f", notes=(note(FIRST, actions=one),)), FIRST, "both_sides") is Verdict.NOT_MET
    undated = actions(Side.CLIENT, Side.CASE_MANAGER, due=None)
    assert judged(CaseFile(id="f", notes=(note(FIRST, actions=undated),)), FIRST, "both_sides") is Verdict.NOT_MET


def test_a_decision_needs_somebody_and_a_day() -> None:
    def conference(**said: object) -> CaseConference:
        return CaseConference.model_validate({"id": "c", "date": FIRST, "decisions": [{"id": "d", **said}]})

    for said, verdict in (
        ({"what": "Call", "who": "Nada", "due": FIRST}, Verdict.MET),
        ({"what": "Call", "who": " ", "due": FIRST}, Verdict.NOT_MET),
        ({"what": "Call", "who": "Nada"}, Verdict.NOT_MET),
    ):
        file = CaseFile(id="f", conferences=(conference(**said),))
        assert judged(file, FIRST, "decisions_owned") is verdict
    row = {each.criterion: ReviewWords(translator("en")).row(file, each) for each in review(file, FIRST)}
    assert "“Call”" in row["decisions_owned"].rests_on


def test_days_that_are_none_are_pointed_out() -> None:
    def codes(entries: str) -> set[str]:
        sample = FileReview(id="f", files=(ReviewedFile(id="a", entries=entries),))
        return {gap.code for gap in gaps(sample, FIRST)}

    assert "review.dates" in codes("3.2.2026, 31.2.2026")
    assert "review.dates" not in codes("3.2.2026 and 28.2.2026")


def test_a_judgement_says_what_it_rests_on() -> None:
    words = ReviewWords(translator("en"))
    file = CaseFile(id="f", notes=(note(FIRST, 1, **FULL), note(after(45), 2)))
    rows = {each.criterion: words.row(file, each) for each in review(file, after(46))}
    assert "45 days without an entry" in rows[UPDATED].rests_on
    assert "Case note" in rows["note_plan"].rests_on
    assert translator("en").date(after(45)) in rows["note_plan"].rests_on
    assert {source.document for source in CRITERIA.values()} <= source_ids()
    assert all(row.source and row.criterion for row in rows.values())


# --- paper files ------------------------------------------------------------------------------------------------------


def test_dates_are_read_as_people_note_them() -> None:
    found = dates("3.2.2026, 04/03/2026; 2026-04-05 and 6. 5. 2026\n31.2.2026, 12 May")
    assert found.days == (Day(2026, 2, 3), Day(2026, 3, 4), Day(2026, 4, 5), Day(2026, 5, 6))
    assert "31.2.2026" in found.unreadable
    assert "12" in found.unreadable


@given(st.lists(DAYS, max_size=8))
def test_dates_survive_being_written_down(days: list[Day]) -> None:
    written = ", ".join(f"{day.day}.{day.month}.{day.year}" for day in days)
    assert dates(written).days == tuple(sorted(set(days)))
    assert not dates(written).unreadable


def test_a_paper_file_is_silent_from_opening_to_the_review() -> None:
    file = ReviewedFile(id="p", opened_on=FIRST, entries=f"{after(40):%d.%m.%Y}")
    assert [found.days for found in paper_silences(file, after(100))] == [40, 60]
    assert paper_updated(file, after(60)) is Verdict.PARTLY
    assert paper_updated(file, after(100)) is Verdict.NOT_MET
    assert paper_updated(ReviewedFile(id="p", opened_on=FIRST), after(100)) is None


@given(st.lists(st.sampled_from([*Verdict, None]), max_size=12))
def test_a_tally_counts_every_file_once(verdicts: list[Verdict | None]) -> None:
    files = [ReviewedFile(id=f"p{n}", plan_agreed=verdict) for n, verdict in enumerate(verdicts)]
    tally = next(each for each in tallies(files, None) if each.criterion == "plan_agreed")
    assert sum(tally.counts.values()) + tally.open == len(files)
    met = verdicts.count(Verdict.MET)
    applicable = sum(verdict not in (None, Verdict.NOT_APPLICABLE) for verdict in verdicts)
    assert tally.share == (met / applicable if applicable else None)


@given(st.integers(1, 500), st.integers(1, 30), st.integers(0, 10_000))
def test_a_draw_takes_different_files_of_the_register_and_the_same_again(total: int, count: int, seed: int) -> None:
    found = draw(total, count, seed)
    assert len(set(found)) == len(found) == min(total, count)
    assert all(1 <= number <= total for number in found)
    assert found == draw(total, count, seed)


# --- the form ------------------------------------------------------------------------------------


@pytest.fixture
def manager(actor: Callable[..., Actor]) -> Actor:
    return actor(Role.MANAGER)


@pytest.fixture
def trainee(actor: Callable[..., Actor]) -> Actor:
    return actor(Role.TRAINEE)


@pytest.fixture
def sample(manager: Actor) -> str:
    return fill.create(manager, "file-review", ids.new("frm"))


def test_files_are_drawn_into_the_form_once(manager: Actor, sample: str) -> None:
    for _ in range(2):
        fill.draw_files(manager, sample, 40, 5, 1234, "draw_1")
    form = fill.load(manager, sample).form
    assert isinstance(form, FileReview)
    assert [file.reference for file in form.files] == [f"No. {n} of the register" for n in draw(40, 5, 1234)]
    assert form.how_drawn == "5 of 40 files, by lot with the number 1234."
    for total, count in ((3, 4), (40, 31), (40, 0), (10**6, 3)):
        with pytest.raises(Invalid, match="draw_out_of_range"):
            fill.draw_files(manager, sample, total, count, 1, "draw_2")


def test_a_stranger_draws_nothing(trainee: Actor, sample: str) -> None:
    with pytest.raises(NotFound):
        fill.draw_files(trainee, sample, 40, 5, 1234, "draw_1")
    with pytest.raises(NotFound):
        export.form(trainee, sample, "xlsx")


def test_the_result_stands_on_paper_and_in_the_workbook() -> None:
    files = (
        ReviewedFile(
            id="a",
            reference="=1+1",
            entries="3.2.2026, 20.4.2026",
            seen="**Tidy**.",
            **dict.fromkeys(VERDICTS, Verdict.MET),
        ),
        ReviewedFile(id="b", reference="No. 7", plan_agreed=Verdict.NOT_MET),
    )
    form = FileReview(id="f", date=Day(2026, 4, 21), client_name="Office, April", files=files)

    written = "\n".join(
        docx.Document(io.BytesIO(word.render(form_documents.compose(form, "en")))).element.body.itertext()
    )
    for each in ("Result over 2 files", "76 days without an entry", "=1+1", "No. 7", "50%"):
        assert each in written
    book = openpyxl.load_workbook(io.BytesIO(render(sheets(form, translator("en")))))
    rows = list(book["Files"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 2 * len(CRITERIA)
    assert rows[0][0] == "=1+1"
    assert all(cell.data_type != "f" for row in book["Files"].iter_rows() for cell in row)
