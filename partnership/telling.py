"""Fields and values of an agreement in words, for differences, proposals and comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from partnership import labels
from partnership.agreement import Agreement, lists
from partnership.extent import PROVENANCE
from partnership.field_labels import generic, label
from studio.languages import Translator

_CODES = frozenset(
    {
        *("id", "kind", "clause", "level", "purpose", "voting", "majority_of", "frequency", "currency", "scale"),
        *("partner", "owner", "chair", "action", "state", "prevailing_language"),
    }
)
"""Names of fields that hold a word from a list or a reference, not a text."""


class Teller:
    """Names and values; references are shown by the name of what they refer to in any of the agreements."""

    def __init__(self, t: Translator, *agreements: Agreement) -> None:
        self.t = t
        self._names: dict[str, str] = {}
        for agreement in agreements:
            for _, items in lists(agreement):
                self._names |= {item.id: name for item in items if (name := _own_name(item))}

    def place(self, path: str) -> str:
        """`Address – Sunny Steps`; a passage by its section's title."""
        t = self.t
        parts = path.split("/")
        if parts[0] == "answers":
            return self.place(parts[-1].replace(".", "/"))
        if parts[0] == "sections":
            return t("Text of the section")
        name = label(path, t)
        names = [known for part in parts[1:] if (known := self._names.get(part))]
        if generic(path) == path or not names:
            return name
        return (
            f"{name} – {_short(names[-1])}" if len(names) == 1 else f"{name} – {_short(names[0])}, {_short(names[-1])}"
        )

    def value(self, path: str, value: Any) -> str:
        """A value in words; an item as lines of its filled fields."""
        t = self.t
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(value, bool):
            return t("Yes") if value else t("No")
        if isinstance(value, Mapping):
            return "\n".join(self._lines(path, value))
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(
                f"\n{self.value(path, each)}" if isinstance(each, Mapping) else self._word(path, each) for each in value
            ).strip()
        return self._word(path, value)

    def _lines(self, path: str, item: Mapping[str, Any]) -> Iterator[str]:
        for name, value in item.items():
            if name == "id" or name in PROVENANCE or value is None or value in ("", [], {}):
                continue
            below = f"{path}/{name}"
            said = self.value(below, value)
            if not said.strip():
                continue
            yield said if path.split("/")[0] == "sections" else f"{self._key(below, name)}: {said}"

    def _key(self, path: str, name: str) -> str:
        return self._names.get(name) or label(path, self.t)

    def _word(self, path: str, value: Any) -> str:
        text = str(value)
        return self._names.get(text) or self._codes(path).get(text) or text

    def _codes(self, path: str) -> dict[str, str]:
        t = self.t
        if path.split("/")[0] == "answers":
            return {"unknown": t("Not known yet"), "not_applicable": t("Not applicable here")}
        name = generic(path)
        found = {
            "partners/kind": labels.partner_kinds,
            "territory/scale": labels.scales,
            "status": labels.statuses,
            "actions/roles": labels.roles,
            "actions/contributions/kind": labels.contribution_kinds,
            "budget/lines/purpose": labels.purposes,
            "bodies/kind": labels.body_kinds,
            "bodies/voting": labels.voting_rules,
            "bodies/majority_of": labels.majorities,
            "indicators/level": labels.indicator_levels,
            "indicators/frequency": labels.frequencies,
            "monitoring/reports/frequency": labels.frequencies,
            "annexes/kind": labels.annex_kinds,
            "annexes/state": labels.annex_states,
        }.get(name)
        return found(t) if found else {}


def _own_name(item: Any) -> str:
    for name in ("short_name", "name", "statement", "title"):
        text = getattr(item, name, "")
        if isinstance(text, str) and text.strip():
            return " ".join(text.split())
    return ""


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def texts(said: Mapping[str, Any]) -> list[str]:
    """Paths of a section's contents that a partner can word differently: passages, texts, figures, dates.

    `said` is what `extent.content` gives; empty figures and dates are left out, for nobody could tell what to write.
    """
    found: list[str] = []

    def walk(path: str, value: Any) -> None:
        if isinstance(value, Mapping):
            for name, inner in value.items():
                walk(f"{path}/{name}", inner)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, Mapping) and "id" in item:
                    walk(f"{path}/{item['id']}", item)
        elif isinstance(value, str) and path.rsplit("/", 1)[-1] not in _CODES and "/roles/" not in path:
            found.append(path)

    for path, value in said.items():
        if path not in ("blocks", "answers", "contributions"):
            walk(path, value)
    return found


def passages(section: str, said: Mapping[str, Any], language: str) -> list[str]:
    """Paths of a section's prose in one language."""
    return [f"sections/{section}/blocks/{block['id']}/text/{language}" for block in said["blocks"] if block["text"]]
