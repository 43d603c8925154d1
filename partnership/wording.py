"""Findings and errors of this room in a person's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from partnership import labels
from partnership.review import Finding
from studio.content import texts
from studio.languages import Translator
from studio.messages import Wording, register

CONTENT = Path(__file__).resolve().parent / "content"
MAX_QUOTE = 80


@dataclass(frozen=True)
class Explanation:
    """A finding as a person reads it."""

    message: str
    why: str
    remedy: str
    source: str


def explain_finding(finding: Finding, t: Translator) -> Explanation:
    words = texts(CONTENT / "findings", t.locale)
    parameters = {name: _say(name, value, t) for name, value in finding.parameters.items()}
    return Explanation(
        message=words(f"{finding.code}.message").format(**parameters),
        why=words(f"{finding.code}.why"),
        remedy=words(f"{finding.code}.remedy").format(**parameters),
        source=words(f"{finding.code}.source"),
    )


def _say(name: str, value: object, t: Translator) -> str:
    if name == "kind":
        return (labels.partner_kinds(t) | labels.lists(t)).get(str(value), str(value)).lower()
    if name == "content":
        return labels.contents(t)[str(value)]
    if name == "partner" and not str(value).strip():
        return t("A partner without name")
    if name == "language":
        return labels.languages([str(value)], t.locale)[str(value)]
    if isinstance(value, date):
        return t.date(value)
    if isinstance(value, Decimal) or (isinstance(value, int) and name not in ("year", "number")):
        return t.number(value)
    if isinstance(value, list):
        return t.list([_short(str(each), t) for each in value])
    return _short(str(value), t)


def _short(text: str, t: Translator) -> str:
    """One line that fits into a sentence; something without a name says so."""
    line = " ".join(text.split())
    if not line:
        return t("(without name)")
    return line if len(line) <= MAX_QUOTE else line[: MAX_QUOTE - 1] + "…"


def _problems(t: Translator) -> dict[str, str]:
    return {
        "missing": t("this field is missing"),
        "unknown_field": t("this field does not exist in an agreement"),
        "too_long": t("this text is too long"),
        "too_many": t("this list has too many entries"),
        "too_few": t("this list has too few entries"),
        "not_in_list": t("this value is not one of the allowed words"),
        "wrong_form": t("this value has the wrong form"),
        "contradictory": t("this contradicts another part of the file"),
        "out_of_range": t("this number is outside the allowed range"),
        "wrong_type": t("this is not the kind of value that belongs here"),
    }


def _field_wrong(t: Translator, p: dict[str, object]) -> str:
    problem = _problems(t)[str(p["problem"])]
    return t(
        "The agreement cannot be read at {place} (entries counted from 1): {problem}. Correct it there; a file that "
        "was exported from the studio shows the right form.",
        place=p["place"],
        problem=problem,
    )


def _change_refused(t: Translator, p: dict[str, object]) -> str:
    problem = _problems(t)[str(p["problem"])]
    return t("This was not saved ({place}): {problem}. Please enter it differently.", place=p["place"], problem=problem)


_ERRORS: dict[str, Wording] = {
    "agreement_unknown": lambda t, p: t(
        "There is no such agreement, or it is not shared with you. Ask its owner to share it."
    ),
    "agreement_too_large": lambda t, p: t("The file is larger than {limit} MB. An agreement is far smaller.", **p),
    "agreement_not_utf8": lambda t, p: t("The file is not text in UTF-8. Export it again, or save it as UTF-8."),
    "agreement_not_json": lambda t, p: t(
        "The file is not JSON; reading stopped at line {line}, column {column}. Export it again, or mend it.",
        **p,
    ),
    "agreement_not_one": lambda t, p: t(
        "The file is JSON but not an agreement. Choose a file that was exported from the studio as JSON."
    ),
    "agreement_newer": lambda t, p: t(
        "The file was written by a newer studio (form {found}, this one knows {known}). Update this studio first.",
        **p,
    ),
    "agreement_field_wrong": _field_wrong,
    "agreement_change_refused": _change_refused,
    "agreement_format_unknown": lambda t, p: t(
        "Agreements are not exported as {format}. Choose docx, pdf, md, html or json.", **p
    ),
    "agreement_signed": lambda t, p: t(
        "The agreement is signed, so its text stays as it is. Changes need an amendment that the partners sign."
    ),
    "share_nobody": lambda t, p: t(
        "Nobody signs in here as “{login}”. Check the spelling, or ask for an account.", **p
    ),
    "share_owner": lambda t, p: t("This person owns the agreement already."),
    "agreement_agreement_template_unknown": lambda t, p: t(
        "There is no template {template}. Choose one of: {known}.",
        template=p["template"],
        known=", ".join(map(str, p["known"])) if isinstance(p["known"], list) else p["known"],
    ),
}


def prepare() -> None:
    """Make the errors of this room known to `studio.messages`."""
    register(_ERRORS)
