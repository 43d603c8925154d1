"""Templates: where a draft starts, and the help that goes with each section.

A template is content: which clauses a section has, questions to consider, a good and a weak example, and items to start
from. Structure is in `<id>.yaml`, words in `<id>.<locale>.yaml`; a template may build on another (`base`), whose
clauses and words stand wherever it has none of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from partnership.agreement import SECTION_IDS, Agreement, SectionId
from partnership.clauses import Clause, Words, clause
from partnership.preparation import to_clarify
from studio import ids
from studio.content import read_yaml_file
from studio.errors import Invalid

FOLDER = Path(__file__).resolve().parent / "content" / "templates"


@dataclass(frozen=True)
class Help:
    """What a person reads beside a section."""

    section: SectionId
    covers: str
    questions: tuple[str, ...]
    good: str
    weak: str
    source: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Template:
    id: str
    urn: str
    title: str
    about: str
    when: str
    """When to use it."""
    help: dict[str, Help]


@lru_cache(maxsize=1)
def template_ids() -> list[str]:
    """All templates, the one for most partnerships first."""
    known = [path.stem for path in FOLDER.glob("*.yaml") if "." not in path.stem]
    return sorted(known, key=lambda each: read_yaml_file(FOLDER / f"{each}.yaml")["order"])


@lru_cache(maxsize=32)
def template(template_id: str, locale: str) -> Template:
    """A template in one language; Invalid when there is none of this id."""
    structure = _structure(template_id)
    words = _words(structure, locale)
    return Template(
        id=template_id,
        urn=structure["urn"],
        title=words("title"),
        about=words("about"),
        when=words("when"),
        help={section: _help(section, structure, words) for section in SECTION_IDS},
    )


def template_of(agreement: Agreement, locale: str) -> Template:
    """The template an agreement started from; the general one for agreements from elsewhere."""
    known = {template(each, locale).urn: each for each in template_ids()}
    return template(known.get(agreement.template, "multi-partner"), locale)


def start(template_id: str, language: str, title: str = "") -> Agreement:
    """A new draft: the model texts of every clause, the items of the template, and what to clarify first."""
    structure = _structure(template_id)
    chosen = template(template_id, language)
    sections = [
        {
            "id": section,
            "blocks": [
                {"id": ids.new("b"), "clause": clause.id, "text": {language: clause.model}}
                for clause in chosen.help[section].clauses
            ],
        }
        for section in SECTION_IDS
    ]
    items = _worded(structure.get("start", {}), "start", _words(structure, language))
    return Agreement.model_validate(
        items
        | {
            "template": chosen.urn,
            "title": title,
            "languages": [language],
            "prevailing_language": language,
            "clarifications": to_clarify(),
            "sections": sections,
        }
    )


def _structure(template_id: str) -> dict[str, Any]:
    known = template_ids()
    if template_id not in known:
        raise Invalid("agreement_agreement_template_unknown", template=template_id, known=known)
    own = dict(read_yaml_file(FOLDER / f"{template_id}.yaml"))
    if "base" in own:
        own["clauses"] = _structure(own["base"])["clauses"] | own.get("clauses", {})
    return own


def _words(structure: dict[str, Any], locale: str) -> Words:
    layers = [structure["id"], *([structure["base"]] if "base" in structure else [])]
    return Words([FOLDER / each for each in layers], locale)


def _help(section: SectionId, structure: dict[str, Any], words: Words) -> Help:
    here = f"sections.{section}"
    found = Help(
        section=section,
        covers=words(f"{here}.covers"),
        questions=words.numbered(f"{here}.questions.q"),
        good=words(f"{here}.good"),
        weak=words(f"{here}.weak"),
        source=words(f"{here}.source"),
        clauses=tuple(
            clause(words, f"{here}.clauses.{name}", f"{section}.{name}") for name in structure["clauses"][section]
        ),
    )
    return replace(found, clauses=tuple(_helped(each, found) for each in found.clauses))


def _helped(each: Clause, section: Help) -> Clause:
    """A clause with help: where it has none of its own it fills its section, whose help is meant."""
    if each.covers:
        return replace(each, source=each.source or section.source)
    return replace(
        each,
        covers=section.covers,
        questions=section.questions,
        good=section.good,
        weak=section.weak,
        source=section.source,
    )


def _worded(node: Any, key: str, words: Words) -> Any:
    """The items to start from, with their words put in by id."""
    if isinstance(node, list):
        return [_worded(item, f"{key}.{item['id']}", words) if isinstance(item, dict) else item for item in node]
    if not isinstance(node, dict):
        return node
    own = {
        name.removeprefix(f"{key}."): words(name)
        for name in words.keys()  # noqa: SIM118 - Words is no mapping
        if name.startswith(f"{key}.") and "." not in name.removeprefix(f"{key}.")
    }
    return {name: _worded(value, f"{key}.{name}", words) for name, value in node.items()} | own
