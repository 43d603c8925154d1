"""Single parts in CPU seconds, best of three: `uv run python -m benchmarks.parts`."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks import rounds
from scenarios import engine as case
from scenarios import manners
from scenarios.caseload import rules, ways
from scenarios.caseload.deeds import Contact, Entry
from scenarios.caseload.drawn import drawn
from scenarios.caseload.exercise import Way
from scenarios.caseload.outcome import lives
from scenarios.caseload.practice import judged
from scenarios.caseload.replay import Inputs
from scenarios.client import DOMAINS, Client
from scenarios.debriefing.debrief import Remove, what_if
from scenarios.engine import Replay
from scenarios.generate import generate
from scenarios.invented.build import invent
from scenarios.invented.code import ClientCode
from scenarios.loader import builtin, library
from scenarios.run import DEED, Rate
from scenarios.run import Entry as Line
from scenarios.services import ServiceSystem
from scenarios.weeks.evidence import builtin as evidence
from scenarios.weeks.outcome import range_of_luck
from scenarios.weeks.policies import NoPlan
from scenarios.weeks.state import Cohort
from studio.documents import docx, pdf
from toolkit.assessment import Rating, Row, results
from toolkit.loader import instruments
from toolkit.services import assess


def best(run: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return min(seconds)


def long_run(lines: int) -> tuple[Replay, list[Line]]:
    """A run of so many lines: conversations, ratings, weeks."""
    package = builtin("lence_debts_and_care")
    scenario = package.scenario
    run = Replay(case.Inputs(scenario, scenario.service_system, evidence(), manners.builtin(), seed=7))
    seat, log = scenario.seats[0].id, list[Line]()
    week = [{"kind": "meet", "place": "desk"}]
    week += [{"kind": "say", "technique": how, "topic": what} for what in DOMAINS[:8] for how in ("open", "reflect")]
    week += [{"kind": "rate", "domain": "debt", "level": 1, "priority": True}, {"kind": "advance", "weeks": 1}]
    while len(log) < lines:
        for deed in week:
            line = Line(sequence=len(log) + 1, seat=seat, deed=DEED.validate_python(deed))
            if run.do(line) is None:
                log.append(line)
    return run, log


def main() -> None:
    from partnership.export import export
    from tests.partnership.test_composition import large as agreement
    from tests.studio.documents.example import large as document

    scenario = builtin(library()[0]).scenario
    client: Client = scenario.client
    cohort, system = Cohort.of([client]), ServiceSystem(services=scenario.services)
    instrument = next(iter(instruments().values()))
    items = [node.id for node in instrument.items()]
    rows = [Row(item, f"r{rater}", Rating(score=rater % 5)) for item in items for rater in range(30)]
    crowd = Inputs(drawn("MK", 40, 3, weeks=52).exercise, evidence(), rules.builtin(), 3)
    full = ways.played(crowd, "planned", 51).load
    decision = Entry(sequence=full.sequence + 1, deed=Contact(person="p7", way=Way.MEETING))
    lived, log = long_run(400)
    sentence = next(line for line in log if line.deed.kind == "say")
    said = Line(sequence=len(log) + 1, seat=sentence.seat, deed=Rate(domain="debt", level=2))
    parts: dict[str, Callable[[], object]] = {
        "Word, document of 20 partners and 60 actions": lambda: docx.render(document()),
        "PDF, the same": lambda: pdf.render(document()),
        "agreement of 20 partners and 60 actions to Word": lambda: export(agreement(), "docx"),
        "agreement of 20 partners and 60 actions to PDF": lambda: export(agreement(), "pdf"),
        f"results of {len(items)} items by 30 raters": lambda: results(instrument, rows),
        "200 lives of 52 weeks": lambda: range_of_luck(system, evidence(), cohort, 1, NoPlan(), 52),
        "what-if in a case of 400 lines": lambda: what_if(lived, log, Remove(line=sentence.sequence)),
        "one decision in it, replayed state at hand": lambda: lived.copy().do(said),
        "caseload of 40 clients, 52 weeks, played": lambda: ways.played(crowd, "planned", 52),
        "one decision in the caseload, replayed state at hand": lambda: full.copy().do(decision),
        "practice of it judged": lambda: judged(full),
        "200 lives of it": lambda: lives(full, 200),
        "20,000 generated clients": lambda: sum(1 for _ in generate("AL", 20_000, 1)),
        "100 invented clients with all their texts": lambda: [
            invent.__wrapped__(ClientCode("AL", 3, number)) for number in range(1, 101)
        ],
    }
    with rounds.stored() as (coordinator, assessment):
        parts["a round of 400 items by 30 raters, computed"] = lambda: assess.findings(coordinator, assessment)
        parts["the same, computed and drawn"] = rounds.page(coordinator, assessment)
        for name, run in parts.items():
            print(f"{name:<52}{best(run):8.2f} s")


if __name__ == "__main__":
    main()
