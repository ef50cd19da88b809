"""Columns filled with the figures of another: 本月 for 累计, people for money."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from etl.checks.case import Case, Pair, is_money, plain_number
from etl.checks.following import (
    Numbers,
    amounts,
    both_given,
    follows,
    numbers_follow,
    shown_numbers,
    unit_of_money,
)
from etl.checks.sums import settled
from etl.checks.whole_form import AT_LEAST, Diagnose, Diagnosis
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, FIELDS, Field, IndicatorFigures, Value

Moved = Mapping[Field, Field]
"""Where the figure of a field stands, for the fields that stand in another column."""

_MOST = Decimal("0.75")
"""The share of the rows that must speak for it: one or two may be wrong besides."""
NO_SUCH_NUMBER = frozenset(("E-NOT-INTEGER", "E-DECIMALS", "E-FRACTION-OF-FEN"))
"""What the reader says of people's figures in a column for money, and the other way round."""

_ORDERS = (zip(FIELDS, order, strict=True) for order in permutations(FIELDS))
_WAYS: tuple[Moved, ...] = tuple(
    moved for order in _ORDERS
    if (moved := {name: there for name, there in order if name != there})
)  # fmt: skip
"""All ways to deal out the four columns, but the one in which all stay."""


def months_for_totals(pair: Pair) -> Diagnose:
    """本月 and 累计 in each other's column: months above their cumulatives.

    Known by last month's, which the rows then follow from; without one, by every row.
    """

    def diagnose(case: Case, _: Sequence[Finding]) -> Diagnosis | None:
        unequal = [
            row for _, row in case.lines()
            if both_given(row, pair) and row.amount(pair[0]) != row.amount(pair[1])
        ]  # fmt: skip
        turned = {row.indicator: _turned(case, row, pair) for row in unequal}
        proven = [code for code, fits in turned.items() if fits]
        open_to_it = [code for code, fits in turned.items() if fits is None]
        speaks_for = len(proven) > len(turned) / 2 or len(open_to_it) == len(turned)
        rows = [*proven, *(open_to_it if len(proven) + len(open_to_it) == len(turned) else ())]
        if len(rows) < AT_LEAST or not speaks_for:
            return None
        moved = {pair[0]: pair[1], pair[1]: pair[0]}
        reason = f"的{FIELD_NAMES[pair[0]]}都比{FIELD_NAMES[pair[1]]}多"
        return _swapped(case, moved, rows, reason)

    return diagnose


def _turned(case: Case, row: IndicatorFigures, pair: Pair) -> bool | None:
    """Whether the two figures fit once they are put into each other's column.

    None where nothing of last month says so, and nothing speaks against it.
    """
    month, total = amounts(row, pair)
    fits = follows(case, row.indicator, pair, total, month)
    if not month > total >= 0:
        return False
    return fits


def people_for_money(case: Case, findings: Sequence[Finding]) -> Diagnosis | None:
    """Figures in the wrong columns altogether, known by last month's that they then follow from.

    Of all ways to deal out the four columns the one that moves the fewest must be alone:
    where two explain the form, nobody knows. A row that is right as it stands speaks against.
    """
    told = {item.indicator for item in findings if item.field in FIELDS}
    if len(told) < AT_LEAST or case.month is None:
        return None
    unit = unit_of_money(case)
    shown = {
        code: numbers
        for code, row in case.reading.figures.items()
        if (numbers := shown_numbers(case, row, unit)) is not None and _is_filled(numbers)
    }
    right = {code for code, numbers in shown.items() if numbers_follow(case, code, numbers, unit)}
    fitting: dict[int, list[tuple[Moved, set[str]]]] = {}
    for moved in _WAYS:
        rows = {
            code for code, numbers in shown.items()
            if numbers_follow(case, code, _dealt(numbers, moved), unit)
        }  # fmt: skip
        enough = len(rows & told - right) >= AT_LEAST and len(rows) >= _MOST * len(shown)
        if enough and right <= rows:
            fitting.setdefault(len(moved), []).append((moved, rows))
    if not fitting or len(fitting[min(fitting)]) > 1:
        return None
    ((moved, rows),) = fitting[min(fitting)]
    something = [code for code in rows if any(shown[code].values())]
    return _swapped(case, moved, rows, "换过来就与上月接得上", something)


def columns_of_one_row(case: Case, indicator: str) -> Moved | None:
    """Return the one way to deal out the columns by which a single row follows from last month."""
    unit = unit_of_money(case)
    numbers = shown_numbers(case, case.reading.figures[indicator], unit)
    if numbers is None or numbers_follow(case, indicator, numbers, unit):
        return None
    fitting: dict[int, list[Moved]] = {}
    for moved in _WAYS:
        dealt = _dealt(numbers, moved)
        if dealt != numbers and numbers_follow(case, indicator, dealt, unit):
            fitting.setdefault(len(moved), []).append(moved)
    fewest = fitting[min(fitting)] if fitting else []
    return fewest[0] if len(fewest) == 1 else None


def _is_filled(numbers: Numbers) -> bool:
    return any(number is not None for number in numbers.values())


def _dealt(numbers: Numbers, moved: Moved) -> Numbers:
    return {name: numbers[moved.get(name, name)] for name in FIELDS}


def _swapped(
    case: Case,
    moved: Moved,
    rows: Collection[str],
    reason: str,
    told: Collection[str] | None = None,
) -> Diagnosis:
    """Make the diagnosis of some rows; ``told`` are those that hold more than noughts."""
    fields = tuple(name for name in FIELDS if name in moved)
    if len(fields) > 2:
        where = "，".join(f"“{FIELD_NAMES[there]}”下面像是{FIELD_NAMES[name]}的数"
                         for name, there in moved.items())  # fmt: skip
        reason = f"{reason}（{where}）"
    return Diagnosis(
        code="E-COLUMNS-SWAPPED",
        words={"columns": columns_text(fields), "reason": reason},
        meant=_put_right(case, moved, rows),
        rows=tuple(rows if told is None else told),
        fields=fields,
        field=fields[0] if len(set(map(is_money, fields))) == 1 else None,
    )


def columns_text(fields: Sequence[Field]) -> str:
    """Name columns as a sentence does: “本月完成”和“累计完成”."""
    names = [f"“{FIELD_NAMES[name]}”" for name in fields]
    return "和".join(names) if len(names) == 2 else "、".join(names)


def _put_right(case: Case, moved: Moved, rows: Collection[str]) -> Case:
    """Return the case with each figure of these rows under its own header."""
    reading, unit = case.reading, unit_of_money(case)
    figures = {
        code: replace(row, values=_moved_values(row.values, moved, unit)) if code in rows else row
        for code, row in reading.figures.items()
    }
    cells = {(code, name) for code in rows for name in moved}
    findings = tuple(
        item
        for item in reading.findings
        if item.code not in NO_SUCH_NUMBER or (item.indicator, item.field) not in cells
    )
    meant = replace(
        reading,
        figures=figures,
        sums=settled(case),
        findings=findings,
        broken=reading.broken - cells,
    )
    return replace(case, reading=meant)


def _moved_values(values: Mapping[Field, Value], moved: Moved, unit: Decimal) -> dict[Field, Value]:
    found = {name: value for name, value in values.items() if name not in moved}
    for name, there in moved.items():
        if there in values:
            found[name] = _read_as(values[there], name, there, unit)
    return found


def _read_as(value: Value, name: Field, there: Field, unit: Decimal) -> Value:
    """Return the figure as another column would have read it, still at its own cell."""
    if is_money(name) == is_money(there):
        return value
    shown = plain_number(value.raw)
    if value.value is not None:
        shown = value.value / unit if is_money(there) else value.value
    if shown is None:
        return replace(value, value=None)
    return replace(value, value=shown * unit if is_money(name) else shown)
