"""The same drawn workbook by several programs.

Each writer can do what it can do: a kind that needs more than a program has is not
written by it. ABILITIES are the words for that.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import odf.office
import odf.opendocument
import odf.style
import odf.table
import odf.teletype
import odf.text
import openpyxl
import openpyxl.comments
import openpyxl.utils.datetime
import xlsxwriter
import xlwt

from tests.corpus.form import Form
from tests.corpus.sheet import Drawn, ErrorValue, Put, address, letters

ABILITIES = frozenset(
    # a formula with its stored result; a formula without one; an error value; a comment on
    # a cell; number formats; hidden rows and columns; hidden sheets; runs of rich text; 1904
    "result no_result error comment format hidden_lines hidden_sheet runs bool 1904".split()
)


@dataclass(frozen=True)
class Writer:
    """A program that saves workbooks."""

    name: str
    suffix: str
    write: Callable[[Form], bytes]
    abilities: frozenset[str]

    def can(self, needs: frozenset[str]) -> bool:
        return needs <= self.abilities


WRITERS: dict[str, Writer] = {}


def _writer(
    name: str, suffix: str, without: str = ""
) -> Callable[[Callable[[Form], bytes]], Callable[[Form], bytes]]:
    def register(write: Callable[[Form], bytes]) -> Callable[[Form], bytes]:
        WRITERS[name] = Writer(name, suffix, write, ABILITIES - set(without.split()))
        return write

    return register


def plain(value: Any) -> Any:
    """A number as libraries take it."""
    return float(value) if isinstance(value, Decimal) else value


@_writer("openpyxl", ".xlsx", without="result runs")
def by_openpyxl(form: Form) -> bytes:
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    if form.date_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for drawn in form.sheets:
        sheet = book.create_sheet(drawn.name)
        sheet.sheet_state = {"very_hidden": "veryHidden"}.get(drawn.state, drawn.state)
        for (row, column), put in drawn.cells.items():
            _put_openpyxl(sheet.cell(row, column), put)
        for (row, column), text in drawn.comments.items():
            sheet.cell(row, column).comment = openpyxl.comments.Comment(text, "甲")
        for top, left, bottom, right in drawn.merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in drawn.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in drawn.hidden_columns:
            sheet.column_dimensions[letters(column)].hidden = True
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _put_openpyxl(cell: Any, put: Put) -> None:
    if put.formula is not None:
        cell.value = f"={put.formula}"
    elif isinstance(put.value, ErrorValue):
        cell.value, cell.data_type = put.value.text, "e"
    else:
        cell.value = plain(put.value)
        if isinstance(put.value, str):
            cell.data_type = "s"
    if put.number_format != "General":
        cell.number_format = put.number_format


@_writer("xlsxwriter", ".xlsx", without="no_result")
def by_xlsxwriter(form: Form) -> bytes:
    target = io.BytesIO()
    options = {"in_memory": True, "date_1904": form.date_1904}
    book = xlsxwriter.Workbook(target, options)
    for drawn in form.sheets:
        sheet = book.add_worksheet(drawn.name)
        if drawn is form.sheet and drawn.state == "visible":
            sheet.activate()
        if drawn.state == "hidden":
            sheet.hide()
        elif drawn.state == "very_hidden":
            sheet.very_hidden()
        for top, left, bottom, right in drawn.merges:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for (row, column), put in drawn.cells.items():
            _put_xlsxwriter(book, sheet, row - 1, column - 1, put)
        for (row, column), text in drawn.comments.items():
            sheet.write_comment(row - 1, column - 1, text)
        for row in drawn.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for column in drawn.hidden_columns:
            sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
    book.close()
    return target.getvalue()


def _put_xlsxwriter(book: Any, sheet: Any, row: int, column: int, put: Put) -> None:
    style = None
    if put.number_format != "General" or isinstance(put.value, date):
        code = put.number_format if put.number_format != "General" else "yyyy-mm-dd"
        style = book.add_format({"num_format": code})
    if put.formula is not None:
        value = put.value.text if isinstance(put.value, ErrorValue) else plain(put.value)
        sheet.write_formula(row, column, f"={put.formula}", style, value)
    elif isinstance(put.value, ErrorValue):
        formula = {"#DIV/0!": "=1/0", "#N/A": "=NA()"}.get(put.value.text, "=#REF!")
        sheet.write_formula(row, column, formula, style, put.value.text)
    elif put.runs:
        bold = book.add_format({"bold": True})
        parts: list[Any] = []
        for number, run in enumerate(put.runs):
            parts += [bold, run] if number % 2 else [run]
        sheet.write_rich_string(row, column, *parts)
    elif isinstance(put.value, bool):
        sheet.write_boolean(row, column, put.value, style)
    elif isinstance(put.value, str):
        sheet.write_string(row, column, put.value, style)
    elif isinstance(put.value, date):
        sheet.write_datetime(row, column, put.value, style)
    elif put.value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, plain(put.value), style)


@_writer("xlwt", ".xls", without="result no_result error comment runs 1904")
def by_xlwt(form: Form) -> bytes:
    book: Any = xlwt.Workbook(encoding="utf-8")
    for drawn in form.sheets:
        sheet = book.add_sheet(drawn.name, cell_overwrite_ok=True)
        sheet.visibility = ("visible", "hidden", "very_hidden").index(drawn.state)
        for top, left, bottom, right in drawn.merges:
            sheet.merge(top - 1, bottom - 1, left - 1, right - 1)
        for (row, column), put in drawn.cells.items():
            code = put.number_format
            if isinstance(put.value, date) and code == "General":
                code = "yyyy-mm-dd"
            style = xlwt.easyxf(num_format_str=code)
            sheet.write(row - 1, column - 1, plain(put.value), style)
        for row in drawn.hidden_rows:
            sheet.row(row - 1).hidden = True
        for column in drawn.hidden_columns:
            sheet.col(column - 1).hidden = True
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@_writer("odfpy", ".ods", without="result no_result error comment format hidden_lines hidden_sheet 1904")  # fmt: skip
def by_odfpy(form: Form) -> bytes:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    for drawn in form.sheets:
        table = odf.table.Table(name=drawn.name)
        spans = {merge[:2]: merge for merge in drawn.merges}
        last_row = max((row for row, _ in drawn.cells), default=0)
        last_column = max((column for _, column in drawn.cells), default=0)
        for row in range(1, last_row + 1):
            line = odf.table.TableRow()
            for column in range(1, last_column + 1):
                line.addElement(_odf_cell(drawn, row, column, spans))
            table.addElement(line)
        book.spreadsheet.addElement(table)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _odf_cell(drawn: Drawn, row: int, column: int, spans: Any) -> Any:
    put = drawn.cells.get((row, column))
    more: dict[str, Any] = {}
    covered = any(
        top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
        for top, left, bottom, right in drawn.merges
    )
    if covered:
        return odf.table.CoveredTableCell()
    if (row, column) in spans:
        top, left, bottom, right = spans[row, column]
        more = {"numberrowsspanned": bottom - top + 1, "numbercolumnsspanned": right - left + 1}
    if put is None or put.value is None:
        return odf.table.TableCell(**more)
    value = put.value
    if isinstance(value, bool):
        return odf.table.TableCell(valuetype="boolean", booleanvalue=str(value).lower(), **more)
    if isinstance(value, str):
        cell = odf.table.TableCell(valuetype="string", **more)
        for text in value.split("\n"):
            paragraph = odf.text.P()
            odf.teletype.addTextToElement(paragraph, text)
            cell.addElement(paragraph)
        return cell
    if isinstance(value, date):
        return odf.table.TableCell(valuetype="date", datevalue=value.isoformat(), **more)
    cell = odf.table.TableCell(valuetype="float", value=str(value), **more)
    cell.addElement(odf.text.P(text=str(value)))
    return cell


# ---- the XML as exporters of other houses write it: prefixed, inline strings, no dimension

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@_writer("exporter", ".xlsx", without="comment 1904")
def by_exporter(form: Form) -> bytes:
    """A package with prefixed names, inline strings and few parts, as report servers write."""
    formats = sorted(
        {put.number_format for drawn in form.sheets for put in drawn.cells.values()} - {"General"}
    )
    parts = {
        "[Content_Types].xml": _types(len(form.sheets)),
        "_rels/.rels": _relationships(["/xl/workbook.xml"], "officeDocument"),
        "xl/workbook.xml": _workbook(form.sheets),
        "xl/_rels/workbook.xml.rels": _relationships(
            [f"/xl/worksheets/sheet{n}.xml" for n in range(1, len(form.sheets) + 1)], "worksheet"
        ),
        "xl/styles.xml": _styles(formats),
    }
    for number, drawn in enumerate(form.sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _worksheet(drawn, formats)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="utf-8"?>' + text)
    return target.getvalue()


def _types(sheets: int) -> str:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{base}worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{base}sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{base}styles+xml"/>{overrides}</Types>'
    )


def _relationships(targets: list[str], kind: str) -> str:
    items = "".join(
        f'<Relationship Type="{_LINKS}/{kind}" Target="{target}" Id="R{number:x}a"/>'
        for number, target in enumerate(targets, start=1)
    )
    if kind == "worksheet":
        items += f'<Relationship Type="{_LINKS}/styles" Target="/xl/styles.xml" Id="Rstyles"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _workbook(sheets: list[Drawn]) -> str:
    states = {"visible": "", "hidden": ' state="hidden"', "very_hidden": ' state="veryHidden"'}
    items = "".join(
        f'<x:sheet name={quoteattr(drawn.name)} sheetId="{n}" r:id="R{n:x}a"{states[drawn.state]}/>'
        for n, drawn in enumerate(sheets, start=1)
    )
    return f'<x:workbook xmlns:x="{_MAIN}" xmlns:r="{_LINKS}"><x:sheets>{items}</x:sheets></x:workbook>'


def _styles(formats: list[str]) -> str:
    codes = "".join(
        f'<x:numFmt numFmtId="{200 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(formats)
    )
    styles = "".join(f'<x:xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    return (
        f'<x:styleSheet xmlns:x="{_MAIN}"><x:numFmts>{codes}</x:numFmts>'
        f'<x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="14"/>{styles}</x:cellXfs></x:styleSheet>'
    )


def _worksheet(drawn: Drawn, formats: list[str]) -> str:
    rows: dict[int, list[str]] = {}
    for row, column in sorted(drawn.cells):
        cell = _cell((row, column), drawn.cells[row, column], formats)
        rows.setdefault(row, []).append(cell)
    for row in drawn.hidden_rows:
        rows.setdefault(row, [])
    lines = "".join(
        f'<x:row r="{row}"{" hidden=" + chr(34) + "1" + chr(34) if row in drawn.hidden_rows else ""}>'
        f"{''.join(rows[row])}</x:row>"
        for row in sorted(rows)
    )
    columns = "".join(
        f'<x:col min="{column}" max="{column}" width="9" hidden="true" customWidth="1"/>'
        for column in sorted(drawn.hidden_columns)
    )
    merges = "".join(
        f'<x:mergeCell ref="{address((top, left))}:{address((bottom, right))}"/>'
        for top, left, bottom, right in drawn.merges
    )
    return (
        f'<x:worksheet xmlns:x="{_MAIN}">{f"<x:cols>{columns}</x:cols>" if columns else ""}'
        f"<x:sheetData>{lines}</x:sheetData>"
        f"{f'<x:mergeCells>{merges}</x:mergeCells>' if merges else ''}</x:worksheet>"
    )


def _cell(place: tuple[int, int], put: Put, formats: list[str]) -> str:
    style = formats.index(put.number_format) + 2 if put.number_format != "General" else 0
    if isinstance(put.value, date) and not style:
        style = 1
    kind, inner = _content(put)
    formula = f"<x:f>{escape(put.formula)}</x:f>" if put.formula is not None else ""
    return f'<x:c r="{address(place)}" s="{style}"{kind}>{formula}{inner}</x:c>'


def _content(put: Put) -> tuple[str, str]:
    """The type attribute and the content of a cell; a date is a styled number."""
    value: Any = (put.value - date(1899, 12, 30)).days if isinstance(put.value, date) else put.value
    if put.runs or (isinstance(value, str) and put.formula is None):
        texts = [f'<x:t xml:space="preserve">{escape(run)}</x:t>' for run in put.runs]
        inside = "".join(f"<x:r>{text}</x:r>" for text in texts)
        plain_text = f'<x:t xml:space="preserve">{escape(str(value))}</x:t>'
        return ' t="inlineStr"', f"<x:is>{inside or plain_text}</x:is>"
    if value is None:
        return "", ""
    kinds = {bool: "b", ErrorValue: "e", str: "str"}
    kind = f' t="{kinds[type(value)]}"' if type(value) in kinds else ""
    stored = value.text if isinstance(value, ErrorValue) else value
    text = int(stored) if isinstance(stored, bool) else escape(str(stored))
    return kind, f"<x:v>{text}</x:v>"
