"""Rules about whose form of which month it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.checks.case import Case, row_of
from etl.domain.closing import MonthEvent
from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.reading import Elsewhere
from etl.domain.submission import CellRef


def _at(case: Case, code: str, field: str, cell: CellRef | None, **words: Any) -> Finding:
    return finding(
        code,
        words,
        sheet=cell.sheet if cell else case.reading.sheet,
        cells=(cell.address,) if cell else (),
        row=row_of(cell),
        field=field,
    )


def month_has_begun(case: Case) -> Iterator[Finding]:
    """A month that has not begun cannot be reported."""
    if case.month is not None and case.month.first_day > case.today:
        cell = case.reading.identity.month_cell
        words = {"month": case.month.label, "today": _today(case)}
        yield _at(case, "E-MONTH-FUTURE", "month", cell, **words)


def is_closed(case: Case, closing: MonthEvent) -> Finding:
    """A month that was closed takes no workbook: who closed it and when, and who can help."""
    at = closing.at.astimezone(case.plan.zone)
    cell = case.reading.identity.month_cell
    words = {"month": closing.month.label, "by": closing.by, "at": f"{at:%Y-%m-%d}"}
    return _at(case, "E-MONTH-CLOSED", "month", cell, **words)


def is_not_own(case: Case, own: str) -> Finding | None:
    """A county files its own form only; nothing is said of what the other one has filed."""
    identity, tree = case.reading.identity, case.plan.tree
    if identity.region is None or identity.region == own:
        return None
    mine = tree.get(own)
    words = {"region": tree[identity.region].name, "own": mine.name if mine else own}
    return _at(case, "E-REGION-NOT-OWN", "region", identity.region_cell, **words)


def _today(case: Case) -> str:
    """Name the day that is taken as today; a demonstration date is never called today."""
    plan = case.plan
    name = "演示日期" if plan.sample and plan.demo_date == case.today else "今天"
    return f"{name}是{case.today.isoformat()}"


def region_is_expected(case: Case) -> Iterator[Finding]:
    """A region files if the plan says that it submits, and only in its months."""
    identity = case.reading.identity
    region = case.plan.tree.get(identity.region or "")
    if region is None:
        return
    if not region.submits:
        words = {"raw": region.name, "names": case.plan.region_names.submitting}
        yield _at(case, "E-REGION-ROOT", "region", identity.region_cell, **words)
    elif case.month is not None and not region.expected_in(case.month.number):
        words = {"region": region.name, "month": case.month.label}
        yield _at(case, "E-REGION-NOT-EXPECTED", "region", identity.region_cell, **words)


def is_of_another_region(case: Case) -> bool:
    """Whether the template went out to another region than the form names."""
    own, sent_to = case.reading.identity.region, case.reading.meta.region
    if own is None or sent_to is None:
        return False
    return own != (case.plan.region_names.find(sent_to) or sent_to)


def meta_agrees(case: Case) -> Iterator[Finding]:
    """The template's own memory must be of this county, and should be of this month."""
    meta, identity = case.reading.meta, case.reading.identity
    tree = case.plan.tree
    if meta.region and identity.region and is_of_another_region(case):
        other = tree.get(case.plan.region_names.find(meta.region) or meta.region)
        words = {
            "region": tree[identity.region].name,
            "other": other.name if other else f"代码 {meta.region} ",
        }
        yield _at(case, "E-REGION-META", "region", identity.region_cell, **words)
    if meta.month and case.month and meta.month != case.month:
        words = {"month": case.month.label, "other": meta.month.label}
        yield _at(case, "W-META-STALE", "month", identity.month_cell, **words)
    elif meta.plan_revision is not None and meta.plan_revision != case.plan_revision and case.month:
        words = {"other": str(meta.plan_revision), "revision": str(case.plan_revision)}
        yield finding("W-META-PLAN", words, sheet=case.reading.sheet)


def title_and_file_name_agree(case: Case) -> Iterator[Finding]:
    """The title and the file's name may name another month or region: ask."""
    for found in case.reading.identity.elsewhere:
        yield from _month_elsewhere(case, found)
        yield from _region_elsewhere(case, found)


def _month_elsewhere(case: Case, found: Elsewhere) -> Iterator[Finding]:
    identity, month = case.reading.identity, case.month
    if month is None or found.cell == identity.month_cell:
        return
    same = found.month == month if found.month else found.month_number in (None, month.number)
    if not same:
        other = found.month.label if found.month else f"{found.month_number}月"
        words = {"month": month.label, "where": found.where, "other": other}
        yield _at(case, "W-MONTH-ELSEWHERE", "month", identity.month_cell, **words)


def _region_elsewhere(case: Case, found: Elsewhere) -> Iterator[Finding]:
    identity = case.reading.identity
    if identity.region is None or found.cell == identity.region_cell:
        return
    if found.region is not None and found.region != identity.region:
        words = {
            "region": case.plan.tree[identity.region].name,
            "where": found.where,
            "other": case.plan.tree[found.region].name,
        }
        yield _at(case, "W-REGION-ELSEWHERE", "region", identity.region_cell, **words)
