"""Money typed in 元 under a header in 万元, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.checks.case import TOTALS, Case, plain_number
from etl.checks.completing import last_total
from etl.checks.misplaced import both_given
from etl.checks.whole_form import AT_LEAST, Diagnosis
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, Field, Value

MONEY = TOTALS[1]
_COLUMNS: tuple[tuple[Field, ...], ...] = (MONEY, MONEY[:1], MONEY[1:])


@dataclass(frozen=True)
class Unit:
    """By what to multiply money to see it in the unit it was meant in, and the words for it."""

    factor: Decimal
    written: str
    way: str
    change: str


UNITS = (
    Unit(Decimal("0.0001"), "元", "大", "除以一万"),
    Unit(Decimal(10_000), "万元", "小", "乘以一万"),
)


def money_in_another_unit(case: Case, _: Sequence[Finding]) -> Diagnosis | None:
    """Know it by averages ten thousand times outside their standard, or by last month.

    Of both columns or one of them that which ties the most rows with last month is meant.
    """
    found = [
        (ties, standard, fields, unit)
        for fields in _COLUMNS
        for unit in UNITS
        for standard in [_fits_the_standards(case, fields, unit.factor)]
        for ties in [_rows_that_tie(case, fields, unit.factor)]
        if standard or ties >= AT_LEAST
    ]
    if not found:
        return None
    ties, standard, fields, unit = max(found, key=lambda item: item[0])
    reason = f"折合每人（户）的金额都{unit.way}出标准约一万倍" if standard else ""
    history = "与上月也接不上" if standard else f"与上月接不上，{unit.change}就接得上"
    words = {
        "column": "资金" if len(fields) > 1 else FIELD_NAMES[fields[0]],
        "written": unit.written,
        "change": unit.change,
        "reason": "，".join(part for part in (reason, history if ties else "") if part),
    }
    return Diagnosis(
        "E-FUNDS-SCALE",
        words,
        _scaled(case, fields, unit.factor),
        fields=fields,
        field=fields[-1],
        mild="W-FUNDS-SCALE",
    )


def _fits_the_standards(case: Case, fields: Sequence[Field], factor: Decimal) -> bool:
    """Whether every average is outside of its standard, and within it in the other unit."""
    if MONEY[1] not in fields:
        return False
    fits = [*_standards_met(case, factor)]
    return len(fits) >= AT_LEAST and all(fits)


def _standards_met(case: Case, factor: Decimal) -> Iterator[bool]:
    for indicator, row in case.lines():
        standard = case.plan.standard(indicator.code)
        funds, done = row.amount(MONEY[1]), row.amount("completed_total")
        if standard is not None and funds and done and funds > 0 and done > 0:
            average = funds / done
            yield standard.holds(average * factor) and not standard.holds(average)


def _rows_that_tie(case: Case, fields: Sequence[Field], factor: Decimal) -> int:
    """Return how many rows follow from last month in the other unit alone; 0 if one speaks against."""
    count = 0
    for indicator, row in case.lines():
        last, _ = last_total(case, indicator.code, MONEY[1])
        if last is None or not both_given(row, MONEY) or not any(map(row.amount, fields)):
            continue
        month, total = (row.amount(name) or Decimal(0) for name in MONEY)
        if last + month == total:
            return 0
        scaled = [value * factor if name in fields else value
                  for name, value in zip(MONEY, (month, total), strict=True)]  # fmt: skip
        count += last + scaled[0] == scaled[1]
    return count


def _scaled(case: Case, fields: Sequence[Field], factor: Decimal) -> Case:
    """Return the case with these columns in the other unit."""
    reading = case.reading

    def scaled(values: Mapping[Field, Value]) -> dict[Field, Value]:
        return {
            name: _times(value, factor) if name in fields else value
            for name, value in values.items()
        }

    figures = {
        code: replace(row, values=scaled(row.values)) for code, row in reading.figures.items()
    }
    read = {
        (code, name)
        for code, name in reading.broken
        if name in fields and figures[code].amount(name) is not None
    }
    meant = replace(
        reading,
        figures=figures,
        sums=tuple(replace(row, values=scaled(row.values)) for row in reading.sums),
        broken=reading.broken - read,
        findings=tuple(
            item for item in reading.findings
            if (item.code, item.indicator, item.field) not in _too_fine(read)
        ),
    )  # fmt: skip
    return replace(case, reading=meant)


def _too_fine(read: set[tuple[str, Field]]) -> set[tuple[str, str, Field]]:
    return {("E-FRACTION-OF-FEN", code, name) for code, name in read}


def _times(value: Value, factor: Decimal) -> Value:
    """Return an amount in the other unit; 万元 under a header in 元 may look like parts of a 分."""
    if value.value is not None:
        return replace(value, value=value.value * factor)
    number = plain_number(value.raw) if factor > 1 else None
    return value if number is None else replace(value, value=number * factor)
