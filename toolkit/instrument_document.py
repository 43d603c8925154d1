"""An instrument on paper: everything in it, with room to write."""

from __future__ import annotations

from collections.abc import Iterable

from studio.documents.model import AnyBlock, Column, Document, Heading, Paragraph, Table
from studio.languages import translator
from toolkit.instrument import Importance, Instrument, InstrumentWords, Method, Node
from toolkit.loader import cite
from toolkit.sources import Source

ROOM = "\n\n\n"
"""Empty lines to write on."""


class InstrumentNames:
    """The words of methods and importance, in one language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.t = t = translator(locale)
        self.extension = t("Added by ICM Studio: the reference documents lack it, professional standards have it.")
        self.methods = {
            Method.EXAMINE: t("look at papers"),
            Method.INTERVIEW: t("ask people"),
            Method.OBSERVE: t("watch it happen"),
        }
        self.importance = {
            Importance.MANDATORY: t("Mandatory"),
            Importance.RECOMMENDED: t("Recommended"),
            Importance.OPTIONAL: t("Optional"),
        }

    def source(self, sources: Iterable[Source]) -> str:
        cited = "; ".join(cite(source, self.locale) for source in sources)
        return self.t("Source: {sources}", sources=cited)


def compose(instrument: Instrument, words: InstrumentWords, locale: str) -> Document:
    """The instrument to print: a table to tick for each criterion, room for thoughts under each prompt."""
    names = InstrumentNames(locale)
    t = names.t
    blocks: list[AnyBlock] = [Paragraph(text=words.about, style="lead")]
    for node in instrument.nodes:
        if node.assessable:
            blocks += _item(instrument, node, words, names)
        else:
            own = words.nodes[node.id]
            blocks += [
                Heading(level=2 if node.parent else 1, text=own.title, number=node.ref),
                Paragraph(text=own.text),
            ]
    return Document(
        title=words.title,
        locale=locale,
        facts=(
            (t("Version"), instrument.version),
            (t("Provider"), instrument.provider),
            (t("Source"), "; ".join(cite(source, locale) for source in instrument.sources)),
            (t("Filled in by"), ""),
            (t("Date"), ""),
        ),
        header=words.title,
        blocks=tuple(blocks),
    )


def _item(instrument: Instrument, node: Node, words: InstrumentWords, names: InstrumentNames) -> list[AnyBlock]:
    t, own = names.t, words.nodes[node.id]
    found: list[AnyBlock] = [Heading(level=3, text=own.title, number=node.ref), Paragraph(text=own.text)]
    if node.extension:
        found.append(Paragraph(text=names.extension, style="note"))
    if node.prompt:
        if own.evidence:
            found.append(Paragraph(text=own.evidence, style="note"))
        return [*found, Paragraph(text=names.source(node.sources), style="note"), Paragraph(text=ROOM)]
    rows = [("☐", f"{level} {words.levels[n]}", own.anchors[n]) for n, level in enumerate(instrument.scale.levels)]
    return [
        *found,
        Table(
            columns=(
                Column(title="", share=0.3),
                Column(title=t("Level"), share=1.3),
                Column(title=t("What it looks like"), share=4),
            ),
            rows=(*rows, ("☐", t("Not applicable"), "")),
        ),
        Paragraph(text=t("Typical evidence: {evidence}", evidence=own.evidence), style="note"),
        Paragraph(text=names.source(node.sources), style="note"),
    ]
