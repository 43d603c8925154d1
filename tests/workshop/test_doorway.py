"""The address behind the QR code."""

from __future__ import annotations

import socket

import pytest
from defusedxml import ElementTree

from studio import doorway
from studio.settings import settings
from workshop.doorway import join_address


@pytest.fixture
def configured(monkeypatch):
    def configure(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"ICM_{name.upper()}", value)
        settings.cache_clear()

    yield configure
    settings.cache_clear()


class Probe(socket.socket):
    """A datagram socket on a computer whose network gave it this address."""

    own = "192.168.1.20"

    def connect(self, address):
        if not self.own:
            raise OSError("Network is unreachable")

    def getsockname(self):
        return (self.own, 50_000)


def test_a_public_address_stands_as_given(configured):
    configured(public_url="https://studio.example.org/", host="0.0.0.0")
    assert join_address("ABCDEFGH") == "https://studio.example.org/join?code=ABCDEFGH"
    assert doorway.is_reachable()


def test_this_computer_alone_is_not_reachable(configured):
    configured(host="127.0.0.1", port="8501")
    assert doorway.address() == "http://127.0.0.1:8501"
    assert not doorway.is_reachable()


@pytest.mark.parametrize(
    ("own", "address"), [("192.168.1.20", "192.168.1.20"), ("", "127.0.0.1"), ("127.0.1.1", "127.0.0.1")]
)
def test_listening_everywhere_names_the_address_in_the_room(configured, monkeypatch, own, address):
    configured(host="0.0.0.0", port="8600")
    monkeypatch.setattr(Probe, "own", own)
    monkeypatch.setattr(doorway.socket, "socket", Probe)
    assert doorway.address() == f"http://{address}:8600"
    assert doorway.is_reachable() == (address != "127.0.0.1")


def test_the_qr_code_is_an_svg_with_a_white_ground():
    svg = ElementTree.fromstring(doorway.qr_svg("https://studio.example.org/join?code=ABCDEFGH"))
    assert int(svg.get("width")) > 200
    assert "fff" in ElementTree.tostring(svg).decode()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8501", "computer"),
        ("http://localhost:8501", "computer"),
        ("http://[::1]:8501", "computer"),
        ("http://192.168.1.20:8501", "network"),
        ("http://laptop.local:8501", "network"),
        ("http://laptop:8501", "network"),
        ("https://studio.example.org", "open"),
        ("http://93.184.216.34", "open"),
    ],
)
def test_how_far_an_address_leads(configured, url, expected):
    configured(public_url=url)
    assert doorway.reach() == expected
