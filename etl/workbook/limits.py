"""How much a workbook may hold, counted in one place for every format.

A form has some dozens of rows. What lies far beyond is refused before it costs the
machine more than ten seconds or 500 MB, whatever a file's directory says about itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.workbook.deadline import check_time
from etl.workbook.grid import Cell, Range, Sheet, UnreadableWorkbook

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS_WITH_CONTENT = 10_000
MAX_CELLS = 200_000
MAX_MERGES = 60_000
MAX_TALL_MERGES = 500
# Formats of cells and numbers; Excel has at most 65,490 of the former.
MAX_STYLES = 100_000
MAX_SHEETS = 4_000
# Tags, or records of a binary file: what the time of reading goes by.
MAX_MARKUP = 4_000_000
# Characters kept from all cells together; a cell of Excel holds 32,767.
MAX_TEXT = 20_000_000
# How often the clock is looked at.
_ROWS_BETWEEN = 64


@dataclass
class Tally:
    """What has been read of one workbook so far; raises when it is too much."""

    cells: int = 0
    merges: int = 0
    tall_merges: int = 0
    text: int = 0
    _rows: dict[str, set[int]] = field(default_factory=dict)
    _last: tuple[str, int] = ("", 0)

    def put(self, sheet: Sheet, cell: Cell) -> None:
        """Store a cell with content in its sheet; two contents for one place are damage."""
        place = (cell.row, cell.column)
        if place in sheet.cells and sheet.cells[place].value != cell.value:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        sheet.cells[place] = cell
        self.cells += 1
        if self._last != (sheet.name, cell.row):
            self._begin_row(sheet.name, cell.row)

    def _begin_row(self, sheet: str, row: int) -> None:
        self._last = (sheet, row)
        rows = self._rows.setdefault(sheet, set())
        rows.add(row)
        if not len(rows) % _ROWS_BETWEEN:
            check_time()
        if len(rows) > MAX_ROWS_WITH_CONTENT or self.cells > MAX_CELLS:
            raise UnreadableWorkbook("E-FILE-TOO-MANY-ROWS", sheet=sheet)

    def merge(self, sheet: Sheet, merged: Range) -> None:
        """Store a merged range; one of a single cell, or turned about, is none."""
        single = merged.top == merged.bottom and merged.left == merged.right
        if single or merged.top > merged.bottom or merged.left > merged.right:
            return
        self.merges += 1
        self.tall_merges += merged.is_tall
        if self.merges > MAX_MERGES or self.tall_merges > MAX_TALL_MERGES:
            raise UnreadableWorkbook("E-FILE-TOO-MANY-ROWS", sheet=sheet.name)
        sheet.merges.append(merged)

    def keep(self, text: str) -> str:
        """Count a text that will be kept, and return it."""
        self.text += len(text)
        if self.text > MAX_TEXT:
            raise UnreadableWorkbook("E-FILE-UNPACKED")
        return text
