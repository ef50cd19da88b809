"""One row under a form's header, with its cells seen through merged ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from etl.domain.names import compact
from etl.workbook.grid import Cell, address
from etl.workbook.header import Header
from etl.workbook.vocabulary import COUNT_KINDS, MONEY_KINDS, HeaderKind

RowKind = Literal["indicator", "sum", "unknown", "nameless"]

FIGURE_KINDS: tuple[HeaderKind, ...] = (*sorted(COUNT_KINDS), *sorted(MONEY_KINDS))
REMARK_KINDS: tuple[HeaderKind, ...] = ("note", "remark")


@dataclass(frozen=True)
class FormRow:
    """One row that matters. ``code`` is an indicator, or for a sum the project it is of.

    ``name_cell`` is where the row says what it is; ``project_cell`` the project that the
    row itself shows, merged or not.
    """

    kind: RowKind
    number: int
    header: Header
    name_cell: Cell
    code: str | None
    project_cell: Cell | None = None
    # Without a name, and with what may be no figure: a date, or words.
    unlikely: bool = False

    @property
    def has_figures(self) -> bool:
        """Whether something like a figure stands in the row's own cells."""
        cells = (cell for kind in FIGURE_KINDS for cell in self.cells(kind))
        return any(cell.row == self.number and is_figure(cell) for cell in cells)

    @property
    def names_project_only(self) -> bool:
        """Whether the row has a project's name and neither figures nor a remark."""
        kinds = (*FIGURE_KINDS, *REMARK_KINDS)
        if self.name_cell != self.project_cell:
            return False
        return all(cell == self.name_cell for kind in kinds for cell in self.cells(kind))

    def cell(self, kind: HeaderKind) -> Cell | None:
        """Return the row's cell in a column, seen through merges; None if blank."""
        cells = self.cells(kind)
        return cells[0] if cells else None

    def cells(self, kind: HeaderKind) -> list[Cell]:
        """Return the row's cells under a header cell, which may be merged over several."""
        column = self.header.columns.get(kind)
        if column is None:
            return []
        return cells_under(self.header, self.number, column.span or (column.column,))

    def place(self, kind: HeaderKind) -> str | None:
        """Return the address of the row's place in a column, None without that column."""
        column = self.header.columns.get(kind)
        if column is None:
            return None
        cell = self.cell(kind)
        if cell is not None:
            return cell.address
        return address(*self.header.sheet.origin(self.number, column.column))


# A text in a row without a name that somebody may have meant as a figure.
_LIKE_A_FIGURE = re.compile(
    r"[约近共计]?[+-]?[\d,.]+(?:[余多]?(?:[人名户个元万]|万元|人次)?|左右|以上)%?"
)


def is_figure(cell: Cell) -> bool:
    """Whether a cell of a figure's column holds what somebody may have meant as one."""
    if cell.kind not in ("text", "date") or cell.unstored:
        return True
    return _LIKE_A_FIGURE.fullmatch(compact(cell.raw)) is not None


def cells_under(header: Header, number: int, columns: tuple[int, ...]) -> list[Cell]:
    """Return a row's cells in some columns, without those of the header that reach down."""
    sheet, bottom = header.sheet, header.bottom
    if len(columns) == 1:
        cell = sheet.at(number, columns[0])
        return [] if cell is None or cell.row <= bottom else [cell]
    found = (sheet.at(number, column) for column in columns)
    return list(dict.fromkeys(cell for cell in found if cell is not None and cell.row > bottom))
