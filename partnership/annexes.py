"""Annexes as content: which clauses a document beside the agreement has, their model texts and help.

Structure is in `content/annexes/<kind>.yaml`, words in `<kind>.<locale>.yaml`. Groups hold suggestions to choose among,
as the golden rules do; the other clauses are what a new annex begins with.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from partnership.agreement import Agreement
from partnership.clauses import Clause, Words, clause
from partnership.items import Annex, Block
from studio import ids
from studio.content import read_yaml_file
from studio.errors import Invalid

FOLDER = Path(__file__).resolve().parent / "content" / "annexes"


@dataclass(frozen=True)
class Suggestions:
    """Clauses offered together, with the source they were drawn from."""

    id: str
    title: str
    source: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class AnnexTemplate:
    kind: str
    title: str
    about: str
    when: str
    clauses: tuple[Clause, ...]
    suggestions: tuple[Suggestions, ...] = ()

    def known(self) -> dict[str, Clause]:
        offered = [each for group in self.suggestions for each in group.clauses]
        return {each.id: each for each in (*self.clauses, *offered)}


@lru_cache(maxsize=1)
def annex_kinds() -> list[str]:
    """Kinds of annex that have a template, in the order a partnership usually writes them."""
    known = [path.stem for path in FOLDER.glob("*.yaml") if "." not in path.stem]
    return sorted(known, key=lambda each: _structure(each)["order"])


@lru_cache(maxsize=64)
def annex_template(kind: str, locale: str) -> AnnexTemplate | None:
    """The template of a kind of annex; None for documents that are only named."""
    if kind not in annex_kinds():
        return None
    structure = _structure(kind)
    words = Words([FOLDER / kind], locale)
    return AnnexTemplate(
        kind=kind,
        title=words("title"),
        about=words("about"),
        when=words("when"),
        clauses=tuple(clause(words, f"clauses.{name}", f"{kind}.{name}") for name in structure["clauses"]),
        suggestions=tuple(
            Suggestions(
                id=group["id"],
                title=words(f"groups.{group['id']}.title"),
                source=words(f"groups.{group['id']}.source"),
                clauses=tuple(
                    clause(words, f"clauses.{name}", f"{kind}.{name}", group["id"]) for name in group["clauses"]
                ),
            )
            for group in structure.get("groups", ())
        ),
    )


def block_of(clause: Clause, language: str, languages: list[str]) -> Block:
    """A new passage of an annex from a clause; every language of the agreement has its place."""
    text = dict.fromkeys(languages, "") | {language: clause.model}
    return Block(id=ids.new("b"), clause=clause.id, title=clause.title, text=text)


def new_annex(kind: str, language: str, languages: list[str]) -> Annex:
    """An annex that begins with the model texts of its kind; KeyError for a kind without template."""
    found = annex_template(kind, language)
    if found is None:
        raise KeyError(kind)
    blocks = [block_of(each, language, languages) for each in found.clauses]
    return Annex(id=ids.new("x"), kind=kind, title=found.title, state="attached", blocks=blocks)


def write_out(agreement: Agreement, kind: str) -> None:
    """Give a new draft the model text of an annex: the planned one of this kind, else a new one."""
    if kind not in annex_kinds():
        raise Invalid("annex_kind_unknown", kind=kind, known=annex_kinds())
    made = new_annex(kind, agreement.prevailing_language, agreement.languages)
    planned = next((each for each in agreement.annexes if each.kind == kind and not each.blocks), None)
    if planned is None:
        agreement.annexes.append(made)
    else:
        planned.state, planned.blocks = "attached", made.blocks


def annex(agreement: Agreement, annex_id: str) -> tuple[int, Annex] | None:
    """An annex with its number, counted from 1."""
    return next((each for each in enumerate(agreement.annexes, 1) if each[1].id == annex_id), None)


def annex_alone(agreement: Agreement, chosen: Annex) -> Agreement:
    """A template that holds one annex and nothing of the agreement's partners."""
    blocks = [block.model_copy(update={"origins": []}) for block in chosen.blocks]
    return Agreement(
        status="template",
        template=agreement.template,
        template_use="annex",
        title=chosen.title,
        languages=agreement.languages,
        prevailing_language=agreement.prevailing_language,
        annexes=[chosen.model_copy(update={"blocks": blocks, "note": ""})],
    )


def _structure(kind: str) -> dict[str, Any]:
    return dict(read_yaml_file(FOLDER / f"{kind}.yaml"))
