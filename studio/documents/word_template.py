"""Word templates, ours or an institution's: checked before use, filled with the document's few texts.

A template is an ordinary `.docx` file. `{{ body }}` stands alone in a paragraph and becomes the document;
`{{ title }}`, `{{ subtitle }}`, `{{ author }}`, `{{ header }}`, `{{ footer }}` and `{{ pages }}` may stand anywhere,
`{{ facts }}` and `{{ contents }}` alone in a paragraph. `{%p if title_page %}` chooses between two title blocks.
Nothing else is carried out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import jinja2
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from studio.errors import Invalid

MAX_BYTES = 5_000_000
MAX_UNPACKED = 40_000_000
MAX_PARTS = 500

VARIABLES = frozenset(
    ("title", "subtitle", "author", "header", "footer", "pages", "facts", "contents", "body", "title_page")
)
REQUIRED = ("title", "body")

_ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not, nodes.And, nodes.Or)
_MAIN_PART = "word/document.xml"
_MACRO = re.compile(r"macroEnabled|vbaProject|vbaData|activeX", re.IGNORECASE)
_EMBEDDED = re.compile(r"/(oleObject|package|control|aFChunk|subDocument|frame|activeXControlBinary)\"")
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
_FETCHING_FIELD = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|LINK)\b", re.IGNORECASE)
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>([^<]*)</w:instrText>|w:instr=\"([^\"]*)\"")


class TemplateError(Invalid):
    """A template that cannot be used: `place` names where in the file, `remedy` is a code for what to do.

    The code is `template.<remedy>`: `not_word`, `too_large`, `macros`, `embedded`, `external`, `fields`,
    `missing`, `unknown`, `syntax`, `alone`.
    """

    def __init__(self, place: str, remedy: str, **parameters: object) -> None:
        super().__init__(f"template.{remedy}", place=place, **parameters)
        self.place, self.remedy = place, remedy


def check(template: bytes) -> None:
    """Refuses what is no Word document, too large, carries code, fetches from elsewhere, or lacks a place."""
    seen = _Environment()
    _open(template, seen)


def fill(template: bytes, values: Mapping[str, object]) -> Any:
    """The template as a python-docx document with `values` put in; raises TemplateError."""
    environment = _Environment()
    document = _open(template, environment)
    return _rendered(document, environment, values)


class _Environment(ImmutableSandboxedEnvironment):
    """Puts values into places and chooses by `if`; loops, calls, filters and attributes are refused."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=jinja2.StrictUndefined)
        self.found: set[str] = set()

    def compile(self, source: Any, *arguments: Any, **options: Any) -> Any:
        tree = self.parse(source) if isinstance(source, str) else source
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED):
                raise TemplateError(_excerpt(source, node.lineno), "syntax")
            if isinstance(node, nodes.Name):
                if node.name not in VARIABLES:
                    raise TemplateError(node.name, "unknown", known=", ".join(sorted(VARIABLES)))
                self.found.add(node.name)
        return super().compile(tree, *arguments, **options)


def _excerpt(source: object, line: int) -> str:
    lines = str(source).splitlines()
    text = re.sub("<[^>]+>", "", lines[line - 1]) if 0 < line <= len(lines) else ""
    return text.strip()[:80] or "{…}"


def _open(template: bytes, environment: _Environment) -> DocxTemplate:
    _check_archive(template)
    return DocxTemplate(io.BytesIO(template))


def _rendered(document: DocxTemplate, environment: _Environment, values: Mapping[str, object]) -> Any:
    try:
        document.render(dict(values), environment)
    except jinja2.TemplateError as error:
        place = _excerpt("\n".join(getattr(error, "docx_context", ())), 1)
        raise TemplateError(place, "syntax", detail=str(error)) from error
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise TemplateError(_MAIN_PART, "not_word") from error
    for name in REQUIRED:
        if name not in environment.found:
            raise TemplateError("{{ %s }}" % name, "missing")  # noqa: UP031 - braces read better this way
    return document.docx


def _check_archive(template: bytes) -> None:
    if len(template) > MAX_BYTES:
        raise TemplateError("", "too_large", limit=MAX_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TemplateError("", "too_large", limit=MAX_UNPACKED)
            if _MAIN_PART not in archive.namelist():
                raise TemplateError(_MAIN_PART, "not_word")
            for part in parts:
                _check_part(part.filename, archive.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise TemplateError("", "not_word") from error


def _check_part(name: str, content: bytes) -> None:
    if _MACRO.search(name) or (name == "[Content_Types].xml" and _MACRO.search(content.decode("utf-8", "replace"))):
        raise TemplateError(name, "macros")
    if not name.endswith((".xml", ".rels")):
        return
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise TemplateError(name, "not_word")
    if name.endswith(".rels"):
        if found := _EMBEDDED.search(content.decode("utf-8", "replace")):
            raise TemplateError(name, "embedded", kind=found[1])
        for relation in _EXTERNAL.findall(content):
            if not re.search(rb"/(hyperlink|attachedTemplate)[\"']", relation):
                raise TemplateError(name, "external")
    instructions = b"".join(first or second for first, second in _INSTRUCTION.findall(content))
    if found := _FETCHING_FIELD.search(instructions.decode("utf-8", "replace")):
        raise TemplateError(name, "fields", field=found[1].upper())
