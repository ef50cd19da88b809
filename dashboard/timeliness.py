"""Whether a month's workbook came in time, and how long there still is."""

from __future__ import annotations

from datetime import date

from etl.domain.due import due_date
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.submission import Filing


def days_late(plan: Plan, today: date, item: Filing) -> int | None:
    """Return by how many days a version came late, 0 in time; None where that is not asked.

    It is asked of a month's first version, not of what was entered afterwards. A pinned day
    (演示日期) is today: what the clock dates after it was filed on it.
    """
    due = due_date(plan, item.month)
    if item.backfilled or item.version > 1 or due is None:
        return None
    day = min(item.filed_at.astimezone(plan.zone).date(), today)
    return max((day - due).days, 0)


def timely_words(days: int | None) -> str:
    """Say whether a version came in time, "" where that is not asked."""
    if days is None:
        return ""
    return f"迟{days}天" if days else "按时"


def days_left(plan: Plan, today: date, month: Month) -> int | None:
    """Return how many days there are to file a month, negative when they are over."""
    due = due_date(plan, month)
    return None if due is None else (due - today).days


def due_words(plan: Plan, month: Month) -> str:
    """Write the day that a month is due: 6月10日, or 次年1月10日."""
    due = due_date(plan, month)
    if due is None:
        return ""
    return f"{'次年' if due.year > month.year else ''}{due.month}月{due.day}日"
