"""One region at any level of the tree: its projects against its own targets, its filings."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dash import html

from dashboard.components import basis, marks
from dashboard.components.bullet import legend
from dashboard.components.matrix import matrix, matrix_legend, states_of
from dashboard.components.progress import Heads, progress_table
from dashboard.components.strip import strip
from dashboard.conclusion import Names, conclude
from dashboard.frame import Ask, Frame, frame_for, unknown
from dashboard.ground import Ground, ground_of
from dashboard.pages import begin
from dashboard.pages.filings import coverage_table, filings_table
from dashboard.pages.parts import as_of_line, foot, key_figures, matrix_of, project_line, span_of
from dashboard.pages.sheet import Sheet
from dashboard.selection import address, region_path
from dashboard.shell import Head, card, page, siblings_class
from dashboard.sources import Source
from etl.domain.completion import CompletionTable
from etl.domain.period import Month
from etl.domain.region import Region
from etl.domain.submission import Filing


@dataclass(frozen=True)
class RegionView:
    """Everything the page shows; ``months`` up to the one chosen."""

    frame: Frame
    region: Region
    ground: Ground
    parts: CompletionTable
    months: tuple[CompletionTable, ...]
    filings: tuple[Filing, ...]

    @property
    def table(self) -> CompletionTable:
        """The region's own rows."""
        return self.ground.table

    @property
    def title(self) -> str:
        """The region and the month."""
        return f"{self.region.name}（{span_of(self.ground)}）"


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page of a region for the month asked for."""
    frame = frame_for(source, ask)
    if frame is None:
        return begin.sheet_for(source, ask.code)
    region = frame.plan.tree.get(ask.code)
    if region is None:
        raise unknown("县区", ask.code, frame.month.year)
    view = _view(source, frame, region)
    return Sheet(view.title, layout(view), frame.plan)


def _view(source: Source, frame: Frame, region: Region) -> RegionView:
    past = [Month(frame.month.year, number) for number in range(1, frame.month.number + 1)]
    months = tuple(source.completion(month, region.code) for month in past)
    parts = source.completion(frame.month, region.code, "region")
    filings = source.filings(region.code, frame.month.year) if region.submits else ()
    ground = ground_of(source, frame, months[-1], filings)
    return RegionView(frame, region, ground, parts, months, filings)


def layout(view: RegionView) -> html.Div:
    """Draw the page."""
    frame = view.frame
    names = Names(frame.project_names, frame.region_names, view.ground.since)
    cells = view.parts.rows if frame.plan.tree.children(view.region.code) else ()
    lead = marks.sentence(conclude(view.table, cells, names, view.ground.unreported))
    line = as_of_line(view.ground)
    head = Head(_crumbs(view), view.title, line, lead, view.region.name)
    body = [
        _neighbours(view),
        strip(key_figures(frame, view.ground, cells)),
        html.Div([_projects(view), html.Div(_beside(view), className="stack")], className="two"),
    ]
    return page(frame, "region", head, body, foot(frame))


def _crumbs(view: RegionView) -> list[tuple[str, str]]:
    month = view.frame.month
    above = view.frame.plan.tree.path(view.region.code)[:-1]
    ways = [(region.name, address(region_path(region.code), month)) for region in above]
    return [("总览", address("/", month)), *ways]


def _neighbours(view: RegionView) -> html.Nav | None:
    """Return the ways down to the parts, or sideways where there are none."""
    tree = view.frame.plan.tree
    below = tree.children(view.region.code)
    parent = view.region.parent
    beside = tree.children(parent) if parent is not None and parent in tree else ()
    items = [html.Li(_way(view, region)) for region in below or beside]
    label = "下级县区" if below else "同级县区"
    if not items:
        return None
    return html.Nav(html.Ul(items), className=siblings_class(len(items)), **marks.aria(label=label))


def _way(view: RegionView, region: Region) -> html.A:
    current = marks.aria(current="page") if region.code == view.region.code else {}
    href = address(region_path(region.code), view.frame.month)
    return html.A(region.name, href=href, **current)


def _projects(view: RegionView) -> html.Section:
    frame = view.frame
    heads = Heads(
        f"{view.region.name}各项目的累计完成、两级完成率、与序时比和状态",
        "项目",
        Fraction(frame.month.number, 12),
        frame.plan.thresholds,
    )
    stale = any(row.is_stale for row in view.table.rows)
    parts = [
        progress_table(heads, [project_line(frame, row) for row in view.table.rows]),
        basis.basis_line(view.ground),
        basis.axis_rule(),
        basis.colour_rule(frame.plan.thresholds),
    ]
    return card("各项目（按本地区任务）", parts, "projects", legend(stale))


def _beside(view: RegionView) -> list[html.Section]:
    if view.region.submits:
        return [filings_table(view.frame, view.region, view.filings)]
    found = [_matrix(view), coverage_table(view.frame, view.months)]
    return [item for item in found if item is not None]


def _matrix(view: RegionView) -> html.Section | None:
    shown = matrix_of(view.frame, view.parts, view.table)
    if shown is None:
        return None
    limits = view.frame.plan.thresholds
    parts = [
        matrix_legend(limits, sorted(states_of(shown))),
        matrix(shown, f"{view.region.name}各县区各项目的市定完成率"),
        basis.basis_line(view.ground),
    ]
    return card("县区 × 项目：市定完成率（%）", parts, "regions")
