"""The regions of a project: each against its own targets, ranked, and what lacks in counts."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.components import basis
from dashboard.components.bullet import legend
from dashboard.components.exhibit_card import chart_parts, exhibit_card
from dashboard.components.marks import says
from dashboard.components.progress import Heads, Line, progress_table
from dashboard.components.spark import MonthPoint
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.figures.month_charts import Words
from dashboard.figures.region_charts import MOST, counts
from dashboard.pages.pictures import bullets_of, picture_of
from dashboard.pages.progress_grid import progress_grid, source_words
from dashboard.pages.project_county_words import (
    counts_sentence,
    places_sentence,
    remaining_ref,
    remaining_text,
    since_words,
)
from dashboard.pages.project_view import ProjectView
from dashboard.pages.sheet import Shown
from dashboard.selection import address, region_path
from dashboard.tracing.counts import compared_task
from dashboard.tracing.places import unplaced_words
from etl.domain.completion import REACHED, CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.judging import remaining_of
from etl.domain.ranking import RANKING_REFUSAL_NAMES, Ranking
from etl.domain.sentence import sentence_text
from etl.domain.text import NOTHING, count_text
from etl.services.outlook import ranking

_SAMPLE = "示例数据：县区分解和各县区任务数为演示编制，快慢、位次不代表实际。"


def counties(view: ProjectView) -> Shown | None:
    """Return the card of bullets, in the order of their places."""
    if not view.parts:
        return None
    found = ranking(view.parts)
    limits = view.frame.plan.thresholds
    caption = "各县区的累计完成、两级完成率、与序时比和状态"
    heads = Heads(caption, "县区", view.frame.month, view.row.pace, limits, ranked=True)
    lines = [_line(view, row, found) for row in _ordered(view.parts, found)]
    points = [MonthPoint(item.month.number, item.row) for item in view.past]
    total = Line(view.place, "合计", view.row, rank="", name=view.place, trend=points)
    rules = (_ranking_rule(view, found), *view.notes)
    stale = any(part.is_stale for part in view.parts)
    sentence = places_sentence(view, found)
    exhibit = Exhibit(
        "counties",
        _title(view, found),
        progress_grid(heads, [*lines, total]),
        bullets_of(
            view.frame,
            (view.title, _title(view, found)),
            sentence_text(sentence),
            rules,
            heads,
            lines,
        ),
    )
    parts = [
        says(sentence),
        progress_table(heads, lines, total),
        *_sample(view),
        *[html.P(rule, className="basis") for rule in rules],
        basis.axis_rule(),
    ]
    return Shown(exhibit_card(view.frame, exhibit, parts, "projects", legend(stale)), exhibit)


def _sample(view: ProjectView) -> list[html.P]:
    return [html.P(_SAMPLE, className="basis sample")] if view.frame.plan.sample else []


def _title(view: ProjectView, found: Ranking) -> str:
    title = "县区对比（各按本县区任务）"
    if found.refusal:
        return f"{title}：{RANKING_REFUSAL_NAMES[found.refusal]}，不排位"
    if not found.complete:
        return f"{title}：已报{found.turnout.reported}/{found.expected}，位次不完整"
    return title


def _ordered(rows: Sequence[CompletionRow], found: Ranking) -> list[CompletionRow]:
    place = {item.region: number for number, item in enumerate(found.placed)}
    return sorted(rows, key=lambda row: place.get(row.region, len(place)))


def _line(view: ProjectView, row: CompletionRow, found: Ranking) -> Line:
    region = view.frame.plan.tree[row.region]
    name = html.A(region.name, href=address(region_path(region.code), view.frame.month))
    sub = since_words(view, row) if row.is_stale else ""
    placed = next((item for item in found.placed if item.region == row.region), None)
    place = None if placed is None else str(placed.place)
    return Line(name, sub, row, f"r-{row.region}", place, parts=True, name=region.name)


def _ranking_rule(view: ProjectView, found: Ranking) -> str:
    rule = "按市定完成率（未录入市定任务的按省定完成率）排位，并列的同位，其后名次顺延。"
    if found.refusal:
        return f"本月不排位：{RANKING_REFUSAL_NAMES[found.refusal]}。"
    left = unplaced_words(view.frame.region_names, found.unplaced)
    return rule + (f"不参加排位：{left}。" if left else "")


def county_counts(view: ProjectView) -> Shown | None:
    """Return the card that compares completed counts with targets: how many people it is."""
    if not view.parts:
        return None
    title = "县区完成数与任务数"
    notes: tuple[str, ...] = (view.notes[0], basis.COUNTS_TEXT)
    if len(view.parts) > MOST:
        notes = (f"只画距任务最远的{MOST}个县区，其余见上表。", *notes)
    chart = counts(
        Words("counts", title, counts_sentence(view), notes), view.parts, view.frame.region_names
    )
    unit = view.row.unit
    columns = [
        Column("县区"),
        Column(f"累计（{unit}）", True),
        Column("省定任务", True),
        Column("市定任务", True),
        Column(f"距{compared_task(view.parts) or '任务'}还差", True),
        Column("取数"),
    ]
    rows = [_count_row(view, row) for row in view.parts]
    body = table("各县区完成数与任务数", columns, rows)
    exhibit = Exhibit(
        "counts", title, grid(columns, rows), picture_of(view.frame, view.title, chart)
    )
    return Shown(exhibit_card(view.frame, exhibit, chart_parts(view.frame, chart, body)), exhibit)


def _count_row(view: ProjectView, row: CompletionRow) -> Row:
    def target(level: str) -> Entry:
        value = row.levels[level].target  # type: ignore[index]
        return NOTHING if value is None else Cell(count_text(value), ref(f"target-{level}"))

    def ref(kind: str) -> FigureRef:
        return view.ref(kind, row.region)

    done: Entry = (
        "未报" if row.completed is None else Cell(count_text(row.completed), ref("completed"))
    )
    lacking: Entry = NOTHING
    if remaining_of(row) is not None and row.overall not in REACHED:
        lacking = Cell(remaining_text(row), remaining_ref(view, row))
    name = Cell(
        view.frame.region_names[row.region],
        href=address(region_path(row.region), view.frame.month),
    )
    source = source_words(row, since_words(view, row) if row.is_stale else "")
    return (name, done, target("province"), target("city"), lacking, source)
