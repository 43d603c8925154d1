"""Values and states after signing: appended, corrected, never changed; what is due; who may report."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from partnership import calendar, service
from partnership.examples import example
from partnership.monitoring import Entry, counting, course, due, latest, overdue
from partnership.services import invite, monitor
from partnership.tables import EntryRow
from partnership.transfer import write_json
from studio import clock, identity, ids
from studio.database import reading
from studio.errors import Conflicted, Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.languages import translator
from tests.partnership.signed import signed_by_all

DAY = date(2027, 7, 15)
Make = Callable[..., Actor]


@pytest.fixture
def held(actor: Make) -> tuple[Actor, str]:
    """A manager and the signed example."""
    manager = actor("manager")
    return manager, signed_by_all(manager, service.import_json(manager, write_json(example()).encode()))


def indicator() -> str:
    return next(each.id for each in example().indicators if each.frequency == "quarterly")


def value(who: Actor, agreement: str, figure: str = "41", key: str = "", item: str = "") -> str:
    return monitor.report_value(
        who, agreement, item or indicator(), clock.today(), figure, "register", "", key or ids.new("key")
    )


def test_a_figure_is_added_once_and_read_as_people_type_it(held: tuple[Actor, str]) -> None:
    manager, agreement = held
    first = value(manager, agreement, "1.250,5", key="click")
    assert value(manager, agreement, "1.250,5", key="click") == first
    entries = monitor.overview(manager, agreement).entries
    assert [entry.value for entry in entries] == [Decimal("1250.5")]


@pytest.mark.parametrize("figure", ["", "many", "NaN", "inf", "1e400", "<b>3</b>"])
def test_what_is_no_number_is_refused(held: tuple[Actor, str], figure: str) -> None:
    with pytest.raises(Invalid) as refused:
        value(*held, figure)
    assert refused.value.code == "figure_unreadable"


def test_an_entry_is_corrected_with_a_reason_and_stays(held: tuple[Actor, str]) -> None:
    manager, agreement = held
    wrong = value(manager, agreement, "410")
    with pytest.raises(Invalid, match="correction_without_reason"):
        monitor.correct(manager, agreement, wrong, value="41", note=" ", key="a")
    right = monitor.correct(manager, agreement, wrong, value="41", note="a nought too many", key="b")
    assert monitor.correct(manager, agreement, wrong, value="41", note="a nought too many", key="b") == right
    with pytest.raises(Conflicted, match="entry_corrected"):
        monitor.correct(manager, agreement, wrong, value="40", note="another page", key="c")
    seen = monitor.overview(manager, agreement)
    assert [entry.value for entry in seen.entries] == [410, 41]
    assert [entry.id for entry in counting(seen.entries)] == [right]
    monitor.correct(manager, agreement, right, note="measured elsewhere", key="d")
    assert counting(monitor.overview(manager, agreement).entries) == []


def test_late_and_stopped_need_a_reason(held: tuple[Actor, str]) -> None:
    manager, agreement = held
    action = example().actions[0].id
    for state in ("late", "stopped"):
        with pytest.raises(Invalid, match="state_without_reason"):
            monitor.report_state(manager, agreement, action, clock.today(), state, "", ids.new("key"))
    with pytest.raises(Invalid, match="state_unknown"):
        monitor.report_state(manager, agreement, action, clock.today(), "paused", "", ids.new("key"))
    monitor.report_state(manager, agreement, action, clock.today(), "late", "two counsellors are ill", ids.new("key"))
    said = latest(monitor.overview(manager, agreement).entries, action)
    assert said
    assert (said.state, said.note) == ("late", "two counsellors are ill")


def test_the_day_may_not_lie_ahead_and_the_item_must_be_there(held: tuple[Actor, str]) -> None:
    manager, agreement = held
    ahead = clock.today() + timedelta(days=1)
    with pytest.raises(Invalid, match="entry_day_ahead"):
        monitor.report_value(manager, agreement, indicator(), ahead, "1", "", "", "a")
    with pytest.raises(NotFound, match="reported_unknown"):
        value(manager, agreement, item="i_nowhere")
    with pytest.raises(NotFound, match="reported_unknown"):
        value(manager, agreement, item=example().actions[0].id)


def test_nothing_is_reported_before_signing(actor: Make) -> None:
    manager = actor("manager")
    draft = service.import_json(manager, write_json(example()).encode())
    with pytest.raises(Invalid, match="later_unsigned"):
        value(manager, draft)
    with pytest.raises(Invalid, match="later_unsigned"):
        monitor.overview(manager, draft)


def test_strangers_learn_nothing_and_partners_report_what_is_theirs(held: tuple[Actor, str], actor: Make) -> None:
    manager, agreement = held
    with pytest.raises(NotFound, match="agreement_unknown"):
        value(actor("manager", "Stranger"), agreement)
    own = next(each for each in example().indicators if each.owner)
    other = next(each for each in example().indicators if each.owner not in ("", own.owner))
    secret = invite.invite(manager, agreement, own.owner, days=5, decides=False, key="link")
    session_id = identity.session_of_secret(invite.enter(None, secret, "Partner Person").secret)
    guest = identity.resolve(session_id or "")
    assert guest
    value(guest, agreement, item=own.id)
    with pytest.raises(Forbidden, match="report_not_yours"):
        value(guest, agreement, item=other.id)
    first = value(manager, agreement, item=other.id)
    with pytest.raises(Forbidden, match="report_not_yours"):
        monitor.correct(guest, agreement, first, value="1", note="no", key="x")
    assert own.id in monitor.overview(guest, agreement).mine
    assert other.id not in monitor.overview(guest, agreement).mine


def test_two_who_correct_at_once_one_is_told(held: tuple[Actor, str]) -> None:
    manager, agreement = held
    wrong = value(manager, agreement)
    told: list[str] = []
    gate = threading.Barrier(2)

    def mend(figure: str) -> None:
        gate.wait()
        try:
            monitor.correct(manager, agreement, wrong, value=figure, note="again", key=figure)
            told.append("kept")
        except Conflicted as error:
            told.append(error.code)

    threads = [threading.Thread(target=mend, args=(figure,)) for figure in ("5", "6")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["entry_corrected", "kept"]


def entry(number: int, item: str, day: date, figure: int | None, corrects: str = "") -> Entry:
    at = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    amount = None if figure is None else Decimal(figure)
    return Entry(f"e{number}", "indicator", item, day, amount, None, "", "", "p", at, corrects)


@given(
    st.lists(
        st.tuples(st.dates(date(2027, 1, 1), date(2028, 12, 31)), st.integers(0, 99) | st.none(), st.integers(0, 20)),
        max_size=25,
    )
)
def test_what_stands_is_what_nobody_corrected(reports: list[tuple[date, int | None, int]]) -> None:
    found: list[Entry] = []
    free: list[str] = []
    for number, (day, figure, pick) in enumerate(reports):
        wrong = free.pop(pick % len(free)) if free and (figure is None or pick % 3 == 0) else ""
        if figure is None and not wrong:
            continue
        found.append(entry(number, "i", day, figure, wrong))
        free.append(f"e{number}")
    before = list(found)
    standing = counting(found)
    assert found == before
    by_id = {each.id: each for each in found}
    assert {each.id for each in standing} == {each for each in free if by_id[each].value is not None}
    assert [each.day for each in standing] == sorted(each.day for each in standing)
    last = latest(found, "i")
    assert (last is None) == (not standing)
    assert last is None or last.day == max(each.day for each in standing)


@given(st.permutations([0, 1, 2, 3]))
def test_the_order_of_reading_does_not_matter(order: list[int]) -> None:
    found = [
        entry(0, "i", date(2027, 3, 1), 5),
        entry(1, "i", date(2027, 6, 1), 9),
        entry(2, "i", date(2027, 6, 1), 8, corrects="e1"),
        entry(3, "i", date(2027, 2, 1), 4),
    ]
    assert [each.id for each in counting(found[number] for number in order)] == ["e3", "e0", "e2"]


def test_a_period_without_figure_is_due_until_a_figure_of_it_or_later_comes() -> None:
    a = example()
    item = indicator()
    asked = {each.item: each for each in due(a, [], DAY)}
    assert asked[item].since == date(2027, 6, 30)
    assert asked[item].missed == 2
    assert asked[item].kind == "indicator"
    first = entry(1, item, date(2027, 6, 20), 3)
    assert item not in {each.item for each in due(a, [first], DAY)}
    assert item in {each.item for each in due(a, [entry(1, item, date(2027, 3, 20), 3)], DAY)}
    withdrawn = entry(2, item, date(2027, 6, 20), None, corrects="e1")
    assert item in {each.item for each in due(a, [first, withdrawn], DAY)}
    assert not due(a, [], date(2026, 12, 1))


def test_an_action_is_asked_for_when_it_begins_and_when_it_has_ended() -> None:
    a = example()
    action = a.actions[0]
    assert action.start
    assert action.end
    assert action.id in {each.item for each in due(a, [], action.start)}
    assert action.id not in {each.item for each in due(a, [], action.start - timedelta(days=1))}
    began = Entry("e", "action", action.id, action.start, None, "under_way", "", "", "p", datetime.now(UTC))
    assert action.id not in {each.item for each in due(a, [began], action.end)}
    assert action.id in {each.item for each in due(a, [began], action.end + timedelta(days=1))}
    assert overdue(action, began, action.end + timedelta(days=1))
    over = Entry("f", "action", action.id, action.end, None, "done", "", "", "p", datetime.now(UTC))
    assert not overdue(action, over, action.end + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "figure", "word"),
    [
        (date(2027, 1, 1), 40, "on_course"),
        (date(2028, 1, 1), 40, "behind"),
        (date(2028, 1, 1), 100, "on_course"),
        (date(2027, 6, 1), 150, "reached"),
        (date(2027, 6, 1), 30, "worse"),
    ],
)
def test_plain_words_against_baseline_and_target(day: date, figure: int, word: str) -> None:
    a = example()
    a = a.model_copy(update={"term": a.term.model_copy(update={"start": date(2027, 1, 1), "end": date(2028, 12, 31)})})
    one = a.indicators[0].model_copy(update={"baseline": Decimal(38), "target": Decimal(150)})
    assert course(a, one, entry(0, one.id, day, figure)) == word
    falling = one.model_copy(update={"baseline": Decimal(60), "target": Decimal(20)})
    assert course(a, falling, entry(0, one.id, day, 15)) == "reached"
    assert course(a, one.model_copy(update={"target": None}), entry(0, one.id, day, 15)) == "no_target"
    assert course(a, one, None) == "unmeasured"


def test_figures_stand_in_the_calendar() -> None:
    found = [each for each in calendar.events(example(), translator("en")) if each.id.startswith(f"{indicator()}/")]
    assert [each.day for each in found][:2] == [date(2027, 3, 31), date(2027, 6, 30)]
    assert found[0].title.startswith("Figure due: ")


def test_rows_are_only_added(held: tuple[Actor, str]) -> None:
    manager, agreement = held
    with time_machine.travel(datetime(2027, 7, 15, 9, tzinfo=UTC)):
        ids_ = [value(manager, agreement, str(number)) for number in range(4)]
        with reading() as session:
            before = {row.id: row.model_dump() for row in session.exec(select(EntryRow))}
        monitor.correct(manager, agreement, ids_[1], value="7", note="typing", key="k")
        with reading() as session:
            after = {row.id: row.model_dump() for row in session.exec(select(EntryRow))}
    assert {each: after[each] for each in before} == before
    assert len(after) == len(before) + 1
