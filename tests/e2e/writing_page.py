"""One text of one document, and a counter of runs."""

import streamlit as st

from studio import versioned
from studio.database import reading
from studio.widgets.frame import begin, requested
from studio.widgets.writing import writing

actor, t = begin()
with reading() as session:
    note = versioned.load(session, actor, "note", requested())
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
writing(
    "Story",
    document_id=note.id,
    path="text",
    value=note.body["text"],
    revision=note.revision,
    url=f"/notes/{note.id}/save",
    t=t,
)
st.button("Next", key="next")
st.write(f"stored: {len(note.body['text'])} characters")
