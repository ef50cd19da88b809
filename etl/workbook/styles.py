"""How the workbooks we write look: one palette, one font, sizes computed from the text.

Excel, WPS and LibreOffice do not fit rows to wrapped text in the same way (two of them
do not at all before the file is edited), so every width and height is set from here.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal
from math import ceil
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

INK: Final = "#18222D"
MUTED: Final = "#5D6B79"
BLUE: Final = "#1D5A96"
GROUND: Final = "#F4F6F8"
HAIRLINE: Final = "#DFE4EA"
DIVIDER: Final = "#9AA7B4"

FONT: Final = "微软雅黑"
FONT_SIZE: Final = 10
GB2312_CHARSET: Final = 134
"""Tells a program without the font to take another Chinese one, not a Latin one."""

TEXT_FORMAT: Final = "@"
DATE_FORMAT: Final = "yyyy-mm-dd"
INTEGER_FORMAT: Final = "0"
DECIMAL_FORMAT: Final = "0.######"
PAD: Final = "_ "

WIDE: Final = 1.9
NARROW: Final = 1.1
"""Column units that a Chinese and a Latin character of the font take."""

LINE_HEIGHT: Final = 17.0
"""Points that one line of 10 point 微软雅黑 takes."""
ROW_PADDING: Final = 6.0

A4: Final = 9


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, **properties: object) -> Format:
        """Return the house's body format with these properties changed."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**_body(), **properties})
        return self._made[key]

    def header(self) -> Format:
        """Return the format of a header cell."""
        return self.get(
            bold=True,
            align="center",
            bg_color=GROUND,
            top=1,
            left=1,
            right=1,
            bottom=2,
            bottom_color=BLUE,
        )

    def cell(self, **properties: object) -> Format:
        """Return the format of a body cell: hairlines all round."""
        return self.get(border=1, **properties)

    def dxf(self, **properties: object) -> Format:
        """Return a bare format for a rule: only what it changes."""
        return self._workbook.add_format(properties)


def _body() -> dict[str, object]:
    return {
        "font_name": FONT,
        "font_size": FONT_SIZE,
        "font_charset": GB2312_CHARSET,
        "font_color": INK,
        "valign": "vcenter",
        "text_wrap": True,
        "border_color": HAIRLINE,
    }


def number_format(value: Decimal | int, *, padded: bool = False) -> str:
    """Return the format that shows a number in full and an integer without decimals.

    ``padded`` keeps a blank to the right; LibreOffice drops a right indent in places.
    """
    shown = INTEGER_FORMAT if value == int(value) else DECIMAL_FORMAT
    return shown + PAD if padded else shown


def display_width(text: str) -> float:
    """Return the width of one line in column units, the width of a Calibri digit (7 pixels).

    Characters of ambiguous width (“ ” · —) are drawn wide by Chinese fonts.
    """
    return sum(
        WIDE if unicodedata.east_asian_width(character) in "WFA" else NARROW for character in text
    )


def longest_line(text: str) -> float:
    """Return the width of the widest line of a text."""
    return max((display_width(line) for line in text.split("\n")), default=0.0)


def wrapped_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column; a little room is left for the cut.

    A line never ends exactly at the edge: the last character that does not fit whole
    moves on, and so does punctuation that must not begin a line.
    """
    usable = max(width - 3.0, 1.0)
    return sum(max(1, ceil(display_width(line) / usable)) for line in text.split("\n"))


def row_height(lines: int) -> float:
    """Return the height in points of a row with this many lines."""
    return lines * LINE_HEIGHT + ROW_PADDING


def document_properties(
    title: str, subject: str, author: str, comments: str, created: date
) -> dict[str, Any]:
    """Return fixed document properties: a file written twice has the same bytes."""
    return {
        "title": title,
        "subject": subject,
        "author": author,
        "company": author,
        "comments": comments,
        "created": datetime.combine(created, time(), UTC),
    }


def cell_text(text: str) -> str:
    """Return a text that XlsxWriter writes as one.

    What stands between <r> and </r> it takes for markup and writes as it is, so that a
    remark of a county could break the workbook or put formats into it.
    """
    return f" {text}" if text.startswith("<r>") and text.endswith("</r>") else text


def print_text(text: str) -> str:
    """Return a text for a print header, where an ampersand begins a command."""
    return text.replace("&", "&&")
