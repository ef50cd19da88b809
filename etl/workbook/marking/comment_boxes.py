"""The boxes in which comments are shown: where each stands, and how large it is.

An anchor counts columns and rows, which say nothing of its size: the box is laid out in
pixels on what is seen of the sheet, and only then put into columns and rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from math import ceil

from etl.workbook.grid import Sheet
from etl.workbook.marking.measures import POINT, Measures
from etl.workbook.marking.xml_edit import quoted

SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)

_WIDTH = round(260 * POINT)
_HIGHEST = round(300 * POINT)
_LINE = 12 * POINT
_SIGN = 9 * POINT
"""How wide a Chinese character of a comment's font is."""
_LATIN = 0.6
_PADDING, _ROOM = 14, 24
"""Pixels that the edges take: of the height, and of the width of a line."""
_GAP, _ABOVE = 12, 10
"""Pixels between a cell and its box, and those that the box begins above it."""

# Prefixes differ between the programs that write such drawings.
_PLACE = re.compile(rb"<\w+:(Row|Column)>\s*(\d+)\s*<")
_ANCHOR = re.compile(rb"<(\w+):Anchor>[^<]*</\1:Anchor>")
_SIZE = re.compile(rb"\b(width|height):\s*[\d.]+(?:pt|px)")

Place = tuple[int, int]


class CommentBoxes:
    """Lays out the boxes of one sheet; ``sheet`` knows its merged cells."""

    def __init__(self, measures: Measures, sheet: Sheet | None) -> None:
        self._columns = measures.columns
        self._rows = measures.rows
        self._sheet = sheet

    def shape(self, number: int, place: Place, text: str) -> str:
        """Return a new box for a comment."""
        row, column = place
        anchor, width, height = self._laid_out(place, text)
        style = (
            f"position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;"
            f"height:{height}pt;z-index:1;visibility:hidden"
        )
        return (
            f'<v:shape {SPACES} id="_x0000_s{number}" type="#_x0000_t202" style={quoted(style)}'
            ' fillcolor="#fffef2" o:insetmode="auto"><v:fill color2="#fffef2"/>'
            '<v:shadow on="t" color="#9aa7b4" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
            f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
            f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )

    def kept(self, shape: bytes, removed: set[Place], texts: Mapping[Place, str]) -> bytes:
        """Drop the box of a comment that is gone, and make room in one that got ours too."""
        place = _cell_of(shape)
        if place is None:
            return shape
        if place in removed:
            return b""
        if place not in texts:
            return shape
        anchor, width, height = self._laid_out(place, texts[place])
        sizes = {b"width": b"%gpt" % width, b"height": b"%gpt" % height}
        shape = _SIZE.sub(lambda found: found[1] + b":" + sizes[found[1]], shape)
        return _ANCHOR.sub(lambda found: _tagged(found[1], anchor), shape)

    def _laid_out(self, place: Place, text: str) -> tuple[str, float, float]:
        """Return the anchor of a box, and its size in points."""
        row, column = place
        merged = self._sheet.merged(row, column) if self._sheet is not None else None
        last = merged.right if merged is not None else column
        width = max(min(_WIDTH, self._columns.length), 1)
        height = min(_height(text, width), max(self._rows.length, 1))
        left = self._left(self._columns.start(column), self._columns.start(last + 1), width)
        top = max(min(self._rows.start(row) - _ABOVE, self._rows.length - height), 0)
        sides = (
            self._columns.at(left), self._rows.at(top),
            self._columns.at(left + width - 1), self._rows.at(top + height - 1),
        )  # fmt: skip
        anchor = ", ".join(f"{number - 1}, {offset}" for number, offset in sides)
        return anchor, round(width / POINT, 1), round(height / POINT, 1)

    def _left(self, start: int, end: int, width: int) -> int:
        """Return where a box begins: right of its cell, else left of it, else over it."""
        if end + _GAP + width <= self._columns.length:
            return end + _GAP
        if start - _GAP - width >= 0:
            return start - _GAP - width
        return max(self._columns.length - width, 0)


def _height(text: str, width: int) -> int:
    room = max(width - _ROOM, _SIGN)
    lines = sum(max(ceil(_length(line) / room), 1) for line in text.split("\n"))
    return min(round(lines * _LINE) + _PADDING, _HIGHEST)


def _length(line: str) -> float:
    wide = sum(unicodedata.east_asian_width(sign) in "FWA" for sign in line)
    return (wide + (len(line) - wide) * _LATIN) * _SIGN


def _cell_of(shape: bytes) -> Place | None:
    found = {name: int(number) for name, number in _PLACE.findall(shape)}
    if b"Row" not in found or b"Column" not in found:
        return None
    return found[b"Row"] + 1, found[b"Column"] + 1


def _tagged(prefix: bytes, anchor: str) -> bytes:
    tag = prefix + b":Anchor>"
    return b"<" + tag + anchor.encode() + b"</" + tag
