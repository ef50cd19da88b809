"""A chart in a page: the picture that the server paints, and Plotly's drawing over it.

Without scripts, before the client has taken over, when plotly.js does not load, and on
paper it is the picture. Both lie in a box of fixed height, so that nothing moves.
"""

from __future__ import annotations

from dash import dcc

from dashboard import html
from dashboard.components.marks import HIDDEN
from dashboard.figures.chart import Chart
from dashboard.figures.plotly_figure import plotly_figure
from dashboard.figures.plotly_room import height_of

# Pointing shows words, and that is all: a finger that moves over a chart scrolls the page.
CONFIG: dcc.Graph.Config = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
    "showTips": False,
    "staticPlot": False,
}
_CROWDED = 8


def graph(chart: Chart, picture: str) -> html.Div:
    """Return the box of a chart; ``picture`` is the address of the same chart as a picture.

    It is silent: the heading, the sentence and the table around it say all that it shows.
    """
    drawing = dcc.Graph(
        figure=plotly_figure(chart), config=CONFIG, responsive=True, className="drawing"
    )
    return html.Div(
        [html.Img(src=picture, alt=""), drawing],
        className=f"chart{' crowded' if _is_crowded(chart) else ''}",
        style={"height": f"{height_of(chart)}px"},
        **HIDDEN,
    )


def _is_crowded(chart: Chart) -> bool:
    """Whether a phone has no room for every name and number along the axis."""
    return not chart.sideways and len(chart.categories) > _CROWDED
