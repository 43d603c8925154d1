"""The yearly look back: the critical questions one at a time, and what to wish for next year."""

from __future__ import annotations

from functools import partial

import streamlit as st

from partnership import service
from partnership.services import reflect
from partnership.views.afterwards import chosen_year, not_signed, top
from partnership.views.guide import VIEWS
from partnership.yearbook import questions
from studio.widgets.frame import begin, explained, plain, requested
from studio.widgets.links import page_link
from studio.widgets.picking import choose, pick
from studio.widgets.writing import writing

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
top(loaded, t("One question at a time. Write what comes to mind, skip what does not fit; nothing is scored."), t)
not_signed(loaded.agreement, t)
year = chosen_year(loaded, t)
with explained(t):
    here = reflect.load(actor, loaded.id, year)
asked = questions(t.locale)
answered = set(here.book.answered())
st.markdown(t("{count} of {total} questions have an answer.", count=len(answered), total=len(asked)))
st.progress(len(answered) / len(asked))

kept = f"{loaded.id}/{year}/question"
first = next((each.id for each in asked if each.id not in answered), asked[0].id)
names = {each.id: f"{each.number} {each.title}" + (" ✓" if each.id in answered else "") for each in asked}
chosen = pick(t("Question"), names, kept, first)
position = next(number for number, each in enumerate(asked) if each.id == chosen)
question = asked[position]


def field(path: str, label: str, value: str, rows: int, hint: str = "") -> None:
    writing(
        label,
        document_id=f"{loaded.id}/{year}",
        path=path,
        value=value,
        revision=here.revision,
        url=f"/agreements/{loaded.id}/years/{year}/save",
        t=t,
        hint=hint,
        rows=rows,
        disabled=not here.editable,
    )


with st.container(border=True, key="question"):
    st.markdown(t("Question {number} of {total}", number=position + 1, total=len(asked)) + f" · {question.phase}")
    st.header(question.text, anchor=False)
    field(f"answers/{chosen}", t("Our answer"), here.book.answers.get(chosen, ""), 6)
    field(
        f"wishes/{chosen}",
        t("What we wish for next year because of this"),
        here.book.wishes.get(chosen, ""),
        2,
        t("One thing a line; each can become an action of next year's work programme."),
    )
    st.markdown(f"{t('Source:')} {question.source}")
    with st.container(horizontal=True):
        for step, label, icon in (
            (-1, t("Question before"), ":material/arrow_back:"),
            (1, t("Next question"), ":material/arrow_forward:"),
        ):
            there = position + step
            st.button(
                label,
                key=f"{kept}/{step}",
                icon=icon,
                disabled=not 0 <= there < len(asked),
                type="primary" if step == 1 else "secondary",
                on_click=partial(choose, kept, asked[there % len(asked)].id),
            )
if not here.editable:
    st.info(t("You can read this but not write here. Those who speak for a partner write it together."))

st.header(t("Wishes for next year"), anchor=False)
wishes = list(here.book.wish_lines())
if wishes:
    st.markdown("\n".join(f"- {plain(each)}" for each in wishes))
    page_link(
        VIEWS / "later.py",
        label=t("Make next year's work programme"),
        icon=":material/post_add:",
        query_params={"id": loaded.id, "year": str(year)},
    )
else:
    st.markdown(t("No wish yet."))
