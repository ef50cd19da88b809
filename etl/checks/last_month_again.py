"""Last month's form sent again: all its figures are those that are accepted already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from etl.checks.case import TOTALS, Case
from etl.checks.misplaced import Pair, both_given
from etl.checks.whole_form import Diagnosis
from etl.domain.finding import Finding
from etl.domain.submission import FIELDS, Value


def last_month_again(case: Case, _: Sequence[Finding]) -> Diagnosis | None:
    """Know it by every 本月 and 累计 being last month's; people and money are said together."""
    if case.month is None or (last := case.history.of(case.month.previous)) is None:
        return None
    again: list[Pair] = []
    for pair in TOTALS:
        given = [row for _, row in case.lines() if both_given(row, pair)]
        if given and all(row.amount(name) == last.amount(row.indicator, name)
                         for row in given for name in pair):  # fmt: skip
            again.append(pair)
    if not again:
        return None
    fields = tuple(name for pair in again for name in pair)
    what = {1: "资金的本月和累计" if again[0] == TOTALS[1] else "本月和累计完成"}
    return Diagnosis(
        code="E-LAST-MONTH-AGAIN",
        words={"what": what.get(len(again), "数"), "last_month": f"{last.month.number}月"},
        meant=_nothing_new(case, again),
        fields=fields,
        field=fields[1] if len(again) == 1 else None,
    )


def _nothing_new(case: Case, again: Sequence[Pair]) -> Case:
    """Return the case as if nothing had happened this month: the months are 0."""
    months = {month for month, _ in again}
    figures = {}
    for code, row in case.reading.figures.items():
        values = {
            name: replace(row[name], value=Decimal(0)) if name in months and _is(row[name])
            else row[name]
            for name in FIELDS if name in row.values
        }  # fmt: skip
        figures[code] = replace(row, values=values)
    sums = tuple(
        replace(row, values={name: value for name, value in row.values.items()
                             if name not in months})
        for row in case.reading.sums
    )  # fmt: skip
    return replace(case, reading=replace(case.reading, figures=figures, sums=sums))


def _is(value: Value) -> bool:
    return value.value is not None
