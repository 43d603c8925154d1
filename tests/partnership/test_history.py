"""Nothing is lost: random edits of two people, proposals and restores, checked against every revision ever seen."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership import service
from partnership.differences import differences
from partnership.examples import example
from partnership.services import position, propose, version
from partnership.services.access import body_at
from partnership.transfer import to_body, write_json
from studio import ids, versioned
from studio.changes import SetField, find
from studio.database import reading
from studio.errors import Conflicted, Invalid, NotFound
from studio.identity import Actor
from tests.partnership.signed import signed_by_all
from tests.partnership.test_partners import guest, link, reword

People = Callable[..., Actor]
PATHS = ("title", "strategy/understanding", "partners/p_pes/role", "sections/aims/blocks/t_aims/text/en")

steps = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "edit", "propose", "restore"]),
        st.integers(0, 1),
        st.sampled_from(PATHS),
        st.text(alphabet="abč ", max_size=6),
        st.integers(0, 3),
    ),
    max_size=10,
)


@pytest.fixture
def manager(actor: People) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


def stored(who: Actor, draft: str) -> dict[str, Any]:
    return copy.deepcopy(service.load(who, draft).body)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps)
def test_random_edits_merges_proposals_and_restores_lose_nothing(
    manager: Actor, todo: list[tuple[str, int, str, str, int]]
) -> None:
    """`back` in a step is how many revisions old the page is that somebody edits from, or restores to."""
    draft = service.import_json(manager, write_json(example()).encode(), ids.new("key"))
    denis = guest(link(manager, draft))
    seen = [stored(manager, draft)]
    for kind, person, path, value, back in todo:
        now, old = seen[-1], seen[max(0, len(seen) - 1 - back)]
        change = SetField(path=path, base=find(old, path), value=value)
        if kind == "restore":
            expected = old
            version.restore(manager, draft, max(1, len(seen) - back))
        elif kind == "edit" or person == 0:
            saved = service.save(manager, draft, [change], ids.new("key"))
            clash = find(now, path) not in (change.base, value)
            assert bool(saved.conflicts) == clash
            expected = now if clash else with_value(now, path, value)
        else:
            refused = find(now, path) not in (change.base, value)
            expected = now if refused else with_value(now, path, value)
            try:
                made = propose.propose(denis, draft, [change], "", key=ids.new("key"))
                propose.accept(manager, draft, made)
            except (Invalid, Conflicted):
                expected = now
        after = stored(manager, draft)
        assert after == expected
        if service.load(manager, draft).revision > len(seen):
            seen.append(after)
        assert service.load(manager, draft).revision == len(seen)
    with reading() as session:
        for number, body in enumerate(seen, 1):
            assert body_at(session, manager, draft, number) == body
    past = version.history(manager, draft)
    assert sum(sitting.saves for sitting in past.sittings) == len(seen)
    assert bool(version.compare(manager, draft, 1, len(seen)).differences) == bool(differences(seen[0], seen[-1]))


def with_value(body: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(body)
    *way, last = path.split("/")
    holder = find(changed, "/".join(way)) if way else changed
    holder[last] = value
    return changed


def test_a_long_history_is_read_from_the_nearest_snapshot(manager: Actor, draft: str) -> None:
    for number in range(2, 46):
        reword(manager, draft, "title", f"Title {number}", f"k{number}")
    with reading() as session:
        for number in (1, 2, 19, 20, 21, 39, 40, 41, 45):
            wanted = f"Title {number}" if number > 1 else example().title
            assert body_at(session, manager, draft, number)["title"] == wanted
        with pytest.raises(NotFound):
            body_at(session, manager, draft, 46)


def test_a_position_keeps_its_text_at_hand(manager: Actor, draft: str) -> None:
    denis = guest(link(manager, draft))
    reword(manager, draft, "legal/place", "Kalina", "k")
    position.take(denis, draft, "p_csw", "aims", position.Stance.AGREE, revision=2, key="p")
    with reading() as session:
        row = session.get(versioned.Revision, (draft, 2))
        assert row is not None
        assert row.snapshot == to_body(service.load(manager, draft).agreement)


def test_restoring_keeps_the_state_and_what_lies_between(manager: Actor, draft: str) -> None:
    reword(manager, draft, "title", "Second", "k2")
    reword(manager, draft, "status", "circulated", "k3")
    assert version.restore(manager, draft, 1) == 4
    assert version.restore(manager, draft, 1) == 4  # the second click
    now = service.load(manager, draft).agreement
    assert (now.title, now.status) == (example().title, "circulated")
    assert version.compare(manager, draft, 2, 3).after["title"] == "Second"
    signed_by_all(manager, draft)
    with pytest.raises(Invalid, match="agreement_signed"):
        version.restore(manager, draft, 2)


def test_what_is_new_to_somebody_begins_where_they_looked_or_wrote(manager: Actor, draft: str) -> None:
    denis = guest(link(manager, draft))
    assert version.history(denis, draft).seen == 0
    version.saw(denis, draft, 1)
    reword(manager, draft, "title", "Second", "k2")
    assert (version.history(denis, draft).seen, version.history(manager, draft).seen) == (1, 2)
    version.saw(denis, draft, 2)
    version.saw(denis, draft, 1)
    assert version.history(denis, draft).seen == 2
    with pytest.raises(NotFound):
        version.saw(denis, draft, 3)


def test_a_name_stands_for_one_revision(manager: Actor, draft: str) -> None:
    reword(manager, draft, "title", "Second", "k2")
    version.name(manager, draft, 1, " Sent in\nMay ")
    version.name(manager, draft, 1, "Sent in May")
    with pytest.raises(Invalid, match="version_name_taken"):
        version.name(manager, draft, 2, "Sent in May")
    assert [(named.name, named.revision) for named in version.history(manager, draft).named] == [("Sent in May", 1)]
