"""Rules about a form against the year's plan: rows, targets, standards, sums."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from etl.checks.case import Case, addresses, amount_text, number_text
from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.plan import LEVELS, FundStandard, Indicator, Project
from etl.domain.reading import WrittenTarget
from etl.domain.submission import FIELD_NAMES, FIELDS


def every_indicator_has_a_row(case: Case) -> Iterator[Finding]:
    """The form has a row for each indicator of the plan."""
    for indicator in case.plan.indicators:
        if indicator.code not in case.reading.figures:
            yield finding(
                "E-INDICATOR-MISSING",
                {"indicator": indicator.name},
                sheet=case.reading.sheet,
                indicator=indicator.code,
            )


def something_is_reported(case: Case) -> Iterator[Finding]:
    """A form without a single figure is probably the wrong file."""
    if case.reading.broken or not case.reading.figures:
        return
    amounts = (row.amount(name) for row in case.reading.figures.values() for name in FIELDS)
    if all(amount is None for amount in amounts):
        yield finding("W-NOTHING-REPORTED", sheet=case.reading.sheet)


def targets_are_the_plans(case: Case) -> Iterator[Finding]:
    """Targets on the form are prefilled and only compared.

    A target in another unit is left blank by the template, and not compared either. Words
    (应补尽补) agree with a plan that sets no number, and differ from one that does.
    """
    region = case.plan.tree.get(case.reading.identity.region or "")
    if region is None or not region.submits:
        return
    for written in case.reading.targets:
        target = case.plan.target(written.project, written.level, region.code)
        if target is not None and not target.comparable:
            continue
        expected = target.value if target is not None else None
        if expected != written.value:
            yield _target_differs(case, written, expected)


def _target_differs(case: Case, written: WrittenTarget, expected: Decimal | None) -> Finding:
    field = f"target_{written.level}"
    shown = "没有设" if expected is None else f"是 {number_text(expected)}"
    words = {"field": FIELD_NAMES[field], "raw": _quoted(written), "expected": shown}
    project = case.plan.project(written.project)
    alone = project is not None and len(project.indicators) == 1
    return finding(
        "W-TARGET-DIFFERS",
        words,
        sheet=written.cell.sheet,
        cells=(written.cell.address,),
        row=written.row,
        field=field,
        indicator=project.indicators[0].code if project and alone else None,
        raw=written.raw,
    )


def _quoted(written: WrittenTarget) -> str:
    """Return a target as written: words in quotation marks, a number bare."""
    return f" {written.raw}" if written.value is not None else f"“{written.raw}”"


def totals_are_near_targets(case: Case) -> Iterator[Finding]:
    """A project many times over its largest target has probably a zero too many.

    A zero target is as good as none (domain A3) and is no measure.
    """
    if case.reading.identity.region is None:
        return
    multiple = case.plan.thresholds.target_multiple
    for project in case.plan.projects:
        total = _project_total(case, project)
        largest = _largest_target(case, project)
        if total is not None and largest and total > multiple * largest:
            yield _far_over(case, project, total, largest)


def _project_total(case: Case, project: Project) -> Decimal | None:
    amounts = [
        amount
        for item in project.indicators
        if item.code in case.figures
        and (amount := case.figures[item.code].amount("completed_total")) is not None
    ]
    return sum(amounts, Decimal(0)) if amounts else None


def _largest_target(case: Case, project: Project) -> Decimal | None:
    assert case.reading.identity.region is not None
    targets = [
        case.plan.target(project.code, level, case.reading.identity.region) for level in LEVELS
    ]
    values = [target.value for target in targets if target is not None and target.comparable]
    return max((value for value in values if value is not None), default=None)


def _far_over(case: Case, project: Project, total: Decimal, largest: Decimal) -> Finding:
    rows = [case.figures[item.code] for item in project.indicators if item.code in case.figures]
    given = [row for row in rows if row.amount("completed_total") is not None]
    words = {
        "project": project.short_name,
        "value": amount_text(total, "completed_total"),
        "target": amount_text(largest, "completed_total"),
        "multiple": number_text(case.plan.thresholds.target_multiple),
    }
    one = given[0] if len(given) == 1 else None
    return finding(
        "W-FAR-OVER-TARGET",
        words,
        sheet=case.reading.sheet,
        cells=addresses(row["completed_total"].cell for row in given),
        row=case.reading.rows.get(one.indicator) if one else None,
        field="completed_total",
        indicator=one.indicator if one else None,
        raw=one["completed_total"].raw if one else None,
    )


def funds_fit_the_standard(case: Case) -> Iterator[Finding]:
    """Total funds over total completed lies within the plan's range per person or household."""
    for indicator, row in case.lines():
        standard = case.plan.standard(indicator.code)
        funds, done = row.amount("funds_total_yuan"), row.amount("completed_total")
        if standard is None or funds is None or done is None or funds < 0 or done < 0:
            continue
        if done == 0:
            if funds > 0:
                words = {"indicator": indicator.name, "funds": _wan(funds)}
                yield _about_funds(case, "W-FUNDS-WITHOUT-COUNT", indicator, words)
            continue
        average = funds / done
        if not standard.holds(average):
            words = {
                "indicator": indicator.name,
                "funds": _wan(funds),
                "completed": number_text(done),
                "unit": indicator.unit,
                "average": f"{average.quantize(Decimal('0.01'), ROUND_HALF_UP):f}",
                "range": _range_text(standard),
            }
            yield _about_funds(case, "W-FUNDS-STANDARD", indicator, words)


def _range_text(standard: FundStandard) -> str:
    low, high = standard.low, standard.high
    if low is None or high is None:
        one = high if low is None else low
        assert one is not None  # outside a range without borders nothing lies
        return f"{number_text(one)} 元{'以下' if low is None else '以上'}"
    return f"{number_text(low)}—{number_text(high)} 元"


def _about_funds(case: Case, code: str, indicator: Indicator, words: dict[str, str]) -> Finding:
    return case.about(code, indicator.code, "funds_total_yuan", "completed_total", words=words)


def _wan(yuan: Decimal) -> str:
    return number_text(yuan / 10_000)
