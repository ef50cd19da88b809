"""The figures of a release as csv that Excel opens with its Chinese intact."""

from __future__ import annotations

from typing import Any

from etl.domain.completion import CompletionRow
from etl.domain.judging import status_words
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES
from etl.domain.text import count_text, rate_number, wan_text
from etl.publication.facts import ReleaseFacts
from etl.publication.tables import HELD, SMALL
from etl.services.tables import as_csv, records_frame


def figures_csv(facts: ReleaseFacts) -> bytes:
    """Return a row per region, project and indicator; counts that are held back are words."""
    records = [_record(facts, row) for row in facts.table.rows]
    if len(facts.plan.tree.children(facts.region.code)):
        records += [_record(facts, row) for row in facts.below.rows]
    records += [
        _record(facts, row)
        for row in facts.cells.rows
        if len(facts.project(row.project).indicators) > 1
    ]
    return as_csv(records_frame(records, list(records[0]) if records else []), facts.plan)


def _record(facts: ReleaseFacts, row: CompletionRow) -> dict[str, Any]:
    region = facts.plan.tree[row.region]
    shown = facts.shown(row.project, row.region, row.indicator or "")
    hidden = SMALL if shown == "small" else HELD
    known = shown == "known"
    head = facts.head
    record: dict[str, Any] = {
        "定版": head.id,
        "截至日期": head.as_of.isoformat(),
        "县区": region.name,
        "县区代码": row.region,
        "项目": row.name,
        "指标": row.indicator_name or "",
        "单位": row.unit,
        "累计完成": _blank(count_text(row.completed)) if known else hidden,
    }
    for level in JUDGED_LEVELS:
        result = row.levels[level]
        name = LEVEL_NAMES[level]
        record[f"{name}任务"] = _blank(count_text(result.target))
        record[f"{name}完成率(%)"] = _blank(rate_number(result.rate)) if known else hidden
    money = facts.money_is_shown(row.project, row.region)
    record["状态"] = status_words(row) if known and row.indicator is None else ""
    record["累计资金(万元)"] = _blank(wan_text(row.funds)) if money else HELD
    record["已报县区"] = f"{row.reported}/{row.expected}"
    return record


def _blank(text: str) -> str:
    return "" if text == "—" else text
