"""An XLSForm read as an instrument: groups are headings, choices with numbers are levels, texts are questions.

What a form can ask and an instrument cannot (dates, pictures, calculations) is named and left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from studio.documents.incoming import Incoming, place
from toolkit.answer_sheets import Problem as Flaw
from toolkit.instrument import Instrument, InstrumentWords, Method, Node, NodeWords, Scale
from toolkit.own_instruments import Brought, OwnInstrument, check_size, problems, sources_of
from toolkit.sources import BROUGHT, Source
from toolkit.xlsform import COMMENT, EVIDENCE, NOT_APPLICABLE, RATER

MAX_FLAWS: Final = 30
_Rows: TypeAlias = tuple[Incoming, dict[str, int], list[tuple[int, Sequence[str]]]]
"""A sheet, its columns by name, and its filled rows with their numbers."""
IGNORED: Final = frozenset(
    {"start", "end", "today", "deviceid", "username", "note", "begin_repeat", "end_repeat", "calculate", "hidden", ""}
)
"""Rows of a form that ask nothing."""
_NUMBER = re.compile(r"-?\d{1,6}$")
_HEADING_OF_ALL: Final = "questions"


def read(tables: Sequence[Incoming], locale: str) -> Brought | None:
    """The instrument of a form; None where there is no sheet `survey` with type, name and label."""
    survey = _rows(tables, "survey")
    if survey is None or not {"type", "name"} <= set(survey[1]):
        return None
    return _Form(tables, survey, locale).read()


class _Form:
    def __init__(
        self,
        tables: Sequence[Incoming],
        survey: tuple[Incoming, dict[str, int], list[tuple[int, Sequence[str]]]],
        locale: str,
    ) -> None:
        self.table, self.columns, self.rows = survey
        self.locale, self.flaws = locale, list[Flaw]()
        self.lists = _choices(tables)
        self.title = _setting(tables, "form_title") or _setting(tables, "form_id")
        self.nodes: list[Node] = []
        self.words: dict[str, NodeWords] = {}
        self.levels: tuple[int, ...] = ()
        self.names: tuple[str, ...] = ()

    def read(self) -> Brought:
        asked = {self.cell(row, "name") for _, row in self.rows if self.cell(row, "type").startswith("select_one")}
        open_groups: list[str] = []
        counts = [0]
        for number, row in self.rows:
            kind = " ".join(self.cell(row, "type").split()).casefold().replace("begin group", "begin_group")
            kind = kind.replace("end group", "end_group")
            name, label = self.cell(row, "name"), self.label(row)
            if kind == "begin_group":
                counts[-1] += 1
                ref = ".".join(map(str, counts))
                node_id = self.add(number, name, label, ref, open_groups[-1] if open_groups else None)
                open_groups.append(node_id)
                counts.append(0)
            elif kind == "end_group":
                if open_groups:
                    open_groups.pop()
                    counts.pop()
            elif kind.startswith("select_one") or kind in ("text", "string"):
                stem = name.removesuffix(COMMENT).removesuffix(EVIDENCE)
                if name == RATER or (stem != name and stem in asked):
                    continue
                if not open_groups:
                    counts[-1] += 1
                    open_groups.append(self.add(number, _HEADING_OF_ALL, self.title or "–", "1", None))
                    counts.append(0)
                counts[-1] += 1
                self.question(number, row, kind, stem, label, ".".join(map(str, counts)), open_groups[-1])
            elif kind.split(" ")[0] not in IGNORED:
                self.mind(number, "type", kind, "form_question")
        return self.put_together()

    def question(
        self, number: int, row: Sequence[str], kind: str, name: str, label: str, ref: str, parent: str
    ) -> None:
        hint = self.cell(row, "hint") or next(
            (self.cell(row, each) for each in self.columns if each.startswith("hint")), ""
        )
        if not kind.startswith("select_one"):
            self.add(number, name, label, ref, parent, evidence=hint, prompt=True)
            return
        choices = self.lists.get(kind.split(" ")[1] if " " in kind else "", [])
        scored = [(int(value), text) for value, text in choices if _NUMBER.match(value)]
        others = [value for value, _ in choices if not _NUMBER.match(value) and value != NOT_APPLICABLE]
        levels = tuple(sorted(level for level, _ in scored))
        if len(levels) < 2 or others:
            self.mind(number, "type", kind, "form_choices")
        elif self.levels and levels != self.levels:
            self.mind(number, "type", kind, "form_levels")
        else:
            texts = dict(scored)
            if not self.levels:
                self.levels, self.names = levels, tuple(texts[level][:60] for level in levels)
            self.add(number, name, label, ref, parent, hint, anchors=tuple(texts[level] for level in levels))

    def add(
        self,
        number: int,
        name: str,
        label: str,
        ref: str,
        parent: str | None,
        evidence: str = "",
        *,
        prompt: bool = False,
        anchors: tuple[str, ...] = (),
    ) -> str:
        plain = re.sub(r"[^a-z0-9]+", "-", name.removeprefix("group_").casefold()).strip("-")[:56] or "q"
        node_id, count = plain, 1
        while node_id in self.words:
            count += 1
            node_id = f"{plain}-{count}"
        own_ref = re.match(r"([\d.]+\d|\d)\s+", label)
        said = label[own_ref.end() :] if own_ref else label
        title, colon, text = said.partition(": ")
        if len(title) > 120 or not colon:
            title, text = said[:120] or name, said if len(said) > 120 else ""
        self.nodes.append(
            Node(
                id=node_id,
                parent=parent,
                ref=own_ref.group(1) if own_ref else ref,
                assessable=prompt or bool(anchors),
                prompt=prompt,
                methods=(Method.INTERVIEW,) if anchors else (),
                sources=sources_of("", self.title or "XLSForm"),
            )
        )
        self.words[node_id] = NodeWords(title=title, text=text, evidence=evidence, anchors=anchors)
        return node_id

    def put_together(self) -> Brought:
        filled = {node.parent for node in self.nodes}
        nodes = tuple(node for node in self.nodes if node.assessable or node.id in filled)
        instrument = Instrument(
            id="brought",
            urn="urn:icm-studio:instrument:brought",
            version="1",
            locale=self.locale,
            provider="",
            kind="scored" if self.levels else "reflective",
            scale=Scale(levels=self.levels, met=self.levels[-1] if self.levels else 0),
            sources=(Source(document=BROUGHT, section=self.title or "XLSForm"),),
            nodes=nodes,
        )
        own = OwnInstrument(
            instrument=instrument,
            words=InstrumentWords(
                locale=self.locale,
                title=self.title,
                about="",
                levels=self.names,
                nodes={node.id: self.words[node.id] for node in nodes},
            ),
        )
        check_size(own)
        return Brought(own, self.flaws, problems(own))

    def cell(self, row: Sequence[str], name: str) -> str:
        column = self.columns.get(name)
        return row[column].strip() if column is not None and column < len(row) else ""

    def label(self, row: Sequence[str]) -> str:
        """The label, or that of the first language of a form in several."""
        return next((self.cell(row, name) for name in self.columns if name.split("::")[0] == "label"), "")

    def mind(self, number: int, column: str, found: str, code: str) -> None:
        if len(self.flaws) < MAX_FLAWS:
            self.flaws.append(Flaw(self.table.title, place(number, self.columns[column]), found[:80], code))


def _rows(tables: Sequence[Incoming], title: str) -> _Rows | None:
    table = next((each for each in tables if each.title.casefold() == title), None)
    if table is None or not table.rows:
        return None
    columns = {name.strip().casefold(): column for column, name in enumerate(table.rows[0]) if name.strip()}
    return table, columns, [(number, row) for number, row in enumerate(table.rows[1:], 1) if any(row)]


def _choices(tables: Sequence[Incoming]) -> dict[str, list[tuple[str, str]]]:
    found = _rows(tables, "choices")
    lists: dict[str, list[tuple[str, str]]] = {}
    if found is not None:
        _, columns, rows = found
        label = next((column for name, column in columns.items() if name.split("::")[0] == "label"), None)
        for _, row in rows:
            name, value = (row[columns[key]].strip() if key in columns else "" for key in ("list_name", "name"))
            text = row[label].strip() if label is not None and label < len(row) else ""
            lists.setdefault(name.casefold(), []).append((value.removesuffix(".0"), text))
    return lists


def _setting(tables: Sequence[Incoming], name: str) -> str:
    found = _rows(tables, "settings")
    if found is None or name not in found[1] or not found[2]:
        return ""
    row = found[2][0][1]
    return row[found[1][name]].strip() if found[1][name] < len(row) else ""
