"""An instrument as XLSForm (sheets survey, choices, settings), so that it runs in KoboToolbox, ODK and their like.

Names of questions are the ids of requirements with `_` for `-`; `…__comment` and `…__evidence` are its texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from studio.documents.spreadsheet import Cell, Sheet
from studio.languages import Translator, translator
from toolkit.instrument import Instrument, InstrumentWords, Node, NodeId
from toolkit.loader import cite

RATER: Final = "rater"
COMMENT: Final = "__comment"
EVIDENCE: Final = "__evidence"
NOT_APPLICABLE: Final = "na"

SURVEY: Final = ("type", "name", "label", "hint", "guidance_hint", "appearance")
CHOICES: Final = ("list_name", "name", "label")
SETTINGS: Final = ("form_title", "form_id", "version")


def question(node_id: NodeId) -> str:
    """The name of a requirement's question."""
    return node_id.replace("-", "_")


def sheets(instrument: Instrument, words: InstrumentWords, locale: str) -> list[Sheet]:
    """The three sheets of the form, in one language."""
    t = translator(locale)
    return [
        Sheet("survey", SURVEY, list(_survey(instrument, words, t))),
        Sheet("choices", CHOICES, list(_choices(instrument, words, t))),
        Sheet("settings", SETTINGS, [[words.title, question(instrument.id), instrument.version]]),
    ]


def _survey(instrument: Instrument, words: InstrumentWords, t: Translator) -> Iterator[list[Cell]]:
    yield ["note", "about", words.about, t("Please write no names of clients."), "", ""]
    yield ["text", RATER, t("Your name and institution"), "", "", ""]
    open_groups: list[str] = []
    for node in instrument.nodes:
        while open_groups and node.parent != open_groups[-1]:
            yield ["end_group", f"group_{question(open_groups.pop())}", "", "", "", ""]
        if not node.assessable:
            yield ["begin_group", f"group_{question(node.id)}", f"{node.ref} {words.nodes[node.id].title}", "", "", ""]
            yield ["note", f"note_{question(node.id)}", words.nodes[node.id].text, "", "", ""]
            open_groups.append(node.id)
        else:
            yield from _item(node, words, t)
    while open_groups:
        yield ["end_group", f"group_{question(open_groups.pop())}", "", "", "", ""]


def _item(node: Node, words: InstrumentWords, t: Translator) -> Iterator[list[Cell]]:
    own, name = words.nodes[node.id], question(node.id)
    label = f"{node.ref} {own.title}: {own.text}"
    source = t("Source: {sources}", sources="; ".join(cite(source, t.locale) for source in node.sources))
    if node.prompt:
        yield ["text", f"{name}{COMMENT}", label, own.evidence, source, "multiline"]
        return
    typical = t("Typical evidence: {evidence}", evidence=own.evidence)
    yield [f"select_one {name}", name, label, typical, source, ""]
    yield ["text", f"{name}{COMMENT}", t("Comment"), "", "", "multiline"]
    yield ["text", f"{name}{EVIDENCE}", t("Evidence"), "", "", "multiline"]


def _choices(instrument: Instrument, words: InstrumentWords, t: Translator) -> Iterator[list[Cell]]:
    for node in instrument.scored():
        for n, level in enumerate(instrument.scale.levels):
            label = f"{level} {words.levels[n]}: {words.nodes[node.id].anchors[n]}"
            yield [question(node.id), str(level), label]
        yield [question(node.id), NOT_APPLICABLE, t("Not applicable")]
