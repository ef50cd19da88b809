"""Figures that follow from last month: a blank 本月 or 累计 is computed, and said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from etl.checks.case import TOTALS, Case, amount_text
from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.submission import FIELD_NAMES, Field, IndicatorFigures, Value


def complete(case: Case) -> tuple[dict[str, IndicatorFigures], list[Finding]]:
    """Return the figures with computed ones put in, and a finding for each of those.

    A blank month is computed when last month is accepted; a blank cumulative from last
    month's, with a warning. In January the month is the cumulative.
    """
    figures: dict[str, IndicatorFigures] = {}
    findings: list[Finding] = []
    for code, row in case.reading.figures.items():
        for names in TOTALS:
            if case.whole(code, *names):
                row, said = _completed(case, row, names)
                findings.extend(said)
        figures[code] = row
    return figures, findings


def _completed(
    case: Case, row: IndicatorFigures, names: tuple[Field, Field]
) -> tuple[IndicatorFigures, list[Finding]]:
    month, total = row.amount(names[0]), row.amount(names[1])
    if (month is None) == (total is None) or case.month is None:
        return row, []
    last, last_label = _last_total(case, row.indicator, names[1])
    words = {"last_month": last_label, "last": amount_text(last, names[1])}
    if month is None and total is not None:
        if last is None:
            return row, []
        value = total - last
        words |= {"total": amount_text(total, names[1]), "value": amount_text(value, names[0])}
        return _put(row, names[0], value), [_said(case, "I-MONTH-COMPUTED", row, names[0], words)]
    assert month is not None
    words |= {"month": amount_text(month, names[0])}
    if last is None:
        return row, [_said(case, "W-TOTAL-MISSING", row, names[1], words)]
    words |= {"value": amount_text(last + month, names[1])}
    return _put(row, names[1], last + month), [
        _said(case, "W-TOTAL-COMPUTED", row, names[1], words)
    ]


def _last_total(case: Case, indicator: str, name: Field) -> tuple[Decimal | None, str]:
    """Return the cumulative of the month before, if that is accepted; 0 before January."""
    assert case.month is not None
    if case.month.number == 1:
        return Decimal(0), "上年末"
    before = case.month.previous
    accepted = case.history.of(before)
    return (accepted.amount(indicator, name) if accepted else None), f"{before.number}月"


def _put(row: IndicatorFigures, name: Field, value: Decimal) -> IndicatorFigures:
    computed = Value(value, None, row[name].cell, computed=True)
    values: Mapping[Field, Value] = {**row.values, name: computed}
    return replace(row, values=values)


def _said(
    case: Case, code: str, row: IndicatorFigures, name: Field, words: Mapping[str, str]
) -> Finding:
    cell = row[name].cell
    return finding(
        code,
        {"field": FIELD_NAMES[name], **words},
        sheet=case.reading.sheet,
        cells=(cell.address,) if cell else (),
        row=case.reading.rows.get(row.indicator),
        field=name,
        indicator=row.indicator,
    )
