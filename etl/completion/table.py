"""The completion table: carried forward, summed up the tree, judged against each level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from etl.completion.standing import (
    CARRIED,
    MISSING,
    NOT_EXPECTED,
    REPORTED,
    Standing,
    coverage,
)
from etl.completion.status import NO_TARGET, level_result, overall
from etl.domain.completion import (
    CompletionRow,
    CompletionTable,
    Grouping,
    LevelResult,
)
from etl.domain.plan import LEVELS, Indicator, Level, Project
from etl.domain.region import Region

__all__ = ["Standing", "completion_table", "coverage"]


def completion_table(
    standing: Standing, region: str, by: Grouping, project: str | None = None
) -> CompletionTable:
    """Compute the table of a region, grouped by project, direct child or cell.

    With ``project`` it has the rows of that project alone, the coverage of all the same.
    """
    makers = {"project": _by_project, "region": _by_region, "cell": _by_cell}
    projects = [item for item in standing.plan.projects if project in (None, item.code)]
    return CompletionTable(
        month=standing.month,
        as_of=standing.as_of or standing.month.last_day,
        plan_revision=standing.revision.revision,
        region=region,
        coverage=coverage(standing, region),
        rows=tuple(makers[by](standing, region, projects)),
    )


Projects = Sequence[Project]


def _by_project(standing: Standing, region: str, projects: Projects) -> Iterator[CompletionRow]:
    for project in projects:
        yield _row(standing, project, region)


def _by_region(standing: Standing, region: str, projects: Projects) -> Iterator[CompletionRow]:
    for child in standing.plan.tree.children(region):
        yield from _by_project(standing, child.code, projects)


def _by_cell(standing: Standing, region: str, projects: Projects) -> Iterator[CompletionRow]:
    for submitting in standing.plan.tree.submitting(region):
        for project in projects:
            for indicator in project.indicators:
                yield _cell(standing, project, indicator, submitting)


def _row(standing: Standing, project: Project, region: str) -> CompletionRow:
    """One project of one region at any level of the tree."""
    roster, marks = standing.roster, standing.marks[project.code]
    span = roster.span(region)
    columns = [standing.columns[item.code] for item in project.indicators]
    completed = _total(chain.from_iterable(item.completed.values[span] for item in columns))
    levels = _levels(standing, project, region, completed)
    return CompletionRow(
        project=project.code,
        name=project.name,
        region=region,
        unit=project.unit,
        completed=completed,
        funds=_total(chain.from_iterable(item.funds.values[span] for item in columns)),
        pace=standing.paces[project.code],
        levels=levels,
        overall=overall(levels["province"].status, levels["city"].status),
        reported=marks.count(REPORTED, span.start, span.stop),
        expected=span.stop - span.start - marks.count(NOT_EXPECTED, span.start, span.stop),
        missing=tuple(roster.within(span, marks, MISSING)),
        carried_forward=tuple(roster.within(span, marks, CARRIED)),
    )


def _total(values: Iterable[Decimal | None]) -> Decimal | None:
    """Add up what is there. A sum of nothing reported is None, never 0."""
    given = [value for value in values if value is not None]
    return sum(given, Decimal(0)) if given else None


def _levels(
    standing: Standing, project: Project, region: str, completed: Decimal | None
) -> dict[Level, LevelResult]:
    target, limits = standing.roster.target, standing.plan.thresholds
    pace = standing.paces[project.code]
    return {
        level: level_result(completed, target(project.code, level, region), pace, limits)
        for level in LEVELS
    }


def _cell(
    standing: Standing, project: Project, indicator: Indicator, region: Region
) -> CompletionRow:
    """One indicator of one submitting region.

    A target belongs to a whole project: an indicator that shares its project has none.
    """
    figure = standing.figure(region.code, indicator.code)
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
