"""The review of case files on paper: the result over the sample, each file, and a blank sheet for four files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day

from studio.documents.model import AnyBlock, Column, Facts, Heading, Paragraph, Table
from studio.languages import Translator
from toolkit.file_review import CRITERIA, UPDATED, paper_silences, paper_updated, tallies
from toolkit.file_review_words import ReviewWords
from toolkit.forms import ReviewedFile
from toolkit.noted_dates import dates

BLANK_FILES = 4
WRITING_LINE = "\u00a0"


def blocks(files: Sequence[ReviewedFile], reviewed_on: Day | None, t: Translator, title: Heading) -> list[AnyBlock]:
    """How the sample stands, criterion by criterion; then, under `title`, every file with its verdicts."""
    words = ReviewWords(t)
    head = words.tally_head()
    found: list[AnyBlock] = [
        Heading(level=title.level, text=t.n("Result over {count} file", "Result over {count} files", len(files))),
        Table(
            columns=tuple(Column(title=name, share=4 if n == 0 else 1.1) for n, name in enumerate(head)),
            rows=tuple(words.tally(tally) for tally in tallies(files, reviewed_on)),
        ),
        title,
    ]
    for number, file in enumerate(files, 1):
        name = file.reference or t("File {number}", number=number)
        found.append(Heading(level=min(title.level + 1, 4), text=name))
        found += _file(file, reviewed_on, words, t)
    return found


def _file(file: ReviewedFile, reviewed_on: Day | None, words: ReviewWords, t: Translator) -> list[AnyBlock]:
    label, choice = words.criterion, words.words.choice
    entries = dates(file.entries)
    facts = [
        (label("opened_on"), t.date(file.opened_on) if file.opened_on else "–"),
        (label("closed_on"), t.date(file.closed_on) if file.closed_on else "–"),
        (label("entries"), ", ".join(map(t.date, entries.days)) or "–"),
    ]
    rows = []
    for name in CRITERIA:
        verdict = paper_updated(file, reviewed_on) if name == UPDATED else getattr(file, name)
        rows.append((label(name), choice(verdict), words.source(name)))
    blocks: list[AnyBlock] = [
        Facts(rows=tuple(facts)),
        Table(
            columns=(
                Column(title=t("Standard for files"), share=3),
                Column(title=t("Verdict"), share=1),
                Column(title=t("Source"), share=2),
            ),
            rows=tuple(rows),
        ),
    ]
    blocks += [Paragraph(text=words.silence(found)) for found in paper_silences(file, reviewed_on)]
    if file.seen.strip():
        blocks += [Paragraph(text=f"{label('seen')}: {file.seen}")]
    return blocks


def blank_sheet(t: Translator) -> Table:
    """Criteria down, files across, to fill in by hand."""
    words = ReviewWords(t)
    columns = [Column(title=t("Standard for files"), share=3.4)]
    columns += [Column(title=t("File {number}", number=number), share=1) for number in range(1, BLANK_FILES + 1)]
    above = [words.criterion(name) for name in ("reference", "opened_on", "closed_on", "entries")]
    below = [words.criterion(name) for name in CRITERIA]
    rows = [(title, *(WRITING_LINE,) * BLANK_FILES) for title in [*above, *below]]
    return Table(columns=tuple(columns), rows=tuple(rows))
