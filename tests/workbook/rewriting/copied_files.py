"""What the tests of copies share: a copy of a file, as three readers see it."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from etl.workbook.grid import Workbook
from etl.workbook.opening import open_workbook
from etl.workbook.rewriting.as_xlsx import Rewritten, as_xlsx


def copied(data: bytes) -> Rewritten:
    return as_xlsx(data, open_workbook(data))


def by_openpyxl(copy: Rewritten, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(copy.content), **options)


def first_sheet(data: bytes) -> Any:
    """The first sheet of a file's copy, as openpyxl sees it."""
    return by_openpyxl(copied(data)).worksheets[0]


def formulas(data: bytes) -> dict[str, Any]:
    """Address -> formula of the copy's first sheet; a value where there is none."""
    return {
        cell.coordinate: cell.value
        for row in first_sheet(data).iter_rows()
        for cell in row
        if cell.value is not None
    }


def contents(book: Workbook) -> list[Any]:
    """All that our reader finds in a workbook but its format."""
    return [
        (
            sheet.name,
            sheet.visibility,
            {
                # The words of a formula differ from format to format.
                place: (
                    cell.kind,
                    cell.value,
                    "" if cell.unstored else cell.raw,
                    cell.number_format,
                    cell.unstored,
                )
                for place, cell in sheet.cells.items()
            },
            sorted((m.top, m.left, m.bottom, m.right) for m in sheet.merges),
            sheet.hidden_rows,
            sheet.hidden_columns,
            sorted((c.row, c.column, c.text) for c in sheet.comments),
        )
        for sheet in book.sheets
    ]


def read_alike(data: bytes) -> Rewritten:
    """Copy a file; the reader must find the same in both."""
    copy = copied(data)
    assert contents(open_workbook(copy.content)) == contents(open_workbook(data))
    return copy
