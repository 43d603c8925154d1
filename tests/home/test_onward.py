"""Where gaps lead to: every criterion of every instrument finds something, and every address exists."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import home.onward
from partnership.templates import template
from studio.content import read_yaml_file
from studio.identity import Actor
from toolkit.loader import instruments
from toolkit.onward import Kind, onward, standards_of

Make = Callable[..., Actor]


def test_every_icm_criterion_has_something_to_read_to_practise_and_to_agree(actor: Make) -> None:
    manager, instrument = actor("manager"), instruments()["icm-standards"]
    lacking = {
        (node.id, kind.value)
        for node in instrument.scored()
        for kind in Kind
        if kind not in {one.kind for one in onward(manager, instrument, node)}
    }
    assert lacking == set()


def test_every_address_is_a_page_and_every_clause_is_in_the_template(actor: Make) -> None:
    manager = actor("manager")
    clauses = {clause.id for part in template(home.onward.TEMPLATE, "en").help.values() for clause in part.clauses}
    known = {node.id for node in instruments()["icm-standards"].nodes}
    for standard, names in read_yaml_file(home.onward.CLAUSES).items():
        assert standard in known
        assert set(names) <= clauses
    for instrument in instruments().values():
        for node in instrument.scored():
            for one in onward(manager, instrument, node):
                assert one.page is None or one.page.is_file()


def test_other_instruments_lead_on_by_their_mapping() -> None:
    plans = instruments()["individual-plans"]
    assert "plan-aims" in standards_of(plans, plans.node("protocol-aims"))


@pytest.mark.parametrize("role", ["trainee", "participant"])
def test_who_drafts_no_agreements_reads_the_clause_without_a_way_there(actor: Make, role: str) -> None:
    instrument = instruments()["icm-standards"]
    found = [one for one in onward(actor(role), instrument, instrument.items()[0]) if one.kind is Kind.AGREE]
    assert found
    assert all(one.page is None and one.text for one in found)
