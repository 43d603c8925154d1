"""The address under which other devices reach this studio, and its QR code."""

from __future__ import annotations

import ipaddress
import socket
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

import segno

from studio.settings import settings

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound
_DOCUMENTATION = ("192.0.2.1", 9)
"""An address nobody has: connecting a datagram socket to it sends nothing but tells which of our own would be used."""


def here(path: str) -> str:
    """A whole address of this studio."""
    return f"{address()}{path}"


def address() -> str:
    """Address under which other devices in the room reach this studio, as far as this computer can tell."""
    chosen = settings()
    if not chosen.public_url and chosen.host in _EVERYWHERE and (own := _own_address()):
        return f"http://{own}:{chosen.port}"
    return chosen.address()


class Reach(StrEnum):
    COMPUTER = "computer"
    """The address names this very computer."""
    NETWORK = "network"
    """A private address: devices in the same network get here, other institutions do not."""
    OPEN = "open"


def reach() -> Reach:
    """How far `address` leads."""
    host = urlsplit(address()).hostname or ""
    if host == "localhost":
        return Reach.COMPUTER
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return Reach.OPEN if "." in host and not host.endswith(".local") else Reach.NETWORK
    if found.is_loopback:
        return Reach.COMPUTER
    return Reach.NETWORK if found.is_private or found.is_link_local else Reach.OPEN


def is_reachable() -> bool:
    """Whether phones can reach the join address: false as long as it names this very computer."""
    return reach() is not Reach.COMPUTER


@lru_cache(maxsize=64)
def qr_svg(text: str) -> str:
    """The text as an SVG QR code: dark on white with its quiet zone, readable in light and dark surroundings."""
    return str(segno.make(text, error="m", micro=False).svg_inline(scale=8, border=4, dark="#000", light="#fff"))


def _own_address() -> str:
    """This computer's address in its local network; empty without a network."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_DOCUMENTATION)
            own = str(probe.getsockname()[0])
    except OSError:
        return ""
    return "" if own.startswith("127.") or own == "0.0.0.0" else own  # noqa: S104 - compared, not bound
