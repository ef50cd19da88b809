"""小计 and 合计 rows: checksums over the rows as written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from etl.checks.case import Case, addresses, amount_text, written_text
from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.reading import SumRow
from etl.domain.submission import Field, IndicatorFigures


def sums_add_up(case: Case) -> Iterator[Finding]:
    """Hold each sum against its rows.

    Where a row below is missing, doubled or could not be read, that is what is said: the
    sum may well be right.
    """
    figures = case.reading.figures
    doubled = {item.indicator for item in case.reading.findings if item.code == "W-DUPLICATE-ROW"}
    for row in case.reading.sums:
        members = _members(case, row)
        if any(code in doubled or code not in figures for code in members):
            continue
        for name in row.values:
            if all(case.whole(code, name) for code in members):
                yield from _sum_is(case, row, members, name)


def settled(case: Case) -> tuple[SumRow, ...]:
    """Return the sums without those that agree with the form as it was written.

    Once rows are put right these would differ, though nobody wrote them wrong: most are
    formulas. What disagrees with the rows as written is held against them as they were meant.
    """
    return tuple(
        replace(row, values={
            name: value for name, value in row.values.items()
            if value.value != _expected(case.reading.figures, _members(case, row), name)
        })
        for row in case.reading.sums
    )  # fmt: skip


def _members(case: Case, row: SumRow) -> list[str]:
    return [item.code for item in case.plan.indicators if row.project in (None, item.project)]


def _expected(figures: Mapping[str, IndicatorFigures], members: list[str], name: Field) -> Decimal:
    amounts = (figures[code].amount(name) for code in members if code in figures)
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _sum_is(case: Case, row: SumRow, members: list[str], name: Field) -> Iterator[Finding]:
    value = row.values[name]
    expected = _expected(case.reading.figures, members, name)
    if value.value is None or expected == value.value:
        return
    words = {
        "label": row.label,
        "raw": written_text(value, name),
        "expected": amount_text(expected, name),
        "rows": rows_text(sorted(case.reading.rows[code] for code in members)),
    }
    yield finding(
        "E-SUM",
        words,
        sheet=case.reading.sheet,
        cells=addresses([value.cell]),
        row=row.row,
        field=name,
        raw=value.raw,
    )


def rows_text(numbers: list[int]) -> str:
    """Write row numbers as a reader looks for them: 7—9、12."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if run[1:] else f"{run[0]}" for run in runs)
