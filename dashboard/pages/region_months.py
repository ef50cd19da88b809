"""A filing region's cumulative figures month by month, each leading to the cell it was read from."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.marks import says
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.frame import Frame
from dashboard.pages.sheet import Shown
from etl.domain.completion import CompletionRow, CompletionTable
from etl.domain.figure_ref import FigureRef
from etl.domain.plan import Indicator
from etl.domain.region import Region
from etl.domain.text import NOTHING, count_text, wan_text


def months_table(frame: Frame, region: Region, months: Sequence[CompletionTable]) -> Shown:
    """Return a row per indicator and a column per month; what is carried forward is marked."""
    columns = [
        Column("项目 · 指标"),
        *(Column(f"{item.month.number}月", True) for item in months),
        Column("资金（万元）", True),
        Column("单位"),
    ]
    rows = [_row(frame, region, months, item) for item in frame.plan.indicators]
    body = table(f"{region.name}逐月累计与资金", columns, rows)
    exhibit = Exhibit("cells", "逐月累计与资金", grid(columns, rows))
    note = "“沿用”表示当月没有已采用的数；每个数都可追到当月计入版本的单元格。"
    parts = [says("各月累计完成数。"), body, html.P(note, className="basis")]
    return Shown(exhibit_card(frame, exhibit, parts), exhibit)


def _row(
    frame: Frame, region: Region, months: Sequence[CompletionTable], indicator: Indicator
) -> Row:
    found = [_cell(item, indicator) for item in months]
    last = found[-1] if found else None
    funds: Entry = NOTHING
    if last is not None and last.funds is not None:
        ref = _ref(frame, region, months[-1], indicator, "funds")
        funds = Cell(wan_text(last.funds), ref)
    numbers = [
        _number(frame, region, item, indicator, row)
        for item, row in zip(months, found, strict=True)
    ]
    return (_name(frame, indicator), *numbers, funds, indicator.unit)


def _name(frame: Frame, indicator: Indicator) -> str:
    project = frame.plan.project(indicator.project)
    short = frame.project_names[indicator.project]
    several = project is not None and len(project.indicators) > 1
    return f"{short} · {indicator.name}" if several else short


def _cell(table_of_month: CompletionTable, indicator: Indicator) -> CompletionRow | None:
    return next((row for row in table_of_month.rows if row.indicator == indicator.code), None)


def _ref(
    frame: Frame, region: Region, item: CompletionTable, indicator: Indicator, kind: str
) -> FigureRef:
    project = frame.plan.project(indicator.project)
    several = project is not None and len(project.indicators) > 1
    code = indicator.code if several else ""
    return FigureRef(kind, item.month, region.code, indicator.project, code)


def _number(
    frame: Frame,
    region: Region,
    item: CompletionTable,
    indicator: Indicator,
    row: CompletionRow | None,
) -> Entry:
    if row is None or row.completed is None:
        return "未报"
    if row.state == "carried_forward":
        return "沿用"
    ref = _ref(frame, region, item, indicator, "completed")
    return Cell(count_text(row.completed), ref)
