"""Forecast (按此进度): when a target would be reached, and what each month from now needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from etl.domain.period import Month
from etl.domain.plan import Level

Method = Literal["linear", "curve"]
METHOD_NAMES: Mapping[Method, str] = MappingProxyType(
    {"linear": "按近月平均新增", "curve": "按计划曲线的比例"}
)

ForecastRefusal = Literal[
    "no_target",
    "reached",
    "not_expected",
    "not_reported",
    "not_started",
    "incomplete",
    "year_over",
    "too_few_months",
    "curve_ended",
    "no_growth",
]
FORECAST_REFUSAL_NAMES: Mapping[ForecastRefusal, str] = MappingProxyType(
    {
        "no_target": "没有可比的任务数",
        "reached": "已完成任务",
        "not_expected": "当月不要求报送",
        "not_reported": "当月没有报送",
        "not_started": "未到实施期",
        "incomplete": "当月报送不全",
        "year_over": "本年已没有剩余月份",
        "too_few_months": "有当月数的月份不足三个",
        "curve_ended": "计划曲线今后不再增加",
        "no_growth": "没有新增，推不出完成月",
    }
)
"""Why no month is named, in the order in which the reasons are looked for."""

RECENT_MONTHS = 3
"""How many months back the recent average reaches (近3个月)."""

FEWEST_FIGURES = 3
"""With fewer months that have a figure of their own, a pace is an accident."""


@dataclass(frozen=True)
class Average:
    """The mean increase per month between the figures of two months, exact.

    ``left_out`` are months in between without a whole figure of their own: what was done in
    them is in the mean, spread over the calendar months from ``start`` to ``end``.
    """

    per_month: Fraction
    start: Month
    end: Month
    left_out: tuple[Month, ...] = ()

    @property
    def months(self) -> tuple[Month, ...]:
        """The months whose increases are averaged: those after ``start`` up to ``end``."""
        numbers = range(self.start.number + 1, self.end.number + 1)
        return tuple(Month(self.end.year, number) for number in numbers)


@dataclass(frozen=True)
class Assumption:
    """What a forecast takes for granted, beside that the target stays as it is.

    ``linear``: each month to come adds ``average``. ``curve``: the work stays in the same
    proportion to the plan, of which ``share`` (of 1) is due by now and ``share_december``
    by the end of the year.
    """

    method: Method
    average: Average | None = None
    share: Fraction | None = None
    share_december: Fraction | None = None


@dataclass(frozen=True)
class Forecast:
    """One project of one region against one level, seen from ``month``.

    ``remaining`` (target less completed, 0 where reached) is None unless the figure is a
    whole one of this very month. ``needed`` is the mean per month from the next month to
    December, rounded up to whole units where the unit has no decimals; in December the
    remainder itself. It is also there under those refusals that only concern the pace, and it is
    a plain mean also where the plan has a curve. ``average`` is told wherever it can be, also
    where a curve is used.
    ``expected`` is the exact figure by the end of December, ``reached_in`` the first month
    at whose end the target is reached; by the average it may lie in a later year, by a curve
    it is then None. Both are None where ``refusal`` says why. Counts are in ``unit``.
    """

    project: str
    region: str
    level: Level
    month: Month
    as_of: date
    unit: str
    target: Decimal | None
    completed: Decimal | None
    refusal: ForecastRefusal | None = None
    remaining: Decimal | None = None
    needed: Fraction | None = None
    average: Average | None = None
    assumption: Assumption | None = None
    reached_in: Month | None = None
    expected: Fraction | None = None

    @property
    def months_left(self) -> int:
        """How many months of the year are still to come."""
        return 12 - self.month.number

    @property
    def method(self) -> Method | None:
        """How the forecast was made; None where there is none."""
        return self.assumption.method if self.assumption else None

    @property
    def within_year(self) -> bool | None:
        """Whether the target would be reached in the year (else 年内不能完成), None: unknown."""
        if self.assumption is None:
            return None
        return self.reached_in is not None and self.reached_in.year == self.month.year

    @property
    def taken_as_whole(self) -> bool:
        """Whether figures as of another day than the month's last count as the whole month."""
        return self.as_of != self.month.last_day
