"""Random documents full of text that somebody might paste to break something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import time_machine
from hypothesis import strategies as st

from studio.documents.model import (
    AnyBlock,
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Prose,
    Signature,
    Signatures,
    Table,
)

HOSTILE = (
    "",
    " ",
    "<script>alert(1)</script>",
    "</w:t></w:r></w:p>",
    "=cmd|' /C calc'!A0",
    "{{ body }}",
    "{% for x in y %}",
    "{_{ 7*7 }_}",
    "#eval(sys.inputs)",
    "$ x $ @ref <label> \\",
    "a\x00b\x0bc\ud800d\ufffe",
    "\u202egnp.exe",
    "שלום مرحبا",
    "😀 👩‍👩‍👧 ✓",
    "漢字",
    "A" * 3000,
    "* _ ` [x](javascript:alert(1)) | & &amp; ~~~",
    "first\nsecond\r\nthird\tend",
    "Çelësi, Ђорђе, Šćepan, Ѓорѓи",
    "\n\n\n",
)

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40), st.text("abcçëšжЃ *_#|<>&\"'{}%\n", max_size=60))


def tables() -> st.SearchStrategy[Table]:
    def of(width: int) -> st.SearchStrategy[Table]:
        cells = st.lists(texts, min_size=width, max_size=width).map(tuple)
        return st.builds(
            Table,
            caption=texts,
            columns=st.lists(
                st.builds(
                    Column,
                    title=texts,
                    share=st.floats(0.01, 1000),
                    align=st.sampled_from(("left", "right", "center")),
                ),
                min_size=width,
                max_size=width,
            ).map(tuple),
            rows=st.lists(cells, max_size=3).map(tuple),
            total=st.one_of(st.just(()), cells),
        )

    return st.integers(1, 12).flatmap(of)


def blocks() -> st.SearchStrategy[AnyBlock]:
    parties = st.lists(st.builds(Signature, party=texts, name=texts, function=texts, stamp=st.booleans()), max_size=3)
    return st.one_of(
        st.builds(Heading, level=st.integers(1, 4), text=texts, number=texts),
        st.builds(Paragraph, text=texts, style=st.sampled_from(("normal", "lead", "note", "placeholder"))),
        st.builds(Prose, markdown=texts),
        st.builds(Bullets, items=st.lists(texts, max_size=3).map(tuple), ordered=st.booleans()),
        tables(),
        st.builds(Facts, rows=st.lists(st.tuples(texts, texts), max_size=3).map(tuple)),
        st.builds(Signatures, place_and_date=texts, parties=parties.map(tuple)),
        st.just(PageBreak()),
    )


documents = st.builds(
    Document,
    title=texts,
    subtitle=texts,
    locale=st.sampled_from(("en", "en_XA", "sq", "mk", "sr")),
    title_page=st.booleans(),
    facts=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    header=texts,
    footer=texts,
    author=texts,
    contents_title=texts,
    blocks=st.lists(blocks(), max_size=5).map(tuple),
)


def everywhere(text: str) -> Document:
    """A document that carries `text` in every place for plain text."""
    cells = (text, text)
    return Document(
        title=text,
        subtitle=text,
        facts=((text, text),),
        header=text,
        footer=text,
        author=text,
        contents_title=text,
        blocks=(
            Heading(level=1, text=text, number=text),
            Paragraph(text=text),
            Bullets(items=cells, ordered=True),
            Table(caption=text, columns=(Column(title=text), Column(title=text)), rows=(cells,), total=cells),
            Facts(rows=(cells,)),
            Signatures(place_and_date=text, parties=(Signature(party=text, name=text, function=text, stamp=True),)),
        ),
    )


def in_two_years(render: Callable[[], bytes]) -> tuple[bytes, bytes]:
    """The same thing rendered at two times; files that name the time of writing differ."""
    with time_machine.travel(datetime(2027, 3, 1, 8, 15, 31), tick=False):
        first = render()
    with time_machine.travel(datetime(2031, 11, 5, 19, 40, 2), tick=False):
        return first, render()


PLACES = 24
"""How many times `everywhere` shows its text on paper: the heading stands in the table of contents too."""
