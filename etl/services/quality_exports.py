"""Error patterns as tables for people: csv and xlsx, a line per county and rule.

A county without a mistake has a line too: without it nobody could tell a county that always
files right from one that never filed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from etl.domain.finding import SEVERITY_NAMES
from etl.domain.mistakes import County, Pattern, Patterns
from etl.services.pattern_words import caption, spans
from etl.services.tables import as_csv, as_xlsx, records_frame

if TYPE_CHECKING:
    import pandas as pd

_MONTHS = tuple(f"{number}月" for number in range(1, 13))
_WHICH = "有问题的月份"
_LATER = "改后再报才有的月份"
_SAID = "最近一次的说法"
_SHARE = ("有问题的月数", "报送过的月数", "还在连续的月数")
_AT_FIRST = ("第一次报就有的月数", "一次通过的月数")
_COUNTED = (*_SHARE, "最多连续月数", *_AT_FIRST, "文件数", "处数")
_FOR_PROGRAMS = ("县区", "县区代码", "问题", "编号", "级别", *_MONTHS, *_COUNTED, _LATER, _SAID)
# Read on paper: what fits across one page in letters that can be read, no column per month.
_FOR_PAPER = ("县区", "问题", "编号", "级别", _WHICH, *_SHARE, *_AT_FIRST, _LATER, _SAID)
_NO_MISTAKE = "没有发现问题"


def patterns_csv(found: Patterns) -> bytes:
    """Return the patterns as csv: all counts, and a column per month."""
    return as_csv(_frame(found, _FOR_PROGRAMS), found.plan)


def patterns_xlsx(found: Patterns) -> bytes:
    """Return the patterns as a workbook, which says above the table what was counted."""
    return as_xlsx(_frame(found, _FOR_PAPER), found.plan, "错误规律", caption(found))


def _frame(found: Patterns, columns: Sequence[str]) -> pd.DataFrame:
    counties = {item.region: item for item in found.counties}
    records = [_record(item, counties.get(item.region or "")) for item in found.patterns]
    mistaken = {item.region for item in found.patterns}
    records += [_right(item) for item in found.counties if item.region not in mistaken]
    frame = records_frame(records, columns)
    # With blanks among them whole numbers would become 1.0.
    return frame.astype({name: "Int64" for name in columns if name in (*_MONTHS, *_COUNTED)})


def _record(item: Pattern, county: County | None) -> dict[str, Any]:
    later = [month for month, count in item.months.items() if not count.first_try]
    return {
        "县区": item.region_name,
        "县区代码": item.region,
        "问题": item.name,
        "编号": item.code,
        "级别": SEVERITY_NAMES[item.severity],
        **{f"{month.number}月": count.tries for month, count in item.months.items()},
        _WHICH: spans(item.months),
        "有问题的月数": len(item.months),
        "报送过的月数": len(item.tried),
        "还在连续的月数": item.going_on,
        "最多连续月数": item.in_a_row,
        "第一次报就有的月数": item.first_tries,
        _LATER: spans(later) or None,
        "文件数": item.tries,
        "处数": item.cells,
        "一次通过的月数": len(county.passed_first) if county else None,
        _SAID: item.example,
    }


def _right(item: County) -> dict[str, Any]:
    return {
        "县区": item.region_name,
        "县区代码": item.region,
        "问题": _NO_MISTAKE,
        "有问题的月数": 0,
        "报送过的月数": len(item.months),
        "一次通过的月数": len(item.passed_first),
    }
