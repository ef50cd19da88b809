"""A chart as PowerPoint draws it: native, editable, calm, told apart without colours."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Inches, Pt

from etl.publication.chart import Chart, Series, bars_abreast, needs_legend, share_a_place
from etl.publication.chart_axis import MarkedAxis, marked_axis
from etl.publication.chart_names import abbreviated, readable
from etl.publication.clean_text import clean
from etl.publication.native_chart import ROLE_STYLES
from etl.publication.powerpoint.data_book import data_book
from etl.publication.powerpoint.fitting import Box
from etl.publication.powerpoint.theme import INK, MUTED, RULE, rgb

TITLE_SIZE: Final = 16
TEXT_SIZE: Final = 12
SMALL_SIZE: Final = 11
BAR_ROOM: Final = 17.0
"""Points of height that a bar needs for its number."""
MOST_STANDING: Final = 18
"""More counties than these stand side by side, their names turned."""
MOST_TURNED: Final = 38
UPRIGHT: Final = 8
"""Characters of a turned name, which takes its room from the height."""

_KINDS: Final = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
}
_MARKERS: Final = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle": XL_MARKER_STYLE.TRIANGLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "none": XL_MARKER_STYLE.NONE,
}


def draw(slide: Any, chart: Chart, box: Box, author: str, made_at: datetime) -> None:
    """Put a chart on a slide, with its own workbook and the sentence that describes it."""
    shown = _readable(chart)
    data: Any = CategoryChartData(shown.number_format)  # type: ignore[no-untyped-call]
    data.categories = list(shown.categories)
    for series in shown.series:
        data.add_series(series.name, series.values)
    frame = slide.shapes.add_chart(
        _KINDS[shown.kind], *map(Inches, (box.left, box.top, box.width, box.height)), data
    )
    frame.name = shown.name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(chart.alternative))
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(data_book(shown, author, made_at))
    _write_around(drawn, shown)
    _set_axes(drawn, shown)
    for series, look in zip(drawn.plots[0].series, shown.series, strict=True):
        _paint(series, look, shown)
    _label(drawn, shown, box)


def _readable(chart: Chart) -> Chart:
    """Return a chart as it has room: with short names, many bars standing side by side."""
    standing = chart.kind == "bars" and len(chart.categories) > MOST_STANDING
    short = readable(chart)
    names = [abbreviated(name, UPRIGHT) if standing else name for name in short.categories]
    return replace(
        short,
        kind="columns" if standing else chart.kind,
        title=clean(short.title),
        categories=tuple(map(clean, names)),
    )


# ---------------------------------------------------------------- text and axes


def _write_around(drawn: Any, chart: Chart) -> None:
    drawn.font.size = Pt(TEXT_SIZE)
    drawn.font.color.rgb = rgb(INK)
    drawn.has_title = True
    _words(drawn.chart_title, chart.title, TITLE_SIZE, bold=True)
    drawn.has_legend = needs_legend(chart)
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = Pt(TEXT_SIZE)
    space = drawn._chartSpace
    if space.find(qn("c:roundedCorners")) is None:
        corners = OxmlElement("c:roundedCorners")
        corners.set("val", "0")
        before = space.find(qn("c:date1904"))
        space.insert(0 if before is None else 1, corners)


def _words(titled: Any, text: str, size: int, *, bold: bool) -> None:
    frame = titled.text_frame
    run = frame.paragraphs[0].add_run()
    run.text = clean(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = rgb(INK)


def _set_axes(drawn: Any, chart: Chart) -> None:
    names, values = drawn.category_axis, drawn.value_axis
    names.has_major_gridlines = False
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = rgb(MUTED)
    names.tick_labels.font.size = Pt(SMALL_SIZE if chart.kind == "lines" else TEXT_SIZE)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.kind == "columns" and len(chart.categories) > MOST_STANDING:
        _turn(names, len(chart.categories))
    values.minimum_scale = 0
    values.major_tick_mark = XL_TICK_MARK.NONE
    values.format.line.fill.background()
    values.tick_labels.font.size = Pt(SMALL_SIZE)
    values.tick_labels.number_format = '0"%"' if chart.mark else "General"
    values.tick_labels.number_format_is_linked = False
    _rule(values.major_gridlines, MUTED if chart.mark else RULE, 1.5 if chart.mark else 0.5)
    # Beneath bars it would say what the title says, and take the room of two of them.
    values.has_title = chart.kind != "bars"
    if values.has_title:
        _words(values.axis_title, chart.axis, SMALL_SIZE, bold=False)
    axis = marked_axis(chart)
    if axis is not None:
        _mark(values, axis)
    if chart.kind == "bars":
        names.reverse_order = True
        _values_below(names, values)


def _turn(names: Any, count: int) -> None:
    """Turn the names of an axis; each is written as long as they do not cover each other."""
    (body,) = names._element.findall(f"{qn('c:txPr')}/{qn('a:bodyPr')}")
    body.set("rot", "-5400000")
    body.set("vert", "horz")
    last = names._element.find(qn("c:noMultiLvlLbl"))
    if count <= MOST_TURNED and last is not None:
        skip = OxmlElement("c:tickLblSkip")
        skip.set("val", "1")
        last.addprevious(skip)


def _rule(gridlines: Any, colour: str, points: float) -> None:
    gridlines.format.line.color.rgb = rgb(colour)
    gridlines.format.line.width = Pt(points)


def _mark(values: Any, axis: MarkedAxis) -> None:
    """Tell the mark apart: it alone is a major gridline, strong and with its number."""
    values.major_unit, values.maximum_scale = axis.mark, axis.maximum
    if axis.step is not None:
        values.minor_unit = axis.step
        values.has_minor_gridlines = True
        _rule_between(values)


def _rule_between(values: Any) -> None:
    """Draw the gridlines between; python-pptx has no way to format them."""
    lines = values._element.find(qn("c:minorGridlines"))
    lines.append(
        parse_xml(
            f'<c:spPr {nsdecls("c", "a")}><a:ln w="6350"><a:solidFill>'
            f'<a:srgbClr val="{RULE}"/></a:solidFill></a:ln></c:spPr>'
        )
    )


def _values_below(names: Any, values: Any) -> None:
    """Keep the numbers of the axis at the foot, though the first name stands at the top."""
    crosses = values._element.find(qn("c:crosses"))
    if crosses is not None:
        crosses.set("val", "max")


# ---------------------------------------------------------------- series


def _paint(series: Any, look: Series, chart: Chart) -> None:
    style = ROLE_STYLES[look.role]
    colour = rgb(style.colour)
    if chart.kind == "lines":
        series.smooth = False
        series.format.line.color.rgb = colour
        series.format.line.width = Pt(2.25)
        if style.dash:
            series.format.line.dash_style = MSO_LINE.from_xml(style.dash)
        series.marker.style = _MARKERS[style.marker]
        if style.marker != "none":
            series.marker.size = 7
            _solid(series.marker.format.fill, colour)
            series.marker.format.line.color.rgb = colour
        return
    series.invert_if_negative = False
    fill = series.format.fill
    if style.pattern:
        fill.patterned()
        fill.pattern = MSO_PATTERN.from_xml(style.pattern)
        fill.fore_color.rgb = colour
        fill.back_color.rgb = rgb(style.back)
    else:
        _solid(fill, rgb(style.back) if style.dash else colour)
    series.format.line.color.rgb = colour
    series.format.line.width = Pt(0.75)
    if style.dash:
        series.format.line.dash_style = MSO_LINE.from_xml(style.dash)


def _solid(fill: Any, colour: Any) -> None:
    fill.solid()
    fill.fore_color.rgb = colour


def _label(drawn: Any, chart: Chart, box: Box) -> None:
    """Write the numbers at the bars where they have room, and at the last point of a line."""
    plot = drawn.plots[0]
    if chart.kind == "lines":
        for series, look in zip(plot.series, chart.series, strict=True):
            _label_last(series, look, chart)
        return
    plot.gap_width = 45
    plot.overlap = 100 if share_a_place(chart) else 0
    if not _has_room(chart, box):
        return
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = chart.number_format, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size = Pt(SMALL_SIZE)
    _on_white(labels._element)


def _on_white(labels: Any) -> None:
    """Keep the gridlines out of the numbers."""
    format_ = labels.find(qn("c:numFmt"))
    format_.addnext(
        parse_xml(
            f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="FFFFFF"/>'
            "</a:solidFill></c:spPr>"
        )
    )


def _has_room(chart: Chart, box: Box) -> bool:
    bars = len(chart.categories) * bars_abreast(chart)
    if chart.kind == "bars":
        return bars * BAR_ROOM <= box.height * 72 - 70
    return bars * 46 <= box.width * 72 - 70


def _label_last(series: Any, look: Series, chart: Chart) -> None:
    """Write the last number of a line; two lines' numbers stand on either side."""
    known = [place for place, value in enumerate(look.values) if value is not None]
    if not known:
        return
    label = series.points[known[-1]].data_label
    label.font.size = Pt(TEXT_SIZE)
    label.position = (
        XL_LABEL_POSITION.ABOVE if _is_above(look, chart, known[-1]) else XL_LABEL_POSITION.BELOW
    )


def _is_above(look: Series, chart: Chart, place: int) -> bool:
    others = [
        value
        for series in chart.series
        if series is not look and (value := series.values[place]) is not None
    ]
    own = look.values[place]
    return own is None or all(own >= value for value in others)
