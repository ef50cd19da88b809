"""The tables of papers: projects against both targets, counties side by side, places."""

from __future__ import annotations

from collections.abc import Iterator

from etl.domain.completion import CompletionRow
from etl.domain.judging import status_words
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level
from etl.domain.ranking import ranked_level
from etl.domain.text import NOTHING, count_text, rate_number, wan_text
from etl.publication.document import Table, TableColumn, Text
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
    yield _counties(facts, "完成率（市定；没有可比的市定任务的按省定）", True)


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
    mark = _mark(row)
    if not rates:
        return f"{_count(facts, row)}{mark}"
    if facts.shown(row.project, row.region) != "known":
        return HELD
    level = ranked_level(row)
    text = NOTHING if level is None else rate_number(row.levels[level].rate)
    return text if text == NOTHING else f"{text}{mark}"


CARRIED, PARTIAL = "*", "△"


def _mark(row: CompletionRow) -> str:
    """Return the mark of a figure that is not whole: of earlier months, or of parts."""
    if row.completed is None:
        return ""
    if row.is_stale:
        return CARRIED
    return PARTIAL if row.missing or row.carried_forward else ""


def county_marks(facts: ReleaseFacts) -> Iterator[Text]:
    """Yield what the marks in the counties' tables mean, if there are any."""
    marks = {_mark(row) for row in (*facts.below.rows, *facts.table.rows)}
    said = {CARRIED: "沿用此前月份的数", PARTIAL: "有下级没有报，或含沿用的数"}
    words = [f"带{mark}的{text}" for mark, text in said.items() if mark in marks]
    if words and len(facts.plan.tree.children(facts.region.code)) > 1:
        yield Text("；".join(words) + "。", kind="note")
