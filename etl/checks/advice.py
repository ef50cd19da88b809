"""What the other figures of a row say about one that cannot be right: advice, never a value."""

from __future__ import annotations

from dataclasses import replace

from etl.checks.case import TOTALS, Case, amount_text
from etl.checks.completing import last_total
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, Field


def advised(case: Case, item: Finding) -> Finding:
    """Add what last month and the row's other figure give for a figure that was refused.

    Only where the cell could not be read, or only told to be too little: where a figure could
    be compared, the rule that did it says what it should be.
    """
    if item.advice or item.indicator is None or case.month is None:
        return item
    for month, total in TOTALS:
        if item.field not in (month, total):
            continue
        if item.code == "E-TOTAL-FALLS" or not case.whole(item.indicator, item.field):
            return replace(item, advice=_sum(case, item.indicator, month, total, item.field))
    return item


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
