"""Templates: where a draft starts, and the help that goes with each section.

A template is content: which clauses a section has, questions to consider, a good and a weak example, and items to start
from. Structure is in `<id>.yaml`, words in `<id>.<locale>.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from partnership.agreement import SECTION_IDS, Agreement, SectionId
from studio import ids
from studio.content import Texts, read_yaml_file, texts
from studio.errors import Invalid

FOLDER = Path(__file__).resolve().parent / "content" / "templates"


@dataclass(frozen=True)
class Clause:
    """A passage a section may hold: `id` is `section.clause`, `model` the text to start from."""

    id: str
    title: str
    model: str


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
    help: dict[str, Help]


def template_ids() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if "." not in path.stem)


@lru_cache(maxsize=32)
def template(template_id: str, locale: str) -> Template:
    """A template in one language; Invalid when there is none of this id."""
    structure = _structure(template_id)
    words = texts(FOLDER / template_id, locale)
    return Template(
        id=template_id,
        urn=structure["urn"],
        title=words("title"),
        about=words("about"),
        help={section: _help(section, structure, words) for section in SECTION_IDS},
    )


def template_of(agreement: Agreement, locale: str) -> Template:
    """The template an agreement started from; the general one for agreements from elsewhere."""
    known = {template(each, locale).urn: each for each in template_ids()}
    return template(known.get(agreement.template, "multi-partner"), locale)


def start(template_id: str, language: str, title: str = "") -> Agreement:
    """A new draft: the model texts of every clause, and the items of the template."""
    structure = _structure(template_id)
    chosen = template(template_id, language)
    words = texts(FOLDER / template_id, language)
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
    items = _worded(structure.get("start", {}), "start", words)
    return Agreement.model_validate(
        items
        | {
            "template": chosen.urn,
            "title": title,
            "languages": [language],
            "prevailing_language": language,
            "sections": sections,
        }
    )


def _structure(template_id: str) -> dict[str, Any]:
    known = template_ids()
    if template_id not in known:
        raise Invalid("agreement_agreement_template_unknown", template=template_id, known=known)
    return dict(read_yaml_file(FOLDER / f"{template_id}.yaml"))


def _help(section: SectionId, structure: dict[str, Any], words: Texts) -> Help:
    here = f"sections.{section}"
    return Help(
        section=section,
        covers=words(f"{here}.covers"),
        questions=tuple(words(f"{here}.questions.q{n}") for n in range(1, structure["questions"][section] + 1)),
        good=words(f"{here}.good"),
        weak=words(f"{here}.weak"),
        source=words(f"{here}.source"),
        clauses=tuple(
            Clause(
                id=f"{section}.{name}",
                title=words(f"{here}.clauses.{name}.title"),
                model=words(f"{here}.clauses.{name}.model"),
            )
            for name in structure["clauses"][section]
        ),
    )


def _worded(node: Any, key: str, words: Texts) -> Any:
    """The items to start from, with their words put in by id."""
    if isinstance(node, list):
        return [_worded(item, f"{key}.{item['id']}", words) if isinstance(item, dict) else item for item in node]
    if not isinstance(node, dict):
        return node
    own = {
        name.removeprefix(f"{key}."): words(name)
        for name in words.keys()  # noqa: SIM118 - Texts is no mapping
        if name.startswith(f"{key}.") and "." not in name.removeprefix(f"{key}.")
    }
    return {name: _worded(value, f"{key}.{name}", words) for name, value in node.items()} | own
