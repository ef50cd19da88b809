"""The categories along the foot of an upright chart, as many as have room."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dashboard.figures.chart import Chart
from dashboard.pictures.measure import Length, shorten, width, wrap, wrap_most
from dashboard.pictures.paper import ROOM
from dashboard.pictures.plot import Plot
from dashboard.pictures.svg import INK2, block, text

_LINES, _LEADING, _NARROW, _WIDE = 3, 16, 36, 110


@dataclass(frozen=True)
class Foot:
    """The drawn names and the room they take below the plot."""

    content: str
    height: int


@dataclass(frozen=True)
class _Shown:
    """A category with its lines around the middle of its text."""

    place: int
    middle: Fraction
    lines: list[str]
    under: str


def foot(chart: Chart, plot: Plot) -> Foot:
    """Return the categories; where they are crowded some are stepped over."""
    shown = _shown(chart, plot)
    most = max((len(item.lines) for item in shown), default=1)
    first, second = plot.bottom + 18, plot.bottom + 18 + most * _LEADING
    parts = [text((plot.left - 8, second), under_name(chart), text_anchor="end")]
    for item in shown:
        spot = (item.middle, first)
        parts.append(block(spot, item.lines, 12, INK2, text_anchor="middle", class_="category"))
        below = (item.middle, second)
        parts.append(text(below, item.under, text_anchor="middle", class_="under"))
    return Foot("".join(parts), 12 + (most + bool(chart.under)) * _LEADING)


def under_name(chart: Chart) -> str:
    """Return what heads the second line on the left."""
    return shorten(chart.under_name, 12, 100) if chart.under else ""


def _shown(chart: Chart, plot: Plot) -> list[_Shown]:
    """Return the categories that are written, from the last that has its full room backwards."""
    step, room = _step(chart, plot)
    found: list[_Shown] = []
    free = Fraction(ROOM)
    place = plot.count - 1
    while place >= 0:
        item, half = _written(chart, plot, place, room)
        fits = item.middle + half <= free
        if fits and (step == 1 or item.middle == plot.middle(place) or not place):
            found.append(item)
            free = item.middle - half - 4
        place -= step if found else 1
    return found


def _written(chart: Chart, plot: Plot, place: int, room: Length) -> tuple[_Shown, Fraction]:
    """Return a category moved inwards where it would leave the picture, and half its width."""
    lines = wrap_most(chart.categories[place], 12, room, _LINES)
    under = shorten(chart.under[place], 12, room) if place < len(chart.under) else ""
    half = max(width(words, 12) for words in (*lines, under)) / 2
    middle = min(max(plot.middle(place), half), ROOM - half)
    return _Shown(place, middle, lines, under), half


def _step(chart: Chart, plot: Plot) -> tuple[int, Length]:
    """Return how many categories one name stands for, and the room it then has.

    Names are broken into lines before any is stepped over; then those shown have one line,
    unless they are very long.
    """
    for step in range(1, plot.count + 1):
        room = plot.band * step - 8
        lines = _LINES if step == 1 and room >= _NARROW else 1
        if room >= _WIDE or (room > 0 and _fit(chart, step, room, lines)):
            return step, room
    return max(plot.count, 1), plot.width


def _fit(chart: Chart, step: int, room: Length, lines: int) -> bool:
    names = chart.categories[::-step]
    return all(width(words, 12) <= room for words in chart.under) and all(
        width(name, 12) <= room or (lines > 1 and len(wrap(name, 12, room)) <= lines)
        for name in names
    )
