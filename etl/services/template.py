"""The form that goes out to a county, prefilled from plan and accepted history."""

from __future__ import annotations

from etl.domain.period import Month
from etl.domain.refusal import NotFound, Refusal
from etl.services.database import Database
from etl.store import plans, standing
from etl.workbook.template.form import template_workbook


def template(database: Database, region: str, month: Month) -> bytes:
    """Return the form of a region (by code, name or alias) and month."""
    with database.read() as connection:
        revision = plans.in_force(connection, month)
        if revision is None:
            raise NotFound(f"还没有录入{month.year}年的年度任务书。")
        plan = revision.plan
        code = plan.region_names.find(region)
        if code is None:
            raise NotFound(f"{month.year}年任务书里没有县区“{region}”。")
        if not plan.tree[code].submits:
            raise Refusal(f"{plan.tree[code].name}不报月报表，请指定下面的县区。")
        if not plan.tree[code].expected_in(month.number):
            raise Refusal(f"{plan.tree[code].name}在{month.label}不需要报送。")
        history = standing.filing_histories(connection, [(code, month)])[code, month]
    return template_workbook(plan, revision.revision, code, month, history)
