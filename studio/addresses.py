"""Answers an address that no page has: Streamlit would show its start page there, with words of its own over it.

Which pages there are only the frame knows, when it draws them for the first person of a role; until then everything is
left to Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from studio.errors import NotFound
from studio.identity import Role
from studio.messages import explain
from studio.web import page, status_of, words_for

STREAMLIT = frozenset({"_stcore", "static", "media", "component", "app", "auth", "oauth2callback"})
"""What begins an address of Streamlit's own; its other files have a dot in their name."""

_pages: dict[Role, frozenset[str]] = {}


def pages_are(role: Role, addresses: Iterable[str]) -> None:
    """Every page that people of a role may open."""
    _pages[role] = frozenset(addresses)


class _Unknown(Route):
    """Comes after all other routes of the studio and before Streamlit's."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and _is_unknown(scope):
            return super().matches(scope)
        return Match.NONE, {}


def _is_unknown(scope: Scope) -> bool:
    pages, address = _pages.get(scope.get("icm_role", "")), scope["path"].strip("/")
    if pages is None or not address or "." in address:
        return False
    return address.split("/")[0] not in STREAMLIT and address not in pages


async def _tell(request: Request) -> Response:
    error = NotFound("page_unknown")
    return page(request, "error.html", status_of(error), message=explain(error, words_for(request)))


UNKNOWN = _Unknown("/{address:path}", _tell, methods=["GET"])
