"""One entry, or the whole draft, as YAML to be edited by hand, and the changes that follow from it; pure.

An entry's texts stand beside its structure: under `text` where it has one, under `texts` where it has several.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from scenarios.authoring import sketch, transfer
from scenarios.authoring.findings import LISTS
from scenarios.scenario import Scenario
from studio.changes import Change, SetField, find
from studio.content import flatten
from studio.errors import Invalid

ONE_TEXT = ("lines", "stances", "objectives", "alternatives")
"""Lists whose entries have a single text, under the key `<list>.<id>`."""
UNFOLDED = 100_000
"""A text stays on one line of YAML; the field it is edited in wraps it."""


def text_of(body: Mapping[str, Any], place: str, locale: str) -> str:
    """What stands at a place now, as YAML."""
    if place == "structure":
        return transfer.structure_yaml(body)
    if place.startswith("texts/"):
        return transfer.texts_yaml(body, place.removeprefix("texts/"))
    kind, entry_id = _split(place)
    structure, texts = transfer.written(body)
    found = next((each for each in structure.get(kind, []) if each["id"] == entry_id), None)
    if found is None:
        raise Invalid("change_unusable", path=place)
    own, prefix = texts.get(locale, {}), f"{kind}.{entry_id}"
    if kind in ONE_TEXT:
        return transfer.to_yaml(found) + transfer.to_yaml({"text": own.get(prefix, "")}, flow=False, width=UNFOLDED)
    below = {key.removeprefix(f"{prefix}."): text for key, text in own.items() if key.startswith(f"{prefix}.")}
    return transfer.to_yaml(found) + transfer.to_yaml({"texts": transfer.nested(below)}, flow=False, width=UNFOLDED)


def changes(body: Mapping[str, Any], place: str, base: str, text: str, locale: str) -> list[Change]:
    """What somebody changed by hand at an entry, as changes whose bases are what they began from."""
    kind, entry_id = _split(place)
    before, texts_before = _entry(kind, entry_id, base, place)
    after, texts_after = _entry(kind, entry_id, text, place)
    try:
        present = find(body, f"structure/{place}")
    except KeyError:
        raise Invalid("change_unusable", path=place) from None
    made: list[Change] = []
    for name, value in after.items():
        if value == before[name]:
            continue
        # ids that only the draft knows do not make a value another one
        same = _unnamed(present[name]) == _unnamed(before[name])
        made.append(
            SetField(path=f"structure/{place}/{name}", base=present[name] if same else before[name], value=value)
        )
    for key in {**texts_before, **texts_after}:
        old, new = texts_before.get(key), texts_after.get(key)
        if old != new:
            now = body["texts"].get(locale, {}).get(key)
            base_text = now if (now or "").strip() == (old or "") else old
            made.append(SetField(path=f"texts/{locale}/{key}", base=base_text, value=new))
    return made


def _entry(kind: str, entry_id: str, text: str, place: str) -> tuple[dict[str, Any], dict[str, str]]:
    data = transfer.parse_yaml(place, text)
    if not isinstance(data, dict):
        raise Invalid("scenario_field_wrong", place=place, problem="wrong_type", more=0)
    if data.get("id") != entry_id:
        raise Invalid("scenario_id_fixed", id=entry_id)
    one, several = data.pop("text", None), data.pop("texts", None)
    texts: dict[str, str] = {}
    if one is not None:
        texts[f"{kind}.{entry_id}"] = sketch.tidy(str(one))
    if isinstance(several, dict):
        flat = flatten({kind: {entry_id: several}})
        texts |= {key: sketch.tidy(text) for key, text in flat.items()}
    whole = {kind: [data]}
    if kind == "facts":
        whole = sketch.named(whole)
    try:
        made = sketch.loose(LISTS[kind]).model_validate(sketch.tidied(whole[kind][0])).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = sketch.place_of(data, first["loc"])
        raise Invalid(
            "scenario_field_wrong",
            place=f"{place}/{where}",
            problem=sketch.problem_of(first["type"]),
            more=error.error_count() - 1,
        ) from error
    return made, {key: text for key, text in texts.items() if text}


def _unnamed(value: Any) -> Any:
    """A list of keys without the ids that only the draft knows."""
    if isinstance(value, list) and value and all(isinstance(each, dict) and "topics" in each for each in value):
        return [{name: inner for name, inner in each.items() if name != "id"} for each in value]
    return value


def whole(body: Mapping[str, Any], place: str, text: str) -> dict[str, Any]:
    """The draft's body with its whole structure, or all texts of a language, replaced."""
    data = transfer.parse_yaml(place, text)
    if not isinstance(data, dict):
        raise Invalid("scenario_field_wrong", place=place, problem="wrong_type", more=0)
    structure, texts = sketch.to_format(body)
    if place == "structure":
        if data.get("id") != structure.get("id"):
            raise Invalid("scenario_id_fixed", id=structure.get("id", ""))
        return sketch.from_format(data, texts)
    return sketch.from_format(structure, {**texts, place.removeprefix("texts/"): flatten(data)})


def lost_ids(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Entries that are not there any more: people have played them, so their ids must stay."""
    gone = []
    for kind in (*LISTS, "debrief"):
        there = {entry["id"] for entry in after["structure"][kind]}
        gone += [f"{kind}/{entry['id']}" for entry in before["structure"][kind] if entry["id"] not in there]
    return gone


def _split(place: str) -> tuple[str, str]:
    kind, _, entry_id = place.partition("/")
    if kind not in LISTS or kind not in Scenario.model_fields:
        raise Invalid("change_unusable", path=place)
    return kind, entry_id
