"""Money typed in 元 under a header in 万元, or the other way round."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.checks.case import MONEY, Case, plain_number
from etl.checks.following import amounts, both_given, follows
from etl.checks.sums import settled
from etl.checks.whole_form import AT_LEAST, Diagnosis
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, Field, IndicatorFigures, Value

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


@dataclass(frozen=True)
class _Evidence:
    """Rows that follow from last month only in the other unit, rows whose average fits only
    then, and rows that are right as they stand."""

    fields: tuple[Field, ...]
    unit: Unit
    following: tuple[str, ...]
    fitting: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        if len(self.following) >= AT_LEAST:
            return len(self.following) > len(self.right)
        return len(self.fitting) >= AT_LEAST and not self.right

    def rows(self, case: Case) -> tuple[str, ...]:
        """Return the rows to put right: all that have money, if none is right as it stands."""
        if not self.right:
            return tuple(
                item.code for item, row in case.lines()
                if any(row[name].raw for name in self.fields)
            )  # fmt: skip
        return tuple(dict.fromkeys((*self.following, *self.fitting)))


def money_in_another_unit(case: Case, _: Sequence[Finding]) -> Diagnosis | None:
    """Know it by averages ten thousand times outside their standard, or by last month.

    Of both columns or one of them that which most rows then follow from last month is meant.
    """
    found = [
        evidence for fields in _COLUMNS for unit in UNITS
        if (evidence := _evidence(case, fields, unit)).is_enough
    ]  # fmt: skip
    if not found:
        return None
    best = max(found, key=lambda item: (len(item.following), len(item.fitting)))
    unit, rows = best.unit, best.rows(case)
    average = f"折合每人（户）的金额都{unit.way}出标准约一万倍" if best.fitting else ""
    history = "与上月也接不上" if best.fitting else f"与上月接不上，{unit.change}就接得上"
    words = {
        "column": "资金" if len(best.fields) > 1 else FIELD_NAMES[best.fields[0]],
        "written": unit.written,
        "change": unit.change,
        "reason": "，".join(part for part in (average, history if best.following else "") if part),
    }
    return Diagnosis(
        "E-FUNDS-SCALE",
        words,
        _scaled(case, best.fields, unit.factor, rows),
        rows=rows,
        fields=best.fields,
        field=best.fields[-1],
        mild="W-FUNDS-SCALE",
    )


def _evidence(case: Case, fields: tuple[Field, ...], unit: Unit) -> _Evidence:
    following, fitting, right = [], [], []
    for indicator, row in case.lines():
        code = indicator.code
        if not any(row.amount(name) for name in fields):
            continue
        known = _follows(case, row, fields, Decimal(1))
        if known:
            right.append(code)
        elif _follows(case, row, fields, unit.factor):
            following.append(code)
        if not known and MONEY[1] in fields:
            plain, scaled = _average_fits(case, row, unit.factor)
            fitting += [code] if scaled and not plain else []
            right += [code] if plain and known is None else []
    return _Evidence(fields, unit, tuple(following), tuple(fitting), tuple(right))


def _follows(
    case: Case, row: IndicatorFigures, fields: Sequence[Field], factor: Decimal
) -> bool | None:
    if not both_given(row, MONEY):
        return None
    month, total = (
        value * factor if name in fields else value
        for name, value in zip(MONEY, amounts(row, MONEY), strict=True)
    )
    return follows(case, row.indicator, MONEY, month, total)


def _average_fits(case: Case, row: IndicatorFigures, factor: Decimal) -> tuple[bool, bool]:
    """Whether the average lies within its standard as written, and in the other unit."""
    standard = case.plan.standard(row.indicator)
    funds, done = row.amount(MONEY[1]), row.amount("completed_total")
    if standard is None or not funds or not done or funds < 0 or done < 0:
        return False, False
    average = funds / done
    return standard.holds(average), standard.holds(average * factor)


def _scaled(case: Case, fields: Sequence[Field], factor: Decimal, rows: Collection[str]) -> Case:
    """Return the case with these columns of these rows in the other unit."""
    reading = case.reading

    def scaled(values: Mapping[Field, Value]) -> dict[Field, Value]:
        return {
            name: _times(value, factor) if name in fields else value
            for name, value in values.items()
        }

    figures = {
        code: replace(row, values=scaled(row.values)) if code in rows else row
        for code, row in reading.figures.items()
    }
    read = {
        (code, name)
        for code, name in reading.broken
        if name in fields and figures[code].amount(name) is not None
    }
    meant = replace(
        reading,
        figures=figures,
        sums=settled(case),
        broken=reading.broken - read,
        findings=tuple(
            item for item in reading.findings
            if item.code != "E-FRACTION-OF-FEN" or (item.indicator, item.field) not in read
        ),
    )  # fmt: skip
    return replace(case, reading=meant)


def _times(value: Value, factor: Decimal) -> Value:
    """Return an amount in the other unit; 万元 under a header in 元 may look like parts of a 分."""
    if value.value is not None:
        return replace(value, value=value.value * factor)
    number = plain_number(value.raw) if factor > 1 else None
    return value if number is None else replace(value, value=number * factor)
