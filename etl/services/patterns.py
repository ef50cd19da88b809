"""Which mistakes come again: per county and rule over the months of a year.

For the city's office, to see where a template, a rule or a training would help. A file that
is sent again unchanged is the same try; what was only told (info) is no mistake.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.domain.finding import Severity
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.services.database import Database
from etl.services.plan_lookup import plan_of_year, region_of
from etl.store import attempts
from etl.store.attempts import FoundAt

UNKNOWN = "没有写明县区"


@dataclass(frozen=True)
class Count:
    """How many tries of a month had a mistake, and in how many cells together."""

    tries: int
    cells: int


@dataclass(frozen=True)
class Pattern:
    """One rule in one county: its months, and how it last read."""

    region: str | None
    region_name: str
    code: str
    severity: Severity
    months: Mapping[Month, Count]
    example: str

    @property
    def in_a_row(self) -> int:
        """How many months one after the other had it, at most."""
        longest = run = 0
        before: Month | None = None
        for month in sorted(self.months):
            run = run + 1 if before is not None and month.previous == before else 1
            longest, before = max(longest, run), month
        return longest

    @property
    def tries(self) -> int:
        """In how many tries it came up."""
        return sum(count.tries for count in self.months.values())

    @property
    def cells(self) -> int:
        """In how many cells it came up, over all tries."""
        return sum(count.cells for count in self.months.values())


@dataclass(frozen=True)
class Tries:
    """The tries of one county for one month, and how many of them had errors."""

    region: str | None
    region_name: str
    month: Month
    tries: int
    with_errors: int


@dataclass(frozen=True)
class Patterns:
    """A year's mistakes: those of the most months first."""

    plan: Plan
    tries: tuple[Tries, ...]
    patterns: tuple[Pattern, ...]

    @property
    def year(self) -> int:
        """The year of the plan that was asked about."""
        return self.plan.year


def patterns(database: Database, year: int, region: str | None = None) -> Patterns:
    """Return the mistakes of a year, of all counties or of one (by code, name or alias)."""
    with database.read() as connection:
        plan = plan_of_year(connection, year).plan
        code = region_of(plan, region) if region else None
        found = attempts.found_in(connection, year, code)
    made = sorted(_patterns(plan, found), key=_weight)
    return Patterns(plan, tuple(_tries(plan, found)), tuple(made))


def _name(plan: Plan, region: str | None) -> str:
    known = plan.tree.get(region) if region else None
    return known.name if known else region or UNKNOWN


def _weight(item: Pattern) -> tuple[int, int, str, str]:
    return -len(item.months), -item.tries, item.region or "", item.code


def _file(item: FoundAt) -> tuple[str | None, Month, object]:
    """Return what makes a try one: the county, the month and the very file."""
    return item.region, item.month, item.sha256 or item.attempt


def _patterns(plan: Plan, found: Sequence[FoundAt]) -> list[Pattern]:
    # file -> rule -> cells: the last try of a file stands for all that sent it.
    counted: dict[tuple[str | None, str], dict[Month, dict[object, int]]] = {}
    last: dict[tuple[str | None, str], FoundAt] = {}
    seen: dict[tuple[str | None, Month, object], int] = {}
    for item in found:
        if item.code is None or item.severity == "info" or item.severity is None:
            continue
        if seen.setdefault(_file(item), item.attempt) != item.attempt:
            continue
        key = (item.region, item.code)
        files = counted.setdefault(key, {}).setdefault(item.month, {})
        files[_file(item)] = files.get(_file(item), 0) + item.cells
        last[key] = item
    return [
        Pattern(
            region=region,
            region_name=_name(plan, region),
            code=code,
            severity=last[region, code].severity or "error",
            months={
                month: Count(len(files), sum(files.values())) for month, files in months.items()
            },
            example=last[region, code].message,
        )
        for (region, code), months in counted.items()
    ]


def _tries(plan: Plan, found: Sequence[FoundAt]) -> list[Tries]:
    outcomes: dict[tuple[str | None, Month], dict[object, str]] = {}
    for item in found:
        outcomes.setdefault((item.region, item.month), {})[_file(item)] = item.outcome
    return [
        Tries(region, _name(plan, region), month, len(files),
              sum(outcome == "errors" for outcome in files.values()))
        for (region, month), files in sorted(
            outcomes.items(), key=lambda item: (item[0][0] or "", item[0][1]))
    ]  # fmt: skip


def patterns_answer(found: Patterns) -> dict[str, Any]:
    """Return the JSON of ``patterns``."""
    answer: dict[str, Any] = {
        "year": found.year,
        "tries": [
            {
                "region": item.region,
                "region_name": item.region_name,
                "month": str(item.month),
                "tries": item.tries,
                "with_errors": item.with_errors,
            }
            for item in found.tries
        ],
        "patterns": [_pattern(item) for item in found.patterns],
    }
    return answer | ({"sample": "示例数据"} if found.plan.sample else {})


def _pattern(item: Pattern) -> dict[str, Any]:
    return {
        "region": item.region,
        "region_name": item.region_name,
        "code": item.code,
        "severity": item.severity,
        "months": {
            str(month): {"tries": count.tries, "cells": count.cells}
            for month, count in sorted(item.months.items())
        },
        "tries": item.tries,
        "cells": item.cells,
        "months_in_a_row": item.in_a_row,
        "example": item.example,
    }
