"""What can be done in this room; each call takes the actor, checks the right and is one transaction."""

from __future__ import annotations

from studio.languages import Translator
from studio.messages import register
from studio.refused import not_saved
from toolkit.form_words import FormWords
from toolkit.forms import FormKind


def _form_refused(t: Translator, p: dict[str, object]) -> str:
    kind = next((one for one in FormKind if one == p["kind"]), None)
    return not_saved(t, FormWords(t.locale).place(str(p["place"]), kind), p)


def _plan_refused(t: Translator, p: dict[str, object]) -> str:
    names = {
        "title": t("What will be done"),
        "detail": t("Details"),
        "owner": t("Owner"),
        "due": t("Due"),
        "priority": t("Priority"),
        "effort": t("Effort"),
        "state": t("State"),
        "evidence": t("What shows that it was done"),
    }
    return not_saved(t, names.get(str(p["place"]), ""), p)


def _answer_refused(t: Translator, p: dict[str, object]) -> str:
    if p.get("problem") == "too_long":  # what people can type too much of; the rest no page offers
        return not_saved(t, "", p)
    return t("This answer does not fit the instrument. Reload the page and try again.")


register(
    {
        "assessment_unknown": lambda t, p: t(
            "This assessment does not exist, or it is not shared with you. Check the address or look in the list."
        ),
        "form_unknown": lambda t, p: t(
            "This form does not exist, or it is not shared with you. Check the address or look in the list."
        ),
        "instrument_unknown": lambda t, p: t("There is no instrument {instrument}. Choose one from the library.", **p),
        "own_instrument_unknown": lambda t, p: t("This instrument is not there, or it is not yours."),
        "instrument_unreadable": lambda t, p: t(
            "This file holds no instrument. Bring the workbook filled in, an XLSForm, or a file exported here."
        ),
        "instrument_with_flaws": lambda t, p: t("Something in this file cannot be taken. Mend what is listed first."),
        "instrument_too_large": lambda t, p: t("An instrument has up to {maximum} headings and requirements.", **p),
        "instrument_many_levels": lambda t, p: t("A scale has up to {maximum} levels.", **p),
        "instrument_text_long": lambda t, p: t(
            "A text of an instrument has up to {maximum} characters. This one is longer: “{beginning}…”", **p
        ),
        "draw_out_of_range": lambda t, p: t("Draw at least one file, and at most {most}.", most=p["most"]),
        "form_kind_unknown": lambda t, p: t("There is no form of this kind. Choose one from the list."),
        "title_unusable": lambda t, p: t("A title has 1 to {maximum} characters. Please give one.", **p),
        "rating_unusable": _answer_refused,
        "improvement_plan_unknown": lambda t, p: t(
            "You cannot see this improvement plan yet. Raters see it when the round is closed."
        ),
        "attachment_unknown": lambda t, p: t("This file is not there, or it is not shown to you yet."),
        "round_closed": lambda t, p: t("This round is closed: answers, partners and raters stay as they are."),
        "round_open": lambda t, p: t("This comes when the round is closed; everybody answers alone first."),
        "round_empty": lambda t, p: t("Nobody has answered anything yet, so there is nothing to close."),
        "round_full": lambda t, p: t("A round has up to {limit} raters, more do not fit.", **p),
        "partners_too_many": lambda t, p: t("A round has up to {limit} partners.", **p),
        "partner_twice": lambda t, p: t("There is a partner called {name} already.", **p),
        "partner_has_raters": lambda t, p: t("Somebody answers for {name}. Remove these raters first.", **p),
        "round_partner_unknown": lambda t, p: t("This partner is not part of the round. Reload the page."),
        "rater_unknown": lambda t, p: t("This rater is not part of the round. Reload the page."),
        "rater_own": lambda t, p: t("You coordinate this round and cannot remove yourself."),
        "invitation_days": lambda t, p: t("A link holds from 1 to {maximum} days.", **p),
        "invitation_unknown": lambda t, p: t("This link is not part of the round. Reload the page."),
        "invitation_ended": lambda t, p: t(
            "This link has ended, or the round is closed. Ask the person who sent it for a new one."
        ),
        "evidence_too_much": lambda t, p: t("Up to {limit} files fit beside one answer.", **p),
        "consensus_unusable": _answer_refused,
        "sheet_no_answers": lambda t, p: t(
            "This file has no answers to “{title}”. Bring the sheet you downloaded here, or the results of its form "
            "exported with XML values and headers.",
            **p,
        ),
        "referral_step": lambda t, p: t(
            "A referral cannot take this step from where it is. Reload the page to see what became of it."
        ),
        "form_unusable": _form_refused,
        "plan_unusable": _plan_refused,
    }
)
