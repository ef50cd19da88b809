"""Error patterns as tables for people: csv and xlsx, a line per county and rule."""

from __future__ import annotations

from typing import Any

from etl.domain.finding import SEVERITY_NAMES
from etl.domain.period import Month
from etl.services.patterns import Patterns
from etl.services.tables import as_csv, as_xlsx, records_frame

_MONTHS = range(1, 13)


def patterns_csv(found: Patterns) -> bytes:
    """Return the patterns as csv with a column per month."""
    return as_csv(_frame(found), found.plan)


def patterns_xlsx(found: Patterns) -> bytes:
    """Return the patterns as a workbook."""
    mark = "示例数据 · " if found.plan.sample else ""
    caption = f"{mark}{found.year}年 · 每个县区每条规则在各月出现的文件数；同一个文件只算一次"
    return as_xlsx(_frame(found), found.plan, "错误规律", caption)


def _frame(found: Patterns) -> Any:
    headers = ["县区", "县区代码", "编号", "级别", *(f"{number}月" for number in _MONTHS)]
    headers += ["文件数", "处数", "连续月数", "最近一次的说法"]
    records = [
        {
            "县区": item.region_name,
            "县区代码": item.region,
            "编号": item.code,
            "级别": SEVERITY_NAMES[item.severity],
            **{
                f"{number}月": count.tries if (count := item.months.get(Month(found.year, number)))
                else None
                for number in _MONTHS
            },
            "文件数": item.tries,
            "处数": item.cells,
            "连续月数": item.in_a_row,
            "最近一次的说法": item.example,
        }
        for item in found.patterns
    ]  # fmt: skip
    return records_frame(records, headers)
