"""A sheet of the plan workbook as a table: headers in the first row, typed cells below.

Each getter returns the value or None and, where the cell cannot be read as asked, leaves
a finding at that cell; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.names import compact
from etl.workbook.grid import Cell, Sheet

_DATE = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_MONTH = re.compile(r"(?:\d{4}(?:年|[-/.]))?(\d{1,2})月?(?:份)?")

_LIST_SEPARATOR = re.compile("[、,\uff0c;\uff1b\n]")
MAX_NAME = 60


class Findings(list[Finding]):
    """The findings of one plan workbook, in reading order."""

    def at(self, code: str, sheet: str, cell: Cell | None, /, **words: object) -> None:
        """Add a finding at a cell (or about the sheet, when there is none)."""
        place = {"sheet": sheet}
        if cell is not None:
            self.append(
                finding(
                    code,
                    {"raw": _quoted(cell.raw), **words},
                    cells=(cell.address,),
                    row=cell.row,
                    raw=cell.raw,
                    **place,
                )
            )
        else:
            self.append(finding(code, words, **place))


def _quoted(raw: str) -> str:
    """Return what was written, short enough for a sentence."""
    return raw if len(raw) <= MAX_NAME else raw[:MAX_NAME] + "…"


@dataclass(frozen=True)
class Row:
    """One row with content; ``columns`` maps header to column number."""

    table: Table
    number: int

    def cell(self, column: str) -> Cell | None:
        """Return the cell under a header, None when blank or when there is no such column."""
        place = self.table.columns.get(column)
        return None if place is None else self.table.sheet.at(self.number, place)

    def text(self, column: str) -> str:
        """Return the text of a cell with outer blanks dropped, "" when blank."""
        cell = self.cell(column)
        if cell is None:
            return ""
        if cell.kind == "error" or cell.unstored:
            self.table.complain("E-PLAN-VALUE", cell, column=column, expected="文字")
            return ""
        return cell.raw.strip()

    def required(self, column: str) -> str:
        """Return the text of a cell that must not be blank."""
        text = self.text(column)
        if not text and column in self.table.columns and self.cell(column) is None:
            self.table.complain_blank(self.number, column)
        return text

    def name(self, column: str) -> str:
        """Return a name that must not be blank and must fit on a page."""
        text = self.required(column)
        if len(text) > MAX_NAME:
            expected = f"不超过 {MAX_NAME} 个字的名称"
            self.table.complain("E-PLAN-VALUE", self.cell(column), column=column, expected=expected)
        return text

    def number_at(self, column: str, expected: str = "数字") -> Decimal | None:
        """Return the exact number of a cell, None when blank."""
        cell = self.cell(column)
        if cell is None:
            return None
        number = _number(cell)
        if number is None:
            self.table.complain("E-PLAN-VALUE", cell, column=column, expected=expected)
        return number

    def whole(self, column: str, low: int, high: int) -> int | None:
        """Return a whole number between two limits, None when blank."""
        cell = self.cell(column)
        if cell is None:
            return None
        number = _number(cell)
        if number is None or number != int(number) or not low <= number <= high:
            expected = f"{low} 到 {high} 的整数"
            self.table.complain("E-PLAN-VALUE", cell, column=column, expected=expected)
            return None
        return int(number)

    def month(self, column: str) -> int | None:
        """Return a month of the year: 3, 3月, 2021-03 or a date."""
        cell = self.cell(column)
        if cell is None:
            return None
        if isinstance(cell.value, date):
            return cell.value.month
        match = _MONTH.fullmatch(compact(cell.raw))
        if match is None or not 1 <= int(match[1]) <= 12:
            self.table.complain("E-PLAN-VALUE", cell, column=column, expected="1 到 12 的月份")
            return None
        return int(match[1])

    def yes(self, column: str, default: bool = False) -> bool:
        """Return 是 or 否."""
        cell = self.cell(column)
        if cell is None:
            return default
        answer = compact(cell.raw)
        if answer not in ("是", "否"):
            self.table.complain("E-PLAN-VALUE", cell, column=column, expected="“是”或“否”")
        return answer == "是"

    def day(self, column: str) -> date | None:
        """Return a date, from a date cell or from text."""
        cell = self.cell(column)
        if cell is None:
            return None
        day = _day(cell)
        if day is None:
            expected = "日期,如 2021-03-01"
            self.table.complain("E-PLAN-VALUE", cell, column=column, expected=expected)
        return day

    def names(self, column: str) -> tuple[str, ...]:
        """Return the parts of a list separated by 、 or a comma or semicolon of either width."""
        parts = _LIST_SEPARATOR.split(self.text(column))
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _number(cell: Cell) -> Decimal | None:
    if isinstance(cell.value, Decimal):
        return cell.value
    if cell.kind != "text" or not isinstance(cell.value, str):
        return None
    text = compact(cell.value)
    if not re.fullmatch(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", text):
        return None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _day(cell: Cell) -> date | None:
    if isinstance(cell.value, date):
        return cell.value
    match = _DATE.fullmatch(compact(cell.raw))
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


class Table:
    """One sheet whose headers stand in the first row with content."""

    def __init__(self, sheet: Sheet, findings: Findings) -> None:
        self.sheet = sheet
        self.findings = findings
        self.header_row = next((number for number, _ in sheet.rows()), 0)
        self.columns: dict[str, int] = {}
        for cell in sheet.row(self.header_row):
            name = compact(cell.raw)
            if name in self.columns:
                self.complain("E-PLAN-COLUMN-TWICE", cell, column=name)
            self.columns.setdefault(name, cell.column)

    def complain(self, code: str, cell: Cell | None, **words: object) -> None:
        """Leave a finding at a cell of this sheet."""
        self.findings.at(code, self.sheet.name, cell, **words)

    def complain_blank(self, row: int, column: str, code: str = "E-PLAN-BLANK") -> None:
        """Leave a finding at a blank cell that should be filled."""
        blank = Cell(row, self.columns[column], "text", "", "")
        self.complain(code, blank, column=column)

    def require(self, columns: Sequence[str]) -> bool:
        """Whether all these headers are there; each missing one is a finding."""
        missing = [name for name in columns if name not in self.columns]
        for name in missing:
            self.complain("E-PLAN-COLUMN-MISSING", None, column=name)
        return not missing

    def unknown(self, known: Sequence[str]) -> None:
        """Tell of headers that nobody reads."""
        for cell in self.sheet.row(self.header_row):
            name = compact(cell.raw)
            if name not in known:
                self.complain("W-PLAN-COLUMN-UNKNOWN", cell, column=name)

    def rows(self) -> Iterator[Row]:
        """Yield the rows with content under the header."""
        for number, cells in self.sheet.rows():
            if number > self.header_row and any(cell.column in self._places for cell in cells):
                yield Row(self, number)

    @property
    def _places(self) -> set[int]:
        return set(self.columns.values())
