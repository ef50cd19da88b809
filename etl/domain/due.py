"""When a month's workbook is due (报送截止日): the one place of the rule."""

from __future__ import annotations

from datetime import date

from etl.domain.period import Month
from etl.domain.plan import Plan


def due_date(plan: Plan, month: Month) -> date | None:
    """Return the last day on which a month's workbook is in time; None where the plan has none.

    It is that day of the following month, its last day where the month is shorter.
    """
    if plan.due_day is None:
        return None
    after = month.following
    return after.first_day.replace(day=min(plan.due_day, after.last_day.day))
