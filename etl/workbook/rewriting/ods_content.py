"""The elements of .ods parts, each to whom it belongs: styles, pages, rules, sheets, cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from xlsxwriter.worksheet import Worksheet

from etl.workbook.grid import Range, Workbook
from etl.workbook.open_ods import ShortNames
from etl.workbook.rewriting.ods_around import OdsAround
from etl.workbook.rewriting.ods_drawn import OdsDrawn
from etl.workbook.rewriting.ods_formula import plain_range
from etl.workbook.rewriting.ods_page import OdsPages
from etl.workbook.rewriting.ods_rules import OdsRules
from etl.workbook.rewriting.ods_sheet import OdsSheet
from etl.workbook.rewriting.ods_text import StyledText
from etl.workbook.rewriting.parts import CopiedComment, CopiedSheet
from etl.workbook.xml_stream import Attributes

_CELLS = ("table:table-cell", "table:covered-table-cell")
_ANNOTATION = "office:annotation"
_ASIDE = (_ANNOTATION, "text:ruby-text", "text:note")
_GROUPS = ("table:table-row-group", "table:table-column-group")
_PERMISSIONS = {
    "select-protected-cells": "select_locked_cells",
    "select-unprotected-cells": "select_unlocked_cells",
    "insert-columns": "insert_columns", "insert-rows": "insert_rows",
    "delete-columns": "delete_columns", "delete-rows": "delete_rows",
    "use-autofilter": "autofilter",
}  # fmt: skip


@dataclass
class OdsContent:
    """Handlers for styles.xml and content.xml."""

    workbook: Workbook
    around: OdsAround = field(default_factory=OdsAround)
    pages: OdsPages = field(default_factory=OdsPages)
    rules: OdsRules = field(default_factory=OdsRules)
    sheets: list[OdsSheet] = field(default_factory=list)
    defined: list[Attributes] = field(default_factory=list)
    filters: list[Attributes] = field(default_factory=list)
    masters: dict[str, str] = field(default_factory=dict)
    sheet: OdsSheet | None = None
    # Within a sheet that is none: what LibreOffice remembers of other files.
    passing: bool = False
    in_cell: bool = False
    cell: Attributes = field(default_factory=dict)
    text: StyledText = field(default_factory=StyledText)
    note: StyledText = field(default_factory=StyledText)
    note_attributes: Attributes | None = None
    author: str = ""
    aside: list[str] = field(default_factory=list)
    drawn: OdsDrawn = field(init=False)
    headers: dict[str, int] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    permissions: dict[str, bool] = field(default_factory=dict)
    short: ShortNames = field(default_factory=ShortNames)

    def __post_init__(self) -> None:
        self.drawn = OdsDrawn(self.around.lost)

    def start(self, element: str, raw: Attributes) -> None:
        """Take the start of an element."""
        if self.pieces:
            self._take_text()
        attributes = self.short.of(raw)
        if self.passing:
            return
        if self.in_cell:
            self._start_in_cell(element, attributes)
        elif element == "table:table":
            self._start_sheet(attributes)
        elif self.sheet is not None:
            self._start_in_sheet(self.sheet, element, attributes)
        else:
            self._start_outside(element, attributes)

    def _start_outside(self, element: str, attributes: Attributes) -> None:
        if element == "table:named-range":
            self.defined.append(attributes)
        elif element == "table:named-expression":
            self._count_name(attributes)
        elif element == "table:database-range":
            if attributes.get("table:display-filter-buttons") == "true":
                self.filters.append(attributes)
        elif element == "table:data-pilot-table":
            self.around.lost.count("数据透视表")
        else:
            self.around.codes.start(element, attributes)
            self.around.looks.start(element, attributes)
            self.pages.start(element, attributes)
            self.rules.start(element, attributes)

    def _start_sheet(self, attributes: Attributes) -> None:
        name = attributes.get("table:name", "")
        number = len(self.sheets)
        self.passing = "'#$" in name or number >= len(self.workbook.sheets)
        if self.passing:
            return
        read = self.workbook.sheets[number]
        copied = CopiedSheet(self.around.sheets.get(name, name), read.visibility)
        self.sheet = OdsSheet(copied, self.around, read)
        self.sheets.append(self.sheet)
        self.headers = {}
        style = self.around.looks.all("table", attributes.get("table:style-name", ""))
        self.masters[name] = style.get("style:master-page-name", "")
        colour = style.get("table:tab-color") or style.get("tab-color", "")
        if colour.startswith("#"):
            copied.setup.append(lambda made: made.set_tab_color(colour.upper()))
        if style.get("style:writing-mode") == "rl-tb":
            copied.setup.append(lambda made: made.right_to_left())
        self._print_ranges(copied, attributes.get("table:print-ranges", ""))
        if attributes.get("table:protected") == "true":
            permissions = self.permissions = {}
            copied.setup.append(lambda made: made.protect("", permissions))
            if attributes.get("table:protection-key"):
                self.around.lost.note("工作表保护的密码")

    def _count_name(self, attributes: Attributes) -> None:
        """Note a name as lost, but for those that programs make for themselves."""
        if not attributes.get("table:name", "").startswith("_xlnm"):
            self.around.lost.count("定义的名称")

    def _print_ranges(self, copied: CopiedSheet, written: str) -> None:
        if not written:
            return
        found = plain_range(written)
        if found is None:
            self.around.lost.note("打印区域")
        else:
            over = found[1]
            copied.setup.append(over_range(Worksheet.print_area, over))

    def _start_in_sheet(self, sheet: OdsSheet, element: str, attributes: Attributes) -> None:
        if element in _CELLS:
            self.in_cell, self.cell = True, attributes
            self.text.clear()
            self.note_attributes = None
        elif element == "table:table-row":
            sheet.start_row(attributes)
        elif element == "table:table-column":
            sheet.columns(attributes, sheet.level)
        elif element in _GROUPS:
            sheet.level += 1
        elif element == "table:table-header-rows":
            self.headers["row"] = sheet.row
        elif element == "table:table-header-columns":
            self.headers["column"] = sheet.column
        else:
            self._start_aside(sheet, element, attributes)

    def _start_aside(self, sheet: OdsSheet, element: str, attributes: Attributes) -> None:
        """Take what stands in a sheet and is no row, column or cell."""
        prefix, _, local = element.partition(":")
        if local == "table-protection":
            for name, option in _PERMISSIONS.items():
                self.permissions[option] = attributes.get(f"{prefix}:{name}") == "true"
        elif prefix == "calcext":
            sheet.conditions.start(local, attributes)
        elif element in ("table:named-range", "table:named-expression"):
            self._count_name(attributes)
        else:
            self.drawn.start(element)

    def _start_in_cell(self, element: str, attributes: Attributes) -> None:
        drawn = element.startswith("draw:")
        if drawn:
            self.drawn.start(element)
        if self.aside or drawn or element in _ASIDE:
            self.aside.append(element)
            if element == _ANNOTATION:
                self.note_attributes, self.author = attributes, ""
                self.note.clear()
            elif self.aside[0] == _ANNOTATION:
                self.note.start(element, attributes)
        else:
            self.text.start(element, attributes)

    def _take_text(self) -> None:
        data = "".join(self.pieces)
        self.pieces.clear()
        if self.passing:
            return
        if not self.in_cell:
            for taker in (self.around.codes, self.pages, self.rules):
                taker.text(data)
        elif not self.aside:
            self.text.text(data)
        elif self.aside[-1] == "creator":
            self.author += data
        elif self.aside[0] == _ANNOTATION:
            self.note.text(data)

    def end(self, element: str) -> None:
        """Take the end of an element."""
        if self.pieces:
            self._take_text()
        if self.in_cell:
            self._end_in_cell(element)
        elif element == "table:table":
            self.sheet, self.passing = None, False
        elif self.passing:
            return
        elif self.sheet is not None:
            self._end_in_sheet(self.sheet, element)
        else:
            for taker in (self.around.codes, self.around.looks, self.pages, self.rules):
                taker.end(element)

    def _end_in_cell(self, element: str) -> None:
        if self.aside:
            if self.aside[0] == _ANNOTATION:
                self.note.end(element)
            self.aside.pop()
            self.drawn.end(element)
        elif element in _CELLS and self.sheet is not None:
            self.in_cell = False
            self.sheet.cell(self.cell, self.text, self._comment(), element != _CELLS[0])
        else:
            self.text.end(element)

    def _comment(self) -> CopiedComment | None:
        if self.note_attributes is None or not self.note.whole:
            return None
        shown = self.note_attributes.get("office:display") == "true"
        return CopiedComment(0, 0, self.note.whole, self.author.strip(), shown)

    def _end_in_sheet(self, sheet: OdsSheet, element: str) -> None:
        if element == "table:table-row":
            sheet.end_row()
        elif element in _GROUPS:
            sheet.level -= 1
        elif element == "table:table-header-rows" and sheet.row > self.headers["row"]:
            first, last = self.headers["row"], sheet.row - 1
            sheet.sheet.setup.append(lambda made: made.repeat_rows(first, last))
        elif element == "table:table-header-columns" and sheet.column > self.headers["column"]:
            left, right = self.headers["column"], sheet.column - 1
            sheet.sheet.setup.append(lambda made: made.repeat_columns(left, right))
        else:
            self.drawn.end(element)


def over_range(call: Callable[..., object], over: Range) -> Callable[[Worksheet], object]:
    """Return the call of a worksheet's method that takes a range."""
    return lambda made: call(made, over.top - 1, over.left - 1, over.bottom - 1, over.right - 1)
