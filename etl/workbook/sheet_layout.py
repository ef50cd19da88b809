"""One table on one worksheet: header in the first row, sized and set up for print.

The callers say what stands in it (``Sheet``); nothing here knows a plan or a form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.workbook import styles
from etl.workbook.styles import Styles

Cell = str | int | Decimal | date | None
Kind = Literal["text", "number", "date", "any"]

_BLANK_FORMATS: dict[Kind, str] = {
    "text": styles.TEXT_FORMAT,
    "number": "General",
    "date": styles.DATE_FORMAT,
    "any": "General",
}
"""What is typed into a blank cell later shows whole; typed codes stay text."""

SPARE_ROWS = 200
"""Rows below the last one that have the same drop-down lists, for lines added by hand."""
LONGEST_LIST = 255
"""A drop-down list written into the rule itself may not be longer, by Excel's limit."""
COMMENT_WIDTH = 260
COMMENT_LINE_WIDTH = 36.0
COMMENT_LINE_HEIGHT = 19

_KIND_RULES: dict[Kind, dict[str, object]] = {
    "number": {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_message": "请填数字，不带单位；没有的留空，不要填 0。",
    },
    "date": {
        "validate": "date",
        "criteria": ">=",
        "value": date(2000, 1, 1),
        "error_message": "请填日期，如 2021-01-01。",
    },
}


@dataclass(frozen=True)
class Column:
    """One column: its header, what a reader should know of it, and how it is shown.

    ``names`` gives readable names of codes: shown behind the code by its number format,
    so that the cell still holds the code alone. ``strict`` refuses what is not in
    ``choices``; otherwise the program only asks back.
    """

    header: str
    note: str = ""
    widest: float = 40
    narrowest: float = 8
    align: str = "left"
    kind: Kind = "text"
    bold: bool = False
    choices: tuple[str, ...] = ()
    strict: bool = True
    names: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Sheet:
    """A worksheet: rows of cells under the columns; None is a blank cell.

    ``row_notes`` explain the first cell of each row; ``grouped`` draws a line where the
    first column changes.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    required: bool = True
    frozen: int = 0
    grouped: bool = False
    row_notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintTexts:
    """What stands above and below every printed page."""

    heading: str
    mark: str
    issuer: str
    edition: str


def write_sheet(workbook: Workbook, made: Styles, sheet: Sheet, texts: PrintTexts) -> Worksheet:
    """Add the worksheet to the workbook."""
    worksheet = workbook.add_worksheet(sheet.name)
    widths = tuple(_width(sheet, index) for index in range(len(sheet.columns)))
    _write_header(worksheet, made, sheet, widths)
    for index in range(len(sheet.rows)):
        _write_row(worksheet, made, sheet, widths, index)
    _write_notes(worksheet, sheet)
    _add_rules(worksheet, made, sheet)
    _set_up_view(worksheet, sheet)
    _set_up_print(worksheet, sheet, texts)
    return worksheet


def _shown(column: Column, value: Cell) -> str:
    if value is None:
        return ""
    name = (column.names or {}).get(str(value))
    return f"{value} {name}" if name else str(value)


def _width(sheet: Sheet, index: int) -> float:
    column = sheet.columns[index]
    texts = [_shown(column, row[index]) for row in sheet.rows]
    words = max((styles.longest_line(text) for text in texts), default=0.0)
    header = styles.longest_line(column.header)
    wanted = max(words, header if header <= column.widest else column.widest)
    return round(min(max(wanted + 3.5, column.narrowest), column.widest), 1)


def _write_header(
    worksheet: Worksheet, made: Styles, sheet: Sheet, widths: tuple[float, ...]
) -> None:
    for index, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        worksheet.set_column(index, index, width, _blank_format(made, column))
        worksheet.write_string(0, index, styles.cell_text(column.header), made.header())
        if column.note:
            _comment(worksheet, 0, index, column.note)
    lines = max(
        styles.wrapped_lines(column.header, width)
        for column, width in zip(sheet.columns, widths, strict=True)
    )
    worksheet.set_row(0, styles.row_height(lines) + 2)


def _write_row(
    worksheet: Worksheet,
    made: Styles,
    sheet: Sheet,
    widths: tuple[float, ...],
    index: int,
) -> None:
    row = sheet.rows[index]
    line = _group_line(sheet, index)
    lines = 1
    for position, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
        place = (index + 1, position)
        _write_cell(worksheet, made, place, value, column.kind, {**_look(column), **line})
        text = _shown(column, value)
        lines = max(lines, styles.wrapped_lines(text, widths[position]))
    worksheet.set_row(index + 1, styles.row_height(lines))


def _look(column: Column) -> dict[str, object]:
    indent = 1 if column.align == "left" else 0
    return {"align": column.align, "bold": column.bold, "indent": indent}


def _group_line(sheet: Sheet, index: int) -> dict[str, object]:
    """Return the darker line above a row that begins a group."""
    if not sheet.grouped or not index or sheet.rows[index][0] == sheet.rows[index - 1][0]:
        return {}
    return {"top": 1, "top_color": styles.DIVIDER}


def _write_cell(
    worksheet: Worksheet,
    made: Styles,
    place: tuple[int, int],
    value: Cell,
    kind: Kind,
    look: dict[str, object],
) -> None:
    if value is None:
        blank = made.cell(num_format=_BLANK_FORMATS[kind], **look)
        worksheet.write_blank(*place, None, blank)
    elif isinstance(value, str):
        text = styles.cell_text(value)
        worksheet.write_string(*place, text, made.cell(num_format=styles.TEXT_FORMAT, **look))
    elif isinstance(value, date):
        dated = made.cell(num_format=styles.DATE_FORMAT, text_wrap=False, **look)
        worksheet.write_datetime(*place, datetime.combine(value, time()), dated)
    else:
        shown = styles.number_format(value, padded=look["align"] == "right")
        numbered = made.cell(num_format=shown, text_wrap=False, **look)
        worksheet.write_number(*place, float(value), numbered)


def _blank_format(made: Styles, column: Column) -> Format:
    return made.get(num_format=_BLANK_FORMATS[column.kind], **_look(column))


def _comment(worksheet: Worksheet, row: int, column: int, text: str) -> None:
    lines = styles.wrapped_lines(text, COMMENT_LINE_WIDTH)
    worksheet.write_comment(
        row,
        column,
        text,
        {
            "author": "",
            "color": styles.GROUND,
            "font_name": styles.FONT,
            "font_size": 9,
            "width": COMMENT_WIDTH,
            "height": (lines + 1) * COMMENT_LINE_HEIGHT,
        },
    )


def _write_notes(worksheet: Worksheet, sheet: Sheet) -> None:
    for index, note in enumerate(sheet.row_notes, start=1):
        if note:
            _comment(worksheet, index, 0, note)


def _add_rules(worksheet: Worksheet, made: Styles, sheet: Sheet) -> None:
    """Add the drop-down lists and the names behind codes, also for rows still to come."""
    last = len(sheet.rows) + SPARE_ROWS
    for index, column in enumerate(sheet.columns):
        if column.choices and len(",".join(column.choices)) <= LONGEST_LIST:
            worksheet.data_validation(1, index, last, index, _list_rule(column))
        elif column.kind in _KIND_RULES:
            rule = {"error_title": column.header, **_KIND_RULES[column.kind]}
            worksheet.data_validation(1, index, last, index, rule)
        for code, name in (column.names or {}).items():
            worksheet.conditional_format(1, index, last, index, _name_rule(made, code, name))


def _list_rule(column: Column) -> dict[str, object]:
    return {
        "validate": "list",
        "source": list(column.choices),
        "error_type": "stop" if column.strict else "warning",
        "error_title": column.header,
        "error_message": "请从下拉列表中选择。" if column.strict else "不在列表中，确定要填吗？",
    }


def _name_rule(made: Styles, code: str, name: str) -> dict[str, object]:
    shown = made.dxf(num_format=f'@" {name.replace(chr(34), "")}"')
    return {"type": "cell", "criteria": "==", "value": f'"{code}"', "format": shown}


def _set_up_view(worksheet: Worksheet, sheet: Sheet) -> None:
    worksheet.freeze_panes(1, sheet.frozen)
    worksheet.hide_gridlines(2)
    worksheet.set_tab_color(styles.BLUE if sheet.required else styles.DIVIDER)


def _set_up_print(worksheet: Worksheet, sheet: Sheet, texts: PrintTexts) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(styles.A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    worksheet.center_horizontally()
    worksheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    worksheet.print_area(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    font = f'&"{styles.FONT},Regular"'
    heading, mark, issuer, edition = map(
        styles.print_text, (texts.heading, texts.mark, texts.issuer, texts.edition)
    )
    fixed = {"scale_with_doc": False}
    right = f"&R{font}{mark}" if mark else ""
    worksheet.set_header(f"&L{font}&A&C{font}{heading}{right}", fixed)
    worksheet.set_footer(f"&L{font}{issuer}&C{font}第 &P 页 共 &N 页&R{font}{edition}", fixed)
