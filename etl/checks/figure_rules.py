"""Rules about the figures of one row: signs, 本月 against 累计, and the months before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from etl.checks.case import TOTALS, Case, amount_text, number_text
from etl.checks.completing import last_total
from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.domain.submission import FIELD_NAMES, FIELDS, Field, IndicatorFigures


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
    """The cumulative contains the month.

    Where it is below last month's too, it is the cumulative that is wrong: said once.
    """
    for indicator, row in case.lines():
        for month, total in TOTALS:
            if not _above(row, month, total):
                continue
            last = _fallen_from(case, row, total)
            fallen = (
                f"；{FIELD_NAMES[total]}也比{last[0].number}月的 {amount_text(last[1], total)} 少"
                if last
                else ""
            )
            words = {
                "month": amount_text(row.amount(month), month),
                "month_field": FIELD_NAMES[month],
                "total": amount_text(row.amount(total), total),
                "total_field": FIELD_NAMES[total],
                "mind": "，也看看两列的单位是元还是万元" if total.startswith("funds") else "",
                "fallen": fallen,
            }
            fields = (total, month) if last else (month, total)
            yield case.about("E-MONTH-ABOVE-TOTAL", indicator.code, *fields, words=words)


def _above(row: IndicatorFigures, month: Field, total: Field) -> bool:
    value, whole = row.amount(month), row.amount(total)
    computed = row[month].computed or row[total].computed
    return value is not None and whole is not None and value > whole >= 0 and not computed


def totals_do_not_fall(case: Case) -> Iterator[Finding]:
    """A cumulative below the last accepted one needs a remark (更正).

    A computed one can only fall through a negative month, which has been spoken of.
    """
    for indicator, row in case.lines():
        for month, total in TOTALS:
            last = _fallen_from(case, row, total)
            if last is not None and not _above(row, month, total):
                words = {"last_month": f"{last[0].number}月", "last": amount_text(last[1], total)}
                code = unless_noted(row, "E-TOTAL-FALLS", "W-TOTAL-FALLS")
                yield case.about(code, indicator.code, total, words=words)


def _fallen_from(case: Case, row: IndicatorFigures, total: Field) -> tuple[Month, Decimal] | None:
    """Return the last accepted cumulative, with its month, that this one is below."""
    last, value = case.history.last(row.indicator, total), row.amount(total)
    if last is None or value is None or row[total].computed:
        return None
    return last if 0 <= value < last[1] else None


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
    gist = f"{row[total].raw}（加起来是 {words['expected']}）"
    yield case.about(code, row.indicator, total, month, words=words, gist=gist)


def what_is_carried_forward(case: Case) -> Iterator[Finding]:
    """A row left blank keeps the last accepted figures, and its sender should know.

    Where nothing at all is reported, that is said of the whole form.
    """
    amounts = (row.amount(name) for _, row in case.lines() for name in FIELDS)
    if case.month is None or all(amount is None for amount in amounts):
        return
    for indicator, row in case.lines():
        for month, total in TOTALS:
            last = case.history.last(indicator.code, total)
            given = row.amount(month) is not None or row.amount(total) is not None
            if last is None or last[1] == 0 or given or not case.whole(row.indicator, month, total):
                continue
            words = {
                "indicator": indicator.name,
                "what": "资金" if total.startswith("funds") else "完成数",
                "last_month": f"{last[0].number}月",
                "last": amount_text(last[1], total),
            }
            gist = f"沿用 {words['last']}"
            yield case.about("I-CARRIED-FORWARD", indicator.code, total, words=words, gist=gist)


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
