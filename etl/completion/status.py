"""Rate, pace gap and status of one figure against one level, on exact fractions.

The lamps are those of 银川 2025: 黄灯 for 10 to 30 percentage points behind, both borders
included, 红灯 for more. The 0 to 10 points that it leaves undefined are 略滞后, and the first
point of them is tolerated: 连云港 called 41 % at the end of May (5/12 = 41.7 %) on pace.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from etl.domain.completion import LevelResult, Status
from etl.domain.plan import Target
from etl.domain.thresholds import Thresholds

WORST_FIRST: tuple[Status, ...] = (
    "far_behind",
    "behind",
    "slightly_behind",
    "on_pace",
    "not_started",
    "completed",
    "exceeded",
)
NO_TARGET = LevelResult("no_target")


def level_result(
    completed: Decimal | None, target: Target | None, pace: Fraction, limits: Thresholds
) -> LevelResult:
    """Judge a figure against a target.

    A missing or zero target, or one in another unit, gives no rate and 无目标; the target
    itself is still told, so that it can be shown.
    """
    if target is None or target.value is None:
        return NO_TARGET
    if not target.comparable or target.value <= 0:
        return LevelResult("no_target", target.value, target.unit)
    if completed is None:
        return LevelResult("not_reported", target.value, target.unit)
    rate = Fraction(completed) / Fraction(target.value)
    gap = rate - pace
    if completed >= target.value:
        status: Status = "completed" if completed == target.value else "exceeded"
    else:
        status = _not_reached(pace, -gap, limits)
    return LevelResult(status, target.value, target.unit, rate, gap)


def _not_reached(pace: Fraction, behind: Fraction, limits: Thresholds) -> Status:
    """Return the status of a target not yet reached, ``behind`` its pace by this share of 1."""
    if pace == 0:
        return "not_started"
    tolerance, behind_from, far_behind_from = limits.shares_behind
    if behind <= tolerance:
        return "on_pace"
    if behind < behind_from:
        return "slightly_behind"
    return "behind" if behind <= far_behind_from else "far_behind"


def overall(province: Status, city: Status) -> Status:
    """Return the worse of both levels; a level without target is left out.

    未报送 is of the figure, not of a level: where one has it, so has every other with a target.
    """
    levels = [status for status in (province, city) if status != "no_target"]
    if not levels:
        return "no_target"
    if "not_reported" in levels:
        return "not_reported"
    return min(levels, key=WORST_FIRST.index)
