"""The review of case files as a workbook: the result, and every verdict for one's own counting."""

from __future__ import annotations

from studio.documents.spreadsheet import Cell, Sheet
from studio.languages import Translator
from toolkit.file_review import CRITERIA, UPDATED, paper_silences, paper_updated, tallies
from toolkit.file_review_words import ReviewWords
from toolkit.forms import FileReview


def sheets(sample: FileReview, t: Translator) -> list[Sheet]:
    words = ReviewWords(t)
    label, choice = words.criterion, words.words.choice
    result: list[list[Cell]] = [list(words.tally(tally)) for tally in tallies(sample.files, sample.date)]
    rows: list[list[Cell]] = []
    for file in sample.files:
        for name in CRITERIA:
            verdict = paper_updated(file, sample.date) if name == UPDATED else getattr(file, name)
            silent = [words.silence(found) for found in paper_silences(file, sample.date)] if name == UPDATED else []
            rows.append([file.reference, label(name), choice(verdict), "; ".join(silent), words.source(name)])
    head = (label("reference"), t("Standard for files"), t("Verdict"), t("What was seen"), t("Source"))
    return [Sheet(t("Result"), words.tally_head(), result), Sheet(t("Files"), head, rows)]
