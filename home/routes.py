"""Routes of the front door: attached files, backup."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import Route

from home import administration
from studio import files
from studio.database import reading
from studio.identity import Actor
from studio.web import download


def _attachment(actor: Actor, request: Request) -> tuple[str, str, bytes]:
    with reading() as session:
        return files.get(session, actor, request.path_params["id"])


def _backup(actor: Actor, _request: Request) -> tuple[str, str, bytes]:
    name, content = administration.backup_bytes(actor)
    return name, "application/vnd.sqlite3", content


ROUTES = [
    Route("/files/{id}", download(_attachment), methods=["GET"]),
    Route("/administration/backup", download(_backup), methods=["GET"]),
]
