"""The legend of a Plotly figure: keys of their own, in places that a phone has room for.

Plotly lets a row of keys be no wider than the plot and else puts one below the other. Where
one row is too long for a phone the keys therefore stand in two columns of fixed places, or in
one where a name is too long for half of a phone.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from dashboard.figures.chart import Chart, Series, SeriesKind
from dashboard.figures.plotly_text import literal, width_of
from dashboard.figures.plotly_traces import BLUE, DASHED, DIAMOND, STROKE, WHITE, Trace, tick

_KEY_ROOM = 50  # the key itself and the gaps round it
_KEY_HEIGHT = 20
PHONE = 262  # what a card leaves for a chart where the window is 320 wide

_KEYS: dict[SeriesKind, Trace] = {
    "line": {
        "mode": "lines+markers",
        "line": {"color": BLUE, "width": 2},
        "marker": {"symbol": "circle", "size": 9, "color": BLUE},
    },
    "bar": {"mode": "markers", "marker": {"symbol": "square", "size": 12, "color": BLUE}},
    "plan": {"mode": "lines", "line": DASHED},
    "province": {"mode": "markers", "marker": tick(True)},
    "city": {"mode": "markers", "marker": DIAMOND},
    "pace": {"mode": "lines", "line": STROKE},
}


def has_legend(chart: Chart) -> bool:
    """Whether the series have to be told apart by name."""
    return len(chart.series) > 1


def keys(chart: Chart, plot_width: int) -> list[Trace]:
    """Return a trace per series for the legend alone: else a key looks like the first point."""
    if not has_legend(chart):
        return []
    rows = _rows(chart, plot_width)
    in_line = _columns(chart, plot_width) == 0
    names = ["legend" if at < rows or in_line else "legend2" for at in range(len(chart.series))]
    pairs = zip(chart.series, names, strict=True)
    return [{**_key(series), "legend": name} for series, name in pairs]


def _key(series: Series) -> Trace:
    name = literal(series.name)
    shown = {"x": [None], "y": [None], "name": name, "hoverinfo": "skip", "showlegend": True}
    return {"type": "scatter", **shown, **_KEYS[series.kind]}


def legends(chart: Chart, plot_width: int) -> dict[str, Any]:
    """Return the part of the layout that places the legend."""
    if not has_legend(chart):
        return {"showlegend": False}
    columns = _columns(chart, plot_width)
    placed = {"legend": _placed("v" if columns else "h", 0)}
    if columns == 2:
        placed["legend2"] = _placed("v", 0.5)
    return {"showlegend": True, **placed}


def _placed(orientation: str, x: float) -> dict[str, Any]:
    return {
        "orientation": orientation,
        "xref": "container",
        "x": x,
        "xanchor": "left",
        "yref": "container",
        "y": 1,
        "yanchor": "top",
        "itemclick": False,
        "itemdoubleclick": False,
        "bgcolor": WHITE,
    }


def legend_height(chart: Chart, plot_width: int) -> int:
    """Return the pixels the legend takes above the plot, which on a phone is ``plot_width`` wide."""
    if not has_legend(chart):
        return 0
    return 6 + _KEY_HEIGHT * _rows(chart, plot_width)


def _columns(chart: Chart, plot_width: int) -> int:
    """Return in how many columns the keys stand; 0 where all of them have room in one line."""
    each = [width_of(series.name) + _KEY_ROOM for series in chart.series]
    if sum(each) <= plot_width:
        return 0
    return 2 if max(each) <= PHONE // 2 else 1


def _rows(chart: Chart, plot_width: int) -> int:
    columns = _columns(chart, plot_width)
    return ceil(len(chart.series) / columns) if columns else 1
