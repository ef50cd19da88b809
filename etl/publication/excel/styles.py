"""How the workbook looks: one font, one head, widths and heights computed from the text.

Programs do not fit columns and rows to their text in the same way, so all is set from here.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from math import ceil
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from etl.publication.excel.sheet import Cell

FONT: Final = "微软雅黑"
INK: Final = "#18222D"
MUTED: Final = "#4A5866"
BLUE: Final = "#1D5A96"
GROUND: Final = "#E8EEF5"
HAIRLINE: Final = "#C9D1D9"
GB2312: Final = 134
"""Tells a program without the font to take another Chinese one, not a Latin one."""

PAD: Final = "_ "
"""A blank after a number keeps the text of the next column apart."""
A4: Final = 9
ROOM: Final = 1.8
LEAST: Final = 5.0
WIDEST: Final = 36.0
WIDEST_LAST: Final = 84.0
LINE: Final = 17.0


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, **properties: Any) -> Format:
        """Return the body's format with these properties changed."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            body = {
                "font_name": FONT,
                "font_size": 10,
                "font_charset": GB2312,
                "font_color": INK,
                "valign": "vcenter",
            }
            self._made[key] = self._workbook.add_format({**body, **properties})
        return self._made[key]

    def head(self) -> Format:
        """Return the format of a head."""
        return self.get(
            bold=True,
            align="center",
            text_wrap=True,
            bg_color=GROUND,
            border=1,
            border_color=HAIRLINE,
            bottom=2,
            bottom_color=BLUE,
        )

    def cell(self, cell: Cell) -> Format:
        """Return the format of a cell by what stands in it; words in place of a number too."""
        bordered = {"border": 1, "border_color": HAIRLINE}
        if isinstance(cell.value, Decimal):
            return self.get(align="right", num_format=number_format(cell), **bordered)
        return self.get(text_wrap=True, **bordered)


def number_format(cell: Cell) -> str:
    """Return the format that shows a number in full and an integer without decimals."""
    assert isinstance(cell.value, Decimal)
    if cell.form == "rate":
        return f"0.0{PAD}"
    places = -int(cell.value.normalize().as_tuple().exponent)
    return (f"0.{'0' * places}" if places > 0 else "0") + PAD


def shown(cell: Cell) -> str:
    """Return a cell as it is read, to be measured."""
    return "" if cell.value is None else f"{cell.value}"


def width_of(text: str) -> float:
    """Return the width of a line in the units of columns."""
    return sum(
        1.9 if unicodedata.east_asian_width(character) in "WFA" else 1.1 for character in text
    )


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column."""
    usable = max(width - ROOM, 1.0)
    return sum(max(1, ceil(width_of(line) / usable)) for line in text.split("\n"))


def height_of(lines: int) -> float:
    """Return the height in points of a row of so many lines; no program makes them higher."""
    return min(lines * LINE + 5, 400.0)


def widths(heads: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> list[float]:
    """Return the widths of columns: by what stands in them; a long head takes two lines."""
    found = []
    for column, head in enumerate(heads):
        last = column == len(heads) - 1
        widest = max((width_of(shown(row[column])) for row in rows), default=0)
        folded = width_of(head) / (1 if len(head) <= 4 else 2 if len(head) <= 8 else 3)
        found.append(min(max(widest, folded, LEAST) + ROOM, WIDEST_LAST if last else WIDEST))
    return found
