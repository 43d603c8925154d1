"""Findings and errors of this room in a person's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from partnership import field_labels, labels, refusals, refusals_after
from partnership.review import Finding
from partnership.spreadsheet.read import Problem
from studio.content import texts
from studio.languages import Translator
from studio.messages import Wording, register
from studio.refused import not_saved, problem_words

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


def explain_cell(problem: Problem, t: Translator) -> str:
    """Sheet, cell, what stands there, and what to do."""
    remedies = {
        "cell_not_number": t("Write a number, without words."),
        "cell_negative": t("Write an amount that is not negative."),
        "cell_not_day": t("Write a date such as 31.12.2027."),
        "cell_not_year": t("Write a year such as 2027."),
        "cell_not_currency": t("Write the three letters of a currency, such as EUR."),
        "cell_no_word": t("Use one of these words: {words}.", words=problem.wanted),
        "cell_no_partner": t(
            "Write the name of a partner of this agreement: {names}.", names=problem.wanted or t("none is entered yet")
        ),
        "cell_no_action": t("Write the title of an action of this agreement."),
        "cell_too_long": t("Shorten the text."),
        "cell_formula_without_value": t("Replace the formula by its value: copy, then paste as values."),
        "cell_key_missing": t("Give this row a name, or delete the row."),
    }
    return t(
        "Sheet “{sheet}”, cell {cell}: “{found}” cannot be taken over. {remedy}",
        sheet=problem.sheet,
        cell=problem.cell,
        found=problem.found,
        remedy=remedies[problem.code],
    )


def _field_wrong(t: Translator, p: dict[str, object]) -> str:
    return t(
        "The agreement cannot be read at {place} (entries counted from 1): {problem}. Correct it there; a file that "
        "was exported from the studio shows the right form.",
        place=p["place"],
        problem=problem_words(t, p),
    )


def _change_refused(t: Translator, p: dict[str, object]) -> str:
    return not_saved(t, field_labels.of_place(str(p["place"]), t), p)


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
        "Agreements are not exported as {format}. Choose docx, pdf, md, html, json, xlsx or ics.", **p
    ),
    "agreement_signed": lambda t, p: t(
        "The agreement is signed, so its text stays as it is. Changes need an amendment that the partners sign."
    ),
    "agreement_signing": lambda t, p: t(
        "The agreement is being signed, so its text stands still. To change it, withdraw the round of signing first."
    ),
    "agreement_stays": lambda t, p: t(
        "An agreement that is signed, or being signed, is not put away: its signatories must find it."
    ),
    "status_by_signing": lambda t, p: t("An agreement becomes signed only by a round of signing."),
    "answer_without_reason": lambda t, p: t("Write why the partners accept this; one sentence is enough."),
    "answer_too_long": lambda t, p: t("A reason has at most {maximum} characters. Please shorten it.", **p),
    "finding_gone": lambda t, p: t("This finding is not there any more, so it needs no answer."),
    "finding_changed": lambda t, p: t(
        "What this finding rests on changed while you wrote. Look at it again before you accept it."
    ),
    "table_not_xlsx": lambda t, p: t(
        "This is not a spreadsheet in XLSX. Save it as “Excel workbook (.xlsx)” and try again."
    ),
    "table_without_headers": lambda t, p: t(
        "No sheet has a row of headers that fits. Name the columns in one row; understood are: {wanted}.", **p
    ),
    "table_without_key": lambda t, p: t(
        "Sheet “{sheet}”, row {row}: the column “{wanted}” is missing. Add it, so that each row has a name.", **p
    ),
    "table_too_long": lambda t, p: t(
        "Sheet “{sheet}” has {count} rows; at most {maximum} fit. Take the sheet apart.", **p
    ),
    "table_has_problems": lambda t, p: t("Some cells cannot be read yet. Mend them in the spreadsheet first."),
    "table_looked_different": lambda t, p: t("The draft changed while you looked. Look at the table again."),
    "clarification_gone": lambda t, p: t("Somebody removed this question from the board meanwhile."),
    "clarification_without_place": lambda t, p: t("Choose first where the outcome belongs in the draft."),
    "clarification_without_outcome": lambda t, p: t("Write the outcome first; then it can go into the draft."),
    "clarification_try_again": lambda t, p: t("Somebody was writing in the same passage. Please try once more."),
    "annex_without_text": lambda t, p: t("This document has no text here yet, so there is nothing to keep."),
    "annex_kind_unknown": lambda t, p: t(
        "There is no model text for the annex {kind}. Choose one of: {known}.",
        kind=p["kind"],
        known=", ".join(map(str, p["known"])) if isinstance(p["known"], list) else p["known"],
    ),
    "annex_gone": lambda t, p: t("There is no such document any more."),
    "template_without_name": lambda t, p: t("Give the template a name, so that others recognise it."),
    "template_not_one": lambda t, p: t("This is an agreement, not a template. Keep it as a template first."),
    "template_gone": lambda t, p: t("This template was put away, or is no longer offered to you."),
    "word_not_ours": lambda t, p: t(
        "The file does not say which agreement it came from. Bring a Word document that was handed out from here and "
        "edited; Word's “Save as PDF” or copying the text into a new file loses what is needed."
    ),
    "word_other_agreement": lambda t, p: t(
        "The file is a copy of another agreement. Open that agreement and bring the file there."
    ),
    "word_revision_unknown": lambda t, p: t(
        "The file was made from revision {revision}, which this studio does not have. Was it made by another studio?",
        **p,
    ),
    "word_marks_lost": lambda t, p: t(
        "The file has lost the hidden marks by which passages are found; some programmes drop them. Ask for a copy "
        "that was edited and saved in Word or LibreOffice, or take the changes over by hand."
    ),
    "word_without_sender": lambda t, p: t("Write who sent this copy; what comes in it counts as theirs."),
    "word_passage_gone": lambda t, p: t("This passage is not there any more. Take over by hand what is needed."),
    "word_passage_moved": lambda t, p: t(
        "The draft has changed since this copy was made. Look at both texts, then decide."
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
    register(refusals.WORDS)
    register(refusals_after.WORDS)
