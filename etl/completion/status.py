"""Rate, pace gap and status of one figure against one level, on exact fractions."""

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


def level_result(
    completed: Decimal | None, target: Target | None, pace: Fraction, limits: Thresholds
) -> LevelResult:
    """Judge a figure against a target.

    A missing or zero target, or one in another unit, gives no rate and 无目标; the target
    itself is still told, so that it can be shown.
    """
    if target is None or target.value is None:
        return LevelResult("no_target")
    shown = {"target": target.value, "target_unit": target.unit}
    if not target.comparable or target.value <= 0:
        return LevelResult("no_target", **shown)  # type: ignore[arg-type]
    if completed is None:
        return LevelResult("not_reported", **shown)  # type: ignore[arg-type]
    rate = Fraction(completed) / Fraction(target.value)
    gap = rate - pace
    return LevelResult(_status(rate, pace, limits), target.value, target.unit, rate, gap)


def _status(rate: Fraction, pace: Fraction, limits: Thresholds) -> Status:
    """Return the status in the order of precedence: reached, not begun, then the lamps."""
    if rate > 1:
        return "exceeded"
    if rate == 1:
        return "completed"
    if pace == 0:
        return "not_started"
    behind = (pace - rate) * 100
    if behind <= Fraction(limits.on_pace_tolerance):
        return "on_pace"
    if behind < Fraction(limits.behind_from):
        return "slightly_behind"
    return "behind" if behind <= Fraction(limits.far_behind_from) else "far_behind"


def overall(province: Status, city: Status) -> Status:
    """Return the worse of both levels; a level without target is left out."""
    levels = [status for status in (province, city) if status != "no_target"]
    if not levels:
        return "no_target"
    if "not_reported" in levels:
        return "not_reported"
    return min(levels, key=WORST_FIRST.index)
