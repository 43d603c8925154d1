"""What can be done in this room; each call takes the actor, checks the right and is one transaction."""

from __future__ import annotations

from studio.messages import register

register(
    {
        "assessment_unknown": lambda t, p: t(
            "This assessment does not exist, or it is not shared with you. Check the address or look in the list."
        ),
        "form_unknown": lambda t, p: t(
            "This form does not exist, or it is not shared with you. Check the address or look in the list."
        ),
        "instrument_unknown": lambda t, p: t("There is no instrument {instrument}. Choose one from the library.", **p),
        "form_kind_unknown": lambda t, p: t("There is no form of this kind. Choose one from the list."),
        "title_unusable": lambda t, p: t("A title has 1 to {maximum} characters. Please give one.", **p),
        "rating_unusable": lambda t, p: t("This answer does not fit the instrument. Reload the page and try again."),
        "consensus_unusable": lambda t, p: t("This does not fit the instrument. Reload the page and try again."),
        "referral_step": lambda t, p: t(
            "A referral cannot take this step from where it is. Reload the page to see what became of it."
        ),
        "form_unusable": lambda t, p: t(
            "The field “{place}” cannot hold this; nothing of this change was saved. "
            "Lines hold 500 characters, texts 20,000.",
            **p,
        ),
        "plan_unusable": lambda t, p: t(
            "The field “{place}” cannot hold this; nothing of this change was saved. "
            "Lines hold 500 characters, texts 20,000.",
            **p,
        ),
    }
)
