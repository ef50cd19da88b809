"""A month as it is closed (关账) and opened again, and leave (延期) to file all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from etl.domain.period import Month

MonthAction = Literal["close", "reopen"]
Gap = Literal["carried_forward", "not_reported"]
"""What stands for a county that had not filed when the month was closed."""

GAP_NAMES: Mapping[Gap, str] = MappingProxyType(
    {"carried_forward": "沿用此前的数", "not_reported": "未报，不计入"}
)


@dataclass(frozen=True)
class GapDecision:
    """A county without an accepted submission at the closing, and the reason that was given."""

    region: str
    decision: Gap
    reason: str


@dataclass(frozen=True)
class MonthEvent:
    """One closing or reopening; ``gaps`` are of a closing."""

    id: int
    month: Month
    action: MonthAction
    at: datetime
    by: str
    reason: str
    gaps: tuple[GapDecision, ...] = ()


@dataclass(frozen=True)
class Extension:
    """Leave for a county to file a month up to and including a day."""

    id: int
    region: str
    month: Month
    until: date
    reason: str
    asked_by: str
    granted_by: str
    granted_at: datetime
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None

    def is_open(self, today: date) -> bool:
        """Whether the county may still file by it."""
        return self.withdrawn_at is None and today <= self.until


@dataclass(frozen=True)
class MonthState:
    """How a month stands: what was done to it, oldest first, and who has leave."""

    month: Month
    events: tuple[MonthEvent, ...] = ()
    extensions: tuple[Extension, ...] = ()

    @property
    def last(self) -> MonthEvent | None:
        """What was done last."""
        return self.events[-1] if self.events else None

    @property
    def closed(self) -> MonthEvent | None:
        """The closing in force, None while the month is open."""
        return self.last if self.last is not None and self.last.action == "close" else None

    def leave_of(self, region: str, today: date) -> Extension | None:
        """Return the leave by which a county may file now: the one that lasts longest."""
        open_ones = [
            item for item in self.extensions if item.region == region and item.is_open(today)
        ]
        return max(open_ones, key=lambda item: item.until, default=None)
