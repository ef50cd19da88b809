"""What comes again in a county's filings: mistakes by rule, and months right at the first file.

What counts is months, never tries: a county that tried ten times in one month had one bad
month. What it sent first is told apart from what came later, for the first file is what it
really does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from etl.domain.code_names import code_name
from etl.domain.finding import Outcome, Severity
from etl.domain.period import Month
from etl.domain.plan import Plan

UNKNOWN = "没有写明县区"
"""Stands for the name of nobody: the file does not say whose it is."""


@dataclass(frozen=True)
class Count:
    """How many files of a month had a mistake, in how many cells, and whether the first had."""

    tries: int
    cells: int
    first_try: bool


@dataclass(frozen=True)
class Pattern:
    """One rule in one county: its months among those that the county tried, how it last read."""

    region: str | None
    region_name: str
    code: str
    severity: Severity
    months: Mapping[Month, Count]
    tried: tuple[Month, ...]
    example: str

    @property
    def name(self) -> str:
        """What people call the mistake."""
        return code_name(self.code)

    @property
    def last_month(self) -> Month:
        """The last month that had it."""
        return max(self.months)

    @property
    def first_tries(self) -> int:
        """In how many months the first file had it already."""
        return sum(count.first_try for count in self.months.values())

    @cached_property
    def _runs(self) -> list[int]:
        """Lengths of the months one after the other, in order of time."""
        runs: list[int] = []
        for month in sorted(self.months):
            if runs and month.previous in self.months:
                runs[-1] += 1
            else:
                runs.append(1)
        return runs

    @property
    def in_a_row(self) -> int:
        """How many months one after the other had it, at most."""
        return max(self._runs)

    @property
    def going_on(self) -> int:
        """How many months in a row up to the county's last; 0 when that one was without it."""
        return self._runs[-1] if self.last_month == max(self.tried) else 0

    @property
    def tries(self) -> int:
        """In how many files it came up."""
        return sum(count.tries for count in self.months.values())

    @property
    def cells(self) -> int:
        """In how many cells it came up, over all files."""
        return sum(count.cells for count in self.months.values())


@dataclass(frozen=True)
class Tries:
    """The files of one county for one month, how many had errors, what became of the first.

    ``passed_first``: the first file was filed as it was, warnings answered included.
    """

    region: str | None
    region_name: str
    month: Month
    tries: int
    with_errors: int
    first_outcome: Outcome
    passed_first: bool


@dataclass(frozen=True)
class County:
    """The months of one county that it tried, in order."""

    region: str
    region_name: str
    months: tuple[Tries, ...]

    @property
    def passed_first(self) -> tuple[Month, ...]:
        """The months whose first file was filed as it was."""
        return tuple(item.month for item in self.months if item.passed_first)

    @property
    def not_at_first(self) -> tuple[Month, ...]:
        """The months that took more than the first file."""
        return tuple(item.month for item in self.months if not item.passed_first)

    @property
    def tries(self) -> int:
        """How many files it sent."""
        return sum(item.tries for item in self.months)


@dataclass(frozen=True)
class NotCounted:
    """What belongs to no county's month, over all years and as received in the year.

    Of a file with personal data nothing is kept to know it again by: those are tries, not
    files. ``unread`` are files that do not say their month, or cannot be read at all.
    """

    personal: int
    personal_in_year: int
    unread: int
    unread_in_year: int


@dataclass(frozen=True)
class Patterns:
    """A year's mistakes, those that are going on first; ``region`` is the one asked about."""

    plan: Plan
    tries: tuple[Tries, ...]
    patterns: tuple[Pattern, ...]
    not_counted: NotCounted
    region: str | None = None

    @property
    def year(self) -> int:
        """The year of the plan that was asked about."""
        return self.plan.year

    @cached_property
    def counties(self) -> tuple[County, ...]:
        """Who tried, in the plan's order; files that do not say whose they are are nobody's."""
        months: dict[str, list[Tries]] = {}
        for item in self.tries:
            if item.region is not None:
                months.setdefault(item.region, []).append(item)
        made = [County(code, tried[0].region_name, tuple(tried)) for code, tried in months.items()]
        return tuple(sorted(made, key=lambda county: place_of(self.plan, county.region)))


def place_of(plan: Plan, region: str | None) -> tuple[int, str]:
    """Return where a region stands in the plan's order; what the plan does not list is last."""
    known = plan.tree.get(region) if region else None
    return (known.order if known else len(plan.regions), region or "")
