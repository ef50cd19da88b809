"""Findings that another one explains are dropped: one mistake is said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.checks.case import TOTALS, Case
from etl.checks.completing import last_total
from etl.checks.identity_doubt import OF_THE_MONTH, months_told
from etl.domain.finding import Finding
from etl.domain.submission import Field

_SHOWN = 3


def without_knock_on(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Drop what another finding of the same row or line explains."""
    found = _without_doubled_rows(case, _without_unknown_rows(case, findings))
    return _without_sign_echoes(case, _without_future_echoes(case, found))


def _without_future_echoes(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Say of a month that has not begun which month the other places name, instead of all three."""
    if not any(item.code == "E-MONTH-FUTURE" for item in findings):
        return list(findings)
    told = [*months_told(case)]
    named = {month for _, month in told if month != case.month}
    places = "、".join(dict.fromkeys(where for where, month in told if month in named))
    advice = f"{places}写的是{named.pop().label}。" if len(named) == 1 else ""
    return [
        replace(item, advice=advice) if item.code == "E-MONTH-FUTURE" else item
        for item in findings
        if not advice or item.code not in OF_THE_MONTH
    ]


def _without_doubled_rows(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Say of two different rows of one name which row is missing: one of them is most likely it."""
    doubled = [item for item in findings if item.code == "E-DUPLICATE-ROW"]
    missing = [item for item in findings if item.code == "E-INDICATOR-MISSING"]
    if not doubled or not missing:
        return list(findings)
    names = _names(case, missing)
    hint = (
        f"表里还少{names}：其中一行就是的，把那一行的名称改过来；"
        "确实重复的，只留正确的一行，再补上少的行。"
    )
    explained = missing if len(missing) <= len(doubled) else []
    return [
        replace(item, hint=hint) if item in doubled else item
        for item in findings
        if item not in explained
    ]


def _without_sign_echoes(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Drop that a row does not add up where the sign alone is wrong: its cumulative is right."""
    signs = {
        (item.indicator, total)
        for item in findings
        for month, total in TOTALS
        if item.code[2:] == "NEGATIVE-MONTH" and item.field == month
        and _adds_up_without_sign(case, item.indicator or "", month, total)
    }  # fmt: skip
    return [
        item
        for item in findings
        if item.code[2:] != "NOT-ADDING-UP" or (item.indicator, item.field) not in signs
    ]


def _adds_up_without_sign(case: Case, indicator: str, month: Field, total: Field) -> bool:
    row = case.figures[indicator]
    added, value = row.amount(month), row.amount(total)
    last, _ = last_total(case, indicator, total)
    return added is not None and last is not None and last - added == value


def _without_unknown_rows(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Say of a row with an unknown name which rows are missing, instead of both.

    A name that nobody knows is most often that of the missing row, spelt otherwise. Where
    more rows are missing than have unknown names, some are really not there: they are told.
    """
    unknown = [item for item in findings if item.code == "E-INDICATOR-UNKNOWN"]
    missing = [item for item in findings if item.code == "E-INDICATOR-MISSING"]
    if not unknown or not missing:
        return list(findings)
    advice = _advice(case, missing)
    about = missing[0].indicator if len(missing) == 1 else None
    explained = missing if len(missing) <= len(unknown) else []
    return [
        replace(item, advice=advice, indicator=about) if item in unknown else item
        for item in findings
        if item not in explained
    ]


def _advice(case: Case, missing: Sequence[Finding]) -> str:
    shown = _names(case, missing)
    mend = f"把名称改成{shown}" if len(missing) == 1 else "照任务书改名称"
    return f"表里还少{shown}：这一行就是的，{mend}；不是的，另补一行。"


def _names(case: Case, missing: Sequence[Finding]) -> str:
    indicators = (case.plan.indicator(item.indicator or "") for item in missing)
    names = [f"“{indicator.name}”" for indicator in indicators if indicator is not None]
    return "、".join(names[:_SHOWN]) + ("等" if names[_SHOWN:] else "")
