"""Charts with their categories along the foot: months against curve and targets, bars."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from dashboard.figures.chart import Chart, Point, Series
from dashboard.pictures import targets
from dashboard.pictures.categories import foot, under_name
from dashboard.pictures.labels import Box, Ground, Label, Stroke, box, placed, stroke
from dashboard.pictures.measure import Length, shorten, width
from dashboard.pictures.paper import ROOM, Drawing
from dashboard.pictures.plot import Plot
from dashboard.pictures.scale import scale_for, values_of
from dashboard.pictures.series import drawn, nothing, slot, stretches, valued
from dashboard.pictures.svg import (
    FAINT,
    INK,
    INK3,
    ORANGE,
    PAPER,
    Spot,
    Value,
    line,
    text,
)

_TOP, _HEIGHT, _INTERVALS = 24, 300, 6
_HALO: dict[str, Value] = {
    "paint_order": "stroke",
    "stroke": PAPER,
    "stroke_width": 3,
    "stroke_linejoin": "round",
}


def upright(chart: Chart) -> Drawing:
    """Return a chart whose values rise; it always has the full width of the sheet."""
    scale = scale_for(values_of(chart), _INTERVALS)
    ticks = [scale.tick_text(tick, chart.unit) for tick in scale.ticks]
    left = max(width(words, 12) for words in (*ticks, _unit(chart), under_name(chart))) + 12
    high = max(_HEIGHT, targets.column_height(chart.lines))
    wide = ROOM - left - targets.column_width(chart.lines)
    plot = Plot(left, _TOP, wide, high, len(chart.categories), scale)
    below = foot(chart, plot)
    parts = [
        _axis(chart, plot, ticks),
        drawn(chart, plot) or nothing(plot),
        targets.beside(plot, chart.lines),
        _labels(chart, plot),
        below.content,
    ]
    return Drawing("".join(parts), plot.bottom + below.height)


def _unit(chart: Chart) -> str:
    return "" if chart.unit == "%" else shorten(chart.unit, 12, 100)


def _axis(chart: Chart, plot: Plot, ticks: Sequence[str]) -> str:
    parts = [text((plot.left - 8, 11), _unit(chart), text_anchor="end", class_="unit")]
    some = bool(values_of(chart))
    for value, words in zip(plot.scale.ticks, ticks, strict=True):
        if value and not some:
            continue
        y = plot.at(value)
        parts.append(line((plot.left, y), (plot.right, y), INK3 if value == 0 else FAINT))
        parts.append(text((plot.left - 8, y + 4), words, text_anchor="end", class_="tick"))
    return "".join(parts)


def _labels(chart: Chart, plot: Plot) -> str:
    ground = Ground(
        box(plot.left, 0, max(plot.right, plot.left + 1), plot.bottom),
        marks=_marks(chart, plot),
        strokes=_strokes(chart, plot),
    )
    parts = [
        text(
            spot, label.words, label.size, label.fill, text_anchor="middle", class_="value",
            font_weight="700" if label.bold else None, **_HALO,
        )
        for label, spot in placed(_wanted(chart, plot), ground)
    ]  # fmt: skip
    return "".join(parts)


def _wanted(chart: Chart, plot: Plot) -> list[Label]:
    """Return the labels, first those that stay when it is crowded: last, largest, smallest."""
    found: list[tuple[bool, Label]] = []
    bars = 0
    for series in chart.series:
        listed = [item for item in valued(series, plot) if item[1].label.strip()]
        ends = _ends(listed)
        crowded = any(width(point.label, 12) > 2 * plot.band for _, point, _ in listed)
        for place, point, value in listed:
            if crowded and place not in ends:
                continue
            last = place == listed[-1][0] and series.kind == "line"
            label = (
                _over_bar(chart, plot, (place, bars), point, value)
                if series.kind == "bar"
                else _at_point(plot, plot.spot(place, value), point, last)
            )
            found.append((place not in ends, label))
        bars += series.kind == "bar"
    return [label for _, label in sorted(found, key=lambda item: item[0])]


def _ends(listed: Sequence[tuple[int, Point, Fraction]]) -> set[int]:
    if not listed:
        return set()
    by_value = sorted(listed, key=lambda item: item[2])
    return {listed[-1][0], by_value[0][0], by_value[-1][0]}


def _over_bar(
    chart: Chart, plot: Plot, where: tuple[int, int], point: Point, value: Fraction
) -> Label:
    start, thick = slot(chart, plot, *where)
    words = shorten(point.label, 12, plot.width - 8)
    y = plot.at(value)
    heights = (y - 6, y - 18) if value >= 0 else (y + 15, plot.at(Fraction(0)) - 6)
    spots = tuple((_inside(plot, start + thick / 2, words), height) for height in heights)
    return Label(words, spots, ORANGE if point.tone == "slow" else INK)


def _at_point(plot: Plot, spot: Spot, point: Point, last: bool) -> Label:
    """Offer places around a point, the one above first."""
    words = shorten(point.label, 12, plot.width - 8, bold=last)
    aside = width(words, 12, last) / 2 + 8
    x, y = spot
    offsets = (
        (0, -10), (-aside, -6), (aside, -6), (0, 20), (aside, 15), (-aside, 15), (0, -24), (0, 34)
    )  # fmt: skip
    spots = tuple((_inside(plot, x + dx, words, last), y + dy) for dx, dy in offsets)
    return Label(words, spots, ORANGE if point.tone == "slow" else INK, last)


def _inside(plot: Plot, x: Length, words: str, bold: bool = False) -> Length:
    half = width(words, 12, bold) / 2 + 2
    return min(max(x, plot.left + half), plot.right - half)


def _marks(chart: Chart, plot: Plot) -> list[Box]:
    """Return the boxes of the points of lines."""
    lines = [series for series in chart.series if series.kind == "line"]
    spots = [plot.spot(n, value) for series in lines for n, _, value in valued(series, plot)]
    return [box(x - 5, y - 5, x + 5, y + 5) for x, y in spots]


def _strokes(chart: Chart, plot: Plot) -> list[Stroke]:
    """Return every line that a label had better leave free."""
    curves: list[Series] = [item for item in chart.series if item.kind in ("line", "plan")]
    found = [
        stroke(start, end)
        for series in curves
        for spots in stretches(plot, series)
        for start, end in pairwise(spots)
    ]
    heights = [plot.at(item.value) for item in chart.lines]
    return [*found, *(stroke((plot.left, y), (plot.right, y)) for y in heights)]
