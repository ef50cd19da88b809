"""The workbook in a chart, from which PowerPoint lets its numbers be edited.

python-pptx writes one too, but with the time of day in it and every text that begins with =
as a formula. The cells are where its charts refer to: names in A, a series in each column.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from etl.publication.chart import Chart
from etl.publication.clean_text import clean


def data_book(chart: Chart, author: str, made_at: datetime) -> bytes:
    """Return the numbers of a chart as a workbook; a gap is an empty cell."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        book.set_properties({"title": clean(chart.title), "author": author, "created": made_at})
        sheet = book.add_worksheet("Sheet1")
        texts = book.add_format({"font_name": "微软雅黑", "font_size": 10})
        numbers = book.add_format(
            {"font_name": "微软雅黑", "font_size": 10, "num_format": chart.number_format}
        )
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, max(len(chart.series), 1), 32)
        for row, name in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, _text(name), texts)
        for column, series in enumerate(chart.series, start=1):
            sheet.write_string(0, column, _text(series.name), texts)
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, numbers)
    return target.getvalue()


def _text(text: str) -> str:
    """Return a text that XlsxWriter does not take for markup of its own."""
    text = clean(text)
    return f" {text}" if text.startswith("<r>") and text.endswith("</r>") else text
