"""Finding the form: the header is known by its words, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from etl.domain.names import bracketed, compact, plain_name
from etl.workbook.grid import Cell, Sheet
from etl.workbook.vocabulary import (
    COUNT_KINDS,
    HEADER_WORDS,
    MONEY_KINDS,
    NAME_KINDS,
    HeaderKind,
)

MAX_HEADER_ROWS = 4
SEARCHED_ROWS = 200
SEARCHED_COLUMNS = 200

_COLUMN_NUMBER = re.compile(r"[(]?(?:\d{1,2}|[A-Z]|甲|乙|丙|丁|栏次)[)]?")
_UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000, "万": 10_000}
_UNIT_IN_TEXT = re.compile(r"(亿元|万元|千元|元)")


@dataclass(frozen=True)
class HeaderColumn:
    """One column that is read: what it holds, its words, and for money the yuan per unit."""

    kind: HeaderKind
    column: int
    cell: Cell
    text: str
    yuan_per_unit: int | None = None
    unit_text: str = ""


@dataclass
class Header:
    """A header block and its columns; ``doubled`` are second columns for one field."""

    sheet: Sheet
    top: int
    bottom: int
    columns: dict[HeaderKind, HeaderColumn] = field(default_factory=dict)
    doubled: list[HeaderColumn] = field(default_factory=list)

    @property
    def is_form(self) -> bool:
        """A form has a column of indicators or projects, and one of month or cumulative.

        A table whose rows are places or persons is none.
        """
        kinds = set(self.columns)
        return bool(kinds & NAME_KINDS) and bool(kinds & COUNT_KINDS) and "place" not in kinds


def find_header(sheet: Sheet) -> Header | None:
    """Return the first header of a form on the sheet, None when there is none."""
    return next(headers(sheet), None)


def headers(sheet: Sheet, after: int = 0) -> Iterator[Header]:
    """Yield the form headers below a row, top to bottom."""
    row = after
    while (anchor := _next_anchor(sheet, row)) is not None:
        header = _header_at(sheet, anchor, after)
        if header is not None:
            yield header
            row = after = header.bottom
        else:
            row = anchor


def _next_anchor(sheet: Sheet, after: int) -> int | None:
    """Return the next row in which a cell says 指标 or 项目 and nothing else."""
    for number, cells in sheet.rows():
        if number > max(SEARCHED_ROWS, after + SEARCHED_ROWS):
            return None
        if number > after and any(_names_rows(cell) for cell in cells):
            return number
    return None


def _names_rows(cell: Cell) -> bool:
    return (
        cell.kind == "text"
        and cell.column <= SEARCHED_COLUMNS
        and HEADER_WORDS.get(plain_name(cell.raw)) in NAME_KINDS
    )


def _header_at(sheet: Sheet, anchor: int, after: int) -> Header | None:
    """Build the header whose 指标 or 项目 stands in the anchor row, if it is one."""
    bottom = _bottom(sheet, anchor)
    tops = range(anchor, max(anchor - MAX_HEADER_ROWS, after, bottom - MAX_HEADER_ROWS), -1)
    best: Header | None = None
    for top in tops:
        header = _read_columns(sheet, top, bottom)
        if header.is_form and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return best


def _bottom(sheet: Sheet, anchor: int) -> int:
    """Return the last row of the header: below it the naming column has words of its own."""
    name_columns = [cell.column for cell in sheet.row(anchor) if _names_rows(cell)]
    bottom = anchor
    for row in range(anchor + 1, anchor + MAX_HEADER_ROWS):
        if _is_column_numbers(sheet, row) or _still_header(sheet, row, anchor, name_columns):
            bottom = row
        else:
            break
    return bottom


def _still_header(sheet: Sheet, row: int, anchor: int, name_columns: list[int]) -> bool:
    if not any(cell.kind == "text" for cell in sheet.row(row)):
        # a blank row, or one covered by merges that come from above
        return (
            all(sheet.origin(row, column)[0] <= anchor for column in name_columns)
            and bool(name_columns)
            and any(sheet.origin(row, column) != (row, column) for column in name_columns)
        )
    for column in name_columns:
        cell = sheet.at(row, column)
        if cell is not None and cell.row > anchor:
            return False
    return all(cell.kind == "text" for cell in sheet.row(row))


def _is_column_numbers(sheet: Sheet, row: int) -> bool:
    """Whether the row numbers the columns: (1) (2) (3) or A B C."""
    cells = sheet.row(row)
    texts = [compact(cell.raw) for cell in cells]
    if len(texts) < 3 or not all(_COLUMN_NUMBER.fullmatch(text.upper()) for text in texts):
        return False
    digits = [int(text.strip("()")) for text in texts if text.strip("()").isdecimal()]
    rising = all(b - a == 1 for a, b in pairwise(digits))
    letters = len(texts) - len(digits)
    return rising and (not digits or digits[0] <= 1 + letters or all("(" in t for t in texts))


def _read_columns(sheet: Sheet, top: int, bottom: int) -> Header:
    header = Header(sheet, top, bottom)
    for column in range(1, min(sheet.last_column, SEARCHED_COLUMNS) + 1):
        found = _read_column(sheet, top, bottom, column)
        if found is None:
            continue
        if found.kind in header.columns:
            first = header.columns[found.kind]
            if first.cell is not found.cell:
                header.doubled.append(found)
        else:
            header.columns[found.kind] = found
    return header


def _read_column(sheet: Sheet, top: int, bottom: int, column: int) -> HeaderColumn | None:
    """Return what a column of the header says, None when it is none that is read."""
    path = _path(sheet, top, bottom, column)
    if not path:
        return None
    own = path[-1]
    if own.column != column and len(path) == 1:
        return None
    for cells in _joinings(path):
        word = "".join(plain_name(cell.raw) for cell in cells)
        kind = HEADER_WORDS.get(word)
        if kind is not None:
            return _column(kind, column, path)
    return None


def _joinings(path: list[Cell]) -> Iterator[list[Cell]]:
    """Yield the ways in which the cells above a column can be read as one name."""
    yield path
    for start in range(1, len(path)):
        yield path[start:]


def _path(sheet: Sheet, top: int, bottom: int, column: int) -> list[Cell]:
    """Return the header cells over a column from top to bottom, each merged cell once.

    A group's name may stand unmerged over its first column only; then it holds for the
    blank cells to its right, as long as these have words of their own below.
    """
    path: list[Cell] = []
    for row in range(top, bottom + 1):
        if _is_column_numbers(sheet, row):
            continue
        cell = sheet.at(row, column)
        if cell is None and row < bottom and _has_words_below(sheet, row, bottom, column):
            cell = _left_of(sheet, row, column, bottom)
        if cell is not None and cell.kind == "text" and (not path or path[-1] is not cell):
            path.append(cell)
    return path


def _has_words_below(sheet: Sheet, row: int, bottom: int, column: int) -> bool:
    cells = (sheet.cells.get((below, column)) for below in range(row + 1, bottom + 1))
    return any(cell is not None for cell in cells)


def _left_of(sheet: Sheet, row: int, column: int, bottom: int) -> Cell | None:
    for left in range(column - 1, 0, -1):
        cell = sheet.cells.get((row, left))
        if cell is not None:
            return cell if _has_words_below(sheet, row, bottom, left) else None
        if sheet.origin(row, left) != (row, left):
            return None
    return None


def _column(kind: HeaderKind, column: int, path: list[Cell]) -> HeaderColumn:
    text = "".join(compact(cell.raw) for cell in path)
    if kind not in MONEY_KINDS:
        return HeaderColumn(kind, column, path[-1], text)
    unit = _unit_of(path)
    return HeaderColumn(kind, column, path[-1], text, _UNITS.get(unit), unit)


def _unit_of(path: list[Cell]) -> str:
    """Return the unit of money that the header names, "" when it names none."""
    for cell in reversed(path):
        unit = re.sub(r"^单位[::]?", "", bracketed(cell.raw))
        if unit in _UNITS:
            return unit
    return ""


def unit_in_caption(text: str) -> str:
    """Return the one unit of money that a caption above the table names, else ""."""
    found = set(_UNIT_IN_TEXT.findall(compact(text)))
    return found.pop() if len(found) == 1 else ""


def yuan_per(unit: str) -> int | None:
    """Return how many yuan a unit of money is, None when it is none."""
    return _UNITS.get(unit)
