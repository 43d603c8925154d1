"""What a Word file carries out of sight, so that its copies find the text they were made from.

Hidden bookmarks name the fields that passages were written from; custom properties say which document it is.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import defusedxml.ElementTree as SafeTree
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from studio.documents.word_elements import el

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PART = "docProps/custom.xml"
_BEFORE_TRACKING = frozenset({
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors",
    "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate",
    "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
    "revisionView",
})  # fmt: skip
"""Settings that the schema wants to stand before it."""


def mark(origin: str) -> str:
    """The bookmark of a field; Word hides names that begin with an underscore."""
    return f"_icm_{hashlib.sha256(origin.encode()).hexdigest()[:24]}"


def write_properties(word: Any, values: Mapping[str, str]) -> None:
    """Custom properties beside those that a template brings."""
    package = word.part.package
    found = next((rel for rel in package.rels.values() if rel.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES), None)
    if found is None:
        root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES, "vt": _TYPES})
    else:
        root = etree.fromstring(found.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for old in [old for old in root if old.get("name") in values]:
            root.remove(old)
    last = max((int(old.get("pid", "1")) for old in root), default=1)
    for number, (name, value) in enumerate(values.items(), last + 1):
        entry = etree.SubElement(
            root, f"{{{_PROPERTIES}}}property", {"fmtid": _FORMAT_ID, "pid": str(number), "name": name}
        )
        etree.SubElement(entry, f"{{{_TYPES}}}lpwstr").text = value
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if found is None:
        part = Part(PackURI(f"/{_PART}"), _CONTENT_TYPE, blob, package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    else:
        found.target_part._blob = blob


def read_properties(file: bytes) -> dict[str, str]:
    """Custom properties of a file that was looked at already (see `word_back.opened`)."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        if _PART not in archive.namelist():
            return {}
        root = SafeTree.fromstring(archive.read(_PART))
    return {entry.get("name", ""): "".join(entry.itertext()) for entry in root}


def start_tracking(word: Any) -> None:
    """From now on Word records what is changed in the file."""
    settings = word.settings.element
    name = el("trackRevisions").tag
    if settings.find(name) is None:
        after = [found for found in settings if etree.QName(found).localname in _BEFORE_TRACKING]
        settings.insert(settings.index(after[-1]) + 1 if after else 0, el("trackRevisions"))
