"""A rerun of every page against an empty page of the same Streamlit: `uv run python -m benchmarks.pages`.

Three servers with the same options run beside each other: the studio with example data, one with an empty page, and one
whose page has as many plain lines of text as the studio's page has elements, which no page can be quicker than. Each
page of the studio is rerun over a real WebSocket, in turn with the others, so that a slow moment of the machine
hits all; a page of one object (a draft, a case) shows an object. Printed are the median time from the message that asks
for a rerun to the message that ends it, the CPU that the server took for one (Linux), and ratios to the empty page.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import NamedTuple

from websockets.asyncio.client import ClientConnection

from benchmarks.asking import Serving, rerun, serving

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 40
EMPTY = """
import streamlit as st
st.title('Empty')
"""
LINES = """
import streamlit as st
for line in range(int(st.query_params.get('lines', 0))):
    st.markdown(f'Line {line}')
"""
BARE = """
import sys
sys.path.insert(0, {root!r})
import streamlit as st
from home.server import configuration
from studio.widgets.at_once import send_at_once
send_at_once()
st.App({script!r}).run(config=configuration())
"""


class Page(NamedTuple):
    script: Path
    address: str

    @property
    def title(self) -> str:
        return f"{self.script.parent.parent.name}/{self.script.name}"

    @property
    def takes_object(self) -> bool:
        return "requested(" in self.script.read_text(encoding="utf-8")


def cpu(process: int) -> float:
    """Seconds of CPU that a process has taken so far, to the hundredth."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pages() -> list[Page]:
    """Every page that the owner can open, in the order of the rooms."""
    from streamlit.testing.v1 import AppTest

    from home.frame import ROOMS

    def listing() -> None:  # runs as a script, because Streamlit knows pages in a script only
        import streamlit as st

        from home import frame
        from studio import identity
        from studio.languages import translator

        found = frame.pages(identity.local_owner(), translator("en"))
        st.session_state["pages"] = [(str(page._page), page.url_path) for page in found]

    listed = AppTest.from_function(listing).run().session_state["pages"]
    found = [Page(Path(script), address) for script, address in listed]
    return sorted(found, key=lambda one: (ROOMS.index(one.script.parent.parent.name), one.script.name))


def objects() -> list[str]:
    """Queries that name an object of the example data."""
    from studio import identity
    from tests.architecture.objects import everything
    from workshop.services import lead

    owner = identity.local_owner()
    things = everything(owner)
    activities = [(one.id, lead.load(owner, one.id).activities[0].id) for one in things if one.kind == "workshop"]
    return [
        *(f"id={one.id}" for one in things),
        *(f"id={workshop}&activity={activity}" for workshop, activity in activities),
    ]


async def without_error(studio: ClientConnection, page: Page, queries: list[str]) -> str:
    """The query that shows this page without an error."""
    for query in ["", *(queries if page.takes_object else [])]:
        if not (await rerun(studio, page.address, query)).failed:
            return query
    raise SystemExit(f"{page.title} shows an error with every object of the example data")


async def measure(servers: list[Serving], cookie: str, shown: list[Page], queries: list[str]) -> None:
    """`servers` are those of the empty page, of the plain lines and of the studio."""
    print(f"{'page':<34}{'elements':>9} | time, ms: empty, lines, page, ratios | CPU, ms: empty, lines, page, ratios")
    ratios = []
    async with AsyncExitStack() as stack:
        empty, lines, studio = [await stack.enter_async_context(one.connection(cookie)) for one in servers]
        for page in shown:
            query = await without_error(studio, page, queries)
            elements = (await rerun(studio, page.address, query)).elements
            before = [cpu(one.process) for one in servers]
            reruns = [
                (
                    await rerun(empty, ""),
                    await rerun(lines, "", f"lines={elements}"),
                    await rerun(studio, page.address, query),
                )
                for _ in range(ROUNDS)
            ]
            took = [1000 * statistics.median(one.seconds for one in side) for side in zip(*reruns, strict=True)]
            worked = [1000 * (cpu(one.process) - early) / ROUNDS for one, early in zip(servers, before, strict=True)]
            row = [figure for three in (took, worked) for figure in (*three, three[1] / three[0], three[2] / three[0])]
            ratios.append((row[3], row[4], row[8], row[9]))
            print(f"{page.title:<34}{elements:>9} |" + "".join(f"{figure:>7.1f}" for figure in row))
    medians = [statistics.median(side) for side in zip(*ratios, strict=True)]
    print(
        f"median ratios over {len(ratios)} pages: plain lines {medians[0]:.1f} in time and {medians[2]:.1f} in CPU, "
        f"pages {medians[1]:.1f} and {medians[3]:.1f}"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ["ICM_DATA_DIR"] = folder
        from home import demo
        from studio import database, identity, upkeep

        upkeep.upgrade()
        demo.load()
        cookie = identity.use_link(identity.owner_link())
        shown, queries = pages(), objects()
        database.forget_engine()
        servers = []
        for name, drawn in (("empty", EMPTY), ("lines", LINES)):
            script = Path(folder) / f"{name}.py"
            script.write_text(drawn, encoding="utf-8")
            servers.append(stack.enter_context(serving("-c", BARE.format(root=str(ROOT), script=str(script)))))
        servers.append(stack.enter_context(serving(str(ROOT / "app.py"))))
        asyncio.run(measure(servers, cookie, shown, queries))


if __name__ == "__main__":
    main()
