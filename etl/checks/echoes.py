"""Warnings that only come of a figure already refused: not told beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from etl.checks.case import Case, Pair, pair_of
from etl.checks.completing import last_total
from etl.checks.following import amounts, both_given
from etl.checks.slips import slip_of
from etl.checks.whole_form import Judge, place_of
from etl.domain.finding import Finding
from etl.domain.submission import Field

_REFUSED = frozenset((
    "E-NOT-ADDING-UP", "E-TOTAL-FALLS", "E-MONTH-ABOVE-TOTAL", "E-NEGATIVE-MONTH",
    "E-NEGATIVE-TOTAL",
))  # fmt: skip
_ECHOES = frozenset((
    "W-FUNDS-STANDARD", "W-FUNDS-WITHOUT-COUNT", "W-FAR-OVER-TARGET", "W-LAST-YEAR",
    "W-LATER-MONTH", "E-SUM",
))  # fmt: skip


def without_echoes(case: Case, findings: Sequence[Finding], judge: Judge) -> list[Finding]:
    """Judge the form with each refused row as it probably was meant, and drop what is gone.

    Only what is a comparison of those figures goes: their own lines stay, and so does what
    would be said of the row put right.
    """
    if not any(item.code in _ECHOES for item in findings):
        return list(findings)
    summed = {item.field for item in findings if item.code == "E-SUM"}
    meant = {
        (item.indicator, pair): figures
        for item in findings
        if item.code in _REFUSED and item.severity == "error" and item.indicator is not None
        and (pair := pair_of(item.field)) is not None
        and (figures := _meant(case, item.indicator, pair, summed)) is not None
    }  # fmt: skip
    if not meant:
        return list(findings)
    _, left = judge(_put_right(case, meant))
    still = set(map(place_of, left))
    return [item for item in findings if item.code not in _ECHOES or place_of(item) in still]


def _meant(
    case: Case, indicator: str, pair: Pair, summed: Collection[str | None]
) -> tuple[Decimal, Decimal] | None:
    """Return 本月 and 累计 as they probably were meant: by the slip, else by last month.

    Where of the two sums only that of 本月 does not agree, 本月 is the wrong one.
    """
    row = case.figures[indicator]
    if not both_given(row, pair):
        return None
    slip = slip_of(case, indicator, pair)
    if slip is not None:
        return slip.month, slip.total
    last, _ = last_total(case, indicator, pair[1])
    month, total = amounts(row, pair)
    if last is None:
        return None
    if pair[0] in summed and pair[1] not in summed:
        return (total - last, total) if total >= last else None
    return None if month < 0 else (month, last + month)


def _put_right(case: Case, meant: Mapping[tuple[str, Pair], tuple[Decimal, Decimal]]) -> Case:
    figures = dict(case.reading.figures)
    for (indicator, pair), amounts_meant in meant.items():
        row = figures[indicator]
        values: dict[Field, Decimal] = dict(zip(pair, amounts_meant, strict=True))
        figures[indicator] = replace(row, values={
            name: replace(value, value=values.get(name, value.value))
            for name, value in row.values.items()
        })  # fmt: skip
    return replace(case, reading=replace(case.reading, figures=figures))
