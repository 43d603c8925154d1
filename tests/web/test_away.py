"""Streamlit's own dialogs about errors are blocked; everything else of its answer stays."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_routes import create_host_config_routes

from studio.widgets.away import HOST_CONFIG, NoDialogs


def test_the_host_configuration_blocks_dialogs_and_keeps_the_rest() -> None:
    plain = TestClient(Starlette(routes=create_host_config_routes(""))).get(HOST_CONFIG)
    ours = TestClient(Starlette(routes=create_host_config_routes(""), middleware=[Middleware(NoDialogs)]))
    answer = ours.get(HOST_CONFIG)
    assert answer.json() == plain.json() | {"blockErrorDialogs": True}
    assert plain.json()["blockErrorDialogs"] is False
    assert answer.headers["Cache-Control"] == plain.headers["Cache-Control"]
    assert ours.head(HOST_CONFIG).content == b""
