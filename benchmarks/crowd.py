"""Many people at once over real WebSockets: `uv run python -m benchmarks.crowd --people 200`.

Starts a studio with its own data folder, gives each person a session, opens a page for all of them in the same
instant, then lets each rerun the page with pauses of about ten seconds. Prints median, 95th percentile and worst.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parents[1]
SETTLING = 0.5
"""Seconds in which everybody gets ready before the gate opens."""


def figures(title: str, seconds: list[float]) -> None:
    ordered = sorted(1000 * s for s in seconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    middle = statistics.median(ordered)
    print(f"{title:<28} n={len(ordered):>5}  median {middle:6.0f} ms  p95 {p95:6.0f} ms  max {ordered[-1]:6.0f} ms")


async def run_page(socket_: ClientConnection, page: str) -> float:
    """Ask for a run of a page and wait until it has finished."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = ""
    start = time.perf_counter()
    await socket_.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        data = await socket_.recv()
        answer.ParseFromString(data if isinstance(data, bytes) else data.encode())
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - start


async def person(
    url: str, cookie: str, page: str, rounds: int, gate: asyncio.Event, first: list[float], later: list[float]
) -> None:
    await gate.wait()
    begun = time.perf_counter()
    async with connect(
        url,
        additional_headers={"Cookie": f"icm_session={cookie}"},
        subprotocols=["streamlit"],
        max_size=None,
        open_timeout=60,
    ) as socket_:
        await run_page(socket_, page)
        first.append(time.perf_counter() - begun)
        for _ in range(rounds):
            await asyncio.sleep(random.uniform(5, 15))
            later.append(await run_page(socket_, page))


async def crowd(port: int, cookies: list[str], page: str, rounds: int) -> tuple[list[float], list[float]]:
    gate, first, later = asyncio.Event(), [], []
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    people = [asyncio.create_task(person(url, c, page, rounds, gate, first, later)) for c in cookies]
    await asyncio.sleep(SETTLING)
    gate.set()
    await asyncio.gather(*people)
    return first, later


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", default="home")
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ICM_DATA_DIR": folder, "ICM_PORT": str(port), "ICM_OPEN_BROWSER": "false"}
        os.environ["ICM_DATA_DIR"] = folder
        for title in ("an empty folder", "an existing database"):
            began = time.perf_counter()
            with serving(port, environment):
                started = time.perf_counter() - began
                cookies = sessions(options.people)
                begun = time.perf_counter()
                asyncio.run(crowd(port, cookies[:1], options.page, 0))
                first_page = started + time.perf_counter() - begun - SETTLING
                print(f"start to first page, {title}: {first_page:.2f} s (until the server answers {started:.2f} s)")
                if title == "an existing database":
                    first, later = asyncio.run(crowd(port, cookies, options.page, options.rounds))
                    figures(f"{options.people} people arrive at once", first)
                    figures("rerun, about 10 s apart", later)


@contextmanager
def serving(port: int, environment: dict[str, str]) -> Iterator[None]:
    """A studio that answers; it ends with the block."""
    server = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, str(ROOT / "app.py")], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.02)
        yield
    finally:
        server.kill()
        server.wait()


def sessions(people: int) -> list[str]:
    """Cookies of as many signed-in people."""
    from studio import identity
    from studio.database import writing

    with writing() as session:
        added = [identity.add_person(session, f"Synthetic {number}") for number in range(people)]
        return [identity.open_session(session, someone.id, identity.Role.TRAINEE) for someone in added]


if __name__ == "__main__":
    main()
