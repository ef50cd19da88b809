"""What accepting a waiting version would do: to the city's rates, and to later months."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from etl.completion.table import completion_table
from etl.domain.completion import CompletionRow
from etl.domain.history import AcceptedMonth
from etl.domain.period import Month
from etl.domain.plan import Level, Plan
from etl.domain.submission import Field, Filing, IndicatorFigures
from etl.services.completion import stand_in
from etl.services.database import Database
from etl.store import standing, submissions
from etl.store.database import Connection

_JUDGED: tuple[Level, ...] = ("province", "city")


@dataclass(frozen=True)
class Effect:
    """One project of the whole city: its count and rates as they are, and as they would be."""

    project: str
    name: str
    unit: str
    before: Decimal | None
    after: Decimal | None
    targets: Mapping[Level, Decimal | None]

    def rate(self, level: Level, after: bool) -> Fraction | None:
        """Return a rate as the definition has it: none without a target or a count."""
        target, count = self.targets.get(level), self.after if after else self.before
        if not target or count is None:
            return None
        return Fraction(count) / Fraction(target)


@dataclass(frozen=True)
class Disagreement:
    """A later month already accepted that would no longer follow from this one."""

    month: int
    version: int
    indicators: tuple[str, ...]


def effects(database: Database, filing: Filing) -> tuple[Effect, ...]:
    """Return the projects of the city that would change, in the plan's order."""
    with database.read() as connection:
        found = stand_in(connection, filing.month)
        plan = found.plan
        whole = completion_table(found, plan.root, "project")
        now = {row.indicator: row for row in completion_table(found, filing.region, "cell").rows}
        made = submissions.amounts_of(connection, [filing.id])[filing.id]
    return tuple(_effects(plan, whole.rows, now, made))


def _effects(
    plan: Plan,
    whole: tuple[CompletionRow, ...],
    now: Mapping[str | None, CompletionRow],
    made: Mapping[str, IndicatorFigures],
) -> Iterator[Effect]:
    for row in whole:
        project = plan.project(row.project)
        if project is None:
            continue
        step, moved = Decimal(0), False
        for indicator in project.indicators:
            figures = made.get(indicator.code)
            new = figures.amount("completed_total") if figures else None
            old = now[indicator.code].completed if indicator.code in now else None
            if new is not None and new != old:
                step, moved = step + new - (old or Decimal(0)), True
        if moved:
            after = (row.completed or Decimal(0)) + step
            targets = {level: row.levels[level].target for level in _JUDGED}
            yield Effect(row.project, row.name, row.unit, row.completed, after, targets)


def disagreements(database: Database, filing: Filing) -> tuple[Disagreement, ...]:
    """Return the later months of the county that the version would no longer go with.

    The month right after must follow from it (累计 = 上月累计 + 本月); no later one may be below.
    """
    with database.read() as connection:
        history = standing.filing_histories(connection, [(filing.region, filing.month)])
        later = history[filing.region, filing.month].later
        made = submissions.amounts_of(connection, [filing.id])[filing.id]
        versions = _accepted_versions(connection, filing)
    found = []
    for accepted in later:
        bad = _disagreeing(filing.month, made, accepted)
        if bad:
            number = accepted.month.number
            found.append(Disagreement(number, versions.get(number, 1), bad))
    return tuple(found)


@dataclass(frozen=True)
class Break:
    """An accepted month of a county that does not go with the accepted month before it."""

    region: str
    month: Month
    indicators: tuple[str, ...]


def breaks(database: Database, regions: Collection[str], year: int) -> tuple[Break, ...]:
    """Return where accepted months of counties do not follow from each other, unexplained.

    Where the later row has a remark, its county has said why.
    """
    december = Month(year, 12)
    with database.read() as connection:
        wanted = [(code, december) for code in regions]
        histories = standing.filing_histories(connection, wanted) if wanted else {}
    return tuple(
        found
        for code in regions
        for earlier, later in pairwise(histories[code, december].of_the_year)
        if (found := _break(code, earlier, later)) is not None
    )


def _break(region: str, earlier: AcceptedMonth, later: AcceptedMonth) -> Break | None:
    bad = tuple(
        code
        for code in _disagreeing(earlier.month, earlier.figures, later)
        if not later.figures[code].note
    )
    return Break(region, later.month, bad) if bad else None


_PAIRS: tuple[tuple[Field, Field], ...] = (
    ("completed_total", "completed_month"),
    ("funds_total_yuan", "funds_month_yuan"),
)


def _disagreeing(
    month: Month, figures: Mapping[str, IndicatorFigures], later: AcceptedMonth
) -> tuple[str, ...]:
    """Return the indicators whose later figures do not go with those of the month."""
    follows = later.month == month.following
    return tuple(
        code
        for code, row in figures.items()
        if (next_row := later.figures.get(code)) is not None
        and any(_disagrees(row, next_row, total, step, follows) for total, step in _PAIRS)
    )


def _disagrees(
    row: IndicatorFigures, later: IndicatorFigures, total: Field, month: Field, follows: bool
) -> bool:
    mine, theirs = row.amount(total), later.amount(total)
    step = later.amount(month)
    if mine is None or theirs is None:
        return False
    return theirs < mine or (follows and step is not None and mine + step != theirs)


def _accepted_versions(connection: Connection, filing: Filing) -> dict[int, int]:
    found = submissions.filings(connection, filing.region, filing.month.year)
    return {item.month.number: item.version for item in found if item.state == "accepted"}
