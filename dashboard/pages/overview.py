"""The first page: where the projects stand, which counties, on how complete a basis."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dash import html

from dashboard.components import basis, marks
from dashboard.components.bullet import legend
from dashboard.components.matrix import matrix, matrix_legend, states_of
from dashboard.components.progress import Heads, progress_table
from dashboard.components.strip import strip
from dashboard.conclusion import Names, Sentence, conclude
from dashboard.frame import Ask, Frame, frame_for
from dashboard.ground import Ground, ground_of
from dashboard.pages import begin
from dashboard.pages.parts import as_of_line, foot, key_figures, matrix_of, project_line, span_of
from dashboard.pages.sheet import Sheet
from dashboard.shell import Head, card, page
from dashboard.sources import Source
from etl.domain.completion import CompletionTable

_SIDE_BY_SIDE = 20


@dataclass(frozen=True)
class Overview:
    """Everything the page shows, fetched and ready to be drawn."""

    frame: Frame
    ground: Ground
    parts: CompletionTable

    @property
    def table(self) -> CompletionTable:
        """The city's own rows."""
        return self.ground.table


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the overview of the month asked for, or how to begin when there is none."""
    frame = frame_for(source, ask)
    if frame is None:
        return begin.sheet(source)
    ground = ground_of(source, frame, source.completion(frame.month))
    view = Overview(frame, ground, source.completion(frame.month, by="region"))
    return Sheet(f"{span_of(ground)}总览", layout(view), frame.plan)


def layout(view: Overview) -> html.Div:
    """Draw the page."""
    frame = view.frame
    head = Head((), _title(view), as_of_line(view.ground), marks.sentence(_sentence(view)))
    body = [
        strip(key_figures(frame, view.ground, view.parts.rows)),
        html.Div([_projects(view), _regions(view)], className=_columns(frame)),
    ]
    return page(frame, "overview", head, body, foot(frame))


def _columns(frame: Frame) -> str:
    """Put rows and matrix side by side while the matrix is about as high as the rows."""
    return "two" if len(frame.plan.tree.children(frame.plan.root)) <= _SIDE_BY_SIDE else "one"


def _title(view: Overview) -> str:
    return f"{span_of(view.ground)}民生实事进度总览"


def _sentence(view: Overview) -> Sentence:
    ground = view.ground
    names = Names(view.frame.project_names, view.frame.region_names, ground.since)
    return conclude(view.table, view.parts.rows, names, ground.unreported)


def _projects(view: Overview) -> html.Section:
    frame = view.frame
    pace = Fraction(frame.month.number, 12)
    caption = "各项目的累计完成、两级完成率、与序时比和状态"
    heads = Heads(caption, "项目", pace, frame.plan.thresholds)
    stale = any(row.is_stale for row in view.table.rows)
    parts = [
        progress_table(heads, [project_line(frame, row) for row in view.table.rows]),
        basis.basis_line(view.ground),
        basis.axis_rule(),
        basis.colour_rule(frame.plan.thresholds),
    ]
    return card("项目进度", parts, "projects", legend(stale))


def _regions(view: Overview) -> html.Section | None:
    shown = matrix_of(view.frame, view.parts, view.table)
    if shown is None:
        return None
    plan = view.frame.plan
    levels = set(shown.levels.values())
    note = "未录入市定任务的项目按省定完成率，列名下注明。" if "province" in levels else ""
    parts = [
        matrix_legend(plan.thresholds, sorted(states_of(shown))),
        matrix(shown, "各县区各项目的市定完成率"),
        basis.basis_line(view.ground),
        html.P(f"{note}每格按所在县区自己的任务数计算，点击可看该县区。", className="basis"),
    ]
    return card("县区 × 项目：市定完成率（%）", parts, "regions")
