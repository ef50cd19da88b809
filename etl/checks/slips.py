"""What most likely happened in one row that does not fit: advice, never a value.

A slip is believed when putting it right makes the row follow from last month (or, for money
without a month before, fit its standard), and when no other slip would do the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from etl.checks.case import MONEY, TOTALS, Case, Pair, amount_text
from etl.checks.completing import last_total
from etl.checks.following import amounts, both_given, follows
from etl.checks.misplaced import columns_of_one_row, columns_text
from etl.checks.misplaced_rows import exchanged_with
from etl.checks.money_unit import UNITS
from etl.domain.submission import FIELD_NAMES, FIELDS, IndicatorFigures

_TIMES = ((10, "一个零"), (100, "两个零"), (1000, "三个零"))


@dataclass(frozen=True)
class Slip:
    """One thing that may have happened: the two figures as they were meant, and its words."""

    month: Decimal
    total: Decimal
    words: str


def slip_of(case: Case, indicator: str, pair: Pair) -> Slip | None:
    """Return the one slip that explains the figures of a row, if just one does."""
    row = case.figures[indicator]
    if not both_given(row, pair):
        return None
    found = [slip for slip in _slips(row, pair) if _fits(case, row, pair, slip)]
    exchanged = exchanged_with(case, row, pair)
    if exchanged is not None:
        month, total, what = exchanged
        words = f"和{what}换过来，两行就都对得上，请看是不是填错了行。"
        found.append(Slip(month, total, words))
    found = found or [*_digits_exchanged(case, row, pair)]
    meant_alike = {(slip.month, slip.total): slip for slip in found}
    return next(iter(meant_alike.values())) if len(meant_alike) == 1 else None


def _digits_exchanged(case: Case, row: IndicatorFigures, pair: Pair) -> Iterator[Slip]:
    """Yield the figure that follows from last month, if it has the same digits in another order."""
    last, _ = last_total(case, row.indicator, pair[1])
    if last is None:
        return
    month, total = amounts(row, pair)
    for name, written, meant in (
        (pair[0], month, total - last),
        (pair[1], total, last + month),
    ):
        shown, right = amount_text(written, name), amount_text(meant, name)
        if 0 <= meant != written and sorted(shown) == sorted(right):
            slip = (meant, total) if name == pair[0] else (month, meant)
            words = f"{FIELD_NAMES[name]}改成 {right} 就对得上，请看是不是数字写颠倒了。"
            yield Slip(*slip, words)


def columns_slip(case: Case, indicator: str) -> str:
    """Return the words for a row whose figures stand in each other's columns."""
    moved = columns_of_one_row(case, indicator)
    if moved is None or set(moved) in map(set, TOTALS):
        return ""
    columns = columns_text([name for name in FIELDS if name in moved])
    return f"这一行的{columns}换过来就对得上，请看是不是填错了列。"


def repeated(case: Case, indicator: str, pair: Pair) -> str:
    """Return the words for figures that are those of an earlier month, or of the next column."""
    row = case.figures[indicator]
    if not both_given(row, pair):
        return ""
    month, total = amounts(row, pair)
    for earlier in reversed(case.history.earlier):
        was = [earlier.amount(indicator, name) for name in pair]
        if month and was == [month, total]:
            return f"本月和累计与{earlier.month.number}月的一模一样，请看是不是没有更新。"
    last = case.history.of(case.month.previous) if case.month is not None else None
    was = [last.amount(indicator, name) for name in pair] if last is not None else [None, None]
    label = f"{last.month.number}月" if last is not None else ""
    if month and month == was[0]:
        return f"本月填的与{label}的本月一样，请看是不是没有更新。"
    if month and total == was[1]:
        return f"累计填的与{label}的累计一样，请看是不是没有更新。"
    if month and month == total and was[1]:
        return "本月和累计填的是同一个数，请看是不是抄错了列。"
    return ""


def _slips(row: IndicatorFigures, pair: Pair) -> Iterator[Slip]:
    month, total = amounts(row, pair)
    yield Slip(total, month, "本月和累计换过来就对得上，请看是不是填反了。")
    yield Slip(-month, total, f"{FIELD_NAMES[pair[0]]}去掉负号就对得上，请看是不是多打了负号。")
    yield Slip(month, -total, f"{FIELD_NAMES[pair[1]]}去掉负号就对得上，请看是不是多打了负号。")
    for times, zeros in _TIMES:
        yield from _one_zero(pair, (month, total), Decimal(times), f"少写了{zeros}")
        yield from _one_zero(pair, (month, total), 1 / Decimal(times), f"多写了{zeros}")
    if pair == MONEY:
        yield from _in_another_unit(month, total)


def _one_zero(
    pair: Pair, written: tuple[Decimal, Decimal], factor: Decimal, slip: str
) -> Iterator[Slip]:
    guess = f"{slip}，或者小数点点错了位置" if pair == MONEY else slip
    month, total = written
    for name, meant in (
        (pair[0], (month * factor, total)),
        (pair[1], (month, total * factor)),
    ):
        shown = amount_text(meant[pair.index(name)], name)
        yield Slip(*meant, f"{FIELD_NAMES[name]}改成 {shown} 就对得上，请看是不是{guess}。")
    both = "、".join(
        amount_text(value * factor, name) for name, value in zip(pair, written, strict=True)
    )
    yield Slip(month * factor, total * factor, f"两个数改成 {both} 就对得上，请看是不是都{guess}。")


def _in_another_unit(month: Decimal, total: Decimal) -> Iterator[Slip]:
    for unit in UNITS:
        ask = f"{unit.change}就对得上，请看是不是按{unit.written}填的。"
        yield Slip(month * unit.factor, total * unit.factor, f"资金两个数{ask}")
        yield Slip(month * unit.factor, total, f"{FIELD_NAMES[MONEY[0]]}{ask}")
        yield Slip(month, total * unit.factor, f"{FIELD_NAMES[MONEY[1]]}{ask}")


def _fits(case: Case, row: IndicatorFigures, pair: Pair, slip: Slip) -> bool:
    """Whether the row makes sense with the figures as meant; something must have been compared."""
    written = amounts(row, pair)
    if (slip.month, slip.total) == written or not 0 <= slip.month <= slip.total:
        return False
    if pair != MONEY and slip.month != int(slip.month):
        return False
    fits = follows(case, row.indicator, pair, slip.month, slip.total)
    if fits is not None:
        return fits
    return pair == MONEY and slip.total != written[1] and _within(case, row, slip.total)


def _within(case: Case, row: IndicatorFigures, funds: Decimal) -> bool:
    standard, done = case.plan.standard(row.indicator), row.amount("completed_total")
    return standard is not None and bool(done) and standard.holds(funds / (done or 1))
