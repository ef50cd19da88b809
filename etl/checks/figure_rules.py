"""Rules about the figures of one row: signs, 本月 against 累计, and the months before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from etl.checks.case import TOTALS, Case, amount_text, number_text
from etl.checks.completing import last_total
from etl.domain.finding import Finding
from etl.domain.submission import Field, IndicatorFigures


def unless_noted(row: IndicatorFigures, error: str, warning: str) -> str:
    """Return the error's code, or the warning's when the row's remark gives a reason.

    Any remark of the row counts as its reason; the reviewer judges it (contract 6, Rules).
    """
    return warning if row.note else error


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
                code = unless_noted(row, "E-NEGATIVE-MONTH", "W-NEGATIVE-MONTH")
                yield case.about(code, indicator.code, month)


def month_is_within_total(case: Case) -> Iterator[Finding]:
    """The cumulative contains the month."""
    for indicator, row in case.lines():
        for month, total in TOTALS:
            if _above(row, month, total):
                words = {
                    "month": amount_text(row.amount(month), month),
                    "total": amount_text(row.amount(total), total),
                    "mind": "，也看看两列的单位是元还是万元" if total.startswith("funds") else "",
                }
                yield case.about("E-MONTH-ABOVE-TOTAL", indicator.code, month, total, words=words)


def _above(row: IndicatorFigures, month: Field, total: Field) -> bool:
    value, whole = row.amount(month), row.amount(total)
    computed = row[month].computed or row[total].computed
    return value is not None and whole is not None and value > whole >= 0 and not computed


def totals_do_not_fall(case: Case) -> Iterator[Finding]:
    """A cumulative below the last accepted one needs a remark (更正).

    A computed one can only fall through a negative month, which has been spoken of.
    """
    for indicator, row in case.lines():
        for _, total in TOTALS:
            last = case.history.last(indicator.code, total)
            value = row.amount(total)
            if last is None or value is None or row[total].computed:
                continue
            if 0 <= value < last[1]:
                words = {"last_month": f"{last[0].number}月", "last": amount_text(last[1], total)}
                code = unless_noted(row, "E-TOTAL-FALLS", "W-TOTAL-FALLS")
                yield case.about(code, indicator.code, total, words=words)


def months_add_up(case: Case) -> Iterator[Finding]:
    """Last cumulative + this month = this cumulative, where the month before is accepted.

    Where the cumulative fell or the month exceeds it, that rule has spoken already.
    """
    if case.month is None:
        return
    for _, row in case.lines():
        for month, total in TOTALS:
            yield from _adds_up(case, row, month, total)


def _adds_up(case: Case, row: IndicatorFigures, month: Field, total: Field) -> Iterator[Finding]:
    added, value = row.amount(month), row.amount(total)
    last, label = last_total(case, row.indicator, total)
    if added is None or value is None or last is None or last + added == value:
        return
    if _above(row, month, total) or value < max(last, Decimal(0)):
        return
    words = {
        "last_label": label,
        "last": amount_text(last, total),
        "month": amount_text(added, month),
        "expected": amount_text(last + added, total),
    }
    code = unless_noted(row, "E-NOT-ADDING-UP", "W-NOT-ADDING-UP")
    yield case.about(code, row.indicator, total, month, words=words)


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
                "last": amount_text(then, "completed_total"),
                "multiple": number_text(limits.last_year_multiple),
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
