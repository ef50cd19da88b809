"""An earlier form sent again: all its figures are those that are accepted already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from etl.checks.case import MONEY, TOTALS, Case, Pair
from etl.checks.following import both_given
from etl.checks.identity_doubt import without_other_months
from etl.checks.sums import settled
from etl.checks.whole_form import Diagnosis
from etl.domain.finding import Finding
from etl.domain.history import AcceptedMonth
from etl.domain.period import Month


def last_month_again(case: Case, _: Sequence[Finding]) -> Diagnosis | None:
    """Know it by every 本月 and 累计 being last month's; people and money are said together.

    An older month is asked about in the same way. That title, template or 截至日期 name that
    month then goes without saying.
    """
    for earlier in reversed(case.history.earlier):
        again = [pair for pair in TOTALS if _is_again(case, earlier, pair)]
        if again:
            return _diagnosis(case, earlier.month, again)
    return None


def _is_again(case: Case, earlier: AcceptedMonth, pair: Pair) -> bool:
    given = [row for _, row in case.lines() if both_given(row, pair)]
    return any(row.amount(pair[0]) for row in given) and all(
        row.amount(name) == earlier.amount(row.indicator, name) for row in given for name in pair
    )


def _diagnosis(case: Case, month: Month, again: Sequence[Pair]) -> Diagnosis:
    rows = {row.indicator for _, row in case.lines() for pair in again if both_given(row, pair)}
    fields = tuple(name for pair in again for name in pair)
    what = {TOTALS[0]: "完成数", MONEY: "资金"}[again[0]] if len(again) == 1 else "数"
    label = f"{month.number}月"
    guess = f"把{label}的表又报了一次" if len(again) == len(TOTALS) else f"{what}没有更新"
    return Diagnosis(
        code="E-LAST-MONTH-AGAIN",
        words={"what": what, "last_month": label, "guess": guess},
        meant=without_other_months(_nothing_new(case, month, again), month),
        rows=tuple(rows),
        fields=fields,
        field=fields[1] if len(again) == 1 else None,
    )


def _nothing_new(case: Case, month: Month, again: Sequence[Pair]) -> Case:
    """Return the case as if nothing had happened since: the months are 0, the totals last month's."""
    figures = {}
    for code, row in case.reading.figures.items():
        values = dict(row.values)
        for pair in again:
            if both_given(row, pair):
                last = case.history.last(code, pair[1])
                values[pair[0]] = replace(row[pair[0]], value=Decimal(0))
                values[pair[1]] = replace(row[pair[1]], value=last[1] if last else None)
        figures[code] = replace(row, values=values)
    return replace(case, reading=replace(case.reading, figures=figures, sums=settled(case)))
