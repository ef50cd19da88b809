"""First load of plan and sample year, beside bare reads of the same files."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import openpyxl
from python_calamine import CalamineWorkbook

from etl.services.files import sources
from etl.services.submit import check_files
from etl.workbook.opening import open_workbook
from tests.bench.measuring import (
    PLAN,
    SUBMISSIONS,
    empty_database,
    load_sample,
    median,
    seconds,
)


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    files = [path.read_bytes() for path in sorted(SUBMISSIONS.rglob("*.xlsx"))]
    everything = [*files, PLAN.read_bytes()]
    count = len(files)
    bare = median(lambda: [_calamine(content) for content in everything], 5)
    slow = seconds(lambda: [_openpyxl(content) for content in everything])
    cells = median(lambda: [open_workbook(content) for content in everything], 3)
    with empty_database() as (database, _):
        load = seconds(lambda: load_sample(database))
        check = median(lambda: check_files(database, sources([str(SUBMISSIONS)])), 3)
    yield f"files: {count} workbooks and the plan"
    yield f"python-calamine, read only: {bare:.3f} s"
    yield f"openpyxl, read only:        {slow:.3f} s ({slow / bare:.1f} x calamine)"
    yield f"our cells, read only:       {cells:.3f} s ({cells / bare:.1f} x calamine)"
    yield f"check, rules and all:       {check:.3f} s ({1000 * check / count:.1f} ms a workbook)"
    yield f"first load, filed one by one: {load:.3f} s ({load / bare:.1f} x calamine)"


def _calamine(content: bytes) -> object:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


def _openpyxl(content: bytes) -> object:
    workbook = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return [list(sheet.values) for sheet in workbook.worksheets]
