"""A 报告期 that everything else in the form speaks against: the wrong month was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.checks.case import Case
from etl.checks.whole_form import AT_LEAST, Diagnosis
from etl.domain.finding import Finding
from etl.domain.history import FilingHistory
from etl.domain.period import Month

# What is said of the line of the month itself, by title, template and 截至日期.
_OF_THE_MONTH = frozenset(("W-MONTH-ELSEWHERE", "W-META-STALE", "E-AS-OF-MONTH"))
_PLACES = 2


def wrong_month(case: Case, findings: Sequence[Finding]) -> Diagnosis | None:
    """Know it by two other places that name the same other month, and none that names this one.

    Figures that do not follow from the months before are then those of the other month, so
    nothing more is said of them until the month is right.
    """
    told = [*_told(case)]
    others = {month for _, month in told}
    if case.month is None or len(told) < _PLACES or len(others) != 1 or case.month in others:
        return None
    if len({item.indicator for item in findings if _does_not_follow(item)}) < AT_LEAST:
        return None
    place = case.reading.identity.month_cell
    words = {
        "month": case.month.label,
        "where": "、".join(dict.fromkeys(where for where, _ in told)),
        "other": others.pop().label,
        "last_month": f"{case.month.previous.number}月",
    }
    return Diagnosis(
        "E-MONTH-DOUBT",
        words,
        _without_months(case),
        field="month",
        cells=(place.address,) if place is not None else (),
    )


def _told(case: Case) -> Iterator[tuple[str, Month]]:
    """Yield the places beside the line of the month that name a month, with it."""
    identity, month = case.reading.identity, case.month
    for found in identity.elsewhere:
        other = found.month
        if other is None and found.month_number is not None and month is not None:
            other = Month(month.year, found.month_number)
        if other is not None and found.cell != identity.month_cell:
            yield found.where, other
    if case.reading.meta.month is not None:
        yield "模板", case.reading.meta.month
    if identity.as_of is not None and identity.as_of_cell is not None:
        yield "截至日期", Month(identity.as_of.year, identity.as_of.month)


def _does_not_follow(item: Finding) -> bool:
    return item.severity == "error" and item.code in ("E-TOTAL-FALLS", "E-NOT-ADDING-UP")


def _without_months(case: Case) -> Case:
    reading = case.reading
    elsewhere = tuple(
        replace(found, month=None, month_number=None) for found in reading.identity.elsewhere
    )
    meant = replace(
        reading,
        meta=replace(reading.meta, month=None),
        identity=replace(reading.identity, elsewhere=elsewhere),
        findings=tuple(item for item in reading.findings if item.code not in _OF_THE_MONTH),
    )
    return replace(case, reading=meant, history=FilingHistory())
