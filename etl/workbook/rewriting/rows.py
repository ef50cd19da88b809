"""The rows of a copy as XML, cell by cell.

XlsxWriter has no constant errors, no formula without a result and no exact widths, and it
visits each place of the used range. A worksheet that writes its own rows has all of that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter.worksheet import Worksheet

from etl.workbook.deadline import check_time
from etl.workbook.grid import address, column_letters
from etl.workbook.rewriting.parts import (
    MAX_TEXT_OF_CELL,
    CopiedCell,
    CopiedColumn,
    CopiedRow,
    CopiedSheet,
    ErrorValue,
    Place,
    Run,
)

_ROWS_BETWEEN = 256
_MOST_DIGITS = 30
_UNDERLINES = {2: "double", 33: "singleAccounting", 34: "doubleAccounting"}
_SCRIPTS = {1: "superscript", 2: "subscript"}

_ERRORS = frozenset("#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A".split())
_escaped: Callable[[str], str] = Worksheet._escape_control_characters
StyleOf = Callable[[int | None], int]


class CopyWorksheet(Worksheet):
    """A worksheet whose columns and rows come from a copied sheet."""

    copied: CopiedSheet
    style_of: StyleOf
    # XlsxWriter sets these when it opens the sheet.
    fh: Any
    str_table: Any

    def fill(self, copied: CopiedSheet, style_of: StyleOf) -> None:
        """Take what is to be written; texts go among the workbook's shared strings now."""
        self.copied, self.style_of = copied, style_of
        self.strings: dict[Place, int] = {}
        for place, cell in copied.cells.items():
            if isinstance(cell.value, str) and cell.formula is None:
                text = _string_xml(cell.value, cell.runs)
                self.strings[place] = self.str_table._get_shared_string_index(text)

    def _write_dimension(self) -> None:
        places = self.copied.cells
        last_row = max((row for row, _ in places), default=1)
        last_column = max((column for _, column in places), default=1)
        self._xml_empty_tag("dimension", [("ref", f"A1:{address(last_row, last_column)}")])

    def _write_sheet_format_pr(self) -> None:
        sheet = self.copied
        attributes = ""
        if sheet.default_width is not None:
            attributes += f' defaultColWidth="{sheet.default_width:.10g}"'
        attributes += f' defaultRowHeight="{sheet.default_height or 15:.10g}"'
        if sheet.default_height is not None:
            attributes += ' customHeight="1"'
        attributes += ' zeroHeight="1"' if sheet.others_hidden else ""
        levels = [
            ("Row", max((row.level for row in sheet.rows.values()), default=0)),
            ("Col", max((column.level for column in sheet.columns), default=0)),
        ]
        attributes += "".join(f' outlineLevel{what}="{level}"' for what, level in levels if level)
        self.fh.write(f"<sheetFormatPr{attributes}/>")

    def _write_cols(self) -> None:
        sheet = self.copied
        if sheet.columns:
            inside = "".join(_column_xml(column, sheet, self.style_of) for column in sheet.columns)
            self.fh.write(f"<cols>{inside}</cols>")

    def _write_sheet_data(self) -> None:
        self.fh.write("<sheetData>")
        for number, (row, cells) in enumerate(_by_row(self.copied)):
            if not number % _ROWS_BETWEEN:
                check_time()
            look = self.copied.rows.get(row)
            inside = "".join([self._cell(row, column, cell) for column, cell in cells])
            self.fh.write(f"{_row_tag(row, look, self.style_of)}{inside}</row>")
        self.fh.write("</sheetData>")

    def _cell(self, row: int, column: int, cell: CopiedCell) -> str:
        head = f'<c r="{column_letters(column)}{row}"'
        style = self.style_of(cell.style)
        if style:
            head += f' s="{style}"'
        string = self.strings.get((row, column))
        if string is not None:
            return f'{head} t="s"><v>{string}</v></c>'
        kind, inside = _value_xml(cell)
        return f"{head}{kind}>{inside}</c>" if inside else f"{head}/>"


def _by_row(sheet: CopiedSheet) -> Iterator[tuple[int, list[tuple[int, CopiedCell]]]]:
    rows: dict[int, list[tuple[int, CopiedCell]]] = {row: [] for row in sheet.rows}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, []).append((column, cell))
    for row in sorted(rows):
        rows[row].sort(key=lambda item: item[0])
        yield row, rows[row]


def _row_tag(row: int, look: CopiedRow | None, style_of: StyleOf) -> str:
    if look is None:
        return f'<row r="{row}">'
    tag = f'<row r="{row}"'
    if look.style is not None:
        tag += f' s="{style_of(look.style)}" customFormat="1"'
    if look.height is not None:
        tag += f' ht="{look.height:.10g}"' + (' customHeight="1"' if look.fixed else "")
    return f"{tag}{_folding(look)}>"


def _column_xml(column: CopiedColumn, sheet: CopiedSheet, style_of: StyleOf) -> str:
    width = column.width
    if width is None:
        width = 9.140625 if sheet.default_width is None else sheet.default_width
    tag = f'<col min="{column.first}" max="{column.last}" width="{width:.10g}"'
    if column.style is not None:
        tag += f' style="{style_of(column.style)}"'
    if column.width is not None:
        tag += ' customWidth="1"'
    return f"{tag}{_folding(column)}/>"


def _folding(look: CopiedRow | CopiedColumn) -> str:
    hidden = ' hidden="1"' if look.hidden else ""
    level = f' outlineLevel="{look.level}"' if look.level else ""
    return hidden + level + (' collapsed="1"' if look.collapsed else "")


def _value_xml(cell: CopiedCell) -> tuple[str, str]:
    """Return the attribute for the type of a cell without a shared string, and its inside."""
    formula = "" if cell.formula is None else f"<f>{escape(cell.formula)}</f>"
    value = cell.value
    if value is None:
        return "", formula
    if isinstance(value, bool):
        return ' t="b"', f"{formula}<v>{int(value)}</v>"
    if isinstance(value, ErrorValue):
        # Excel takes a workbook with an error that it does not know for damaged.
        text = value.text if value.text in _ERRORS else "#VALUE!"
        return ' t="e"', f"{formula}<v>{text}</v>"
    if isinstance(value, str):
        return ' t="str"', f"{formula}<v>{escape(_held(value))}</v>"
    return "", f"{formula}<v>{_number(value)}</v>"


def _held(text: str) -> str:
    """Return the text of a result as a file holds it: what XML cannot, as _xHHHH_."""
    held: str = _escaped(text[:MAX_TEXT_OF_CELL])
    return held


def _number(value: float | Decimal) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}" if abs(value.adjusted()) < _MOST_DIGITS else str(value)
    whole = abs(value) < 1e15 and value == int(value) and not str(value).startswith("-0")
    return str(int(value)) if whole else repr(value)


def _string_xml(text: str, runs: tuple[Run, ...]) -> str:
    """Return a text for the table of shared strings.

    What stands between <r> and </r> there is taken for markup, so a text that looks like
    that is written as markup that shows it.
    """
    if not runs:
        text = text[:MAX_TEXT_OF_CELL]
        if not (text.startswith("<r>") and text.endswith("</r>")):
            return text
        runs = (Run(text),)
    return "".join(
        f'<r>{_font_xml(dict(run.font))}<t xml:space="preserve">{escape(run.text)}</t></r>'
        for run in runs
        if run.text
    )


def _font_xml(font: dict[str, object]) -> str:
    if not font:
        return ""
    flags = (("b", "bold"), ("i", "italic"), ("strike", "font_strikeout"))
    xml = "".join(f"<{tag}/>" for tag, name in flags if font.get(name))
    line = font.get("underline")
    if isinstance(line, int) and line:
        xml += f'<u val="{_UNDERLINES[line]}"/>' if line in _UNDERLINES else "<u/>"
    script = font.get("font_script")
    if isinstance(script, int) and script in _SCRIPTS:
        xml += f'<vertAlign val="{_SCRIPTS[script]}"/>'
    if "font_size" in font:
        xml += f'<sz val="{font["font_size"]}"/>'
    if "font_color" in font:
        xml += f'<color rgb="FF{str(font["font_color"]).lstrip("#")}"/>'
    if "font_name" in font:
        xml += f"<rFont val={quoteattr(str(font['font_name']))}/>"
    for tag, name in (("family", "font_family"), ("charset", "font_charset")):
        if font.get(name):
            xml += f'<{tag} val="{font[name]}"/>'
    return f"<rPr>{xml}</rPr>"
