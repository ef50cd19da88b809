"""The series of a chart as plain Plotly traces.

Nothing is told by colour alone: what is behind is a triangle or hatched, what is not
complete is hollow. Positions of categories are 0, 1, 2 ... on a linear axis, because two
regions may bear the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dashboard.figures.chart import Chart, Point, Series, SeriesKind
from dashboard.figures.plotly_text import SIZE, in_lines, literal, number
from etl.domain.judging import Tone

Trace = dict[str, Any]

INK, INK2, INK3 = "#18222d", "#4a5866", "#5d6b79"
WHITE, BLUE, VIOLET = "#ffffff", "#1d5a96", "#6a3d9a"
_PAINT: dict[Tone, str] = {
    "good": BLUE,
    "slow": "#b5500b",
    "idle": "#8ea3b8",
    "stale": "#7d8b99",
    "none": "#7d8b99",
}
_SYMBOLS: dict[Tone, str] = {
    "good": "circle",
    "slow": "triangle-down",
    "idle": "diamond",
    "stale": "square",
    "none": "circle",
}
_BETWEEN_HATCHES = "#d98a4c"
DASHED = {"color": VIOLET, "width": 2, "dash": "5px,4px"}
STROKE = {"color": VIOLET, "width": 2, "dash": "4px,3px"}
DIAMOND = {"symbol": "diamond", "size": 10, "color": WHITE, "line": {"color": INK, "width": 2}}
_HALF_STROKE = 0.42
_HOVER_WIDTH = 22


def traces(chart: Chart) -> list[Trace]:
    """Return what is drawn, in the order of the chart."""
    return [_DRAWN[series.kind](series, chart.sideways) for series in chart.series]


def _base(series: Series, kind: str) -> Trace:
    return {
        "type": kind,
        "name": literal(series.name),
        "hovertext": [in_lines(point.words, _HOVER_WIDTH) for point in series.points],
        "hoverinfo": "text",
        "cliponaxis": False,
        "showlegend": False,
    }


def _places(series: Series, sideways: bool) -> Trace:
    along = list(range(len(series.points)))
    values = [number(point.value) for point in series.points]
    return {"x": values, "y": along} if sideways else {"x": along, "y": values}


def _labels(points: Sequence[Point]) -> list[str]:
    return [literal(point.label) for point in points]


def _line(series: Series, sideways: bool) -> Trace:
    return {
        **_base(series, "scatter"),
        **_places(series, sideways),
        **_written(series, "lines+markers"),
        "line": {"color": BLUE, "width": 2},
        "marker": _point_marker(series.points),
    }


def _written(series: Series, mode: str) -> Trace:
    """Return the labels at the points of a line, above it on the side where it rises from."""
    if not any(point.label for point in series.points):
        return {"mode": mode}
    return {
        "mode": f"{mode}+text",
        "text": _labels(series.points),
        "textposition": "top left",
        "textfont": {"color": INK, "size": SIZE},
    }


def _point_marker(points: Sequence[Point]) -> Trace:
    paints = [_PAINT[point.tone] for point in points]
    return {
        "symbol": [_SYMBOLS[point.tone] for point in points],
        "size": [11 if point.tone == "slow" else 9 for point in points],
        "color": [
            WHITE if point.hollow or point.tone == "stale" else paint
            for point, paint in zip(points, paints, strict=True)
        ],
        "line": {"color": paints, "width": 2},
        "opacity": 1,
    }


def _bar(series: Series, sideways: bool) -> Trace:
    trace = {
        **_base(series, "bar"),
        **_places(series, sideways),
        "orientation": "h" if sideways else "v",
        "marker": _bar_marker(series.points),
    }
    if not sideways:  # beside bars that lie, the numbers stand in a column of their own
        trace |= {
            "text": _labels(series.points),
            "textposition": "outside",
            "textangle": 0,
            "textfont": {"color": INK, "size": SIZE},
        }
    return trace


def _bar_marker(points: Sequence[Point]) -> Trace:
    paints = [_PAINT[point.tone] for point in points]
    return {
        "color": paints,
        "line": {"color": paints, "width": [1.5 if _is_open(p) else 0 for p in points]},
        "pattern": {
            "shape": ["/" if _is_open(p) or p.tone == "slow" else "" for p in points],
            "fgcolor": paints,
            "bgcolor": [_ground(p) for p in points],
            "size": 7,
            "solidity": [0.25 if _is_open(p) else 0.55 for p in points],
        },
    }


def _is_open(point: Point) -> bool:
    return point.hollow or point.tone == "stale"


def _ground(point: Point) -> str:
    if _is_open(point):
        return WHITE
    return _BETWEEN_HATCHES if point.tone == "slow" else _PAINT[point.tone]


def _plan(series: Series, sideways: bool) -> Trace:
    trace = {**_base(series, "scatter"), **_places(series, sideways), "line": DASHED}
    if not _has_isolated(series.points):
        return {**trace, **_written(series, "lines")}
    marker = {"symbol": "line-ew-open", "size": 12, "color": VIOLET, "line": {"width": 2}}
    return {**trace, **_written(series, "lines+markers"), "marker": marker}


def _has_isolated(points: Sequence[Point]) -> bool:
    """Whether a value has no neighbour to draw a line to."""
    values = [None, *(point.value for point in points), None]
    around = zip(values, values[1:], values[2:], strict=False)
    return any(here is not None and before is after is None for before, here, after in around)


def _province(series: Series, sideways: bool) -> Trace:
    return _mark(series, sideways, tick(sideways))


def tick(sideways: bool) -> Trace:
    """Return the marker of a provincial target: a stroke across the bar."""
    symbol = "line-ns-open" if sideways else "line-ew-open"
    return {"symbol": symbol, "size": 18, "color": INK, "line": {"color": INK, "width": 3}}


def _city(series: Series, sideways: bool) -> Trace:
    return _mark(series, sideways, DIAMOND)


def _mark(series: Series, sideways: bool, marker: Trace) -> Trace:
    trace = {**_base(series, "scatter"), **_places(series, sideways)}
    return {**trace, "mode": "markers", "marker": {**marker, "opacity": 1}}


def _pace(series: Series, sideways: bool) -> Trace:
    """Draw one dashed stroke across each category: a line of two points and a gap."""
    base = _base(series, "scatter")
    along: list[float | None] = []
    values: list[float | int | None] = []
    for place, point in enumerate(series.points):
        along += [place - _HALF_STROKE, place + _HALF_STROKE, None]
        values += [number(point.value), number(point.value), None]
    return {
        **base,
        "x": values if sideways else along,
        "y": along if sideways else values,
        "hovertext": [words for words in base["hovertext"] for _ in range(3)],
        "mode": "lines",
        "line": STROKE,
    }


_DRAWN: dict[SeriesKind, Callable[[Series, bool], Trace]] = {
    "line": _line,
    "bar": _bar,
    "plan": _plan,
    "province": _province,
    "city": _city,
    "pace": _pace,
}
