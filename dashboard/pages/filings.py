"""What a region has filed, month by month: state, version, file, times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dash import html

from dashboard.components.marks import Node, silent
from dashboard.components.tables import Column, table
from dashboard.frame import Frame
from dashboard.selection import address
from dashboard.shell import card
from dashboard.text import NOTHING, day_text, short_day
from etl.domain.completion import CompletionTable
from etl.domain.period import Month
from etl.domain.region import Region
from etl.domain.submission import STATE_NAMES, Filing, State

_SHAPES: dict[State, str] = {"submitted": "○", "accepted": "●", "returned": "▽", "superseded": "◇"}
_COLUMNS = [
    Column("报告期"),
    Column("状态"),
    Column("版本与文件"),
    Column("报送"),
    Column("采用"),
]


def filings_table(frame: Frame, region: Region, filings: Sequence[Filing]) -> html.Section:
    """Return every version of every month; a month without any says so."""
    rows: list[list[Node]] = []
    for number in range(1, 13):
        month = Month(frame.month.year, number)
        rows += _month(frame, region, month, [item for item in filings if item.month == month])
    zone = frame.plan.timezone
    clock = "北京时间" if zone == "Asia/Shanghai" else f"{zone}时间"
    note = f"每月只有一个版本计入，其余版本留存备查。时间为{clock}。"
    body = table(f"{region.name}{frame.month.year}年报送记录", _COLUMNS, rows)
    return card("报送记录", [body, html.P(note, className="basis")])


def _month(
    frame: Frame, region: Region, month: Month, filings: Sequence[Filing]
) -> list[list[Node]]:
    if filings:
        ordered = sorted(filings, key=lambda item: item.version)
        return [_filing(frame, region, item) for item in ordered]
    if not region.expected_in(month.number):
        return []
    state = html.Span([silent("□"), html.Span(_due(frame, month))], className="status none")
    return [[f"{month.number}月", state, *_BLANK]]


_BLANK: list[Node] = [NOTHING] * 3


def _due(frame: Frame, month: Month) -> Node:
    if frame.plan.due_day is None:
        return "未报送"
    last = month.following
    due = min(last.first_day + timedelta(frame.plan.due_day - 1), last.last_day)
    day = f"{'次年' if month.number == 12 else ''}{short_day(due)}"
    if frame.today > due:
        return ["未报送，", html.Small(f"已过{day}期限")]
    return f"{day}前报送"


def _filing(frame: Frame, region: Region, item: Filing) -> list[Node]:
    zone = ZoneInfo(frame.plan.timezone)
    words = STATE_NAMES[item.state] + ("（补录）" if item.backfilled else "")
    tone = "good" if item.state == "accepted" else "slow" if item.state == "returned" else "none"
    return [
        html.A(f"{item.month.number}月", href=address(frame.path, item.month)),
        html.Span([silent(_SHAPES[item.state]), words], className=f"status {tone}"),
        [f"第{item.version}版", html.Small(_file_name(item.file_name, region), className="file")],
        _time(item.filed_at, zone),
        _time(item.accepted_at, zone) if item.accepted_at else NOTHING,
    ]


def _file_name(name: str, region: Region) -> list[Node]:
    """Let a long name break after the region and before its ending, nowhere else."""
    stem, dot, ending = name.rpartition(".")
    if not stem:
        return [name]
    first = region.name if stem.startswith(region.name) else ""
    parts: list[Node] = [first, html.Wbr()] if first else []
    return [*parts, stem[len(first) :], html.Wbr(), dot + ending]


def _time(moment: datetime, zone: ZoneInfo) -> list[Node]:
    local = moment.astimezone(zone)
    return [html.Span(f"{local:%Y-%m-%d}", className="day"), html.Small(f" {local:%H:%M}")]


def coverage_table(frame: Frame, months: Sequence[CompletionTable]) -> html.Section:
    """Return who reported, month by month, for a region that only sums up."""
    columns = [Column("报告期"), Column("已报", True), Column("截至日期"), Column("未报送或沿用")]
    rows = [_coverage(frame, item) for item in months]
    return card("各月报送覆盖", [table("各月报送覆盖", columns, rows)])


def _coverage(frame: Frame, item: CompletionTable) -> list[Node]:
    names, coverage = frame.region_names, item.coverage
    missing = "、".join(names[code] for code in coverage.missing)
    carried = "、".join(names[code] for code in coverage.carried_forward)
    words = [f"未报送：{missing}" if missing else "", f"沿用：{carried}" if carried else ""]
    return [
        html.A(f"{item.month.number}月", href=address(frame.path, item.month)),
        f"{coverage.reported}/{coverage.expected}",
        day_text(item.as_of) if coverage.reported else NOTHING,
        "；".join(word for word in words if word) or NOTHING,
    ]
