"""Scripts and styles travel compressed, once compressed, and say the same as before."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from studio import compressed
from studio.compressed import Compressed

SCRIPT = "export const rowan = 'berries';\n" * 4_000
ACCEPTS = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    (tmp_path / "page.js").write_bytes(SCRIPT.encode())
    (tmp_path / "tiny.css").write_text("p {}", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG" + bytes(5_000))
    app = Starlette(routes=[Mount("/static", StaticFiles(directory=tmp_path))], middleware=[Middleware(Compressed)])
    with TestClient(app) as made:
        yield made


def test_a_script_comes_compressed_and_is_compressed_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    pack = gzip.compress
    monkeypatch.setattr(compressed.gzip, "compress", lambda body, level: lengths.append(len(body)) or pack(body, level))
    for address in ("/static/page.js", "/static/page.js?again", "/static/%2e/page.js"):
        answer = client.get(address, headers=ACCEPTS)
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) < len(SCRIPT) / 3
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert answer.text == SCRIPT
    assert lengths == [len(SCRIPT)]


def test_a_file_that_changed_is_compressed_anew(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/static/page.js", headers=ACCEPTS).text == SCRIPT
    (tmp_path / "page.js").write_text(SCRIPT + "// later", encoding="utf-8")
    assert client.get("/static/page.js", headers=ACCEPTS).text.endswith("// later")


def test_everything_else_is_left_as_it_is(client: TestClient) -> None:
    plain = client.get("/static/page.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == SCRIPT
    part = client.get("/static/page.js", headers=ACCEPTS | {"Range": "bytes=0-5"})
    assert (part.status_code, part.text) == (206, "export")
    tag = client.get("/static/page.js", headers=ACCEPTS).headers["etag"]
    known = client.get("/static/page.js", headers=ACCEPTS | {"If-None-Match": tag})
    assert tag.startswith("W/")
    assert (known.status_code, known.content) == (304, b"")
    for name in ("tiny.css", "picture.png", "gone.js"):
        assert "content-encoding" not in client.get(f"/static/{name}", headers=ACCEPTS).headers
    assert client.get("/static/gone.js", headers=ACCEPTS).status_code == 404
    assert client.head("/static/page.js", headers=ACCEPTS).headers["content-length"] == str(len(SCRIPT))
