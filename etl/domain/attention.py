"""What needs attention (需要关注): facts, each enough for one sentence; the words are the page's.

Two kinds speak of figures, of one project in one region: it is behind, or it is falling back.
The others speak of workbooks of one submitting region: missing, waiting, sent back, odd, late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, TypeAlias

from etl.domain.completion import Coverage, Status
from etl.domain.period import Month
from etl.domain.plan import Level

Kind = Literal["behind", "falling_back", "late", "unreviewed", "returned", "odd", "filed_late"]


@dataclass(frozen=True)
class Behind:
    """A project is behind in a region, on figures of the month.

    ``level`` is the worse of 省定 and 市定. ``rate``, ``gap`` (below 0) and ``pace`` are
    fractions of 1; ``remaining`` is what lacks to ``target``. ``missing`` and
    ``carried_forward`` are regions below whose part is not of this month: they go with the word.
    """

    kind: ClassVar[Kind] = "behind"
    region: str
    project: str
    status: Status
    level: Level
    unit: str
    completed: Decimal
    target: Decimal
    remaining: Decimal
    rate: Fraction
    gap: Fraction
    pace: Fraction
    missing: tuple[str, ...] = ()
    carried_forward: tuple[str, ...] = ()


@dataclass(frozen=True)
class FallingBack:
    """A project lost against its pace since the month before, or its cumulative fell (退步).

    Both months are reported by everybody below, and no target is reached. Both gaps are
    against the target and the paces of the shown month's plan; None without a target.
    """

    kind: ClassVar[Kind] = "falling_back"
    region: str
    project: str
    status: Status
    unit: str
    before: Month
    completed: Decimal
    completed_before: Decimal
    level: Level | None = None
    gap: Fraction | None = None
    gap_before: Fraction | None = None

    @property
    def lost(self) -> Fraction | None:
        """How far the gap fell, as a fraction of 1."""
        if self.gap is None or self.gap_before is None:
            return None
        return self.gap_before - self.gap

    @property
    def total_fell(self) -> bool:
        """Whether the cumulative itself is lower than the month before."""
        return self.completed < self.completed_before


@dataclass(frozen=True)
class Late:
    """A region has filed nothing at all for the month, ``days`` after ``due``."""

    kind: ClassVar[Kind] = "late"
    region: str
    due: date
    days: int


@dataclass(frozen=True)
class FiledLate:
    """A region filed the month's first version ``days`` after ``due``; never said of 补录."""

    kind: ClassVar[Kind] = "filed_late"
    region: str
    due: date
    days: int
    version: int
    filed_at: datetime


@dataclass(frozen=True)
class Unreviewed:
    """A version waits for review since ``filed_at``, ``days`` ago.

    ``counting`` is the version that counts meanwhile, None when none does.
    """

    kind: ClassVar[Kind] = "unreviewed"
    region: str
    submission: int
    version: int
    filed_at: datetime
    days: int
    counting: int | None = None


@dataclass(frozen=True)
class Returned:
    """The newest version was sent back, so that the region has to file again.

    ``days_late``: how long the month is past its day while nothing counts or waits; else 0.
    """

    kind: ClassVar[Kind] = "returned"
    region: str
    submission: int
    version: int
    filed_at: datetime
    counting: int | None = None
    days_late: int = 0


@dataclass(frozen=True)
class Odd:
    """A warning with which the version that counts was filed, and what was said to it.

    ``reason`` is the sender's for the whole file, ``note`` the remark of the very row.
    """

    kind: ClassVar[Kind] = "odd"
    region: str
    submission: int
    version: int
    code: str
    message: str
    indicator: str | None = None
    sheet: str | None = None
    cell: str | None = None
    reason: str = ""
    note: str = ""

    @property
    def answer(self) -> str:
        """What was said to it: the reason, else the row's remark, "" for nothing."""
        return self.reason or self.note


Entry: TypeAlias = Behind | FallingBack | Late | Unreviewed | Returned | Odd | FiledLate


@dataclass(frozen=True)
class Attention:
    """What needs attention in a month as seen from a region, weightiest first.

    ``due`` is the day by which the month's workbooks should be there, None without a rule.
    ``coverage`` names those whose figures are carried forward, or who never reported.
    """

    month: Month
    region: str
    today: date
    due: date | None
    coverage: Coverage
    entries: tuple[Entry, ...] = ()

    @property
    def stale(self) -> tuple[str, ...]:
        """The regions without accepted figures of this very month."""
        return self.coverage.carried_forward + self.coverage.missing
