"""A scenario in the making: the shape of a stored draft, and the ways between it and the scenario format.

A draft's body is `{"structure": …, "texts": {locale: {key: text}}}`. The structure is that of `scenario.yaml`, except
that anything may still be missing (null) and anything may contradict: only kinds of values, ranges and sizes are held
to the format. Entries that the format leaves nameless (keys, sources, activities, spells of work, questions) carry an
`id`, so that a change can name them; it never leaves the draft.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Annotated, Any, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic.fields import FieldInfo

from scenarios.client import Client, Spell
from scenarios.facts import Id, Key
from scenarios.scenario import ReferenceActivity, Scenario
from studio.errors import Invalid
from toolkit.sources import Source

SCHEMA_NUMBER = 1
MAX_TEXT = 20_000
MAX_BODY_BYTES = 3_000_000

NAMELESS: dict[type[BaseModel], str] = {Source: "s", Key: "k", ReferenceActivity: "a", Spell: "w"}
"""Entries without an id in the format, with the letter that their ids in a draft begin with."""
_LEFT_OUT: dict[type[BaseModel], frozenset[str]] = {Scenario: frozenset({"schema_number"}), Client: frozenset({"id"})}


class _Loose(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Named(_Loose):
    id: Id


def _unique(items: list[Any]) -> list[Any]:
    ids = [item.id for item in items]
    if repeated := sorted({one for one in ids if ids.count(one) > 1}):
        raise ValueError(f"used twice: {', '.join(repeated)}")
    return items


_made: dict[type[BaseModel], type[_Loose]] = {}


def loose(model: type[BaseModel]) -> type[_Loose]:
    """The same fields and ranges as `model`, but everything may be missing and nothing is compared."""
    if model not in _made:
        fields: dict[str, Any] = {}
        if model in NAMELESS:
            fields["id"] = (Id, ...)
        for name, info in model.model_fields.items():
            if name not in _LEFT_OUT.get(model, ()):
                fields[name] = _field(model, name, info)
        _made[model] = create_model(f"Loose{model.__name__}", __base__=_Loose, **fields)
    return _made[model]


def _field(model: type[BaseModel], name: str, info: FieldInfo) -> Any:
    annotation: Any = info.annotation
    # the shortest length is a matter of completeness; every other limit stays
    limits = [limit for limit in info.metadata if not hasattr(limit, "min_length")]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        inner = loose(annotation)
        return (inner, Field(default_factory=inner))
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple and arguments[-1] is Ellipsis:
        entry = arguments[0]
        assumed: list[Any] = [] if info.is_required() else list(info.default)
        if model is Scenario and name == "debrief":
            entry = _Named
        elif isinstance(entry, type) and issubclass(entry, BaseModel):
            entry = loose(entry)
        checks = [*limits, AfterValidator(_unique)] if isinstance(entry, type) and issubclass(entry, _Loose) else limits
        return (_with(list[entry], checks), Field(default_factory=lambda: list(assumed)))  # type: ignore[valid-type]
    if get_origin(annotation) is dict:
        return (dict[arguments[0], arguments[1] | None], Field(default_factory=dict))  # type: ignore[valid-type]
    if name == "id":
        return (Id, ...)
    default = None if info.is_required() else info.default
    return (_with(annotation, limits) | None, default)


def _with(annotation: Any, limits: list[Any]) -> Any:
    for limit in limits:
        annotation = Annotated[annotation, limit]
    return annotation


Locale = Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Za-z]{2,4}){0,2}$")]
TextKey = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,199}$")]


class Body(_Loose):
    """What is stored: a structure that may have gaps, and texts; a text that was taken away is null."""

    structure: loose(Scenario)  # type: ignore[valid-type]
    texts: dict[Locale, dict[TextKey, Annotated[str, Field(max_length=MAX_TEXT)] | None]]


PROBLEMS = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "string_too_long": "too_long",
    "too_long": "too_many",
    "enum": "not_in_list",
    "literal_error": "not_in_list",
    "string_pattern_mismatch": "wrong_form",
    "value_error": "contradictory",
}
_RANGES = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")


def checked(body: Any) -> dict[str, Any]:
    """The body with every field in its place; Invalid names the place of what is not of the right kind."""
    try:
        found = Body.model_validate(body).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise Invalid(
            "scenario_field_wrong",
            place=place_of(body, first["loc"]),
            problem=problem_of(first["type"]),
            more=error.error_count() - 1,
        ) from error
    except RecursionError as error:
        raise Invalid("scenario_file_unreadable", place="", problem="nested too deeply") from error
    if len(json.dumps(found, ensure_ascii=False).encode()) > MAX_BODY_BYTES:
        raise Invalid("scenario_too_large", limit=MAX_BODY_BYTES // 1_000_000)
    return found


def problem_of(kind: str) -> str:
    """What is wrong with a value, by the kind of a validation error."""
    return "out_of_range" if kind in _RANGES else PROBLEMS.get(kind, "wrong_type")


def place_of(data: Any, location: tuple[int | str, ...]) -> str:
    """A place as an author finds it: entries by their id where they have one (`structure/facts/loans/level`)."""
    steps: list[str] = []
    for step in location:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
        named = isinstance(step, int) and isinstance(data, dict) and isinstance(data.get("id"), str)
        steps.append(data["id"] if named else str(step + 1 if isinstance(step, int) else step))
    return "/".join(steps)


def from_format(structure: Any, texts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A draft's body from what the files of a scenario hold; Invalid names the place of what cannot be used."""
    if not isinstance(structure, dict):
        raise Invalid("scenario_not_one")
    kept = {
        locale: {key: tidy(str(text)) for key, text in found.items() if text is not None and tidy(str(text))}
        for locale, found in texts.items()
    }
    return checked({"structure": tidied(named(structure)), "texts": kept})


def named(structure: Mapping[str, Any]) -> dict[str, Any]:
    """The structure with an id for every entry that the format leaves nameless; what has the wrong shape is left."""
    made = {name: value for name, value in structure.items() if name != "schema_number"}
    if isinstance(made.get("client"), dict):
        client = {name: value for name, value in made["client"].items() if name != "id"}
        if isinstance(client.get("profile"), dict):
            client["profile"] = _naming(client["profile"], "work_history", "w")
        made["client"] = client
    if isinstance(made.get("facts"), list):
        made["facts"] = [_naming(fact, "keys", "k") if isinstance(fact, dict) else fact for fact in made["facts"]]
    if isinstance(made.get("reference"), dict):
        made["reference"] = _naming(made["reference"], "activities", "a")
    made = _naming(made, "sources", "s")
    if isinstance(made.get("debrief"), list):
        made["debrief"] = [{"id": one} if isinstance(one, str) else one for one in made["debrief"]]
    return made


def _naming(holder: dict[str, Any], name: str, letter: str) -> dict[str, Any]:
    entries = holder.get(name)
    if not isinstance(entries, list):
        return holder
    numbered = [
        {"id": f"{letter}{number}", **entry} if isinstance(entry, dict) else entry
        for number, entry in enumerate(entries, 1)
    ]
    return {**holder, name: numbered}


def to_format(body: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Structure and texts as the files of a scenario hold them, gaps left out."""
    structure = _without_gaps(body["structure"])
    for fact in structure["facts"]:
        fact["keys"] = _nameless(fact["keys"])
    profile = structure["client"]["profile"]
    profile["work_history"] = _nameless(profile["work_history"])
    structure["reference"]["activities"] = _nameless(structure["reference"]["activities"])
    structure["sources"] = _nameless(structure["sources"])
    structure["debrief"] = [question["id"] for question in structure["debrief"]]
    texts = {
        locale: {key: text.strip() for key, text in found.items() if text and text.strip()}
        for locale, found in body["texts"].items()
    }
    return structure, texts


def _without_gaps(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: _without_gaps(value) for name, value in node.items() if value is not None}
    if isinstance(node, list):
        return [_without_gaps(value) for value in node]
    return node


def _nameless(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in entry.items() if name != "id"} for entry in entries]


def entry(model: type[BaseModel], entry_id: str, **values: Any) -> dict[str, Any]:
    """A new entry of a list with every field in its place."""
    return loose(model).model_validate({"id": entry_id, **values}).model_dump(mode="json")


def id_from(words: str, taken: Collection[str], default: str = "entry") -> str:
    """An id from somebody's words: `Žana's loans (three)` becomes `zana_s_loans_three`."""
    plain = unicodedata.normalize("NFKD", words.lower().replace("đ", "d").replace("ł", "l").replace("ß", "ss"))
    parts = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    base = "_".join(parts)[:40].rstrip("_")
    if base.count("_") > 4:
        base = "_".join(base.split("_")[:5])
    if not base or not base[0].isalpha():
        base = f"{default}_{base}".rstrip("_")
    made, number = base, 2
    while made in taken:
        made, number = f"{base}_{number}", number + 1
    return made


_BREAKS = dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n")


def tidy(text: str) -> str:
    """Text as any file and database can hold it: no control characters, no halves of characters, no outer space."""
    lines = text.replace("\r\n", "\n").translate(_BREAKS)
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()


def tidied(node: Any) -> Any:
    """Every text inside, tidy."""
    if isinstance(node, str):
        return tidy(node)
    if isinstance(node, list):
        return [tidied(value) for value in node]
    if isinstance(node, dict):
        return {name: tidied(value) for name, value in node.items()}
    return node
