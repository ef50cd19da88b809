"""What stands in a month, and whose workbooks of that month are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from etl.domain.completion import Coverage, FigureState
from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.domain.standing import MonthFiled, StandingFigure


@dataclass(frozen=True)
class Standing:
    """All that stands in one month: the plan in force, figures, and who filed what.

    ``figures`` are by region and indicator; ``filed`` and ``filed_before`` name the regions
    with an accepted submission of this very month, and of an earlier one of the year.
    ``as_of`` is the latest 截至日期 of this month's, None when there is none.
    """

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

    @cached_property
    def paces(self) -> Mapping[str, Fraction]:
        """The planned cumulative share of each project in the month."""
        return {
            project.code: self.plan.planned_share(project.code, self.month.number)
            for project in self.plan.projects
        }

    def state(self, region: str, indicator: str) -> FigureState:
        """Tell whether a figure is of this month, carried forward, or not there."""
        figure = self.figures.get((region, indicator))
        if figure is None or figure.completed is None:
            return "not_reported"
        return "reported" if figure.month == self.month else "carried_forward"


def coverage(standing: Standing, region: str) -> Coverage:
    """Count who filed this very month, of those below a region who should.

    This is about workbooks. Whether a filed workbook has a certain figure is told by the
    rows: their ``reported`` may be less.
    """
    codes = [
        item.code
        for item in standing.plan.tree.submitting(region)
        if item.expected_in(standing.month.number)
    ]
    absent = [code for code in codes if code not in standing.filed]
    return Coverage(
        expected=len(codes),
        reported=len(codes) - len(absent),
        carried_forward=tuple(code for code in absent if code in standing.filed_before),
        missing=tuple(code for code in absent if code not in standing.filed_before),
    )
