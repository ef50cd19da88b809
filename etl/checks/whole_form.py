"""Mistakes of a whole column are said once: swapped columns, 元 for 万元, last month again.

Each of them makes one line of a dozen; no cell of those is lost, and a stop stays a stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from etl.checks.case import TOTALS, Case
from etl.checks.completing import last_total
from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, Field, IndicatorFigures

AT_LEAST = 3
"""Fewer rows than these may be wrong one by one."""

_Pair = tuple[Field, Field]
_UNITS: tuple[tuple[Decimal, Mapping[str, str]], ...] = (
    (Decimal("0.0001"), {"written": "元", "way": "大", "change": "除以一万"}),
    (Decimal(10_000), {"written": "万元", "way": "小", "change": "乘以一万"}),
)
"""By what to multiply the money to see it in the unit it was meant in."""


def explained(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings with those that one mistake explains put into one."""
    found = list(findings)
    for diagnose in (columns_swapped, last_month_again, money_in_another_unit):
        found = diagnose(case, found)
    return found


def columns_swapped(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """本月 and 累计 in each other's column: every month is above its cumulative."""
    found = list(findings)
    for pair in TOTALS:
        rows = [row for _, row in case.lines() if _both(row, pair)]
        unequal = [row for row in rows if row.amount(pair[0]) != row.amount(pair[1])]
        if unequal and all(_turned_fits(case, row, pair) for row in unequal):
            codes = ("E-MONTH-ABOVE-TOTAL", "E-TOTAL-FALLS", "E-NOT-ADDING-UP")
            picked = _of(found, codes, unequal, pair)
            words = {"month": FIELD_NAMES[pair[0]], "total": FIELD_NAMES[pair[1]]}
            found = _in_one("E-COLUMNS-SWAPPED", found, picked, words)
    return found


def _turned_fits(case: Case, row: IndicatorFigures, pair: _Pair) -> bool:
    """Whether the two figures make sense once they are put into each other's column."""
    month, total = _amounts(row, pair)
    last, _ = last_total(case, row.indicator, pair[1])
    return month > total >= 0 and (last is None or last + total == month)


def last_month_again(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Last month's form sent again: all its figures are those that are accepted already."""
    if case.month is None or (last := case.history.of(case.month.previous)) is None:
        return list(findings)
    found = list(findings)
    for pair in TOTALS:
        given = [row for _, row in case.lines() if _both(row, pair)]
        if all(row.amount(name) == last.amount(row.indicator, name)
               for row in given for name in pair):  # fmt: skip
            picked = _of(found, ("E-NOT-ADDING-UP",), given, pair)
            words = {"total": FIELD_NAMES[pair[1]], "last_month": f"{last.month.number}月"}
            found = _in_one("E-LAST-MONTH-AGAIN", found, picked, words)
    return found


def money_in_another_unit(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Money typed in 元 under a header in 万元, or the other way round.

    Known by every average being some ten thousand times outside its standard. What does not
    tie with last month is explained by it only if it ties in the other unit.
    """
    pair = TOTALS[1]
    priced = [row for _, row in case.lines() if _average(row) and case.plan.standard(row.indicator)]
    for factor, words in _UNITS:
        if not priced or not all(_scaled_fits(case, row, factor) for row in priced):
            continue
        turned = [row for _, row in case.lines() if _ties_scaled(case, row, factor)]
        picked = _of(findings, ("W-FUNDS-STANDARD",), priced, pair)
        picked += _of(findings, ("E-NOT-ADDING-UP", "E-TOTAL-FALLS"), turned, pair)
        stops = any(item.severity == "error" for item in picked)
        return _in_one("E-FUNDS-SCALE" if stops else "W-FUNDS-SCALE", findings, picked, words)
    return list(findings)


def _average(row: IndicatorFigures) -> Decimal | None:
    funds, done = row.amount("funds_total_yuan"), row.amount("completed_total")
    return funds / done if funds is not None and done and funds > 0 and done > 0 else None


def _scaled_fits(case: Case, row: IndicatorFigures, factor: Decimal) -> bool:
    standard, average = case.plan.standard(row.indicator), _average(row)
    if standard is None or average is None:
        return False
    return standard.holds(average * factor) and not standard.holds(average)


def _ties_scaled(case: Case, row: IndicatorFigures, factor: Decimal) -> bool:
    if case.month is None or not _both(row, TOTALS[1]):
        return False
    month, total = _amounts(row, TOTALS[1])
    last, _ = last_total(case, row.indicator, "funds_total_yuan")
    return last is not None and last + month * factor == total * factor


def _both(row: IndicatorFigures, pair: _Pair) -> bool:
    values = [row[name] for name in pair]
    return all(value.value is not None and not value.computed for value in values)


def _amounts(row: IndicatorFigures, pair: _Pair) -> tuple[Decimal, Decimal]:
    month, total = row.amount(pair[0]), row.amount(pair[1])
    if month is None or total is None:
        raise ValueError(f"{row.indicator}: {pair} are not both reported")
    return month, total


def _of(
    findings: Iterable[Finding], codes: Sequence[str], rows: Iterable[IndicatorFigures], pair: _Pair
) -> list[Finding]:
    indicators = {row.indicator for row in rows}
    return [
        item
        for item in findings
        if item.code in codes and item.indicator in indicators and item.field in pair
    ]


def _in_one(
    code: str, findings: Sequence[Finding], picked: Sequence[Finding], words: Mapping[str, str]
) -> list[Finding]:
    """Put the picked findings into one that has all their cells, if they are of many rows."""
    rows = {item.indicator for item in picked}
    if len(rows) < AT_LEAST:
        return list(findings)
    first = picked[0]
    one = finding(
        code,
        {"count": len(rows), **words},
        sheet=first.sheet,
        cells=tuple(dict.fromkeys(cell for item in picked for cell in item.cells)),
        field=first.field,
        raw=first.raw,
    )
    stops = any(item.severity == "error" for item in picked)
    one = replace(one, severity="error" if stops else "warning")
    return [one, *(item for item in findings if item not in picked)]
