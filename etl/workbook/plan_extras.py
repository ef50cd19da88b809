"""What else a plan says: standards, history, policy points, facts, limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from etl.domain.plan import APPROXIMATIONS, Fact, FundStandard, History, PolicyPoint, Project
from etl.domain.thresholds import THRESHOLD_NAMES, TRIAL_PREFIX, WEIGHT_PREFIX, Thresholds
from etl.workbook.plan_layout import (
    FACTS,
    HISTORY,
    POLICY,
    STANDARDS,
    THRESHOLDS,
    PlanSheets,
)
from etl.workbook.plan_table import Row


def standards(sheets: PlanSheets, projects: Sequence[Project]) -> tuple[FundStandard, ...]:
    """Read 资金标准 in yuan per person or household."""
    known = {item.code for project in projects for item in project.indicators}
    found: dict[str, FundStandard] = {}
    for row in sheets.rows(STANDARDS):
        code = row.required("指标代码")
        if code not in known or code in found:
            problem = "E-PLAN-DUPLICATE" if code in found else "E-PLAN-UNKNOWN"
            if code:
                row.table.complain(problem, row.cell("指标代码"), column="指标代码")
            continue
        low, high = row.number_at("下限(元)"), row.number_at("上限(元)")
        if low is not None and high is not None and low > high:
            row.table.complain("E-PLAN-RANGE", row.cell("下限(元)"), low=low, high=high)
        standard = row.number_at("标准(元)")
        found[code] = FundStandard(code, low, high, row.text("依据"), standard)
    return tuple(found.values())


def history(sheets: PlanSheets, projects: Sequence[Project], year: int) -> tuple[History, ...]:
    """Read 历史累计; money in the sheet is 万元, in the plan yuan."""
    found: list[History] = []
    for row in sheets.rows(HISTORY):
        code = sheets.project_code(row, projects)
        until = row.whole("截止年", 1900, 2999)
        if code is None or until is None:
            if row.cell("截止年") is None and "截止年" in row.table.columns:
                row.table.complain_blank(row.number, "截止年")
            continue
        if until >= year:
            row.table.complain("E-PLAN-HISTORY-YEAR", row.cell("截止年"), year=year)
        funds = row.number_at("累计资金(万元)")
        found.append(
            History(
                project=code,
                until_year=until,
                completed=row.number_at("累计完成"),
                funds=None if funds is None else funds * 10_000,
                since_year=row.whole("起始年", 1900, 2999),
                note=row.text("说明"),
                approx=_approx(row),
            )
        )
    return tuple(found)


def policy_points(sheets: PlanSheets, projects: Sequence[Project]) -> tuple[PolicyPoint, ...]:
    """Read 政策要点; a blank project means the whole programme."""
    rows = [(sheets.project_code(row, projects, blank=True), row) for row in sheets.rows(POLICY)]
    return tuple(
        PolicyPoint(code, text)
        for code, row in rows
        if code is not None and (text := row.required("要点"))
    )


def facts(sheets: PlanSheets, projects: Sequence[Project]) -> tuple[Fact, ...]:
    """Read 事实: published numbers that are no monthly figures."""
    found: list[Fact] = []
    for row in sheets.rows(FACTS):
        code, text = sheets.project_code(row, projects, blank=True), row.required("事实")
        if code is None or not text:
            continue
        found.append(
            Fact(
                project=code,
                text=text,
                value=row.number_at("数值"),
                unit=row.text("单位"),
                approx=_approx(row),
                as_of=row.text("截至"),
                source=row.text("来源"),
                upper=row.number_at("数值上限"),
            )
        )
    return tuple(found)


def thresholds(sheets: PlanSheets, projects: Sequence[Project]) -> Thresholds:
    """Read 阈值: limits by their Chinese names, trial rules, weights."""
    limits = Thresholds()
    attributes = {item.name: item.attribute for item in THRESHOLD_NAMES}
    trial: set[str] = set()
    weights: dict[str, Decimal] = {}
    known = {project.code for project in projects}
    seen: set[str] = set()
    for row in sheets.rows(THRESHOLDS):
        name = row.required("名称").replace("：", ":")
        if name in seen:
            row.table.complain("E-PLAN-DUPLICATE", row.cell("名称"))
            continue
        seen.add(name)
        if name.startswith(TRIAL_PREFIX):
            if row.yes("值"):
                trial.add(name.removeprefix(TRIAL_PREFIX).strip())
            continue
        value = row.number_at("值")
        if value is not None and value < 0:
            row.table.complain(
                "E-PLAN-VALUE", row.cell("值"), column="值", expected="不小于 0 的数"
            )
        elif name.startswith(WEIGHT_PREFIX) and name.removeprefix(WEIGHT_PREFIX) in known:
            if value is not None:
                weights[name.removeprefix(WEIGHT_PREFIX)] = value
        elif name not in attributes:
            row.table.complain("E-PLAN-UNKNOWN", row.cell("名称"), column="名称")
        elif value is not None:
            limits = replace(limits, **_one_limit(attributes[name], value))
    return replace(limits, trial_codes=frozenset(trial), weights=weights)


def _one_limit(attribute: str, value: Decimal) -> dict[str, Any]:
    return {attribute: value}


def _approx(row: Row) -> str:
    text = row.text("约数")
    if text and text not in APPROXIMATIONS:
        expected = "、".join(APPROXIMATIONS) + "之一"
        row.table.complain("E-PLAN-VALUE", row.cell("约数"), column="约数", expected=expected)
    return text
