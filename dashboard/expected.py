"""How a number is written that nobody has reported but that a forecast expects."""

from __future__ import annotations

from fractions import Fraction

from etl.domain.plan import Plan
from etl.domain.text import rounded_count


def expected_text(plan: Plan, project: str, value: Fraction) -> str:
    """Write an expected total: of what is counted only whole ones, a part of one is not done."""
    known = plan.project(project)
    counted = known is not None and all(item.decimals == 0 for item in known.indicators)
    return rounded_count(value.numerator // value.denominator if counted else value)
