"""Every figure that counts, in long form, with its state, file and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from etl.domain.plan import Plan
from etl.domain.submission import (
    FIELD_NAMES,
    FIELDS,
    STATE_NAMES,
    Filing,
    IndicatorFigures,
    Value,
)
from etl.services.database import Database
from etl.services.numbers import exact_count, yuan_text
from etl.services.plan_lookup import plan_of_year
from etl.store import standing, submissions

HEADERS = {
    "region": "县区代码",
    "region_name": "县区",
    "month": "报告期",
    "as_of": "截至日期",
    "project": "项目代码",
    "indicator": "指标代码",
    "indicator_name": "指标",
    "unit": "单位",
    "field": "栏目代码",
    "field_name": "栏目",
    "value": "数值",
    "state": "状态代码",
    "state_name": "状态",
    "computed": "推算",
    "note": "备注",
    "reason": "报送说明",
    "submission": "报送编号",
    "version": "版本",
    "file": "文件",
    "sheet": "工作表",
    "cell": "单元格",
    "raw": "原文",
    "sha256": "原件校验码",
}


def figures(database: Database, year: int) -> tuple[Plan, list[dict[str, Any]]]:
    """Return the newest plan of a year and one record per reported figure of what counts."""
    with database.read() as connection:
        plan = plan_of_year(connection, year).plan
        counting = [item.submission for item in standing.months_filed(connection, year)]
        filings = submissions.filings_by_id(connection, counting)
        figures_of = submissions.figures_of(connection, counting)
    records = [
        record
        for number in counting
        for record in _records(plan, filings[number], figures_of[number])
    ]
    return plan, records


def _records(
    plan: Plan, filing: Filing, rows: Mapping[str, IndicatorFigures]
) -> Iterator[dict[str, Any]]:
    order = {item.code: place for place, item in enumerate(plan.indicators)}
    for code in sorted(rows, key=lambda item: order.get(item, len(order))):
        for name in FIELDS:
            if rows[code].amount(name) is not None:
                yield _record(plan, filing, code, name, rows[code][name], rows[code].note)


def _record(
    plan: Plan, filing: Filing, code: str, name: str, value: Value, note: str
) -> dict[str, Any]:
    indicator, region = plan.indicator(code), plan.tree.get(filing.region)
    money = name.startswith("funds")
    return {
        "region": filing.region,
        "region_name": region.name if region else filing.region,
        "month": str(filing.month),
        "as_of": filing.as_of.isoformat() if filing.as_of else None,
        "project": indicator.project if indicator else None,
        "indicator": code,
        "indicator_name": indicator.name if indicator else code,
        "unit": "元" if money else (indicator.unit if indicator else ""),
        "field": name,
        "field_name": FIELD_NAMES[name],
        "value": yuan_text(value.value) if money else exact_count(value.value),
        "state": filing.state,
        "state_name": STATE_NAMES[filing.state],
        "computed": value.computed,
        "note": note,
        "reason": filing.reason,
        "submission": filing.id,
        "version": filing.version,
        "file": filing.file_name,
        "sheet": value.cell.sheet if value.cell else None,
        "cell": value.cell.address if value.cell else None,
        "raw": value.raw,
        "sha256": filing.sha256,
    }
