"""Computed completion (完成情况): rates per level, pace, status, coverage. Exact numbers only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from etl.domain.period import Month
from etl.domain.plan import JUDGED_LEVELS, Level

Status = Literal[
    "exceeded",
    "completed",
    "on_pace",
    "slightly_behind",
    "behind",
    "far_behind",
    "not_started",
    "not_reported",
    "no_target",
]
STATUS_NAMES: Mapping[Status, str] = MappingProxyType(
    {
        "exceeded": "超额完成",
        "completed": "完成",
        "on_pace": "达序时",
        "slightly_behind": "略滞后",
        "behind": "黄灯滞后",
        "far_behind": "红灯滞后",
        "not_started": "未到实施期",
        "not_reported": "未报送",
        "no_target": "无目标",
    }
)
NOT_JUDGED = "沿用，不判快慢"
"""What is said instead of a status where a row has no figure of the month and no target reached."""
BEHIND: frozenset[Status] = frozenset({"slightly_behind", "behind", "far_behind"})
REACHED: frozenset[Status] = frozenset({"completed", "exceeded"})

FigureState = Literal["reported", "carried_forward", "not_reported"]
Grouping = Literal["project", "region", "cell"]


@dataclass(frozen=True)
class Coverage:
    """Who has an accepted submission of this very month, of those who should file."""

    expected: int
    reported: int
    carried_forward: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every expected region has an accepted submission of the month."""
        return self.reported == self.expected


@dataclass(frozen=True)
class LevelResult:
    """Completion against one level. ``rate`` and ``gap`` are fractions of 1, not percent.

    ``target`` is also given where no rate can be computed (zero, or another unit);
    ``target_unit`` then says which.
    """

    status: Status
    target: Decimal | None = None
    target_unit: str = ""
    rate: Fraction | None = None
    gap: Fraction | None = None


@dataclass(frozen=True)
class CompletionRow:
    """One row of the completion table.

    ``completed`` and ``funds`` (yuan) are None, never 0, when nothing below is reported.
    ``missing`` are the submitting regions without any figure; then ``partial`` is true.
    ``indicator`` and what follows are set in rows by cell only.
    """

    project: str
    name: str
    region: str
    unit: str
    completed: Decimal | None
    funds: Decimal | None
    pace: Fraction
    levels: Mapping[Level, LevelResult]
    overall: Status
    reported: int
    expected: int
    missing: tuple[str, ...] = ()
    carried_forward: tuple[str, ...] = ()
    indicator: str | None = None
    indicator_name: str | None = None
    state: FigureState | None = None
    from_month: Month | None = None
    submission: int | None = None

    @property
    def partial(self) -> bool:
        """Whether some part below is not reported at all."""
        return bool(self.missing)

    @property
    def is_stale(self) -> bool:
        """Whether there are figures, but none of this very month: no fast, no slow, no rank."""
        return self.reported == 0 and self.completed is not None


@dataclass(frozen=True)
class CompletionTable:
    """The completion of one month, seen from one region."""

    month: Month
    as_of: date
    plan_revision: int
    region: str
    coverage: Coverage
    rows: tuple[CompletionRow, ...] = field(default=())


def worst_level(row: CompletionRow) -> Level | None:
    """Return the judged level with the largest gap, 市定 where both are equal."""
    gaps = [
        (gap, level != "city", level)
        for level in JUDGED_LEVELS
        if (gap := row.levels[level].gap) is not None
    ]
    return min(gaps)[2] if gaps else None
