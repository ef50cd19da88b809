"""What a form knows of a row before it is filled in: plan and accepted history as constants."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.domain.plan import LEVELS, FundStandard, Indicator, Plan, Project
from etl.domain.submission import Field

YUAN_PER_WAN = 10_000
FEN_OF_WAN = 6
"""Decimals of an amount in 万元 that is exact to the 分."""


@dataclass(frozen=True)
class LastTotal:
    """The last accepted cumulative; ``month`` is None for the 0 before January.

    ``adds`` tells that last + month must be the cumulative: only the month directly before
    allows that.
    """

    value: Decimal
    month: Month | None
    adds: bool


@dataclass(frozen=True)
class PairFacts:
    """本月 and 累计 of people or of money; amounts in the form's unit (万元 for money)."""

    month: Field
    total: Field
    places: int
    last: LastTotal | None
    later: tuple[Month, Decimal] | None
    """The lowest cumulative that is accepted of a later month."""


@dataclass(frozen=True)
class RowFacts:
    """One row: an indicator, its pairs, and the limits that are asked about."""

    indicator: Indicator
    people: PairFacts
    money: PairFacts
    largest_target: Decimal | None
    target_multiple: Decimal
    standard: FundStandard | None
    last_year: Decimal | None
    last_year_multiple: Decimal
    last_year_at_least: Decimal
    trial: frozenset[str]


def row_facts(
    plan: Plan, history: FilingHistory, region: str, month: Month, project: Project, row: Indicator
) -> RowFacts:
    """Gather what the checks will hold a row against."""
    limits = plan.thresholds
    last_year = history.last_year
    return RowFacts(
        indicator=row,
        people=_pair(history, row, month, ("completed_month", "completed_total")),
        money=_pair(history, row, month, ("funds_month_yuan", "funds_total_yuan")),
        largest_target=_largest_target(plan, project, region),
        target_multiple=limits.target_multiple,
        standard=plan.standard(row.code),
        last_year=last_year.amount(row.code, "completed_total") if last_year else None,
        last_year_multiple=limits.last_year_multiple,
        last_year_at_least=limits.last_year_at_least,
        trial=limits.trial_codes,
    )


def _pair(
    history: FilingHistory, row: Indicator, month: Month, names: tuple[Field, Field]
) -> PairFacts:
    money = names[1] == "funds_total_yuan"
    per = YUAN_PER_WAN if money else 1
    later = [
        (item.month, amount / per)
        for item in history.later
        if (amount := item.amount(row.code, names[1])) is not None
    ]
    return PairFacts(
        *names,
        places=FEN_OF_WAN if money else row.decimals,
        last=_last(history, row.code, month, names[1], per),
        later=min(later, key=lambda item: item[1], default=None),
    )


def _last(
    history: FilingHistory, code: str, month: Month, name: Field, per: int
) -> LastTotal | None:
    if month.number == 1:
        return LastTotal(Decimal(0), None, adds=True)
    found = history.last(code, name)
    if found is None:
        return None
    return LastTotal(found[1] / per, found[0], adds=found[0] == month.previous)


def _largest_target(plan: Plan, project: Project, region: str) -> Decimal | None:
    """Return the largest comparable target; a zero one is no measure."""
    targets = [plan.target(project.code, level, region) for level in LEVELS]
    values = [item.value for item in targets if item is not None and item.comparable]
    return max((value for value in values if value), default=None)
