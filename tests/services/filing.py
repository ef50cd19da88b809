"""Forms of the second city, and what became of them."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import openpyxl

from etl.domain.file_result import FileResult
from etl.domain.period import Month
from etl.services.database import Database
from etl.services.filings import filings
from etl.services.submit import Order
from etl.workbook.template.form import FilledRow
from tests.cities import (
    COUNTY,
    YEAR,
    file_form,
    second_city,
    usual_rows,
)

PLAN = second_city()
SUBMITTED = Order("cli:测试")


def form(number: int, region: str = COUNTY, **changes: FilledRow) -> bytes:
    rows = usual_rows(region, number) | changes
    return file_form(PLAN, region, Month(YEAR, number), rows)


def saved_again(content: bytes, sheet: str = "月报", **cells: str | int) -> bytes:
    """The workbook as another program would save it, with some cells changed."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for address, value in cells.items():
        book[sheet][address] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def codes(results: list[FileResult]) -> list[list[str]]:
    return [[item.code for item in result.findings] for result in results]


def stored(database: Database, region: str = COUNTY) -> list[tuple[str, int, str]]:
    return [(str(f.month), f.version, f.state) for f in filings(database, region, YEAR)]


def named_pipe(path: Path) -> None:
    """Make what is there and is no file; on Windows, which has no such pipes, a folder."""
    if sys.platform == "win32":
        path.mkdir()
    else:
        os.mkfifo(path)
