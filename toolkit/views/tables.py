"""How other countries do it: five tables to filter, to search, and to put side by side."""

from pathlib import Path

import streamlit as st

from studio.widgets.frame import begin, header, requested
from studio.widgets.tables import show_table
from toolkit.loader import cite
from toolkit.tables_of_countries import country_table_text, country_tables

HERE = Path(__file__).parent
BESIDE = 3  # countries that fit side by side

actor, t = begin("toolkit.read")
header(
    t("How other countries do it"),
    t("A survey among ten employment services in 2006. The figures are old; the choices are not."),
    back=(t("Toolkit"), HERE / "reader.py"),
)
texts = {each: country_table_text(each, actor.locale) for each in country_tables()}
asked = requested("table")
st.session_state.setdefault("country_table", asked if asked in texts else next(iter(texts)))
chosen = st.selectbox(t("Table"), list(texts), format_func=lambda each: texts[each].title, key="country_table")
st.query_params["table"] = chosen
table, text = country_tables()[chosen], texts[chosen]
st.markdown(text.about)
words = st.text_input(t("Search in the table"), key="country_words", icon=":material/search:", max_chars=100)
picked = st.multiselect(
    t("Countries"),
    list(table.countries),
    format_func=text.countries.__getitem__,
    key=f"countries/{chosen}",
    placeholder=t("All"),
)
shown = [country for country in text.matching(words) if not picked or country in picked]
if not shown:
    st.markdown(t("No country has all of this."))
    st.stop()
if len(shown) <= BESIDE:
    content = {t("Question"): list(text.columns.values())} | {
        text.countries[country]: [text.cells[country][column] or "–" for column in text.columns] for country in shown
    }
    show_table(content, alt=text.title)
elif len(table.columns) <= BESIDE + 1:
    content = {t("Country"): [text.countries[country] for country in shown]} | {
        title: [text.cells[country][column] or "–" for country in shown] for column, title in text.columns.items()
    }
    show_table(content, alt=text.title)
else:
    st.caption(t("Choose up to {count} countries to see them side by side.", count=BESIDE))
    for column, title in text.columns.items():
        said = [f"- {text.countries[each]}: {text.cells[each][column]}" for each in shown if text.cells[each][column]]
        with st.expander(f"{title} ({len(said)})"):
            st.markdown("\n".join(said))
st.markdown(text.note)
st.markdown(f"{t('Source')}: {cite(table.source, actor.locale)}")
st.link_button(t("Table as CSV"), f"/country-tables/{chosen}/table.csv", icon=":material/download:")
