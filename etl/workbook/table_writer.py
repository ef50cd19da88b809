"""A plain table as a workbook: title, caption, header, rows; for exports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from etl.workbook.styles import (
    A4,
    MUTED,
    PAD,
    Styles,
    cell_text,
    display_width,
    document_properties,
    number_format,
    print_text,
    row_height,
    wrapped_lines,
)

_FIXED = date(2000, 1, 1)
_ONE_DECIMAL = ("(%)", "（%）", "百分点）")
"""Headers that end so are rates: 80 is shown as 80.0 beside 80.1."""

_ROOM = 3.0
_PAGE = 240.0
"""Column units that are still readable when they are printed across one A4 page."""

_WIDEST = 48.0
_WIDEST_LAST = 80.0
"""The last column may hold a checksum, which nobody can compare when it is wrapped."""


def table_workbook(
    title: str,
    caption: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[Any]],
    author: str,
    mark: str = "",
) -> bytes:
    """Return one sheet of text and numbers; no text is ever taken for a formula.

    ``mark``: what every printed page must say, such as 示例数据.
    """
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties(
            document_properties(
                title=title, subject=caption, author=author, comments=caption, created=_FIXED
            )
        )
        styles = Styles(workbook)
        sheet = workbook.add_worksheet(_sheet_name(title))
        # Both lines run on over the empty cells beside them: column A is narrow.
        sheet.write_string(0, 0, title, styles.get(bold=True, font_size=14, text_wrap=False))
        sheet.write_string(1, 0, cell_text(caption), styles.get(font_color=MUTED, text_wrap=False))
        for column, header in enumerate(headers):
            sheet.write_string(2, column, header, styles.header())
        for place, record in enumerate(rows, start=3):
            for column, value in enumerate(record):
                last = column == len(headers) - 1
                _write(sheet, (place, column), value, styles, headers[column], wraps=not last)
        widths = _widths(headers, rows)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        lines = max(map(wrapped_lines, headers, widths), default=1)
        sheet.set_row(2, row_height(lines))
        sheet.freeze_panes(3, 0)
        sheet.autofilter(2, 0, 2 + len(rows), max(len(headers) - 1, 0))
        _set_up_print(sheet, mark, sum(widths))
    return target.getvalue()


_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\'：]")


def _sheet_name(title: str) -> str:
    """Return a title as a sheet may be called: its first clause, without Excel's own signs."""
    return _NOT_IN_A_NAME.split(title)[0].strip()[:31] or "表"


def _write(
    sheet: Any, cell: tuple[int, int], value: Any, styles: Styles, header: str, *, wraps: bool
) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        shown = f"0.0{PAD}" if header.endswith(_ONE_DECIMAL) else _number_format(value)
        sheet.write_number(*cell, value, styles.cell(align="right", num_format=shown))
        return
    texts = styles.cell(text_wrap=wraps)
    if value is None:
        sheet.write_blank(*cell, None, texts)
    else:
        sheet.write_string(*cell, cell_text(str(value)), texts)


def _number_format(value: float) -> str:
    """Return the format of a number; the blank that it ends with keeps the next text apart."""
    return number_format(Decimal(str(value)), padded=True)


def _widths(headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[float]:
    """Return the columns' widths: by their values; a long header goes into two lines."""
    found = []
    for column, header in enumerate(headers):
        values = (record[column] for record in rows[:500])
        widest = max(
            (display_width(str(value)) for value in values if value is not None), default=0
        )
        folded = display_width(header) / (2 if len(header) > 5 else 1)
        most = _WIDEST_LAST if column == len(headers) - 1 else _WIDEST
        found.append(min(max(widest, folded, 6) + _ROOM, most))
    return found


def _set_up_print(sheet: Any, mark: str, width: float) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.fit_to_pages(max(1, ceil(width / _PAGE)), 0)
    sheet.print_across()
    sheet.repeat_rows(2)
    sheet.repeat_columns(0)
    if mark:
        sheet.set_header(f"&R{print_text(mark)}")
    sheet.set_footer(f"&L{print_text(mark)}&C&P / &N")
