"""The debrief in words: what was said and showed, notes one by one, dilemmas, missed facts by what would open them."""

from __future__ import annotations

from scenarios.conversation import MARKS as NOTICED
from scenarios.criteria import criteria
from scenarios.debriefing.debrief import debrief
from scenarios.debriefing.dilemmas import met
from scenarios.debriefing.document import compose
from scenarios.debriefing.note_review import ELEMENTS, reviewed
from scenarios.debriefing.words import GROUPS, MARKS, PRINCIPLES, QUALITIES, group, grouped, moved, note_advice, spoken
from scenarios.events import Principle
from scenarios.loader import Package
from scenarios.plan import Wording
from studio.documents import html
from studio.languages import translator
from toolkit.reader import topics

from .conftest import Player, good

T = translator("en")


def test_every_line_says_what_was_said_answered_and_shown(player: Player, garden: Package) -> None:
    good(player, weeks=8)
    case = player.run.case
    lines = spoken(T, garden.words("en"), case, {})
    assert [line.sequence for line in lines] == [turn.sequence for turn in case.turns]
    assert sum(len(line.showed) for line in lines) == len([k for k in case.told if k])
    assert all(line.answer.strip() for line in lines)
    explained = next(line for line in lines if line.said.startswith("Explain: Confidentiality"))
    assert explained.noticed == ("Confidentiality is explained for the first time.",)


def test_everything_that_can_be_noticed_has_words() -> None:
    assert set(MARKS) == set(NOTICED) - {"fact_told"}
    assert set(PRINCIPLES) == set(Principle)


def test_a_note_is_told_what_it_lacks(player: Player) -> None:
    player.meet()
    full = {name: Wording.of(f"n{name}", f"{name} as it was seen today").model_dump() for name in ELEMENTS}
    step = [{"side": side, "text": Wording.of(side, f"does {side}").model_dump(), "week": 4} for side in SIDES]
    player.ok("note", elements=full, actions=step, bring_forward=3)
    first = reviewed(player.run.case)[0]
    assert (first.said, first.missing, first.repeated, first.complete) == (ELEMENTS, (), (), True)
    assert any("take over" in sentence for sentence in note_advice(T, first))
    for _ in range(3):
        player.ok("advance")
    thin = {"content": full["content"], "plan": Wording.of("p", "later").model_dump()}
    player.ok("note", elements=thin, actions=step[:1])
    last = reviewed(player.run.case)[1]
    assert last.repeated == ("content",)
    assert "plan" in last.missing
    assert not last.in_time
    advice = " ".join(note_advice(T, last))
    for words in ("stands elsewhere too: Content", "a step for you", "comes back to the desk", "no contact"):
        assert words in advice


SIDES = ("client", "case_manager")


def test_dilemmas_show_every_answer_the_best_first(player: Player) -> None:
    good(player, weeks=20)
    found = met(player.run)
    at_stake = {
        event.id for event in player.run.scenario.events if any(response.principle for response in event.responses)
    }
    assert {one.event for one in found} == at_stake & set(player.run.case.events)
    for one in found:
        assert {option.id for option in one.options} == {
            response.id for response in player.run.scenario.event_by_id[one.event].responses
        }
        order = [list(QUALITIES).index(option.quality) for option in one.options]
        assert order == sorted(order)


def test_missed_facts_are_grouped_by_the_nearest_way(player: Player) -> None:
    player.ok("advance")
    made = debrief(player.run, replicates=2)
    by_group = grouped(made.missed)
    assert sum(map(len, by_group.values())) == len(made.missed)
    assert list(by_group) == [name for name in GROUPS if name in by_group]
    assert all(group(one) == name for name, facts in by_group.items() for one in facts)


def test_every_criterion_leads_into_the_reader() -> None:
    assert {one.reader for one in criteria().values()} <= set(topics())


def test_the_printed_debrief_holds_what_the_page_shows(player: Player, garden: Package) -> None:
    good(player, weeks=12)
    words = garden.words("en")
    shown = html.render(compose(debrief(player.run, replicates=2), player.run, garden, {}, T, "Ana"))
    for part in (
        "Line by line",
        "Found and missed",
        "Case notes",
        "Outcome",
        "Week by week",
        "Questions to talk about",
    ):
        assert f">{part}<" in shown
    for one in met(player.run):
        assert words(f"events.{one.event}.title") in shown
    assert all(str(week) in shown for week in range(player.run.case.week + 1))
    assert moved(player.run.case, tuple(player.run.scenario.client.levels))
