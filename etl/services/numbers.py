"""Numbers of the contract's JSON: counts, money in yuan, rates and shares rounded half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def plain_count(value: Decimal | None) -> int | float | None:
    """Return a count as an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def exact_count(value: Decimal | None) -> int | str | None:
    """Return a count of a filing: an integer, or a decimal string where it has a fraction."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"


def yuan_text(value: Decimal | None) -> str | None:
    """Return money in yuan with two decimals."""
    return None if value is None else f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def rounded(value: Fraction | None, places: int) -> float | None:
    """Round a fraction half up (away from zero at the half), exactly."""
    if value is None:
        return None
    scale = 10**places
    scaled = abs(value) * scale
    whole: int = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (whole if value >= 0 else -whole) / float(scale)
