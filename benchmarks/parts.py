"""Single parts in CPU seconds, best of three: `uv run python -m benchmarks.parts`."""

from __future__ import annotations

import time
from collections.abc import Callable

from scenarios.client import Client
from scenarios.evidence import builtin as evidence
from scenarios.generate import generate
from scenarios.loader import builtin, library
from scenarios.outcome import range_of_luck
from scenarios.policies import NoPlan
from scenarios.services import ServiceSystem
from scenarios.state import Cohort
from studio.documents import docx, pdf
from toolkit.assessment import Rating, Row, results
from toolkit.loader import instruments


def best(run: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return min(seconds)


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
    parts: dict[str, Callable[[], object]] = {
        "Word, document of 20 partners and 60 actions": lambda: docx.render(document()),
        "PDF, the same": lambda: pdf.render(document()),
        "agreement of 20 partners and 60 actions to Word": lambda: export(agreement(), "docx"),
        "agreement of 20 partners and 60 actions to PDF": lambda: export(agreement(), "pdf"),
        f"results of {len(items)} items by 30 raters": lambda: results(instrument, rows),
        "200 lives of 52 weeks": lambda: range_of_luck(system, evidence(), cohort, 1, NoPlan(), 52),
        "20,000 generated clients": lambda: sum(1 for _ in generate("AL", 20_000, 1)),
    }
    for name, run in parts.items():
        print(f"{name:<52}{best(run):8.2f} s")


if __name__ == "__main__":
    main()
