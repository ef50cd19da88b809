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
    month's, with a warning. In January the month is the cumulative. Where last month is
    accepted but lacks the figure, nothing is computed from an older one: this month's
    figure may or may not hold the month between, and only the county knows.
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
    if total is None:
        return _with_total(case, row, names, month or Decimal(0))
    return _with_month(case, row, names, total)


def _with_month(
    case: Case, row: IndicatorFigures, names: tuple[Field, Field], total: Decimal
) -> tuple[IndicatorFigures, list[Finding]]:
    month, cumulative = names
    last, label = last_total(case, row.indicator, cumulative)
    if last is None:
        return row, []
    words = {
        "total": amount_text(total, cumulative),
        "last_label": label,
        "last": amount_text(last, cumulative),
        "value": amount_text(total - last, month),
    }
    said = _said(case, "I-MONTH-COMPUTED", row, month, words)
    return _put(row, month, total - last), [said]


def _with_total(
    case: Case, row: IndicatorFigures, names: tuple[Field, Field], added: Decimal
) -> tuple[IndicatorFigures, list[Finding]]:
    month, cumulative = names
    last, label = last_total(case, row.indicator, cumulative)
    words = {"month": amount_text(added, month), "last_label": label}
    if last is None:
        return row, [_said(case, "W-TOTAL-MISSING", row, cumulative, words)]
    words |= {
        "last": amount_text(last, cumulative),
        "value": amount_text(last + added, cumulative),
    }
    said = _said(case, "W-TOTAL-COMPUTED", row, cumulative, words)
    return _put(row, cumulative, last + added), [said]


def last_total(case: Case, indicator: str, name: Field) -> tuple[Decimal | None, str]:
    """Return the cumulative of the month before with what to call it; 0 before January.

    None when the month is not known, the one before is not accepted, or lacks the figure.
    """
    if case.month is None:
        return None, ""
    if case.month.number == 1:
        return Decimal(0), "年初"
    before = case.month.previous
    accepted = case.history.of(before)
    return (accepted.amount(indicator, name) if accepted else None), f"{before.number}月累计"


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
        gist=f"算得 {words['value']}" if "value" in words else "",
    )
