"""OpenDocument spreadsheets to addressed cells.

Repeated blank cells and rows are only counted, never made: a sheet of this format always
reaches to its last row and column.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field

from etl.workbook.grid import Cell, Comment, Range, Sheet, UnreadableWorkbook, Workbook
from etl.workbook.limits import MAX_SHEETS, Tally
from etl.workbook.ods_styles import OdsStyles
from etl.workbook.ods_text import Paragraphs, count
from etl.workbook.ods_values import value_cell
from etl.workbook.xml_stream import Attributes, parse_xml

_MAX_COLUMN = 16_384
_CELLS = ("table:table-cell", "table:covered-table-cell")
_ANNOTATION = "office:annotation"
# What stands in a cell and is no text of it.
_ASIDE = (_ANNOTATION, "text:ruby-text", "text:note")
_SPANS = {"table:number-rows-spanned", "table:number-columns-spanned"}
# Where the usual prefix differs from the last word of the namespace.
_PREFIXES = {"datastyle": "number", "drawing": "draw"}
_NO_ATTRIBUTES: Attributes = {}


def prefixed_name(name: str) -> str:
    """Return ``table:table-cell`` of a name with the namespace of OpenDocument."""
    namespace, _, local = name.rpartition(" ")
    parts = namespace.split(":")
    return f"{_PREFIXES.get(parts[-2], parts[-2])}:{local}" if len(parts) > 2 else local


class ShortNames:
    """Gives attributes their prefixed names, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, attributes: Attributes) -> Attributes:
        """Return the attributes under their prefixed names."""
        if not attributes:
            return _NO_ATTRIBUTES
        names = self._known
        short = {}
        for name, value in attributes.items():
            known = names.get(name)
            if known is None:
                known = names[name] = prefixed_name(name)
            short[known] = value
        return short


@dataclass
class _Reader:
    """Handlers for content.xml."""

    styles: OdsStyles
    tally: Tally = field(default_factory=Tally)
    sheets: list[Sheet] = field(default_factory=list)
    is_spreadsheet: bool = False
    sheet: Sheet | None = None
    row: int = 0
    column: int = 0
    row_attributes: Attributes = field(default_factory=dict)
    row_cells: list[Cell] = field(default_factory=list)
    column_styles: list[tuple[int, str]] = field(default_factory=list)
    in_cell: bool = False
    cell_attributes: Attributes = field(default_factory=dict)
    cell_text: Paragraphs = field(init=False)
    comment_text: Paragraphs = field(default_factory=Paragraphs)
    aside: list[str] = field(default_factory=list)
    names: ShortNames = field(default_factory=ShortNames)
    pieces: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cell_text = Paragraphs(self.styles.mark)

    def start(self, element: str, raw: Attributes) -> None:
        if self.pieces:
            self._take_text()
        attributes = self.names.of(raw)
        if self.in_cell:
            self._start_in_cell(element, attributes)
        elif element in _CELLS:
            self.in_cell = self.sheet is not None
            self.cell_attributes = attributes
        elif element == "table:table-row":
            self.row_attributes = attributes
            self.column = 0
        elif element == "table:table-column":
            self._columns(attributes)
        elif element == "table:table":
            self._start_sheet(attributes)
        elif element == "table:table-source":
            self._drop_cache()
        elif element == "office:spreadsheet":
            self.is_spreadsheet = True
        elif self.sheet is None:
            self.styles.start(element, attributes)

    def _start_in_cell(self, element: str, attributes: Attributes) -> None:
        if self.aside or element in _ASIDE or element.startswith("draw:"):
            self.aside.append(element)
            if self.aside[0] == _ANNOTATION:
                self.comment_text.start(element, attributes)
        else:
            self.cell_text.start(element, attributes)

    def _take_text(self) -> None:
        """Give the text since the last tag to whom it belongs."""
        if not self.in_cell:
            self.styles.text("".join(self.pieces))
        elif not self.aside:
            self.cell_text.text(self.pieces)
        elif self.aside[0] == _ANNOTATION:
            self.comment_text.text(self.pieces)
        self.pieces.clear()

    def end(self, element: str) -> None:
        if self.pieces:
            self._take_text()
        if self.in_cell:
            self._end_in_cell(element)
        elif element == "table:table-row":
            self._end_row()
        elif element == "table:table":
            self.sheet = None
        elif self.sheet is None:
            self.styles.end(element)

    def _end_in_cell(self, element: str) -> None:
        if self.aside:
            if self.aside[0] == _ANNOTATION:
                self.comment_text.end(element)
            self.aside.pop()
        elif element in _CELLS:
            self.in_cell = False
            if self.sheet is not None:
                self._end_cell(self.sheet)
        else:
            self.cell_text.end(element)

    def _start_sheet(self, attributes: Attributes) -> None:
        hidden = self.styles.hides_table(attributes.get("table:style-name", ""))
        self.sheet = Sheet(attributes.get("table:name", ""), "hidden" if hidden else "visible")
        self.sheets.append(self.sheet)
        if len(self.sheets) > MAX_SHEETS:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        self.row = self.column = 0
        self.column_styles = []

    def _drop_cache(self) -> None:
        """Leave out what LibreOffice remembers of another file: no sheet of this one."""
        if self.sheet is not None and "'#$" in self.sheet.name:
            self.sheets.remove(self.sheet)
            self.sheet = None

    def _columns(self, attributes: Attributes) -> None:
        first = self.column + 1
        self.column += count(attributes, "table:number-columns-repeated")
        self.column_styles.append(
            (self.column, attributes.get("table:default-cell-style-name", ""))
        )
        if self.sheet is not None and _is_hidden(attributes):
            last = min(self.column, _MAX_COLUMN)
            self.sheet.hidden_columns.update(range(first, last + 1))

    def _end_cell(self, sheet: Sheet) -> None:
        attributes = self.cell_attributes
        first = self.column + 1
        paragraphs = self.cell_text.any
        shown, comment = self.cell_text.take(), self.comment_text.take()
        if comment:
            sheet.comments.append(Comment(self.row + 1, first, self.tally.keep(comment)))
        if not attributes and not shown:
            self.column = first
            return
        repeated = count(attributes, "table:number-columns-repeated")
        self.column += repeated
        self._merge(sheet, first, attributes)
        cell = self._content((self.row + 1, first), attributes, shown, paragraphs)
        if cell is None:
            return
        if self.column > _MAX_COLUMN:
            raise UnreadableWorkbook("E-FILE-TOO-MANY-ROWS", sheet=sheet.name)
        self.row_cells.append(cell)
        for column in range(first + 1, first + repeated):
            self.row_cells.append(cell._replace(column=column))

    def _content(
        self, place: tuple[int, int], attributes: Attributes, shown: str, paragraphs: bool
    ) -> Cell | None:
        if (
            not shown
            and "office:value-type" not in attributes
            and "table:formula" not in attributes
        ):
            return None
        code = self._number_format(place[1], attributes)
        return value_cell(place, attributes, self.tally.keep(shown), code, paragraphs=paragraphs)

    def _merge(self, sheet: Sheet, column: int, attributes: Attributes) -> None:
        if not attributes.keys() & _SPANS:
            return
        rows = count(attributes, "table:number-rows-spanned")
        columns = count(attributes, "table:number-columns-spanned")
        row = self.row + 1
        self.tally.merge(sheet, Range(row, column, row + rows - 1, column + columns - 1))

    def _end_row(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        repeated = count(self.row_attributes, "table:number-rows-repeated")
        if _is_hidden(self.row_attributes) and (self.row_cells or repeated < 1_000):
            sheet.hidden_rows.update(range(self.row + 1, self.row + repeated + 1))
        for cell in self.row_cells:
            self.tally.put(sheet, cell)
            for row in range(self.row + 2, self.row + repeated + 1):
                self.tally.put(sheet, cell._replace(row=row))
        self.row_cells = []
        self.row += repeated

    def _number_format(self, column: int, attributes: Attributes) -> str:
        style = attributes.get("table:style-name")
        style = style or self.row_attributes.get("table:default-cell-style-name")
        if not style:
            styles = (name for last, name in self.column_styles if column <= last)
            style = next(styles, "")
        return self.styles.code(style)


def _is_hidden(attributes: Attributes) -> bool:
    return attributes.get("table:visibility") in ("collapse", "filter")


def _parse(archive: zipfile.ZipFile, part: str, reader: _Reader) -> None:
    with archive.open(part) as stream:
        parse_xml(stream, reader.start, reader.end, reader.pieces, name_of=prefixed_name)


def open_ods(archive: zipfile.ZipFile) -> Workbook:
    """Read every sheet; raises UnreadableWorkbook when it is none or damaged."""
    reader = _Reader(OdsStyles())
    if "styles.xml" in archive.namelist():
        _parse(archive, "styles.xml", reader)
    _parse(archive, "content.xml", reader)
    if not reader.is_spreadsheet or not reader.sheets:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    return Workbook("ods", reader.sheets)
