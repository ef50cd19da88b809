"""Forms drawn as rows of text, and a made-up city that they are forms of.

A line is a row, ``|`` parts its cells. ``<`` is merged with the cell to its left, ``^`` with
the one above. What looks like a number is one; ``'`` before it makes it text, ``\\n`` is a
line break inside a cell.
"""

import io
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from etl.domain.plan import Indicator, Plan, Project, TargetRow
from etl.domain.reading import Reading
from etl.domain.region import Region
from etl.domain.submission import FIELDS
from etl.workbook.grid import Cell, Range, Sheet, Workbook, position
from etl.workbook.scalar import number_text
from etl.workbook.submission_sheet import read_submission

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def indicator(code: str, name: str, project: str, unit: str, *aliases: str, decimals: int = 0):
    return Indicator(code, name, project, unit, aliases=aliases, decimals=decimals)


PROJECTS = (
    Project(
        "meals", "老年人助餐服务", "助餐", "人", (indicator("meals", "老年助餐", "meals", "人"),)
    ),
    Project(
        "homes",
        "居家适老化改造",
        "适老化",
        "户",
        (
            indicator("homes_town", "城镇家庭", "homes", "户", "城镇"),
            indicator("homes_land", "农村家庭", "homes", "户", "农村", "乡村家庭"),
        ),
    ),
    Project(
        "parks",
        "口袋公园建设",
        "口袋公园",
        "公顷",
        (indicator("parks", "口袋公园", "parks", "公顷", decimals=2),),
    ),
)
REGIONS = (
    Region("990000", "清河市", None, ("清河",), submits=False),
    Region("990001", "东湖区", "990000", ("东湖",), 1),
    Region("990002", "东湖新区", "990000", ("新区", "东湖新区管委会"), 2),
    Region("990003", "白石县", "990000", ("白石", "白石满族自治县"), 3),
)
TARGETS = (TargetRow("homes", "province", Decimal(300), {"990001": Decimal(100)}),)
PLAN = Plan(2022, "清河市民生实事", "清河市政府", "990000", 10, False, REGIONS, PROJECTS, TARGETS)

HEAD = """
清河市民生实事进度月报表
填报单位：东湖区 | | | 报告期：2022年3月 | | | 截至日期：2022-03-31
单位：人、户；资金：万元
"""
COLUMNS = "序号 | 项目 | 指标 | 单位 | 本月完成 | 累计完成 | 本月投入资金 | 累计投入资金 | 备注"
ROWS = """
1 | 助餐 | 老年助餐 | 人 | 20 | 120 | 1.5 | 9.25 | 按月
2 | 适老化 | 城镇家庭 | 户 | 5 | 30 | 2 | 12 |
2 | ^ | 农村家庭 | 户 | 6 | 40 | 2.5 | 16 |
3 | 口袋公园 | 口袋公园 | 公顷 | 0.25 | 1.75 | 30 | 210 |
"""
FOOT = """

填表人：甲 | | | 审核人：乙 | | | 填报日期：2022-04-02
"""
TRUTH: Mapping[str, tuple[str | None, ...]] = {
    "meals": ("20", "120", "15000.00", "92500.00"),
    "homes_town": ("5", "30", "20000.00", "120000.00"),
    "homes_land": ("6", "40", "25000.00", "160000.00"),
    "parks": ("0.25", "1.75", "300000.00", "2100000.00"),
}


def form(head: str = HEAD, columns: str = COLUMNS, rows: str = ROWS, foot: str = FOOT) -> str:
    return "\n".join((head.strip("\n"), columns.strip("\n"), rows.strip("\n"), foot.rstrip("\n")))


def value_cell(row: int, column: int, value: Any, number_format: str = "General") -> Cell:
    """A cell as the readers of files make it."""
    if isinstance(value, bool):
        return Cell(row, column, "bool", value, str(value).upper(), number_format)
    if isinstance(value, date):
        return Cell(row, column, "date", value, value.isoformat(), "yyyy-mm-dd")
    if isinstance(value, Decimal | int):
        number = Decimal(value)
        return Cell(row, column, "number", number, number_text(number), number_format)
    return Cell(row, column, "text", value, value, number_format)


def _drawn(text: str) -> tuple[dict[tuple[int, int], Any], list[Range]]:
    values: dict[tuple[int, int], Any] = {}
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(text.strip("\n").split("\n"), start=1):
        for column, written in enumerate(line.split("|"), start=1):
            word = written.strip()
            if word in ("<", "^"):
                near = (row, column - 1) if word == "<" else (row - 1, column)
                origin[row, column] = origin.get(near, near)
            elif word:
                values[row, column] = _value(word)
    extent: dict[tuple[int, int], tuple[int, int]] = {}
    for place, first in origin.items():
        last = extent.get(first, first)
        extent[first] = (max(last[0], place[0]), max(last[1], place[1]))
    return values, [Range(*first, *last) for first, last in extent.items()]


def _value(word: str) -> Any:
    if _NUMBER.fullmatch(word):
        return Decimal(word)
    return word.removeprefix("'").replace("\\n", "\n")


def draw(text: str, name: str = "月报", state: Any = "visible", **cells: Any) -> Sheet:
    """A sheet; ``cells`` puts values or whole cells at addresses."""
    values, merges = _drawn(text)
    sheet = Sheet(name, state, merges=merges)
    for (row, column), value in values.items():
        sheet.cells[row, column] = value_cell(row, column, value)
    for where, value in cells.items():
        place = position(where)
        if value is None:
            sheet.cells.pop(place, None)
            continue
        made = value._replace(row=place[0], column=place[1]) if isinstance(value, Cell) else value
        sheet.cells[place] = made if isinstance(made, Cell) else value_cell(*place, made)
    return sheet


def book(*sheets: Sheet) -> Workbook:
    return Workbook("xlsx", list(sheets))


def xlsx(text: str, name: str = "月报") -> bytes:
    """The same through openpyxl."""
    made: Any = openpyxl.Workbook()
    sheet = made.active
    sheet.title = name
    values, merges = _drawn(text)
    for (row, column), value in values.items():
        sheet.cell(row, column, float(value) if isinstance(value, Decimal) else value)
    for merge in merges:
        sheet.merge_cells(
            start_row=merge.top,
            start_column=merge.left,
            end_row=merge.bottom,
            end_column=merge.right,
        )
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def read(source: str | Sheet | Workbook, file: str = "月报.xlsx", plan: Plan = PLAN, **cells: Any):
    """The reading of a drawing, a sheet or a workbook."""
    if isinstance(source, str):
        source = draw(source, **cells)
    workbook = source if isinstance(source, Workbook) else book(source)
    return read_submission(workbook, file, lambda _: plan)


def amounts(reading: Reading) -> dict[str, tuple[str | None, ...]]:
    """What was read, by indicator, in the order of FIELDS."""
    return {
        code: tuple(
            None if (value := row.amount(name)) is None else f"{value:f}" for name in FIELDS
        )
        for code, row in reading.figures.items()
    }


def said(reading: Reading) -> list[tuple[str, str | None]]:
    """The codes of the findings with the cell each points at."""
    return [(item.code, item.cell) for item in reading.findings]


def codes(reading: Reading) -> list[str]:
    return [item.code for item in reading.findings]
