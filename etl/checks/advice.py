"""What the other figures say about one that cannot be right: advice, never a value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from etl.checks.case import TOTALS, Case, amount_text
from etl.checks.completing import last_total
from etl.checks.slips import likely_slip
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, Field


def advised(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Add what most likely happened, or what last month and the row's other figure give.

    The latter only where the cell could not be read, or only told to be too little: where a
    figure could be compared, the rule that did it says so. Nothing is built on a figure that
    is asked about itself.
    """
    doubtful = {(item.indicator, item.field) for item in findings if item.severity != "info"}
    for item in findings:
        if item.advice or item.indicator is None or case.month is None:
            yield item
        else:
            advice = likely_slip(case, item) or _from_the_row(case, item, doubtful)
            yield replace(item, advice=advice)


def _from_the_row(
    case: Case, item: Finding, doubtful: Collection[tuple[str | None, str | None]]
) -> str:
    assert item.indicator is not None
    for month, total in TOTALS:
        if item.field not in (month, total):
            continue
        other = month if item.field == total else total
        low = item.code == "E-TOTAL-FALLS" or (
            item.code == "E-MONTH-ABOVE-TOTAL" and item.field == total
        )
        unread = not case.whole(item.indicator, item.field)
        if (low or unread) and (item.indicator, other) not in doubtful:
            return _sum(case, item.indicator, month, total, item.field)
    return ""


def _sum(case: Case, indicator: str, month: Field, total: Field, asked: str) -> str:
    row = case.figures[indicator]
    last, label = last_total(case, indicator, total)
    other = row.amount(month if asked == total else total)
    if last is None or other is None:
        return ""
    if asked == total:
        name, value = total, last + other
        words = f"{label} {amount_text(last, total)} 加本月 {amount_text(other, month)}"
    else:
        name, value = month, other - last
        words = f"累计 {amount_text(other, total)} 减{label} {amount_text(last, total)}"
    if value < 0:
        return ""
    return f"按{words} 推算，{FIELD_NAMES[name]}应为 {amount_text(value, name)}，供核对。"
