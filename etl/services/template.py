"""The form that goes out to a county, prefilled from plan and accepted history."""

from __future__ import annotations

from etl.domain.period import Month
from etl.domain.refusal import Refusal
from etl.services.database import Database
from etl.services.plan_lookup import plan_of, region_of
from etl.store import standing
from etl.workbook.template.form import template_workbook


def template(database: Database, region: str, month: Month) -> bytes:
    """Return the form of a region (by code, name or alias) and month."""
    with database.read() as connection:
        revision = plan_of(connection, month)
        plan = revision.plan
        code = region_of(plan, region)
        if not plan.tree[code].submits:
            raise Refusal(f"{plan.tree[code].name}不报月报表，请指定下面的县区。")
        if not plan.tree[code].expected_in(month.number):
            raise Refusal(f"{plan.tree[code].name}在{month.label}不需要报送。")
        history = standing.filing_histories(connection, [(code, month)])[code, month]
    return template_workbook(plan, revision.revision, code, month, history)
