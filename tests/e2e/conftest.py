"""A running studio and a browser. Without Chromium these tests skip and say so; `.ci/run` makes skipping an error."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from studio import database, identity
from studio.settings import ROOT
from studio.settings import settings as application_settings
from tests.conftest import use_folder

# Patience costs nothing where the machine is quick: a busy one draws a page late, which is not a failure.
expect.set_options(timeout=20_000)

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


# A click or a Tab reaches the server a moment later, and until its answer comes the page still calls itself idle. What
# was sent last and what came last tell whether an answer is still owed.
WATCH_THE_WIRE = """
(() => {
  const wire = (window.wire = { sent: Infinity, came: 0 });
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      wire.sent = Infinity;
      this.addEventListener("message", () => { wire.came = performance.now(); });
    }
    send(data) { wire.sent = performance.now(); super.send(data); }
  };
})();
"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
IDLE = """
() => {
  const app = document.querySelector("[data-testid=stApp]");
  const quiet = performance.now() - window.wire.came;
  const loading = document.querySelector("[data-testid=stSkeleton]"); // an element whose code is still on its way
  return app?.dataset.testScriptState === "notRunning" && window.wire.came > window.wire.sent && quiet > 80 && !loading;
}
"""


def chromium() -> str | None:
    """Path of an installed Chromium or Chrome; `ICM_TEST_CHROMIUM` names another one."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    return os.environ.get("ICM_TEST_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("needs Chromium: install it, or set ICM_TEST_CHROMIUM to its path")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        plain = opened.new_context

        def listening(**options: Any) -> BrowserContext:
            made = plain(**options)
            made.add_init_script(WATCH_THE_WIRE)
            return made

        opened.new_context = listening  # type: ignore[method-assign]
        yield opened
        opened.close()


@dataclass
class Studio:
    """A studio process of its own, with its own data folder."""

    folder: Path
    script: Path = ROOT / "app.py"
    port: int = 0
    process: subprocess.Popen[str] | None = None
    link: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        environment = {
            **os.environ,
            **self.settings,
            "ICM_DATA_DIR": str(self.folder),
            "ICM_PORT": str(self.port),
            "ICM_OPEN_BROWSER": "false",
            "PYTHONUNBUFFERED": "1",
        }
        if environment.pop("PYTHONDONTWRITEBYTECODE", ""):  # compiling all libraries takes longer than the start itself
            environment["PYTHONPYCACHEPREFIX"] = str(self.folder.parent / "compiled")
        environment.pop("ICM_DATABASE_URL", None)
        environment |= {k: v for k, v in self.settings.items() if k == "ICM_DATABASE_URL"}
        log = (self.folder / "studio.log").open("a", encoding="utf-8")
        with log:
            self.process = subprocess.Popen(
                [sys.executable, str(self.script)],
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2).close()
                links = [part for part in self.log().split() if part.startswith(f"{self.url}/start/")]
                self.link = links[-1]
                return
            time.sleep(0.1)
        raise RuntimeError(f"the studio did not start:\n{self.log()}")

    def log(self) -> str:
        return (self.folder / "studio.log").read_text(encoding="utf-8")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture(scope="session")
def make_studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Studio]]:
    made: list[Studio] = []

    def make(**options: object) -> Studio:
        studio = Studio(folder=tmp_path_factory.mktemp("studio"), **options)  # type: ignore[arg-type]
        made.append(studio)
        studio.start()
        return studio

    yield make
    for studio in made:
        studio.kill()


@pytest.fixture(scope="session")
def studio(make_studio: Callable[..., Studio]) -> Studio:
    """One studio for the tests that leave it standing."""
    return make_studio()


def settled(page: Page) -> None:
    """Wait until the script of a page has run and nothing is stale."""
    page.wait_for_selector("[data-testid=stMain] [data-testid=stElementContainer]", state="attached", timeout=60_000)
    page.evaluate(TWO_FRAMES)  # what a click sets off is sent by then
    page.wait_for_function(IDLE, timeout=60_000, polling=50)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def owner(studio: Studio, browser: Browser) -> Iterator[Page]:
    """The owner's browser, signed in by a one-time link made for this test."""
    made = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    sign_in_owner(made, studio)
    page = made.new_page()
    yield page
    made.close()


@contextlib.contextmanager
def beside(studio: Studio) -> Iterator[None]:
    """Use the studio's own database from this process, as a second program would."""
    with pytest.MonkeyPatch.context() as patch:
        use_folder(patch, studio.folder)
        yield
    database.forget_engine()
    application_settings.cache_clear()


def sign_in_owner(context: BrowserContext, studio: Studio) -> None:
    """Give a browser the owner's session through a fresh one-time link."""
    with beside(studio):
        secret = identity.owner_link()
    answer = context.request.get(f"{studio.url}/start/{secret}", max_redirects=0)
    assert answer.status == 303
