"""Files to take away: instruments, the report of an assessment, filled and blank forms."""

from __future__ import annotations

import json

from studio import clock, files
from studio.documents import spreadsheet
from studio.documents.model import Document
from studio.documents.renderers import PAPER, RENDERERS
from studio.errors import NotFound
from studio.identity import Actor
from studio.languages import translator
from studio.rights import require
from toolkit import (
    answer_sheets,
    file_review_sheets,
    form_documents,
    handover,
    instrument_document,
    own_workbook,
    report,
    xlsform,
)
from toolkit.form_words import FormWords
from toolkit.forms import FileReview, FormKind
from toolkit.improvement import Plan
from toolkit.instrument import Instrument, InstrumentWords
from toolkit.own_instruments import OwnInstrument, to_yaml
from toolkit.round_report import RoundReport
from toolkit.services import assess, fill, improve, own
from toolkit.tables_of_countries import country_table_text, country_tables

File = tuple[str, str, bytes]
"""Name, media type, content."""


def assessment(actor: Actor, assessment_id: str, to: str) -> File:
    """The report as docx, pdf or xlsx."""
    found = assess.findings(actor, assessment_id)
    check = found.assessment
    planned = check.coordinated or check.closed_at is not None  # raters see the plan when the round is closed
    plan = improve.load_plan(actor, check.plan_id).plan if planned else Plan(assessment_id=check.id)
    inputs = (found.assessment.instrument, found.assessment.words, found.results, plan)
    about_round = RoundReport(found.assessment.words, found.results, found.differences, found.partners, actor.locale)
    if to == "xlsx":
        sheets = report.sheets(*inputs, actor.locale)
        if found.results.groups:
            sheets.append(about_round.sheet())
        return _named(found.assessment.title, to), files.XLSX, spreadsheet.render(sheets)
    composed = report.document(found.assessment.title, *inputs, clock.today(), actor.locale, about_round.blocks())
    return _rendered(composed, found.assessment.title, to)


def instrument(actor: Actor, instrument_id: str, to: str) -> File:
    """An instrument to print, as docx or pdf."""
    require(actor, "toolkit.read")
    found, words = own.find(actor, instrument_id)
    return _rendered(instrument_document.compose(found, words, actor.locale), words.title, to)


def plan(actor: Actor, plan_id: str, to: str) -> File:
    """The improvement plan as ics (reminders) or json (for an agreement's work programme)."""
    found = improve.load_plan(actor, plan_id).plan
    if to == "ics":
        return _named(found.title, to), "text/calendar", handover.calendar(plan_id, found, clock.now())
    if to == "json":
        offered = json.dumps(handover.work_programme(plan_id, found), ensure_ascii=False, indent=2)
        return _named(found.title, to), files.JSON, offered.encode()
    raise NotFound("file_type_unknown")


def instrument_form(actor: Actor, instrument_id: str, to: str) -> File:
    """An instrument as XLSForm."""
    require(actor, "toolkit.read")
    found, words = own.find(actor, instrument_id)
    return _xlsform(found, words, actor.locale, to)


def instrument_file(actor: Actor, instrument_id: str, to: str) -> File:
    """An instrument to change and bring back, as xlsx, yaml or json."""
    require(actor, "toolkit.read")
    found, words = own.find(actor, instrument_id)
    held = OwnInstrument(instrument=found, words=words)
    if to == "xlsx":
        return _named(words.title, to), files.XLSX, spreadsheet.render(own_workbook.sheets(held, actor.locale))
    if to == "json":
        return _named(words.title, to), files.JSON, held.model_dump_json(indent=1).encode()
    if to == "yaml":
        return _named(words.title, to), files.YAML, to_yaml(held)
    raise NotFound("file_type_unknown")


def assessment_form(actor: Actor, assessment_id: str, to: str) -> File:
    """The frozen instrument of an assessment as XLSForm."""
    found = assess.load(actor, assessment_id)
    return _xlsform(found.instrument, found.words, actor.locale, to)


def answers(actor: Actor, assessment_id: str, to: str) -> File:
    """The actor's own answers as a sheet to fill in and bring back."""
    found = assess.load(actor, assessment_id)
    if to != "xlsx":
        raise NotFound("file_type_unknown")
    sheets = answer_sheets.sheets(found.instrument, found.words, found.ratings, actor.locale)
    return _named(found.title, to), files.XLSX, spreadsheet.render(sheets)


def country_table(actor: Actor, table_id: str, to: str) -> File:
    """A table that compares countries, as csv."""
    require(actor, "toolkit.read")
    if table_id not in country_tables() or to != "csv":
        raise NotFound("file_type_unknown")
    text = country_table_text(table_id, actor.locale)
    content = text.csv(translator(actor.locale)("Country")).encode("utf-8-sig")  # the mark tells Excel the encoding
    return _named(text.title, to), "text/csv", content


def form(actor: Actor, form_id: str, to: str) -> File:
    """A filled form as docx or pdf; a review of case files as xlsx too."""
    found = fill.load(actor, form_id).form
    if isinstance(found, FileReview) and to == "xlsx":
        made = spreadsheet.render(file_review_sheets.sheets(found, translator(actor.locale)))
        return _named(found.client_name or FormWords(actor.locale).title(found.kind), to), files.XLSX, made
    composed = form_documents.compose(found, actor.locale)
    return _rendered(composed, " ".join(part for part in (composed.title, found.client_name) if part), to)


def blank_form(actor: Actor, kind: str, to: str) -> File:
    """A blank form as docx or pdf."""
    require(actor, "toolkit.read")
    if kind not in list(FormKind):
        raise NotFound("form_kind_unknown")
    composed = form_documents.blank(FormKind(kind), actor.locale)
    return _rendered(composed, FormWords(actor.locale).title(FormKind(kind)), to)


def _rendered(composed: Document, title: str, to: str) -> File:
    if to not in PAPER:
        raise NotFound("file_type_unknown")
    media_type, render = RENDERERS[to]
    return _named(title, to), media_type, render(composed)


def _xlsform(found: Instrument, words: InstrumentWords, locale: str, to: str) -> File:
    if to != "xlsx":
        raise NotFound("file_type_unknown")
    return _named(f"{found.id}-xlsform", to), files.XLSX, spreadsheet.render(xlsform.sheets(found, words, locale))


def _named(title: str, suffix: str) -> str:
    """A file name every system takes."""
    tidy = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    return f"{' '.join(tidy.split())[:80] or 'form'}.{suffix}"
