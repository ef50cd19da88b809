"""The sample as another program sees it: openpyxl only, none of our readers."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

DATA = Path(__file__).resolve().parents[2] / "data"
HEADER_ROWS = (5, 6)


@cache
def plan_rows(sheet: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of a sheet of the plan, by header."""
    book: Any = openpyxl.load_workbook(DATA / "plan" / "2021.xlsx")
    headers = [cell.value for cell in book[sheet][1]]
    return tuple(
        dict(zip(headers, (cell.value for cell in row), strict=True))
        for row in book[sheet].iter_rows(min_row=2)
    )


@cache
def month_files(month: str) -> tuple[Path, ...]:
    """The county workbooks of a month."""
    return tuple(sorted((DATA / "submissions" / month).iterdir()))


@cache
def form(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """The rows of a county's form, by indicator name and by header."""
    sheet: Any = openpyxl.load_workbook(path)["月报"]
    first, second = ([cell.value for cell in sheet[row]] for row in HEADER_ROWS)
    headers = [
        "".join((below if below is not None else above or "").split())
        for above, below in zip(first, second, strict=True)
    ]
    rows = [
        dict(zip(headers, (cell.value for cell in row), strict=True))
        for row in sheet.iter_rows(min_row=HEADER_ROWS[-1] + 1)
    ]
    return {row["指标"]: row for row in rows if row["指标"]}


def indicator_name(code: str) -> str:
    """The name an indicator has in the forms."""
    return next(row["指标名称"] for row in plan_rows("项目指标") if row["指标代码"] == code)


def city_total(month: str, code: str, column: str) -> Decimal | None:
    """The sum over the counties' forms; None when no county wrote anything."""
    name = indicator_name(code)
    written = [form(path)[name][column] for path in month_files(month)]
    numbers = [Decimal(str(value)) for value in written if value is not None]
    return sum(numbers, Decimal(0)) if numbers else None
