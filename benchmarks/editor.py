"""A rerun of the agreement's pages with 20 partners and 60 actions: `uv run python -m benchmarks.editor`.

Runs in one process; prints the median of 15 reruns of each page, the editor with its fullest sections.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
import warnings

from benchmarks.pages import ROOT

PAGES = (
    ("draft", "partners", ""),
    ("draft", "work_programme", ""),
    ("draft", "work_programme", "actions/c0"),
    ("draft", "budget", ""),
    ("draft", "impact", ""),
    ("findings", "", ""),
    ("overview", "", ""),
    ("preview", "", ""),
)


def main() -> None:
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ICM_DATA_DIR"] = folder
        from streamlit import config
        from streamlit.testing.v1 import AppTest

        from home import server
        from partnership import service
        from partnership.transfer import write_json
        from studio import database, identity, upkeep
        from tests.partnership.test_composition import large

        for option, value in server.configuration().items():
            if option.startswith(("runner.", "browser.")):
                config.set_option(option, value)
        upkeep.upgrade()
        agreement_id = service.import_json(identity.local_owner(), write_json(large()).encode())
        page = AppTest.from_file(ROOT / "home" / "shell.py", default_timeout=30)
        page.user = {"session": identity.session_of_secret(identity.use_link(identity.owner_link()))}
        page.run()
        for view, section, item in PAGES:
            page.switch_page(str(ROOT / "partnership" / "views" / f"{view}.py"))
            page.query_params.clear()
            page.query_params["id"] = agreement_id
            if section:
                page.query_params["section"], page.query_params["item"] = section, item
            page.run()
            seconds = []
            for _ in range(15):
                start = time.perf_counter()
                page.run()
                seconds.append(time.perf_counter() - start)
            print(f"{view:<12}{section:<20}{item:<14}{statistics.median(seconds) * 1000:>8.1f} ms")
        database.forget_engine()


if __name__ == "__main__":
    main()
