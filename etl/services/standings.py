"""What stands in months of a year, read in one transaction: from memory while it is the same."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from etl.completion.roster import Roster
from etl.completion.standing import Standing
from etl.completion.table import completion_table
from etl.completion.year import Year, YearFiled, year_of
from etl.domain.completion import CompletionTable, Grouping
from etl.domain.period import Month
from etl.domain.plan import PlanRevision
from etl.domain.plan_places import PlanPlaces
from etl.domain.refusal import NotFound
from etl.domain.standing import MonthFiled
from etl.store import data_version, plans, standing
from etl.store.database import Connection

FEW = 500
"""Up to so many regions are asked for by their codes; for more the whole city is read."""

T = TypeVar("T")


class Kept(Protocol[T]):
    """A bounded memory; it may forget anything at any time."""

    def get(self, key: Hashable) -> T | None:
        """Return what was kept under a key, or None."""

    def put(self, key: Hashable, value: T) -> None:
        """Keep a value."""


@dataclass(frozen=True)
class Memory:
    """What answers may share. What is in it is never changed, and never asked for when stale.

    Keys have the state of the data, which is read in the transaction of the answer itself;
    ``places`` are of a plan's workbook and kept by its hash.
    """

    plans: Kept[PlanRevision]
    years: Kept[Year]
    tables: Kept[CompletionTable]
    places: Kept[PlanPlaces]


class Standings:
    """Looks up plans in force and what stands, within one transaction."""

    def __init__(self, connection: Connection, memory: Memory | None = None) -> None:
        self._connection, self._memory = connection, memory

    def revision(self, month: Month) -> PlanRevision:
        """Return the plan revision in force for a month; raises NotFound without one."""
        found = self.revision_if_any(month)
        if found is None:
            raise NotFound(f"还没有录入{month.year}年的年度任务书。")
        return found

    def revision_if_any(self, month: Month) -> PlanRevision | None:
        """Return the same, None without one."""
        if self._memory is None:
            return plans.in_force(self._connection, month)
        kept, state = self._memory.plans, standing.plans_state(self._connection, month.year)
        found = kept.get((state, month))
        if found is None:
            found = plans.in_force(self._connection, month)
            if found is None:
                return None
            # One object for one revision: what its plan has worked out serves every month.
            found = kept.get((state, found.revision)) or found
            kept.put((state, found.revision), found)
            kept.put((state, month), found)
        return found

    def revisions(self, months: Iterable[Month]) -> dict[Month, PlanRevision]:
        """Return the revision in force of each of a year's months, latest month first.

        A revision in force in a month is so in an earlier one too when its targets had taken
        effect by then; and where none had (the oldest stands in), none had before.
        """
        found: dict[Month, PlanRevision] = {}
        last: tuple[Month, PlanRevision] | None = None
        for month in sorted(months, reverse=True):
            if last is None or (last[1].plan.in_force(last[0]) > last[1].plan.in_force(month)):
                last = (month, self.revision(month))
            found[month] = last[1]
        return found

    def year(self, revision: PlanRevision, region: str, months: Collection[Month]) -> Year:
        """Return what stands in months of the plan's year at and under a region."""
        above = [item.code for item in revision.plan.tree.path(region)]
        until = max(months)
        if self._memory is None:
            return self._read(revision, self._scope(revision, above), months)
        for code in above:
            for number in range(12, until.number - 1, -1):
                kept = self._memory.years.get(self._key(revision, code, number))
                if kept is not None:
                    return kept
        scope = self._scope(revision, above)
        all_before = [Month(until.year, number) for number in range(1, until.number + 1)]
        found = self._read(revision, scope, all_before)
        self._memory.years.put(self._key(revision, scope, until.number), found)
        return found

    def table(
        self, found: Standing, region: str, by: Grouping, project: str | None = None
    ) -> CompletionTable:
        """Return the table of a month that was looked up here; pages share those of sums."""
        if self._memory is None or by == "cell":
            return completion_table(found, region, by, project)
        key = (self._version, found.revision.revision, found.month, region, by, project)
        table = self._memory.tables.get(key)
        if table is None:
            table = completion_table(found, region, by, project)
            self._memory.tables.put(key, table)
        return table

    def _key(self, revision: PlanRevision, scope: str, until: int) -> Hashable:
        return (self._version, revision.plan.year, revision.revision, scope, until)

    @cached_property
    def _version(self) -> int:
        """Which state of the figures this transaction sees."""
        return data_version.current(self._connection).figures

    def _scope(self, revision: PlanRevision, above: list[str]) -> str:
        few = len(revision.plan.tree.submitting(above[-1])) <= FEW
        return above[-1] if few else above[0]

    def _read(self, revision: PlanRevision, scope: str, months: Collection[Month]) -> Year:
        roster, until = Roster(revision.plan, scope), max(months)
        whole = scope == revision.plan.root
        regions = None if whole else roster.codes
        reports = standing.reports(self._connection, until, regions)
        return year_of(revision, roster, months, reports, self._filed(revision, until, regions))

    def _filed(
        self, revision: PlanRevision, until: Month, regions: Collection[str] | None
    ) -> YearFiled:
        tree, year = revision.plan.tree, until.year
        found = standing.months_filed(self._connection, year, regions)
        filed = tuple(item for item in found if item.region in tree)
        if regions is None:
            return YearFiled(filed, _latest_days(filed))
        return YearFiled(filed, standing.as_of_days(self._connection, year, tree))


def _latest_days(filed: Iterable[MonthFiled]) -> dict[int, date]:
    found: dict[int, date] = {}
    for item in filed:
        if item.as_of is not None:
            number = item.month.number
            found[number] = max(item.as_of, found.get(number, item.as_of))
    return found
