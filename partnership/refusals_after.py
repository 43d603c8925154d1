"""Refusals of later documents, monitoring and the yearly look back in words."""

from __future__ import annotations

from studio.messages import Wording

WORDS: dict[str, Wording] = {
    "later_unsigned": lambda t, p: t(
        "The agreement is not signed yet. Amendments, programmes, monitoring and reports come after signing."
    ),
    "later_of_later": lambda t, p: t("This document belongs to another agreement. Open that agreement first."),
    "joiner_without_name": lambda t, p: t("Write the name of the institution that joins."),
    "year_unusable": lambda t, p: t("Choose a year between 1990 and 2200."),
    "offer_not_one": lambda t, p: t(
        "The file offers no actions. On the page of an improvement plan, take “For a work programme (JSON)”."
    ),
    "entry_without_day": lambda t, p: t("Choose the day it was measured, or since when it is so."),
    "entry_day_ahead": lambda t, p: t("The day lies ahead. Report what is known today."),
    "entry_unknown": lambda t, p: t("There is no such entry in this agreement."),
    "entry_corrected": lambda t, p: t("Somebody corrected this entry meanwhile. Look at the newest one."),
    "reported_unknown": lambda t, p: t(
        "This indicator or action is not part of the agreement any more. Reload the page."
    ),
    "report_not_yours": lambda t, p: t(
        "Another partner reports on this. Those who speak for the partner in charge may do it, and who edits the "
        "agreement."
    ),
    "correction_without_reason": lambda t, p: t("Write why the earlier entry was wrong. It stays visible."),
    "figure_unreadable": lambda t, p: t("“{found}” is not a number. Write digits only, for example 61.5.", **p),
    "state_unknown": lambda t, p: t("Choose where the action stands."),
    "state_without_reason": lambda t, p: t("Write the reason: why it is late, or why it was stopped."),
}
