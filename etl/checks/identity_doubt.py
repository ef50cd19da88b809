"""A 报告期 or 填报单位 that everything else in the form speaks against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from etl.checks.case import TOTALS, Case, Pair
from etl.checks.following import amounts, both_given, follows
from etl.checks.whole_form import AT_LEAST, Diagnosis
from etl.domain.finding import Finding
from etl.domain.history import AcceptedMonth
from etl.domain.period import Month
from etl.domain.reading import Elsewhere, WrittenTarget
from etl.domain.submission import IndicatorFigures

# What is said of the line of the month itself, by title, template and 截至日期.
OF_THE_MONTH = frozenset(("W-MONTH-ELSEWHERE", "W-META-STALE", "E-AS-OF-MONTH"))
_PLACES = 2


def wrong_month(case: Case, findings: Sequence[Finding]) -> Diagnosis | None:
    """Know it by the figures following from another month's, or by two other places.

    No row may follow from the month before the one that is written. The form is judged
    again as that of the other month.
    """
    if case.month is None or _any_follows(case):
        return None
    base = _month_they_follow(case)
    other = base.month.following if base is not None else _named_alone(case, findings)
    if other is None or not _is_believable(case, other):
        return None
    cell = case.reading.identity.month_cell
    return Diagnosis(
        "E-MONTH-DOUBT",
        {"month": case.month.label, "other": other.label, "reason": _reason(case, base, other)},
        _as_of_month(case, other),
        field="month",
        cells=(cell.address,) if cell is not None else (),
        at_least=0 if base is not None else AT_LEAST,
        firm=base is not None,
    )


def _named_alone(case: Case, findings: Sequence[Finding]) -> Month | None:
    """Return the one month that two other places name, where the figures fit the written one ill."""
    told = [*months_told(case)]
    named = {month for _, month in told}
    broken = {item.indicator for item in findings if _does_not_follow(item)}
    sure = len(told) >= _PLACES and len(named) == 1 and len(broken) >= AT_LEAST
    return named.pop() if sure else None


def _is_believable(case: Case, other: Month) -> bool:
    """Whether the form may be of another month, by what else is written and accepted."""
    assert case.month is not None
    if other == case.month or other.first_day > case.today:
        return False
    if other in {month for _, month in months_told(case)}:
        return True
    # Where last month is not accepted, a county may have counted two months in one.
    unsure = case.month.number > 1 and case.history.of(case.month.previous) is None
    return not unsure and not _is_accepted_already(case, other)


def _reason(case: Case, base: AcceptedMonth | None, other: Month) -> str:
    assert case.month is not None
    places = dict.fromkeys(where for where, month in months_told(case) if month == other)
    named = f"{'、'.join(places)}写的是{other.label}" if places else ""
    if base is None:
        figures = f"照{case.month.number}月看，数与以前各月接不上"
    else:
        figures = f"{_count(case, base)} 行的数都接着{base.month.number}月的累计"
    return "，".join(filter(None, (named, figures)))


def _any_follows(case: Case) -> bool:
    return any(
        month and follows(case, row.indicator, pair, month, total)
        for row, pair, month, total in _given(case)
    )


def _given(case: Case) -> Iterator[tuple[IndicatorFigures, Pair, Decimal, Decimal]]:
    for _, row in case.lines():
        for pair in TOTALS:
            if both_given(row, pair):
                yield row, pair, *amounts(row, pair)


def _month_they_follow(case: Case) -> AcceptedMonth | None:
    """Return the one accepted month whose cumulatives the figures go on from."""
    found = [
        item for item in case.history.of_the_year
        if item.month.number < 12 and _count(case, item) >= AT_LEAST
        and not _speaks_against(case, item)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _count(case: Case, base: AcceptedMonth) -> int:
    """Return how many rows have something new that follows from the cumulatives of a month."""
    return len({
        row.indicator for row, pair, month, total in _given(case)
        if month and base.amount(row.indicator, pair[1]) == total - month
    })  # fmt: skip


def _speaks_against(case: Case, base: AcceptedMonth) -> bool:
    """Whether more rows than one in four do not follow from a month."""
    compared = [
        base.amount(row.indicator, pair[1]) == total - month
        for row, pair, month, total in _given(case)
        if base.amount(row.indicator, pair[1]) is not None
    ]
    return compared.count(False) * 4 > len(compared)


def _is_accepted_already(case: Case, month: Month) -> bool:
    """Whether the form has nothing but the accepted figures of a month: those were sent again."""
    accepted = next((item for item in case.history.of_the_year if item.month == month), None)
    return accepted is not None and all(
        (accepted.amount(row.indicator, pair[0]), accepted.amount(row.indicator, pair[1]))
        == (new, total)
        for row, pair, new, total in _given(case)
    )


def months_told(case: Case) -> Iterator[tuple[str, Month]]:
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
        yield "截至日期", Month.of(identity.as_of)


def _does_not_follow(item: Finding) -> bool:
    return item.code in ("E-TOTAL-FALLS", "E-NOT-ADDING-UP")


def _as_of_month(case: Case, other: Month) -> Case:
    """Return the case as a form of the other month, without the places that name a month."""
    history = case.history.around(other)
    months = {month for _, month in months_told(case)} | {other}
    for month in sorted(months):
        case = without_other_months(case, month)
    identity = replace(case.reading.identity, month=other)
    return replace(case, reading=replace(case.reading, identity=identity), history=history)


def without_other_months(case: Case, other: Month) -> Case:
    """Return the case without the places that name another month than the one written."""
    reading = case.reading
    as_of = reading.identity.as_of
    of_it = as_of is not None and Month.of(as_of) == other
    meant = replace(
        reading,
        meta=replace(reading.meta, month=None) if reading.meta.month == other else reading.meta,
        identity=replace(
            reading.identity,
            elsewhere=tuple(_without(found, other) for found in reading.identity.elsewhere),
        ),
        findings=tuple(
            item for item in reading.findings if item.code != "E-AS-OF-MONTH" or not of_it
        ),
    )
    return replace(case, reading=meant)


def _without(found: Elsewhere, other: Month) -> Elsewhere:
    named = found.month == other or (
        found.month is None and found.month_number in (None, other.number)
    )
    return replace(found, month=None, month_number=None) if named else found


def wrong_region(case: Case, _: Sequence[Finding]) -> Diagnosis | None:
    """A form whose targets are all another county's, and whose figures are not this one's."""
    region = case.plan.tree.get(case.reading.identity.region or "")
    targets = [item for item in case.reading.targets if item.value is not None]
    if region is None or not region.submits or _any_follows(case):
        return None
    differing = [item for item in targets if _target(case, item, region.code) != item.value]
    owners = [
        other
        for other in case.plan.regions
        if other.submits and all(_target(case, item, other.code) == item.value for item in targets)
    ]
    if len(differing) < AT_LEAST or len(owners) != 1:
        return None
    cell = case.reading.identity.region_cell
    return Diagnosis(
        "E-REGION-DOUBT",
        {"region": region.name, "other": owners[0].name, "count": str(len(differing))},
        case.without_comparisons(),
        field="region",
        cells=(cell.address,) if cell is not None else (),
        at_least=0,
        firm=True,
    )


def _target(case: Case, written: WrittenTarget, region: str) -> Decimal | None:
    target = case.plan.target(written.project, written.level, region)
    return target.value if target is not None and target.comparable else None
