"""Elements of Office Open XML, built as trees: what people typed is text, never markup."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any
"""An lxml element; lxml has no types."""

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

# Char of XML 1.0, section 2.2: nothing else can be written, escaped or not.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return the text without the characters that no XML file can hold."""
    return _UNWRITABLE.sub("", text)


def name(prefixed: str) -> str:
    """Return the full name of ``w:p``."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def tag(prefixed: str, *children: Element | str, **attributes: str | int) -> Element:
    """Build an element whose attributes have no prefix, as in charts and drawings.

    A text among the children becomes the element's text.
    """
    prefix = prefixed.partition(":")[0]
    made = etree.Element(name(prefixed), nsmap={prefix: NAMESPACES[prefix]})
    for key, value in attributes.items():
        made.set(key, writable(str(value)))
    return _filled(made, children)


def w(local: str, *children: Element | str, **attributes: str | int) -> Element:
    """Build an element of WordprocessingML, where attributes have the prefix as well."""
    made = etree.Element(name(f"w:{local}"), nsmap={"w": NAMESPACES["w"]})
    for key, value in attributes.items():
        made.set(name(f"w:{key}"), writable(str(value)))
    return _filled(made, children)


def _filled(made: Element, children: tuple[Element | str, ...]) -> Element:
    for child in children:
        if isinstance(child, str):
            made.text = writable(child)
        else:
            made.append(child)
    return made


def written(root: Element) -> bytes:
    """Return a whole part: the declaration, then the tree."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["r"])
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
