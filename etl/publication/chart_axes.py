"""The axes of native charts, and how much room their bars and numbers have.

Elements stand in the order of the schema (dml-chart.xsd of ECMA-376).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from etl.publication.chart import Chart, bars_abreast, by_category
from etl.publication.chart_axis import marked_axis
from etl.publication.chart_letters import (
    LABEL_FONT,
    LEAST_POINTS,
    QUIET,
    THIN,
    UPRIGHT,
    letters,
    line_of_text,
    rich_title,
    solid,
)
from etl.publication.markup import Element, name, tag

_GRID = "DADFE4"
# python-pptx numbers axes below zero, which the schema has not.
_AXES = ("1001", "1002")
GAP = 60  # between categories, in percent of a bar
_SCALE_WIDTH = 400  # pt of the 156 mm that a chart is wide in a paper, without its axis


def upright(chart: Chart, points: float) -> bool:
    """Tell whether the numbers of columns would run into their neighbours, so that they have to
    stand upright: a number such as 101.6% is some 3.6 letters wide."""
    if chart.kind != "columns":
        return False
    places = len(chart.categories) * (bars_abreast(chart) + GAP / 100)
    return _SCALE_WIDTH / max(places, 1) < points * 3.6


def dress_axes(plots: Element, chart: Chart, points: float) -> None:
    """Put both axes of a bare chart anew."""
    group = next(plots.iter(name("c:barChart"), name("c:lineChart")))
    across = plots.find(name("c:catAx"))
    along = plots.find(name("c:valAx"))
    for used, number in zip(group.findall(name("c:axId")), _AXES, strict=True):
        used.set("val", number)
    plots.replace(across, _categories(chart, points))
    plots.replace(along, _measure(chart, points))


def _categories(chart: Chart, points: float) -> Element:
    """Return the axis of categories; lying bars read from top to bottom, not from the origin."""
    lying = chart.kind == "bars"
    return tag(
        "c:catAx",
        tag("c:axId", val=_AXES[0]),
        tag("c:scaling", tag("c:orientation", val="maxMin" if lying else "minMax")),
        tag("c:delete", val=0),
        tag("c:axPos", val="l" if lying else "b"),
        tag("c:numFmt", formatCode="General", sourceLinked=0),
        tag("c:majorTickMark", val="none"),
        tag("c:minorTickMark", val="none"),
        tag("c:tickLblPos", val="low"),
        tag("c:spPr", tag("a:ln", solid(QUIET), w=THIN)),
        letters(points, LABEL_FONT),
        tag("c:crossAx", val=_AXES[1]),
        tag("c:crosses", val="autoZero"),
        tag("c:auto", val=0),
        tag("c:lblAlgn", val="ctr"),
        tag("c:lblOffset", val=100),
        tag("c:noMultiLvlLbl", val=1),
    )


def _measure(chart: Chart, points: float) -> Element:
    lying = chart.kind == "bars"
    words = [line_of_text(chart.axis, max(points, LEAST_POINTS), LABEL_FONT, QUIET)]
    turn: dict[str, str | int] = {} if lying else UPRIGHT
    return tag(
        "c:valAx",
        tag("c:axId", val=_AXES[1]),
        _scaling(chart, points),
        tag("c:delete", val=0),
        tag("c:axPos", val="b" if lying else "l"),
        *_grid(chart),
        *([rich_title(words, **turn)] if chart.axis else []),
        tag("c:numFmt", formatCode=chart.number_format, sourceLinked=0),
        tag("c:majorTickMark", val="none"),
        tag("c:minorTickMark", val="none"),
        tag("c:tickLblPos", val="nextTo"),
        tag("c:spPr", tag("a:ln", tag("a:noFill"))),
        letters(points, LABEL_FONT),
        tag("c:crossAx", val=_AXES[0]),
        # Of an axis of categories that runs downwards, the far end is the bottom.
        tag("c:crosses", val="max" if lying else "autoZero"),
        tag("c:crossBetween", val="between"),
        *_units(chart),
    )


def _units(chart: Chart) -> Iterator[Element]:
    """Yield the distances of the lines of a marked scale. Bars have their numbers, so only the
    mark is told apart; lines have none and need the whole scale."""
    if axis := marked_axis(chart):
        fine = axis.step or axis.mark
        yield tag("c:majorUnit", val=_plain(fine if chart.kind == "lines" else axis.mark))
        yield tag("c:minorUnit", val=_plain(fine))


def _scaling(chart: Chart, points: float) -> Element:
    """Return the scale: from zero, so that lengths compare, and with the mark in sight.

    Only a marked scale has an end: with lines 100 apart it would end at 200 for 101.
    """
    ends = []
    if axis := marked_axis(chart):
        room = 2 * (axis.step or axis.mark) if upright(chart, points) else 0
        ends.append(tag("c:max", val=_plain(axis.maximum + room)))
    known = (value for row in by_category(chart) for value in row if value is not None)
    if min(known, default=0) >= 0:
        ends.append(tag("c:min", val=0))
    return tag("c:scaling", tag("c:orientation", val="minMax"), *ends)


def _grid(chart: Chart) -> Iterator[Element]:
    """Yield the lines of the scale. In bars and columns the strong ones stand at the mark."""
    fine = tag("a:ln", solid(_GRID), w=THIN)
    axis = marked_axis(chart)
    if axis is None or chart.kind == "lines":
        yield tag("c:majorGridlines", tag("c:spPr", fine))
        return
    strong = tag("a:ln", solid(QUIET), tag("a:prstDash", val="sysDash"), w=THIN * 2)
    yield tag("c:majorGridlines", tag("c:spPr", strong))
    if axis.step:
        yield tag("c:minorGridlines", tag("c:spPr", fine))


def _plain(value: float) -> str:
    return f"{Decimal(repr(value)).normalize():f}"
