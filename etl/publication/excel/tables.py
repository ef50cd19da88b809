"""The sheets about projects and counties."""

from __future__ import annotations

from collections.abc import Iterator

from etl.domain.completion import CompletionRow
from etl.domain.judging import part_notes
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES
from etl.publication.charts import (
    month_row,
    ordered_children,
    pace_level,
    planned_by,
)
from etl.publication.excel.guarded import (
    HIDDEN,
    completed_cell,
    count_cell,
    funds_cell,
    gap_cell,
    overall_cell,
    rate_cell,
    split_funds_cell,
    status_cell,
    target_cell,
)
from etl.publication.excel.sheet import BLANK, Cell, Sheet, count, share, words
from etl.publication.facts import ReleaseFacts

COMPLETED, MONEY = "累计完成", "累计投入资金(万元)"
_JUDGED = (
    *(f"{LEVEL_NAMES[level]}任务" for level in JUDGED_LEVELS),
    *(f"{LEVEL_NAMES[level]}完成率(%)" for level in JUDGED_LEVELS),
    "序时进度(%)",
    *(f"{LEVEL_NAMES[level]}快慢(百分点)" for level in JUDGED_LEVELS),
    *(f"{LEVEL_NAMES[level]}状态" for level in JUDGED_LEVELS),
    "综合状态",
    MONEY,
)


def _judged(facts: ReleaseFacts, row: CompletionRow) -> Iterator[Cell]:
    yield from (target_cell(row, level) for level in JUDGED_LEVELS)
    yield from (rate_cell(facts, row, level) for level in JUDGED_LEVELS)
    yield share(row.pace)
    yield from (gap_cell(facts, row, level) for level in JUDGED_LEVELS)
    yield from (status_cell(facts, row, level) for level in JUDGED_LEVELS)
    yield overall_cell(facts, row)
    yield funds_cell(facts, row)


def projects_sheet(facts: ReleaseFacts) -> Sheet:
    """Return the region's projects against both targets."""
    rows = tuple(
        (
            words(row.name),
            words(row.unit),
            completed_cell(facts, row),
            *_judged(facts, row),
            count(row.reported),
            count(row.expected),
        )
        for row in facts.table.rows
    )
    heads = ("项目", "单位", COMPLETED, *_JUDGED, "已报", "应报")
    return Sheet("分项目", f"{facts.region.name}各项目完成情况", heads, rows)


def counties_sheet(facts: ReleaseFacts) -> Sheet:
    """Return each project by the direct children."""
    rows = tuple(
        (
            words(row.name),
            words(facts.plan.tree[row.region].name),
            words(row.unit),
            completed_cell(facts, row),
            *_judged(facts, row),
            words(_state(row)),
        )
        for project in facts.plan.projects
        for row in ordered_children(facts, project.code)
    )
    heads = ("项目", "县区", "单位", COMPLETED, *_JUDGED, "报送")
    return Sheet("分县区", "各项目分县区完成情况", heads, rows, texts=2)


def _state(row: CompletionRow) -> str:
    """Say what a county's figure is made of."""
    if row.completed is None:
        return "未报" if row.expected else "当月不要求报送"
    if row.is_stale:
        return "沿用此前月份的数"
    notes = part_notes(len(row.missing), len(row.carried_forward))
    return "，".join(notes) or "已报"


def split_sheet(facts: ReleaseFacts) -> Sheet:
    """Return the region's sums by indicator."""
    rows = []
    for project in facts.plan.projects:
        names = {item.code: item.name for item in project.indicators}
        for code, completed, funds in facts.split(project.code):
            region = facts.region.code
            done = (
                count_cell(facts, project.code, region, completed, code)
                if len(names) > 1
                else count_cell(facts, project.code, region, completed)
            )
            money = split_funds_cell(facts, project.code, funds)
            rows.append((words(project.name), words(names[code]), words(project.unit), done, money))
    heads = ("项目", "分项", "单位", COMPLETED, MONEY)
    return Sheet("分项", f"{facts.region.name}各项目分项", heads, tuple(rows), texts=2)


def county_split_sheet(facts: ReleaseFacts) -> Sheet:
    """Return the counts by indicator and reporting region; what is small stays in the house."""
    rows = []
    for project in facts.plan.projects:
        for item in project.indicators:
            for row in facts.cells.rows:
                if (row.project, row.indicator) == (project.code, item.code):
                    rows.append(_county_split(facts, row, item.code, item.name))
    heads = ("项目", "分项", "填报单位", "单位", COMPLETED, "报送")
    return Sheet("分项分县区", "各项目分项分县区累计完成", heads, tuple(rows), texts=3)


def _county_split(
    facts: ReleaseFacts, row: CompletionRow, indicator: str, name: str
) -> tuple[Cell, ...]:
    several = len(facts.project(row.project).indicators) > 1
    own = count_cell(facts, row.project, row.region, row.completed, indicator if several else "")
    return (
        words(row.name),
        words(name),
        words(facts.plan.tree[row.region].name),
        words(row.unit),
        own,
        words(_state(row)),
    )


def months_sheet(facts: ReleaseFacts) -> Sheet:
    """Return what each project had completed by each month, and what it should have."""
    rows = tuple(row for project in facts.plan.projects for row in _months_of(facts, project.code))
    heads = ("项目", "月份", "单位", COMPLETED, "任务×序时", "任务", "已报", "应报", "报送")
    return Sheet("各月", f"{facts.month.year}年各月累计完成", heads, rows, texts=2)


def _months_of(facts: ReleaseFacts, code: str) -> Iterator[tuple[Cell, ...]]:
    project, level = facts.project(code), pace_level(facts, code)
    for table in facts.months:
        row = next((row for row in table.rows if row.project == code), None)
        shown = month_row(facts, table, code)
        planned = planned_by(facts, code, level, table.month.number) if level else None
        if row is None:
            done = BLANK
        else:
            done = HIDDEN if shown is None else count(row.completed)
        yield (
            words(project.name),
            words(f"{table.month.number}月"),
            words(project.unit),
            done,
            count(planned),
            words(LEVEL_NAMES[level] if level else ""),
            BLANK if row is None else count(row.reported),
            BLANK if row is None else count(row.expected),
            words("当月任务书没有这个项目" if row is None else _month_state(facts, row)),
        )


def _month_state(facts: ReleaseFacts, row: CompletionRow) -> str:
    """Name who is missing in a month's sum, and whose figures are of an earlier month."""
    names = {region.code: region.name for region in facts.plan.tree}
    parts = [
        f"{'、'.join(names.get(code, code) for code in codes)}{what}"
        for codes, what in ((row.missing, "未报"), (row.carried_forward, "沿用此前月份的数"))
        if codes
    ]
    return "；".join(parts) or "报全"
