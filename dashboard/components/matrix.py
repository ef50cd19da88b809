"""The matrix of regions and projects: a number in every cell, states as words and patterns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import html
from dashboard.components.marks import Node, aloud, data, figure, silent
from dashboard.components.tables import scroller, two_lines
from dashboard.selection import address, project_path, region_path
from dashboard.tracing.reference import trace_address
from etl.domain.completion import BEHIND, STATUS_NAMES, CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.judging import STATUS_SHAPES, count_behind, level_of, result_of
from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES, Level, Project
from etl.domain.region import Region
from etl.domain.text import NOTHING, plain, rate_number
from etl.domain.thresholds import Thresholds

Cells = Mapping[tuple[str, str], CompletionRow]


@dataclass(frozen=True)
class Matrix:
    """What the matrix shows; ``cells`` by (region, project), ``total`` by project."""

    month: Month
    corner: str
    regions: Sequence[Region]
    projects: Sequence[Project]
    cells: Cells
    total_name: str
    total: Mapping[str, CompletionRow]

    @property
    def levels(self) -> dict[str, Level | None]:
        """The level that each project's column speaks of."""
        return {code: level_of(row) for code, row in self.total.items()}


def matrix(shown: Matrix, caption: str) -> html.Div:
    """Return the matrix in a scroller of its own with the regions' names kept in view."""
    parts = [
        html.Caption(caption, className="vh"),
        html.Thead(_heads(shown)),
        html.Tbody([_row(shown, region) for region in shown.regions]),
        html.Tfoot(_total(shown)),
    ]
    return scroller(html.Table(parts, className="matrix"), caption)


def _heads(shown: Matrix) -> html.Tr:
    levels = shown.levels
    cells = [_column(shown, project, levels[project.code]) for project in shown.projects]
    corner = html.Th(shown.corner, scope="col", className="corner")
    return html.Tr(
        [corner, *cells, html.Th(["滞后", html.Wbr(), "项"], scope="col", className="sum")]
    )


def _column(shown: Matrix, project: Project, level: Level | None) -> html.Th:
    name = html.A(
        two_lines(project.short_name or project.name),
        href=address(project_path(project.code), shown.month),
        title=project.name,
    )
    other = html.Small(f"（{LEVEL_NAMES[level]}）") if level == "province" else None
    return html.Th([name, other] if other else name, scope="col")


def _row(shown: Matrix, region: Region) -> html.Tr:
    rows = [shown.cells[region.code, project.code] for project in shown.projects]
    path = region_path(region.code)
    name = html.A(region.name, href=address(path, shown.month))
    return html.Tr(
        [
            html.Th(name, scope="row"),
            *(_cell(row, shown.month) for row in rows),
            html.Td(_behind(rows, region.code, shown.month), className="sum"),
        ]
    )


def _total(shown: Matrix) -> html.Tr:
    rows = [shown.total[project.code] for project in shown.projects]
    cells = [_cell(row, shown.month) for row in rows]
    last = html.Td(_behind(rows, rows[0].region if rows else "", shown.month), className="sum")
    return html.Tr([html.Th(shown.total_name, scope="row"), *cells, last])


def _behind(rows: Sequence[CompletionRow], region: str, month: Month) -> Node:
    """Count the projects behind; a region without a report this month has no count."""
    count = count_behind(rows)
    if count is None:
        return NOTHING
    number = figure("behind", str(count), FigureRef("behind", month, region))
    return html.B(number, className="slow") if count else number


def _cell(row: CompletionRow, month: Month) -> html.Td:
    """Return a cell; its number, or the word in its place, leads to how it comes about."""
    name, content = cell_content(row)
    where = data(project=row.project, region=row.region)
    kind = f"rate-{level_of(row) or 'city'}"
    href = trace_address(FigureRef(kind, month, row.region, row.project))
    return html.Td(html.A(content, href=href), className=f"cell {name}", **where)


def cell_content(row: CompletionRow) -> tuple[str, Node]:
    """Return the class and the words of a cell; a picture of the matrix shows the same."""
    result = result_of(row)
    if row.completed is None:
        return "missing", "未报"
    if result is None:
        return "no-target", "无目标"
    if result.status == "not_started":
        return "not-started", html.Small(["未到", html.Wbr(), "实施期"])
    number = _number(result.rate)
    if row.is_stale:
        return "stale", [number, html.Small("沿用")]
    notes = [html.Small(text) for text in _notes(row)]
    return result.status.replace("_", "-"), [*_shape(row), number, *notes]


def cell_words(row: CompletionRow) -> str:
    """Return what a cell says in plain text: 63.6, 63.6 沿用, 未报."""
    result = result_of(row)
    if row.completed is None:
        return "未报"
    if result is None:
        return "无目标"
    if result.status == "not_started":
        return "未到实施期"
    notes = ["沿用"] if row.is_stale else _notes(row)
    return " ".join([rate_number(result.rate), *notes])


def _notes(row: CompletionRow) -> list[str]:
    """Say what is not of this month in a sum."""
    missing = f"缺{len(row.missing)}" if row.missing else ""
    return [text for text in (missing, "含沿用" if row.carried_forward else "") if text]


def _number(rate: object) -> html.Span:
    return html.Span(rate_number(rate), className="n", **data(figure="rate"))  # type: ignore[arg-type]


def _shape(row: CompletionRow) -> list[Node]:
    result = result_of(row)
    if result is None or result.status not in BEHIND:
        return []
    return [silent(STATUS_SHAPES[result.status]), aloud(STATUS_NAMES[result.status])]


def matrix_legend(limits: Thresholds, states: Sequence[str]) -> html.Ul:
    """Return the steps with the limits in force, and those states that occur."""
    tolerance, behind, far = (
        plain(limits.on_pace_tolerance),
        plain(limits.behind_from),
        plain(limits.far_behind_from),
    )
    steps = [
        ("exceeded", "达到任务"),
        ("on-pace", f"达序时（慢不超过{tolerance}个百分点）"),
        ("slightly-behind", f"▽略滞后（慢{tolerance}至{behind}）"),
        ("behind", f"▼黄灯滞后（慢{behind}至{far}）"),
        ("far-behind", f"▼▼红灯滞后（慢超过{far}）"),
        *((name, text) for name, text in _STATES if name in states),
    ]
    return html.Ul([_key(name, text) for name, text in steps], className="legend small")


_STATES = (
    ("not-started", "未到实施期"),
    ("stale", "沿用上次数"),
    ("missing", "未报送"),
    ("no-target", "无目标"),
)


def states_of(shown: Matrix) -> frozenset[str]:
    """Return the names of the states that occur, for the legend."""
    rows = [*shown.cells.values(), *shown.total.values()]
    return frozenset(cell_content(row)[0] for row in rows)


def _key(name: str, text: str) -> html.Li:
    return html.Li([silent("", f"swatch {name}"), text])
