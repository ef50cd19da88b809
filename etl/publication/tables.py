"""The tables of papers: projects against both targets, counties side by side, places."""

from __future__ import annotations

from collections.abc import Iterator

from etl.domain.completion import CompletionRow
from etl.domain.judging import status_words
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level
from etl.domain.ranking import ranked_level
from etl.domain.text import NOTHING, count_text, rate_number, wan_text
from etl.publication.document import Table, TableColumn
from etl.publication.facts import ReleaseFacts

SMALL, HELD = "<3", "不公布"


def project_table(facts: ReleaseFacts) -> Table:
    """Return every project of the region: completed, both targets and rates, money, how it stands."""
    columns = (
        TableColumn("项目", width=2.6),
        TableColumn("单位", width=0.7),
        TableColumn("累计完成", True, 1.1),
        *(TableColumn(f"{LEVEL_NAMES[level]}任务", True, 1.1) for level in JUDGED_LEVELS),
        *(TableColumn(f"{LEVEL_NAMES[level]}完成率(%)", True, 1.2) for level in JUDGED_LEVELS),
        TableColumn("累计资金(万元)", True, 1.2),
        TableColumn("状态", width=1.6),
    )
    rows = tuple(_project_row(facts, row) for row in facts.table.rows)
    return Table(f"{facts.region.name}各项目完成情况", "", columns, rows)


def _project_row(facts: ReleaseFacts, row: CompletionRow) -> tuple[str, ...]:
    known = facts.shown(row.project, row.region) == "known"
    money = facts.money_is_shown(row.project, row.region)
    return (
        row.name,
        row.unit,
        _count(facts, row),
        *(target_text(row, level) for level in JUDGED_LEVELS),
        *(rate_number(row.levels[level].rate) if known else HELD for level in JUDGED_LEVELS),
        wan_text(row.funds) if money else HELD,
        status_words(row) if known else HELD,
    )


def target_text(row: CompletionRow, level: Level) -> str:
    """Return a target, with its unit where that is another than the project's."""
    result = row.levels[level]
    unit = result.target_unit if result.target_unit not in ("", row.unit) else ""
    return f"{count_text(result.target)}{unit}"


def _count(facts: ReleaseFacts, row: CompletionRow) -> str:
    shown = facts.shown(row.project, row.region)
    if row.completed is None:
        return "未报"
    return count_text(row.completed) if shown == "known" else SMALL if shown == "small" else HELD


def county_tables(facts: ReleaseFacts) -> Iterator[Table]:
    """Yield, for a region with several below it, their counts and their rates by project."""
    if len(facts.plan.tree.children(facts.region.code)) < 2:
        return
    yield _counties(facts, "累计完成", False)
    yield _counties(facts, "完成率（市定，未设市定的按省定）", True)


def _counties(facts: ReleaseFacts, what: str, rates: bool) -> Table:
    projects = facts.plan.projects
    heads = [f"{item.short_name or item.name}({'%' if rates else item.unit})" for item in projects]
    columns = (TableColumn("县区", width=2.2), *(TableColumn(head, True) for head in heads))
    found = {(row.region, row.project): row for row in facts.below.rows}
    regions = [
        *((item.code, item.name) for item in facts.plan.tree.children(facts.region.code)),
        (facts.region.code, facts.region.name),
    ]
    rows = tuple(
        (
            name,
            *(
                _county_cell(facts, found.get((code, item.code)) or facts.rows[item.code], rates)
                for item in projects
            ),
        )
        for code, name in regions
    )
    return Table(f"各县区{what}", "", columns, rows, frozenset({len(rows) - 1}))


def _county_cell(facts: ReleaseFacts, row: CompletionRow, rates: bool) -> str:
    if not rates:
        text = _count(facts, row)
        return f"{text}*" if row.is_stale and row.completed is not None else text
    if facts.shown(row.project, row.region) != "known":
        return HELD
    level = ranked_level(row)
    if level is None:
        return NOTHING
    text = rate_number(row.levels[level].rate)
    return f"{text}*" if row.is_stale and text != NOTHING else text


CARRIED_NOTE = "带*的为沿用此前月份的数"


def has_carried(facts: ReleaseFacts) -> bool:
    """Whether a mark in the counties' tables has to be explained."""
    return any(row.is_stale for row in facts.below.rows)
