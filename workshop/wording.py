"""The room's refusals in words."""

from __future__ import annotations

from studio.messages import Wording

WORDS: dict[str, Wording] = {
    "workshop_title_missing": lambda t, p: t("Please give the workshop a title."),
    "zone_unknown": lambda t, p: t("This time zone is not known. Please choose one from the list."),
    "workshop_closed": lambda t, p: t("This workshop is closed. Nothing can be changed in it any more."),
    "workshop_open": lambda t, p: t("Close the workshop first. People may still be working in it."),
    "workshop_full": lambda t, p: t(
        "This workshop has {limit} participants and takes no more. Tell the trainer, who can open a second one.", **p
    ),
    "activity_unusable": lambda t, p: t("This activity cannot be added. Please choose one from the list."),
    "activity_not_open": lambda t, p: t("This activity is not open. Wait until the trainer opens it."),
    "activities_too_many": lambda t, p: t("A workshop has at most {limit} activities.", **p),
    "reply_unusable": lambda t, p: t("Write what the client says, in up to {maximum} characters.", **p),
    "join_code_unknown": lambda t, p: t(
        "There is no workshop with this code. Compare it with the code on the screen: it has eight letters and digits."
    ),
    "join_code_ended": lambda t, p: t(
        "This code is no longer valid: the workshop is closed or has a new code. Ask the trainer for the new one."
    ),
}
