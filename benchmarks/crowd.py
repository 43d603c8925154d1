"""Many people at once over real WebSockets: `uv run python -m benchmarks.crowd --people 200`.

Starts a studio with its own data folder, gives each person a session, opens a page for all of them in the same
instant, then lets each rerun the page with pauses of about ten seconds. Prints median, 95th percentile and worst.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.asking import Serving, rerun, serving

ROOT = Path(__file__).resolve().parents[1]
SETTLING = 0.5
"""Seconds in which everybody gets ready before the gate opens."""


def figures(title: str, seconds: list[float]) -> None:
    ordered = sorted(1000 * s for s in seconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    middle = statistics.median(ordered)
    print(f"{title:<28} n={len(ordered):>5}  median {middle:6.0f} ms  p95 {p95:6.0f} ms  max {ordered[-1]:6.0f} ms")


async def person(
    to: Serving, cookie: str, page: str, rounds: int, gate: asyncio.Event, first: list[float], later: list[float]
) -> None:
    await gate.wait()
    begun = time.perf_counter()
    async with to.connection(cookie) as connection:
        await rerun(connection, page)
        first.append(time.perf_counter() - begun)
        for _ in range(rounds):
            await asyncio.sleep(random.uniform(5, 15))
            later.append((await rerun(connection, page)).seconds)


async def crowd(to: Serving, cookies: list[str], page: str, rounds: int) -> tuple[list[float], list[float]]:
    gate, first, later = asyncio.Event(), [], []
    people = [asyncio.create_task(person(to, cookie, page, rounds, gate, first, later)) for cookie in cookies]
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
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ICM_DATA_DIR"] = folder
        for title in ("an empty folder", "an existing database"):
            began = time.perf_counter()
            with serving(str(ROOT / "app.py")) as studio:
                started = time.perf_counter() - began
                cookies = sessions(options.people)
                begun = time.perf_counter()
                asyncio.run(crowd(studio, cookies[:1], options.page, 0))
                first_page = started + time.perf_counter() - begun - SETTLING
                print(f"start to first page, {title}: {first_page:.2f} s (until the server answers {started:.2f} s)")
                if title == "an existing database":
                    first, later = asyncio.run(crowd(studio, cookies, options.page, options.rounds))
                    figures(f"{options.people} people arrive at once", first)
                    figures("rerun, about 10 s apart", later)


def sessions(people: int) -> list[str]:
    """Cookies of as many signed-in people."""
    from studio import identity
    from studio.database import writing

    with writing() as session:
        added = [identity.add_person(session, f"Synthetic {number}") for number in range(people)]
        return [identity.open_session(session, someone.id, identity.Role.TRAINEE) for someone in added]


if __name__ == "__main__":
    main()
