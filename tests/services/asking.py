"""Questions to a database, and where two answers differ."""

from __future__ import annotations

from typing import Any

from etl.domain.period import Month
from etl.services.answers import completion_answer
from etl.services.completion import completion
from etl.services.database import Database
from etl.services.figures import figures
from etl.services.plans import plan_in_force
from etl.services.trace import trace
from tests.cities import (
    YEAR,
    second_city,
)

PLAN = second_city()
AUGUST = Month(2021, 8)
MARCH = Month(YEAR, 3)


def answer(database: Database, month: Month, region: str | None = None, by: Any = "project"):
    revision = plan_in_force(database, month)
    assert revision is not None
    return completion_answer(completion(database, month, region, by), revision.plan)


def all_answers(
    database: Database, year: int, months: tuple[int, ...] = (2, 3, 4)
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Every completion, trace and figures answer of some months, by what was asked."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    plan, records = figures(database, year)
    for number in months:
        month = Month(year, number)
        for region in plan.regions:
            for by in ("project", "region", "cell"):
                found["completion", number, region.code, by] = answer(
                    database, month, region.code, by
                )
            for indicator in plan.indicators:
                found["trace", number, region.code, indicator.code] = trace(
                    database, month, region.code, indicator.code
                )
    for record in records:
        key = (record["month"], record["region"], record["indicator"], record["field"])
        found["figure", *key] = record
    return found


def changed_paths(before: Any, after: Any, path: tuple[Any, ...] = ()) -> set[tuple[Any, ...]]:
    """Where two answers differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        assert before.keys() == after.keys()
        return {
            found
            for key in before
            for found in changed_paths(before[key], after[key], (*path, key))
        }
    if isinstance(before, list) and isinstance(after, list):
        assert len(before) == len(after)
        return {
            found
            for place, pair in enumerate(zip(before, after, strict=True))
            for found in changed_paths(*pair, (*path, place))
        }
    return set() if before == after else {path}
