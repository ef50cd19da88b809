"""Which county counts of a release are held back from whatever leaves the house."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from etl.domain.completion import CompletionTable
from etl.domain.plan import Plan, Project
from etl.domain.release import ReleaseHead, Withheld
from etl.publication import small_numbers


@dataclass(frozen=True)
class Holding:
    """The places held back, and the projects of which no split is published at all."""

    places: tuple[Withheld, ...] = ()
    whole: tuple[str, ...] = ()


def kept_before(cells: CompletionTable, earlier: Iterable[ReleaseHead]) -> tuple[Withheld, ...]:
    """Return what earlier releases of the year held back and which is still the same figure.

    Those are the places of the month's own release before, and the cells that are carried
    forward from a month that was released: shown now, they would be shown for then too.
    """
    since = {
        (row.region, row.indicator): row.from_month
        for row in cells.rows
        if row.state == "carried_forward" and row.from_month is not None
    }
    found = []
    for head in earlier:
        for item in head.withheld:
            month = since.get((item.region, item.indicator))
            if head.month == cells.month or (month is not None and month <= head.month):
                found.append(item)
    return tuple(dict.fromkeys(found))


def withheld_of(plan: Plan, cells: CompletionTable, before: Iterable[Withheld]) -> Holding:
    """Return what must not leave the house; ``before`` is what the same month held back already.

    Two releases of one month side by side must not give away what each of them hides.
    """
    places: list[Withheld] = []
    whole: list[str] = []
    before = list(before)
    for project in plan.projects:
        found = _of_project(plan, project, cells, before)
        if found.whole:
            whole.append(project.code)
        held = {(place, True) for place in found.small} | {(place, False) for place in found.held}
        order = {item.code: place for place, item in enumerate(plan.tree)}
        for (region, indicator), small in sorted(
            held, key=lambda item: (order[item[0][0]], item[0][1])
        ):
            places.append(Withheld(project.code, region, indicator, small))
    return Holding(tuple(places), tuple(whole))


def _of_project(
    plan: Plan, project: Project, cells: CompletionTable, before: Iterable[Withheld]
) -> small_numbers.Withheld:
    counts: dict[small_numbers.Place, Decimal] = {
        (row.region, row.indicator or ""): row.completed
        for row in cells.rows
        if row.project == project.code and row.completed is not None
    }
    children = {
        region.code: [item.code for item in plan.tree.children(region.code)]
        for region in plan.tree
        if plan.tree.children(region.code)
    }
    keep = [(item.region, item.indicator) for item in before if item.project == project.code]
    return small_numbers.withheld(
        counts, children, plan.root, [item.code for item in project.indicators], keep
    )
