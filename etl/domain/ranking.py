"""Places (位次) among regions, per project and overall (综合): what they are, when there are none.

Competition ranking: those that tie share a place and the next is left out (1, 2, 2, 4), as
六安 2017 prints it. What is not comparable gets no place, but a reason that can be printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from etl.domain.completion import BEHIND, CompletionRow
from etl.domain.plan import Level

Unranked = Literal[
    "no_target",
    "not_expected",
    "not_reported",
    "not_started",
    "incomplete",
    "carried_forward",
    "no_weight",
    "ranking_refused",
]
UNRANKED_NAMES: Mapping[Unranked, str] = MappingProxyType(
    {
        "no_target": "没有可比的任务数",
        "not_expected": "当月不要求报送",
        "not_reported": "未报",
        "not_started": "未到实施期",
        "incomplete": "报送不全",
        "carried_forward": "沿用此前月份的数",
        "no_weight": "所计项目的权重都是 0",
        "ranking_refused": "本次不排位",
    }
)
"""Why a region has no place, in the order in which the reasons are looked for."""

RankingRefusal = Literal["not_started", "too_few_reported", "too_few_ranked"]
RANKING_REFUSAL_NAMES: Mapping[RankingRefusal, str] = MappingProxyType(
    {
        "not_started": "未到实施期",
        "too_few_reported": "当月报全的县区不到一半",
        "too_few_ranked": "能参加排位的县区不足两个",
    }
)

LEAST_REPORTED = Fraction(1, 2)
"""Share of the expected regions with a whole figure of the month; with less, no places."""

LEAST_RANKED = 2
"""One region alone is the first and the last at once."""

OverallRule = Literal["equal", "weighted"]
WeightNote = Literal["negative", "all_zero", "incomplete"]
WEIGHT_NOTE_NAMES: Mapping[WeightNote, str] = MappingProxyType(
    {
        "negative": "任务书的权重有负数，改按各项目相等",
        "all_zero": "任务书的权重都是 0，改按各项目相等",
        "incomplete": "任务书没有写全各项目的权重，改按各项目相等",
    }
)


@dataclass(frozen=True)
class Placement:
    """A region with its place; ``rate`` is a fraction of 1, never capped.

    ``tied`` says that others share the place (并列). The counts stand beside the rate, since
    a rate alone favours small targets.
    """

    region: str
    place: int
    tied: bool
    level: Level
    rate: Fraction
    completed: Decimal | None
    target: Decimal | None


@dataclass(frozen=True)
class Unplaced:
    """A region without a place, and why.

    ``level`` and ``rate`` tell what is known of it, not to be compared. In the overall
    ranking ``projects`` are those that lack a whole figure of this month.
    """

    region: str
    reason: Unranked
    level: Level | None = None
    rate: Fraction | None = None
    projects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turnout:
    """Of the regions that should report, how many have a whole figure of this very month.

    The coverage (报送覆盖) counts workbooks; a workbook may leave a figure blank.
    """

    expected: int
    reported: int

    @property
    def complete(self) -> bool:
        """Whether all of them have; else the title of a ranking says ``reported/expected``."""
        return self.reported == self.expected


@dataclass(frozen=True)
class Ranking:
    """The places of one project, best first; those that tie stay in the order given.

    Every region is either placed or unplaced; under a ``refusal`` none is placed. ``level``
    is that of all rates compared, None where they are of different levels or none is.
    """

    project: str
    level: Level | None
    turnout: Turnout
    placed: tuple[Placement, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    refusal: RankingRefusal | None = None

    @property
    def ranked(self) -> int:
        """How many regions have a place."""
        return len(self.placed)

    @property
    def expected(self) -> int:
        """How many regions should have reported."""
        return self.turnout.expected

    @property
    def complete(self) -> bool:
        """Whether all of them have a whole figure of this month."""
        return self.turnout.complete


@dataclass(frozen=True)
class Contribution:
    """What one project adds to a score: ``counted`` is its rate, but at most 1."""

    project: str
    level: Level
    weight: Fraction
    rate: Fraction
    counted: Fraction


@dataclass(frozen=True)
class Score:
    """A region's place overall: the weighted mean of what counts, in [0, 1] for real counts.

    ``behind`` is the number of its projects that are behind.
    """

    region: str
    place: int
    tied: bool
    score: Fraction
    behind: int
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Weighting:
    """The weights in force, by project; ``note`` says why those of the plan are not.

    ``lacking`` are the projects for which the plan has no weight though others have one.
    """

    rule: OverallRule
    weights: Mapping[str, Fraction]
    note: WeightNote | None = None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overall:
    """The overall ranking (综合), like :class:`Ranking`, with how the scores were made."""

    weighting: Weighting
    turnout: Turnout
    placed: tuple[Score, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    refusal: RankingRefusal | None = None

    @property
    def rule(self) -> OverallRule:
        """Whether all projects count the same, or by the plan's weights."""
        return self.weighting.rule

    @property
    def ranked(self) -> int:
        """How many regions have a place."""
        return len(self.placed)

    @property
    def expected(self) -> int:
        """How many regions should have reported."""
        return self.turnout.expected

    @property
    def complete(self) -> bool:
        """Whether all of them have whole figures of this month."""
        return self.turnout.complete


@dataclass(frozen=True)
class Position:
    """Where one region stands among its siblings in one project.

    ``place`` of ``of`` ranked regions; ``median`` is that of all ranked rates, its own among
    them. Without a place ``reason`` says why, and for the whole ranking ``refusal``.
    """

    project: str
    region: str
    level: Level | None
    rate: Fraction | None
    place: int | None
    tied: bool
    of: int
    median: Fraction | None
    turnout: Turnout
    reason: Unranked | None = None
    refusal: RankingRefusal | None = None


def places(values: Sequence[Fraction | None]) -> list[int | None]:
    """Return the competition place of each value, the greatest first; None has none."""
    first: dict[Fraction, int] = {}
    ordered = sorted((value for value in values if value is not None), reverse=True)
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
    return [None if value is None else first[value] for value in values]


def ranked_level(row: CompletionRow) -> Level | None:
    """Return the level by whose rate a row is ranked: 市定, else 省定, else None."""
    levels: tuple[Level, ...] = ("city", "province")
    return next((level for level in levels if row.levels[level].status != "no_target"), None)


def is_whole(row: CompletionRow) -> bool:
    """Whether every part of a row that is expected has a figure of this very month."""
    return 0 < row.expected == row.reported


def count_behind(rows: Sequence[CompletionRow]) -> int:
    """Return how many rows are behind, of those with a whole figure of this very month."""
    return sum(row.overall in BEHIND for row in rows if is_whole(row))
