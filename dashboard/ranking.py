"""Places among regions: competition ranking, and who is left out of it for which reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard.judging import result_of
from etl.domain.completion import CompletionRow


@dataclass(frozen=True)
class Placed:
    """A row with its place; None for a row that is not ranked."""

    row: CompletionRow
    place: int | None


def ranked(rows: Sequence[CompletionRow]) -> list[Placed]:
    """Return rows by rate, best first, ties sharing a place (1, 2, 2, 4); the rest behind.

    A region without a report this month or without a target has no place.
    """
    rates = {id(row): rate for row in rows if (rate := _rate(row)) is not None}
    able = sorted((row for row in rows if id(row) in rates), key=lambda row: -rates[id(row)])
    order = [rates[id(row)] for row in able]
    placed = [Placed(row, order.index(rates[id(row)]) + 1) for row in able]
    return placed + [Placed(row, None) for row in rows if id(row) not in rates]


def _rate(row: CompletionRow) -> Fraction | None:
    result = result_of(row)
    if result is None or row.is_stale or row.completed is None:
        return None
    return result.rate
