"""A chart as numbers and words: drawn as a native chart in Word, PowerPoint and Excel."""

from __future__ import annotations

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
