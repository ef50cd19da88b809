"""The rows under a form's header: indicators, sums, 其中 rows, notes and the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.domain.names import compact, plain_name
from etl.workbook.column_numbers import is_rules, numbers_all_columns
from etl.workbook.column_words import word
from etl.workbook.deadline import check_time
from etl.workbook.form_row import FIGURE_KINDS, REMARK_KINDS, FormRow, cells_under, is_figure
from etl.workbook.grid import Cell, Sheet
from etl.workbook.header import Header
from etl.workbook.identity_labels import is_label
from etl.workbook.row_names import Foot, RowNames
from etl.workbook.vocabulary import NAME_KINDS, HeaderKind

_TARGETS: tuple[HeaderKind, ...] = ("target_province", "target_city")
_LABELS: tuple[HeaderKind, ...] = ("indicator", "project", "sequence")
_ONLY_NUMBER = re.compile(r"[(]?(?:\d{1,2}(?:[.-]\d{1,2})?|[一二三四五六七八九十]{1,3})[)]?[.、]?")


@dataclass(frozen=True)
class _Line:
    """A line with content: its row if it is one; whether it is a foot or stands apart."""

    row: FormRow | None
    foot: bool
    begins_anew: bool


def _last_known(lines: list[_Line]) -> int:
    """Return the place of the last row that is an indicator's or a sum, -1 for none."""
    known = (
        place
        for place, line in enumerate(lines)
        if line.row is not None and line.row.kind in ("indicator", "sum")
    )
    return max(known, default=-1)


def _is_words(cells: list[Cell]) -> bool:
    return all(cell.kind == "text" and not cell.unstored for cell in cells)


def _is_other_header(cells: list[Cell]) -> bool:
    """Whether a line heads a table: its cells are words that columns are headed with.

    Two such words, or one that heads names (项目) among other words or years.
    """
    words = [word(cell.raw) for cell in cells if cell.kind == "text" and not cell.unstored]
    heads = sum(item.known and not item.empty for item in words)
    if heads > 1 and len(words) == len(cells):
        return True
    names = any(item.kind in NAME_KINDS for item in words)
    return names and len(cells) > 1 and all(_may_head(cell) for cell in cells)


def _repeats(block: Header, cells: list[Cell]) -> bool:
    """Whether the words of a line stand where the form's own header has them."""
    meant = {column.column: column for column in block.columns.values()}
    figures = {column for column, found in meant.items() if found.kind in FIGURE_KINDS}
    same = [
        cell.column in meant and plain_name(cell.raw) in plain_name(meant[cell.column].text)
        for cell in cells
        if word(cell.raw).known or cell.column in figures
    ]
    return len(same) > 1 and all(same)


def _may_head(cell: Cell) -> bool:
    """Whether a cell is words or a year."""
    if cell.unstored or cell.kind not in ("text", "number"):
        return False
    return cell.kind == "text" or (len(cell.raw) == 4 and cell.raw.startswith(("19", "20")))


class RowReader:
    """Walks down a form."""

    def __init__(self, sheet: Sheet, names: RowNames) -> None:
        self.sheet = sheet
        self.names = names
        self._last_project: str | None = None

    def rows(self, blocks: list[Header]) -> Iterator[FormRow]:
        """Yield the rows of all header blocks, each down to its foot."""
        for place, block in enumerate(blocks):
            end = blocks[place + 1].top if place + 1 < len(blocks) else None
            yield from self._without_tail(self._block(block, end))

    def _block(self, block: Header, end: int | None) -> list[_Line]:
        """Return the lines of a block with their rows, up to another table's header."""
        found: list[_Line] = []
        before = block.bottom
        for number, cells in self.sheet.rows(after=block.bottom):
            if end is not None and number >= end:
                break
            if numbers_all_columns(cells) or is_rules(cells):
                continue
            row = self._row(number, block, cells)
            named = row is not None and row.kind in ("indicator", "sum")
            if not named and _is_other_header(cells):
                if _repeats(block, cells):
                    continue
                break
            check_time()
            foot = None if named else self._foot(row, cells, block)
            if foot == "signed":
                break
            begins_anew = not named and number > before + 1 and _is_words(cells)
            found.append(_Line(row, foot is not None, begins_anew))
            before = number
        return found

    @staticmethod
    def _without_tail(lines: list[_Line]) -> Iterator[FormRow]:
        """Leave out what is no part of the form: the foot and other tables below it.

        The form reaches to its last known row. Rows below that are the form's until the
        foot, or until a blank row with a line of mere words under it, begins something else.
        """
        last = _last_known(lines)
        for place, line in enumerate(lines):
            if place > last and (line.foot or (line.begins_anew and last >= 0)):
                return
            row = line.row
            if row is None or (place > last and row.unlikely):
                continue
            if not line.foot or (place < last and row.kind == "unknown" and row.has_figures):
                yield row

    def _foot(self, row: FormRow | None, cells: list[Cell], block: Header) -> Foot | None:
        """Return which foot a line is of: a row with a name and figures of its own is none."""
        remarks = {
            column.column
            for kind in REMARK_KINDS
            if (column := block.columns.get(kind)) is not None
        }
        feet = [
            (cell.column, foot)
            for cell in cells
            if cell.column not in remarks and (foot := self.names.foot(cell)) is not None
        ]
        if not feet:
            return None
        if row is not None and row.kind == "unknown" and row.has_figures:
            feet = [(column, foot) for column, foot in feet if column <= row.name_cell.column]
        kinds = {foot for _, foot in feet}
        return "signed" if "signed" in kinds else "note" if kinds else None

    # ---- one row

    def _row(self, number: int, block: Header, cells: list[Cell]) -> FormRow | None:
        labels = self._labels(number, block, cells)
        project = self._cell(number, block, "project")
        name = self._name(number, block)
        code = self.names.indicator(name) if name is not None else None
        if code is None or name is project:
            found = self._sum_row(number, block, labels, project)
            if found is not None:
                return found
            if any(self.names.is_part(cell) for cell in labels):
                return None
        if name is None:
            return self._nameless(number, block)
        if code is None and (
            not self._is_filled(number, block) or self._heads(name, number, block)
        ):
            return None
        if code is not None:
            self._last_project = self.names.indicators.project_of(code)
        return FormRow("indicator" if code else "unknown", number, block, name, code, project)

    def _heads(self, name: Cell, number: int, block: Header) -> bool:
        """Whether a row only names a project, perhaps with its targets, over its indicators."""
        figures = any(True for _ in self._own_figures(number, block))
        return not figures and self.names.indicators.project(name.raw) is not None

    def _cell(self, number: int, block: Header, kind: HeaderKind) -> Cell | None:
        column = block.columns.get(kind)
        if column is None:
            return None
        cells = cells_under(block, number, column.span or (column.column,))
        if len(cells) > 1 and kind in NAME_KINDS:
            # 指标 over two columns: a number in the left one, the name in the right
            cells = [cell for cell in cells if not _ONLY_NUMBER.fullmatch(compact(cell.raw))]
        return cells[0] if cells and not self.names.is_blank(cells[0]) else None

    def _name(self, number: int, block: Header) -> Cell | None:
        """Return where the row is named: by its indicator, else by its project."""
        own = self._cell(number, block, "indicator")
        if own is not None or "project" not in block.columns:
            return own
        return self._cell(number, block, "project")

    def _labels(self, number: int, block: Header, cells: list[Cell]) -> list[Cell]:
        """Return the cells that may say 合计 or 其中: names, numbers, and what has no header."""
        named = [cell for kind in _LABELS if (cell := self._cell(number, block, kind))]
        first = min(
            (c.column for kind in FIGURE_KINDS if (c := block.columns.get(kind))), default=0
        )
        headed = {column for column, _ in block.unread}
        headed |= {column.column for column in block.columns.values()}
        rest = [cell for cell in cells if cell.column < first and cell.column not in headed]
        return [cell for cell in (*named, *rest) if cell.kind == "text" and not cell.unstored]

    def _sum_row(
        self, number: int, block: Header, labels: list[Cell], project: Cell | None
    ) -> FormRow | None:
        for cell in labels:
            said = self.names.sum_of(cell)
            if said is None:
                continue
            of = said.project
            if of is None and project is not None and project is not cell:
                of = self.names.project(project.raw)
            if of is None and said.word == "小计":
                of = self._last_project
            return FormRow("sum", number, block, cell, of, project)
        return None

    def _nameless(self, number: int, block: Header) -> FormRow | None:
        """A row with figures and no name cannot be placed; one without is nothing."""
        cells = list(self._own_figures(number, block))
        sure = next((cell for cell in cells if is_figure(cell)), None)
        if sure is not None:
            return FormRow("nameless", number, block, sure, None)
        maybe = next((cell for cell in cells if not self._is_label(cell)), None)
        return maybe and FormRow("nameless", number, block, maybe, None, unlikely=True)

    def _is_label(self, cell: Cell) -> bool:
        """Whether a text is one of those around a table: 单位:万元, 截至日期, 填表人."""
        if cell.kind != "text" or self.names.foot(cell) is not None or is_label(cell):
            return cell.kind == "text"
        return not re.search(r"[\d零〇一二三四五六七八九十百千]", compact(cell.raw))

    def _own_figures(self, number: int, block: Header) -> Iterator[Cell]:
        for kind in FIGURE_KINDS:
            column = block.columns.get(kind)
            for place in (column.span or (column.column,)) if column else ():
                cell = self.sheet.cells.get((number, place))
                if cell is not None:
                    yield cell

    def _is_filled(self, number: int, block: Header) -> bool:
        """Whether an unknown row has figures, targets or a unit: a heading has none."""
        names = {self._cell(number, block, kind) for kind in ("project", "indicator")}
        for kind in (*FIGURE_KINDS, *_TARGETS, "unit"):
            cell = self._cell(number, block, kind)
            if cell is not None and cell not in names:
                return True
        return False
