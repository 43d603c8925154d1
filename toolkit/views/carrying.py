"""An answer from another check, offered beside the levels, and how sure one may be of it."""

from __future__ import annotations

import streamlit as st

from studio.errors import StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.widgets.frame import begin, plain, said
from toolkit.mapping import Confidence, Relation
from toolkit.services import carry
from toolkit.services.assess import Assessment
from toolkit.services.carry import Offer


def relations(t: Translator) -> dict[Relation, str]:
    """How a criterion relates to another, in words."""
    return {
        Relation.EQUAL: t("asks the same"),
        Relation.SUPERSET: t("covers it and more"),
        Relation.SUBSET: t("covers a part of it"),
        Relation.INTERSECTS: t("overlaps with it"),
    }


def confidences(t: Translator) -> dict[Confidence, str]:
    return {
        Confidence.HIGH: t("sure"),
        Confidence.MEDIUM: t("fairly sure"),
        Confidence.LOW: t("unsure"),
    }


def offer_answer(found: Assessment, offer: Offer, t: Translator) -> None:
    """The offer with a button; it stays where it is when the item is answered."""
    level = offer.suggestion.score
    name = found.words.levels[found.instrument.scale.levels.index(level)]
    given = found.ratings.get(offer.suggestion.item_id)
    with st.container(border=True, key=f"offer_{offer.suggestion.item_id}"):
        st.markdown(
            t(
                "From your check “{check}”, {criterion}, which {relation} ({confidence}): **{level} {name}**",
                check=plain(_named(offer, t)),
                criterion=plain(offer.criterion),
                relation=relations(t)[offer.suggestion.relation],
                confidence=confidences(t)[offer.suggestion.confidence],
                level=level,
                name=name,
            )
        )
        st.button(
            t("Take this over"),
            key=f"take_over_{offer.suggestion.item_id}",
            icon=":material/input:",
            disabled=given is not None and given.answered,
            on_click=_take_over,
            args=(found.id, offer),
        )


def _named(offer: Offer, t: Translator) -> str:
    """The check an answer comes from; rounds of one partnership share a title, and their number tells them apart."""
    return t("Round {number}: {title}", number=offer.number, title=offer.title) if offer.number else offer.title


def _take_over(assessment_id: str, offer: Offer) -> None:
    actor: Actor
    actor, t = begin("assessment.create")
    comment = t("Taken over from “{check}”, {criterion}.", check=_named(offer, t), criterion=offer.criterion)
    try:
        carry.take_over(actor, assessment_id, offer.suggestion.item_id, comment)
    except StudioError as error:
        said(t, error)
