"""Forms as documents: filled ones, and blank ones to print and write on.

The implementation protocol keeps the table of the guidelines' template (5.5); the other forms follow their fields.
"""

from __future__ import annotations

from datetime import date as Day
from enum import Enum
from typing import Any

from pydantic import BaseModel

from studio.documents.model import (
    AnyBlock,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from studio.languages import translator
from toolkit import file_review_document
from toolkit.domains import DOMAINS
from toolkit.form_fields import FieldKind, FieldSpec, fields_of
from toolkit.form_words import FormWords
from toolkit.forms import (
    FORMS,
    Aim,
    AnyForm,
    CaseConference,
    CaseFile,
    ClosureRecord,
    Consent,
    FileReview,
    FollowUpRecord,
    FormKind,
    NeedResult,
    Protocol,
    ProtocolActivity,
    Referral,
    ReviewedFile,
)

WRITING_LINE = "\u00a0"
"""A line that exporters keep, to write on by hand."""

BLANK_ACTIVITIES = 4
BLANK_ROWS = 4
PRINTED_CHOICES = 6
_SHARES = {"domain": 1.8}


def compose(form: AnyForm, locale: str) -> Document:
    """A filled form as a document."""
    return _Composer(locale, blank=False).document(form)


def blank(kind: FormKind, locale: str) -> Document:
    """The same form with nothing in it and room to write."""
    return _Composer(locale, blank=True).document(FORMS[kind](id="blank"))


class _Composer:
    def __init__(self, locale: str, *, blank: bool) -> None:
        self.t = translator(locale)
        self.locale, self.blank, self.words = locale, blank, FormWords(locale)

    def document(self, form: AnyForm) -> Document:
        t, self.day = self.t, form.date
        title = self.words.title(form.kind)
        named = form.client_name if not self.blank else ""
        return Document(
            title=title,
            subtitle=named if form.kind is FormKind.CASE_FILE else "",
            locale=self.locale,
            header=title,
            footer="" if self.blank or isinstance(form, FileReview) else t("A synthetic person, for training."),
            author=form.case_manager,
            contents_title=t("Contents") if isinstance(form, CaseFile) and not self.blank else "",
            blocks=tuple(self.form_blocks(form, level=1)),
        )

    def form_blocks(self, form: AnyForm, level: int) -> list[AnyBlock]:
        if isinstance(form, Protocol):
            return self.protocol_blocks(form, level)
        found: list[AnyBlock] = self.field_blocks(form, form.kind, level)
        if isinstance(form, Referral) and form.steps:
            found.append(Heading(level=level, text=self.t("What became of it")))
            found.append(self.steps_table(form))
        parties = self.signing(form)
        return [*found, Signatures(parties=parties)] if parties else found

    # --- any form, field by field ---

    def field_blocks(self, part: BaseModel, kind: FormKind, level: int) -> list[AnyBlock]:
        """Short fields as label and value, long ones under a heading, items as tables, parts and forms below."""
        found: list[AnyBlock] = []
        facts: list[tuple[str, str]] = []
        for spec in fields_of(type(part)):
            value = getattr(part, spec.name)
            if spec.kind in (FieldKind.LINE, FieldKind.DATE, FieldKind.FLAG, FieldKind.CHOICE, FieldKind.CHOICES):
                facts.append((self.words.label(spec.name, kind), self.fact(spec, value)))
                continue
            if facts:
                found.append(Facts(rows=tuple(facts)))
                facts = []
            found += self.long_blocks(spec, value, kind, level)
        return [*found, Facts(rows=tuple(facts))] if facts else found

    def long_blocks(self, spec: FieldSpec, value: Any, kind: FormKind, level: int) -> list[AnyBlock]:
        title = Heading(level=min(level, 4), text=self.words.label(spec.name, kind))
        match spec.kind:
            case FieldKind.TEXT if self.blank:
                return self.room_to_write(spec.name, kind)
            case FieldKind.TEXT:
                return [title, Paragraph(text=value) if value.strip() else self.nothing()]
            case FieldKind.ITEMS if spec.model is ReviewedFile and self.blank:
                return [title, file_review_document.blank_sheet(self.t)]
            case FieldKind.ITEMS if spec.model is ReviewedFile and value:
                return file_review_document.blocks(value, self.day, self.t, title)
            case FieldKind.ITEMS if value or self.blank:
                return [title, self.items_table(spec, value)]
            case FieldKind.PART if value is not None:
                return [title, *self.field_blocks(value, kind, level + 1)]
            case FieldKind.FORMS if value:
                blocks: list[AnyBlock] = [title]
                for form in value:
                    blocks.append(Heading(level=min(level + 1, 4), text=self.named(form)))
                    blocks += self.form_blocks(form, level + 2)
                return blocks
            case FieldKind.PART | FieldKind.FORMS if self.blank:
                return self.room_to_write(spec.name, kind)
            case _:
                return [title, self.nothing()]

    def items_table(self, spec: FieldSpec, items: tuple[BaseModel, ...]) -> Table:
        assert spec.model is not None
        specs = fields_of(spec.model)
        wide = (FieldKind.TEXT, FieldKind.LINE)
        rows = tuple(tuple(self.short(s, getattr(item, s.name)) for s in specs) for item in items)
        if self.blank and spec.model is NeedResult:  # lists all areas, so that none is forgotten
            rows = tuple((self.words.choice(domain), *("",) * (len(specs) - 1)) for domain in DOMAINS)
        elif self.blank:
            rows = ((f"{WRITING_LINE}\n{WRITING_LINE}",) * len(specs),) * BLANK_ROWS
        return Table(
            columns=tuple(
                Column(title=self.words.label(s.name), share=_SHARES.get(s.name, 2 if s.kind in wide else 1.2))
                for s in specs
            ),
            rows=rows,
        )

    def steps_table(self, form: Referral) -> Table:
        return Table(
            columns=(
                Column(title=self.words.label("date")),
                Column(title=self.words.label("state")),
                Column(title=self.words.label("note"), share=3),
            ),
            rows=tuple((self.t.date(s.date), self.words.choice(s.state), s.note) for s in form.steps),
        )

    def short(self, spec: FieldSpec, value: Any) -> str:
        """A value in one cell."""
        if spec.kind is FieldKind.FLAG:
            return self.t("Yes") if value else self.t("No")
        if value is None:
            return ""
        if isinstance(value, Enum):
            return self.words.choice(value)
        if isinstance(value, Day):
            return self.t.date(value)
        if isinstance(value, tuple):
            return ", ".join(self.words.choice(member) for member in value)
        return str(value)

    def fact(self, spec: FieldSpec, value: Any) -> str:
        """A value beside its label; on a blank form the choices to tick, or room to write."""
        if not self.blank:
            return self.short(spec, value) or self.empty()
        if spec.kind is FieldKind.FLAG:
            return f"{self.t('Yes')} / {self.t('No')}"
        if spec.choices is not None and len(spec.choices) <= PRINTED_CHOICES:
            return " / ".join(self.words.choice(choice) for choice in spec.choices)
        return WRITING_LINE

    def empty(self) -> str:
        return WRITING_LINE if self.blank else "–"

    def nothing(self) -> Paragraph:
        return Paragraph(text=self.t("Nothing recorded."), style="placeholder")

    def room_to_write(self, name: str, kind: FormKind) -> list[AnyBlock]:
        title = self.words.label(name, kind)
        hint = self.words.hint(kind, name)
        lines = "\n".join([WRITING_LINE] * 4)
        return [Table(columns=(Column(title=f"{title}: {hint}" if hint else title),), rows=((lines,),))]

    def named(self, form: AnyForm) -> str:
        title = self.words.title(form.kind)
        return f"{title}, {self.t.date(form.date)}" if form.date else title

    # --- the implementation protocol ---

    def protocol_blocks(self, form: Protocol, level: int) -> list[AnyBlock]:
        t, words = self.t, self.words
        kind = FormKind.PROTOCOL
        manager = ", ".join(part for part in (form.case_manager, form.institution) if part)
        when = ", ".join(part for part in (t.date(form.date) if form.date else "", form.location) if part)
        needs = [*(self.need_line(need) for need in form.needs), form.needs_summary]
        aims = [self.aim_line(number, aim) for number, aim in enumerate(form.aims, 1)]
        activities = list(form.activities) + [None] * (max(0, BLANK_ACTIVITIES - len(form.activities)) * self.blank)
        count = t.n("{count} activity", "{count} activities", len(form.activities))
        rows = [
            (words.label("client_name"), form.client_name, ""),
            (t("Name of case manager and institution"), manager, ""),
            (t("Date, location"), when, ""),
            (words.label("needs", kind), self.cell(kind, "needs_summary", needs), ""),
            (words.label("aims", kind), self.cell(kind, "aims", aims), ""),
            (words.label("activities", kind), self.cell(kind, "activities", [count] if form.activities else []), ""),
            *(self.activity_row(number, activity) for number, activity in enumerate(activities, 1)),
            (words.label("results"), self.cell(kind, "results", [form.results]), ""),
            (words.label("lessons_learnt"), self.cell(kind, "lessons_learnt", [form.lessons_learnt]), ""),
        ]
        blocks: list[AnyBlock] = [
            Table(
                columns=(
                    Column(title=t("Item"), share=1.3),
                    Column(title=t("Entry"), share=3.2),
                    Column(title=t("Time-line and responsible partner"), share=1.7),
                ),
                rows=tuple(rows),
            ),
            Facts(rows=((words.label("next_review"), t.date(form.next_review) if form.next_review else self.empty()),)),
        ]
        if form.updates or self.blank:
            spec = next(spec for spec in fields_of(Protocol) if spec.name == "updates")
            blocks += [Heading(level=min(level, 4), text=words.label("updates")), self.items_table(spec, form.updates)]
        return [
            *blocks,
            # last, because what is signed has to stand on the page of the signatures
            Heading(level=min(level, 4), text=words.label("client_agreement")),
            *self.field_blocks(form.client_agreement, kind, level + 1),
            Signatures(parties=self.signing(form)),
        ]

    def cell(self, kind: FormKind, name: str, lines: list[str]) -> str:
        """Filled lines; on a blank form the hint and room to write."""
        if self.blank:
            return "\n".join([self.words.hint(kind, name), *[WRITING_LINE] * 3])
        return "\n".join(line for line in lines if line.strip())

    def need_line(self, need: NeedResult) -> str:
        t, words = self.t, self.words
        levels = [words.choice(need.level)]
        if need.client_level is not None:
            levels.append(t("client: {level}", level=words.choice(need.client_level)))
        if need.priority:
            levels.append(t("priority"))
        head = f"{words.choice(need.domain)}: {'; '.join(levels)}."
        strengths = t("Strengths: {strengths}", strengths=need.strengths) if need.strengths.strip() else ""
        return " ".join(part for part in (head, need.finding, strengths) if part.strip())

    def aim_line(self, number: int, aim: Aim) -> str:
        t = self.t
        checks = [aim.measure] if aim.measure.strip() else []
        if aim.target_date:
            checks.append(t("by {date}", date=t.date(aim.target_date)))
        return f"{number}. {aim.text}" + (f" ({'; '.join(checks)})" if checks else "")

    def activity_row(self, number: int, activity: ProtocolActivity | None) -> tuple[str, str, str]:
        t, words = self.t, self.words
        label = t("Activity {number}", number=number)
        if activity is None:
            return label, f"{WRITING_LINE}\n{WRITING_LINE}", f"{WRITING_LINE}\n{WRITING_LINE}"
        entry = [
            activity.title,
            activity.detail,
            t("Client: {part}", part=activity.client_part) if activity.client_part.strip() else "",
            t("{state}: {result}", state=words.choice(activity.state), result=activity.result)
            if activity.result.strip()
            else words.choice(activity.state),
        ]
        span = [t.date(day) for day in (activity.start, activity.end) if day]
        when = [" – ".join(span), activity.time_line, activity.responsible_partner]
        return (
            label,
            "\n".join(line for line in entry if line.strip()),
            "\n".join(line for line in when if line.strip()),
        )

    # --- who signs ---

    def signing(self, form: AnyForm) -> tuple[Signature, ...]:
        t = self.t
        client = Signature(party=t("Client"), name=form.client_name)
        manager = Signature(
            party=form.institution or t("Institution"), name=form.case_manager, function=t("Case manager")
        )
        match form:
            case Protocol() | Consent() | ClosureRecord():
                return client, manager
            case FollowUpRecord():
                return (manager,)
            case Referral():
                return manager, Signature(party=form.partner or t("Partner institution"))
            case CaseConference():
                return (manager,)
            case _:
                return ()
