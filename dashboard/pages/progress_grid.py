"""The rows of progress as a table for spreadsheets: the page's own words, a column each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboard.components.progress import Heads, Line
from dashboard.exhibits import Grid, Value
from dashboard.judging import status_words, worst_gap
from dashboard.text import count_text, half_up, rounded_rate, wan_text
from etl.domain.completion import CompletionRow, worst_level
from etl.domain.plan import LEVEL_NAMES, LEVELS


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
    """Say of which month the figures are, as the page does beside the name."""
    if line.row.completed is None:
        return "未报"
    return line.sub if isinstance(line.sub, str) and line.sub.startswith("沿用") else "本月"
