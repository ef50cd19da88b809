"""The parts of an .xlsx that its sheets refer to: texts, formats, comments."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from etl.workbook.grid import Comment, UnreadableWorkbook, position
from etl.workbook.limits import MAX_STYLES, Tally
from etl.workbook.marked_text import Mark, marked
from etl.workbook.number_format import BUILT_IN_FORMATS
from etl.workbook.package import Package
from etl.workbook.xml_stream import Attributes

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Undo the _x000D_ notation for characters XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def whole(text: str | None, default: int = 0) -> int:
    """Return a whole number of an attribute, the default where it is none."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 9:
        return default
    return int(text)


class RichText:
    """Gathers the ``t`` elements of a text, leaving out phonetic runs."""

    def __init__(self, pieces: list[str]) -> None:
        self._pieces = pieces
        self._parts: list[str] = []
        self._phonetic = 0
        self._mark: Mark | None = None

    def start(self, element: str, attributes: Attributes) -> None:
        """Take the start of an element inside a text."""
        self._pieces.clear()
        if element == "rPh":
            self._phonetic += 1
        elif element in ("r", "si", "is"):
            self._mark = None
        elif element in ("vertAlign", "strike"):
            self._mark = self._mark or _mark(element, attributes)

    def end(self, element: str) -> None:
        """Take the end of an element inside a text."""
        if element == "t":
            if not self._phonetic:
                self._parts += (marked(piece, self._mark) for piece in self._pieces)
            self._pieces.clear()
        elif element == "rPh":
            self._phonetic -= 1

    def take(self) -> str:
        """Return what was gathered and begin anew."""
        text = "".join(self._parts)
        self._parts.clear()
        return unescape(text)


def tree_text(item: Element, namespace: str) -> str:
    """Return the text of a ``si`` or ``is``: its ``t`` elements, but for phonetic runs."""
    if len(item) == 1 and not len(item[0]) and item[0].tag == f"{namespace}t":
        return unescape(item[0].text or "")
    parts: list[str] = []
    for child in item:
        if child.tag == f"{namespace}t":
            parts += child.itertext()
        elif child.tag != f"{namespace}rPh":
            text = "".join(
                part for found in child.iter(f"{namespace}t") for part in found.itertext()
            )
            marks = (_mark(found.tag[len(namespace) :], found.attrib) for found in child.iter())
            parts.append(marked(text, next((mark for mark in marks if mark), None)))
    return unescape("".join(parts))


def _mark(element: str, attributes: Attributes) -> Mark | None:
    """Return what a run's property does to its digits."""
    value = attributes.get("val", "")
    if element == "vertAlign":
        looks: dict[str, Mark] = {"superscript": "raised", "subscript": "lowered"}
        return looks.get(value)
    return "struck" if element == "strike" and value not in ("0", "false") else None


def only_text(value: Element) -> str:
    """Return the text of a value, which has no elements in it."""
    if len(value):
        raise UnreadableWorkbook("E-FILE-BROKEN")
    return value.text or ""


def shared_strings(package: Package, part: str, tally: Tally) -> list[str]:
    """Return the texts that cells refer to by number."""
    root = package.tree(part)
    if root is None:
        return _streamed_strings(package, part, tally)
    space = namespace_of(root)
    return [tally.keep(tree_text(item, space)) for item in root.iter(f"{space}si")]


def namespace_of(root: Element) -> str:
    """Return what stands before the names of the root's own namespace."""
    return root.tag[: root.tag.rfind("}") + 1]


def _streamed_strings(package: Package, part: str, tally: Tally) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    gathered = RichText(pieces)

    def end(element: str) -> None:
        if element == "si":
            strings.append(tally.keep(gathered.take()))
        else:
            gathered.end(element)

    package.parse(part, gathered.start, end, pieces)
    return strings


def cell_formats(package: Package, part: str) -> dict[str, str]:
    """Return the format code of each cell style, by the number that cells refer to it."""
    root = package.tree(part)
    if root is None:
        return _streamed_formats(package, part)
    space = namespace_of(root)
    custom = {
        whole(item.get("numFmtId")): item.get("formatCode", "General")
        for formats in root.iter(f"{space}numFmts")
        for item in formats.iter(f"{space}numFmt")
    }
    styles = (item for part in root.iter(f"{space}cellXfs") for item in part.iter(f"{space}xf"))
    return _codes([whole(item.get("numFmtId")) for item in styles], custom)


def _codes(identifiers: list[int], custom: dict[int, str]) -> dict[str, str]:
    return {
        str(style): custom.get(number, BUILT_IN_FORMATS.get(number, "General"))
        for style, number in enumerate(identifiers)
    }


def _streamed_formats(package: Package, part: str) -> dict[str, str]:
    custom: dict[int, str] = {}
    identifiers: list[int] = []
    inside = [""]

    def start(element: str, attributes: Attributes) -> None:
        # The formats of conditional styles (dxfs) have numbers of their own.
        if element in ("cellXfs", "numFmts", "dxfs"):
            inside[0] = element
        elif element == "xf" and inside[0] == "cellXfs":
            identifiers.append(whole(attributes.get("numFmtId")))
        elif element == "numFmt" and inside[0] == "numFmts":
            custom[whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "General")

    def end(element: str) -> None:
        if element == inside[0]:
            inside[0] = ""
        if len(custom) > MAX_STYLES or len(identifiers) > MAX_STYLES:
            raise UnreadableWorkbook("E-FILE-UNPACKED")

    package.parse(part, start, end)
    return _codes(identifiers, custom)


def comments(package: Package, part: str, tally: Tally) -> list[Comment]:
    """Return the comments of a sheet."""
    found: list[Comment] = []
    pieces: list[str] = []
    gathered = RichText(pieces)
    place = [(1, 1)]

    def start(element: str, attributes: Attributes) -> None:
        gathered.start(element, attributes)
        if element == "comment":
            try:
                place[0] = position(attributes.get("ref", ""))
            except ValueError:
                place[0] = (1, 1)

    def end(element: str) -> None:
        gathered.end(element)
        if element == "comment":
            found.append(Comment(*place[0], tally.keep(gathered.take())))

    package.parse(part, start, end, pieces)
    return found
