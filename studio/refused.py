"""Why a value does not fit its field: what pydantic found, as a code with the limit it broke, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic_core import ErrorDetails

from studio.languages import Translator

_LIMITED = {
    "string_too_long": ("too_long", "max_length"),
    "too_long": ("too_many", "max_length"),
    "too_short": ("too_few", "min_length"),
    "greater_than_equal": ("too_small", "ge"),
    "greater_than": ("not_above", "gt"),
    "less_than_equal": ("too_large", "le"),
    "decimal_max_places": ("too_fine", "decimal_places"),
}
_PLAIN = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "literal_error": "not_in_list",
    "enum": "not_in_list",
    "string_pattern_mismatch": "wrong_form",
    "value_error": "contradictory",
    "finite_number": "out_of_range",
}


def problem_of(found: ErrorDetails) -> dict[str, Any]:
    """`problem` and `limit` (0 where there is none) as parameters of an error."""
    kind = found["type"]
    if kind in _LIMITED:
        problem, name = _LIMITED[kind]
        return {"problem": problem, "limit": found["ctx"][name]}
    return {"problem": _PLAIN.get(kind, "wrong_type"), "limit": 0}


def not_saved(t: Translator, field: str, parameters: Mapping[str, object]) -> str:
    """The refusal of a change; `field` is the name of the field, empty where only the whole is wrong."""
    problem = problem_words(t, parameters)
    if not field:
        return t("This was not saved: {problem}. Please enter it differently.", problem=problem)
    return t("“{field}” was not saved: {problem}. Please enter it differently.", field=field, problem=problem)


def problem_words(t: Translator, parameters: Mapping[str, object]) -> str:
    """The middle of a sentence: what is wrong and what would fit."""
    limit = t.number(Decimal(str(parameters["limit"])))
    return {
        "too_long": t("a text here has at most {limit} characters", limit=limit),
        "too_many": t("this list has at most {limit} entries", limit=limit),
        "too_few": t("this list has at least {limit} entries", limit=limit),
        "too_small": t("a number here is at least {limit}", limit=limit),
        "not_above": t("a number here is greater than {limit}", limit=limit),
        "too_large": t("a number here is at most {limit}", limit=limit),
        "too_fine": t("a number here has at most {limit} digits after the decimal mark", limit=limit),
        "out_of_range": t("this number is outside the allowed range"),
        "missing": t("this field is missing"),
        "unknown_field": t("there is no such field"),
        "not_in_list": t("this value is not one of the allowed words"),
        "wrong_form": t("this value has the wrong form"),
        "contradictory": t("this contradicts another part"),
        "wrong_type": t("this is not the kind of value that belongs here"),
    }[str(parameters["problem"])]
