"""A studio with one page that holds one writing component; the tests of the component run it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.routing import Route  # noqa: E402

from home.server import configuration, lifespan, middleware  # noqa: E402
from studio import sign_in, versioned  # noqa: E402
from studio.changes import CHANGES  # noqa: E402
from studio.database import writing  # noqa: E402
from studio.identity import Actor  # noqa: E402
from studio.web import saving  # noqa: E402


def save(actor: Actor, request: Request, data: dict[str, Any]) -> dict[str, Any]:
    with writing() as session:
        saved = versioned.save(
            session,
            actor,
            "note",
            request.path_params["id"],
            CHANGES.validate_python(data["changes"]),
            key=data["key"],
            check=lambda body: None,
            title=lambda body: "note",
        )
    return {"revision": saved.document.revision, "conflicts": [c.model_dump() for c in saved.conflicts]}


app = st.App(
    Path(__file__).parent / "writing_page.py",
    routes=[*sign_in.ROUTES, Route("/notes/{id}/save", saving(save), methods=["POST"])],
    middleware=middleware(),
    lifespan=lifespan,
)

if __name__ == "__main__":
    app.run(config=configuration())
