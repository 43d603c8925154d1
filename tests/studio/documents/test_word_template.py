"""Word templates: ours is whole, an institution's is used as it is, a dangerous one is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.shared import Pt

from studio.documents import base_template
from studio.documents.docx import TemplateError, check, render
from studio.documents.word_body import STYLES
from studio.errors import Invalid
from studio.languages import translator
from studio.messages import explain
from tests.studio.documents.example import agreement
from tests.studio.documents.test_docx import parts, text_of


def _changed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    content = parts(base_template.build())
    change(content)
    return base_template.packed(content)


def _replaced(part: str, old: bytes, new: bytes) -> bytes:
    def change(content: dict[str, bytes]) -> None:
        assert old in content[part]
        content[part] = content[part].replace(old, new)

    return _changed(change)


def _foreign() -> bytes:
    """A template as an institution might make it in Word: other styles, a letterhead, no ICM styles."""
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Ministry of Examples {{ header }}"
    word.sections[0].footer.paragraphs[0].text = "{{ pages }}"
    word.styles["Heading 1"].font.size = Pt(33)
    word.add_heading("{{ title }}", 0)
    word.add_paragraph("By {{ author }}")
    word.add_paragraph("{{ body }}")
    word.add_paragraph("Printed on recycled paper")
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def test_our_own_template_has_every_style_and_passes_its_own_check() -> None:
    opened = docx.Document(io.BytesIO(base_template.build()))
    names = {
        style.element.find(f"{{{style.element.nsmap['w']}}}name").get(f"{{{style.element.nsmap['w']}}}val")
        for style in opened.styles
    }
    assert set(STYLES) <= names
    check(base_template.build())
    base_template.build.cache_clear()
    first = base_template.build()
    base_template.build.cache_clear()
    assert base_template.build() == first


def test_an_institutions_template_keeps_its_look_and_carries_everything() -> None:
    file = render(agreement(), _foreign())
    opened = docx.Document(io.BytesIO(file))
    assert opened.styles["Heading 1"].font.size == Pt(33)
    text = text_of(file)
    for wanted in (
        "Ministry of Examples Partnership agreement",
        "Printed on recycled paper",
        "Protocol number",
        "Contents",
    ):
        assert wanted in text
    assert opened.styles["ICM Table"] is not None
    assert next(p for p in opened.paragraphs if p.text == "7  Budget").style.name == "Heading 1"


def test_styles_are_found_by_name_in_a_localised_template() -> None:
    german = _changed(
        lambda content: content.update(
            {
                "word/styles.xml": content["word/styles.xml"]
                .replace(b'"Heading1"', b'"berschrift1"')
                .replace(b'"Normal"', b'"Standard"')
                .replace(b'<w:name w:val="Standard"/>', b'<w:name w:val="Normal"/>')
            }
        )
    )
    body = parts(render(agreement(), german))["word/document.xml"]
    assert b'w:val="berschrift1"' in body
    assert b'w:val="Heading1"' not in body


def _bomb() -> bytes:
    out = io.BytesIO(base_template.build())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zero.bin", b"\0" * 50_000_000)
    return out.getvalue()


_FACTS = b"<w:r><w:t>{{ facts }}</w:t></w:r>"
_BODY = b"<w:p><w:r><w:t>{{ body }}</w:t></w:r></w:p>"
_IN_A_CELL = b"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>%s</w:tc></w:tr></w:tbl>"
_INSTRUCTION = b"<w:r><w:instrText>%s</w:instrText></w:r>"
_RELATIONS = "word/_rels/document.xml.rels"
_END = b"</Relationships>"


def _relation(kind: str, target: str = "https://example.org/x", mode: str = ' TargetMode="External"') -> bytes:
    address = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return f'<Relationship Id="rId99" Type="{address}" Target="{target}"{mode}/></Relationships>'.encode()


@pytest.mark.parametrize(
    ("template", "remedy"),
    [
        (b"", "not_word"),
        (b"%PDF-1.7 nonsense", "not_word"),
        (b"PK\x03\x04broken", "not_word"),
        (_changed(lambda content: content.pop("word/document.xml") and None), "not_word"),
        (_replaced("word/document.xml", b"<w:body>", b"<w:body><oops>"), "not_word"),
        (_replaced("word/document.xml", b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document'), "not_word"),
        (b"x" * 6_000_000, "too_large"),
        (_bomb(), "too_large"),
        (_changed(lambda content: content.update({"word/vbaProject.bin": b"x"})), "macros"),
        (_replaced("[Content_Types].xml", b"document.main+xml", b"document.macroEnabled.main+xml"), "macros"),
        (_replaced(_RELATIONS, _END, _relation("oleObject", "a.bin", "")), "embedded"),
        (_replaced(_RELATIONS, _END, _relation("aFChunk", "a.html", "")), "embedded"),
        (_replaced(_RELATIONS, _END, _relation("image")), "external"),
        (_replaced("word/document.xml", _FACTS, _INSTRUCTION % b" INCLUDE" + _INSTRUCTION % b"TEXT x"), "fields"),
        (_replaced("word/document.xml", _BODY, _IN_A_CELL % _BODY), "alone"),
        (_replaced("word/document.xml", b"{{ body }}", b"nothing"), "missing"),
        (_replaced("word/document.xml", b"{{ title }}", b"nothing"), "missing"),
        (_replaced("word/document.xml", b"{{ facts }}", b"{{ secret }}"), "unknown"),
        (_replaced("word/document.xml", b"{{ facts }}", b"{{ title.__class__ }}"), "syntax"),
        (_replaced("word/document.xml", b"{{ facts }}", b"{{ title|upper }}"), "syntax"),
        (_replaced("word/document.xml", b"{{ facts }}", b"{% for c in title %}x{% endfor %}"), "syntax"),
        (_replaced("word/document.xml", b"{{ facts }}", b"{{ title"), "syntax"),
        (_replaced("word/footer1.xml", b"{{ footer }}", b"{{ 9 ** 999999999 }}"), "syntax"),
        (_replaced("word/document.xml", b"{{ body }}", b"Here: {{ body }}"), "alone"),
        (_replaced("word/document.xml", b"{{ facts }}", b"Facts {{ facts }}"), "alone"),
    ],
)  # fmt: skip
def test_an_unusable_template_is_refused_with_place_and_remedy(template: bytes, remedy: str) -> None:
    with pytest.raises(TemplateError) as caught:
        check(template)
    assert caught.value.remedy == remedy
    assert caught.value.place
    assert isinstance(caught.value, Invalid)
    sentence = explain(caught.value, translator("en"))
    assert sentence != explain(Invalid("never worded"), translator("en"))


def test_word_never_looks_for_the_authors_template_file() -> None:
    template = _changed(
        lambda content: content.update(
            {
                "word/_rels/settings.xml.rels": b'<?xml version="1.0"?><Relationships xmlns="http://schemas.'
                b'openxmlformats.org/package/2006/relationships">'
                + _relation("attachedTemplate", "file:///server/Normal.dotm"),
                "word/settings.xml": content["word/settings.xml"]
                .replace(
                    b"<w:settings ",
                    b'<w:settings xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ',
                )
                .replace(b"<w:defaultTabStop", b'<w:attachedTemplate r:id="rId99"/><w:defaultTabStop'),
            }
        )
    )
    file = parts(render(agreement(), template))
    assert not [name for name, content in file.items() if b"attachedTemplate" in content or b"External" in content]


def test_a_templates_own_first_page_is_used_once() -> None:
    letterhead = _replaced("word/document.xml", b'<w:cols w:space="708"/>', b'<w:cols w:space="708"/><w:titlePg/>')
    document = agreement().model_copy(update={"title_page": False})
    sections = docx.Document(io.BytesIO(render(document, letterhead))).sections
    assert [section.different_first_page_header_footer for section in sections] == [True, False, False]
