"""A sheet as somebody edits it: cells are typed, rows put in, columns moved, ranges merged.

It knows nothing of the reader. What marks a place (a figure, a column, a row) moves with it,
as a cell does in a spreadsheet program, so that the expected addresses stay right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

Place = tuple[int, int]
Visibility = Literal["visible", "hidden", "very_hidden"]


@dataclass(frozen=True)
class ErrorValue:
    """What a formula gives that cannot be computed, such as ``#DIV/0!``."""

    text: str


Written = int | Decimal | str | bool | date | ErrorValue | None


@dataclass(frozen=True)
class Put:
    """What stands in a cell. With a formula, ``value`` is the result that was stored, if any."""

    value: Written
    number_format: str = "General"
    formula: str | None = None
    runs: tuple[str, ...] = ()


def letters(column: int) -> str:
    """Column 28 is AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(place: Place) -> str:
    return f"{letters(place[1])}{place[0]}"


@dataclass
class Drawn:
    """One sheet: (row, column) from 1, merged ranges as (top, left, bottom, right)."""

    name: str = "月报"
    state: Visibility = "visible"
    cells: dict[Place, Put] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    comments: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    marks: dict[object, Place] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Written | Put, number_format: str = "") -> None:
        """Type into a cell; None empties it."""
        made = value if isinstance(value, Put) else Put(value)
        if number_format:
            made = replace(made, number_format=number_format)
        if made.value is None and made.formula is None and made.number_format == "General":
            self.cells.pop((row, column), None)
        else:
            self.cells[row, column] = made

    def line(self, row: int, *values: Written, left: int = 1) -> None:
        """Type a row of cells, None leaves one as it is."""
        for column, value in enumerate(values, start=left):
            if value is not None:
                self.put(row, column, value)

    def value(self, row: int, column: int) -> Written:
        found = self.cells.get((row, column))
        return found.value if found else None

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge a range as a spreadsheet program does: all but the first cell are emptied."""
        self.merges.append((top, left, bottom, right))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.cells.pop((row, column), None)

    def insert_rows(self, at: int, count: int = 1) -> None:
        """Put blank rows in before row ``at``."""
        self._move(lambda row: row + count if row >= at else row, lambda column: column)

    def insert_columns(self, at: int, count: int = 1) -> None:
        """Put blank columns in before column ``at``."""
        self._move(lambda row: row, lambda column: column + count if column >= at else column)

    def delete_row(self, at: int) -> None:
        """Delete a row; merged ranges that touch it shrink."""
        for place in [place for place in self.cells if place[0] == at]:
            del self.cells[place]
        self.merges = [
            (top, left, bottom - (bottom == at), right)
            for top, left, bottom, right in self.merges
            if not top == bottom == at
        ]
        self._move(lambda row: row - 1 if row > at else row, lambda column: column)

    def delete_column(self, at: int) -> None:
        """Delete a column; merged ranges that touch it shrink."""
        for place in [place for place in self.cells if place[1] == at]:
            del self.cells[place]
        self.merges = [
            (top, left, bottom, right - (right == at))
            for top, left, bottom, right in self.merges
            if not left == right == at
        ]
        self._move(lambda row: row, lambda column: column - 1 if column > at else column)

    def order_columns(self, order: list[int]) -> None:
        """Move columns: the new first one is the old ``order[0]``, and so on.

        Merged ranges over several of the columns are given up.
        """
        to = {old: new for new, old in enumerate(order, start=1)}
        wide = [merge for merge in self.merges if merge[1] != merge[3]]
        self.merges = [merge for merge in self.merges if merge not in wide]
        self._move(lambda row: row, lambda column: to.get(column, column))

    def _move(self, row: Callable[[int], int], column: Callable[[int], int]) -> None:
        def moved(place: Place) -> Place:
            return row(place[0]), column(place[1])

        self.cells = {moved(place): put for place, put in self.cells.items()}
        self.comments = {moved(place): text for place, text in self.comments.items()}
        self.marks = {name: moved(place) for name, place in self.marks.items()}
        self.hidden_rows = {row(number) for number in self.hidden_rows}
        self.hidden_columns = {column(number) for number in self.hidden_columns}
        merges = [(*moved(merge[:2]), *moved(merge[2:])) for merge in self.merges]
        self.merges = [merge for merge in merges if merge[:2] != merge[2:]]
