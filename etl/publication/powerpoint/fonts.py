"""Fonts of every run: a Latin one and a Chinese one, or programs take what they find.

Without an East Asian font of its own a run is set in whatever the program holds for one, and
lines then break where nobody measured them.
"""

from __future__ import annotations

from typing import Any, Final

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.presentation import Presentation as Deck

from etl.publication.powerpoint.theme import EAST_ASIAN, LATIN

_RUNS: Final = tuple(map(qn, ("a:r", "a:fld", "a:br")))
_PROPERTIES: Final = tuple(map(qn, ("a:rPr", "a:endParaRPr", "a:defRPr")))
_FACES: Final = tuple(map(qn, ("a:latin", "a:ea")))
_AFTER: Final = tuple(
    map(qn, ("a:cs", "a:sym", "a:hlinkClick", "a:hlinkMouseOver", "a:rtl", "a:extLst"))
)


def set_fonts(deck: Deck) -> None:
    """Set both fonts on all text of the file: slides, charts, notes, masters."""
    for part in deck.part.package.iter_parts():
        element = getattr(part, "_element", None)
        if element is None:
            continue
        for run in element.iter(*_RUNS):
            if run.find(qn("a:rPr")) is None:
                run.insert(0, OxmlElement("a:rPr"))
        for properties in element.iter(*_PROPERTIES):
            _set_faces(properties)


def _set_faces(properties: Any) -> None:
    """Set the fonts, and the language by which lines are broken."""
    if properties.tag != qn("a:defRPr"):
        properties.set("lang", "zh-CN")
        properties.set("altLang", "en-US")
    properties.attrib.pop("smtClean", None)
    for face in [child for child in properties if child.tag in _FACES]:
        properties.remove(face)
    place = next((at for at, child in enumerate(properties) if child.tag in _AFTER), None)
    faces = [_face("a:latin", LATIN), _face("a:ea", EAST_ASIAN)]
    at = len(properties) if place is None else place
    for offset, face in enumerate(faces):
        properties.insert(at + offset, face)


def _face(tag: str, typeface: str) -> Any:
    element = OxmlElement(tag)
    element.set("typeface", typeface)
    return element
