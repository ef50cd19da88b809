"""Limits of judgement and of checks: the one place of their defaults.

The plan's sheet 阈值 may set each of them by its Chinese name; pages print those in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class Thresholds:
    """Limits in the units of their names below.

    Lamp limits are percentage points behind the planned share (银川 2025 uses 10 and 30).
    ``trial_codes`` are findings that speak as warnings while a rule is tried (试行).
    """

    on_pace_tolerance: Decimal = Decimal(1)
    behind_from: Decimal = Decimal(10)
    far_behind_from: Decimal = Decimal(30)
    falling_back_over: Decimal = Decimal(5)
    target_multiple: Decimal = Decimal(3)
    last_year_multiple: Decimal = Decimal(3)
    last_year_at_least: Decimal = Decimal(20)
    trial_codes: frozenset[str] = frozenset()
    weights: Mapping[str, Decimal] = field(default_factory=dict)

    @cached_property
    def shares_behind(self) -> tuple[Fraction, Fraction, Fraction]:
        """The limits 达序时容差, 黄灯下限, 红灯下限 as exact shares of 1."""
        points = (self.on_pace_tolerance, self.behind_from, self.far_behind_from)
        tolerance, behind, far_behind = (Fraction(limit) / 100 for limit in points)
        return tolerance, behind, far_behind


@dataclass(frozen=True)
class ThresholdName:
    """How the plan and the help page speak of one limit."""

    attribute: str
    name: str
    unit: str
    meaning: str


THRESHOLD_NAMES: tuple[ThresholdName, ...] = (
    ThresholdName(
        "on_pace_tolerance", "达序时容差", "百分点", "慢于序时进度不超过这个数，仍算达序时"
    ),
    ThresholdName("behind_from", "黄灯下限", "百分点", "慢于序时进度达到这个数，为黄灯滞后"),
    ThresholdName("far_behind_from", "红灯下限", "百分点", "慢于序时进度超过这个数，为红灯滞后"),
    ThresholdName("falling_back_over", "退步幅度", "百分点", "快慢比上月下降超过这个数，列入退步"),
    ThresholdName("target_multiple", "任务倍数", "倍", "累计完成超过最大任务数的这个倍数时提醒"),
    ThresholdName(
        "last_year_multiple", "同期倍数", "倍", "累计完成高于或低于上年同期的这个倍数时提醒"
    ),
    ThresholdName(
        "last_year_at_least", "同期起点", "个", "本年和上年同期都超过这个数时才与同期比较"
    ),
)

TRIAL_PREFIX = "试行:"
WEIGHT_PREFIX = "权重:"
