"""Seals: intact where nothing was changed, several one after the other, nothing kept, nothing fetched."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from sqlmodel import func, select

from partnership import sealing, service
from partnership.examples import example
from partnership.services import signing
from partnership.transfer import write_json
from studio.database import reading
from studio.errors import Invalid, NotFound, Unavailable
from studio.identity import Actor
from studio.tables import AuditEvent, StoredFile
from tests.partnership.signed import PASSWORD, certificate, open_round, signed_by_all

SERVICE, CENTRE = certificate("Employment Service Vrbena"), certificate("Centre for Social Work")


@pytest.fixture
def manager(actor: Callable[..., Actor]) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def signed(manager: Actor) -> tuple[str, str]:
    """A signed agreement and its round."""
    draft = signed_by_all(manager, service.import_json(manager, write_json(example()).encode()))
    return draft, signing.rounds(manager, draft)[0].id


def test_partners_seal_one_after_the_other_and_every_seal_holds(manager: Actor, signed: tuple[str, str]) -> None:
    plain = signing.export(manager, *signed, "signed", "pdf").content
    first = signing.sealed(manager, *signed, SERVICE, PASSWORD).content
    both = signing.sealed(manager, *signed, CENTRE, PASSWORD, first).content
    assert first.startswith(plain)
    assert both.startswith(first)
    assert sealing.seals(plain) == ()
    assert [(seal.subject.split(": ")[-1], seal.intact) for seal in sealing.seals(both)] == [
        ("Employment Service Vrbena", True),
        ("Centre for Social Work", True),
    ]
    assert b"ETSI.CAdES.detached" in first
    assert signing.rounds(manager, signed[0])[0].text_sha256.encode() in first


def test_a_changed_letter_breaks_the_seal(manager: Actor, signed: tuple[str, str]) -> None:
    sealed = signing.sealed(manager, *signed, SERVICE, PASSWORD).content
    place = sealed.index(b"stream\n") + 40
    changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
    [seal] = sealing.seals(changed)
    assert not seal.intact


def rewritten(pdf: bytes) -> bytes:
    """The PDF with its first page emptied by an update behind it, as PDF editors write changes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    while "/Kids" in page:
        page = page["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b""))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def covered(pdf: bytes) -> bytes:
    """The PDF with a note laid over its first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    while "/Kids" in page:
        page = page["/Kids"][0].get_object()
    name = generic.pdf_name
    note = generic.DictionaryObject(
        {
            name("/Type"): name("/Annot"),
            name("/Subtype"): name("/FreeText"),
            name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 800))),
            name("/Contents"): generic.pdf_string("Another text"),
        }
    )
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_rewritten_behind_the_signed_text_is_not_sealed(manager: Actor, signed: tuple[str, str]) -> None:
    plain = signing.export(manager, *signed, "signed", "pdf").content
    first = signing.sealed(manager, *signed, SERVICE, PASSWORD).content
    before = sealing.seal(rewritten(plain), SERVICE, PASSWORD, reason="", place="")
    over = sealing.seal(covered(plain), SERVICE, PASSWORD, reason="", place="")
    for changed in (rewritten(plain), before, over, rewritten(first)):
        assert changed.startswith(plain)
        with pytest.raises(Invalid, match="seal_of_another_text"):
            signing.sealed(manager, *signed, CENTRE, PASSWORD, changed)
    assert not sealing.seals(rewritten(first))[0].intact


@pytest.mark.parametrize(
    ("file", "password"),
    [(SERVICE, "wrong"), (SERVICE, ""), (b"", PASSWORD), (b"no certificate", PASSWORD), (b"x" * 300_000, PASSWORD)],
    ids=["wrong password", "no password", "empty", "another file", "too long"],
)
def test_what_cannot_seal_is_refused(manager: Actor, signed: tuple[str, str], file: bytes, password: str) -> None:
    with pytest.raises(Invalid, match="certificate_unusable"):
        signing.sealed(manager, *signed, file, password)


def test_only_the_signed_text_is_sealed(manager: Actor, signed: tuple[str, str]) -> None:
    with pytest.raises(Invalid, match="seal_of_another_text"):
        signing.sealed(manager, *signed, SERVICE, PASSWORD, b"%PDF-1.7 another text")
    other = service.import_json(manager, write_json(example()).encode())
    open_round(manager, other)
    with pytest.raises(Invalid, match="signing_not_complete"):
        signing.sealed(manager, other, signing.rounds(manager, other)[0].id, SERVICE, PASSWORD)


def test_strangers_seal_nothing(actor: Callable[..., Actor], signed: tuple[str, str]) -> None:
    with pytest.raises(NotFound):
        signing.sealed(actor("manager", "Stranger"), *signed, SERVICE, PASSWORD)
    with pytest.raises(NotFound):
        signing.sealable(actor("manager", "Stranger"), *signed)


def test_sealing_is_noted_and_keeps_neither_certificate_nor_file(manager: Actor, signed: tuple[str, str]) -> None:
    def kept() -> int:
        with reading() as session:
            return session.exec(select(func.count()).select_from(StoredFile)).one()

    before = kept()
    signing.sealed(manager, *signed, SERVICE, PASSWORD)
    assert kept() == before
    with reading() as session:
        noted = session.exec(select(AuditEvent).where(AuditEvent.action == "agreement:signing:sealed")).one()
    assert noted.details["number"] == 1
    assert PASSWORD not in str(noted.details)


def test_without_the_extra_one_is_told_what_to_do(
    manager: Actor, signed: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    with pytest.raises(Unavailable, match="seal_unavailable"):
        signing.sealed(manager, *signed, SERVICE, PASSWORD)
