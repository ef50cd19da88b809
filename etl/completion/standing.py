"""What stands in a month, and whose workbooks of that month are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from etl.completion.roster import Roster
from etl.domain.completion import Coverage, FigureState
from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision, Project
from etl.domain.standing import MonthFiled, StandingFigure

MISSING, CARRIED, REPORTED, NOT_EXPECTED = range(4)
"""How the part of a region in a sum stands; of several indicators the least counts."""
_NAMES: tuple[FigureState, ...] = ("not_reported", "carried_forward", "reported")


@dataclass(frozen=True)
class Amounts:
    """One kind of cumulative, people or yuan, of one indicator in all regions of a roster.

    ``months`` are the numbers of the months the values were reported for, 0 where nothing is.
    """

    values: Sequence[Decimal | None]
    months: bytes
    submissions: Sequence[int | None]


@dataclass(frozen=True)
class Column:
    """What stands of one indicator; money may stem from another month than people."""

    completed: Amounts
    funds: Amounts


@dataclass(frozen=True)
class Standing:
    """All that stands in one month: the plan in force, figures, and who filed what.

    ``columns`` are by indicator, in the order of the roster, which may be a part of the city:
    only regions in it can be asked for. ``filed`` and ``filed_before`` name regions with an
    accepted submission of this very month, and of an earlier one of the year. ``as_of`` is the
    latest 截至日期 of this month's in the whole city, None when there is none.
    """

    revision: PlanRevision
    month: Month
    roster: Roster
    columns: Mapping[str, Column]
    filed: frozenset[str]
    filed_before: frozenset[str]
    as_of: date | None

    @classmethod
    def of(
        cls,
        revision: PlanRevision,
        month: Month,
        figures: Iterable[StandingFigure],
        filed: Iterable[MonthFiled],
    ) -> Standing:
        """Gather what stands in the whole city from single figures."""
        filed = tuple(filed)
        now = [item for item in filed if item.month == month]
        days = [item.as_of for item in now if item.as_of is not None]
        roster = Roster(revision.plan, revision.plan.root)
        known = {(item.region, item.indicator): item for item in figures}
        return cls(
            revision=revision,
            month=month,
            roster=roster,
            columns={
                item.code: _column([known.get((code, item.code)) for code in roster.codes])
                for item in revision.plan.indicators
            },
            filed=frozenset(item.region for item in now),
            filed_before=frozenset(item.region for item in filed if item.month < month),
            as_of=max(days, default=None),
        )

    @property
    def plan(self) -> Plan:
        """The plan in force in the month."""
        return self.revision.plan

    @cached_property
    def paces(self) -> Mapping[str, Fraction]:
        """The planned cumulative share of each project in the month."""
        return {
            project.code: self.plan.planned_share(project.code, self.month.number)
            for project in self.plan.projects
        }

    @cached_property
    def figures(self) -> Mapping[tuple[str, str], StandingFigure]:
        """Every figure by region and indicator; for who needs single ones of many regions."""
        found = (
            self.figure(code, indicator) for indicator in self.columns for code in self.roster.codes
        )
        return {(item.region, item.indicator): item for item in found if item is not None}

    def figure(self, region: str, indicator: str) -> StandingFigure | None:
        """Return what stands of a submitting region's indicator, None where nothing does."""
        column, place = self.columns.get(indicator), self.roster.places.get(region)
        if column is None or place is None:
            return None
        completed, funds = column.completed, column.funds
        if completed.values[place] is None and funds.values[place] is None:
            return None
        return StandingFigure(
            region,
            indicator,
            *(completed.values[place], self._month(completed.months[place])),
            *(completed.submissions[place], funds.values[place]),
            *(self._month(funds.months[place]), funds.submissions[place]),
        )

    def _month(self, number: int) -> Month | None:
        return Month(self.month.year, number) if number else None

    def state(self, region: str, indicator: str) -> FigureState:
        """Tell whether a figure is of this month, carried forward, or not there."""
        return _NAMES[self._states[indicator][self.roster.places[region]]]

    @cached_property
    def _states(self) -> Mapping[str, bytes]:
        """By indicator, whether each region's people are missing, carried forward or reported."""
        now = self.month.number
        of_month = bytes(
            MISSING if number == 0 else REPORTED if number == now else CARRIED
            for number in range(256)
        )
        return {
            code: column.completed.months.translate(of_month)
            for code, column in self.columns.items()
        }

    @cached_property
    def marks(self) -> Mapping[str, bytes]:
        """By project, how each region's part in a sum stands.

        A region counts as reported when all its figures for the project are of this month.
        Outside its months (起始月, 截止月) nothing is expected of it, so that it is in no
        count, not even in 缺; what it had reported stays in the sums (contract, sheet 县区).
        """
        return {project.code: self._marks(project) for project in self.plan.projects}

    def _marks(self, project: Project) -> bytes:
        each = [self._states[item.code] for item in project.indicators]
        least = bytes(map(min, *each)) if len(each) > 1 else each[0]
        expected = self.roster.expected(self.month.number)
        if all(expected):
            return least
        return bytes(
            mark if due else NOT_EXPECTED for mark, due in zip(least, expected, strict=True)
        )


def _column(figures: Sequence[StandingFigure | None]) -> Column:
    people = [(f.completed, f.month, f.submission) if f else _NOTHING for f in figures]
    money = [(f.funds, f.funds_month, f.funds_submission) if f else _NOTHING for f in figures]
    return Column(_amounts(people), _amounts(money))


_NOTHING = (None, None, None)


def _amounts(items: Sequence[tuple[Decimal | None, Month | None, int | None]]) -> Amounts:
    return Amounts(
        [value for value, _, _ in items],
        bytes(month.number if value is not None and month else 0 for value, month, _ in items),
        [submission for _, _, submission in items],
    )


def coverage(standing: Standing, region: str) -> Coverage:
    """Count who filed this very month, of those below a region who should.

    This is about workbooks. Whether a filed workbook has a certain figure is told by the
    rows: their ``reported`` may be less.
    """
    codes = [
        item.code
        for item in standing.plan.tree.submitting(region)
        if item.expected_in(standing.month.number)
    ]
    absent = [code for code in codes if code not in standing.filed]
    return Coverage(
        expected=len(codes),
        reported=len(codes) - len(absent),
        carried_forward=tuple(code for code in absent if code in standing.filed_before),
        missing=tuple(code for code in absent if code not in standing.filed_before),
    )
