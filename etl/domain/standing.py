"""What stands in a month before anything is computed from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from etl.domain.period import Month

Report: TypeAlias = tuple[str, int, int, str, Decimal | None, Decimal | None]
"""One row of an accepted submission: region, number of the month, submission, indicator,
cumulative people and cumulative money in yuan. A plain tuple: a large city has them by the
hundred thousand, and each is looked at once."""


@dataclass(frozen=True)
class StandingFigure:
    """The cumulative of one region and indicator, with the month it was reported for.

    ``funds`` in yuan may stem from another month than ``completed``; either may be None.
    """

    region: str
    indicator: str
    completed: Decimal | None
    month: Month | None
    submission: int | None
    funds: Decimal | None = None
    funds_month: Month | None = None
    funds_submission: int | None = None


@dataclass(frozen=True)
class MonthFiled:
    """One accepted submission: that a region filed, for which month and as of when."""

    region: str
    month: Month
    as_of: date | None
    submission: int
