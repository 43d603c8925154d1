"""Why something could not be done with a scenario in the making, in words."""

from __future__ import annotations

from studio.languages import Translator
from studio.messages import Wording, register


def _problems(t: Translator) -> dict[str, str]:
    return {
        "missing": t("this field is missing"),
        "unknown_field": t("a scenario has no such field"),
        "too_long": t("this text is too long"),
        "too_many": t("this list has too many entries"),
        "not_in_list": t("this is not one of the allowed words"),
        "wrong_form": t("this has the wrong form (ids are lower case letters, digits and _)"),
        "contradictory": t("this contradicts another part; an id may stand here twice"),
        "out_of_range": t("this number is outside the allowed range"),
        "wrong_type": t("this is not the kind of value that belongs here"),
    }


def _wrong(t: Translator, p: dict[str, object]) -> str:
    return t(
        "At {place}: {problem}. Mend it there; docs/scenario-format.md and any exported scenario show the right form.",
        place=p["place"],
        problem=_problems(t)[str(p["problem"])],
    )


WORDS: dict[str, Wording] = {
    "scenario_draft_unknown": lambda t, p: t(
        "There is no such scenario in the making, or it is not shared with you. Ask its author."
    ),
    "scenario_field_wrong": _wrong,
    "scenario_change_refused": lambda t, p: t(
        "This was not saved ({place}): {problem}. Please enter it differently.",
        place=p.get("place", ""),
        problem=_problems(t)[str(p.get("problem", "wrong_type"))],
    ),
    "scenario_too_large": lambda t, p: t("This is larger than {limit} MB. A scenario is far smaller.", **p),
    "scenario_file_missing": lambda t, p: t("Choose a file first."),
    "scenario_file_unreadable": lambda t, p: t("{place}: {problem}. Nothing was taken over; mend the file there.", **p),
    "scenario_file_kind": lambda t, p: t(
        "{name} is neither YAML nor JSON nor ZIP. Choose scenario.yaml together with its texts, or an export.",
        **p,
    ),
    "scenario_not_one": lambda t, p: t(
        "There is no scenario in it. Choose an exported ZIP or JSON file, or scenario.yaml with scenario.en.yaml."
    ),
    "scenario_archive_paths": lambda t, p: t(
        "The archive holds a name that leads outside of it ({name}). It was not opened.", **p
    ),
    "scenario_archive_other": lambda t, p: t(
        "One scenario at a time: the files must hold exactly one scenario.yaml and its texts."
    ),
    "scenario_unfinished": lambda t, p: t.n(
        "The scenario is not ready: {count} thing must be mended first. Look at Checks.",
        "The scenario is not ready: {count} things must be mended first. Look at Checks.",
        int(str(p["count"])),
    ),
    "scenario_id_fixed": lambda t, p: t(
        "The id stays {id}: runs and other parts of the scenario know it by this name.", **p
    ),
    "scenario_ids_played": lambda t, p: t(
        "People have played this scenario, so these entries keep their ids: {ids}. Remove an entry in its part if "
        "it shall go.",
        ids=", ".join(map(str, p["ids"])) if isinstance(p["ids"], list) else p["ids"],
    ),
    "scenario_moved_on": lambda t, p: t(
        "The scenario was changed while you were typing, so your text was not taken over; it is kept here. Copy it, "
        "discard it, begin again from what stands there now, and put your changes in."
    ),
    "scenario_too_many_open": lambda t, p: t("Too many texts are open as YAML. Take some over or discard them first."),
    "scenario_share_role": lambda t, p: t(
        "The role of “{login}” does not include writing scenarios. The owner of this studio can change it.", **p
    ),
    "scenario_share_nobody": lambda t, p: t(
        "Nobody signs in here as “{login}”. Check the spelling, or ask for an account.", **p
    ),
}
register(WORDS)
