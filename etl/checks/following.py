"""Whether the figures of a row follow from last month's: last cumulative + 本月 = 累计."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from etl.checks.case import MONEY, TOTALS, Case, Pair, is_money, plain_number
from etl.checks.completing import last_total
from etl.domain.submission import FIELDS, Field, IndicatorFigures

Numbers = Mapping[Field, Decimal | None]
"""The four numbers of a row as its cells show them, money in the header's unit."""

YUAN_PER_WAN = Decimal(10_000)


def both_given(row: IndicatorFigures, pair: Pair) -> bool:
    """Whether 本月 and 累计 were both written by the sender."""
    return all(row[name].value is not None and not row[name].computed for name in pair)


def amounts(row: IndicatorFigures, pair: Pair) -> tuple[Decimal, Decimal]:
    """Return 本月 and 累计 of a row that has both."""
    month, total = row.amount(pair[0]), row.amount(pair[1])
    if month is None or total is None:
        raise ValueError(f"{row.indicator}: {pair} are not both reported")
    return month, total


def follows(case: Case, indicator: str, pair: Pair, month: Decimal, total: Decimal) -> bool | None:
    """Whether the two figures follow from last month's of an indicator; None if that is unknown."""
    last, _ = last_total(case, indicator, pair[1])
    return None if last is None else last + month == total


def unit_of_money(case: Case) -> Decimal:
    """Return how many yuan one of the money columns' units is, as they were read."""
    for row in case.reading.figures.values():
        for name in MONEY:
            shown, read = plain_number(row[name].raw), row[name].value
            if shown and read:
                return read / shown
    return YUAN_PER_WAN


def shown_numbers(case: Case, row: IndicatorFigures, unit: Decimal) -> Numbers | None:
    """Return the four numbers of a row as its cells show them; None where one is no number."""
    numbers: dict[Field, Decimal | None] = {}
    for name in FIELDS:
        value = row[name]
        if value.value is not None:
            numbers[name] = value.value / unit if is_money(name) else value.value
        else:
            numbers[name] = plain_number(value.raw)
            if numbers[name] is None and not case.whole(row.indicator, name):
                return None
    return numbers


def numbers_follow(case: Case, indicator: str, numbers: Numbers, unit: Decimal) -> bool:
    """Whether people, and money where there is some, follow from last month of an indicator."""
    plan = case.plan.indicator(indicator)
    places = plan.decimals if plan is not None else 0
    people = [numbers[name] for name in TOTALS[0]]
    if not all(number is not None and number == round(number, places) for number in people):
        return False
    for pair, factor in zip(TOTALS, (Decimal(1), unit), strict=True):
        month, total = numbers[pair[0]], numbers[pair[1]]
        last, _ = last_total(case, indicator, pair[1])
        if month is None and total is None and last is None:
            continue
        if month is None or total is None or last is None:
            return False
        if month < 0 or last + month * factor != total * factor:
            return False
    return True
