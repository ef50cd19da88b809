"""How a traced figure is computed: formula, rules, indicators, the plan's cells, what it counts."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.marks import Node, figure
from dashboard.components.tables import Cell, Column, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.frame import Frame
from dashboard.pages.sheet import Shown
from dashboard.shell import card
from dashboard.sources import Source
from dashboard.tracing.amounts import project_of, row_of
from dashboard.tracing.explanation import Explanation, Listing, Term
from dashboard.tracing.ledger import Ledger
from etl.domain.figure_ref import FigureRef
from etl.domain.text import NOTHING, count_text, moment_text, wan_text

WITHOUT_UNIT = frozenset({"未报", NOTHING})
"""What stands for a figure that is not there."""


def formula(found: Explanation) -> html.Section:
    """Return the formula as a row of numbers, and the rules it follows."""
    row: list[Node] = [_term(term) for term in found.terms]
    if found.terms:
        row.append(html.Div("＝", className="sign"))
    if found.exact and found.terms:
        row += [_number("精确值", found.exact, ""), html.Div("→", className="sign")]
    row.append(_box("页面显示", _result(found)))
    rules = [part for name, text in found.rules for part in (html.Dt(name), html.Dd(text))]
    parts = [html.Div(row, className="formula"), html.Dl(rules, className="pairs")]
    return card("算式", parts, "trace-formula", anchor="formula")


def _term(term: Term) -> html.Div:
    kind = term.ref.kind if term.ref else "term"
    value = figure(kind, term.value, term.ref)
    content = [value, html.Small(term.unit)] if term.unit else [value]
    box = _box(term.label, content)
    return html.Div([html.Span(term.sign, className="sign"), box]) if term.sign else box


def _result(found: Explanation) -> list[Node]:
    shown = html.Span(figure("traced", found.shown), className="result")
    return [shown] if found.shown in WITHOUT_UNIT else [shown, html.Small(found.unit)]


def _number(label: str, value: str, unit: str) -> html.Div:
    return _box(label, [html.Span(value), html.Small(unit)])


def _box(label: str, content: Sequence[Node]) -> html.Div:
    return html.Div(
        [html.Div(label, className="sub"), html.Div(list(content), className="amount")],
        className="term",
    )


def indicators(ledger: Ledger, ref: FigureRef, money: bool) -> Shown | None:
    """Return a project's indicators, whose sum its figure is; None where there is one only."""
    project = project_of(ledger, ref) if ref.project else None
    if project is None or len(project.indicators) < 2 or ref.indicator:
        return None
    kind = "funds" if money else "completed"
    unit = "万元" if money else project.unit
    columns = [Column("指标"), Column(f"累计（{unit}）", True)]
    rows = []
    for item in project.indicators:
        own = ref.of(kind, indicator=item.code)
        rows.append((item.name, _amount(ledger, own, money)))
    total = ("合计", _amount(ledger, ref.of(kind), money))
    name = ledger.frame.plan.tree[ref.region].name
    body = table(f"{name}{project.name}的分项", columns, rows, total)
    exhibit = Exhibit("indicators", "分项", grid(columns, rows, total))
    return Shown(exhibit_card(ledger.frame, exhibit, [body], "trace-parts"), exhibit)


def _amount(ledger: Ledger, ref: FigureRef, money: bool) -> Cell | str:
    row = row_of(ledger, ref)
    value = row.funds if money else row.completed
    if value is None:
        return "未报"
    return Cell(wan_text(value) if money else count_text(value), ref)


def listing(frame: Frame, found: Listing) -> Shown:
    """Return what a count counts or a place is a place among."""
    if not found.rows:
        nothing = Exhibit("listing", found.title)
        return Shown(exhibit_card(frame, nothing, [html.P("没有。")]), nothing)
    note = [html.P(found.note, className="basis")] if found.note else []
    exhibit = Exhibit("listing", found.title, grid(found.columns, found.rows))
    body = table(found.title, found.columns, found.rows)
    return Shown(exhibit_card(frame, exhibit, [body, *note]), exhibit)


def plan_cells(source: Source, ledger: Ledger, found: Explanation) -> Shown | None:
    """Return where the plan's part of a figure stands in the plan workbook."""
    if not found.planned:
        return None
    plan, month = ledger.frame.plan, ledger.frame.month
    columns = [Column("工作表"), Column("单元格"), Column("是哪一格")]
    rows: list[Row] = []
    loaded = ""
    for place in found.planned:
        cell = source.plan_cell(month, place.sheet, place.key, place.column)
        region = plan.tree.get(place.column)
        column = region.name if region else place.column
        key = " ".join(ledger.frame.project_names.get(word, word) for word in place.key.split())
        rows.append((cell.sheet, cell.cell or "位置不明", f"行“{key}”，列“{column}”"))
        loaded = (
            f"文件{cell.file}，任务书第{ledger.frame.revision}版，"
            f"{cell.loaded_by}于{moment_text(cell.loaded_at, plan.zone)}录入。"
        )
    parts = [table("任务书中的单元格", columns, rows), html.P(loaded, className="basis")]
    exhibit = Exhibit("plan", "任务书单元格", grid(columns, rows))
    return Shown(exhibit_card(ledger.frame, exhibit, parts, "trace-plan"), exhibit)
