"""The completion table: carried forward, summed up the tree, judged against each level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from etl.completion.standing import Standing, coverage
from etl.completion.status import NO_TARGET, level_result, overall
from etl.domain.completion import (
    CompletionRow,
    CompletionTable,
    FigureState,
    Grouping,
    LevelResult,
)
from etl.domain.plan import LEVELS, Indicator, Level, Project
from etl.domain.region import Region
from etl.domain.standing import StandingFigure

__all__ = ["Standing", "completion_table", "coverage"]


def completion_table(standing: Standing, region: str, by: Grouping) -> CompletionTable:
    """Compute the table of a region, grouped by project, direct child or cell."""
    makers = {"project": _by_project, "region": _by_region, "cell": _by_cell}
    return CompletionTable(
        month=standing.month,
        as_of=standing.as_of or standing.month.last_day,
        plan_revision=standing.revision.revision,
        region=region,
        coverage=coverage(standing, region),
        rows=tuple(makers[by](standing, region)),
    )


def _by_project(standing: Standing, region: str) -> Iterator[CompletionRow]:
    for project in standing.plan.projects:
        yield _row(standing, project, region)


def _by_region(standing: Standing, region: str) -> Iterator[CompletionRow]:
    for child in standing.plan.tree.children(region):
        yield from _by_project(standing, child.code)


def _by_cell(standing: Standing, region: str) -> Iterator[CompletionRow]:
    for submitting in standing.plan.tree.submitting(region):
        for project in standing.plan.projects:
            for indicator in project.indicators:
                yield _cell(standing, project, indicator, submitting)


def _row(standing: Standing, project: Project, region: str) -> CompletionRow:
    """One project of one region at any level of the tree."""
    found = _sum_up(standing, project, standing.plan.tree.submitting(region))
    levels = _levels(standing, project, region, found.completed)
    return CompletionRow(
        project=project.code,
        name=project.name,
        region=region,
        unit=project.unit,
        completed=found.completed,
        funds=found.funds,
        pace=standing.paces[project.code],
        levels=levels,
        overall=overall(levels["province"].status, levels["city"].status),
        reported=found.reported,
        expected=found.expected,
        missing=tuple(found.missing),
        carried_forward=tuple(found.carried_forward),
    )


@dataclass
class _Sum:
    """A project summed over regions. A sum of nothing reported is None, never 0."""

    completed: Decimal | None = None
    funds: Decimal | None = None
    expected: int = 0
    reported: int = 0
    missing: list[str] = field(default_factory=list)
    carried_forward: list[str] = field(default_factory=list)

    def add(self, figure: StandingFigure | None) -> None:
        """Add one figure; of money and people each may be there without the other."""
        if figure is not None and figure.completed is not None:
            self.completed = (self.completed or Decimal(0)) + figure.completed
        if figure is not None and figure.funds is not None:
            self.funds = (self.funds or Decimal(0)) + figure.funds

    def count(self, region: str, states: set[FigureState]) -> None:
        """Count a region as the worst of its indicators: one that lacks makes it lacking."""
        self.expected += 1
        if "not_reported" in states:
            self.missing.append(region)
        elif "carried_forward" in states:
            self.carried_forward.append(region)
        else:
            self.reported += 1


def _sum_up(standing: Standing, project: Project, regions: Iterable[Region]) -> _Sum:
    """Sum what stands, and count whose part is of this month, carried forward or missing.

    A region counts as reported when all its figures for the project are of this month.
    Outside its months (起始月, 截止月) nothing is expected of it, so that it is in no count,
    not even in 缺; what it had reported stays in the sums (contract, sheet 县区).
    """
    found = _Sum()
    for region in regions:
        for indicator in project.indicators:
            found.add(standing.figures.get((region.code, indicator.code)))
        if region.expected_in(standing.month.number):
            states = {standing.state(region.code, item.code) for item in project.indicators}
            found.count(region.code, states)
    return found


def _levels(
    standing: Standing, project: Project, region: str, completed: Decimal | None
) -> dict[Level, LevelResult]:
    plan, pace = standing.plan, standing.paces[project.code]
    return {
        level: level_result(
            completed, plan.target(project.code, level, region), pace, plan.thresholds
        )
        for level in LEVELS
    }


def _cell(
    standing: Standing, project: Project, indicator: Indicator, region: Region
) -> CompletionRow:
    """One indicator of one submitting region.

    A target belongs to a whole project: an indicator that shares its project has none.
    """
    figure = standing.figures.get((region.code, indicator.code))
    state = standing.state(region.code, indicator.code)
    completed = figure.completed if figure else None
    alone = len(project.indicators) == 1
    levels: dict[Level, LevelResult] = (
        _levels(standing, project, region.code, completed)
        if alone
        else dict.fromkeys(LEVELS, NO_TARGET)
    )
    expected = region.expected_in(standing.month.number)
    return CompletionRow(
        project=project.code,
        name=project.name,
        region=region.code,
        unit=project.unit,
        completed=completed,
        funds=figure.funds if figure else None,
        pace=standing.paces[project.code],
        levels=levels,
        overall=overall(levels["province"].status, levels["city"].status),
        reported=int(expected and state == "reported"),
        expected=int(expected),
        missing=(region.code,) if expected and state == "not_reported" else (),
        carried_forward=(region.code,) if expected and state == "carried_forward" else (),
        indicator=indicator.code,
        indicator_name=indicator.name,
        state=state,
        from_month=figure.month if figure and state != "not_reported" else None,
        submission=figure.submission if figure and state != "not_reported" else None,
    )
