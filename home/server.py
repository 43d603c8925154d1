"""The server around Streamlit: options, routes of all rooms, what happens at start."""

from __future__ import annotations

import gc
import importlib
import socket
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
from starlette.middleware import Middleware
from starlette.routing import Route

from studio import identity, sign_in, upkeep
from studio.addresses import UNKNOWN
from studio.compressed import Compressed
from studio.errors import StudioError
from studio.languages import SOURCE_LOCALE, translator
from studio.messages import explain
from studio.settings import settings
from studio.web import SESSION_HEADER, USER_FIELD, Guard
from studio.widgets.at_once import send_at_once
from studio.widgets.away import ROUTE as AWAY_SCRIPT
from studio.widgets.away import NoDialogs
from studio.widgets.new_session import draw_before_answering
from studio.widgets.whole_callbacks import keep_callbacks_whole

ROOMS_WITH_ROUTES = ("workshop", "partnership", "scenarios", "toolkit", "home")

THEME = {
    "theme.baseFontSize": 16,
    "theme.headingFontSizes": ["2rem", "1.5rem", "1.2rem", "1.05rem", "1rem", "1rem"],
    "theme.paddingTop": "3.5rem",
    "theme.paddingBottom": "4rem",
    "theme.baseRadius": "0.5rem",
    "theme.showWidgetBorder": True,
    "theme.light.primaryColor": "#0b5d6b",
    "theme.light.linkColor": "#0b5d6b",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f1f5f7",
    "theme.light.textColor": "#14212b",
    "theme.light.borderColor": "#c3ced6",
    "theme.light.sidebar.backgroundColor": "#eaf1f3",
    "theme.light.sidebar.secondaryBackgroundColor": "#ffffff",
    "theme.dark.primaryColor": "#6fc3d0",
    "theme.dark.linkColor": "#8ad4df",
    "theme.dark.backgroundColor": "#12191e",
    "theme.dark.secondaryBackgroundColor": "#1e2930",
    "theme.dark.textColor": "#eaf0f3",
    "theme.dark.borderColor": "#46555f",
    "theme.dark.sidebar.backgroundColor": "#182229",
}


def configuration() -> dict[str, Any]:
    """Streamlit's options; all here, because `.streamlit/config.toml` is only read inside the project folder."""
    chosen = settings()
    return {
        "server.address": chosen.host,
        "server.port": chosen.port,
        "server.headless": True,  # the studio opens the browser itself, with the one-time link
        "server.fileWatcherType": "none",
        "server.maxUploadSize": chosen.max_upload_mb,
        "server.enableWebsocketCompression": True,  # half the bytes of a page, for half a millisecond of CPU
        "server.maxMessageSize": 20,  # MB; no page comes near it, and a compressed message may not grow beyond it
        "server.trustedUserHeaders": f'{{"{SESSION_HEADER}": "{USER_FIELD}"}}',
        "runner.magicEnabled": False,
        # A rerun waits for its turn instead of replacing the running script: the replaced one would lose its clicks.
        "runner.fastReruns": False,
        # A full garbage collection after every run costs 90 % of the throughput; `lifespan` collects once a minute.
        "runner.postScriptGC": False,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,  # they lead to search engines elsewhere
        "client.toolbarMode": "minimal",
        **THEME,
    }


def middleware() -> list[Middleware]:
    return [Middleware(Guard), Middleware(Compressed), Middleware(NoDialogs)]


def routes() -> list[Route]:
    """Sign-in first, then each room's `ROUTES`, then what nobody knows."""
    found = list(sign_in.ROUTES)
    for room in ROOMS_WITH_ROUTES:
        found += importlib.import_module(f"{room}.routes").ROUTES
    return [*found, AWAY_SCRIPT, UNKNOWN]


def prepare() -> None:
    """Make ready what is needed before anything is served; if it cannot be, say why and end with status 2."""
    try:
        upkeep.upgrade()
        identity.local_owner()  # writes, and so tells at once whether the studio may
    except StudioError as error:
        print(f"ICM Studio cannot start: {explain(error, translator(SOURCE_LOCALE))}", file=sys.stderr)
        raise SystemExit(2) from None
    except OSError as error:
        print(f"ICM Studio cannot start: {error}. Set ICM_DATA_DIR to a folder it may write to.", file=sys.stderr)
        raise SystemExit(2) from None
    _try_address()
    send_at_once()


def _try_address() -> None:
    host, port = settings().host, settings().port
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        print(
            f"ICM Studio cannot start: it cannot listen on {host}, port {port} ({error.strerror or error}). "
            "Choose another port with --port or ICM_PORT, or another address with --host or ICM_HOST.",
            file=sys.stderr,
        )
        raise SystemExit(2) from None


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    keep_callbacks_whole()
    draw_before_answering()
    await anyio.to_thread.run_sync(upkeep.upgrade)
    link = f"{settings().address()}/start/{await anyio.to_thread.run_sync(identity.owner_link)}"
    print(f"\n  ICM Studio is starting. Open this link on this computer; it works once:\n\n  {link}\n", flush=True)
    if settings().open_browser:
        threading.Thread(target=_open_when_ready, args=(link,), daemon=True).start()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_collect_garbage)
        yield
        tasks.cancel_scope.cancel()


async def _collect_garbage() -> None:
    while True:
        await anyio.sleep(60)
        await anyio.to_thread.run_sync(gc.collect)


def _open_when_ready(link: str) -> None:
    health = f"http://127.0.0.1:{settings().port}/_stcore/health"
    for _ in range(100):
        try:
            with urllib.request.urlopen(health, timeout=1):
                webbrowser.open(link)
                return
        except OSError:
            time.sleep(0.1)
