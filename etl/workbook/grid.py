"""A workbook as addressed cells, whatever program and format it was saved in.

The readers of .xlsx, .xls and .ods make these; everything that reads a form or a plan
works on these alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Literal, NamedTuple

Kind = Literal["number", "text", "bool", "date", "error"]
Visibility = Literal["visible", "hidden", "very_hidden"]
Format = Literal["xlsx", "xls", "ods"]

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def column_letters(column: int) -> str:
    """Return the letters of a 1-based column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Return the A1 address of a 1-based row and column."""
    return f"{column_letters(column)}{row}"


def position(text: str) -> tuple[int, int]:
    """Return (row, column), 1-based, of an A1 address; ValueError if it is none."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(f"not a cell address: {text!r}")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


class Cell(NamedTuple):
    """One cell with content; a tuple, since making these is most of reading a workbook.

    ``value`` is a Decimal (the stored decimal text, not a binary float), a str, a bool, a
    date, or the error's text; None for a formula without a stored result. ``raw`` is the
    text to quote to the user. ``number_format`` is the format code as stored.
    """

    row: int
    column: int
    kind: Kind
    value: Decimal | str | bool | date | None
    raw: str
    number_format: str = "General"
    formula: str | None = None

    @property
    def address(self) -> str:
        """The A1 address."""
        return address(self.row, self.column)

    @property
    def unstored(self) -> bool:
        """Whether this is a formula whose result was not stored."""
        return self.formula is not None and self.value is None


@dataclass(frozen=True, slots=True)
class Range:
    """A merged range, 1-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_tall(self) -> bool:
        """Whether it is too tall to be listed for each of its rows, as a whole column is."""
        return self.bottom - self.top > 20

    def __contains__(self, place: tuple[int, int]) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right


@dataclass(frozen=True)
class Comment:
    """A cell comment; searched for personal data and otherwise not read."""

    row: int
    column: int
    text: str


@dataclass
class Sheet:
    """One worksheet: cells with content only, by (row, column)."""

    name: str
    visibility: Visibility = "visible"
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: list[Comment] = field(default_factory=list)

    @cached_property
    def _merges_by_row(self) -> dict[int, list[Range]]:
        """The merged ranges that reach a row, but for tall ones."""
        by_row: dict[int, list[Range]] = {}
        for merge in self.merges:
            if not merge.is_tall:
                for row in range(merge.top, merge.bottom + 1):
                    by_row.setdefault(row, []).append(merge)
        return by_row

    @cached_property
    def _tall_merges(self) -> list[Range]:
        return [merge for merge in self.merges if merge.is_tall]

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """Return the top left place of the merged range, or the place itself."""
        for merge in self._merges_by_row.get(row, ()):
            if merge.left <= column <= merge.right:
                return merge.top, merge.left
        for merge in self._tall_merges:
            if (row, column) in merge:
                return merge.top, merge.left
        return row, column

    def merged(self, row: int, column: int) -> Range | None:
        """Return the merged range that covers a place, None without one."""
        covering = (*self._merges_by_row.get(row, ()), *self._tall_merges)
        return next((merge for merge in covering if (row, column) in merge), None)

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell at a place, seen through merged ranges."""
        return self.cells.get(self.origin(row, column))

    @cached_property
    def last_row(self) -> int:
        """The last row with content, 0 for an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column with content, 0 for an empty sheet."""
        return max((column for _, column in self.cells), default=0)

    @cached_property
    def _rows(self) -> dict[int, list[Cell]]:
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells.values():
            rows.setdefault(cell.row, []).append(cell)
        for cells in rows.values():
            cells.sort(key=lambda cell: cell.column)
        return rows

    def row(self, number: int) -> list[Cell]:
        """Return the cells with content of one row, left to right."""
        return self._rows.get(number, [])

    @cached_property
    def _numbers(self) -> list[int]:
        return sorted(self._rows)

    @cached_property
    def _columns(self) -> dict[int, list[Cell]]:
        columns: dict[int, list[Cell]] = {}
        for cell in self.cells.values():
            columns.setdefault(cell.column, []).append(cell)
        return columns

    def column(self, number: int) -> list[Cell]:
        """Return the cells with content of one column, in no order."""
        return self._columns.get(number, [])

    def rows(self, after: int = 0) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows with content below a row (default: all), from top to bottom."""
        rows = self._rows
        for number in islice(self._numbers, bisect_right(self._numbers, after), None):
            yield number, rows[number]


@dataclass
class Workbook:
    """All sheets of a file in their order."""

    format: Format
    sheets: list[Sheet]
    # (part, text) of what has many digits and stands in no cell: feet of pages, properties.
    outside: list[tuple[str, str]] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of this name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


class UnreadableWorkbook(Exception):
    """The bytes are no workbook that is read here. Becomes a finding about the whole file."""

    def __init__(self, code: str, **words: str) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
