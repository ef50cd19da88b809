"""One project: its rates, its counties against their own targets, months, funds, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html

from dashboard.components import basis, marks
from dashboard.components.bullet import legend
from dashboard.components.progress import Heads, Line, progress_table
from dashboard.components.strip import KeyFigure, strip
from dashboard.conclusion import (
    Names,
    Piece,
    Sentence,
    basis_clause,
    slowest_parts,
    standing_of,
)
from dashboard.frame import Ask, Frame, frame_for, unknown
from dashboard.ground import Ground, ground_of
from dashboard.judging import is_behind, is_reporting
from dashboard.pages import begin, project_words
from dashboard.pages.parts import as_of_line, coverage_figure, foot, span_of
from dashboard.pages.project_tables import funds, months, split
from dashboard.pages.sheet import Sheet
from dashboard.ranking import Placed, ranked
from dashboard.selection import address, project_path, region_path
from dashboard.shell import Head, card, page, siblings_class
from dashboard.sources import Source
from dashboard.text import count_text, rate_text, share_text, short_day, wan_text
from etl.domain.completion import REACHED, CompletionRow, CompletionTable
from etl.domain.period import Month
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level, Project


@dataclass(frozen=True)
class ProjectView:
    """Everything the page shows; the rows are this project's only."""

    frame: Frame
    project: Project
    ground: Ground
    row: CompletionRow
    parts: tuple[CompletionRow, ...]
    cells: tuple[CompletionRow, ...]
    months: tuple[tuple[CompletionTable, CompletionRow], ...]

    @property
    def table(self) -> CompletionTable:
        """The table of the month, with the rows of all projects."""
        return self.ground.table

    @property
    def title(self) -> str:
        """The project and the month."""
        return f"{self.project.name}（{span_of(self.ground)}）"


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page of a project for the month asked for."""
    frame = frame_for(source, ask)
    if frame is None:
        return begin.sheet_for(source, ask.code)
    project = frame.plan.project(ask.code)
    if project is None:
        raise unknown("项目", ask.code, frame.month.year)
    view = _view(source, frame, project)
    return Sheet(view.title, layout(view), frame.plan)


def _view(source: Source, frame: Frame, project: Project) -> ProjectView:
    past = [Month(frame.month.year, number) for number in range(1, frame.month.number + 1)]
    tables = [source.completion(month) for month in past]
    return ProjectView(
        frame,
        project,
        ground_of(source, frame, tables[-1]),
        _only(tables[-1], project)[0],
        _only(source.completion(frame.month, by="region"), project),
        _only(source.completion(frame.month, by="cell"), project),
        tuple((table, _only(table, project)[0]) for table in tables),
    )


def _only(table: CompletionTable, project: Project) -> tuple[CompletionRow, ...]:
    return tuple(row for row in table.rows if row.project == project.code)


def layout(view: ProjectView) -> html.Div:
    """Draw the page."""
    frame = view.frame
    crumbs = [("总览", address("/", frame.month))]
    lead = marks.sentence(conclusion(view))
    head = Head(crumbs, view.title, as_of_line(view.ground), lead, view.project.name)
    body = [
        _siblings(view),
        strip(_figures(view)),
        _regions(view),
        html.Div([_stack(_left(view)), _stack(_right(view))], className="halves"),
    ]
    return page(frame, "project", head, body, foot(frame))


def _left(view: ProjectView) -> list[html.Section | None]:
    plan, project = view.frame.plan, view.project
    return [
        months(view.frame, view.months),
        project_words.definitions(project),
        project_words.history(plan, project),
    ]


def _right(view: ProjectView) -> list[html.Section | None]:
    plan, project = view.frame.plan, view.project
    return [
        split(project, view.cells),
        funds(view.frame, project, view.cells),
        project_words.policy(plan, project),
        project_words.facts(plan, project),
    ]


def _stack(sections: Sequence[html.Section | None]) -> html.Div:
    return html.Div([item for item in sections if item is not None], className="stack")


def conclusion(view: ProjectView) -> Sentence:
    """Say in one sentence where the project stands and which region holds it back."""
    row, frame = view.row, view.frame
    names = Names(frame.project_names, frame.region_names, view.ground.since)
    if row.completed is None:
        return (Piece(f"{frame.month.label}尚无已采用的报送，暂无进度数据。"),)
    done = f"{frame.plan.tree.root.name}累计完成{count_text(row.completed)}{row.unit}"
    if row.is_stale:
        return (Piece(f"{_unreported(view)}：{done}，不判快慢。"),)
    rates = [
        f"，{LEVEL_NAMES[level]}完成率{rate_text(row.levels[level].rate)}"
        for level in JUDGED_LEVELS
        if row.levels[level].rate is not None
    ]
    opening = Piece(f"截至{short_day(view.table.as_of)}，{done}{''.join(rates)}，")
    body = [opening, standing_of(row, names), *_regions_clause(view, names)]
    return (*body, *basis_clause(view.table, names), Piece("。"))


def _unreported(view: ProjectView) -> str:
    """Say that nothing of the month is there, for the project if not for all of them."""
    if not view.table.coverage.reported:
        return view.ground.unreported
    return f"{view.frame.month.label}本项目尚无已采用的数；以下沿用此前月份的数"


def _regions_clause(view: ProjectView, names: Names) -> list[Piece]:
    reporting = [part for part in view.parts if is_reporting(part)]
    slow = [part for part in reporting if is_behind(part) and part.region != view.row.region]
    reached = sum(part.overall in REACHED for part in reporting)
    total = f"{'' if len(reporting) == len(view.parts) else '已报'}{len(reporting)}个县区"
    if not slow:
        words = "均" if reached == len(reporting) else f"中{reached}个"
        return [Piece(f"；{total}{words}达到任务")] if reached else []
    before = f"{reached}个达到任务，" if reached else ""
    return [
        Piece(f"；{total}中{before}"),
        Piece(f"{len(slow)}个滞后", "slow", "slow-regions"),
        *slowest_parts(view.row, view.parts, names),
    ]


def _figures(view: ProjectView) -> list[KeyFigure]:
    row = view.row
    money = "资金未报" if row.funds is None else f"累计投入资金{wan_text(row.funds)}万元"
    own = view.frame.plan.pace.get(row.project)
    return [
        KeyFigure("completed", "累计完成", count_text(row.completed), row.unit, money),
        *(_rate(row, level) for level in JUDGED_LEVELS),
        KeyFigure(
            "pace",
            "序时进度",
            share_text(row.pace),
            "计划曲线" if own else f"{view.frame.month.number}/12个月",
            "本项目按任务书的计划曲线" if own else "按月序时",
            "pace",
            row.pace,
        ),
        coverage_figure(view.frame, view.table),
    ]


def _rate(row: CompletionRow, level: Level) -> KeyFigure:
    result = row.levels[level]
    name = LEVEL_NAMES[level]
    if result.target is None:
        note = f"未录入{name}任务，不计算完成率"
    else:
        note = f"{name}任务{count_text(result.target)}{result.target_unit or row.unit}"
    tone = "good" if result.status in REACHED else ""
    return KeyFigure(f"rate-{level}", f"{name}完成率", rate_text(result.rate), "", note, tone)


def _siblings(view: ProjectView) -> html.Nav:
    month = view.frame.month
    items = [
        html.Li(
            html.A(
                item.short_name or item.name,
                href=address(project_path(item.code), month),
                **(marks.aria(current="page") if item.code == view.project.code else {}),
            )
        )
        for item in view.frame.plan.projects
    ]
    return html.Nav(
        html.Ul(items), className=siblings_class(len(items)), **marks.aria(label="各项目")
    )


def _regions(view: ProjectView) -> html.Section:
    placed = ranked(view.parts)
    coverage = view.table.coverage
    title = "县区对比（各按本县区任务）"
    if not coverage.complete:
        title += f"：已报{coverage.reported}/{coverage.expected}，位次不完整"
    limits = view.frame.plan.thresholds
    heads = Heads(
        "各县区的累计完成、两级完成率、与序时比和状态", "县区", view.row.pace, limits, True
    )
    total = Line(view.frame.plan.tree.root.name, "合计", view.row, rank="")
    stale = any(part.is_stale for part in view.parts)
    parts = [
        progress_table(heads, [_line(view, item) for item in placed], total),
        html.P(_ranking_rule(view, placed), className="basis"),
        basis.basis_line(view.ground),
        basis.colour_rule(limits),
    ]
    return card(title, parts, "projects", legend(stale))


def _line(view: ProjectView, item: Placed) -> Line:
    row = item.row
    region = view.frame.plan.tree[row.region]
    name = html.A(region.name, href=address(region_path(region.code), view.frame.month))
    since = {cell.from_month for cell in view.cells if cell.region == row.region}
    sub = ""
    if row.is_stale and len(since) == 1 and (month := since.pop()):
        sub = f"沿用{month.number}月数"
    place = None if item.place is None else str(item.place)
    return Line(name, sub, row, f"r-{row.region}", place, parts=True)


def _ranking_rule(view: ProjectView, placed: Sequence[Placed]) -> str:
    names = view.frame.region_names
    left = [names[item.row.region] for item in placed if item.place is None]
    rule = "按市定完成率（未录入市定任务的按省定完成率）排位，并列的同位，其后名次顺延。"
    return rule + (f"不参加排位：{'、'.join(left)}（当月未报送或没有任务数）。" if left else "")
