"""Has the server send small messages at once: a run of a page is many of them.

Streamlit binds its socket without naming the protocol, and so asyncio does not switch off Nagle's algorithm: each run
then waits until the browser has acknowledged its first bytes, for 40 ms on one computer, for a round trip or more over
a network (decision 0008).
"""

from __future__ import annotations

import socket

from streamlit.web.server.starlette import starlette_server

_bind = starlette_server._bind_socket


def _bind_at_once(address: str, port: int, backlog: int) -> socket.socket:
    listening = _bind(address, port, backlog)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # every accepted connection inherits it
    return listening


def send_at_once() -> None:
    """Make it so for the server of this process; to be called before it starts."""
    starlette_server._bind_socket = _bind_at_once
