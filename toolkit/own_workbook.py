"""An own instrument as a workbook: sheets for the instrument, its levels, its requirements. Written and read back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from studio.documents.incoming import Incoming, place
from studio.documents.spreadsheet import Cell, Sheet
from studio.languages import SOURCE_LOCALE, Translator, translator
from toolkit.answer_sheets import Problem as Flaw
from toolkit.instrument import (
    Direction,
    Importance,
    Instrument,
    InstrumentWords,
    Method,
    Node,
    NodeWords,
    Scale,
    Theme,
)
from toolkit.own_instruments import Brought, OwnInstrument, check_size, cited, problems, sources_of
from toolkit.sources import BROUGHT, Source

MAX_FLAWS: Final = 30
_LEVEL = re.compile(r"(-?\d{1,6})(?:\.0)?$")
_Choice = TypeVar("_Choice", bound=StrEnum)


class Row(StrEnum):
    """What a row of the requirements is."""

    HEADING = "heading"
    CRITERION = "criterion"
    QUESTION = "question"


def _facts(t: Translator) -> dict[str, str]:
    return {
        "title": t("Title"),
        "about": t("About"),
        "theme": t("Theme"),
        "met": t("Counts as met from level"),
        "direction": t("Best level"),
    }


def _columns(t: Translator) -> dict[str, str]:
    return {
        "id": t("Id"),
        "ref": t("Number"),
        "parent": t("Under (id)"),
        "row": t("Kind of row"),
        "title": t("Title"),
        "text": t("Requirement"),
        "evidence": t("Typical evidence"),
        "importance": t("Importance"),
        "weight": t("Weight"),
        "methods": t("How to find out"),
        "sources": t("Source"),
        "depends_on": t("Depends on (ids)"),
    }


def names(t: Translator) -> dict[StrEnum, str]:
    """Words for every choice in a cell."""
    return {
        Row.HEADING: t("heading"),
        Row.CRITERION: t("criterion"),
        Row.QUESTION: t("question"),
        Importance.MANDATORY: t("mandatory"),
        Importance.RECOMMENDED: t("recommended"),
        Importance.OPTIONAL: t("optional"),
        Method.EXAMINE: t("examine papers"),
        Method.INTERVIEW: t("ask people"),
        Method.OBSERVE: t("watch it happen"),
        Direction.UP: t("the highest"),
        Direction.DOWN: t("the lowest"),
        Theme.CASEWORK: t("Casework"),
        Theme.PARTNERSHIP: t("Partnership"),
        Theme.PEOPLE: t("People and skills"),
        Theme.ORGANISATION: t("Organisation and systems"),
        Theme.REFLECTION: t("Thinking it over"),
    }


def _level_column(t: Translator, level: int | str) -> str:
    return t("Level {level}: what it looks like", level=level)


def sheets(own: OwnInstrument, locale: str) -> list[Sheet]:
    """The workbook in one language."""
    t = translator(locale)
    instrument, words, said = own.instrument, own.words, names(t)
    scale = instrument.scale
    told: dict[str, Cell] = {
        "title": words.title,
        "about": words.about,
        "theme": said[instrument.theme],
        "met": scale.met if scale.levels else None,
        "direction": said[scale.direction],
    }
    rows: list[list[Cell]] = []
    for node in instrument.nodes:
        text = words.nodes[node.id]
        row = Row.QUESTION if node.prompt else Row.CRITERION if node.assessable else Row.HEADING
        rows.append(
            [
                node.id,
                node.ref,
                node.parent or "",
                said[row],
                text.title,
                text.text,
                text.evidence,
                said[node.importance],
                node.weight,
                ", ".join(said[method] for method in node.methods),
                cited(node.sources),
                ", ".join(node.depends_on),
                *(text.anchors or ("",) * len(scale.levels)),
            ]
        )
    return [
        Sheet(t("Instrument"), (t("Field"), t("Entry")), [[name, told[key]] for key, name in _facts(t).items()]),
        Sheet(
            t("Levels"), (t("Level"), t("Name")), [list(pair) for pair in zip(scale.levels, words.levels, strict=True)]
        ),
        Sheet(
            t("Requirements"),
            (*_columns(t).values(), *(_level_column(t, level) for level in scale.levels)),
            rows,
        ),
    ]


def read(tables: Sequence[Incoming], locale: str) -> Brought | None:
    """The instrument of a workbook; None where no sheet has the columns of requirements."""
    return _Reader(tables, locale).read()


class _Reader:
    def __init__(self, tables: Sequence[Incoming], locale: str) -> None:
        self.tables, self.locale = tables, locale
        self.languages = (translator(locale), translator(SOURCE_LOCALE))
        self.flaws: list[Flaw] = []

    def read(self) -> Brought | None:
        found = self.table(_columns, {"id", "title"})
        if found is None:
            return None
        requirements, columns = found
        facts, levels = self.facts(), self.levels()
        anchors = {
            level: column
            for column, name in enumerate(requirements.rows[0])
            for level in levels
            if any(_same(name, _level_column(t, level)) for t in self.languages)
        }
        nodes, words = [], {}
        for number, row in enumerate(requirements.rows[1:], 1):
            cells = {name: _cell(row, column) for name, column in columns.items()}
            if not any(cells.values()):
                continue
            node = self.node(requirements, number, cells, columns, facts.get("title", ""))
            if node is None:
                continue
            nodes.append(node)
            scored = node.assessable and not node.prompt
            texts = tuple(_cell(row, anchors.get(level)) for level in levels) if scored else ()
            words[node.id] = NodeWords(
                title=cells["title"], text=cells.get("text", ""), evidence=cells.get("evidence", ""), anchors=texts
            )
        return self.put_together(facts, levels, nodes, words)

    def put_together(
        self, facts: Mapping[str, str], levels: Mapping[int, str], nodes: list[Node], words: dict[str, NodeWords]
    ) -> Brought:
        met = _LEVEL.match(facts.get("met", ""))
        best = max(levels, default=0)
        try:
            instrument = Instrument(
                id="brought",
                urn="urn:icm-studio:instrument:brought",
                version="1",
                locale=self.locale,
                provider="",
                theme=self.choice(Theme, facts.get("theme", "")) or Theme.CASEWORK,
                kind="scored" if levels else "reflective",
                scale=Scale(
                    levels=tuple(levels),
                    direction=self.choice(Direction, facts.get("direction", "")) or Direction.UP,
                    met=int(met.group(1)) if met else best,
                ),
                sources=(Source(document=BROUGHT, section=facts.get("title", "") or "–"),),
                nodes=tuple(nodes),
            )
        except ValidationError as error:
            self.mind(self.tables[0].title, 0, 0, str(error.errors()[0]["msg"]), "instrument_value")
            return Brought(None, self.flaws)
        own = OwnInstrument(
            instrument=instrument,
            words=InstrumentWords(
                locale=self.locale,
                title=facts.get("title", ""),
                about=facts.get("about", ""),
                levels=tuple(levels.values()),
                nodes=words,
            ),
        )
        check_size(own)
        return Brought(own, self.flaws, problems(own))

    def table(self, heads: Any, needed: set[str]) -> tuple[Incoming, dict[str, int]] | None:
        """The sheet whose first row has these columns, and where they stand."""
        for table in self.tables:
            columns: dict[str, int] = {}
            for t in self.languages:
                for key, name in heads(t).items():
                    for column, head in enumerate(table.rows[0] if table.rows else ()):
                        if _same(head, name):
                            columns.setdefault(key, column)
            if needed <= columns.keys() and "row" in columns:
                return table, columns
        return None

    def facts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for table in self.tables:
            for row in table.rows:
                for t in self.languages:
                    for key, name in _facts(t).items():
                        if len(row) > 1 and _same(row[0], name) and not _same(row[1], t("Title")):
                            found.setdefault(key, row[1])
        return found

    def levels(self) -> dict[int, str]:
        for table in self.tables:
            head = table.rows[0] if table.rows else ()
            if len(head) >= 2 and any(_same(head[0], t("Level")) and _same(head[1], t("Name")) for t in self.languages):
                found: dict[int, str] = {}
                for number, row in enumerate(table.rows[1:], 1):
                    if not any(row):
                        continue
                    level = _LEVEL.match(_cell(row, 0))
                    if level is None:
                        self.mind(table.title, number, 0, _cell(row, 0), "instrument_level")
                    else:
                        found[int(level.group(1))] = _cell(row, 1)
                return dict(sorted(found.items()))
        return {}

    def node(
        self, table: Incoming, number: int, cells: dict[str, str], columns: Mapping[str, int], title: str
    ) -> Node | None:
        kind = self.choice(Row, cells["row"])
        if kind is None:
            self.mind(table.title, number, columns["row"], cells["row"], "instrument_choice")
            return None
        methods = []
        for name in filter(None, map(str.strip, cells.get("methods", "").split(","))):
            method = self.choice(Method, name)
            if method is None:
                self.mind(table.title, number, columns["methods"], name, "instrument_choice")
            else:
                methods.append(method)
        importance = self.choice(Importance, cells.get("importance", ""))
        if importance is None and cells.get("importance"):
            self.mind(table.title, number, columns["importance"], cells["importance"], "instrument_choice")
        criterion = kind is Row.CRITERION
        try:
            return Node(
                id=cells["id"],
                parent=cells.get("parent") or None,
                ref=cells.get("ref", "") or str(number),
                assessable=kind is not Row.HEADING,
                prompt=kind is Row.QUESTION,
                importance=importance or Importance.MANDATORY,
                weight=float(cells.get("weight") or 1),
                methods=tuple(methods) or ((Method.EXAMINE,) if criterion else ()),
                sources=sources_of(cells.get("sources", ""), title or cells["title"]),
                depends_on=tuple(filter(None, map(str.strip, cells.get("depends_on", "").split(",")))),
            )
        except (ValidationError, ValueError):
            self.mind(table.title, number, columns["id"], cells["id"], "instrument_row")
            return None

    def choice(self, kind: type[_Choice], said: str) -> _Choice | None:
        """The member a cell names, in either language or by its id."""
        for member in kind:
            if _same(said, member.value) or any(_same(said, names(t)[member]) for t in self.languages):
                return member
        return None

    def mind(self, sheet: str, row: int, column: int, found: str, code: str) -> None:
        if len(self.flaws) < MAX_FLAWS:
            self.flaws.append(Flaw(sheet, place(row, column), found[:80], code))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == other.casefold()


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""
