"""Rules about the figures of one row: signs, 本月 against 累计, and the months before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from etl.checks.case import TOTALS, Case, amount_text
from etl.domain.finding import Finding
from etl.domain.submission import Field, IndicatorFigures


def by_note(code: str, row: IndicatorFigures) -> str:
    """Return the error's code, or its warning when the row's remark gives a reason."""
    return f"W-{code}" if row.note else f"E-{code}"


def totals_are_not_negative(case: Case) -> Iterator[Finding]:
    """A cumulative is never below zero."""
    for indicator, row in case.lines():
        for _, total in TOTALS:
            value = row.amount(total)
            if value is not None and value < 0:
                yield case.about("E-NEGATIVE-TOTAL", indicator.code, total)


def negative_months_have_a_reason(case: Case) -> Iterator[Finding]:
    """A month below zero is a correction, and needs a remark."""
    for indicator, row in case.lines():
        for month, _ in TOTALS:
            value = row[month]
            if value.value is not None and value.value < 0 and not value.computed:
                yield case.about(by_note("NEGATIVE-MONTH", row), indicator.code, month)


def month_is_within_total(case: Case) -> Iterator[Finding]:
    """The cumulative contains the month."""
    for indicator, row in case.lines():
        for month, total in TOTALS:
            if _above(row, month, total):
                words = {
                    "month": amount_text(row.amount(month), month),
                    "total": amount_text(row.amount(total), total),
                }
                yield case.about("E-MONTH-ABOVE-TOTAL", indicator.code, month, total, words=words)


def _above(row: IndicatorFigures, month: Field, total: Field) -> bool:
    value, whole = row.amount(month), row.amount(total)
    computed = row[month].computed or row[total].computed
    return value is not None and whole is not None and value > whole >= 0 and not computed


def totals_do_not_fall(case: Case) -> Iterator[Finding]:
    """A cumulative below the last accepted one needs a remark (更正)."""
    for indicator, row in case.lines():
        for _, total in TOTALS:
            last = case.history.last(indicator.code, total)
            value = row.amount(total)
            if last is not None and value is not None and 0 <= value < last[1]:
                words = {"last_month": f"{last[0].number}月", "last": amount_text(last[1], total)}
                code = by_note("TOTAL-FALLS", row)
                yield case.about(code, indicator.code, total, words=words)


def months_add_up(case: Case) -> Iterator[Finding]:
    """Last cumulative + this month = this cumulative, where the month before is accepted.

    Where the cumulative fell or the month exceeds it, that rule has spoken already.
    """
    for indicator, row in case.lines():
        for month, total in TOTALS:
            expected = _expected_total(case, indicator.code, row, month, total)
            value = row.amount(total)
            if expected is None or value is None or expected[1] + expected[2] == value:
                continue
            label, last, added = expected
            if _above(row, month, total) or value < max(last, Decimal(0)):
                continue
            words = {
                "last_label": label,
                "last": amount_text(last, total),
                "month": amount_text(added, month),
                "expected": amount_text(last + added, total),
            }
            code = by_note("NOT-ADDING-UP", row)
            yield case.about(code, indicator.code, total, month, words=words)


def _expected_total(
    case: Case, indicator: str, row: IndicatorFigures, month: Field, total: Field
) -> tuple[str, Decimal, Decimal] | None:
    """Return (label, last cumulative, month), None where there is nothing to compare."""
    added = row.amount(month)
    if case.month is None or added is None or row[month].computed or row[total].computed:
        return None
    if case.month.number == 1:
        return "上年末累计", Decimal(0), added
    accepted = case.history.of(case.month.previous)
    last = accepted.amount(indicator, total) if accepted else None
    return None if last is None else (f"{case.month.previous.number}月累计", last, added)


def near_last_year(case: Case) -> Iterator[Finding]:
    """A cumulative many times above or below 同期 is asked about."""
    limits = case.plan.thresholds
    if case.history.last_year is None:
        return
    for indicator, row in case.lines():
        now = row.amount("completed_total")
        then = case.history.last_year.amount(indicator.code, "completed_total")
        if now is None or then is None or min(now, then) <= limits.last_year_at_least:
            continue
        if max(now, then) > limits.last_year_multiple * min(now, then):
            words = {
                "relation": "高于" if now > then else "低于",
                "last": amount_text(then, "completed_total"),
                "multiple": limits.last_year_multiple,
            }
            yield case.about("W-LAST-YEAR", indicator.code, "completed_total", words=words)


def later_months_still_agree(case: Case) -> Iterator[Finding]:
    """A later month already accepted that is now below this one has to be corrected too."""
    for indicator, row in case.lines():
        for _, total in TOTALS:
            value = row.amount(total)
            for later in case.history.later:
                other = later.amount(indicator.code, total)
                if value is not None and other is not None and other < value:
                    words = {
                        "later_month": f"{later.month.number}月",
                        "later": amount_text(other, total),
                    }
                    yield case.about("W-LATER-MONTH", indicator.code, total, words=words)
                    break
