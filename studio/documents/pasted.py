"""Text that comes from Word, by clipboard or as a file, as clean Markdown.

Headings, lists, tables, bold, italics and links stay; fonts, colours, pictures, comments and hidden markup do not.
"""

from __future__ import annotations

import io
import re

import nh3

from studio import files
from studio.documents.prose import ATTRIBUTES, LINKS, TAGS
from studio.errors import Invalid

MAX_DOCX = 5_000_000
MAX_HTML = 1_000_000
MAX_MARKDOWN = 20_000

_BULLET = re.compile(r"^(\s*)(?:\\?[·•▪§◦]|o(?=\s{2,}))\s+", re.MULTILINE)
"""Word's clipboard carries list marks as letters of its symbol font."""
_EMPTY_LINES = re.compile(r"\n{3,}")


def from_html(markup: str) -> str:
    """Markdown of a piece of HTML from the clipboard; Invalid where it is far too long."""
    import markdownify  # here, because most starts of the studio paste nothing

    if len(markup) > MAX_HTML:
        raise Invalid("paste_too_long", maximum=MAX_MARKDOWN)
    clean = nh3.clean(
        markup,
        tags=TAGS | {"b", "i"},
        attributes=ATTRIBUTES,
        url_schemes=LINKS,
        clean_content_tags={"script", "style", "title", "xml"},
        link_rel=None,
    )
    text = markdownify.markdownify(clean, heading_style="ATX", bullets="-", escape_misc=False)
    lines = "\n".join(line.rstrip() for line in text.replace("\xa0", " ").split("\n"))
    tidy = _EMPTY_LINES.sub("\n\n", _BULLET.sub(r"\1- ", lines)).strip()
    if len(tidy) > MAX_MARKDOWN:
        raise Invalid("paste_too_long", maximum=MAX_MARKDOWN)
    return tidy


def from_docx(content: bytes) -> str:
    """Markdown of a Word document; Invalid where it is none, or is damaged or far too large."""
    import mammoth

    if len(content) > MAX_DOCX:
        raise Invalid("file_too_large", limit=MAX_DOCX // 1_000_000)
    if files.media_type(content) != files.DOCX:
        raise Invalid("file_type_wrong")
    try:
        if files.declares_types(content):
            raise Invalid("file_type_wrong")
        made = mammoth.convert_to_html(
            io.BytesIO(content),
            convert_image=mammoth.images.img_element(lambda image: {}),
            include_embedded_style_map=False,
        )
    except files.DAMAGED as error:
        raise Invalid("file_damaged") from error
    return from_html(made.value)
