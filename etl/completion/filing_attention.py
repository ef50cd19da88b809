"""Which of a month's workbooks are late, wait, or were sent back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from etl.domain.attention import FiledLate, Late, Returned, Unreviewed
from etl.domain.due import due_date
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.region import Region
from etl.domain.submission import Filing

FilingEntry: TypeAlias = Late | FiledLate | Unreviewed | Returned


def entries_of_filings(
    plan: Plan, month: Month, region: str, filings: Iterable[Filing], today: date
) -> Iterator[FilingEntry]:
    """Yield what is to be said of the workbooks of a month, region by region.

    ``filings`` are all versions of the month; those of regions not below ``region`` are left out.
    """
    versions: dict[str, list[Filing]] = {}
    for filing in sorted(filings, key=lambda item: item.version):
        versions.setdefault(filing.region, []).append(filing)
    for submitting in plan.tree.submitting(region):
        due = due_date(plan, month) if submitting.expected_in(month.number) else None
        yield from _entries(_Month(plan, submitting, due, today), versions.get(submitting.code, ()))


@dataclass(frozen=True)
class _Month:
    """A region's month; without ``due`` nothing can be late."""

    plan: Plan
    region: Region
    due: date | None
    today: date

    def days_late(self, day: date) -> int:
        return max((day - self.due).days, 0) if self.due is not None else 0

    def day_of(self, filing: Filing) -> date:
        """Return the day of filing on the city's clock.

        Filings always bear the real time. Where the day is pinned (演示日期), what was filed
        later than that by the clock was filed on that day.
        """
        return min(filing.filed_at.astimezone(self.plan.zone).date(), self.today)


def _entries(month: _Month, versions: Sequence[Filing]) -> Iterator[FilingEntry]:
    if not versions:
        days = month.days_late(month.today)
        if month.due is not None and days:
            yield Late(month.region.code, month.due, days)
        return
    waiting = [item for item in versions if item.state == "submitted"]
    counting = next((item.version for item in versions if item.state == "accepted"), None)
    if waiting:
        yield _unreviewed(month, waiting[-1], counting)
    if versions[-1].state == "returned":
        is_there = bool(waiting) or counting is not None
        yield _returned(month, versions[-1], counting, is_there)
    if waiting or counting is not None:
        yield from _filed_late(month, versions[0])


def _unreviewed(month: _Month, newest: Filing, counting: int | None) -> Unreviewed:
    days = (month.today - month.day_of(newest)).days
    return Unreviewed(newest.region, newest.id, newest.version, newest.filed_at, days, counting)


def _returned(month: _Month, newest: Filing, counting: int | None, is_there: bool) -> Returned:
    days = 0 if is_there else month.days_late(month.today)
    return Returned(newest.region, newest.id, newest.version, newest.filed_at, counting, days)


def _filed_late(month: _Month, first: Filing) -> Iterator[FiledLate]:
    """Tell of a month whose first version came late; a correction after that is not late."""
    days = month.days_late(month.day_of(first))
    if month.due is not None and days and not first.backfilled:
        yield FiledLate(first.region, month.due, days, first.version, first.filed_at)
