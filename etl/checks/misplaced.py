"""Columns filled with the figures of another: 本月 for 累计, people for money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from etl.checks.case import TOTALS, Case, plain_number
from etl.checks.completing import last_total
from etl.checks.whole_form import AT_LEAST, Diagnose, Diagnosis
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, FIELDS, Field, IndicatorFigures, Value

Pair = tuple[Field, Field]
Moved = Mapping[Field, Field]
"""Where the figure of a field stands: its own column for those that are not moved."""

Numbers = Mapping[Field, Decimal | None]

_YUAN_PER_WAN = Decimal(10_000)
_MOST = Decimal("0.75")
"""The share of the rows that must speak for it: one or two may be wrong besides."""
# What the reader says of people's figures in a column for money, and the other way round.
_NO_SUCH_NUMBER = frozenset(("E-NOT-INTEGER", "E-DECIMALS", "E-FRACTION-OF-FEN"))


def both_given(row: IndicatorFigures, pair: Pair) -> bool:
    """Whether 本月 and 累计 were both written by the sender."""
    return all(row[name].value is not None and not row[name].computed for name in pair)


def amounts(row: IndicatorFigures, pair: Pair) -> tuple[Decimal, Decimal]:
    """Return 本月 and 累计 of a row that has both."""
    month, total = row.amount(pair[0]), row.amount(pair[1])
    if month is None or total is None:
        raise ValueError(f"{row.indicator}: {pair} are not both reported")
    return month, total


def months_for_totals(pair: Pair) -> Diagnose:
    """本月 and 累计 in each other's column: every month is above its cumulative."""

    def diagnose(case: Case, _: Sequence[Finding]) -> Diagnosis | None:
        rows = [row for _, row in case.lines() if both_given(row, pair)]
        unequal = [row for row in rows if row.amount(pair[0]) != row.amount(pair[1])]
        if len(unequal) < AT_LEAST or not all(_turned_fits(case, row, pair) for row in unequal):
            return None
        moved = {pair[0]: pair[1], pair[1]: pair[0]}
        reason = f"的{FIELD_NAMES[pair[0]]}都比{FIELD_NAMES[pair[1]]}多"
        return _swapped(case, moved, {row.indicator for row in rows}, reason)

    return diagnose


def _turned_fits(case: Case, row: IndicatorFigures, pair: Pair) -> bool:
    """Whether the two figures make sense once they are put into each other's column."""
    month, total = amounts(row, pair)
    last, _ = last_total(case, row.indicator, pair[1])
    return month > total >= 0 and (last is None or last + total == month)


def people_for_money(case: Case, findings: Sequence[Finding]) -> Diagnosis | None:
    """Figures in the wrong columns altogether, known by last month's that they then tie with.

    Of all ways to deal out the four columns the one that moves the fewest must be alone:
    where two explain the form, nobody knows. A row that is right as it stands speaks against.
    """
    told = {item.indicator for item in findings if item.field in FIELDS}
    if len(told) < AT_LEAST or case.month is None:
        return None
    unit = _unit_of_money(case)
    shown = {
        code: numbers
        for code, row in case.reading.figures.items()
        if (numbers := _shown(case, row, unit)) is not None and any(numbers.values())
    }
    right = {code for code, numbers in shown.items() if _ties(case, code, numbers, unit)}
    fitting: dict[int, list[tuple[Moved, set[str]]]] = {}
    for order in permutations(FIELDS):
        moved: Moved = {name: there for name, there in zip(FIELDS, order, strict=True)
                        if name != there}  # fmt: skip
        rows = {code for code, numbers in shown.items()
                if _ties(case, code, _dealt(numbers, order), unit)}  # fmt: skip
        enough = len(rows & told - right) >= AT_LEAST and len(rows) >= _MOST * len(shown)
        if moved and enough and right <= rows:
            fitting.setdefault(len(moved), []).append((moved, rows))
    if not fitting or len(fitting[min(fitting)]) > 1:
        return None
    ((moved, rows),) = fitting[min(fitting)]
    return _swapped(case, moved, rows, "换过来就与上月接得上")


def _shown(case: Case, row: IndicatorFigures, unit_of_money: Decimal) -> Numbers | None:
    """Return the four numbers of a row as its cells show them; None where one is no number."""
    numbers: dict[Field, Decimal | None] = {}
    for name in FIELDS:
        value = row[name]
        unit = unit_of_money if _is_money(name) else Decimal(1)
        numbers[name] = value.value / unit if value.value is not None else plain_number(value.raw)
        if numbers[name] is None and not case.whole(row.indicator, name):
            return None
    return numbers


def _dealt(numbers: Numbers, order: Sequence[Field]) -> Numbers:
    return {name: numbers[there] for name, there in zip(FIELDS, order, strict=True)}


def _unit_of_money(case: Case) -> Decimal:
    """Return how many yuan one of the money columns' units is, as they were read."""
    for row in case.reading.figures.values():
        for name in TOTALS[1]:
            shown, read = plain_number(row[name].raw), row[name].value
            if shown and read:
                return read / shown
    return _YUAN_PER_WAN


def _ties(case: Case, code: str, numbers: Numbers, unit_of_money: Decimal) -> bool:
    """Whether people, and money where there is some, follow from last month."""
    indicator = case.plan.indicator(code)
    people = [numbers[name] for name in TOTALS[0]]
    places = indicator.decimals if indicator is not None else 0
    if not all(number is not None and number == round(number, places) for number in people):
        return False
    for pair, unit in zip(TOTALS, (Decimal(1), unit_of_money), strict=True):
        month, total = (numbers[name] for name in pair)
        last, _ = last_total(case, code, pair[1])
        if month is None and total is None and last is None:
            continue
        if month is None or total is None or last is None:
            return False
        if month < 0 or last + month * unit != total * unit:
            return False
    return True


def _swapped(case: Case, moved: Moved, rows: set[str], reason: str) -> Diagnosis:
    names = "和".join(f"“{FIELD_NAMES[name]}”" for name in FIELDS if name in moved)
    fields = tuple(name for name in FIELDS if name in moved)
    return Diagnosis(
        code="E-COLUMNS-SWAPPED",
        words={"columns": names, "reason": reason},
        meant=_put_right(case, moved, rows),
        fields=fields,
        field=fields[0] if len(set(map(_is_money, fields))) == 1 else None,
    )


def _put_right(case: Case, moved: Moved, rows: set[str]) -> Case:
    """Return the case with each figure under its own header; sums move with their columns."""
    reading, unit = case.reading, _unit_of_money(case)
    figures = {
        code: replace(row, values=_moved_values(row.values, moved, unit)) if code in rows else row
        for code, row in reading.figures.items()
    }
    sums = tuple(
        replace(row, values=_moved_values(row.values, moved, unit)) for row in reading.sums
    )
    cells = {(code, name) for code in rows for name in moved}
    findings = tuple(
        item
        for item in reading.findings
        if item.code not in _NO_SUCH_NUMBER or (item.indicator, item.field) not in cells
    )
    meant = replace(
        reading, figures=figures, sums=sums, findings=findings, broken=reading.broken - cells
    )
    return replace(case, reading=meant)


def _moved_values(values: Mapping[Field, Value], moved: Moved, unit: Decimal) -> dict[Field, Value]:
    found = dict(values)
    for name, there in moved.items():
        found.pop(name, None)
        if there in values:
            found[name] = _read_as(values[there], name, there, unit)
    return found


def _read_as(value: Value, name: Field, there: Field, unit: Decimal) -> Value:
    """Return the figure as another column would have read it, still at its own cell."""
    if _is_money(name) == _is_money(there):
        return value
    shown = plain_number(value.raw)
    if value.value is not None:
        shown = value.value / unit if _is_money(there) else value.value
    if shown is None:
        return replace(value, value=None)
    return replace(value, value=shown * unit if _is_money(name) else shown)


def _is_money(name: Field) -> bool:
    return name.startswith("funds")
