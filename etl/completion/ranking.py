"""Places among the regions of one table per project, and where one region stands in them.

A place compares only what can be compared. A row is ranked when the project has begun by its
plan, the region has a target in the project's unit, and every part of its figure is of this
very month: a part that is missing or carried forward would look like slow work.

Places are refused as a whole when the project has not begun, when fewer than half of the
regions that should report have a whole figure of the month, or when fewer than two can be
ranked. Those that tie stay in the order given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from etl.domain.completion import CompletionRow
from etl.domain.plan import Level
from etl.domain.ranking import (
    LEAST_RANKED,
    LEAST_REPORTED,
    Placement,
    Position,
    Ranking,
    RankingRefusal,
    Turnout,
    Unplaced,
    Unranked,
    is_whole,
    places,
    ranked_level,
)


def ranking(rows: Sequence[CompletionRow], level: Level | None = None) -> Ranking:
    """Rank the regions of one project: ``rows`` are its rows of one month, one per region.

    Each is ranked by its rate at ``level``, or, without one, at 市定, else 省定. Raises
    ValueError for rows of several projects and for none.
    """
    (project,) = {row.project for row in rows}
    cases = [case_of(row, level) for row in rows]
    able = [case for case in cases if case.reason is None]
    turnout = Turnout(sum(row.expected > 0 for row in rows), sum(map(is_whole, rows)))
    refusal = refusal_of(rows, turnout, len(able))
    placed = () if refusal else _placed(able)
    levels = {item.level for item in placed}
    return Ranking(
        project=project,
        level=levels.pop() if len(levels) == 1 else None,
        turnout=turnout,
        placed=placed,
        unplaced=tuple(_unplaced(case) for case in cases if refusal or case.reason),
        refusal=refusal,
    )


def rankings(rows: Sequence[CompletionRow], level: Level | None = None) -> dict[str, Ranking]:
    """Rank the regions of each project; ``rows`` are a table's, grouped by region."""
    return {
        project: ranking(items, level)
        for project, items in grouped((row.project, row) for row in rows).items()
    }


@dataclass(frozen=True)
class Case:
    """A row, the level it is taken at, and why it cannot be ranked."""

    row: CompletionRow
    level: Level | None
    reason: Unranked | None

    @property
    def rate(self) -> Fraction | None:
        """The rate at that level, whether or not it can be compared."""
        return self.row.levels[self.level].rate if self.level else None


def case_of(row: CompletionRow, level: Level | None) -> Case:
    """Take a row at a level, or without one at 市定, else 省定."""
    if level is None:
        level = ranked_level(row)
    elif row.levels[level].status == "no_target":
        level = None
    return Case(row, level, _reason(row, level))


def _reason(row: CompletionRow, level: Level | None) -> Unranked | None:
    reasons: tuple[tuple[Unranked, bool], ...] = (
        ("no_target", level is None),
        ("not_expected", row.expected == 0),
        ("not_reported", row.completed is None),
        ("not_started", row.pace <= 0),
        ("incomplete", row.partial),
        ("carried_forward", not is_whole(row)),
    )
    return next((reason for reason, holds in reasons if holds), None)


def refusal_of(rows: Sequence[CompletionRow], turnout: Turnout, able: int) -> RankingRefusal | None:
    """Tell why no places can be given, of rows of which ``able`` regions could have one."""
    reasons: tuple[tuple[RankingRefusal, bool], ...] = (
        ("not_started", bool(rows) and all(row.pace <= 0 for row in rows)),
        ("too_few_reported", turnout.reported < turnout.expected * LEAST_REPORTED),
        ("too_few_ranked", able < LEAST_RANKED),
    )
    return next((reason for reason, holds in reasons if holds), None)


def _placed(cases: Sequence[Case]) -> tuple[Placement, ...]:
    """Place what can be ranked, best first."""
    known = [
        (case.row, case.level, rate)
        for case in cases
        if case.level is not None and (rate := case.rate) is not None
    ]
    found = places([rate for _, _, rate in known])
    shared = Counter(found)
    placed = [
        Placement(
            region=row.region,
            place=place,
            tied=shared[place] > 1,
            level=level,
            rate=rate,
            completed=row.completed,
            target=row.levels[level].target,
        )
        for (row, level, rate), place in zip(known, found, strict=True)
        if place is not None
    ]
    return tuple(sorted(placed, key=lambda item: item.place))


def _unplaced(case: Case) -> Unplaced:
    return Unplaced(case.row.region, case.reason or "ranking_refused", case.level, case.rate)


def position(found: Ranking, region: str) -> Position:
    """Say where a region stands in a ranking. Raises KeyError for one that is not in it."""
    items: tuple[Placement | Unplaced, ...] = (*found.placed, *found.unplaced)
    own = {item.region: item for item in items}[region]
    placed = own if isinstance(own, Placement) else None
    return Position(
        project=found.project,
        region=region,
        level=own.level,
        rate=own.rate,
        place=placed.place if placed else None,
        tied=placed is not None and placed.tied,
        of=found.ranked,
        median=median(item.rate for item in found.placed) if found.placed else None,
        turnout=found.turnout,
        reason=own.reason if isinstance(own, Unplaced) else None,
        refusal=found.refusal,
    )


def positions(rows: Sequence[CompletionRow], region: str) -> tuple[Position, ...]:
    """Say where a region stands among its siblings in each project.

    ``rows`` are those of the table above the region, grouped by region.
    """
    own = {row.project for row in rows if row.region == region}
    return tuple(
        position(found, region) for project, found in rankings(rows).items() if project in own
    )


def grouped(pairs: Iterable[tuple[str, CompletionRow]]) -> dict[str, list[CompletionRow]]:
    """Gather rows by a key, both in the order given."""
    groups: dict[str, list[CompletionRow]] = {}
    for key, row in pairs:
        groups.setdefault(key, []).append(row)
    return groups
