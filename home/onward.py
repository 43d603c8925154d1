"""What gaps of a standards check lead to in the rooms above the toolkit: scenarios to practise, clauses to agree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from partnership.templates import template
from scenarios import loader
from scenarios.criteria import criteria
from studio.content import read_yaml_file
from studio.identity import Actor
from studio.rights import allowed
from studio.settings import ROOT
from toolkit.loader import FIRST, instruments
from toolkit.onward import Kind, Onward, register

CLAUSES = Path(__file__).parent / "content" / "clauses.yaml"
TEMPLATE = "multi-partner"
GALLERY = ROOT / "scenarios" / "views" / "gallery.py"
AGREEMENTS = ROOT / "partnership" / "views" / "list.py"


def scenarios_for(actor: Actor, standards: Sequence[str]) -> list[Onward]:
    """Scenarios about a criterion, else about its standard, the easiest first; where none is, all that look at it."""
    parents = {node.id: node.parent for node in instruments()[FIRST].scored()}
    wanted: set[str] = set()
    for meant in (set(standards), {item for item, parent in parents.items() if parent in standards}):
        wanted = wanted or {name for name, criterion in criteria().items() if meant & set(criterion.standards)}
    if not wanted:
        return []
    about = [name for name, exercised in _exercised() if exercised & wanted] or [name for name, _ in _exercised()]
    return [Onward(Kind.PRACTISE, loader.builtin(name).words(actor.locale)("title"), page=GALLERY) for name in about]


@lru_cache(maxsize=1)
def _exercised() -> tuple[tuple[str, frozenset[str]], ...]:
    """Built-in scenarios with the criteria they exercise, by difficulty."""
    library = sorted(loader.library(), key=lambda name: (loader.builtin(name).scenario.difficulty, name))
    return tuple(
        (name, frozenset(objective.criterion for objective in loader.builtin(name).scenario.objectives))
        for name in library
    )


@lru_cache(maxsize=1)
def _clauses() -> dict[str, list[str]]:
    return dict(read_yaml_file(CLAUSES))


def clauses_for(actor: Actor, standards: Sequence[str]) -> list[Onward]:
    """Clauses that settle the first of the standards that has any."""
    known = _clauses()
    names = next((known[name] for name in standards if name in known), [])
    clauses = {
        clause.id: clause for help_ in template(TEMPLATE, actor.locale).help.values() for clause in help_.clauses
    }
    page = AGREEMENTS if allowed(actor, "agreement.create") else None
    return [Onward(Kind.AGREE, clauses[name].title, clauses[name].model, page) for name in names]


register(scenarios_for)
register(clauses_for)
