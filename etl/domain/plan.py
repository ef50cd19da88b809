"""The year's plan (年度任务书): everything that differs from year to year or city to city."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from etl.domain.period import Month
from etl.domain.region import Region, RegionTree
from etl.domain.region_names import RegionNames
from etl.domain.thresholds import Thresholds

Level = Literal["province", "city", "need"]

LEVELS: tuple[Level, ...] = ("province", "city", "need")
JUDGED_LEVELS: tuple[Level, ...] = ("province", "city")
LEVEL_NAMES: Mapping[Level, str] = {"province": "省定", "city": "市定", "need": "需求"}

APPROXIMATIONS: tuple[str, ...] = ("多", "余", "近", "约", "以上", "以下")
"""Words of an inexact number (约数): it is quoted with them and never added up."""


@dataclass(frozen=True)
class Indicator:
    """One row of the monthly form; its figures are counted in the project's unit.

    ``decimals`` is how many decimals a count may have (0 for people and households).
    """

    code: str
    name: str
    project: str
    unit: str
    order: int = 0
    aliases: tuple[str, ...] = ()
    decimals: int = 0
    definition: str = ""
    responsible: str = ""


@dataclass(frozen=True)
class Project:
    """A project (项目): the sum of its indicators, all of one unit."""

    code: str
    name: str
    short_name: str
    unit: str
    indicators: tuple[Indicator, ...]

    @property
    def order(self) -> int:
        """The place of the project: that of its first indicator."""
        return min(indicator.order for indicator in self.indicators)

    @property
    def responsible(self) -> str:
        """The responsible unit (责任单位) of the project, "" when the plan names none."""
        return next((item.responsible for item in self.indicators if item.responsible), "")


@dataclass(frozen=True)
class TargetRow:
    """One row of 年度目标: a level of a project, for the whole and split by region.

    ``unit`` is set only where it is not the project's; then no rate is computed.
    """

    project: str
    level: Level
    total: Decimal | None
    by_region: Mapping[str, Decimal] = field(default_factory=dict)
    unit: str | None = None
    document: str = ""
    effective: date | None = None


@dataclass(frozen=True)
class Target:
    """The target of one (project, level, region). Blank in the plan is None, never 0."""

    value: Decimal | None
    unit: str
    comparable: bool
    document: str = ""
    effective: date | None = None


@dataclass(frozen=True)
class FundStandard:
    """Range of yuan per person or household; outside it a filing gets a warning.

    ``standard`` is the published standard, shown beside the computed average.
    """

    indicator: str
    low: Decimal | None
    high: Decimal | None
    basis: str = ""
    standard: Decimal | None = None

    def holds(self, average: Decimal) -> bool:
        """Whether an average in yuan lies within the range, its borders included."""
        above = self.low is None or average >= self.low
        return above and (self.high is None or average <= self.high)


@dataclass(frozen=True)
class History:
    """Totals up to and including ``until_year``; ``funds`` in yuan, ``approx`` e.g. 余."""

    project: str
    until_year: int
    completed: Decimal | None
    funds: Decimal | None = None
    since_year: int | None = None
    note: str = ""
    approx: str = ""


@dataclass(frozen=True)
class PolicyPoint:
    """A policy sentence of a project (``project`` "" for the whole programme)."""

    project: str
    text: str


@dataclass(frozen=True)
class Fact:
    """A published number that is no monthly figure; ``upper`` makes it a range."""

    project: str
    text: str
    value: Decimal | None
    unit: str = ""
    approx: str = ""
    as_of: str = ""
    source: str = ""
    upper: Decimal | None = None


@dataclass(frozen=True)
class Plan:
    """One year's plan, as read from the plan workbook.

    ``pace`` holds, per project, twelve planned cumulative shares in percent; a month
    that is None, and a project that is not listed, are linear (month / 12).
    """

    year: int
    title: str
    issuer: str
    root: str
    due_day: int | None
    sample: bool
    regions: tuple[Region, ...]
    projects: tuple[Project, ...]
    targets: tuple[TargetRow, ...] = ()
    pace: Mapping[str, tuple[Decimal | None, ...]] = field(default_factory=dict)
    standards: tuple[FundStandard, ...] = ()
    history: tuple[History, ...] = ()
    policy_points: tuple[PolicyPoint, ...] = ()
    facts: tuple[Fact, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    timezone: str = "Asia/Shanghai"
    demo_date: date | None = None

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone in which times are shown."""
        return ZoneInfo(self.timezone)

    @cached_property
    def tree(self) -> RegionTree:
        """The regions as a tree."""
        return RegionTree(self.regions, self.root)

    @cached_property
    def region_names(self) -> RegionNames:
        """What regions are called: names, aliases, codes."""
        return RegionNames(self.regions, self.root)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators in the order of the form."""
        return tuple(item for project in self.projects for item in project.indicators)

    @cached_property
    def _projects(self) -> dict[str, Project]:
        return {project.code: project for project in self.projects}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def _targets(self) -> dict[tuple[str, Level], TargetRow]:
        return {(row.project, row.level): row for row in self.targets}

    @cached_property
    def _standards(self) -> dict[str, FundStandard]:
        return {item.indicator: item for item in self.standards}

    def project(self, code: str) -> Project | None:
        """Return the project of this code, or None."""
        return self._projects.get(code)

    def indicator(self, code: str) -> Indicator | None:
        """Return the indicator of this code, or None."""
        return self._indicators.get(code)

    def standard(self, indicator: str) -> FundStandard | None:
        """Return the fund standard of an indicator, or None."""
        return self._standards.get(indicator)

    def planned_share(self, project: str, month: int) -> Fraction:
        """Return the planned cumulative share (序时进度) as a fraction of 1."""
        curve = self.pace.get(project)
        share = curve[month - 1] if curve else None
        return Fraction(month, 12) if share is None else Fraction(share) / 100

    def target(self, project: str, level: Level, region: str) -> Target | None:
        """Return the target of a project at a level for a region; None where none is set.

        A region between the root and the submitting ones has no column of its own: its
        target is the sum of those below it, and not set unless every one of them is.
        """
        row = self._targets.get((project, level))
        if row is None:
            return None
        value = row.total if region == self.root else self._split(row, region)
        if value is None:
            return None
        unit = self._projects[project].unit
        comparable = row.unit is None or row.unit == unit
        return Target(value, row.unit or unit, comparable, row.document, row.effective)

    def _split(self, row: TargetRow, region: str) -> Decimal | None:
        below = self.tree.submitting(region)
        values = [row.by_region.get(item.code) for item in below]
        if not values or any(value is None for value in values):
            return None
        return sum((value for value in values if value is not None), Decimal(0))

    @property
    def effective(self) -> date | None:
        """The day from which all of this revision's targets are in force; None: at once."""
        return max((row.effective for row in self.targets if row.effective), default=None)

    def in_force(self, month: Month) -> bool:
        """Whether every target of this revision has taken effect by the month's end."""
        return self.effective is None or self.effective <= month.last_day


@dataclass(frozen=True)
class PlanRevision:
    """A plan as it was loaded; revisions of one year count up from 1 and are all kept."""

    plan: Plan
    revision: int
    loaded_at: datetime
    loaded_by: str
