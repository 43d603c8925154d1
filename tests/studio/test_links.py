"""A link leads to the page itself, and to the same place as its script's path would."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.elements.widgets import button
from streamlit.testing.v1 import AppTest

from studio.widgets import links


def script(direct: bool) -> None:
    import streamlit as st

    from home import frame
    from studio import identity
    from studio.languages import translator
    from studio.widgets import links

    made = frame._make(identity.local_owner(), translator("en"))
    if not direct:
        links._targets.clear()
    st.navigation(made)
    for page in made:
        links.page_link(page._page, "There", query_params={"id": "agr_x"})
    st.session_state["wanted"] = [(page._script_hash, page.url_path) for page in made]


@pytest.mark.parametrize("direct", [True, False])
def test_a_link_leads_to_its_page(fresh_database: Path, direct: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_targets", {})
    looked_up: list[str] = []
    look_up = button.get_main_script_directory
    monkeypatch.setattr(button, "get_main_script_directory", lambda path: looked_up.append(path) or look_up(path))
    tab = AppTest.from_function(script, args=(direct,)).run()
    assert not tab.exception
    shown = [link.proto for link in tab.get("page_link")]
    assert len(shown) > 30
    assert [(link.page_script_hash, link.page) for link in shown] == tab.session_state["wanted"]
    assert {(link.label, link.query_string, link.icon) for link in shown} == {("There", "id=agr_x", "")}
    assert bool(looked_up) is not direct
