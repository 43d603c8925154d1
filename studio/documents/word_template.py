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
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from studio import messages
from studio.errors import Invalid

MAX_BYTES = 5_000_000
MAX_UNPACKED = 40_000_000
MAX_XML = 4_000_000
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
    """A template that cannot be used: `place` names where in the file, `remedy` what to do about it.

    The code is `template_<remedy>`; `studio.messages` has the sentence for it.
    """

    def __init__(self, place: str, remedy: str, **parameters: object) -> None:
        super().__init__(f"template_{remedy}", place=place, **parameters)
        self.place, self.remedy = place, remedy


messages.register(
    {
        "template_not_word": lambda t, p: t(
            "This is no Word document that can be used ({place}). Save it in Word as “Word Document (.docx)”.", **p
        ),
        "template_too_large": lambda t, p: t(
            "The template is too large ({place}). Make its pictures smaller and save it again.", **p
        ),
        "template_macros": lambda t, p: t(
            "The template contains macros or controls ({place}). Save it in Word as “Word Document (.docx)”.", **p
        ),
        "template_embedded": lambda t, p: t(
            "The template has another document inside ({place}: {kind}). Remove it or paste it as a picture.", **p
        ),
        "template_external": lambda t, p: t(
            "The template loads something from elsewhere ({place}). Paste linked pictures into the document.", **p
        ),
        "template_fields": lambda t, p: t(
            "The template has a {field} field that loads from elsewhere ({place}). Remove the field.", **p
        ),
        "template_missing": lambda t, p: t(
            "The template lacks the place {place}. Write it where the text belongs, with both braces.", **p
        ),
        "template_unknown": lambda t, p: t(
            "The template has a place called “{place}”, which does not exist. Known are: {known}.", **p
        ),
        "template_syntax": lambda t, p: t(
            "The template has a place that cannot be read: “{place}”. Use only names in double braces.", **p
        ),
        "template_alone": lambda t, p: t(
            "In the template {place} must stand alone in a paragraph of the page itself, not in a table or frame.", **p
        ),
    }
)


def fill(template: bytes, values: Mapping[str, object]) -> Any:
    """The template as a python-docx document with `values` put in; raises TemplateError."""
    return _filled(template, values)[0]


def places(template: bytes) -> frozenset[str]:
    """The places of `VARIABLES` that a template has; raises TemplateError."""
    return frozenset(_filled(template, dict.fromkeys(VARIABLES, ""))[1])


def _filled(template: bytes, values: Mapping[str, object]) -> tuple[Any, set[str]]:
    _check_archive(template)
    environment = _Environment()
    filler = DocxTemplate(io.BytesIO(template))
    try:
        filler.render(dict(values), environment)
    except TemplateError:
        raise
    except jinja2.TemplateError as error:
        raise TemplateError(error.message or "{…}", "syntax") from error
    except Exception as error:  # a malformed package fails in many ways inside the libraries that read it
        raise TemplateError(_MAIN_PART, "not_word") from error
    for name in REQUIRED:
        if name not in environment.found:
            raise TemplateError(f"{{{{ {name} }}}}", "missing")
    _forget_attached_template(filler.docx)
    return filler.docx, environment.found


def _forget_attached_template(document: Any) -> None:
    """Word would look for its author's template file, on a network drive perhaps, whenever the document is opened."""
    for part in document.part.package.iter_parts():
        for key in [key for key, relation in part.rels.items() if relation.reltype.endswith("/attachedTemplate")]:
            del part.rels[key]
    settings = document.settings.element
    for element in settings.findall(qn("w:attachedTemplate")):
        settings.remove(element)


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


def _check_archive(template: bytes) -> None:
    if len(template) > MAX_BYTES:
        raise TemplateError(_MAIN_PART, "too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TemplateError(_MAIN_PART, "too_large")
            if _MAIN_PART not in archive.namelist():
                raise TemplateError(_MAIN_PART, "not_word")
            for part in parts:
                if part.file_size > MAX_XML and part.filename.endswith(".xml"):
                    raise TemplateError(part.filename, "too_large")
                _check_part(part.filename, archive.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise TemplateError(_MAIN_PART, "not_word") from error


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
