"""When a target would be reached at the pace so far, on exact fractions.

Linear, for projects whose pace is month / 12: the work goes on by the mean increase of the
last three months. The mean is taken between two whole figures of their own month, from the
last one that lies at least three months back to the shown one; where none lies so far back,
from the first of the year. Figures that were carried forward or partial are stepped over, and
the difference is divided by the calendar months between, so that what was reported late is
spread over the months in which it may have been done. The turn of the year is no figure:
nobody reported it, so in March the mean is that of February and March.

By curve, for projects with planned shares of their own: the work keeps the proportion to the
plan that it has now, expected(m) = completed × share(m) / share(now). Recent increases say
nothing about a project that pays out in one month or builds in the warm half of the year: they
would promise too little before the season and too much after it. One figure is enough for
that, so no three months are asked for. Where the plan has no more to come, the proportion can
say nothing either: then no month is named (``curve_ended``).

A figure as of the middle of a month counts as that of the whole month.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from etl.domain.completion import REACHED, CompletionRow, CompletionTable
from etl.domain.forecast import (
    FEWEST_FIGURES,
    RECENT_MONTHS,
    Assumption,
    Average,
    Forecast,
    ForecastRefusal,
)
from etl.domain.period import Month
from etl.domain.plan import JUDGED_LEVELS, Level, Plan
from etl.domain.ranking import is_whole, ranked_level

MonthRow = tuple[Month, CompletionRow]


def forecast(
    plan: Plan, months: Sequence[MonthRow], level: Level, as_of: date | None = None
) -> Forecast:
    """Forecast one project of one region at one level.

    ``months`` are the rows of one project and region in months of one year, in any order; the
    latest of them is the shown one, and months may be absent. ``plan`` is the one in force in
    it, and ``as_of`` its as-of date (default: its last day). Raises ValueError without months.
    """
    month, row = max(months, key=lambda item: item[0])
    target, completed = row.levels[level].target, row.completed
    found = Forecast(
        project=row.project,
        region=row.region,
        level=level,
        month=month,
        as_of=as_of or month.last_day,
        unit=row.unit,
        target=target,
        completed=completed,
    )
    refusal = _no_remainder(row, level, plan.planned_share(row.project, month.number))
    if refusal is not None or target is None or completed is None:
        nothing = Decimal(0) if refusal == "reached" else None
        return replace(found, refusal=refusal, remaining=nothing)
    remaining = target - completed
    needed = _needed(plan, row.project, Fraction(remaining), found.months_left)
    average = recent_average(months)
    found = replace(found, remaining=remaining, needed=needed, average=average)
    return _reach(plan, found, Fraction(completed), Fraction(target))


def forecasts(
    plan: Plan, months: Sequence[MonthRow], as_of: date | None = None
) -> dict[Level, Forecast]:
    """Forecast one project of one region at both judged levels."""
    return {level: forecast(plan, months, level, as_of) for level in JUDGED_LEVELS}


def forecasts_below(
    plan: Plan, tables: Sequence[CompletionTable], project: str, level: Level | None = None
) -> tuple[Forecast, ...]:
    """Forecast each region below that has a target of its own and has not reached it.

    ``tables`` are those of the months of one year, grouped by region; the latest is the shown
    one. Without a ``level`` each region is taken at 市定, else 省定. Regions that cannot be
    forecast are there with their refusal, in the order of the table.
    """
    shown = max(tables, key=lambda table: table.month)
    months = months_by_region(tables, project)
    found = []
    for row in _of_project(shown, project):
        at = level or ranked_level(row)
        if at is not None and row.levels[at].status not in {"no_target", *REACHED}:
            found.append(forecast(plan, months[row.region], at, shown.as_of))
    return tuple(found)


def months_by_region(tables: Iterable[CompletionTable], project: str) -> dict[str, list[MonthRow]]:
    """Return, by region, the rows of one project from the tables of several months."""
    found: dict[str, list[MonthRow]] = {}
    for table in tables:
        for row in _of_project(table, project):
            found.setdefault(row.region, []).append((table.month, row))
    return found


def _of_project(table: CompletionTable, project: str) -> list[CompletionRow]:
    return [row for row in table.rows if row.project == project and row.indicator is None]


def recent_average(months: Sequence[MonthRow]) -> Average | None:
    """Return the recent mean increase up to the latest month, as the module says.

    None where that month has no whole figure of its own, or fewer than three months have.
    """
    shown = max(month for month, _ in months)
    figures = {
        month: Fraction(row.completed)
        for month, row in sorted(months, key=lambda item: item[0])
        if month.year == shown.year and is_whole(row) and row.completed is not None
    }
    if shown not in figures or len(figures) < FEWEST_FIGURES:
        return None
    far_back = [month for month in figures if shown.number - month.number >= RECENT_MONTHS]
    start = far_back[-1] if far_back else next(iter(figures))
    span = shown.number - start.number
    between = [Month(shown.year, number) for number in range(start.number + 1, shown.number)]
    return Average(
        (figures[shown] - figures[start]) / span,
        start,
        shown,
        tuple(month for month in between if month not in figures),
    )


def own_curve(plan: Plan, project: str) -> tuple[Fraction, ...] | None:
    """Return the twelve planned shares of a project whose pace is not month / 12, else None."""
    shares = tuple(plan.planned_share(project, number) for number in range(1, 13))
    linear = tuple(Fraction(number, 12) for number in range(1, 13))
    return None if shares == linear else shares


def _no_remainder(row: CompletionRow, level: Level, share: Fraction) -> ForecastRefusal | None:
    """Tell why it is not known, or not asked, how much remains."""
    status = row.levels[level].status
    reasons: tuple[tuple[ForecastRefusal, bool], ...] = (
        ("no_target", status == "no_target"),
        ("reached", status in REACHED),
        ("not_expected", row.expected == 0),
        ("not_reported", row.completed is None),
        ("not_started", share <= 0),
        ("not_reported", row.reported == 0),
        ("incomplete", not is_whole(row)),
    )
    return next((reason for reason, holds in reasons if holds), None)


def _needed(plan: Plan, code: str, remaining: Fraction, months_left: int) -> Fraction:
    """Return the mean still needed per month; half a person cannot be served."""
    needed = remaining / months_left if months_left else remaining
    project = plan.project(code)
    counted = project is not None and all(item.decimals == 0 for item in project.indicators)
    return Fraction(ceil(needed)) if counted else needed


def _reach(plan: Plan, found: Forecast, completed: Fraction, target: Fraction) -> Forecast:
    """Add when the target is reached, or the reason why that cannot be told."""
    if found.months_left == 0:
        return replace(found, refusal="year_over")
    shares = own_curve(plan, found.project)
    if shares is not None:
        return _by_curve(found, completed, target, shares)
    return _by_average(found, completed, target)


def _by_average(found: Forecast, completed: Fraction, target: Fraction) -> Forecast:
    if found.average is None:
        return replace(found, refusal="too_few_months")
    each = found.average.per_month
    if each <= 0:
        return replace(found, refusal="no_growth")
    return replace(
        found,
        assumption=Assumption("linear", average=found.average),
        reached_in=_months_later(found.month, ceil((target - completed) / each)),
        expected=completed + each * found.months_left,
    )


def _by_curve(
    found: Forecast, completed: Fraction, target: Fraction, shares: Sequence[Fraction]
) -> Forecast:
    now, december = shares[found.month.number - 1], shares[-1]
    if december <= now:
        return replace(found, refusal="curve_ended")
    if completed <= 0:
        return replace(found, refusal="no_growth")
    coming = range(found.month.number + 1, 13)
    enough = (number for number in coming if completed * shares[number - 1] >= target * now)
    first = next(enough, None)
    return replace(
        found,
        assumption=Assumption("curve", share=now, share_december=december),
        reached_in=Month(found.month.year, first) if first else None,
        expected=completed * december / now,
    )


def _months_later(month: Month, steps: int) -> Month:
    years, number = divmod(month.number - 1 + steps, 12)
    return Month(month.year + years, number + 1)
