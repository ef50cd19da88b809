"""The rows under a form's header: indicators, sums, 其中 rows, notes and the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from etl.domain.indicator_names import IndicatorNames
from etl.domain.names import compact, plain_name
from etl.workbook.grid import Cell, Sheet, address
from etl.workbook.header import Header, headers
from etl.workbook.vocabulary import (
    COUNT_KINDS,
    FOOT_WORDS,
    MONEY_KINDS,
    OF_WHICH,
    SUM_WORDS,
    HeaderKind,
)

RowKind = Literal["indicator", "sum", "unknown"]

_FOOT = re.compile(rf"(?:{'|'.join(FOOT_WORDS)})\d*(?:[(].{{0,8}}[)])?[:.、]")
_SUM = re.compile(rf"[(]?(?P<of>.*?)[)]?(?P<word>{'|'.join(SUM_WORDS)})(?:数)?[:]?$")


@dataclass(frozen=True)
class FormRow:
    """One row that matters. ``code`` is an indicator, or for a sum the project it is of.

    ``name_cell`` is where the row says what it is; ``project_text`` the project over it.
    """

    kind: RowKind
    number: int
    header: Header
    name_cell: Cell
    code: str | None
    project_text: str = ""
    project_cell: Cell | None = None

    def cell(self, kind: HeaderKind) -> Cell | None:
        """Return the row's cell in a column, seen through merges; None if blank."""
        column = self.header.columns.get(kind)
        return None if column is None else self.header.sheet.at(self.number, column.column)

    def place(self, kind: HeaderKind) -> str | None:
        """Return the address of the row's place in a column, None without that column."""
        column = self.header.columns.get(kind)
        if column is None:
            return None
        return address(*self.header.sheet.origin(self.number, column.column))


class RowReader:
    """Walks down a form."""

    def __init__(self, sheet: Sheet, names: IndicatorNames) -> None:
        self.sheet = sheet
        self.names = names
        self._project_cell: Cell | None = None
        self._last_project: str | None = None

    def rows(self, header: Header) -> Iterator[FormRow]:
        """Yield the rows of all header blocks, down to the foot."""
        blocks = [header, *self._repeated(header)]
        for place, block in enumerate(blocks):
            end = blocks[place + 1].top if place + 1 < len(blocks) else self.sheet.last_row + 1
            for number in range(block.bottom + 1, end):
                if self._is_foot(number, block):
                    if place + 1 == len(blocks):
                        return
                    break
                row = self._row(number, block)
                if row is not None:
                    yield row

    def _repeated(self, header: Header) -> list[Header]:
        """Return the further blocks of the same form: a header under a foot is another table."""
        found: list[Header] = []
        for block in headers(self.sheet, header.bottom):
            last = found[-1] if found else header
            if any(self._is_foot(number, last) for number in range(last.bottom + 1, block.top)):
                break
            found.append(block)
        return found

    def _is_foot(self, number: int, block: Header) -> bool:
        cells = self.sheet.row(number)
        if not cells:
            return False
        first = cells[0]
        if first.kind != "text" or self.names.indicator(first.raw) is not None:
            return False
        text = compact(first.raw)
        return _FOOT.match(text) is not None or text in ("注", "备注", "说明")

    def _row(self, number: int, block: Header) -> FormRow | None:
        columns = block.columns
        project_cell = self._text_at(number, block, "project")
        indicator_cell = self._text_at(number, block, "indicator")
        if project_cell is not None and not _is_sum(project_cell.raw):
            self._project_cell = project_cell
        candidates = [cell for cell in (indicator_cell, project_cell) if cell is not None]
        sequence = self._text_at(number, block, "sequence")
        for cell in (*candidates, *([sequence] if sequence else [])):
            found = self._sum_row(cell, number, block)
            if found is not None:
                return found
        if any(compact(cell.raw).startswith(OF_WHICH) for cell in candidates):
            return None
        if not candidates:
            return self._nameless(number, block)
        if self._is_note(number, block, candidates):
            return None
        name_cell = indicator_cell or project_cell
        assert name_cell is not None
        return self._named(number, block, name_cell, "indicator" in columns)

    def _text_at(self, number: int, block: Header, kind: HeaderKind) -> Cell | None:
        column = block.columns.get(kind)
        if column is None:
            return None
        cell = self.sheet.at(number, column.column)
        return cell if cell is not None and cell.row > block.bottom else None

    def _sum_row(self, cell: Cell, number: int, block: Header) -> FormRow | None:
        text = compact(cell.raw)
        match = _SUM.fullmatch(text)
        if match is None or self.names.indicator(cell.raw) is not None:
            return None
        of = match["of"]
        project = self.names.project(of) if of else None
        if of and project is None and of not in ("本", "项目", "本项目"):
            indicator = self.names.indicator(of)
            if indicator is None:
                return None
        if project is None and match["word"] == "小计":
            project = self._last_project
        return FormRow("sum", number, block, cell, project)

    def _nameless(self, number: int, block: Header) -> FormRow | None:
        """A row with figures and no name cannot be placed; one without is nothing."""
        for kind in (*COUNT_KINDS, *MONEY_KINDS):
            column = block.columns.get(kind)
            cell = self.sheet.cells.get((number, column.column)) if column else None
            if cell is not None and (cell.kind == "number" or cell.unstored):
                return FormRow("unknown", number, block, cell, None)
        return None

    def _is_note(self, number: int, block: Header, candidates: list[Cell]) -> bool:
        """Whether a line of text, merged over the table, stands where a row could."""
        cells = self.sheet.row(number)
        if len(cells) != 1 or cells[0] is not candidates[0]:
            return False
        row, column = cells[0].row, cells[0].column
        figures = [block.columns[kind].column for kind in COUNT_KINDS if kind in block.columns]
        return any(self.sheet.origin(row, place) == (row, column) for place in figures)

    def _named(
        self, number: int, block: Header, name_cell: Cell, has_indicators: bool
    ) -> FormRow | None:
        code = self.names.indicator(name_cell.raw)
        project_cell = self._project_cell if "project" in block.columns else None
        project_text = project_cell.raw if project_cell is not None else ""
        if code is None and has_indicators and project_text and not plain_name(name_cell.raw):
            code = self.names.indicator(project_text)
        if code is not None:
            self._last_project = self.names.project_of(code)
        kind: RowKind = "indicator" if code is not None else "unknown"
        return FormRow(kind, number, block, name_cell, code, project_text, project_cell)


def _is_sum(text: str) -> bool:
    return compact(text).removesuffix(":").removesuffix("数") in SUM_WORDS
