"""The completion table: carried forward, summed up the tree, judged against each level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from etl.completion.status import level_result, overall
from etl.domain.completion import (
    CompletionRow,
    CompletionTable,
    Coverage,
    FigureState,
    Grouping,
)
from etl.domain.period import Month
from etl.domain.plan import LEVELS, Indicator, Plan, PlanRevision, Project
from etl.domain.region import Region
from etl.domain.standing import MonthFiled, StandingFigure


@dataclass(frozen=True)
class Standing:
    """All that stands in one month: the plan in force, figures, and who filed what."""

    revision: PlanRevision
    month: Month
    figures: Mapping[tuple[str, str], StandingFigure]
    filed: frozenset[str]
    filed_before: frozenset[str]
    as_of: date | None

    @classmethod
    def of(
        cls,
        revision: PlanRevision,
        month: Month,
        figures: Iterable[StandingFigure],
        filed: Iterable[MonthFiled],
    ) -> Standing:
        """Gather what was read from the store."""
        filed = tuple(filed)
        now = [item for item in filed if item.month == month]
        days = [item.as_of for item in now if item.as_of is not None]
        return cls(
            revision=revision,
            month=month,
            figures={(item.region, item.indicator): item for item in figures},
            filed=frozenset(item.region for item in now),
            filed_before=frozenset(item.region for item in filed if item.month < month),
            as_of=max(days, default=None),
        )

    @property
    def plan(self) -> Plan:
        """The plan in force in the month."""
        return self.revision.plan

    def state(self, region: str, indicator: str) -> FigureState:
        """Tell whether a figure is of this month, carried forward, or not there."""
        figure = self.figures.get((region, indicator))
        if figure is None or figure.completed is None:
            return "not_reported"
        return "reported" if figure.month == self.month else "carried_forward"


def coverage(standing: Standing, region: str) -> Coverage:
    """Count who filed this very month, of those below a region who should."""
    expected = _expected(standing, standing.plan.tree.submitting(region))
    codes = [item.code for item in expected]
    return Coverage(
        expected=len(codes),
        reported=sum(code in standing.filed for code in codes),
        carried_forward=tuple(
            code for code in codes if code not in standing.filed and code in standing.filed_before
        ),
        missing=tuple(
            code
            for code in codes
            if code not in standing.filed and code not in standing.filed_before
        ),
    )


def _expected(standing: Standing, regions: Iterable[Region]) -> list[Region]:
    return [region for region in regions if region.expected_in(standing.month.number)]


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
    regions = standing.plan.tree.submitting(region)
    for project in standing.plan.projects:
        yield _row(standing, project, project.indicators, region, regions)


def _by_region(standing: Standing, region: str) -> Iterator[CompletionRow]:
    for child in standing.plan.tree.children(region):
        yield from _by_project(standing, child.code)


def _by_cell(standing: Standing, region: str) -> Iterator[CompletionRow]:
    for submitting in standing.plan.tree.submitting(region):
        for project in standing.plan.projects:
            for indicator in project.indicators:
                yield _cell(standing, project, indicator, submitting)


def _row(
    standing: Standing,
    project: Project,
    indicators: tuple[Indicator, ...],
    region: str,
    regions: tuple[Region, ...],
) -> CompletionRow:
    """Sum the figures of some indicators over some regions and judge the sum."""
    figures = [
        standing.figures[item.code, indicator.code]
        for item in regions
        for indicator in indicators
        if (item.code, indicator.code) in standing.figures
    ]
    completed = _sum(figure.completed for figure in figures)
    whole_project = indicators == project.indicators
    pace = standing.plan.planned_share(project.code, standing.month.number)
    levels = {
        level: level_result(
            completed,
            standing.plan.target(project.code, level, region) if whole_project else None,
            pace,
            standing.plan.thresholds,
        )
        for level in LEVELS
    }
    states = [
        (item.code, {standing.state(item.code, indicator.code) for indicator in indicators})
        for item in _expected(standing, regions)
    ]
    return CompletionRow(
        project=project.code,
        name=project.name,
        region=region,
        unit=project.unit,
        completed=completed,
        funds=_sum(figure.funds for figure in figures),
        pace=pace,
        levels=levels,
        overall=overall(levels["province"].status, levels["city"].status),
        reported=sum(found == {"reported"} for _, found in states),
        expected=len(states),
        missing=tuple(code for code, found in states if "not_reported" in found),
        carried_forward=tuple(
            code
            for code, found in states
            if "carried_forward" in found and "not_reported" not in found
        ),
    )


def _cell(
    standing: Standing, project: Project, indicator: Indicator, region: Region
) -> CompletionRow:
    """One indicator of one submitting region; a target belongs to a whole project only."""
    row = _row(standing, project, (indicator,), region.code, (region,))
    figure = standing.figures.get((region.code, indicator.code))
    state = standing.state(region.code, indicator.code)
    reported = state != "not_reported" and figure is not None
    return replace(
        row,
        indicator=indicator.code,
        indicator_name=indicator.name,
        state=state,
        from_month=figure.month if reported and figure else None,
        submission=figure.submission if reported and figure else None,
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add what is reported; nothing reported is None, never 0."""
    given = [amount for amount in amounts if amount is not None]
    return sum(given, Decimal(0)) if given else None
