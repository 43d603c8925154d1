"""Files people bring: kept by SHA-256 in the database, typed by their content and not by their name."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Collection
from xml.parsers.expat import ExpatError

from sqlmodel import Session

from studio import audit, ids
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, require_level
from studio.settings import settings
from studio.tables import Attachment, StoredFile

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
JSON = "application/json"
YAML = "application/yaml"

DAMAGED = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError, EOFError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, ExpatError),
)
"""What the readers of office files raise on files that are damaged inside."""

MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
MAX_MEMBERS = 5_000


def media_type(content: bytes) -> str:
    """What the bytes are, for the kinds of file the studio takes; Invalid for anything else."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        members = safe_archive(content)
        if "word/document.xml" in members:
            return DOCX
        if "xl/workbook.xml" in members:
            return XLSX
    if content.lstrip()[:1] in (b"{", b"["):
        return JSON
    raise Invalid("file_type_unknown")


def safe_archive(content: bytes) -> set[str]:
    """Names in a ZIP archive after checking that unpacking it cannot fill memory or disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Invalid("file_damaged") from error
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(len(content), 1_000):
        raise Invalid("file_unpacks_too_large")
    return {member.filename for member in members}


def declares_types(content: bytes) -> bool:
    """Whether a part of an office file carries a document type: no office program writes one, and entities need it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as part:
                    if b"<!doctype" in part.read(4_000).replace(b"\0", b"").lower():
                        return True
    return False


def put(session: Session, content: bytes) -> str:
    """Store bytes once and return their SHA-256."""
    limit = settings().max_upload_mb
    if len(content) > limit * 1_000_000:
        raise Invalid("file_too_large", limit=limit)
    digest = hashlib.sha256(content).hexdigest()
    if session.get(StoredFile, digest) is None:
        session.add(StoredFile(sha256=digest, media_type=media_type(content), size=len(content), content=content))
        session.flush()
    return digest


def attach(
    session: Session, actor: Actor, kind: str, object_id: str, name: str, content: bytes, *, types: Collection[str]
) -> str:
    """Attach a file to an object the actor may edit and return the attachment's id."""
    require_level(session, actor, kind, object_id, Level.EDITOR)
    found = media_type(content)
    if found not in types:
        raise Invalid("file_type_wrong", found=found)
    digest = put(session, content)
    row = Attachment(
        id=ids.new("att"),
        sha256=digest,
        name=safe_name(name),
        kind=kind,
        object_id=object_id,
        person_id=actor.person_id,
    )
    session.add(row)
    audit.record(session, actor, f"{kind}:file:attached", object_id, sha256=digest)
    return row.id


def get(session: Session, actor: Actor, attachment_id: str) -> tuple[str, str, bytes]:
    """Name, media type and bytes of an attachment, for those who may see its object."""
    row = session.get(Attachment, attachment_id)
    if row is None:
        raise NotFound("attachment_unknown")
    require_level(session, actor, row.kind, row.object_id, Level.READER)
    stored = session.get(StoredFile, row.sha256)
    if stored is None or hashlib.sha256(stored.content).hexdigest() != stored.sha256:
        raise NotFound("attachment_damaged")
    return row.name, stored.media_type, stored.content


def safe_name(name: str, default: str = "file") -> str:
    """A file name that every system takes: no folders, no control characters, no leading dots or reserved names."""
    tidy = "".join(c if c.isalnum() or c in " ._-()" else "_" for c in name.replace("\\", "/").rsplit("/", 1)[-1])
    tidy = " ".join(tidy.split()).strip(". ")[:100] or default
    reserved = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
    return f"_{tidy}" if tidy.split(".")[0].lower() in reserved else tidy
