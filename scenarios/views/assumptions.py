"""What the simulation assumes: every coefficient with interval and source, own copies, how it holds against studies."""

from pathlib import Path

import streamlit as st

from scenarios.views import assumed
from scenarios.weeks import assumptions
from scenarios.weeks.evidence import Evidence, builtin
from scenarios.weeks.validation import report_rows, validate
from studio.rights import allowed
from studio.widgets.frame import begin, header, plain
from studio.widgets.tables import show_table

HERE = Path(__file__).parent
CLIENTS = 1500  # fewer than the command takes, so that the page answers within seconds

actor, t = begin("practice.play")
header(
    t("What the simulation assumes"),
    t(
        "A model for teaching, not a forecast. Every number it uses stands here with the interval it may lie in, "
        "where it comes from and how sure it is."
    ),
    back=(t("Practice"), HERE / "gallery.py"),
)
own = assumed.chosen(actor, t) if allowed(actor, "scenario.author") else None
believed = own.evidence if own else builtin()
if own is None:
    st.markdown(assumptions.summary(believed, t))
else:
    assumed.about(own, t)

groups = assumptions.groups(believed, t)
group = st.selectbox(t("Part of the model"), list(groups), format_func=lambda name: groups[name], key="assumed_part")
sourced = st.toggle(t("Only what rests on a study"), key="assumed_sourced")
rows = assumptions.rows(believed, t, group, sourced)
if own is None:
    st.markdown("\n".join(assumed.told(row, t) for row in rows))  # a list, because a table of six columns fits no phone
else:
    assumed.editor(own, rows, t)

st.header(t("Does it behave as studies found?"), anchor=False)
st.markdown(
    t(
        "Each line gives two groups with the same clients and the same luck a different treatment, and sets the "
        "difference beside what was published."
    )
)


@st.cache_data(max_entries=8, show_spinner=False)
def held_against(digest: str, locale: str, _evidence: Evidence) -> list[dict[str, str]]:
    return report_rows(validate(_evidence, clients=CLIENTS), t)


compared_key = f"assumed_compared_{believed.content_hash}"
if st.button(t("Run the comparison ({count} clients, some seconds)", count=CLIENTS), icon=":material/science:"):
    st.session_state[compared_key] = True
if st.session_state.get(compared_key):
    with st.spinner(t("Living through the years …")):
        compared = held_against(believed.content_hash, t.locale, believed)
    if own is not None:
        st.markdown(t("Under the assumptions of **{name}**:", name=plain(own.name)))
    show_table(
        {column: [row[column] for row in compared] for column in compared[0]},
        alt=t("Simulated and published effects"),
    )
