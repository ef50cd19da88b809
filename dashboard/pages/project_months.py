"""The months of a project: cumulative against curve and targets, and what each month added."""

from __future__ import annotations

from dashboard import html
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
from dashboard.sentence import Sentence, ended, said, stated
from dashboard.text import (
    NOTHING,
    count_text,
    listed,
    rate_text,
    share_text,
    short_day,
    signed_text,
)
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


def _months_sentence(view: ProjectView) -> Sentence:
    """Say since when the figures are on pace, and when each target was reached."""
    whole = [item for item in view.past if item.whole and item.row.completed is not None]
    if not whole:
        return said("各月报送都不全，曲线只作参考。")
    clauses = [text for level in JUDGED_LEVELS if (text := _reached_since(view, level))]
    slow = [item for item in whole if is_behind(item.row)]
    if slow:
        names = listed([f"{item.month.number}月" for item in slow], 4, "月")
        clauses.insert(0, said(f"{names}低于序时计划"))
    elif whole[-1].row.overall not in ("no_target", "not_started"):
        clauses.insert(0, said("报送齐全的各月均不低于序时计划的容差"))
    return ended(clauses) if clauses else said("按月累计，见下图。")


def _reached_since(view: ProjectView, level: Level) -> Sentence:
    row = view.row
    if not is_reached(row, level):
        return ()
    first = next(item for item in view.past if is_reached(item.row, level))
    target = count_text(first.row.levels[level].target)
    return said(
        f"{first.month.number}月累计数达到{LEVEL_NAMES[level]}任务",
        stated(target, _ref(view, f"target-{level}", first)),
        row.unit,
    )


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


def _added_sentence(view: ProjectView) -> Sentence:
    place = len(view.past) - 1
    value, comparable = added(view.past, place)
    item = view.past[place]
    if value is None:
        return said(f"{item.month.number}月尚无已采用的数。")
    number = stated(count_text(value), _ref(view, "change", item))
    return said(f"{item.month.number}月新增", number, item.row.unit, _how_far(item, comparable))


def _how_far(item: MonthRow, comparable: bool) -> str:
    """Say what must be known before an increase is compared with others."""
    if not comparable:
        return "；本月或上月报送不全，含补报或沿用，不与其他月份比较。"
    if item.table.as_of != item.month.last_day:
        return f"，只计到{short_day(item.table.as_of)}。"
    return "。"
