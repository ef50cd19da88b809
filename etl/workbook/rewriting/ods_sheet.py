"""The rows and cells of one .ods sheet to a sheet of the copy.

What a cell is, the reader has already found out; here it gets its looks, its number to the
last digit, its formula and the fonts of its parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.workbook.deadline import check_time
from etl.workbook.grid import Cell, Range, Sheet, address
from etl.workbook.ods_text import count
from etl.workbook.rewriting.functions import Unsure
from etl.workbook.rewriting.links import allowed_address
from etl.workbook.rewriting.ods_around import OdsAround
from etl.workbook.rewriting.ods_conditions import OdsConditions
from etl.workbook.rewriting.ods_formula import converted, plain_range
from etl.workbook.rewriting.ods_styles import digits, points
from etl.workbook.rewriting.ods_text import Piece, StyledText
from etl.workbook.rewriting.ods_values import script_of, stored_value
from etl.workbook.rewriting.parts import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_BLANKS,
    CopiedCell,
    CopiedColumn,
    CopiedComment,
    CopiedLink,
    CopiedRow,
    CopiedSheet,
    Run,
)
from etl.workbook.xml_stream import Attributes

# Rows of one look beyond this many are the rest of the sheet, not rows of a table.
_REST = 1_000
_WIDE_RUN = 256
_SPANS = {"table:number-rows-spanned", "table:number-columns-spanned"}
_MOST_BREAKS = 1_000
_MOST_ROWS = 70_000
_MOST_COVERED = 2_000
_LONGEST_ADDRESS = 2_000


@dataclass
class OdsSheet:
    """Takes the columns, rows and cells of a sheet as they come."""

    sheet: CopiedSheet
    around: OdsAround
    read: Sheet
    row: int = 0
    column: int = 0
    level: int = 0
    row_attributes: Attributes = field(default_factory=dict)
    # After which rows a page ends.
    breaks: list[int] = field(default_factory=list)
    row_cells: dict[int, CopiedCell] = field(default_factory=dict)
    rest: int | None = None
    column_styles: list[tuple[int, str]] = field(default_factory=list)
    conditions: OdsConditions = field(init=False)
    rules: dict[str, list[Range]] = field(default_factory=dict)
    covered: list[tuple[Range, int]] = field(default_factory=list)
    # Formulas by place, converted once all sheets and names are known.
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.conditions = OdsConditions(self.sheet, self.around)

    def columns(self, attributes: Attributes, level: int) -> None:
        """Take columns of one look."""
        first = self.column + 1
        self.column += count(attributes, "table:number-columns-repeated")
        cells = attributes.get("table:default-cell-style-name", "")
        self.column_styles.append((self.column, cells))
        if first <= LAST_COLUMN:
            style = attributes.get("table:style-name", "")
            width = digits(self.around.looks.all("table-column", style).get("style:column-width"))
            hidden = attributes.get("table:visibility") in ("collapse", "filter")
            last = min(self.column, LAST_COLUMN)
            look = self.around.style(cells)
            self.sheet.columns.append(CopiedColumn(first, last, width, hidden, look, min(level, 7)))

    def start_row(self, attributes: Attributes) -> None:
        """Take the start of a row."""
        self.row_attributes = attributes
        self.row_cells, self.rest = {}, None
        self.column = 0

    def _column_style(self, column: int) -> str:
        return next((name for last, name in self.column_styles if column <= last), "")

    def cell(
        self, attributes: Attributes, text: StyledText, comment: CopiedComment | None, covers: bool
    ) -> None:
        """Take a cell, perhaps standing for several."""
        first = self.column + 1
        repeated = count(attributes, "table:number-columns-repeated")
        self.column += repeated
        row = self.row + 1
        if comment is not None:
            self.sheet.comments.append(comment._replace(row=row, column=first))
        if first > LAST_COLUMN or not (attributes or text.pieces):
            return
        named = attributes.get("table:content-validation-name")
        if named and (repeated < _REST):
            rows = min(count(self.row_attributes, "table:number-rows-repeated"), _REST)
            over = Range(row, first, min(row + rows - 1, LAST_ROW), first + repeated - 1)
            self.rules.setdefault(named, []).append(over)
        read = self.read.cells.get((row, first))
        cell = self._cell((row, first), attributes, text, read)
        if cell is None:
            return
        if read is None and cell.value is None and repeated > _WIDE_RUN:
            self._rest_of_row(first, cell)
            repeated = 1 if covers else 0
        for column in range(first, min(first + repeated, LAST_COLUMN + 1)):
            self.row_cells[column] = cell
        if attributes.keys() & _SPANS:
            self._span(row, first, attributes, cell)
        if text.link:
            self._link(row, first, text)

    def _rest_of_row(self, first: int, cell: CopiedCell) -> None:
        """Have a run of blank cells to the end of the sheet be the look of the whole row."""
        if self.column < LAST_COLUMN:
            self.around.lost.note("表格以外空白单元格的格式")
            return
        self.rest = cell.style
        # Those before it that say nothing look as their columns do.
        for column in range(1, min(first, _WIDE_RUN)):
            if column not in self.row_cells:
                self.row_cells[column] = CopiedCell(self.around.style(self._column_style(column)))

    def _cell(
        self, place: tuple[int, int], attributes: Attributes, text: StyledText, read: Cell | None
    ) -> CopiedCell | None:
        own = attributes.get("table:style-name", "")
        name = own or self.row_attributes.get("table:default-cell-style-name", "")
        name = name or self._column_style(place[1])
        written = text.whole
        if read is None and not written and "table:formula" not in attributes:
            same = not own or own == self._column_style(place[1])
            spans = "table:number-columns-spanned" in attributes
            return None if same and not spans else CopiedCell(self.around.style(name))
        code = None if read is None else read.number_format
        style = self.around.style(name, code, script_of(written))
        if "table:formula" in attributes:
            whole = "table:number-matrix-columns-spanned" not in attributes
            self.formulas[place] = attributes["table:formula"] if whole else ""
        value = stored_value(attributes, written, text.styled, read)
        if not text.styled or value != written or read is None:
            return CopiedCell(style, value)
        return CopiedCell(style, value, runs=self._runs(text.joined()))

    def _runs(self, pieces: list[Piece]) -> tuple[Run, ...]:
        """Return the parts of a text in their fonts, none when these say nothing."""
        looks = self.around.looks
        runs = []
        for text, style in pieces:
            said = looks.own("text", style)
            font = looks.font(said, script_of(text)) if said else {}
            runs.append(Run(text, tuple(sorted(font.items()))))
        return tuple(runs) if any(run.font for run in runs) else ()

    def _span(self, row: int, column: int, attributes: Attributes, cell: CopiedCell) -> None:
        rows = count(attributes, "table:number-rows-spanned")
        columns = count(attributes, "table:number-columns-spanned")
        if rows * columns > 1:
            over = Range(row, column, row + rows - 1, column + columns - 1)
            self.sheet.merges.append(over)
            if rows * columns <= _MOST_COVERED and cell.style is not None:
                self.covered.append((over, cell.style))

    def _link(self, row: int, column: int, text: StyledText) -> None:
        place = text.link.removeprefix("#")
        if text.link.startswith("#"):
            found = plain_range(place if "." in place else "." + place)
            sheet = None if found is None else self.around.sheets.get(found[0] or "")
            inside = None if found is None else address(found[1].top, found[1].left)
            quoted = (sheet or "").replace("'", "''")
            target = f"internal:'{quoted}'!{inside}" if sheet and inside else None
        else:
            target = allowed_address(text.link)
        if target is None or len(target) > _LONGEST_ADDRESS:
            self.around.lost.count("超链接")
        else:
            self.sheet.links.append(CopiedLink(Range(row, column, row, column), target))

    def end_row(self) -> None:
        """Put the row, and those it stands for, into the sheet."""
        attributes = self.row_attributes
        repeated = count(attributes, "table:number-rows-repeated")
        first = self.row + 1
        look = self._row_look(attributes)
        self.row += repeated
        if repeated > _REST and not any(self._is_content(cell) for cell in self.row_cells.values()):
            # What fills the sheet below the table says how rows look of which nothing is said.
            self.sheet.default_height = look.height
            self.sheet.others_hidden = look.hidden
            if self.row_cells:
                self.around.lost.note("表格以外空白单元格的格式")
            return
        self._put_rows(range(first, min(self.row, LAST_ROW) + 1), look)

    @staticmethod
    def _is_content(cell: CopiedCell) -> bool:
        return cell.value is not None

    def _put_rows(self, rows: range, look: CopiedRow) -> None:
        """Put a row, as often as it is repeated; blank cells as far as there is room."""
        held = {
            column: cell
            for column, cell in self.row_cells.items()
            if cell.value is not None or (rows.start, column) in self.formulas
        }
        for row in rows:
            self.around.rows += 1
            if not self.around.rows % 64:
                check_time()
            if self.around.rows < _MOST_ROWS:
                self.sheet.rows[row] = look
            cells = held
            if len(held) < len(self.row_cells):
                self.around.blanks += len(self.row_cells) - len(held)
                if self.around.blanks <= MAX_BLANKS:
                    cells = self.row_cells
                else:
                    self.around.lost.note("部分空白单元格的格式")
            for column, cell in cells.items():
                self.sheet.cells[row, column] = cell
                if row > rows.start and (rows.start, column) in self.formulas:
                    self.formulas[row, column] = self.formulas[rows.start, column]

    def _row_look(self, attributes: Attributes) -> CopiedRow:
        said = self.around.looks.all("table-row", attributes.get("table:style-name", ""))
        if said.get("xsl-fo-compatible:break-before") == "page" and self.row:
            self.breaks.append(self.row)
        cells = attributes.get("table:default-cell-style-name", "")
        height = points(said.get("style:row-height"))
        return CopiedRow(
            height=None if height is None or height < 0 else round(min(height, 409.5), 2),
            fixed=said.get("style:use-optimal-row-height") != "true",
            hidden=attributes.get("table:visibility") in ("collapse", "filter"),
            style=self.around.style(cells) if cells else self.rest,
            level=min(self.level, 7),
        )

    def finish(self) -> None:
        """Do what needs the whole workbook: formulas, and the looks of covered cells."""
        if self.breaks:
            self.sheet.setup.append(
                lambda sheet: sheet.set_h_pagebreaks(self.breaks[:_MOST_BREAKS])
            )
        plain = CopiedRow(self.sheet.default_height, fixed=False)
        self.sheet.rows = {
            row: look for row, look in self.sheet.rows.items()
            if (look.height, look.hidden, look.style, look.level)
            != (plain.height, self.sheet.others_hidden, None, 0)
        }  # fmt: skip
        for place, formula in self.formulas.items():
            if place in self.sheet.cells:
                self._put_formula(place, formula)
        self.conditions.finish()
        for over, style in self.covered:
            for row in range(over.top, min(over.bottom, LAST_ROW) + 1):
                for column in range(over.left, min(over.right, LAST_COLUMN) + 1):
                    self._cover(row, column, style)

    def _put_formula(self, place: tuple[int, int], formula: str) -> None:
        cell = self.sheet.cells[place]
        try:
            text = converted(formula, self.around.sheets, self.around.names)
            self.sheet.cells[place] = cell._replace(formula=text)
        except Unsure:
            self.around.lost.formula(self.sheet.name, address(*place))

    def _cover(self, row: int, column: int, style: int) -> None:
        """Give a covered cell the look of the merged range, whose borders Excel takes from it."""
        known = self.sheet.cells.get((row, column))
        if known is None or known.value is None:
            self.around.blanks += 1
            if self.around.blanks <= MAX_BLANKS and (known is None or known.formula is None):
                self.sheet.cells[row, column] = CopiedCell(style)
