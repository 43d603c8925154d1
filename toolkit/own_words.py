"""What is wrong with an instrument somebody brings, and what to do about it."""

from __future__ import annotations

from studio.languages import Translator
from toolkit.answer_sheets import Problem as Flaw
from toolkit.instrument import Problem


def flaw(t: Translator, found: Flaw) -> str:
    """A cell that cannot be taken, by sheet and place."""
    told = {
        "instrument_value": t("does not fit: check the entries of the first sheet"),
        "instrument_level": t("is no level; levels are whole numbers"),
        "instrument_choice": t("is none of the words that can stand here"),
        "instrument_row": t("cannot be a row: an id has small letters, digits and hyphens, a weight is over 0"),
        "form_question": t("asks for what an instrument cannot hold"),
        "form_choices": t("has choices that are no levels: two or more whole numbers are needed, and “na” at most"),
        "form_levels": t("has other levels than the questions before"),
    }
    return f"{found.sheet} {found.cell}: “{found.found}” {told[found.code]}"


def remedy(t: Translator, found: Problem) -> str:
    told = {
        "id_twice": t("two rows have this id"),
        "parent_unknown": t("stands under an id that is not there"),
        "parent_is_item": t("stands under a row that is no heading"),
        "parent_missing": t("stands under no heading: add a row for a heading and name its id here"),
        "parent_circle": t("stands under itself in the end"),
        "dependency_unknown": t("depends on an id that is not there"),
        "dependency_circle": t("depends on itself in the end"),
        "kind_unfit": t("criteria need at least two levels; without levels only questions can stand here"),
        "met_not_a_level": t("what counts as met is none of the levels"),
        "levels_not_rising": t("levels must rise, each once"),
        "no_items": t("there is nothing to answer"),
        "heading_empty": t("is a heading with nothing under it"),
        "source_missing": t("has no source"),
        "source_unknown": t("names a document the studio does not know"),
        "method_missing": t("does not say how one finds out"),
        "text_missing": t("lacks a text"),
        "text_orphan": t("has a text nothing belongs to"),
    }
    place = " ".join(part for part in (found.node, found.detail) if part)
    return f"{place}: {told[found.code]}" if place else told[found.code]
