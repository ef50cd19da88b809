"""The months of a project: cumulative against curve and targets, and what each month added."""

from __future__ import annotations

from dash import html

from dashboard.components.basis import MONTHS_TEXT
from dashboard.components.exhibit_card import chart_parts, exhibit_card
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.figures.chart import Chart
from dashboard.figures.month_charts import MonthRow, Words, added, cumulative, increases
from dashboard.judging import is_behind, is_reached
from dashboard.pages.pictures import picture_of
from dashboard.pages.project_view import ProjectView
from dashboard.pages.sheet import Shown
from dashboard.selection import address
from dashboard.text import NOTHING, count_text, listed, rate_text, share_text, signed_text
from dashboard.tracing.reference import FigureRef
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level


def months(view: ProjectView) -> Shown:
    """Return the card of the cumulative figures."""
    words = Words(
        "months", "累计进度与两级任务", _months_sentence(view), (*view.notes, MONTHS_TEXT)
    )
    chart = cumulative(words, view.frame.plan, view.past)
    unit = view.row.unit
    columns = [
        Column("报告期"),
        Column(f"累计（{unit}）", True),
        Column("省定完成率", True),
        Column("市定完成率", True),
        Column("序时", True),
        Column("已报", True),
    ]
    rows = [_month(view, item) for item in view.past]
    body = table("各月累计完成与两级完成率", columns, rows)
    return _shown(view, chart, Exhibit("months", chart.title, grid(columns, rows)), body)


def _shown(view: ProjectView, chart: Chart, exhibit: Exhibit, body: html.Div) -> Shown:
    drawn = Exhibit(
        exhibit.name, exhibit.title, exhibit.grid, picture_of(view.frame, view.title, chart)
    )
    return Shown(exhibit_card(view.frame, drawn, chart_parts(view.frame, chart, body)), drawn)


def _ref(view: ProjectView, kind: str, item: MonthRow) -> FigureRef:
    return FigureRef(kind, item.month, view.frame.plan.root, view.project.code)


def _month(view: ProjectView, item: MonthRow) -> Row:
    row = item.row
    done: Entry = (
        "未报"
        if row.completed is None
        else Cell(count_text(row.completed), _ref(view, "completed", item))
    )
    return (
        _name(view, item),
        done,
        _rate(view, item, "province"),
        _rate(view, item, "city"),
        Cell(share_text(row.pace), _ref(view, "pace", item)),
        _covered(view, item),
    )


def _name(view: ProjectView, item: MonthRow) -> Cell:
    return Cell(f"{item.month.number}月", href=address(view.frame.path, item.month))


def _covered(view: ProjectView, item: MonthRow) -> Cell:
    """Return who has reported the month; of this project it may be fewer than workbooks."""
    coverage = item.table.coverage
    text = f"{coverage.reported}/{coverage.expected}"
    ref = FigureRef("coverage", item.month, view.frame.plan.root)
    return Cell(text, ref, strong=not coverage.complete)


def _rate(view: ProjectView, item: MonthRow, level: Level) -> Entry:
    rate = item.row.levels[level].rate
    return NOTHING if rate is None else Cell(rate_text(rate), _ref(view, f"rate-{level}", item))


def _months_sentence(view: ProjectView) -> str:
    """Say since when the figures are on pace, and when each target was reached."""
    whole = [item for item in view.past if item.whole and item.row.completed is not None]
    if not whole:
        return "各月报送都不全，曲线只作参考。"
    clauses = [text for level in JUDGED_LEVELS if (text := _reached_since(view, level))]
    slow = [item for item in whole if is_behind(item.row)]
    if slow:
        names = listed([f"{item.month.number}月" for item in slow], 4, "月")
        clauses.insert(0, f"{names}低于序时计划")
    elif whole[-1].row.overall not in ("no_target", "not_started"):
        clauses.insert(0, "报送齐全的各月均不低于序时计划的容差")
    return "；".join(clauses) + "。" if clauses else "按月累计，见下图。"


def _reached_since(view: ProjectView, level: Level) -> str:
    row = view.row
    if not is_reached(row, level):
        return ""
    first = next(item for item in view.past if is_reached(item.row, level))
    target = count_text(first.row.levels[level].target)
    return f"{first.month.number}月累计数达到{LEVEL_NAMES[level]}任务{target}{row.unit}"


def added_by_month(view: ProjectView) -> Shown:
    """Return the card of what each month added."""
    words = Words("added", "各月新增", _added_sentence(view), (view.notes[0], MONTHS_TEXT))
    chart = increases(words, view.frame.plan, view.past)
    columns = [Column("报告期"), Column(f"新增（{view.row.unit}）", True), Column("已报", True)]
    rows = [_added(view, place) for place in range(len(view.past))]
    body = table("各月新增", columns, rows)
    return _shown(view, chart, Exhibit("added", chart.title, grid(columns, rows)), body)


def _added(view: ProjectView, place: int) -> Row:
    item = view.past[place]
    value, comparable = added(view.past, place)
    text: Entry = "未报"
    if value is not None:
        text = Cell(signed_text(value), _ref(view, "change", item), strong=comparable)
    return (_name(view, item), text, _covered(view, item))


def _added_sentence(view: ProjectView) -> str:
    place = len(view.past) - 1
    value, comparable = added(view.past, place)
    item = view.past[place]
    if value is None:
        return f"{item.month.number}月尚无已采用的数。"
    text = f"{item.month.number}月新增{count_text(value)}{item.row.unit}"
    if not comparable:
        return f"{text}；本月或上月报送不全，含补报或沿用，不与其他月份比较。"
    if item.table.as_of != item.month.last_day:
        return f"{text}，只计到{item.table.as_of.month}月{item.table.as_of.day}日。"
    return f"{text}。"
