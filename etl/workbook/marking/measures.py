"""How wide and high the columns and rows of a sheet are drawn, in pixels, hidden ones too."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from math import floor

from etl.workbook.marking.xml_edit import Element

LAST_ROW, LAST_COLUMN = 1048576, 16384
POINT = 96 / 72
"""Pixels in a point."""

_DIGIT = 7
"""Pixels of a digit in the usual font, in which the widths of columns are counted."""
_WIDTH, _HEIGHT = 64, 20
"""The pixels of a column and a row where the sheet says nothing."""


@dataclass
class Axis:
    """The columns or rows of a sheet, one behind the other; numbers begin with 1."""

    last: int
    default: int
    _runs: list[tuple[int, int, int]] = field(default_factory=list)

    def note(self, first: int, last: int, size: int) -> None:
        """Note a run of one size."""
        if self._runs and self._runs[-1][1] == first - 1 and self._runs[-1][2] == size:
            first = self._runs.pop()[0]
        self._runs.append((first, min(last, self.last), size))

    @cached_property
    def _pieces(self) -> tuple[list[int], list[tuple[int, int]]]:
        """Where the runs begin in pixels, and the number and size of their first; no gaps."""
        starts: list[int] = []
        pieces: list[tuple[int, int]] = []
        number, pixels = 1, 0
        for first, last, size in [*sorted(self._runs), (self.last + 1, self.last + 1, 0)]:
            if first > number:
                starts.append(pixels)
                pieces.append((number, self.default))
                pixels += (first - number) * self.default
                number = first
            if last < number or first > self.last:
                continue
            starts.append(pixels)
            pieces.append((number, size))
            pixels += (last + 1 - number) * size
            number = last + 1
        return [*starts, pixels], [*pieces, (self.last + 1, 0)]

    @property
    def length(self) -> int:
        """The pixels of all that is not hidden."""
        return self._pieces[0][-1]

    def start(self, number: int) -> int:
        """Return the pixels before a column or row."""
        starts, pieces = self._pieces
        run = bisect_right(pieces, number, key=lambda piece: piece[0]) - 1
        first, size = pieces[run]
        return starts[run] + (number - first) * size

    def at(self, pixels: int) -> tuple[int, int]:
        """Return the visible column or row at a place, and how far into it that is."""
        starts, pieces = self._pieces
        inside = max(min(pixels, self.length - 1), 0)
        run = bisect_right(starts, inside) - 1
        first, size = pieces[run]
        # Where everything is hidden there is no place but the first.
        steps, rest = divmod(inside - starts[run], size) if size else (0, 0)
        return (first + steps, rest) if size else (1, 0)


class Measures:
    """Reads the sizes off a sheet's elements as they come."""

    def __init__(self) -> None:
        self.columns = Axis(LAST_COLUMN, _WIDTH)
        self.rows = Axis(LAST_ROW, _HEIGHT)

    def format(self, item: Element) -> None:
        """Take the sizes of what is not listed from ``sheetFormatPr``."""
        base = _number(item.attribute("baseColWidth"))
        if base is not None:
            # Excel rounds this one up to whole eights of pixels.
            self.columns.default = -(-(int(base) * _DIGIT + 5) // 8) * 8
        width, height = (
            _number(item.attribute(name)) for name in ("defaultColWidth", "defaultRowHeight")
        )
        self.columns.default = self.columns.default if width is None else _pixels_wide(width)
        self.rows.default = self.rows.default if height is None else round(height * POINT)
        if _is_set(item.attribute("zeroHeight")):
            self.rows.default = 0

    def column(self, first: int, last: int, item: Element) -> None:
        """Take the size of columns from ``col``."""
        width = _number(item.attribute("width"))
        size = self.columns.default if width is None else _pixels_wide(width)
        self.columns.note(first, last, 0 if _is_set(item.attribute("hidden")) else size)

    def row(self, number: int, item: Element) -> None:
        """Take the height of a row from ``row``; one that is there is not hidden by default."""
        height = _number(item.attribute("ht"))
        size = (self.rows.default or _HEIGHT) if height is None else round(height * POINT)
        self.rows.note(number, number, 0 if _is_set(item.attribute("hidden")) else size)


def _pixels_wide(width: float) -> int:
    return floor(width * _DIGIT + 0.5)


def _is_set(value: str | None) -> bool:
    return value in ("1", "true")


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 <= number < 1e5 else None
