"""Agreements on PostgreSQL, where two writers really run side by side."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from partnership import service
from partnership.examples import example
from partnership.services import sign, signing
from partnership.transfer import write_json
from studio.changes import SetField
from studio.errors import StudioError
from studio.identity import Actor
from tests.partnership.signed import open_round
from tests.partnership.test_signing import asked, scan, signs
from tests.studio.test_postgres import somebody

pytestmark = [pytest.mark.postgres, pytest.mark.enable_socket]


@pytest.fixture
def manager(postgres: str) -> Actor:
    return somebody()


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


def together(*calls: Callable[[], object]) -> list[bool]:
    """Run calls at once; which of them were not refused."""
    start = threading.Barrier(len(calls))

    def one(call: Callable[[], object]) -> bool:
        start.wait()
        try:
            call()
        except StudioError:
            return False
        return True

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def set_field(manager: Actor, draft: str, path: str, base: str, value: str) -> None:
    service.save(manager, draft, [SetField(path=path, base=base, value=value)], f"{path}={value}")


def test_two_writers_of_one_agreement_lose_nothing(manager: Actor, draft: str) -> None:
    for number in range(8):
        place, status = (f"Kalina {number}", f"Own {number}")
        before = service.load(manager, draft).agreement.legal
        assert together(
            lambda base=before.place, value=place: set_field(manager, draft, "legal/place", base, value),  # type: ignore[misc]
            lambda base=before.status, value=status: set_field(manager, draft, "legal/status", base, value),  # type: ignore[misc]
        ) == [True, True]
        after = service.load(manager, draft).agreement.legal
        assert (after.place, after.status) == (place, status)


def test_one_round_is_opened_by_two_at_once(manager: Actor, draft: str) -> None:
    assert sorted(together(*(lambda: open_round(manager, draft) for _ in range(3)))) == [False, False, True]
    assert len(signing.rounds(manager, draft)) == 1


def test_the_last_two_signatures_come_at_once(manager: Actor, draft: str) -> None:
    open_round(manager, draft)
    last = ("p_csw", "p_town")
    people = [asked(manager, draft, partner) for partner in last]
    scan(manager, draft, [partner.id for partner in example().partners if partner.id not in last])
    assert together(
        lambda: signs(people[0], draft, last[0]),
        lambda: signs(people[1], draft, last[1]),
        lambda: signs(people[1], draft, last[1]),
    ) == [True, True, True]
    assert signing.signed(manager, draft) is not None


def test_the_last_signature_beside_a_withdrawal_leaves_one_result(manager: Actor, draft: str) -> None:
    open_round(manager, draft)
    arben = asked(manager, draft, "p_csw")
    scan(manager, draft, [partner.id for partner in example().partners if partner.id != "p_csw"])
    done = together(lambda: signs(arben, draft, "p_csw"), lambda: sign.withdraw(manager, draft, "Stop."))
    assert sorted(done) == [False, True]
    [found] = signing.rounds(manager, draft)
    assert found.outcome == ("signed" if done[0] else "withdrawn")
    assert service.load(manager, draft).agreement.status == ("signed" if done[0] else "draft")
