"""The rows of a page: a bullet, both named rates, the gap and the status of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard import html
from dashboard.components import marks
from dashboard.components.bullet import axis, bullet_chart
from dashboard.components.marks import Node, data, figure
from dashboard.components.spark import MonthPoint, trend
from etl.domain.completion import CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES, Level
from etl.domain.text import NOTHING, count_text, rate_text, share_text, wan_text
from etl.domain.thresholds import Thresholds


@dataclass(frozen=True)
class Line:
    """One row: what it is about, its figures, and a place among others if it is ranked.

    ``curve``: it has a planned curve of its own; ``parts``: its coverage is its own, too.
    ``name``: what it is called where the head is more than a text. ``trend``: its months.
    """

    head: Node
    sub: Node
    row: CompletionRow
    anchor: str | None = None
    rank: str | None = None
    curve: bool = False
    parts: bool = False
    name: str = ""
    trend: Sequence[MonthPoint] = ()


@dataclass(frozen=True)
class Heads:
    """The heads that differ between a table of projects and one of regions."""

    caption: str
    first: str
    month: Month
    pace: Fraction
    limits: Thresholds
    ranked: bool = False
    trend: bool = False


def progress_table(heads: Heads, lines: Sequence[Line], foot: Line | None = None) -> html.Table:
    """Return the table of progress.

    Its roles are written out because the phone's layout takes the native ones away.
    """
    parts = [
        html.Caption(heads.caption, className="vh"),
        html.Thead(html.Tr(_heads(heads), role="row"), role="rowgroup"),
        html.Tbody([_line(line, heads) for line in lines], role="rowgroup"),
    ]
    if foot:
        parts.append(html.Tfoot(_line(foot, heads), role="rowgroup"))
    name = "progress trends" if heads.trend else "progress"
    return html.Table(parts, className=name, role="table")


def _heads(heads: Heads) -> list[html.Th]:
    return [
        *([_head("位次", "rank")] if heads.ranked else []),
        _head(heads.first, "who"),
        _head(axis(heads.pace), "chart"),
        *([_head("各月", "trend")] if heads.trend else []),
        _head("累计完成", "num"),
        _head("省定完成率", "num"),
        _head("市定完成率", "num"),
        _head("与序时比", "judged"),
    ]


def _head(content: Node, name: str) -> html.Th:
    return html.Th(content, scope="col", role="columnheader", className=name)


def _line(line: Line, heads: Heads) -> html.Tr:
    row = line.row
    cells: list[Node] = [
        *([_cell(_rank(line, heads.month), "rank")] if heads.ranked else []),
        html.Th(
            [html.Div(line.head, className="name"), html.Div(line.sub, className="sub")],
            scope="row",
            role="rowheader",
            className="who",
        ),
        _cell([bullet_chart(row), _chart_note(line, heads.month)], "chart"),
        *([_cell(trend(line.trend) or NOTHING, "trend")] if heads.trend else []),
        _cell(_completed(row, heads.month), "num done"),
        _cell(_rate(row, "province", heads.month), "num province-rate"),
        _cell(_rate(row, "city", heads.month), "num city-rate"),
        _cell(
            [html.Div(marks.gap(row, heads.month)), html.Div(marks.status(row, heads.limits))],
            "judged",
        ),
    ]
    where = data(project=row.project, region=row.region, overall=row.overall)
    if line.anchor:
        where |= {"id": line.anchor, "disable_n_clicks": True}
    return html.Tr(cells, role="row", **where)


def _cell(content: Node, name: str) -> html.Td:
    return html.Td(content, role="cell", className=name)


def _rank(line: Line, month: Month) -> Node:
    """Return the place; the total has none, which the ear is told."""
    if line.rank is None:
        return NOTHING
    if not line.rank:
        return marks.aloud("合计不排位")
    return figure("place", line.rank, _ref(line.row, "place", month))


def _ref(row: CompletionRow, kind: str, month: Month) -> FigureRef:
    return FigureRef(kind, month, row.region, row.project)


def _completed(row: CompletionRow, month: Month) -> list[Node]:
    label = html.Span("累计完成", className="lbl")
    if row.completed is None:
        none = html.Span("未报", **data(figure="completed"))
        return [html.Div([label, none], className="main none"), html.Div(NOTHING, className="sub")]
    done = figure("completed", count_text(row.completed), _ref(row, "completed", month))
    value = [label, done, html.Small(row.unit)]
    money: Node = "资金未报"
    if row.funds is not None:
        money = [figure("funds", wan_text(row.funds), _ref(row, "funds", month)), "万元"]
    return [html.Div(value, className="main"), html.Div(money, className="sub")]


def _rate(row: CompletionRow, level: Level, month: Month) -> list[Node]:
    result = row.levels[level]
    name = LEVEL_NAMES[level]
    if result.target is None:
        below: Node = "未录入任务"
    else:
        below = ["任务 ", _target(row, level, month), _other_unit(row, level)]
    label = html.Span(f"{name}完成率", className="lbl")
    value = _rate_figure(row, level, month)
    return [html.Div([label, value], className="main"), html.Div(below, className="sub")]


def _target(row: CompletionRow, level: Level, month: Month) -> Node:
    text = count_text(row.levels[level].target)
    return figure("target", text, _ref(row, f"target-{level}", month), level=level)


def _rate_figure(row: CompletionRow, level: Level, month: Month) -> Node:
    rate = row.levels[level].rate
    ref = None if rate is None else _ref(row, f"rate-{level}", month)
    return figure("rate", rate_text(rate), ref, level=level)


def _other_unit(row: CompletionRow, level: Level) -> str:
    """Name the unit of a target that is not the project's: it explains the missing rate."""
    unit = row.levels[level].target_unit
    return "" if unit in ("", row.unit) else f" {unit}（单位不同，不计算）"


def _chart_note(line: Line, month: Month) -> Node:
    row = line.row
    need = row.levels["need"]
    parts: list[Node] = []
    if need.target is not None:
        target, rate = _target(row, "need", month), _rate_figure(row, "need", month)
        parts += [html.Span(["需求 ", target, " "]), html.Span(["需求完成率 ", rate, " "])]
    if line.curve:
        share = figure("pace", share_text(row.pace), _ref(row, "pace", month))
        parts.append(html.Span(["计划曲线序时", share]))
    if line.parts and row.carried_forward and not row.is_stale:
        parts.append(html.Span(f"含{len(row.carried_forward)}县区沿用数"))
    return html.Div(parts, className="sub notes") if parts else None
