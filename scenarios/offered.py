"""Every scenario one can begin: those of the library by their id, invented clients by the id of their code."""

from __future__ import annotations

from scenarios import loader
from scenarios.invented.build import invent
from scenarios.invented.code import ClientCode
from scenarios.loader import Package


def package_of(scenario_id: str) -> Package:
    """The scenario of this id as it is today; KeyError when there is none, `ContentError` when it cannot be used."""
    code = ClientCode.of_id(scenario_id)
    return invent(code) if code else loader.builtin(scenario_id)
