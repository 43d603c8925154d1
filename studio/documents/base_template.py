"""The Word template that comes along, put together from the readable XML in `templates/base`.

An institution downloads it, changes logo, fonts and wording in Word, and uploads it as its own.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

_SOURCE = Path(__file__).parent / "templates" / "base"
_FIRST = "[Content_Types].xml"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP archive can name; fixed, so that equal documents give equal bytes."""


@cache
def build() -> bytes:
    """The template as a `.docx` file; the same bytes every time."""
    parts = {path.relative_to(_SOURCE).as_posix(): path for path in _SOURCE.rglob("*") if path.is_file()}
    return packed({name: parts[name].read_bytes() for name in sorted(parts)})


def packed(parts: dict[str, bytes]) -> bytes:
    """A `.docx` file of these parts, the list of content types first as Word expects it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda part: (part != _FIRST, part)):
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), parts[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
