"""Worked dilemmas: choose first, then see what follows, and what the other ways would have brought."""

from pathlib import Path

import streamlit as st

from studio.widgets.frame import begin, header, requested
from studio.widgets.links import page_link
from toolkit.dilemmas import Option, dilemma_text, dilemmas, principle_name
from toolkit.loader import cite
from toolkit.views.lists import look_at_oneself

HERE = Path(__file__).parent

actor, t = begin("toolkit.read")
dilemma = dilemmas().get(requested("d"))

if dilemma is None:
    header(
        t("Worked dilemmas"),
        t("Two good things pull in different directions. Choose what you would do, then see what may follow."),
        back=(t("Toolkit"), HERE / "reader.py"),
    )
    shown = ""
    for one in dilemmas().values():
        if one.principle != shown:
            shown = one.principle
            st.header(principle_name(shown, actor.locale), anchor=False)
        page_link(
            HERE / "dilemmas.py",
            label=dilemma_text(one.id, actor.locale).title,
            icon=":material/balance:",
            query_params={"d": one.id},
        )
    st.header(t("Thoughts of my own"), anchor=False)
    st.markdown(t("Write what you would do and what it would cost. Only you see it."))
    look_at_oneself(t, "dilemmas", t("My thoughts on dilemmas"), t("Begin to write"))
    st.stop()

text = dilemma_text(dilemma.id, actor.locale)
header(text.title, back=(t("Worked dilemmas"), HERE / "dilemmas.py"))
st.markdown(text.situation)


def consequences(option: Option) -> None:
    told = text.options[option.id]
    st.markdown(f"**{t('Soon')}**: {told.soon}")
    st.markdown(f"**{t('Later')}**: {told.later}")
    names = [
        (t("It serves"), [principle_name(each, actor.locale) for each in option.serves]),
        (t("It strains"), [principle_name(each, actor.locale) for each in option.strains]),
    ]
    st.markdown("  \n".join(f"{label}: {t.list(found)}" for label, found in names if found))
    if option.breach:
        st.warning(t("The code of ethics does not allow this way."))


chosen = st.radio(
    t("What would you do?"),
    [option.id for option in dilemma.options],
    format_func=lambda each: text.options[each].label,
    index=None,
    key=f"{dilemma.id}/way",
)
if chosen is not None:
    with st.container(border=True, key="chosen"):
        consequences(next(option for option in dilemma.options if option.id == chosen))
    st.header(t("The other ways"), anchor=False)
    for option in dilemma.options:
        if option.id != chosen:
            with st.expander(text.options[option.id].label):
                consequences(option)
    st.header(t("What there is to weigh"), anchor=False)
    st.markdown(text.weigh)
    st.markdown(text.questions)
    st.markdown(f"{t('Source')}: {'; '.join(cite(source, actor.locale) for source in dilemma.sources)}")
order = list(dilemmas())
for following in order[order.index(dilemma.id) + 1 :][:1]:
    page_link(
        HERE / "dilemmas.py",
        label=t("Next: {topic}", topic=dilemma_text(following, actor.locale).title),
        icon=":material/arrow_forward:",
        query_params={"d": following},
    )
