"""Marks on the cells of one worksheet part: only the style of a cell is changed.

Where nothing stands in a cell that is to be marked, a blank one is put in, with the look
that its row or column gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from etl.workbook.deadline import check_time
from etl.workbook.grid import address, position
from etl.workbook.marking.blank_runs import without_blank_runs
from etl.workbook.marking.measures import Measures
from etl.workbook.marking.xml_edit import Edits, Element, scan

_NAMES = frozenset(
    "worksheet sheetView sheetFormatPr cols col sheetData row c drawing legacyDrawing "
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst "
    "AlternateContent".split()
)
# What may stand behind the drawing of comments in a sheet, by the order of the format.
_BEHIND_COMMENTS = frozenset(
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst "
    "AlternateContent".split()
)

StyleOf = Callable[[int, int, int], int | None]
"""(row, column, style) -> the style that the cell is to have, None where it stays."""


@dataclass
class CellMarks:
    """Walks a sheet once and notes its changes.

    ``wanted`` are the places that must exist, so that they can be marked. After the walk
    ``comments`` is the relationship of the sheet's drawing of comments if it has one, and
    ``measures`` are the sizes of its columns and rows.
    """

    edits: Edits
    wanted: Collection[tuple[int, int]]
    style_of: StyleOf
    comments: str | None = None
    measures: Measures = field(default_factory=Measures)
    _row: int = 0
    _column: int = 0
    _row_style: int | None = None
    _columns: list[tuple[int, int, int]] = field(default_factory=list)
    _after_data: bool = False
    _place_for_comments: int | None = None
    _root: Element | None = None

    def __post_init__(self) -> None:
        rows: dict[int, list[int]] = {}
        for row, column in sorted(self.wanted):
            rows.setdefault(row, []).append(column)
        self._open_rows = rows

    def walk(self, marked: Collection[int] = ()) -> None:
        """Note the changes of all cells; ``marked`` are styles that are to come off blank ones."""
        data = without_blank_runs(self.edits.data, self._open_rows.keys(), marked)
        scan(data, self._seen, self._ended, _NAMES)

    # ---- elements as they come

    def _seen(self, item: Element) -> None:
        if item.name == "c":
            self._cell(item)
        elif item.name == "row":
            self._begin_row(item)
        elif item.name == "worksheet":
            self._root = item
        elif item.name == "sheetView" and item.attribute("tabSelected"):
            # Two sheets selected together would be edited together.
            self.edits.set(item, tabSelected=None)
        elif item.name == "col":
            span = _span(item)
            self._columns.append(span)
            self.measures.column(span[0], span[1], item)
        elif item.name == "sheetFormatPr":
            self.measures.format(item)
        elif item.depth == 1 and self._after_data:
            self._behind(item)

    def _ended(self, item: Element) -> None:
        if item.name == "row":
            self._end_row(item)
        elif item.name == "sheetData":
            self._after_data = True
            rows = "".join(self._new_row(item, row) for row in sorted(self._open_rows))
            if rows:
                self.edits.append(item, rows)

    def _behind(self, item: Element) -> None:
        if item.name == "legacyDrawing":
            self.comments = item.attribute("id")
        if item.name in _BEHIND_COMMENTS and self._place_for_comments is None:
            self._place_for_comments = item.start

    # ---- rows and cells

    def _begin_row(self, item: Element) -> None:
        check_time()
        number = item.attribute("r") or ""
        self._row = int(number) if number.isdecimal() else self._row + 1
        self._column = 0
        self.measures.row(self._row, item)
        self._row_style = _style(item) if item.attribute("customFormat") else None
        for row in sorted(row for row in self._open_rows if row < self._row):
            self.edits.insert(item.start, self._new_row(item, row))
            del self._open_rows[row]

    def _cell(self, item: Element) -> None:
        self._column += 1
        reference = item.attribute("r")
        if reference is not None:
            self._row, self._column = position(reference)
        left = self._open_rows.get(self._row, [])
        while left and left[0] <= self._column:
            column = left.pop(0)
            if column < self._column:
                self.edits.insert(item.start, self._new_cell(item, self._row, column))
        style = _style(item) or 0
        new = self.style_of(self._row, self._column, style)
        if new is not None and new != style:
            self.edits.set(item, s=str(new))

    def _end_row(self, item: Element) -> None:
        left = self._open_rows.pop(self._row, [])
        if left:
            cells = "".join(self._new_cell(item, self._row, column) for column in left)
            self.edits.append(item, cells)
        self._row_style = None

    def _new_row(self, near: Element, row: int) -> str:
        prefix = f"{near.prefix}:" if near.prefix else ""
        cells = "".join(self._new_cell(near, row, column) for column in self._open_rows[row])
        return f'<{prefix}row r="{row}">{cells}</{prefix}row>'

    def _new_cell(self, near: Element, row: int, column: int) -> str:
        prefix = f"{near.prefix}:" if near.prefix else ""
        own = self._row_style if row == self._row else None
        base = own if own is not None else self._column_style(column)
        style = self.style_of(row, column, base)
        shown = f' s="{base if style is None else style}"'
        return f'<{prefix}c r="{address(row, column)}"{shown}/>'

    def _column_style(self, column: int) -> int:
        found = (style for first, last, style in self._columns if first <= column <= last)
        return next(found, 0)

    # ---- comments

    def draw_comments(self, relation: str, space: str) -> None:
        """Make the sheet refer to the drawing of its comments."""
        root = self._root
        assert root is not None
        tag = f"{root.prefix}:legacyDrawing" if root.prefix else "legacyDrawing"
        text = f'<{tag} xmlns:r="{space}" r:id="{relation}"/>'
        if self._place_for_comments is not None:
            self.edits.insert(self._place_for_comments, text)
        else:
            self.edits.append(root, text)


def _style(item: Element) -> int | None:
    number = item.attribute("s") or ""
    return int(number) if number.isdecimal() else None


def _span(item: Element) -> tuple[int, int, int]:
    numbers = [item.attribute(name) or "0" for name in ("min", "max", "style")]
    first, last, style = (int(text) if text.isdecimal() else 0 for text in numbers)
    return first, last, style
