"""What a region has filed, month by month: state, version, file, times, early or late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from dashboard import html
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.filing_state import state_mark
from dashboard.components.marks import Node, silent
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.frame import Frame
from dashboard.pages.sheet import Shown
from dashboard.selection import address
from dashboard.timeliness import days_late, due_words, timely_words
from etl.domain.completion import CompletionTable
from etl.domain.due import due_date
from etl.domain.figure_ref import FigureRef
from etl.domain.period import Month
from etl.domain.region import Region
from etl.domain.submission import STATE_NAMES, Filing
from etl.domain.text import NOTHING, day_text, moment_text

_COLUMNS = [
    Column("报告期"),
    Column("状态"),
    Column("版本与文件"),
    Column("报送"),
    Column("时限"),
    Column("采用"),
]


def filings_table(frame: Frame, region: Region, filings: Sequence[Filing]) -> Shown:
    """Return every version of every month; a month without any says so."""
    rows: list[Row] = []
    for number in range(1, 13):
        month = Month(frame.month.year, number)
        rows += _month(frame, region, month, [item for item in filings if item.month == month])
    zone = frame.plan.timezone
    clock = "北京时间" if zone == "Asia/Shanghai" else f"{zone}时间"
    loaded = "示例数据的报送、采用时间是装入的时间。" if frame.plan.demo_date else ""
    note = f"每月只有一个版本计入，其余版本留存备查。时间为{clock}；补录的不计按时、迟报。{loaded}"
    body = table(f"{region.name}{frame.month.year}年报送记录", _COLUMNS, rows)
    exhibit = Exhibit("filings", "报送记录", grid(_COLUMNS, rows))
    return Shown(exhibit_card(frame, exhibit, [body, html.P(note, className="basis")]), exhibit)


def next_filing(frame: Frame, region: Region, filings: Sequence[Filing]) -> str:
    """Say which month a region files next and by when: the first that is not overdue and not there.

    "" where none is left, or where the plan sets no day.
    """
    filed = {item.month for item in filings}
    for number in range(1, 13):
        month = Month(frame.month.year, number)
        due = due_date(frame.plan, month)
        open_still = month not in filed and not _is_over(frame, month)
        if due is not None and open_still and region.expected_in(number):
            return f"下一次报送：{number}月月报，{due_words(frame.plan, month)}前。"
    return ""


def _month(frame: Frame, region: Region, month: Month, filings: Sequence[Filing]) -> list[Row]:
    if filings:
        ordered = sorted(filings, key=lambda item: item.version)
        return [_filing(frame, region, item) for item in ordered]
    if not region.expected_in(month.number):
        return []
    words = "未报送" if _is_over(frame, month) else "未到期"
    state = html.Span([silent("□" if words == "未报送" else "·"), words], className="status none")
    return [
        (
            f"{month.number}月",
            Cell(words, node=state),
            NOTHING,
            NOTHING,
            _due(frame, month),
            NOTHING,
        )
    ]


def _is_over(frame: Frame, month: Month) -> bool:
    """Whether a month's workbook should be there: before that nobody has failed to send it."""
    return frame.today > (due_date(frame.plan, month) or month.last_day)


def _due(frame: Frame, month: Month) -> str:
    due = due_date(frame.plan, month)
    if due is None:
        return NOTHING
    day = due_words(frame.plan, month)
    if frame.today > due:
        return f"已过{day}期限"
    return f"{day}前报送"


def _filing(frame: Frame, region: Region, item: Filing) -> Row:
    more = "（补录）" if item.backfilled else ""
    file = [f"第{item.version}版", html.Small(_file_name(item.file_name, region), className="file")]
    return (
        Cell(f"{item.month.number}月", href=address(frame.path, item.month)),
        Cell(STATE_NAMES[item.state] + more, node=state_mark(item.state, more)),
        Cell(f"第{item.version}版 {item.file_name}", node=file),
        _time(item.filed_at, frame.plan.zone),
        timely_words(days_late(frame.plan, frame.today, item)) or NOTHING,
        _time(item.accepted_at, frame.plan.zone) if item.accepted_at else NOTHING,
    )


def _file_name(name: str, region: Region) -> list[Node]:
    """Let a long name break after the region and before its ending, nowhere else."""
    stem, dot, ending = name.rpartition(".")
    if not stem:
        return [name]
    first = region.name if stem.startswith(region.name) else ""
    parts: list[Node] = [first, html.Wbr()] if first else []
    return [*parts, stem[len(first) :], html.Wbr(), dot + ending]


def _time(moment: datetime, zone: ZoneInfo) -> Cell:
    text = moment_text(moment, zone)
    day, time = text.split(" ")
    return Cell(text, node=[html.Span(day, className="day"), html.Small(f" {time}")])


def coverage_table(frame: Frame, months: Sequence[CompletionTable]) -> Shown:
    """Return who reported, month by month, for a region that only sums up."""
    columns = [Column("报告期"), Column("已报", True), Column("截至日期"), Column("未报送或沿用")]
    rows = [_coverage(frame, item) for item in months]
    exhibit = Exhibit("coverage", "各月报送覆盖", grid(columns, rows))
    body = table("各月报送覆盖", columns, rows)
    return Shown(exhibit_card(frame, exhibit, [body]), exhibit)


def _coverage(frame: Frame, item: CompletionTable) -> Row:
    names, coverage = frame.region_names, item.coverage
    missing = "、".join(names[code] for code in coverage.missing)
    carried = "、".join(names[code] for code in coverage.carried_forward)
    words = [f"未报送：{missing}" if missing else "", f"沿用：{carried}" if carried else ""]
    covered: Entry = Cell(
        f"{coverage.reported}/{coverage.expected}", FigureRef("coverage", item.month, item.region)
    )
    return (
        Cell(f"{item.month.number}月", href=address(frame.path, item.month)),
        covered,
        day_text(item.as_of) if coverage.reported else NOTHING,
        "；".join(word for word in words if word) or NOTHING,
    )
