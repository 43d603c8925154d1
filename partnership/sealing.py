"""Seals: PAdES signatures on the signed PDF, made with a certificate the organisation brings, and checked again.

Certificate and password are used in memory and kept nowhere; nothing is fetched, so a seal has no time-stamp of an
authority. `pyhanko` is optional: without it every function here raises Unavailable `seal_unavailable`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from studio.errors import Invalid, Unavailable

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import Reference
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign import signers

_Made = TypeVar("_Made")
MAX_CERTIFICATE: Final = 200_000
MAX_PDF: Final = 20_000_000
_HUNG: Final = {"/Catalog": {"/AcroForm", "/Extensions", "/Version"}, "/Page": {"/Annots"}}
"""What a seal adds to the catalogue and to the page it hangs on."""
_NOTES: Final = {"/ModDate", "/Producer"}
_FIELD: Final = "Seal{number}"


@dataclass(frozen=True)
class Seal:
    """One seal as the file shows it; `intact` says whether what was sealed still stands, later updates included."""

    subject: str
    sealed_at: datetime | None
    intact: bool


def _signer(certificate: bytes, password: str) -> signers.SimpleSigner:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import signers

    if len(certificate) > MAX_CERTIFICATE:
        raise Invalid("certificate_unusable")
    try:
        made = signers.SimpleSigner.load_pkcs12_data(certificate, (), password.encode() or None)
    except (PdfError, ValueError, TypeError, OSError) as error:
        raise Invalid("certificate_unusable") from error
    if not isinstance(made, signers.SimpleSigner) or made.signing_cert is None:
        raise Invalid("certificate_unusable")
    return made


def seal(pdf: bytes, certificate: bytes, password: str, *, reason: str, place: str) -> bytes:
    """The PDF with one more seal behind what it holds; Invalid `certificate_unusable` for file or password."""
    _available()
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import fields, signers

    signer = _signer(certificate, password)
    about = signers.PdfSignatureMetadata(
        field_name=_FIELD.format(number=len(seals(pdf)) + 1),
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        location=place or None,
        md_algorithm="sha256",
    )
    try:
        out = _apart(lambda: signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), about, signer=signer))
    except (PdfError, ValueError) as error:
        raise Invalid("certificate_unusable") from error
    return bytes(out.getvalue())


def only_sealed(plain: bytes, sealed: bytes) -> bool:
    """Whether `sealed` is `plain` with nothing behind it but seals that hold: no page rewritten, nothing shown anew."""
    _available()
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    if not sealed.startswith(plain):
        return False
    try:
        before, after = PdfFileReader(io.BytesIO(plain)), PdfFileReader(io.BytesIO(sealed))
        first, last = before.xrefs.total_revisions, after.xrefs.total_revisions
        known = {ref for revision in range(first) for ref in after.xrefs.explicit_refs_in_revision(revision)}
        later = {ref for revision in range(first, last) for ref in after.xrefs.explicit_refs_in_revision(revision)}
        kept = all(_unchanged(before, after, ref) for ref in known & later)
        held = seals(sealed)
        return kept and bool(held) and all(each.intact for each in held) and _invisible(before, after)
    except (PdfError, Invalid, ValueError, KeyError, TypeError, AttributeError):
        return False


def _unchanged(before: PdfFileReader, after: PdfFileReader, ref: Reference) -> bool:
    """Whether an object says what it said, but for where a seal is hung up."""
    from pyhanko.pdf_utils import generic

    old, new = (each.get_object(ref) for each in (before, after))  # type: ignore[no-untyped-call]
    if not (isinstance(old, generic.DictionaryObject) and isinstance(new, generic.DictionaryObject)):
        return bool(old == new)
    if isinstance(old, generic.StreamObject) or isinstance(new, generic.StreamObject):
        return str(old.get("/Type", "")) == str(new.get("/Type", "")) == "/Metadata"  # about the file, shown nowhere
    hung = _HUNG.get(str(old.get("/Type", "")), _NOTES)
    names = {str(name) for name in (*old, *new)} - hung
    return all(old.raw_get(name) == new.raw_get(name) for name in names if name in old and name in new) and all(
        name in old and name in new for name in names
    )


def _invisible(before: PdfFileReader, after: PdfFileReader) -> bool:
    """Whether every field is a seal without a picture, and nothing else lies on a page."""
    fields = [each.get_object() for each in after.root["/AcroForm"]["/Fields"]]
    notes = _notes(after)
    widgets = [note.get_object() for note in notes if str(note.get_object().get("/Subtype")) == "/Widget"]
    if [note for note in notes if note.get_object() not in widgets] != _notes(before):
        return False
    return all(
        str(each.get("/FT")) == "/Sig" and not any(float(side) for side in each.get("/Rect", ())) and "/AP" not in each
        for each in (*fields, *widgets)
    )


def _notes(reader: PdfFileReader) -> list[Any]:
    """What lies on the pages, as it is hung there: links, and the fields of seals."""
    return [note for page in _pages(reader.root["/Pages"]) for note in _raw(page)]


def _raw(page: Any) -> list[Any]:
    """The annotations of a page as they are referred to."""
    found = page.get("/Annots", ())
    return [found.raw_get(number) for number in range(len(found))]


def _pages(node: Any) -> Iterator[Any]:
    for child in (each.get_object() for each in node.get("/Kids", ())):
        yield from _pages(child) if "/Kids" in child else (child,)


def seals(pdf: bytes) -> tuple[Seal, ...]:
    """Every seal of a PDF, the oldest first; Invalid `file_damaged` where the file is none."""
    _available()
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    made = []
    try:
        for each in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
            alone = ValidationContext(trust_roots=[], allow_fetching=False)  # whom to trust is the reader's to say
            status = _apart(partial(validate_pdf_signature, each, alone))
            made.append(
                Seal(
                    each.signer_cert.subject.human_friendly,
                    each.self_reported_timestamp,
                    status.intact and status.valid and status.docmdp_ok is not False,
                )
            )
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError) as error:
        raise Invalid("file_damaged") from error
    return tuple(made)


def _apart(work: Callable[[], _Made]) -> _Made:
    """Done in a thread of its own: pyHanko begins an event loop, which cannot begin inside another one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(work).result()


def _available() -> None:
    try:
        import pyhanko  # noqa: F401
    except ImportError as error:
        raise Unavailable("seal_unavailable") from error
