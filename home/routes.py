"""Routes of the front door: attached files."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import Route

from studio import files
from studio.database import reading
from studio.identity import Actor
from studio.web import download


def _attachment(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    with reading() as session:
        return files.get(session, actor, request.path_params["id"])


ROUTES = [Route("/files/{id}", download(_attachment), methods=["GET"])]
