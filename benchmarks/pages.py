"""A rerun of every page against an empty page of the same Streamlit: `uv run python -m benchmarks.pages`.

Runs in one process with example data; a page of one object (a draft, a case) shows an object. Each page is rerun in
turn with the empty page, so that a slow moment of the machine hits both. Prints the median of each and the ratio.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 15


def timed(run: object) -> float:
    start = time.perf_counter()
    run()  # type: ignore[operator]
    return time.perf_counter() - start


def main() -> None:
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ICM_DATA_DIR"] = folder
        from streamlit import config
        from streamlit.testing.v1 import AppTest

        from home import demo, server
        from home.frame import ROOMS
        from studio import database, identity, upkeep
        from tests.architecture.objects import everything

        for option, value in server.configuration().items():
            if option.startswith(("runner.", "browser.")):
                config.set_option(option, value)
        upkeep.upgrade()
        demo.load()
        things = [thing.id for thing in everything(identity.local_owner())]
        secret = identity.use_link(identity.owner_link())
        session_id = identity.session_of_secret(secret)
        empty = AppTest.from_string("import streamlit as st\nst.title('Empty')\n").run()
        print(f"{'page':<44}{'empty ms':>10}{'page ms':>10}{'ratio':>8}")
        ratios = []
        for room in ROOMS:
            for script in sorted((ROOT / room / "views").glob("*.py")):
                if script.name in ("__init__.py", "nav.py") or "begin(" not in script.read_text(encoding="utf-8"):
                    continue
                page = AppTest.from_file(ROOT / "home" / "shell.py", default_timeout=30)
                page.user = {"session": session_id}
                page.run()
                try:
                    page.switch_page(str(script))
                except ValueError:
                    continue  # not a page of its own
                page.run()
                if page.error and "requested(" in script.read_text(encoding="utf-8"):
                    for thing in things:
                        page.query_params["id"] = thing
                        if not page.run().error:
                            break
                pairs = [(timed(empty.run), timed(page.run)) for _ in range(ROUNDS)]
                bare, full = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
                ratios.append(full / bare)
                print(f"{room + '/' + script.name:<44}{bare:>10.1f}{full:>10.1f}{full / bare:>8.1f}")
        print(f"median ratio over {len(ratios)} pages: {statistics.median(ratios):.1f}")
        database.forget_engine()


if __name__ == "__main__":
    main()
