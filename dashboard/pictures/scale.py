"""The scale of an axis: from zero or below, in round steps, exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from dashboard.figures.chart import Chart
from etl.domain.text import half_up, plain

_ROUND = (1, 2, 5)
_YI, _WAN = 10**8, 10**4


@dataclass(frozen=True)
class Scale:
    """From ``low`` to ``high``, both at a tick; zero is always within."""

    low: Fraction
    high: Fraction
    step: Fraction

    @property
    def ticks(self) -> tuple[Fraction, ...]:
        """The values at which the axis is named."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * place for place in range(count + 1))

    def share(self, value: Fraction) -> Fraction:
        """Return where a value lies, 0 at the low end and 1 at the high."""
        return (value - self.low) / (self.high - self.low)

    def tick_text(self, tick: Fraction, unit: str) -> str:
        """Write a tick: large ones in 万 or 亿, those of rates with their sign."""
        top = max(self.high, -self.low)
        name, size = ("亿", _YI) if top >= _YI else ("万", _WAN) if top >= 10 * _WAN else ("", 1)
        places = 0
        while (self.step / size * 10**places).denominator > 1:
            places += 1
        text = plain(half_up(tick / size, places))
        sign = "%" if unit == "%" else ""
        return f"{text.replace('-', '−')}{name if tick else ''}{sign}"


def values_of(chart: Chart) -> list[Fraction]:
    """Return every value that a chart draws, targets included."""
    points = [point.value for series in chart.series for point in series.points]
    return [value for value in points if value is not None] + [item.value for item in chart.lines]


def scale_for(values: Iterable[Fraction], intervals: int) -> Scale:
    """Return the scale that holds all values in about so many steps of 1, 2 or 5 times a ten.

    Whole numbers get no steps below one: there is no half a person.
    """
    listed = [Fraction(0), *values]
    low, high = min(listed), max(listed)
    step = _step((high - low) / intervals) if high > low else Fraction(1)
    if all(value.denominator == 1 for value in listed):
        step = max(step, Fraction(1))
    bottom, top = low // step * step, -(-high // step) * step
    return Scale(bottom, top if top > bottom else bottom + step, step)


def _step(least: Fraction) -> Fraction:
    """Return the smallest round step that is not below ``least``."""
    ten = Fraction(1)
    while ten > least:
        ten /= 10
    while ten * 10 <= least:
        ten *= 10
    return next(ten * factor for factor in (*_ROUND, 10) if ten * factor >= least)
