"""A plain table as a workbook: title, caption, header, rows; for exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from etl.workbook.styles import Styles, display_width, document_properties

_FIXED = date(2000, 1, 1)


def table_workbook(
    title: str, caption: str, headers: Sequence[str], rows: Sequence[Sequence[Any]], author: str
) -> bytes:
    """Return one sheet of text and numbers; no text is ever taken for a formula."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties(
            document_properties(
                title=title, subject=caption, author=author, comments=caption, created=_FIXED
            )
        )
        styles = Styles(workbook)
        sheet = workbook.add_worksheet(title[:31])
        sheet.write_string(0, 0, title, styles.get(bold=True, font_size=14))
        sheet.write_string(1, 0, caption, styles.get(font_color="#4A5866"))
        for column, header in enumerate(headers):
            sheet.write_string(2, column, header, styles.header())
        texts, numbers = (
            styles.get(border=1, border_color="#DFE4EA"),
            styles.get(border=1, border_color="#DFE4EA", align="right"),
        )
        for place, record in enumerate(rows, start=3):
            for column, value in enumerate(record):
                _write(sheet, place, column, value, texts, numbers)
        for column, header in enumerate(headers):
            widths = [display_width(str(record[column])) for record in rows[:500]]
            widest = max([display_width(header), *widths])
            sheet.set_column(column, column, min(max(widest + 2, 6), 48))
        sheet.freeze_panes(3, 0)
        sheet.autofilter(2, 0, 2 + len(rows), max(len(headers) - 1, 0))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.set_footer("&C&P / &N")
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, texts: Any, numbers: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, texts)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(row, column, value, numbers)
    else:
        sheet.write_string(row, column, str(value), texts)
