"""What needs attention, from completion rows and the month's filings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from etl.completion.filing_attention import entries_of_filings
from etl.domain.attention import (
    Attention,
    Behind,
    Entry,
    FallingBack,
    FiledLate,
    Late,
    Odd,
    Unreviewed,
)
from etl.domain.completion import BEHIND, REACHED, CompletionRow, Coverage, worst_level
from etl.domain.due import due_date
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.submission import Filing

RANKS = (
    "far_behind",
    "behind",
    "falling_back",
    "slightly_behind",
    "late",
    "unreviewed",
    "returned",
    "odd",
    "filed_late",
)
"""What weighs most comes first: a kind's name, or for what is behind its status."""

Weight: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True)
class Facts:
    """All that attention is computed from, of one state of the data.

    ``rows`` are those of the region itself and of its direct children; ``rows_before`` the
    same of the month before (none in January), with sums and paces by the plan of the shown
    month: how they were judged is not looked at.
    ``filings`` are all versions of the month, by region and version.
    """

    plan: Plan
    month: Month
    region: str
    today: date
    coverage: Coverage
    rows: Sequence[CompletionRow]
    rows_before: Sequence[CompletionRow] = ()
    filings: Sequence[Filing] = ()
    odd: Sequence[Odd] = ()


def attention_of(facts: Facts) -> Attention:
    """Return everything that needs attention, weightiest first."""
    below = {region.code for region in facts.plan.tree.submitting(facts.region)}
    found: list[Entry] = [
        *_behind(facts.rows),
        *_falling_back(facts),
        *entries_of_filings(facts.plan, facts.month, facts.region, facts.filings, facts.today),
        *(item for item in facts.odd if item.region in below),
    ]
    return Attention(
        month=facts.month,
        region=facts.region,
        today=facts.today,
        due=due_date(facts.plan, facts.month),
        coverage=facts.coverage,
        entries=in_order(found, facts.plan, facts.region),
    )


# ---------------------------------------------------------------- figures


def _behind(rows: Iterable[CompletionRow]) -> Iterator[Behind]:
    for row in rows:
        level = worst_level(row)
        if row.overall not in BEHIND or row.is_stale or level is None or row.completed is None:
            continue
        result = row.levels[level]
        if result.target is None or result.rate is None or result.gap is None:
            continue
        yield Behind(
            region=row.region,
            project=row.project,
            status=row.overall,
            level=level,
            unit=row.unit,
            completed=row.completed,
            target=result.target,
            remaining=result.target - row.completed,
            rate=result.rate,
            gap=result.gap,
            pace=row.pace,
            missing=row.missing,
            carried_forward=row.carried_forward,
        )


def _falling_back(facts: Facts) -> Iterator[FallingBack]:
    limit = Fraction(facts.plan.thresholds.falling_back_over) / 100
    before = {(row.region, row.project): row for row in facts.rows_before if _is_whole(row)}
    for row in facts.rows:
        earlier = before.get((row.region, row.project))
        if earlier is None or not _is_whole(row) or row.overall in REACHED:
            continue
        found = _compared(row, earlier, facts.month.previous)
        if found is not None and (found.total_fell or (found.lost or 0) > limit):
            yield found


def _is_whole(row: CompletionRow) -> bool:
    """Whether all below reported this very month: a missing report must not look like a loss."""
    return 0 < row.expected == row.reported


def _compared(row: CompletionRow, earlier: CompletionRow, before: Month) -> FallingBack | None:
    if row.completed is None or earlier.completed is None:
        return None
    level = worst_level(row)
    result = row.levels[level] if level else None
    return FallingBack(
        region=row.region,
        project=row.project,
        status=row.overall,
        unit=row.unit,
        before=before,
        completed=row.completed,
        completed_before=earlier.completed,
        level=level,
        gap=result.gap if result else None,
        gap_before=_gap_of(earlier, result.target) if result else None,
    )


def _gap_of(row: CompletionRow, target: Decimal | None) -> Fraction | None:
    """Return a row's gap against a target of another month's, which may have been revised."""
    if row.completed is None or not target:
        return None
    return Fraction(row.completed) / Fraction(target) - row.pace


# ---------------------------------------------------------------- order


def in_order(entries: Iterable[Entry], plan: Plan, region: str) -> tuple[Entry, ...]:
    """Return entries by weight, whatever the order they come in.

    First what is worse of its nature; of that the whole (``region``) before its parts; then
    the larger gap, loss or delay; and where all that ties, in the plan's order.
    """
    return tuple(sorted(entries, key=_weigher(plan, region)))


def _weigher(plan: Plan, whole: str) -> Callable[[Entry], Weight]:
    regions = _places(item.code for item in plan.tree)
    projects = _places(item.code for item in plan.projects)
    indicators = _places(item.code for item in plan.indicators)

    def weight(entry: Entry) -> Weight:
        rank = RANKS.index(entry.status if isinstance(entry, Behind) else entry.kind)
        inside: Weight = ()
        if isinstance(entry, Behind | FallingBack):
            inside = (projects.get(entry.project, -1),)
        elif isinstance(entry, Odd):
            cell = (entry.sheet or "", entry.cell or "")
            inside = (indicators.get(entry.indicator or "", -1), entry.code, *cell, entry.message)
        place = regions.get(entry.region, len(regions))
        return (rank, entry.region != whole, -_amount(entry), place, entry.region, *inside)

    return weight


def _places(codes: Iterable[str]) -> Mapping[str, int]:
    return {code: place for place, code in enumerate(codes)}


def _amount(entry: Entry) -> Fraction:
    """Return how much of it there is, in the measure of its kind: share of 1, or days."""
    if isinstance(entry, Behind):
        return -entry.gap
    if isinstance(entry, FallingBack):
        return entry.lost or Fraction(0)
    if isinstance(entry, Late | FiledLate | Unreviewed):
        return Fraction(entry.days)
    return Fraction(0)
