"""The annual report as a document: actions, figures, money, changes, reflection, decisions, and what is missing."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import chain

from partnership import labels
from partnership.annual import Annual, Change, Measured
from partnership.composition.pieces import Pieces, Writer, col, or_dash, table
from partnership.monitoring import Entry
from partnership.yearbook import question_ids, questions
from studio.documents.model import Bullets, Document, Heading, Paragraph, Prose
from studio.languages import Translator, translator


def compose_annual(found: Annual, locale: str) -> Document:
    t = translator(locale)
    w = Writer(found.agreement, t, locale)
    title = t("Annual report {year}", year=found.year)
    agreement = found.agreement.title.strip() or t("Partnership agreement")
    facts = (
        (t("Agreement"), agreement),
        (t("Protocol number"), found.agreement.legal.protocol_number.strip()),
        (t("Partners"), "\n".join(p.name.strip() for p in found.agreement.partners if p.name.strip())),
        (t("As known on"), t.date(found.until)),
    )
    parts = (
        (t("The year in short"), _short(w, found)),
        (t("Actions"), _actions(w, found)),
        (t("Indicators"), _indicators(w, found)),
        (t("Money and work planned"), _money(w, found)),
        (t("Changes of partners and agreement"), _changes(w, found)),
        (t("Reflection"), _reflection(w, found)),
        (t("Decisions"), _decisions(w, found)),
        (t("What is missing in this report"), _missing(w, found)),
    )
    blocks = chain.from_iterable(
        (Heading(level=1, text=name, number=str(number)), *pieces) for number, (name, pieces) in enumerate(parts, 1)
    )
    return Document(
        title=title,
        subtitle=agreement,
        locale=locale,
        facts=tuple((label, value) for label, value in facts if value),
        header=title,
        footer=agreement,
        blocks=tuple(blocks),
    )


def _short(w: Writer, found: Annual) -> Pieces:
    t = w.t
    if found.running:
        yield Paragraph(text=t("The year is still running; this report says what is known so far."), style="note")
    states = labels.action_states(t)
    counted = Counter(done.said.state if done.said else None for done in found.actions)
    told = [f"{states[state]}: {counted[state]}" for state in states if counted[state]]  # type: ignore[index]
    if counted[None]:
        told.append(t("nothing reported: {count}", count=counted[None]))
    if found.actions:
        yield Paragraph(text=t("Actions: {states}.", states=", ".join(told)))
    courses = labels.courses(t)
    measured = Counter(each.course for each in found.indicators)
    told = [f"{courses[name]}: {measured[name]}" for name in courses if measured[name]]  # type: ignore[index]
    if told:
        yield Paragraph(text=t("Indicators: {courses}.", courses=", ".join(told)))
    if found.book.summary.strip():
        yield Prose(markdown=found.book.summary.strip())


def _actions(w: Writer, found: Annual) -> Pieces:
    t, states = w.t, labels.action_states(w.t)
    rows = []
    for done in found.actions:
        state = states[done.said.state] if done.said and done.said.state else t("nothing reported")
        if done.overdue:
            state = t("{state}; its last day has passed", state=state)
        said = [f"{t.date(entry.day)}: {entry.note}" for entry in done.during if entry.note]
        rows.append(
            (
                or_dash(done.action.title),
                w.partners(done.action.accountable()),
                w.period(done.action.start, done.action.end),
                state,
                "\n".join(said) or "–",
            )
        )
    columns = [
        col(t("Action"), 2.4),
        col(t("Accountable"), 1.2),
        col(t("Period"), 1.6),
        col(t("State"), 1.3),
        col(t("What was reported"), 2.8),
    ]
    yield from table(t("Actions and where they stand"), columns, rows)
    if not rows:
        yield Paragraph(text=t("No action was planned for this year."), style="placeholder")


def _indicators(w: Writer, found: Annual) -> Pieces:
    t, courses = w.t, labels.courses(w.t)
    rows = [
        (
            or_dash(each.indicator.name),
            w.figure(each.indicator.baseline, each.indicator.unit),
            _values(w, each),
            w.figure(each.indicator.target, each.indicator.unit),
            courses[each.course],
            _sources(each.during, t),
        )
        for each in found.indicators
    ]
    columns = [
        col(t("Indicator"), 2.6),
        col(t("Baseline"), 1.1, "right"),
        col(t("Figures of the year"), 1.9),
        col(t("Target"), 1.1, "right"),
        col(t("Against the plan"), 1.3),
        col(t("Source and note"), 2.2),
    ]
    yield from table(t("Figures against baseline and target"), columns, rows)
    if rows:
        yield Paragraph(
            text=t("“Behind the plan” compares with an even way from baseline to target through the whole term."),
            style="note",
        )
    else:
        yield Paragraph(text=t("The agreement names no indicator."), style="placeholder")


def _values(w: Writer, each: Measured) -> str:
    t = w.t
    lines = [f"{t.date(entry.day)}: {w.figure(entry.value, each.indicator.unit)}" for entry in each.during]
    if not lines and each.said:
        lines = [t("none; before: {value}", value=w.figure(each.said.value, each.indicator.unit))]
    return "\n".join(lines) or "–"


def _sources(during: tuple[Entry, ...], t: Translator) -> str:
    return "\n".join(dict.fromkeys(part for entry in during for part in (entry.source, entry.note) if part)) or "–"


def _money(w: Writer, found: Annual) -> Pieces:
    t = w.t
    rows = [
        (w.agreement.partner_label(bearer) or or_dash(bearer), t.number(value))
        for bearer, value in found.planned.items()
    ]
    columns = [col(t("Partner or source"), 4.0), col(t("Planned"), 1.6, "right")]
    total = (t("Total"), t.number(sum(found.planned.values(), Decimal(0))))
    yield from table(
        t("Planned for {year}, in {currency}", year=found.year, currency=w.agreement.budget.currency),
        columns,
        rows,
        total,
    )
    if not rows:
        yield Paragraph(text=t("The agreement plans no amount for this year."), style="placeholder")
    yield Paragraph(
        text=t("These are the amounts the partners agreed. What was spent is not recorded here."), style="note"
    )


def change_name(change: Change, t: Translator) -> str:
    """What a later document did, in a line."""
    return {
        "amendment": t("Amendment No. {number} was signed.", number=change.number),
        "accession": t("{partner} joined.", partner=change.partner or "–"),
        "notice": t("{partner} gave notice of leaving.", partner=change.partner or "–"),
        "renewal": t("The work programme {year} was agreed.", year=change.year or "–"),
    }[change.kind]


def _changes(w: Writer, found: Annual) -> Pieces:
    t = w.t
    lines = [(f"{t.date(change.day)}: " if change.day else "") + change_name(change, t) for change in found.changes]
    if lines:
        yield Bullets(items=tuple(lines))
    else:
        yield Paragraph(text=t("No partner joined or left, and the agreement was not amended."))


def _reflection(w: Writer, found: Annual) -> Pieces:
    t, area = w.t, ""
    answered = {*found.book.answered(), *(each for each, wish in found.book.wishes.items() if wish.strip())}
    for question in questions(t.locale):
        if question.id not in answered:
            continue
        if question.area != area:
            area = question.area
            yield Heading(level=2, text=area)
        yield Heading(level=3, text=question.text, number=question.number)
        if answer := found.book.answers.get(question.id, "").strip():
            yield Prose(markdown=answer)
        if wish := found.book.wishes.get(question.id, "").strip():
            yield Paragraph(text=t("For next year: {wish}", wish=wish))
    if not answered:
        yield Paragraph(text=t("The partners have not written down a reflection for this year."), style="placeholder")
    else:
        yield Paragraph(text=t("Questions: guidelines for integrated case management, section 4.3."), style="note")


def _decisions(w: Writer, found: Annual) -> Pieces:
    t = w.t
    rows = [(t.date(each.day), or_dash(each.body), each.question, each.outcome) for each in found.decisions]
    columns = [col(t("Day"), 1.2), col(t("Body"), 1.8), col(t("Question"), 4.0), col(t("Result"), 1.2)]
    yield from table(t("Votes that were closed in the year"), columns, rows)
    if found.book.decisions.strip():
        yield Prose(markdown=found.book.decisions.strip())
    elif not rows:
        yield Paragraph(text=t("No decision is recorded for this year."), style="placeholder")


def _missing(w: Writer, found: Annual) -> Pieces:
    lines = gaps(found, w.t)
    if lines:
        yield Bullets(items=tuple(lines))
    else:
        yield Paragraph(text=w.t("Everything this report asks for has been reported."))


def gaps(found: Annual, t: Translator) -> list[str]:
    """What nobody has reported, said openly."""
    unnamed = t("(without name)")
    silent = [done.action.title.strip() or unnamed for done in found.actions if not done.during]
    past = [done.action.title.strip() or unnamed for done in found.actions if done.overdue]
    unmeasured = [each.indicator.name.strip() or unnamed for each in found.indicators if not each.during]
    bare = [each.indicator.name.strip() or unnamed for each in found.indicators if each.course == "no_target"]
    open_questions = len(question_ids()) - len(found.book.answered())
    lines = []
    if silent:
        lines.append(t("Nothing was reported this year about: {actions}.", actions="; ".join(silent)))
    if past:
        lines.append(t("Past their last day, without a word how they ended: {actions}.", actions="; ".join(past)))
    if unmeasured:
        lines.append(t("No figure was measured this year for: {indicators}.", indicators="; ".join(unmeasured)))
    if bare:
        lines.append(t("No target was agreed for: {indicators}.", indicators="; ".join(bare)))
    if found.uncounted:
        lines.append(
            t.n(
                "{count} amount in a currency without exchange rate is not part of the sums.",
                "{count} amounts in currencies without exchange rate are not part of the sums.",
                found.uncounted,
            )
        )
    if not found.planned:
        lines.append(t("No money or work is planned for this year."))
    if open_questions:
        lines.append(
            t.n(
                "{count} critical question has no answer.",
                "{count} critical questions have no answer.",
                open_questions,
            )
        )
    if not found.book.decisions.strip() and not found.decisions:
        lines.append(t("No decision is recorded."))
    return lines
