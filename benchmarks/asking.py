"""A server of its own and reruns over a real WebSocket, as a browser asks for them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


class Serving(NamedTuple):
    port: int
    process: int

    def connection(self, cookie: str) -> connect:
        """A new connection of the person whom the cookie names; an `async with` opens it."""
        return connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            additional_headers={"Cookie": f"icm_session={cookie}"},
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=60,
        )


class Rerun(NamedTuple):
    seconds: float
    failed: bool
    """Whether the page showed an error."""
    elements: int
    """What the page drew: texts, controls, containers."""


@contextmanager
def serving(*command: str) -> Iterator[Serving]:
    """A Python process that answers at a free port; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment: Mapping[str, str] = {**os.environ, "ICM_PORT": str(port), "ICM_OPEN_BROWSER": "false"}
    server = subprocess.Popen(  # noqa: S603 - our own scripts
        [sys.executable, *command], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.02)
        yield Serving(port, server.pid)
    finally:
        server.kill()
        server.wait()


async def rerun(to: ClientConnection, page: str, query: str = "") -> Rerun:
    """Ask for a run of a page and wait until it has finished."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    answer, failed, elements = ForwardMsg(), False, 0
    start = time.perf_counter()
    await to.send(message.SerializeToString())
    while True:
        data = await to.recv()
        answer.ParseFromString(data if isinstance(data, bytes) else data.encode())
        elements += answer.WhichOneof("type") == "delta"
        element = answer.delta.new_element
        failed |= element.WhichOneof("type") == "exception" or element.alert.format == Alert.ERROR
        if answer.WhichOneof("type") == "script_finished":
            return Rerun(time.perf_counter() - start, failed, elements)
