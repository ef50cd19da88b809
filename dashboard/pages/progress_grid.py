"""The rows of progress as a table for spreadsheets: the page's own words, a column each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboard.components.progress import Heads, Line
from dashboard.components.spark import MonthPoint
from dashboard.exhibits import Grid, Value
from etl.domain.completion import CompletionRow, worst_level
from etl.domain.judging import status_words, worst_gap
from etl.domain.plan import LEVEL_NAMES, LEVELS
from etl.domain.text import count_text, half_up, rounded_rate, wan_text


def progress_grid(heads: Heads, lines: Sequence[Line]) -> Grid:
    """Return a row per line: counts, money, targets, rates, pace, gap, status."""
    levels = [
        name
        for level in LEVELS
        for name in (f"{LEVEL_NAMES[level]}任务", f"{LEVEL_NAMES[level]}完成率(%)")
    ]
    headers = (
        *(["位次"] if heads.ranked else []),
        heads.first,
        "单位",
        "累计完成",
        "累计投入资金（万元）",
        *levels,
        "序时进度(%)",
        "与序时比（百分点）",
        "与序时比的一级",
        "状态",
        "取数",
    )
    return Grid(headers, tuple(_row(heads, line) for line in lines))


def _row(heads: Heads, line: Line) -> tuple[Value, ...]:
    row = line.row
    place: list[Value] = []
    if heads.ranked:
        place = [Decimal(line.rank) if line.rank else None]
    rates: list[Value] = []
    for level in LEVELS:
        result = row.levels[level]
        rates.append(None if result.target is None else Decimal(count_text(result.target)))
        rates.append(None if result.rate is None else rounded_rate(result.rate))
    return (
        *place,
        line.name,
        row.unit,
        None if row.completed is None else Decimal(count_text(row.completed)),
        None if row.funds is None else Decimal(wan_text(row.funds)),
        *rates,
        half_up(row.pace * 100, 1),
        *_gap(row),
        status_words(row),
        _source(line),
    )


def _gap(row: CompletionRow) -> tuple[Value, Value]:
    level = worst_level(row)
    if level is None or row.is_stale or row.overall == "not_started":
        return None, None
    return half_up(worst_gap(row) * 100, 1), LEVEL_NAMES[level]


def _source(line: Line) -> str:
    """Say of which month the figures are; the page may know it and say so beside the name."""
    known = line.sub if isinstance(line.sub, str) and line.sub.startswith("沿用") else ""
    return source_words(line.row, known or carried_words(line.row, line.trend))


def source_words(row: CompletionRow, carried: str) -> str:
    """Say whether a row is of this month, carried forward (in these words), partial or nothing.

    本月 is said only where every part has a figure of this very month.
    """
    if row.completed is None:
        return "未报"
    late, missing = len(row.carried_forward), len(row.missing)
    words = [f"缺{missing}县区"] if missing else []
    if row.is_stale and (late or not missing):
        words.insert(0, carried)
    elif late:
        words.insert(0, f"含{late}县区沿用")
    return "，".join(words) or ("本月" if row.reported == row.expected else "本月不全")


def carried_words(row: CompletionRow, trend: Sequence[MonthPoint]) -> str:
    """Name the month that a row is carried forward from, where its own months show which.

    That is the last one with reports, if nothing was added to it since.
    """
    last = next((point for point in reversed(trend) if point.row.reported), None)
    if last is None or (last.row.completed, last.row.funds) != (row.completed, row.funds):
        return "沿用"
    whole = last.row.reported == last.row.expected
    return f"沿用{last.number}月数" if whole else f"沿用{last.number}月及此前的数"
