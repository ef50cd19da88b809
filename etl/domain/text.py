"""How numbers, money, dates and names are written: exact input, half up, natural Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

NOTHING = "—"
YUAN_PER_WAN = 10_000

Exact = Decimal | Fraction | int


def half_up(value: Exact, places: int) -> Decimal:
    """Round exactly, halves away from zero (四舍五入), whatever the input's own precision."""
    scaled = abs(Fraction(value)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-places)


def rounded_rate(rate: Fraction) -> Decimal:
    """Return a rate in percent with one decimal.

    A target that is not reached never reads as 100.0, however close; one that is reached
    rounds to 100.0 or more by itself.
    """
    percent = half_up(rate * 100, 1)
    return Decimal("99.9") if rate < 1 and percent >= 100 else percent


def rate_number(rate: Fraction | None) -> str:
    """Write a rate without the percent sign, for columns whose head has it."""
    return NOTHING if rate is None else f"{rounded_rate(rate):f}"


def rate_text(rate: Fraction | None) -> str:
    """Write a rate: 101.6%."""
    return NOTHING if rate is None else f"{rounded_rate(rate):f}%"


def share_text(share: Exact) -> str:
    """Write a planned or other share of 1 in percent with one decimal: 66.7%."""
    return f"{half_up(Fraction(share) * 100, 1):f}%"


def points(gap: Fraction) -> str:
    """Write the size of a gap in percentage points, without its sign: 13.9."""
    size = half_up(abs(gap) * 100, 1)
    return "不到0.1" if gap and not size else f"{size:f}"


def gap_words(gap: Fraction) -> str:
    """Write a gap to the planned share as a clause: 慢13.9个百分点."""
    if gap == 0:
        return "与序时持平"
    return f"{'快' if gap > 0 else '慢'}{points(gap)}个百分点"


def count_text(value: Decimal | int | None) -> str:
    """Write a count without thousands separators, exponent or trailing zeros."""
    return NOTHING if value is None else plain(Decimal(value))


def plain(value: Decimal) -> str:
    """Write a decimal in positional notation, trailing zeros of the fraction dropped."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def wan_text(yuan: Decimal | None) -> str:
    """Write yuan as 万元 with up to two decimals: 2407000 is 240.7."""
    return NOTHING if yuan is None else plain(half_up(Fraction(yuan) / YUAN_PER_WAN, 2))


def yuan_text(yuan: Exact | None) -> str:
    """Write an amount of yuan per head with two decimals, none when it is whole."""
    return NOTHING if yuan is None else plain(half_up(yuan, 2))


def day_text(day: date) -> str:
    """Write a day in full: 2021年8月18日."""
    return f"{day.year}年{short_day(day)}"


def short_day(day: date) -> str:
    """Write a day of the year under discussion: 8月18日."""
    return f"{day.month}月{day.day}日"


def span_text(year: int, month: int) -> str:
    """Write the period that a cumulative figure covers: 2021年1—8月."""
    return f"{year}年1月" if month == 1 else f"{year}年1—{month}月"


def in_brackets(notes: Sequence[str]) -> str:
    """Write notes as they follow a word, "" for none: （缺1县区，含2县区沿用）."""
    return f"（{'，'.join(notes)}）" if notes else ""


def listed(names: Sequence[str], limit: int = 3, noun: str = "县区") -> str:
    """Join names with 、 and, beyond the limit, say how many there are: 甲、乙等5个县区."""
    if len(names) <= limit:
        return "、".join(names)
    return f"{'、'.join(names[:limit])}等{len(names)}个{noun}"


def moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """Write a stored time as the city's clock showed it: 2021-08-18 08:12."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def signed_text(value: Decimal) -> str:
    """Write a change with its sign: +1020."""
    return f"{'+' if value >= 0 else '−'}{count_text(abs(value))}"


def rounded_count(value: Exact) -> str:
    """Write a computed count with at most one decimal: 182, 182.3."""
    return plain(half_up(value, 1))
