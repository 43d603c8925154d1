"""Agreements as JSON files: written without loss, read with care.

A file may come from anywhere: size, nesting, types, ids and schema number are checked, and an error names the place.
`STEPS` upgrades files (and stored bodies) written under an older schema number; steps are pure and never removed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from partnership.agreement import SCHEMA_NUMBER, Agreement
from studio.errors import Invalid
from studio.refused import problem_of

MAX_BYTES = 5_000_000

Step = Callable[[dict[str, Any]], dict[str, Any]]
STEPS: dict[int, Step] = {}
"""By the schema number a step starts from; it returns a new body with the next number's shape."""


def to_body(agreement: Agreement) -> dict[str, Any]:
    """The JSON-ready mapping that is stored and exported."""
    return agreement.model_dump(mode="json")


def write_json(agreement: Agreement) -> str:
    return json.dumps(to_body(agreement), ensure_ascii=False, indent=2) + "\n"


def read_json(content: bytes) -> Agreement:
    """An agreement from a file's bytes; Invalid with the place when it cannot be used."""
    if len(content) > MAX_BYTES:
        raise Invalid("agreement_too_large", limit=MAX_BYTES // 1_000_000)
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise Invalid("agreement_not_utf8") from error
    except json.JSONDecodeError as error:
        raise Invalid("agreement_not_json", line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise Invalid("agreement_not_json", line=1, column=1) from error
    if not isinstance(data, dict) or "schema_number" not in data:
        raise Invalid("agreement_not_one")
    return from_body(data)


def from_body(body: Mapping[str, Any]) -> Agreement:
    """An agreement from a stored or imported mapping, upgraded where it is older."""
    upgraded = upgrade(dict(body))
    try:
        return Agreement.model_validate(upgraded)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Invalid(
            "agreement_field_wrong",
            place=_place(first["loc"]),
            **problem_of(first),
            more=error.error_count() - 1,
        ) from error


def upgrade(body: dict[str, Any], steps: Mapping[int, Step] = STEPS, newest: int = SCHEMA_NUMBER) -> dict[str, Any]:
    """The body under the newest schema number; the old one stays as it was."""
    number = body.get("schema_number")
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise Invalid("agreement_not_one")
    if number > newest:
        raise Invalid("agreement_newer", found=number, known=newest)
    while number < newest:
        body = steps[number](body) | {"schema_number": number + 1}
        number += 1
    return body


def _place(location: tuple[int | str, ...]) -> str:
    """As a person finds it in the file: `partners[3].name`, counted from 1."""
    place = ""
    for part in location:
        place += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return place.lstrip(".") or "."
