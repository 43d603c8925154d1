"""What a form's fields are made of, read from its model: editors and documents go by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from toolkit.forms import Form, Item

LONGEST_LINE = 500
TECHNICAL = frozenset(
    {"id", "kind", "schema_number", "partner_id", "activity_id", "service_id", "consent_id", "aim_ids", "steps"}
)
"""Fields that link and count; people meet what they point to."""


class FieldKind(StrEnum):
    LINE = "line"
    TEXT = "text"
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    PART = "part"
    ITEMS = "items"
    FORMS = "forms"


@dataclass(frozen=True)
class FieldSpec:
    """A field people fill; `choices` for one or several of an enumeration, `model` for parts, items and forms.

    A `required` field has no default; an `optional` one may hold nothing.
    """

    name: str
    kind: FieldKind
    required: bool = False
    optional: bool = False
    choices: type[Enum] | None = None
    model: type[BaseModel] | None = None


@lru_cache(maxsize=64)
def fields_of(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields of a form or a part of it, in their order, without technical ones."""
    return tuple(_spec(name, info) for name, info in model.model_fields.items() if name not in TECHNICAL)


def _spec(name: str, info: FieldInfo) -> FieldSpec:
    kind = info.annotation
    required = info.is_required()
    optional = get_origin(kind) in (Union, UnionType)
    if optional:
        (kind,) = (option for option in get_args(kind) if option is not type(None))
    if get_origin(kind) is tuple:
        member: Any = get_args(kind)[0]
        if issubclass(member, Enum):
            return FieldSpec(name, FieldKind.CHOICES, required, optional, choices=member)
        group = FieldKind.FORMS if issubclass(member, Form) else FieldKind.ITEMS
        return FieldSpec(name, group, required, optional, model=member)
    if not isinstance(kind, type):
        raise TypeError(f"the field {name} has no type an editor knows")
    if issubclass(kind, Enum):
        return FieldSpec(name, FieldKind.CHOICE, required, optional, choices=kind)
    if issubclass(kind, bool):
        return FieldSpec(name, FieldKind.FLAG, required, optional)
    if issubclass(kind, str):
        longest = max((getattr(rule, "max_length", None) or 0 for rule in info.metadata), default=0)
        return FieldSpec(name, FieldKind.LINE if longest <= LONGEST_LINE else FieldKind.TEXT, required, optional)
    if issubclass(kind, BaseModel):
        return FieldSpec(name, FieldKind.PART, required, optional, model=kind)
    return FieldSpec(name, FieldKind.DATE, required, optional)


def empty(model: type[Item], item_id: str, **values: object) -> Item:
    """A new item with nothing filled in; required choices begin with their first value."""
    for spec in fields_of(model):
        if spec.required and spec.choices is not None and spec.name not in values:
            values[spec.name] = next(iter(spec.choices))
    return model.model_validate({"id": item_id, **values})
