"""A chart as a plain Plotly figure: made of dicts, because graph objects cost 15 times as much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from dashboard.figures.chart import Chart, Line
from dashboard.figures.plotly_legend import keys, legends
from dashboard.figures.plotly_room import (
    LEADER,
    NAME_LENGTH,
    UPRIGHT_HEIGHT,
    column,
    counts_few,
    margin_of,
    phone_width,
    spread,
    value_range,
)
from dashboard.figures.plotly_text import LINE_HEIGHT, SIZE, SMALL, in_lines, literal, number
from dashboard.figures.plotly_traces import INK, INK2, INK3, WHITE, traces

Part = dict[str, Any]

FAMILY = (
    '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", '
    "system-ui, sans-serif"
)
_FAINT, _AXIS = "#eceff3", "#b6c0cb"
_MOST_TICKS = 14
_DASHES = {"province": "solid", "city": "solid", "need": "dot", "standard": "dashdot"}


def plotly_figure(chart: Chart) -> Part:
    """Return ``data`` and ``layout`` for Plotly. Values become floats here and nowhere before."""
    layout = _sideways(chart) if chart.sideways else _upright(chart)
    data = traces(chart) + keys(chart, phone_width(chart))
    return {"data": data, "layout": {**_common(chart), **layout}}


def _common(chart: Chart) -> Part:
    room = margin_of(chart)
    margin = {"l": room.left, "r": room.right, "t": room.top, "b": room.bottom}
    return {
        "autosize": True,
        "margin": {**margin, "pad": 0, "autoexpand": False},
        "font": {"family": FAMILY, "size": SIZE, "color": INK2},
        "paper_bgcolor": WHITE,
        "plot_bgcolor": WHITE,
        "separators": ".",
        "dragmode": False,
        "hovermode": "closest" if chart.sideways else "x",
        "hoverlabel": {
            "bgcolor": INK,
            "bordercolor": INK,
            "align": "left",
            "font": {"family": FAMILY, "size": SIZE, "color": WHITE},
        },
        "bargap": 0.4,
        "uniformtext": {"mode": "hide", "minsize": 10},
        **legends(chart, phone_width(chart)),
    }


# ---------------------------------------------------------------- axes


def _value_axis(chart: Chart) -> Part:
    low, high = value_range(chart)
    return {
        "type": "linear",
        "range": [float(low), float(high)],
        "fixedrange": True,
        "gridcolor": _FAINT,
        "zeroline": True,
        "zerolinecolor": _AXIS,
        "exponentformat": "none",
        "tickfont": {"size": SMALL, "color": INK3},
        **({"dtick": 1, "tick0": 0} if counts_few(chart) else {"nticks": 6}),
    }


def _category_axis(texts: Sequence[str], step: int, ends: tuple[float, float]) -> Part:
    return {
        "type": "linear",
        "range": list(ends),
        "fixedrange": True,
        "tickmode": "array",
        "tickvals": list(range(0, len(texts), step)),
        "ticktext": list(texts[::step]),
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"size": SMALL, "color": INK2},
    }


def _stroke(line: Line) -> Part:
    return {"type": "line", "line": {"color": INK, "width": 1.5, "dash": _DASHES[line.kind]}}


def _line_name(line: Line) -> Part:
    """Return the name of a line with a leader to its end."""
    return {
        "text": literal(line.name),
        "font": {"size": SIZE, "color": INK},
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": INK3,
        "standoff": 0,
    }


def _note(text: str) -> Part:
    """Return a small text at the edge of the plot, to be placed by whoever asks for it."""
    font = {"size": SMALL, "color": INK3}
    return {
        "text": literal(text),
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": font,
    }


# ---------------------------------------------------------------- upright


def _upright(chart: Chart) -> Part:
    texts = [literal(name) for name in chart.categories]
    if chart.under:
        pairs = zip(texts, chart.under, strict=True)
        texts = [f"{name}<br>{literal(below)}" for name, below in pairs]
    step = max(1, ceil(len(texts) / _MOST_TICKS))
    return {
        "xaxis": _category_axis(texts, step, (-0.5, max(len(texts), 1) - 0.5)),
        "yaxis": _value_axis(chart),
        "shapes": [_across(line) for line in chart.lines],
        "annotations": [_unit(chart), *_under_name(chart), *_names_at_the_end(chart)],
    }


def _across(line: Line) -> Part:
    value = number(line.value)
    return {"xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, **_stroke(line)}


def _unit(chart: Chart) -> Part:
    place = {"x": 0, "xanchor": "left", "xshift": -margin_of(chart).left}
    return {**_note(chart.unit), **place, "y": 1, "yanchor": "bottom", "yshift": 6}


def _under_name(chart: Chart) -> list[Part]:
    if not chart.under_name:
        return []
    place = {"x": 0, "xanchor": "right", "xshift": -2, "y": 0, "yanchor": "top", "yshift": -13}
    return [{**_note(chart.under_name), **place}]


def _names_at_the_end(chart: Chart) -> Iterator[Part]:
    """Yield the names of the lines at their right ends, set apart where they are too close."""
    low, high = value_range(chart)
    margin = margin_of(chart)
    room = UPRIGHT_HEIGHT - margin.top - margin.bottom
    ordered = sorted(chart.lines, key=lambda line: line.value)
    heights = [room * (line.value - low) / (high - low) for line in ordered]
    for line, old, new in zip(ordered, heights, spread(heights, LINE_HEIGHT), strict=True):
        end = {"xref": "paper", "x": 1, "yref": "y", "y": number(line.value)}
        yield {**_line_name(line), **end, "ax": LEADER, "ay": float(old - new), "xanchor": "left"}


# ---------------------------------------------------------------- sideways


def _sideways(chart: Chart) -> Part:
    texts = [in_lines(name, NAME_LENGTH) for name in chart.categories]
    if chart.under:
        before = f"{chart.under_name} " if chart.under_name else ""
        pairs = zip(texts, chart.under, strict=True)
        texts = [f"{name}<br>{literal(before + below)}" for name, below in pairs]
    title = {"text": literal(chart.unit), "font": {"size": SMALL, "color": INK3}, "standoff": 4}
    return {
        "xaxis": {**_value_axis(chart), "title": title},
        "yaxis": _category_axis(texts, 1, (max(len(texts), 1) - 0.5, -0.5)),
        "shapes": [_down(line) for line in chart.lines],
        "annotations": [*_numbers(chart), *_names_above(chart)],
    }


def _down(line: Line) -> Part:
    value = number(line.value)
    return {"yref": "paper", "y0": 0, "y1": 1, "x0": value, "x1": value, **_stroke(line)}


def _numbers(chart: Chart) -> Iterator[Part]:
    for row, label in enumerate(column(chart)):
        if label:
            place = {"x": 1, "xanchor": "left", "xshift": 6, "yref": "y", "y": row}
            yield {**_note(label), **place, "font": {"size": SIZE, "color": INK}}


def _names_above(chart: Chart) -> Iterator[Part]:
    """Yield the names of lines above the plot, each in a row of its own."""
    for row, line in enumerate(chart.lines):
        end = {"xref": "x", "x": number(line.value), "yref": "paper", "y": 1}
        rise = -(4 + LINE_HEIGHT * row + LINE_HEIGHT // 2)
        yield {**_line_name(line), **end, "ax": 0, "ay": rise, "xanchor": "center"}
