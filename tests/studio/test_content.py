"""Content and uploads that somebody hostile wrote."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from studio import content, files
from studio.content import ContentError, read_yaml, read_yaml_file, texts
from studio.errors import Invalid
from studio.languages import PSEUDO, pseudo
from studio.settings import ROOT


def test_aliases_are_refused_before_they_expand() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(ContentError, match="aliases"):
        read_yaml(bomb, "bomb.yaml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\na: 2", "line 2"),
        ("a: [1", "line"),
        ("!!python/object/apply:os.system ['true']", "line 1"),
        ("[" * 20_000, "cannot be read"),
        ("x: " + "y" * 5_000_001, "larger than"),
    ],
)
def test_unusable_yaml_names_the_place(text: str, says: str) -> None:
    with pytest.raises(ContentError, match=says):
        read_yaml(text, "some.yaml")


OWN = [
    path
    for room in ("partnership", "scenarios", "studio", "toolkit", "workshop")
    for path in (ROOT / room).rglob("*.yaml")
]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_the_studios_own_files_say_the_same_to_both_readers(path: Path) -> None:
    assert read_yaml_file(path) == read_yaml(path.read_text(encoding="utf-8"), path.name)


def test_a_key_that_stands_twice_in_an_own_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "room" / "content" / "own.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("a: 1\nb: 2\na: 3\n", encoding="utf-8")
    monkeypatch.setattr(content, "ROOT", tmp_path)
    with pytest.raises(ContentError, match=r"own.yaml, line 3: the key 'a' stands here twice"):
        read_yaml_file(own)


def test_files_from_elsewhere_may_nest_as_deeply_as_they_like(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "ROOT", tmp_path)  # somebody laid it into the studio's folder
    (tmp_path / "deep.yaml").write_text("[" * 200_000 + "]" * 200_000, encoding="utf-8")  # ends a quick reader
    with pytest.raises(ContentError, match="cannot be read"):
        read_yaml_file(tmp_path / "deep.yaml")


def test_texts_fall_back_to_english_and_miss_loudly(tmp_path: Path) -> None:
    (tmp_path / "x.en.yaml").write_text("a:\n  b: Hello\nc: World\n", encoding="utf-8")
    (tmp_path / "x.sr.yaml").write_text("c: Svet\n", encoding="utf-8")
    serbian = texts(tmp_path / "x", "sr")
    assert (serbian("a.b"), serbian("c")) == ("Hello", "Svet")
    assert texts(tmp_path / "x", PSEUDO)("c") == pseudo("World")
    with pytest.raises(ContentError, match="no text"):
        serbian("nothing")


def test_pseudo_keeps_placeholders() -> None:
    assert pseudo("{count} of many") == "⟦{count} óf máñý⟧"


def archive(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


def test_a_file_is_what_its_bytes_say() -> None:
    assert files.media_type(archive(word__document_xml=b"<w/>")) == files.DOCX
    assert files.media_type(archive(xl__workbook_xml=b"<w/>")) == files.XLSX
    assert files.media_type(b"%PDF-1.7 ...") == files.PDF
    for wrong in (b"MZ\x90", b"<script>", b"", archive(evil=b"x")):
        with pytest.raises(Invalid):
            files.media_type(wrong)


def test_zip_bombs_are_refused_unopened() -> None:
    with pytest.raises(Invalid) as refused:
        files.media_type(archive(word__document_xml=b"0" * 50_000_000))
    assert refused.value.code == "file_unpacks_too_large"
    with pytest.raises(Invalid):
        files.media_type(b"PK\x03\x04 broken")


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\evil.docx", "evil.docx"),
        ("con.docx", "_con.docx"),
        ("a\r\nSet-Cookie: x", "a__Set-Cookie_ x"),
        ("  ..  ", "file"),
        ("Споразум 2026.docx", "Споразум 2026.docx"),
    ],
)
def test_file_names_are_harmless_everywhere(given: str, safe: str) -> None:
    assert files.safe_name(given) == safe
