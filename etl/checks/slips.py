"""What most likely happened in one row that does not fit: advice, never a value.

A slip is believed when putting it right makes the whole row follow from last month (or, for
money without a month before, fit its standard), and when no other slip would do the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from etl.checks.case import TOTALS, Case, amount_text
from etl.checks.completing import last_total
from etl.checks.misplaced import both_given
from etl.checks.money_unit import MONEY, UNITS
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, Field, IndicatorFigures

Pair = tuple[Field, Field]
_BETWEEN = frozenset(
    ("NOT-ADDING-UP", "TOTAL-FALLS", "MONTH-ABOVE-TOTAL", "FUNDS-STANDARD", "NEGATIVE-MONTH")
)
_TEN = Decimal(10)


@dataclass(frozen=True)
class Slip:
    """One thing that may have happened: the two figures as they were meant, and its words."""

    month: Decimal
    total: Decimal
    words: str


def likely_slip(case: Case, item: Finding) -> str:
    """Return the sentence about the one slip that explains a finding, else nothing."""
    pair = next((pair for pair in TOTALS if item.field in pair), None)
    if pair is None or item.indicator is None or item.code[2:] not in _BETWEEN:
        return ""
    row = case.figures[item.indicator]
    if not both_given(row, pair):
        return ""
    found = {slip.words for slip in _slips(case, row, pair) if _fits(case, row, pair, slip)}
    found |= set(_other_rows(case, row, pair))
    return found.pop() if len(found) == 1 else ""


def _slips(case: Case, row: IndicatorFigures, pair: Pair) -> Iterator[Slip]:
    month, total = (row.amount(name) or Decimal(0) for name in pair)
    yield Slip(total, month, "本月和累计换过来就对得上，请看是不是填反了。")
    if month < 0:
        yield Slip(-month, total, f"{FIELD_NAMES[pair[0]]}去掉负号就对得上，请看是不是多打了负号。")
    for factor, slip in ((_TEN, "少写了一个零"), (1 / _TEN, "多写了一个零")):
        for name, meant in ((pair[0], (month * factor, total)), (pair[1], (month, total * factor))):
            shown = amount_text(meant[pair.index(name)], name)
            words = f"{FIELD_NAMES[name]}改成 {shown} 就对得上，请看是不是{slip}。"
            yield Slip(*meant, words)
    if pair == MONEY:
        yield from _in_another_unit(month, total)


def _in_another_unit(month: Decimal, total: Decimal) -> Iterator[Slip]:
    for unit in UNITS:
        ask = f"{unit.change}就对得上，请看是不是按{unit.written}填的。"
        yield Slip(month * unit.factor, total * unit.factor, f"资金两个数{ask}")
        yield Slip(month * unit.factor, total, f"{FIELD_NAMES[MONEY[0]]}{ask}")
        yield Slip(month, total * unit.factor, f"{FIELD_NAMES[MONEY[1]]}{ask}")


def _fits(case: Case, row: IndicatorFigures, pair: Pair, slip: Slip) -> bool:
    """Whether the row makes sense with the figures as meant; something must have been compared."""
    written = tuple(row.amount(name) for name in pair)
    if (slip.month, slip.total) == written or not 0 <= slip.month <= slip.total:
        return False
    if pair != MONEY and slip.month != int(slip.month):
        return False
    last, _ = last_total(case, row.indicator, pair[1])
    if last is not None:
        return last + slip.month == slip.total
    return pair == MONEY and slip.total != written[1] and _within(case, row, slip.total)


def _within(case: Case, row: IndicatorFigures, funds: Decimal) -> bool:
    standard, done = case.plan.standard(row.indicator), row.amount("completed_total")
    return standard is not None and bool(done) and standard.holds(funds / (done or 1))


def _other_rows(case: Case, row: IndicatorFigures, pair: Pair) -> Iterator[str]:
    """Yield the rows whose figures, exchanged with this one's, make both of them fit."""
    last, _ = last_total(case, row.indicator, pair[1])
    if last is None:
        return
    for indicator, other in case.lines():
        others, _ = last_total(case, indicator.code, pair[1])
        if other is row or others is None or not both_given(other, pair):
            continue
        for names in (pair, pair[:1], pair[1:]):
            mine, theirs = _exchanged(row, other, pair, names)
            if mine != theirs and _adds(last, mine) and _adds(others, theirs):
                what = "" if len(names) > 1 else f"的{FIELD_NAMES[names[0]]}"
                yield f"和“{indicator.name}”那一行{what}换过来，两行就都对得上，请看是不是填错了行。"
                break


def _exchanged(
    row: IndicatorFigures, other: IndicatorFigures, pair: Pair, names: tuple[Field, ...]
) -> tuple[Mapping[Field, Decimal], Mapping[Field, Decimal]]:
    mine = {name: (other if name in names else row).amount(name) or Decimal(0) for name in pair}
    theirs = {name: (row if name in names else other).amount(name) or Decimal(0) for name in pair}
    return mine, theirs


def _adds(last: Decimal, figures: Mapping[Field, Decimal]) -> bool:
    month, total = figures.values()
    return last + month == total and month >= 0
