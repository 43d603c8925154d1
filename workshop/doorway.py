"""The address people join a workshop at."""

from __future__ import annotations

from urllib.parse import quote

from studio.doorway import here


def join_address(code: str) -> str:
    """Address behind the QR code, with the join code filled in."""
    return here(f"/join?code={quote(code)}")
