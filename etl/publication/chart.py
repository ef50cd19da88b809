"""A chart as numbers and words: drawn as a native chart in Word, PowerPoint and Excel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ChartKind = Literal["bars", "columns", "lines"]
"""Bars lie, columns stand; lines run over months."""
Role = Literal["done", "province", "city", "pace", "slow"]
"""What a series is, for its colour, pattern and mark: never by colour alone."""


@dataclass(frozen=True)
class Series:
    """One row of numbers, as long as the categories; None is a gap, never 0."""

    name: str
    role: Role
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart with what must stand in it: title, as-of line and source.

    ``number_format`` is an Excel format such as ``0.0"%"``; ``axis`` names what is measured,
    with its unit. ``alternative`` says in a sentence what is to be seen, for who does not see it.
    ``mark`` is a value of the axis to be told apart (100 %), None for none.
    """

    name: str
    kind: ChartKind
    title: str
    stamp: str
    source: str
    axis: str
    number_format: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alternative: str
    mark: float | None = None


def by_category(chart: Chart) -> Iterator[tuple[float | None, ...]]:
    """Yield the values of each category, one per series."""
    return zip(*(item.values for item in chart.series), strict=True)


def share_a_place(chart: Chart) -> bool:
    """Tell whether each category has one bar at most, its role aside."""
    return all(sum(value is not None for value in row) < 2 for row in by_category(chart))


def bars_abreast(chart: Chart) -> int:
    """Return how many bars of a category need a place of their own."""
    return 1 if share_a_place(chart) else len(chart.series)


def needs_legend(chart: Chart) -> bool:
    """Tell whether the axis does not say all that the look of the bars or lines means.

    One series alone needs it too where it is not all that is measured: bars that are all of
    those behind look like nothing but bars.
    """
    return len(chart.series) > 1 or any(item.name not in chart.axis for item in chart.series)
