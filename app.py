"""Starts the studio: `uv run app.py`. Puts the rooms together and does nothing else.

The first time after an installation a second process compiles what is loaded here.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from studio.first_start import compile_ahead  # noqa: E402

if __name__ == "__main__":
    compile_ahead()

import streamlit as st  # noqa: E402

from home.server import configuration, lifespan, middleware, prepare, routes  # noqa: E402

app = st.App(
    ROOT / "home" / "shell.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
)

if __name__ == "__main__":
    prepare()
    app.run(config=configuration())
