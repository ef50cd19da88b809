"""The cells of a header over one column: which they are, what they say, what they cover."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from etl.domain.names import units_in
from etl.workbook.grid import Cell, Sheet
from etl.workbook.money_units import IN_BRACKETS, unit_of_text

_COUNTED = re.compile(r"人次|户次|人月|件数?|场次")
_YEARS = range(1990, 2100)


def header_path(sheet: Sheet, rows: list[int], column: int) -> list[Cell]:
    """Return the header cells over a column from top to bottom, each merged cell once.

    A group's name may stand unmerged over its first column only; then it holds for the
    blank cells to its right, as long as these have words of their own below.
    """
    path: list[Cell] = []
    for place, row in enumerate(rows):
        cell = sheet.at(row, column)
        below = rows[place + 1 :]
        if cell is None and below and _has_words(sheet, below, column):
            cell = _left_of(sheet, row, column, below)
        if cell is not None and head_text(cell) and cell not in path[-1:]:
            path.append(cell)
    return path


def head_text(cell: Cell) -> str:
    """Return what a header cell says; a program may have made a date of 8月, a number of 2021."""
    if cell.unstored or cell.kind in ("error", "bool"):
        return ""
    if isinstance(cell.value, date):
        day = cell.value
        return f"{day.year}年{day.month}月" if "d" not in cell.number_format.lower() else cell.raw
    is_year = isinstance(cell.value, Decimal) and cell.value in _YEARS
    return f"{cell.raw}年" if is_year else cell.raw


def _has_words(sheet: Sheet, rows: list[int], column: int) -> bool:
    return any((row, column) in sheet.cells for row in rows)


def _left_of(sheet: Sheet, row: int, column: int, below: list[int]) -> Cell | None:
    for left in range(column - 1, 0, -1):
        cell = sheet.cells.get((row, left))
        if cell is not None:
            merged = sheet.origin(row, left + 1) == (row, left)
            return cell if _has_words(sheet, below, left) and not merged else None
        if sheet.origin(row, left) != (row, left):
            return None
    return None


def is_covered(sheet: Sheet, path: list[Cell], column: int, rows: list[int]) -> bool:
    """Whether the column only lies under a merged cell whose first column is read."""
    own = path[-1]
    lowest = max(row for row in rows if sheet.at(row, column) is own or row == own.row)
    return own.column != column and sheet.origin(lowest, column) == (own.row, own.column)


def covered_columns(sheet: Sheet, own: Cell, column: int, bottom: int) -> tuple[int, ...]:
    """Return the columns that lie under the same header cell and have no words of their own."""
    last = column
    place = (own.row, own.column)
    while last - column < 8 and sheet.origin(own.row, last + 1) == place:
        if any((row, last + 1) in sheet.cells for row in range(own.row + 1, bottom + 1)):
            break
        last += 1
    return tuple(range(column, last + 1))


def count_units(texts: list[str]) -> str:
    """Return the units that the header cells of a count name, parted by a stroke."""
    found: list[str] = []
    for text in texts:
        found += units_in(text)
        found += (unit for inner in IN_BRACKETS.findall(text) for unit in units_in(inner))
        found += [tail] if (tail := unit_of_text(text)) else _COUNTED.findall(text)
    return "/".join(found)
