"""The axis of a chart with a mark: how far it runs, and in which steps, in every program."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from etl.publication.chart import Chart

STEPS = 5
MOST_MARKS = 4
"""Beyond so many times the mark, thin lines between would be a hatching."""


@dataclass(frozen=True)
class MarkedAxis:
    """An axis from 0 whose only strong gridlines are those of the mark.

    No program draws a line at a value by itself; a gridline that is told apart needs no
    second chart on top, which nobody could edit.
    """

    maximum: float
    mark: float
    step: float | None


def marked_axis(chart: Chart) -> MarkedAxis | None:
    """Return the axis of a chart that has a mark, with room for a number beyond the last bar."""
    if chart.mark is None:
        return None
    most = max((v for series in chart.series for v in series.values if v is not None), default=0)
    step = chart.mark / STEPS
    maximum = max(step * (floor(most / step) + 1), chart.mark + step)
    return MarkedAxis(maximum, chart.mark, step if most < MOST_MARKS * chart.mark else None)
