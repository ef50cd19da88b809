"""Charts with their categories down the side: counties against each other and their targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard.figures.chart import Chart, Point
from dashboard.pictures import targets
from dashboard.pictures.measure import Length, shorten, width, wrap_most
from dashboard.pictures.paper import ROOM, Drawing
from dashboard.pictures.plot import Plot
from dashboard.pictures.scale import Scale, scale_for, values_of
from dashboard.pictures.series import drawn, nothing
from dashboard.pictures.svg import FAINT, INK, INK3, LINE, ORANGE, block, line, text

_NAME, _LABEL, _LINES = 260, 200, 3
_LEADING, _LEAST, _TICKS = 17, 28, 20


def sideways(chart: Chart) -> Drawing:
    """Return a chart whose bars lie; each category is as high as the fullest one needs."""
    scale = scale_for(values_of(chart), 6)
    names = [_name(chart, place) for place in range(len(chart.categories))]
    labels = _labels(chart)
    left = max([width(_unit(chart), 12) + 8, *(name.width for name in names)]) + 16
    aside = max((width(point.label, 12) for row in labels for point in row), default=Fraction(0))
    wide = ROOM - left - min(aside, Fraction(_LABEL)) - 20
    above = _above(chart, scale, left, wide)
    high = _row_height(chart, names, labels) * len(names)
    plot = Plot(left, above + _TICKS, wide, max(high, _LEAST), len(names), scale, sideways=True)
    parts = [
        _axis(chart, plot),
        _rows(plot, names),
        drawn(chart, plot) or nothing(plot),
        targets.above(plot, chart.lines, ROOM, above - 4),
        _values(plot, labels),
    ]
    return Drawing("".join(parts), plot.bottom + 6)


@dataclass(frozen=True)
class _Name:
    """A category's lines, and what stands under them in small print."""

    lines: list[str]
    under: str

    @property
    def height(self) -> int:
        return (len(self.lines) + bool(self.under)) * _LEADING

    @property
    def width(self) -> Fraction:
        return max([width(self.under, 12), *(width(item, 13) for item in self.lines)])


def _name(chart: Chart, place: int) -> _Name:
    under = chart.under[place] if place < len(chart.under) else ""
    second = shorten(f"{chart.under_name} {under}", 12, _NAME) if under.strip() else ""
    return _Name(wrap_most(chart.categories[place], 13, _NAME, _LINES), second)


def _labels(chart: Chart) -> list[list[Point]]:
    """Return the points that each category has labels for, in the order of the series."""
    return [
        [
            series.points[place]
            for series in chart.series
            if place < len(series.points) and series.points[place].label.strip()
        ]
        for place in range(len(chart.categories))
    ]


def _row_height(chart: Chart, names: Sequence[_Name], labels: Sequence[Sequence[Point]]) -> int:
    named = max((name.height for name in names), default=0)
    valued = max((len(points) for points in labels), default=0) * 16
    bars = sum(series.kind == "bar" for series in chart.series) * 16
    return max(_LEAST, named + 8, valued + 8, bars + 12)


def _above(chart: Chart, scale: Scale, left: Length, wide: Length) -> int:
    """Return the room that the names of the targets need above the scale."""
    plot = Plot(left, 0, wide, 1, 1, scale, sideways=True)
    rows = [row for *_, row in targets.rows_above(plot, chart.lines, ROOM)]
    return (max(rows) + 1) * 16 + 4 if rows else 0


def _axis(chart: Chart, plot: Plot) -> str:
    parts = [text((0, plot.top - 7), _unit(chart), class_="unit")]
    free = width(_unit(chart), 12)
    ticks = plot.scale.ticks if values_of(chart) else (Fraction(0),)
    for value in ticks:
        x = plot.at(value)
        parts.append(line((x, plot.top), (x, plot.bottom), INK3 if value == 0 else LINE))
        words = plot.scale.tick_text(value, chart.unit)
        half = width(words, 12) / 2
        if free < x - half and x + half <= ROOM:
            parts.append(text((x, plot.top - 7), words, text_anchor="middle", class_="tick"))
            free = x + half + 4
    return "".join(parts)


def _unit(chart: Chart) -> str:
    return "" if chart.unit in ("", "%") else f"单位：{shorten(chart.unit, 12, 100)}"


def _rows(plot: Plot, names: Sequence[_Name]) -> str:
    parts = []
    for place, name in enumerate(names):
        y = plot.top + plot.band * place
        base = plot.middle(place) - Fraction(name.height, 2) + 13
        parts.append(line((0, y), (ROOM, y), FAINT))
        parts.append(block((0, base), name.lines, 13, INK, class_="category"))
        below = base + len(name.lines) * _LEADING
        parts.append(text((0, below), name.under, class_="under"))
    return "".join(parts)


def _values(plot: Plot, labels: Sequence[Sequence[Point]]) -> str:
    """Return the labels in a column on the right, where no mark can be in their way."""
    parts = []
    for place, points in enumerate(labels):
        base = plot.middle(place) - len(points) * 8 + 12
        for order, point in enumerate(points):
            parts.append(
                text(
                    (ROOM, base + order * 16), shorten(point.label, 12, _LABEL), 12,
                    ORANGE if point.tone == "slow" else INK, text_anchor="end", class_="value",
                )
            )  # fmt: skip
    return "".join(parts)
