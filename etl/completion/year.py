"""A year in one pass: what stands in each of its months, carried forward from month to month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain, groupby
from operator import itemgetter

from etl.completion.roster import Roster
from etl.completion.standing import Amounts, Column, Standing
from etl.domain.period import Month
from etl.domain.plan import PlanRevision
from etl.domain.standing import MonthFiled, Report


@dataclass(frozen=True)
class YearFiled:
    """Who filed in a year up to a month, and each month's latest 截至日期 by its number.

    ``filed`` may be of a part of the city; ``as_of`` is of all its regions.
    """

    filed: tuple[MonthFiled, ...]
    as_of: Mapping[int, date]


class Year:
    """What stands in several months of a year under one plan revision; never changed."""

    def __init__(self, standings: Iterable[Standing]) -> None:
        self._by_number = {item.month.number: item for item in standings}

    def __getitem__(self, month: Month) -> Standing:
        return self._by_number[month.number]

    def __len__(self) -> int:
        """How much memory it takes, in cells: regions times indicators times months and more."""
        return sum(
            (len(item.roster) + _BESIDE) * len(item.columns) for item in self._by_number.values()
        )


_BESIDE = 20
"""What a column takes beside its cells, counted in cells: many small years weigh too."""


def year_of(
    revision: PlanRevision,
    roster: Roster,
    months: Iterable[Month],
    reports: Iterable[Report],
    filed: YearFiled,
) -> Year:
    """Return what stands in some months of the plan's year.

    ``reports`` are the accepted rows from January on, month after month, up to the last of
    ``months`` at least; those of regions not in the roster and of indicators that the plan
    does not have are left out.
    """
    wanted = sorted({month.number for month in months})
    running = {item.code: _Running.empty(len(roster)) for item in revision.plan.indicators}
    columns: dict[int, dict[str, Column]] = {}
    for number, rows in chain(groupby(reports, key=itemgetter(1)), [(_AFTER, ())]):
        for due in wanted[len(columns) :]:
            if due < number:
                columns[due] = _kept(running)
        _put(running, roster.places, rows)
    return Year(_standings(revision, roster, columns, filed))


_AFTER = 13


def _put(
    running: Mapping[str, _Running], places: Mapping[str, int], reports: Iterable[Report]
) -> None:
    for region, number, submission, indicator, completed, funds in reports:
        place, column = places.get(region), running.get(indicator)
        if place is None or column is None:
            continue
        # Written out: this is done for every row of a year, in large cities some 100,000 times.
        if completed is not None:
            latest = column.completed
            latest.values[place] = completed
            latest.months[place] = number
            latest.submissions[place] = submission
        if funds is not None:
            latest = column.funds
            latest.values[place] = funds
            latest.months[place] = number
            latest.submissions[place] = submission


@dataclass
class _Running:
    """An indicator's column while the year goes by."""

    completed: _Latest
    funds: _Latest

    @classmethod
    def empty(cls, size: int) -> _Running:
        return cls(_Latest.empty(size), _Latest.empty(size))


@dataclass
class _Latest:
    """The last value of each region so far, with its month and submission."""

    values: list[Decimal | None] = field(default_factory=list)
    months: bytearray = field(default_factory=bytearray)
    submissions: list[int | None] = field(default_factory=list)

    @classmethod
    def empty(cls, size: int) -> _Latest:
        return cls([None] * size, bytearray(size), [None] * size)

    def kept(self) -> Amounts:
        return Amounts(tuple(self.values), bytes(self.months), tuple(self.submissions))


def _kept(running: Mapping[str, _Running]) -> dict[str, Column]:
    return {
        code: Column(item.completed.kept(), item.funds.kept()) for code, item in running.items()
    }


def _standings(
    revision: PlanRevision,
    roster: Roster,
    columns: Mapping[int, Mapping[str, Column]],
    filed: YearFiled,
) -> Iterator[Standing]:
    by_month: dict[int, set[str]] = {}
    for item in filed.filed:
        by_month.setdefault(item.month.number, set()).add(item.region)
    for number, found in columns.items():
        earlier = (regions for other, regions in by_month.items() if other < number)
        yield Standing(
            revision=revision,
            month=Month(revision.plan.year, number),
            roster=roster,
            columns=found,
            filed=frozenset(by_month.get(number, ())),
            filed_before=frozenset[str]().union(*earlier),
            as_of=filed.as_of.get(number),
        )
