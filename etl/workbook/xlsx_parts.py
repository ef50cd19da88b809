"""The parts of an .xlsx that its sheets refer to: texts, formats, comments."""

from __future__ import annotations

import re

from etl.workbook.grid import Comment, position
from etl.workbook.limits import Tally
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

    def start(self, element: str) -> None:
        """Take the start of an element inside a text."""
        self._pieces.clear()
        if element == "rPh":
            self._phonetic += 1

    def end(self, element: str) -> None:
        """Take the end of an element inside a text."""
        if element == "t":
            if not self._phonetic:
                self._parts += self._pieces
            self._pieces.clear()
        elif element == "rPh":
            self._phonetic -= 1

    def take(self) -> str:
        """Return what was gathered and begin anew."""
        text = "".join(self._parts)
        self._parts.clear()
        return unescape(text)


def shared_strings(package: Package, part: str, tally: Tally) -> list[str]:
    """Return the texts that cells refer to by number."""
    strings: list[str] = []
    pieces: list[str] = []
    gathered = RichText(pieces)

    def start(element: str, _: Attributes) -> None:
        gathered.start(element)

    def end(element: str) -> None:
        if element == "si":
            strings.append(tally.keep(gathered.take()))
        else:
            gathered.end(element)

    package.parse(part, start, end, pieces)
    return strings


def cell_formats(package: Package, part: str) -> dict[str, str]:
    """Return the format code of each cell style, by the number that cells refer to it."""
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

    package.parse(part, start, end)
    return {
        str(style): custom.get(number, BUILT_IN_FORMATS.get(number, "General"))
        for style, number in enumerate(identifiers)
    }


def comments(package: Package, part: str, tally: Tally) -> list[Comment]:
    """Return the comments of a sheet."""
    found: list[Comment] = []
    pieces: list[str] = []
    gathered = RichText(pieces)
    place = [(1, 1)]

    def start(element: str, attributes: Attributes) -> None:
        gathered.start(element)
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
