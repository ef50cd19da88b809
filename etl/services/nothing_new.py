"""本月无新增: a county's month without anything new, filed as a workbook like any other.

The workbook is the template with last month's accepted cumulative figures and zeros for the
month, so that every figure has its file and its cell.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.refusal import Refusal
from etl.services.database import Database, today_of
from etl.services.filed import FiledResult
from etl.services.files import Source
from etl.services.orders import Order
from etl.services.plan_lookup import PlanLookup, plan_of, region_of
from etl.services.reading import read_content
from etl.services.submit import file_one
from etl.store import standing
from etl.workbook.template.form import FilledForm, FilledRow, template_workbook

NAME = "本月无新增"


def why_not(history: FilingHistory, month: Month) -> str:
    """Say why a month cannot be filed as one without anything new, "" where it can."""
    if month.number == 1 or any(item.month == month.previous for item in history.earlier):
        return ""
    return f"{month.number - 1}月还没有已采用的报送，无从沿用，请用模板填报。"


def can_file(database: Database, region: str, month: Month) -> str:
    """Return the same for a region as it stands now."""
    with database.read() as connection:
        history = standing.filing_histories(connection, [(region, month)])[region, month]
    return why_not(history, month)


def file_nothing_new(database: Database, region: str, month: Month, order: Order) -> FiledResult:
    """File a region's month with the figures of the month before and nothing added."""
    with database.read() as connection:
        revision = plan_of(connection, month)
        code = region_of(revision.plan, region)
        history = standing.filing_histories(connection, [(code, month)])[code, month]
    reason = why_not(history, month)
    if reason:
        raise Refusal(reason)
    plan = revision.plan
    form = FilledForm(_as_of(plan, month), _rows(plan, history, month))
    content = template_workbook(plan, revision.revision, code, month, history, form)
    name = f"{plan.tree[code].name}{month.label}-{NAME}.xlsx"
    item = read_content(Source(name, Path(name)), content, PlanLookup(database))
    words = "1月无新增" if month.number == 1 else f"{NAME}，数同{month.number - 1}月"
    return file_one(database, item, replace(order, reason=words))


def _as_of(plan: Plan, month: Month) -> date:
    today = today_of(plan)
    return today if Month.of(today) == month else month.last_day


def _rows(plan: Plan, history: FilingHistory, month: Month) -> dict[str, FilledRow]:
    """Return last month's totals with zeros for the month; what was never reported stays blank."""
    last = history.of(month.previous)
    rows: dict[str, FilledRow] = {}
    for indicator in plan.indicators:
        if month.number == 1:
            rows[indicator.code] = FilledRow(0, 0, note=NAME)
            continue
        count = last.amount(indicator.code, "completed_total") if last else None
        money = last.amount(indicator.code, "funds_total_yuan") if last else None
        rows[indicator.code] = FilledRow(
            None if count is None else 0,
            count,
            None if money is None else money * 0,
            money,
            NAME,
        )
    return rows
