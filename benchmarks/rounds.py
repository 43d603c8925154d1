"""A round of 400 items and 30 raters: computed, and drawn as the results page draws it on the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from studio import clock, database, identity, upkeep
from studio.database import writing
from studio.identity import Actor, Role
from studio.settings import settings
from tests.conftest import use_folder
from toolkit.instrument import Instrument, InstrumentWords, Method, Node, NodeWords, Scale
from toolkit.services import assess
from toolkit.sources import Source
from toolkit.tables import AssessmentRow, PartnerRow, RatingRow, SeatRow

GROUPS, ITEMS, RATERS, PARTNERS = 20, 20, 30, 5
LEVELS = (0, 1, 2, 3, 4)


def large() -> tuple[Instrument, InstrumentWords]:
    source = (Source(document="own", section="benchmark"),)
    nodes: list[Node] = []
    for group in range(GROUPS):
        nodes.append(Node(id=f"g{group}", ref=str(group + 1), sources=source))
        nodes += [
            Node(
                id=f"g{group}-i{item}",
                parent=f"g{group}",
                ref=f"{group + 1}.{item + 1}",
                assessable=True,
                methods=(Method.EXAMINE,),
                sources=source,
            )
            for item in range(ITEMS)
        ]
    instrument = Instrument(
        id="large", urn="urn:large", version="1", scale=Scale(levels=LEVELS, met=3), sources=source, nodes=tuple(nodes)
    )
    named = {
        node.id: NodeWords(
            title=f"Requirement {node.ref}",
            text="What is asked for, in a sentence of usual length.",
            evidence="Ten files",
            anchors=tuple(f"What level {level} looks like" for level in LEVELS) if node.assessable else (),
        )
        for node in nodes
    }
    words = InstrumentWords(
        locale="en", title="Large", about="A benchmark.", levels=("No", "Begun", "Partly", "Yes", "Model"), nodes=named
    )
    return instrument, words


@contextmanager
def stored() -> Iterator[tuple[Actor, str]]:
    """A closed round in a database of its own, and its coordinator, signed in."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        use_folder(patch, Path(folder))
        upkeep.upgrade()
        with writing() as session:
            person = identity.add_person(session, "Coordinator")
            secret = identity.open_session(session, person.id, Role.MANAGER)
        actor = identity.resolve(identity.session_of_secret(secret) or "")
        assert actor
        assess.start(actor, "icm-standards", "Large", "ass_large")
        instrument, words = large()
        with writing() as session:
            row = session.get(AssessmentRow, "ass_large")
            assert row
            row.instrument, row.words = instrument.model_dump(mode="json"), words.model_dump(mode="json")
            row.instrument_id, row.closed_at = instrument.id, clock.now()
            for number in range(PARTNERS):
                session.add(
                    PartnerRow(id=f"p{number}", assessment_id=row.id, name=f"Partner {number}", position=number)
                )
            session.flush()
            for number in range(RATERS):
                rater = identity.add_person(session, f"Rater {number}")
                session.add(SeatRow(assessment_id=row.id, person_id=rater.id, partner_id=f"p{number % PARTNERS}"))
                session.add_all(
                    RatingRow(
                        assessment_id=row.id,
                        rater_id=rater.id,
                        item_id=node.id,
                        score=(number * 7 + place * 3) % 5,
                        agreed=number % 3,
                        practised=place % 3,
                    )
                    for place, node in enumerate(instrument.items())
                )
        yield actor, "ass_large"
        database.forget_engine()
    settings.cache_clear()


def page(actor: Actor, assessment_id: str) -> Callable[[], Any]:
    """One run of the results page, after a first one that loads what every run needs."""
    from streamlit.testing.v1 import AppTest

    from studio.settings import ROOT

    tab = AppTest.from_file(ROOT / "home/shell.py", default_timeout=60)
    tab.user = {"session": actor.session_id}
    tab.run()
    tab.switch_page(str(ROOT / "toolkit/views/results.py"))
    tab.query_params["id"] = assessment_id
    run = tab.run()
    assert not run.exception, run.exception[0].value
    return tab.run
