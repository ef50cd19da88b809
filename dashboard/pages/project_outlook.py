"""At this pace by when (按此进度): a forecast while a target is unmet, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import html
from dashboard.components.exhibit_card import chart_parts, exhibit_card
from dashboard.components.marks import Node, inline, says
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.expected import expected_text
from dashboard.figures.month_charts import Words, outlook
from dashboard.pages.pictures import picture_of
from dashboard.pages.project_view import ProjectView
from dashboard.pages.sheet import Shown
from dashboard.selection import address, region_path
from etl.domain.completion import REACHED
from etl.domain.figure_ref import FigureRef
from etl.domain.forecast import FORECAST_REFUSAL_NAMES, Forecast
from etl.domain.period import Month
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES
from etl.domain.sentence import Sentence, ended, said, sentence_text, stated
from etl.domain.text import NOTHING, count_text, listed, rounded_count, short_day
from etl.services.outlook import forecasts, forecasts_below

TITLE = "按此进度"
_MOST_MONTHS, _LATEST = 4, 2
_PACE_ONLY = ("too_few_months", "no_growth", "curve_ended")
"""Under these refusals no month is named, but what each month needs is still known."""


def outlook_card(view: ProjectView) -> Shown:
    """Return the card: chart and table of the whole, and of the regions that fall short."""
    plan = view.frame.plan
    months = [(item.month, item.row) for item in view.past]
    own = forecasts(plan, months, view.table.as_of)
    below = forecasts_below(plan, view.tables_below, view.project.code)
    short = [item for item in below if item.remaining]
    rows = [_own_row(view, item) for item in own.values() if item.remaining]
    rows += [_region_row(view, item) for item in short]
    sentence = _sentence(view, list(own.values()), short)
    body = (
        table("还差多少、按此进度哪月完成、今后每月需多少", _columns(view), rows) if rows else None
    )
    drawn = next((item for item in reversed(own.values()) if item.assumption), None)
    notes = tuple(_assumptions(view, [*own.values(), *short]))
    basis = (*notes, view.notes[0])
    if drawn is None or body is None:
        exhibit = Exhibit("outlook", TITLE, grid(_columns(view), rows) if rows else None)
        parts: list[Node] = [says(sentence), body]
        parts += [html.P(text, className="basis") for text in basis]
        return Shown(exhibit_card(view.frame, exhibit, parts), exhibit)
    chart = outlook(Words("outlook", TITLE, sentence, basis), view.past, drawn, plan)
    exhibit = Exhibit(
        "outlook", TITLE, grid(_columns(view), rows), picture_of(view.frame, view.title, chart)
    )
    content = chart_parts(view.frame, chart, body, opened=True)
    return Shown(exhibit_card(view.frame, exhibit, content), exhibit)


def _columns(view: ProjectView) -> list[Column]:
    unit = view.row.unit
    return [
        Column("未达到的任务"),
        Column(f"还差（{unit}）", True),
        Column(f"近月均（{unit}/月）", True),
        Column("按此进度"),
        Column(f"今后每月需（{unit}）", True),
    ]


def _own_row(view: ProjectView, item: Forecast) -> Row:
    return (f"{view.place}{LEVEL_NAMES[item.level]}任务", *_values(view, item))


def _region_row(view: ProjectView, item: Forecast) -> Row:
    name = view.frame.region_names[item.region]
    href = address(region_path(item.region), view.frame.month)
    return (Cell(f"{name}{LEVEL_NAMES[item.level]}任务", href=href), *_values(view, item))


def _values(view: ProjectView, item: Forecast) -> tuple[Entry, ...]:
    def cell(kind: str, text: str) -> Cell:
        return Cell(text, _ref(view, kind, item))

    recent: Entry = NOTHING
    if item.average is not None:
        recent = cell("recent", rounded_count(item.average.per_month))
    needed: Entry = NOTHING
    if item.needed is not None and item.months_left:
        needed = cell("needed", rounded_count(item.needed))
    remaining = cell("remaining", count_text(item.remaining))
    return (remaining, recent, _month_cell(view, item), needed)


def _month_cell(view: ProjectView, item: Forecast) -> Cell:
    words = _reached(view, item)
    return Cell(sentence_text(words), node=html.Span(inline(words)))


def _reached(view: ProjectView, item: Forecast) -> Sentence:
    """Say in which month a target would be reached, or why none is named.

    The number expected by December leads to how it comes about.
    """
    if item.refusal is not None:
        return said(f"不预计：{FORECAST_REFUSAL_NAMES[item.refusal]}")
    if item.within_year and item.reached_in is not None:
        return said(f"{item.reached_in.number}月")
    if item.expected is None:
        return said("年内不能完成")
    number = expected_text(view.frame.plan, item.project, item.expected)
    expected = stated(number, _ref(view, "expected", item))
    return said("年内不能完成，预计年底累计", expected, item.unit)


def _ref(view: ProjectView, kind: str, item: Forecast) -> FigureRef:
    return view.ref(f"{kind}-{item.level}", item.region)


def _sentence(view: ProjectView, own: Sequence[Forecast], short: Sequence[Forecast]) -> Sentence:
    """Say first where the whole stands, then which regions would not make it in the year."""
    row = view.row
    names = view.frame.region_names
    having = [level for level in JUDGED_LEVELS if row.levels[level].status != "no_target"]
    if not having:
        return said("没有录入任务数，不作预计。")
    open_levels = [item for item in own if item.remaining]
    if all(row.levels[level].status in REACHED for level in having):
        tasks = "、".join(LEVEL_NAMES[level] for level in having)
        clauses = [said(f"{view.place}{tasks}任务已完成，不再预计")]
    elif not open_levels:
        return _refused(view, own, short)
    else:
        clauses = [_whole_clause(view, item) for item in open_levels]
    late = [item for item in short if item.within_year is False]
    in_time = [item for item in short if item.within_year]
    if in_time:
        clauses.append(said(_in_time(in_time, names)))
    if late:
        clauses.append(said(f"{listed([names[i.region] for i in late], 3)}年内不能完成"))
    return ended(clauses)


def _refused(view: ProjectView, own: Sequence[Forecast], short: Sequence[Forecast]) -> Sentence:
    """Say why the whole is not forecast; regions that are forecast stand beneath."""
    why = [i.refusal for i in own if i.refusal and i.refusal not in ("no_target", "reached")]
    reasons = "、".join(dict.fromkeys(FORECAST_REFUSAL_NAMES[reason] for reason in why))
    if any(item.assumption for item in short):
        return said(f"{view.place}不作预计：{reasons}；已报县区按此进度如下。")
    return said(f"本月不作预计：{reasons}。")


def _in_time(items: Sequence[Forecast], names: Mapping[str, str]) -> str:
    """Say which regions reach their target in which month; of many months the last ones."""
    by_month: dict[Month, list[str]] = {}
    for item in items:
        if item.reached_in is not None:
            by_month.setdefault(item.reached_in, []).append(names[item.region])
    levels = {item.level for item in items}
    task = f"本县区{LEVEL_NAMES[levels.pop()] if len(levels) == 1 else ''}任务"
    all_of_them = len(by_month) <= _MOST_MONTHS
    months = sorted(by_month)[0 if all_of_them else -_LATEST :]
    told = "、".join(f"{listed(by_month[month])}{month.number}月" for month in months)
    if all_of_them:
        return f"按此进度，{told}完成{task}"
    return f"按此进度，{len(items)}个县区年内完成{task}，其中最晚的是{told}"


def _whole_clause(view: ProjectView, item: Forecast) -> Sentence:
    number = stated(count_text(item.remaining), _ref(view, "remaining", item))
    lacking = said(f"{LEVEL_NAMES[item.level]}任务还差", number, item.unit)
    if item.refusal is not None:
        words = said(*lacking, "，", *_reached(view, item))
    else:
        done = "完成" if item.within_year else ""
        words = said(*lacking, "，按此进度", *_reached(view, item), done)
    if item.needed is not None and item.months_left:
        needed = stated(rounded_count(item.needed), _ref(view, "needed", item))
        words = said(*words, "，今后每月需", needed, item.unit)
    return words


def _assumptions(view: ProjectView, items: Sequence[Forecast]) -> list[str]:
    """Say what the forecasts take for granted, each assumption once."""
    found: dict[str, None] = {}
    spans: set[object] = set()
    for item in items:
        if item.assumption is not None:
            span = (item.method, item.average.months if item.average else ())
            if span not in spans:  # months that some left out do not make it another assumption
                found[_assumption(item)] = None
            spans.add(span)
        elif item.refusal in _PACE_ONLY and item.remaining:
            found["不预计完成月的，只按剩余月份平均算出今后每月需完成数。"] = None
    if items and items[0].taken_as_whole and found:
        found[f"{short_day(items[0].as_of)}的数按整月计，没有折算。"] = None
    return list(found)


def _assumption(item: Forecast) -> str:
    assumed = item.assumption
    if assumed is not None and assumed.method == "curve":
        return "假设：今后完成数与计划曲线保持现在的比例，任务不再调整。"
    average = item.average
    if average is None:
        return "假设：任务不再调整。"
    months = average.months
    left = (
        f"（{'、'.join(f'{m.number}月' for m in average.left_out)}报送不全，并入前后月平均）"
        if average.left_out
        else ""
    )
    span = (
        f"{months[0].number}月" if len(months) == 1 else f"{months[0].number}—{months[-1].number}月"
    )
    return f"假设：今后每月新增与{span}平均相同{left}，任务不再调整。"
