"""A connection to the studio sends each small message at once."""

from __future__ import annotations

import socket

import pytest
from streamlit.web.server.starlette import starlette_server

from home import server


@pytest.mark.usefixtures("fresh_database")
def test_a_connection_waits_for_no_acknowledgement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starlette_server, "_bind_socket", starlette_server._bind_socket)  # put back afterwards
    server.prepare()
    listening, address = starlette_server._bind_server_socket("127.0.0.1", "127.0.0.1", 0, 5)
    with listening:
        listening.setblocking(True)
        with socket.create_connection((address, listening.getsockname()[1])):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
