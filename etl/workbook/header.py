"""Finding the form: the header is known by its words, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from etl.domain.names import compact
from etl.domain.period import Month
from etl.workbook.column_meaning import Meaning, meaning
from etl.workbook.column_numbers import is_column_numbers
from etl.workbook.column_words import word
from etl.workbook.deadline import check_time
from etl.workbook.grid import Cell, Sheet
from etl.workbook.header_cells import (
    count_units,
    covered_columns,
    head_text,
    header_path,
    is_covered,
)
from etl.workbook.money_units import unit_in_caption, unit_of_header, yuan_per
from etl.workbook.vocabulary import (
    BARE_KINDS,
    COUNT_KINDS,
    MONEY_KINDS,
    NAME_KINDS,
    NAME_LETTERS,
    HeaderKind,
)

MAX_HEADER_ROWS = 4
SEARCHED_COLUMNS = 200
CAPTION_ROWS = 6


@dataclass(frozen=True)
class HeaderColumn:
    """One column that is read: what it holds, its words, and for money the yuan per unit.

    ``span`` are the columns under the same merged header cell, the first one included;
    ``alone`` says that one cell says it all, and no group's name beside it.
    """

    kind: HeaderKind
    column: int
    cell: Cell
    text: str
    meant: Meaning
    yuan_per_unit: int | None = None
    unit_text: str = ""
    span: tuple[int, ...] = ()
    alone: bool = True


@dataclass
class Header:
    """A header block and its columns; ``doubled`` are second columns for one field.

    ``unread`` are columns with words that are none of the form's. ``above`` is the last row
    of the header block before this one, 0 for the first.
    """

    sheet: Sheet
    top: int
    bottom: int
    columns: dict[HeaderKind, HeaderColumn] = field(default_factory=dict)
    doubled: list[HeaderColumn] = field(default_factory=list)
    unread: list[tuple[int, Cell]] = field(default_factory=list)
    # Cells of the header that are formulas without a result.
    unstored: list[Cell] = field(default_factory=list)
    above: int = 0

    @property
    def is_form(self) -> bool:
        """A form has a column of indicators or projects, and one of month or cumulative.

        A table whose rows are places or persons is none.
        """
        kinds = set(self.columns)
        return bool(kinds & NAME_KINDS) and bool(kinds & COUNT_KINDS) and not self._rows_are_places

    @property
    def _rows_are_places(self) -> bool:
        """Whether the rows are counties: several stand in a column before the figures.

        A form may say in every row whose it is; a table right of it may be of counties.
        """
        place = self.columns.get("place")
        figures = [self.columns[kind].column for kind in COUNT_KINDS if kind in self.columns]
        if place is None or place.column > min(figures):
            return False
        named = {
            compact(cell.raw)
            for number, cells in self.sheet.rows(after=self.bottom)
            if any(cell.column in figures for cell in cells)
            and (cell := self.sheet.at(number, place.column)) is not None
        }
        return len(named) != 1

    @property
    def weight(self) -> int:
        """How much of a form it has: what is compared between ways to cut the block."""
        columns = sum(3 if kind not in BARE_KINDS else 1 for kind in self.columns)
        return columns - len(self.doubled)

    @cached_property
    def caption_unit(self) -> str | None:
        """The unit of money named in the lines right above, "" for none, None for several."""
        rows = range(max(self.above + 1, self.top - CAPTION_ROWS), self.top)
        cells = (cell for row in rows for cell in self.sheet.row(row))
        return unit_in_caption(cell.raw for cell in cells if cell.kind == "text")

    def of_month(self, month: Month | None) -> Header:
        """Return the header without columns that name another month or year (7月完成)."""
        found = [*self.columns.values(), *self.doubled]
        kept = [item for item in found if month is None or _fits(item.meant, month)]
        if len(kept) == len(found):
            return self
        other = [(item.column, item.cell) for item in found if item not in kept]
        header = Header(
            self.sheet,
            self.top,
            self.bottom,
            unread=[*self.unread, *other],
            unstored=self.unstored,
            above=self.above,
        )
        for item in sorted(kept, key=lambda column: column.column):
            _put(header, item)
        return header


def _fits(meant: Meaning, month: Month) -> bool:
    return meant.year in (None, month.year) and meant.month in (None, month.number)


def headers(sheet: Sheet, after: int = 0) -> Iterator[Header]:
    """Yield the form headers below a row, top to bottom."""
    ended = after
    for number, cells in sheet.rows(after):
        check_time()
        if number > ended and any(_names_rows(cell) for cell in cells):
            header = _header_at(sheet, number, ended)
            if header is not None:
                header.above = ended
                yield header
                ended = header.bottom


def _names_rows(cell: Cell) -> bool:
    return (
        cell.kind == "text"
        and not cell.unstored
        and not NAME_LETTERS.isdisjoint(cell.raw)
        and word(cell.raw).kind in NAME_KINDS
    )


def _header_at(sheet: Sheet, anchor: int, after: int) -> Header | None:
    """Build the header whose 指标 or 项目 stands in the anchor row, if it is one."""
    bottom = _bottom(sheet, anchor)
    highest = max(anchor - MAX_HEADER_ROWS, after, bottom - MAX_HEADER_ROWS - 1) + 1
    best: Header | None = None
    for top in range(anchor, highest - 1, -1):
        if top < anchor and not any(_says_something(cell) for cell in sheet.row(top)):
            break
        header = _read_columns(sheet, top, bottom)
        if header.is_form and (best is None or header.weight > best.weight):
            best = header
    return best


def _says_something(cell: Cell) -> bool:
    """Whether a cell above the naming row can be a group's name, and not a title."""
    said = word(cell.raw) if cell.kind == "text" else None
    return said is not None and (said.known or said.other_time)


def _bottom(sheet: Sheet, anchor: int) -> int:
    """Return the last row of the header: below it the naming column has words of its own."""
    name_columns = [cell.column for cell in sheet.row(anchor) if _names_rows(cell)]
    bottom = anchor
    for row in range(anchor + 1, anchor + MAX_HEADER_ROWS + 1):
        words = row < anchor + MAX_HEADER_ROWS and _still_header(sheet, row, name_columns)
        if not words and not is_column_numbers(sheet.row(row)):
            break
        bottom = row
    return bottom


def _still_header(sheet: Sheet, row: int, name_columns: list[int]) -> bool:
    cells = sheet.row(row)
    if any(sheet.origin(row, column)[0] < row for column in name_columns):
        return True
    if not cells:
        return False
    own = [cell for cell in cells if cell.column in name_columns]
    if not all(_names_rows(cell) for cell in own):
        return False
    if any(sheet.origin(row, column)[1] not in name_columns for column in name_columns):
        return False
    texts = all(cell.kind == "text" and not cell.unstored for cell in cells)
    return texts and any(word(cell.raw).known for cell in cells)


def _read_columns(sheet: Sheet, top: int, bottom: int) -> Header:
    header = Header(sheet, top, bottom)
    rows = [row for row in range(top, bottom + 1) if not is_column_numbers(sheet.row(row))]
    header.unstored = [cell for row in rows for cell in sheet.row(row) if cell.unstored]
    for column in _searched(sheet, rows):
        path = header_path(sheet, rows, column)
        if not path or is_covered(sheet, path, column, rows):
            continue
        meant = meaning(tuple(head_text(cell) for cell in path))
        if meant is None:
            header.unread.append((column, path[-1]))
        else:
            _put(header, _column(sheet, meant, column, path, rows))
    _name_columns(header)
    return header


def _searched(sheet: Sheet, rows: list[int]) -> range:
    """Return the columns around the naming words: a form may stand far to the right."""
    named = [cell.column for row in rows for cell in sheet.row(row) if _names_rows(cell)]
    first = max(1, min(named, default=1) - SEARCHED_COLUMNS // 4)
    return range(first, min(sheet.last_column, first + SEARCHED_COLUMNS) + 1)


def _put(header: Header, found: HeaderColumn) -> None:
    """Keep the first column of a kind; a doubtful one yields to one without a doubt."""
    first = header.columns.setdefault(found.kind, found)
    if first is found:
        return
    if first.meant.doubtful == found.meant.doubtful:
        header.doubled.append(found)
    elif first.meant.doubtful:
        header.columns[found.kind] = found


def _column(
    sheet: Sheet, meant: Meaning, column: int, path: list[Cell], rows: list[int]
) -> HeaderColumn:
    text = "".join(compact(cell.raw) for cell in path)
    own = path[-1]
    span = covered_columns(sheet, own, column, rows[-1])
    if meant.kind not in MONEY_KINDS:
        units = (
            count_units([compact(head_text(cell)) for cell in path])
            if meant.kind in COUNT_KINDS
            else ""
        )
        alone = len(path) == 1
        return HeaderColumn(meant.kind, column, own, text, meant, None, units, span, alone)
    unit = unit_of_header(cell.raw for cell in path)
    per = yuan_per(unit) if unit else None
    shown = "?" if unit is None else unit
    return HeaderColumn(meant.kind, column, own, text, meant, per, shown, span, len(path) == 1)


def _name_columns(header: Header) -> None:
    """Where one merged 项目 or 指标 stands over two columns, the right one names indicators."""
    project, indicator = header.columns.get("project"), header.columns.get("indicator")
    if project is not None and indicator is None and len(project.span) > 1:
        header.columns["indicator"] = _at_column(project, "indicator", project.span[-1])
    elif indicator is not None and project is None and len(indicator.span) > 1:
        header.columns["project"] = _at_column(indicator, "project", indicator.span[0])
        header.columns["indicator"] = _at_column(indicator, "indicator", indicator.span[-1])


def _at_column(found: HeaderColumn, kind: HeaderKind, column: int) -> HeaderColumn:
    return HeaderColumn(kind, column, found.cell, found.text, found.meant)
