"""How the room of a Plotly figure is given out: height, margins, range of values.

All of it is fixed by the chart and by the narrowest phone, so that drawing moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from dashboard.figures.chart import Chart
from dashboard.figures.plotly_legend import PHONE, legend_height
from dashboard.figures.plotly_text import LINE_HEIGHT, SIZE, width_of

UPRIGHT_HEIGHT = 320
NAME_LENGTH = 9  # letters of a category that stand in one line beside its bar
LEADER = 12
_ROW = 30
_FEW = 5


@dataclass(frozen=True)
class Margin:
    """Pixels round the plot."""

    left: int
    right: int
    top: int
    bottom: int


def height_of(chart: Chart) -> int:
    """Return the height in pixels that the figure of a chart is made for."""
    if not chart.sideways:
        return UPRIGHT_HEIGHT
    margin = margin_of(chart)
    return margin.top + margin.bottom + _row_height(chart) * max(len(chart.categories), 1)


def margin_of(chart: Chart) -> Margin:
    """Return the room for names, numbers and legend round the plot."""
    left, right = _left(chart), _right(chart)
    legend = legend_height(chart, PHONE - left - right)
    if chart.sideways:
        return Margin(left, right, legend + 8 + LINE_HEIGHT * len(chart.lines), 42)
    return Margin(left, right, legend + 26, 42 if chart.under else 26)


def phone_width(chart: Chart) -> int:
    """Return how wide the plot is on the narrowest phone."""
    margin = margin_of(chart)
    return PHONE - margin.left - margin.right


def _left(chart: Chart) -> int:
    if not chart.sideways:
        return max(width_of(_widest_tick(chart)), width_of(chart.under_name)) + 12
    longest = max((len(name) for name in _names(chart)), default=0)
    return min(longest, NAME_LENGTH) * SIZE + 12


def _right(chart: Chart) -> int:
    if chart.sideways:
        return 14 + max((width_of(label) for label in column(chart)), default=0)
    names = max((width_of(line.name) for line in chart.lines), default=0)
    return names + LEADER + 8 if names else 14


def column(chart: Chart) -> tuple[str, ...]:
    """Return what stands at the right of each row that lies: the labels of the first bars."""
    bars = [series for series in chart.series if series.kind == "bar"]
    return tuple(point.label for point in bars[0].points) if bars else ()


def _names(chart: Chart) -> Iterator[str]:
    yield from chart.categories
    yield from (f"{chart.under_name} {text}" for text in chart.under)


def _row_height(chart: Chart) -> int:
    lines = max((ceil(len(name) / NAME_LENGTH) for name in chart.categories), default=1)
    return max(_ROW, 10 + LINE_HEIGHT * (lines + bool(chart.under)))


def _widest_tick(chart: Chart) -> str:
    low, high = value_range(chart)
    ends = max(str(ceil(high)), str(ceil(low)), key=len)
    return ends + (".0" if high - low < _FEW else "")


def counts_few(chart: Chart) -> bool:
    """Whether the axis would show halves of what is counted in whole numbers."""
    low, high = value_range(chart)
    return high - low <= _FEW and all(value.denominator == 1 for value in _values(chart))


def value_range(chart: Chart) -> tuple[Fraction, Fraction]:
    """Return the ends of the axis of values: nothing is cut off, and 0 is always on it."""
    values = [Fraction(0), *_values(chart), *(line.value for line in chart.lines)]
    low, high = min(values), max(values)
    room = ((high - low) or Fraction(1)) * Fraction(12, 100)
    return low - (room if low < 0 else 0), high + room


def _values(chart: Chart) -> Iterator[Fraction]:
    for series in chart.series:
        yield from (point.value for point in series.points if point.value is not None)


def spread(heights: Sequence[Fraction], apart: int) -> list[Fraction]:
    """Return ascending heights moved so that neighbours are at least ``apart`` apart.

    Heights that are too close become a group about their mean; groups that meet are joined.
    """
    groups: list[list[Fraction]] = []
    for height in heights:
        groups.append([height])
        while len(groups) > 1 and _top(groups[-2], apart) + apart > _bottom(groups[-1], apart):
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_bottom(group, apart) + apart * i for group in groups for i in range(len(group))]


def _bottom(group: Sequence[Fraction], apart: int) -> Fraction:
    return sum(group, Fraction(0)) / len(group) - Fraction(apart * (len(group) - 1), 2)


def _top(group: Sequence[Fraction], apart: int) -> Fraction:
    return _bottom(group, apart) + apart * (len(group) - 1)
