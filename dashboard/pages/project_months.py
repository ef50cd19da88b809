"""The months of a project: cumulative against curve and targets, and what each month added."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.components.basis import MONTHS_TEXT
from dashboard.components.exhibit_card import chart_parts, exhibit_card
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.figures.chart import Chart
from dashboard.figures.month_charts import (
    MONTHS,
    MonthRow,
    Words,
    added,
    cumulative,
    increases,
    silent_words,
)
from dashboard.pages.pictures import picture_of
from dashboard.pages.project_view import ProjectView
from dashboard.pages.sheet import Shown
from dashboard.selection import address
from etl.domain.figure_ref import FigureRef
from etl.domain.judging import is_behind, is_reached
from etl.domain.period import Month
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level
from etl.domain.sentence import Sentence, ended, joined, said, stated
from etl.domain.text import (
    NOTHING,
    count_text,
    listed,
    plain,
    rate_text,
    share_text,
    short_day,
    signed_text,
)


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
    done: Entry = Cell(count_text(row.completed), _ref(view, "completed", item))
    if row.completed is None or item.silent:
        done = silent_words(view.past, item, row.completed)
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
    if rate is None or item.silent:
        return NOTHING
    return Cell(rate_text(rate), _ref(view, f"rate-{level}", item))


def _months_sentence(view: ProjectView) -> Sentence:
    """Say since when the figures are on pace, and when each target was reached."""
    reached = _reached_since(view)
    if _is_before_start(view):
        return ended([_start(view), *reached])
    told = [item for item in view.past if not item.silent]
    if not told:
        return said("各月均无县区报送。")
    if not any(item.whole for item in told):
        clauses = [said("各月报送都不全，曲线只作参考"), *reached]
    elif view.row.overall == "no_target":
        clauses = [said("没有可比的任务数，不判快慢")]
    else:
        clauses = [*_judged(view, told), *reached]
    silent = [item for item in view.past if item.silent]
    return ended([*clauses, *([said(f"{_named(silent)}无县区报送")] if silent else [])])


def _judged(view: ProjectView, told: Sequence[MonthRow]) -> list[Sentence]:
    """Name the months behind and those that are not judged, as the chart draws them."""
    due = [item for item in told if item.row.overall != "not_started"]
    slow = [item for item in due if item.judged and is_behind(item.row)]
    limit = plain(view.frame.plan.thresholds.on_pace_tolerance)
    even = f"报送齐全的各月都没有慢于序时超过{limit}个百分点"
    clauses = []
    if any(item.judged for item in due):
        clauses.append(said(f"{_named(slow)}低于序时计划" if slow else even))
    if left := [item for item in due if not item.judged]:
        clauses.append(said(f"{_named(left)}报送不全，不与其他月份比"))
    return clauses


def _named(items: Sequence[MonthRow]) -> str:
    return listed([f"{item.month.number}月" for item in items], 4, "月")


def _is_before_start(view: ProjectView) -> bool:
    share = view.frame.plan.planned_share(view.project.code, view.frame.month.number)
    return share <= 0 and view.row.overall in ("not_started", "not_reported")


def _start(view: ProjectView) -> Sentence:
    """Say from which month on the plan expects anything."""
    plan, code = view.frame.plan, view.project.code
    first = next((number for number in MONTHS if plan.planned_share(code, number) > 0), None)
    return said("未到实施期" if first is None else f"未到实施期：按计划{first}月起实施")


def _reached_since(view: ProjectView) -> list[Sentence]:
    """Say in which month each target was reached; both in one clause where it is the same."""
    by_month: dict[Month, list[Sentence]] = {}
    for level in JUDGED_LEVELS:
        if not is_reached(view.row, level):
            continue
        first = next(item for item in view.past if is_reached(item.row, level))
        target = count_text(first.row.levels[level].target)
        words = said(
            f"{LEVEL_NAMES[level]}任务",
            stated(target, _ref(view, f"target-{level}", first)),
            view.row.unit,
        )
        by_month.setdefault(first.month, []).append(words)
    return [
        said(f"{month.number}月累计数达到", *joined(by_month[month], "、"))
        for month in sorted(by_month)
    ]


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
        return said(f"{item.month.number}月无县区报送，没有新增数。")
    number = stated(count_text(value), _ref(view, "change", item))
    return said(f"{item.month.number}月新增", number, item.row.unit, _how_far(item, comparable))


def _how_far(item: MonthRow, comparable: bool) -> str:
    """Say what must be known before an increase is compared with others."""
    if not comparable:
        return "；本月或上月报送不全，含补报或沿用，不与其他月份比较。"
    if item.table.as_of != item.month.last_day:
        return f"，只计到{short_day(item.table.as_of)}。"
    return "。"
