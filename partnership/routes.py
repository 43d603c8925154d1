"""Guarded downloads and saves of the room."""

from __future__ import annotations

from starlette.routing import Route

ROUTES: list[Route] = []
