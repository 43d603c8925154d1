"""The report of an assessment: as a document (Word, PDF) and as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day

from studio.documents.model import AnyBlock, Column, Document, Heading, Paragraph, Table
from studio.documents.spreadsheet import Cell, Sheet
from studio.languages import Translator, translator
from toolkit.assessment import GroupResult, ItemResult, Result, Results
from toolkit.improvement import Action, ActionState, Effort, Plan, Priority
from toolkit.instrument import Importance, Instrument, InstrumentWords
from toolkit.loader import cite


class ReportWords:
    """The words of results, actions and scales, in one language."""

    def __init__(self, locale: str) -> None:
        self.t = t = translator(locale)
        self.results = {
            Result.NOT_ANSWERED: t("Not answered"),
            Result.NOT_APPLICABLE: t("Not applicable"),
            Result.NOT_MET: t("Not met"),
            Result.PARTLY_MET: t("Partly met"),
            Result.MET: t("Met"),
        }
        self.importance = {
            Importance.MANDATORY: t("Mandatory"),
            Importance.RECOMMENDED: t("Recommended"),
            Importance.OPTIONAL: t("Optional"),
        }
        self.states = {
            ActionState.OPEN: t("Open"),
            ActionState.RUNNING: t("Running"),
            ActionState.DONE: t("Done"),
            ActionState.DROPPED: t("Dropped"),
        }
        self.efforts: dict[Effort | None, str] = {
            None: "–",
            Effort.DAYS: t("Days"),
            Effort.WEEKS: t("Weeks"),
            Effort.MONTHS: t("Months"),
        }
        self.priorities = {
            Priority.HIGH: t("High"),
            Priority.MEDIUM: t("Medium"),
            Priority.LOW: t("Low"),
        }

    def share(self, share: float | None) -> str:
        """A share in per cent; a dash where nobody said anything."""
        return "–" if share is None else self.t.percent(share)

    def value(self, value: float | None) -> str:
        """A mean or score with one decimal; a dash where nothing was scored."""
        return "–" if value is None else self.t.number(round(value, 1))


def document(
    title: str,
    instrument: Instrument,
    words: InstrumentWords,
    results: Results,
    plan: Plan,
    today: Day,
    locale: str,
    differences: Sequence[AnyBlock] = (),
) -> Document:
    """The report to print: overview, gaps with their next step, actions, and every answer.

    `differences` is what there is to say about raters, see `toolkit.round_report`.
    """
    return _Report(instrument, words, results, plan, locale).document(title, today, differences)


def sheets(instrument: Instrument, words: InstrumentWords, results: Results, plan: Plan, locale: str) -> list[Sheet]:
    """The same as sheets: standards, criteria, actions."""
    return _Report(instrument, words, results, plan, locale).sheets()


def next_step(instrument: Instrument, words: InstrumentWords, item: ItemResult) -> str:
    """How to begin from where the item stands, or the anchor one level above it; empty where there is none."""
    if item.value is None:
        return ""
    ranks = sorted(instrument.scale.levels, key=instrument.scale.rank)
    above = [level for level in ranks if (level - item.value) * (1 if ranks[-1] > ranks[0] else -1) > 0]
    if not above:
        return ""
    own, place = words.nodes[item.node.id], instrument.scale.levels.index
    reached = ranks[max(ranks.index(above[0]) - 1, 0)]
    return (own.steps[place(reached)] if own.steps else "") or own.anchors[place(above[0])]


class _Report:
    def __init__(
        self, instrument: Instrument, words: InstrumentWords, results: Results, plan: Plan, locale: str
    ) -> None:
        self.instrument, self.words, self.results, self.plan, self.locale = instrument, words, results, plan, locale
        self.names = ReportWords(locale)
        self.t: Translator = self.names.t

    def document(self, title: str, today: Day, differences: Sequence[AnyBlock]) -> Document:
        t, results = self.t, self.results
        scored = bool(results.groups)
        facts: list[tuple[str, str]] = [
            (t("Instrument"), f"{self.words.title} {self.instrument.version}"),
            (t("Date"), t.date(today)),
            (t("Raters"), str(results.raters)),
        ]
        blocks: list[AnyBlock] = [Paragraph(text=self.words.about, style="lead")]
        if scored:
            best = self.instrument.scale.best()
            facts += [
                (t("Mean"), t("{value} of {best}", value=self.names.value(results.mean), best=best)),
                (t("Lowest criterion"), self.names.value(results.floor)),
            ]
            blocks += [
                Heading(level=1, text=t("Standards")),
                self.group_table(),
                Heading(level=1, text=t("Gaps, most pressing first")),
                *self.gap_blocks(),
            ]
        blocks += [*differences, Heading(level=1, text=t("Improvement plan")), *self.action_blocks()]
        if scored:
            blocks.append(Heading(level=1, text=t("All criteria")))
        for group in results.groups:
            blocks += self.group_blocks(group)
        if results.thoughts:
            blocks += [Heading(level=1, text=t("Thoughts")), *self.thought_blocks()]
        return Document(
            title=t("Standards check: {title}", title=title),
            locale=self.locale,
            facts=tuple(facts),
            header=title,
            blocks=tuple(blocks),
        )

    def group_table(self) -> Table:
        t = self.t
        return Table(
            columns=(
                Column(title=t("Standard"), share=3),
                Column(title=t("Mean"), align="right"),
                Column(title=t("Lowest"), align="right"),
                Column(title=t("Met"), align="right"),
                Column(title=t("Not applicable"), align="right"),
                Column(title=t("Not answered"), align="right"),
            ),
            rows=tuple(
                (
                    f"{g.node.ref} {self.words.nodes[g.node.id].title}",
                    self.names.value(g.mean),
                    self.names.value(g.floor),
                    t("{met} of {total}", met=g.met, total=len(g.items)),
                    str(g.not_applicable),
                    str(g.not_answered),
                )
                for g in self.results.groups
            ),
        )

    def gap_blocks(self) -> list[AnyBlock]:
        t = self.t
        if not self.results.gaps:
            return [Paragraph(text=t("No answered criterion lies below the level that counts as met."))]
        return [
            Table(
                columns=(
                    Column(title=t("Criterion"), share=2),
                    Column(title=t("Now"), share=0.7, align="right"),
                    Column(title=t("Next step"), share=3),
                    Column(title=t("Source"), share=1.6),
                ),
                rows=tuple(
                    (
                        f"{item.node.ref} {self.words.nodes[item.node.id].title}",
                        self.names.value(item.value),
                        next_step(self.instrument, self.words, item),
                        self.sources(item),
                    )
                    for item in self.results.gaps
                ),
            )
        ]

    def action_blocks(self) -> list[AnyBlock]:
        t = self.t
        if not self.plan.actions:
            return [Paragraph(text=t("No action has been agreed yet."), style="placeholder")]
        return [
            Table(
                columns=(
                    Column(title=t("Action"), share=3),
                    Column(title=t("Criterion"), share=2),
                    Column(title=t("Owner"), share=1.4),
                    Column(title=t("Due"), share=1.2),
                    Column(title=t("Priority")),
                    Column(title=t("Effort")),
                    Column(title=t("State")),
                ),
                rows=tuple(
                    (
                        "\n".join(
                            part
                            for part in (
                                action.title,
                                action.detail,
                                t("Shown by: {text}", text=action.evidence) if action.evidence.strip() else "",
                            )
                            if part.strip()
                        ),
                        self.criterion(action),
                        action.owner or "–",
                        t.date(action.due) if action.due else "–",
                        self.names.priorities[action.priority],
                        self.names.efforts[action.effort],
                        self.names.states[action.state],
                    )
                    for action in self.plan.actions
                ),
            )
        ]

    def group_blocks(self, group: GroupResult) -> list[AnyBlock]:
        t = self.t
        words = self.words.nodes[group.node.id]
        found: list[AnyBlock] = [Heading(level=2, text=words.title, number=group.node.ref), Paragraph(text=words.text)]
        for item in group.items:
            own = self.words.nodes[item.node.id]
            found += [
                Heading(level=3, text=own.title, number=item.node.ref),
                Paragraph(text=own.text),
                Paragraph(text=t("Result: {result}", result=self.standing(item))),
            ]
            found += [Paragraph(text=t("Comment: {text}", text=text)) for text in item.comments]
            found += [Paragraph(text=t("Evidence: {text}", text=text)) for text in item.evidence]
            if item.consensus and item.consensus.reason.strip():
                found.append(Paragraph(text=t("Agreed because: {text}", text=item.consensus.reason)))
            if item.consensus and item.consensus.dissent.strip():
                found.append(Paragraph(text=t("Seen otherwise: {text}", text=item.consensus.dissent)))
        return found

    def thought_blocks(self) -> list[AnyBlock]:
        """Every prompt with what was written to it; a prompt nobody wrote to keeps its place."""
        found: list[AnyBlock] = []
        for each in self.results.thoughts:
            own = self.words.nodes[each.node.id]
            found += [Heading(level=3, text=own.title, number=each.node.ref), Paragraph(text=own.text, style="lead")]
            found += [Paragraph(text=text) for text in each.texts]
            if not each.texts:
                found.append(Paragraph(text=self.t("Nothing written yet."), style="placeholder"))
        return found

    def standing(self, item: ItemResult) -> str:
        """Result and level: "Partly met (2, In parts)"."""
        name = self.names.results[item.result]
        if item.value is None:
            return name
        level = ""
        if item.value in self.instrument.scale.levels:
            level = f", {self.words.levels[self.instrument.scale.levels.index(int(item.value))]}"
        return f"{name} ({self.names.value(item.value)}{level})"

    def criterion(self, action: Action) -> str:
        words = self.words.nodes.get(action.item_id)
        return f"{self.instrument.node(action.item_id).ref} {words.title}" if words else "–"

    def sources(self, item: ItemResult) -> str:
        return "; ".join(cite(source, self.locale) for source in item.node.sources)

    def sheets(self) -> list[Sheet]:
        t, table = self.t, self.group_table()
        criteria: list[list[Cell]] = [
            [
                item.node.ref,
                self.words.nodes[group.node.id].title,
                self.words.nodes[item.node.id].title,
                self.words.nodes[item.node.id].text,
                self.names.importance[item.node.importance],
                self.names.results[item.result],
                None if item.value is None else round(item.value, 2),
                item.answers,
                item.spread,
                "\n".join(item.comments),
                "\n".join(item.evidence),
                next_step(self.instrument, self.words, item),
                self.sources(item),
            ]
            for group in self.results.groups
            for item in group.items
        ]
        actions: list[list[Cell]] = [
            [
                action.title,
                action.detail,
                self.criterion(action),
                action.owner,
                action.due,
                self.names.priorities[action.priority],
                self.names.efforts[action.effort],
                self.names.states[action.state],
                action.evidence,
                action.carried_from,
            ]
            for action in self.plan.actions
        ]
        standards: list[list[Cell]] = [
            [
                g.node.ref,
                self.words.nodes[g.node.id].title,
                None if g.mean is None else round(g.mean, 2),
                None if g.floor is None else round(g.floor, 2),
                g.met,
                len(g.items),
                g.not_applicable,
                g.not_answered,
            ]
            for g in self.results.groups
        ]
        columns = [column.title for column in table.columns]
        thoughts: list[list[Cell]] = [
            [each.node.ref, self.words.nodes[each.node.id].title, self.words.nodes[each.node.id].text, text]
            for each in self.results.thoughts
            for text in each.texts or ("",)
        ]
        actions_sheet = Sheet(
            t("Improvement plan"),
            [
                t("Action"),
                t("Details"),
                t("Criterion"),
                t("Owner"),
                t("Due"),
                t("Priority"),
                t("Effort"),
                t("State"),
                t("Shown by"),
                t("Since round"),
            ],
            actions,
        )
        thoughts_sheet = Sheet(t("Thoughts"), [t("Number"), t("Title"), t("Question"), t("Thoughts")], thoughts)
        if not self.results.groups:
            return [thoughts_sheet, actions_sheet]
        return [
            Sheet(t("Standards"), [t("Number"), *columns[:4], t("Criteria"), *columns[4:]], standards),
            Sheet(
                t("Criteria"),
                [
                    t("Number"),
                    t("Standard"),
                    t("Criterion"),
                    t("Requirement"),
                    t("Importance"),
                    t("Result"),
                    t("Level"),
                    t("Answers"),
                    t("Spread"),
                    t("Comments"),
                    t("Evidence"),
                    t("Next step"),
                    t("Source"),
                ],
                criteria,
            ),
            actions_sheet,
            *([thoughts_sheet] if thoughts else []),
        ]
