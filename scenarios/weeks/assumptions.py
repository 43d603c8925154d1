"""The evidence behind the engine, put into rows a person can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from scenarios.weeks.believed import changes
from scenarios.weeks.evidence import Certainty, Coefficient, Evidence, Standing, Unit, Values, builtin, evidence_texts
from studio.languages import Translator

_GROUPS: dict[str, Callable[[Translator], str]] = {
    "job": lambda t: t("Finding a job"),
    "loss": lambda t: t("Keeping a job"),
    "kind": lambda t: t("What kinds of services do"),
    "gain": lambda t: t("How services work"),
    "attend": lambda t: t("Coming to a service, and staying"),
    "queue": lambda t: t("Waiting lists"),
    "motivation": lambda t: t("Motivation"),
    "trust": lambda t: t("Trust"),
    "stress": lambda t: t("Stress"),
    "life": lambda t: t("What happens in life"),
    "minutes": lambda t: t("Staff time and coordination"),
    "assess": lambda t: t("What an assessment sees"),
}
"""First step of an id -> the part it is shown in; `_PART` says where the others belong."""
_PART = {
    "after": "gain",
    "load": "attend",
    "drop": "attend",
    "drift": "life",
    "coordination": "minutes",
    "reference": "assess",
}
_UNITS: dict[Unit, Callable[[Translator], str]] = {
    Unit.PPM_PER_WEEK: lambda t: t("in a million, each week"),
    Unit.PERMILLE: lambda t: t("in a thousand"),
    Unit.PERCENT: lambda t: t("per cent"),
    Unit.POINTS: lambda t: t("points (100 are one level)"),
    Unit.STEPS: lambda t: t("steps of 0 to 100"),
    Unit.WEEKS: lambda t: t("weeks"),
    Unit.MINUTES: lambda t: t("minutes"),
    Unit.HOURS: lambda t: t("hours"),
}
_CERTAINTY: dict[Certainty, Callable[[Translator], str]] = {
    Certainty.HIGH: lambda t: t("high"),
    Certainty.MODERATE: lambda t: t("moderate"),
    Certainty.LOW: lambda t: t("low"),
    Certainty.VERY_LOW: lambda t: t("very low"),
}
_STANDING: dict[Standing, Callable[[Translator], str]] = {
    Standing.READ: lambda t: t("source read"),
    Standing.TO_VERIFY: lambda t: t("recalled, to be verified"),
    Standing.ASSUMPTION: lambda t: t("assumption of the authors"),
}


@dataclass(frozen=True)
class Row:
    """One coefficient in words."""

    id: str
    what: str
    value: str
    interval: str
    certainty: str
    source: str
    transfer: str


def part(key: str) -> str:
    """The part of the model that a coefficient belongs to."""
    first = key.split(".")[0]
    return _PART.get(first, first)


def groups(evidence: Evidence, t: Translator) -> dict[str, str]:
    """Parts of the model with their names, in the order of the file."""
    return {name: _GROUPS[name](t) for name in dict.fromkeys(part(key) for key in evidence.coefficients)}


def rows(evidence: Evidence, t: Translator, group: str, sourced: bool = False) -> list[Row]:
    """The coefficients of a part; `sourced` leaves out what no study stands behind."""
    words = evidence_texts(t.locale)
    return [
        Row(
            id=key,
            what=words.get(f"{key}.what", key),
            value=f"{_numbers(item.value, t)} {_UNITS[item.unit](t)}",
            interval=_interval(item, t),
            certainty=_CERTAINTY[item.certainty](t),
            source="; ".join((*(evidence.sources[one].cite for one in item.sources), _STANDING[item.standing](t))),
            transfer=words.get(f"{key}.transfer", "–"),
        )
        for key, item in evidence.coefficients.items()
        if part(key) == group and (item.sources or not sourced)
    ]


@dataclass(frozen=True)
class Change:
    """One coefficient that somebody moved."""

    what: str
    here: str
    studio: str


def changed(evidence: Evidence, t: Translator) -> list[Change]:
    """What differs from the assumptions of the studio, for a life that was lived under others."""
    base, words = builtin(), evidence_texts(t.locale)

    def value(found: Coefficient | None) -> str:
        return "–" if found is None else f"{_numbers(found.value, t)} {_UNITS[found.unit](t)}"

    return [
        Change(words.get(f"{key}.what", key), value(evidence.coefficients[key]), value(base.coefficients.get(key)))
        for key in changes(evidence, base)
    ]


def summary(evidence: Evidence, t: Translator) -> str:
    """How many coefficients rest on what."""
    count = Counter(item.standing for item in evidence.coefficients.values())
    return t(
        "{all} coefficients: {read} rest on a source that was read, {verify} on one that is recalled and still to be "
        "verified, {assumed} are assumptions of the authors.",
        all=len(evidence.coefficients),
        read=count[Standing.READ],
        verify=count[Standing.TO_VERIFY],
        assumed=count[Standing.ASSUMPTION],
    )


def _numbers(values: Values, t: Translator) -> str:
    return " · ".join(t.number(one) for one in (values if isinstance(values, tuple) else (values,)))


def _interval(item: Coefficient, t: Translator) -> str:
    return t("{low} to {high}", low=_numbers(item.low, t), high=_numbers(item.high, t))
