"""The series of a chart, drawn on a plot: bars, lines, plan curves and marks beside bars."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dashboard.figures.chart import Chart, Point, Series
from dashboard.pictures.measure import Length, half_of
from dashboard.pictures.patterns import Fill, bar_fill
from dashboard.pictures.plot import Plot
from dashboard.pictures.points import colour, diamond, mark, pace_stroke, tick
from dashboard.pictures.svg import INK3, VIOLET, Spot, element, hint, path, rect, text

_THICKEST = 44


def orders(chart: Chart) -> list[tuple[Series, int]]:
    """Return every series with its place among those of its kind."""
    seen: dict[str, int] = {}
    found = []
    for series in chart.series:
        found.append((series, seen.get(series.kind, 0)))
        seen[series.kind] = found[-1][1] + 1
    return found


def valued(series: Series, plot: Plot) -> Iterator[tuple[int, Point, Fraction]]:
    """Return the points that have a value, with the place of their category."""
    for place, point in enumerate(series.points[: plot.count]):
        if point.value is not None:
            yield place, point, point.value


def bar_count(chart: Chart) -> int:
    """Return how many bars a category has room for, one at least."""
    return max(sum(series.kind == "bar" for series in chart.series), 1)


def slot(chart: Chart, plot: Plot, place: int, order: int) -> tuple[Fraction, Fraction]:
    """Return where a bar begins across its axis, and how thick it is."""
    count = bar_count(chart)
    share = Fraction(1, 2) if plot.sideways and count == 1 else Fraction(16, 25)
    most = 14 if plot.sideways else _THICKEST
    thick = min(plot.band * share / count, Fraction(most))
    return plot.middle(place) - thick * count / 2 + thick * order, thick


def drawn(chart: Chart, plot: Plot) -> str:
    """Return all series: bars at the back, then curves, lines and marks."""
    listed = orders(chart)
    layers = [
        *(_bars(chart, plot, series, order) for series, order in listed if series.kind == "bar"),
        *(_curve(plot, series) for series, _ in listed if series.kind == "plan"),
        *(_line(plot, series, order) for series, order in listed if series.kind == "line"),
        *(
            _marks(chart, plot, series)
            for series, _ in listed
            if series.kind in ("pace", "province", "city")
        ),
    ]
    return "".join(layers)


def nothing(plot: Plot) -> str:
    """Say that there is nothing to draw: an empty area alone could be a fault."""
    middle = (plot.left + half_of(plot.width), plot.top + half_of(plot.height) + 5)
    return text(middle, "尚无数据", 14, INK3, text_anchor="middle")


def _bars(chart: Chart, plot: Plot, series: Series, order: int) -> str:
    parts = []
    for place, point, value in valued(series, plot):
        start, thick = slot(chart, plot, place, order)
        paint = fill_of(point, order)
        corner, size = plot.area(start, thick, value)
        parts.append(
            rect(
                corner, size, paint.fill, hint(point.words), stroke=paint.stroke,
                stroke_dasharray=paint.dashes, class_=bar_class(point),
            )
        )  # fmt: skip
    return "".join(parts)


def fill_of(point: Point, order: int) -> Fill:
    """Return how a point's bar is filled; a further series has a colour of its own."""
    if order and point.tone == "good" and not point.hollow:
        return Fill(colour("good", order))
    return bar_fill(point.tone, point.hollow)


def bar_class(point: Point) -> str:
    """Return what a program finds a bar by."""
    return f"bar {point.tone}{' hollow' if point.hollow else ''}"


def stretches(plot: Plot, series: Series) -> list[list[Spot]]:
    """Return the unbroken parts of a line: a value that lacks is a gap."""
    parts: list[list[Spot]] = [[]]
    for place, point in enumerate(series.points[: plot.count]):
        if point.value is None:
            parts.append([])
        else:
            parts[-1].append(plot.spot(place, point.value))
    return [part for part in parts if part]


def _curve(plot: Plot, series: Series) -> str:
    parts = []
    for spots in stretches(plot, series):
        shown = spots if len(spots) > 1 else _short(plot, spots[0])
        parts.append(_stroke(shown, VIOLET, "1.5", "plan", "4 3"))
    return "".join(parts)


def _short(plot: Plot, spot: Spot) -> list[Spot]:
    """A plan of one month is a short stroke: a point has no dashes."""
    half = min(plot.band / 3, Fraction(20))
    x, y = spot
    return [(x, y - half), (x, y + half)] if plot.sideways else [(x - half, y), (x + half, y)]


def _line(plot: Plot, series: Series, order: int) -> str:
    strokes = [
        _stroke(spots, colour("good", order), "2", "line")
        for spots in stretches(plot, series)
        if len(spots) > 1
    ]
    marks = [
        mark(plot.spot(place, value), point, order) for place, point, value in valued(series, plot)
    ]
    return "".join([*strokes, *marks])


def _stroke(spots: list[Spot], stroke: str, width: str, name: str, dashes: str = "") -> str:
    return element(
        "path", d=path(spots), fill="none", stroke=stroke, stroke_width=width,
        stroke_dasharray=dashes or None, stroke_linejoin="round", class_=name,
    )  # fmt: skip


def _marks(chart: Chart, plot: Plot, series: Series) -> str:
    parts = []
    for place, point, value in valued(series, plot):
        thick = slot(chart, plot, place, 0)[1] * bar_count(chart)
        parts.append(_mark(plot, series, plot.spot(place, value), point, thick))
    return "".join(parts)


def _mark(plot: Plot, series: Series, spot: Spot, point: Point, thick: Length) -> str:
    said = hint(point.words)
    if series.kind == "city":
        return diamond(spot, said, min(Fraction(6), plot.band / 3))
    half = min(half_of(thick) + 4, plot.band / 2)
    if series.kind == "pace":
        whole = plot.band / 2 if plot.sideways else half
        return pace_stroke(spot, whole, said, upright=plot.sideways)
    return tick(spot, half, said, upright=plot.sideways)
