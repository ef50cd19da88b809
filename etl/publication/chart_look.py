"""How a native chart looks: its words, the fills and lines of roles, the numbers at bars.

Works on any bare chart of DrawingML. Elements stand in the order of the schema (dml-chart.xsd
of ECMA-376): Word calls a file damaged where they do not.
"""

from __future__ import annotations

from etl.publication.chart import Chart, Series, share_a_place
from etl.publication.chart_axes import GAP, dress_axes, upright
from etl.publication.chart_letters import (
    INK,
    LABEL_FONT,
    LEAST_POINTS,
    QUIET,
    THIN,
    TITLE_FONT,
    UPRIGHT,
    letters,
    line_of_text,
    rich_title,
    solid,
)
from etl.publication.markup import Element, name, tag
from etl.publication.native_chart import ROLE_STYLES, RoleStyle

_LINE = 3 * THIN
_REPLACED = (
    "c:title", "c:autoTitleDeleted", "c:legend", "c:plotVisOnly", "c:dispBlanksAs",
    "c:showDLblsOverMax",
)  # fmt: skip


def dress(space: Element, chart: Chart, points: float = 9) -> None:
    """Set the look of a bare chart: a ``c:chartSpace`` as python-pptx writes it.

    ``points`` is the size of labels; the title is larger. What the chart says already (title,
    axes, legend) is replaced.
    """
    body = space.find(name("c:chart"))
    plots = body.find(name("c:plotArea"))
    for old in _REPLACED:
        _drop(body, old)
    body.insert(0, _title(chart, points))
    body.insert(1, tag("c:autoTitleDeleted", val=0))
    body.extend([_legend(points), tag("c:plotVisOnly", val=1), tag("c:dispBlanksAs", val="gap")])
    for series, model in zip(plots.iter(name("c:ser")), chart.series, strict=True):
        _dress_series(series, model, chart, points)
    _dress_group(plots, chart)
    dress_axes(plots, chart, points)
    _dress_space(space, points)


def _drop(parent: Element, prefixed: str) -> None:
    for old in parent.findall(name(prefixed)):
        parent.remove(old)


def _dress_space(space: Element, points: float) -> None:
    for old in ("c:lang", "c:roundedCorners", "c:spPr", "c:txPr"):
        _drop(space, old)
    date = space.find(name("c:date1904"))
    date.addnext(tag("c:roundedCorners", val=0))
    date.addnext(tag("c:lang", val="zh-CN"))
    look = tag("c:spPr", solid("FFFFFF"), tag("a:ln", tag("a:noFill")))
    body = space.find(name("c:chart"))
    body.addnext(letters(points, LABEL_FONT))
    body.addnext(look)


def _title(chart: Chart, points: float) -> Element:
    """Return the title with the as-of line and the source: a copied picture keeps them."""
    below = " · ".join(filter(None, (chart.stamp, chart.source)))
    points = max(points, LEAST_POINTS)
    lines = [line_of_text(chart.title, points + 2, TITLE_FONT, INK)]
    if below:
        lines.append(line_of_text(below, points, LABEL_FONT, QUIET))
    return rich_title(lines)


def _legend(points: float) -> Element:
    return tag(
        "c:legend",
        tag("c:legendPos", val="b"),
        tag("c:overlay", val=0),
        letters(max(points, LEAST_POINTS), LABEL_FONT),
    )


# ---------------------------------------------------------------- series


def _dress_series(series: Element, model: Series, chart: Chart, points: float) -> None:
    style = ROLE_STYLES[model.role]
    for old in ("c:spPr", "c:invertIfNegative", "c:marker", "c:dLbls"):
        _drop(series, old)
    for code in series.iterfind(f"{name('c:val')}//{name('c:formatCode')}"):
        code.text = chart.number_format
    if chart.kind == "lines":
        look = [tag("c:spPr", _stroke(style, _LINE)), _marker(style)]
    else:
        look = [_bar_look(style), tag("c:invertIfNegative", val=0), _labels(chart, points)]
    head = series.find(name("c:tx"))
    for element in reversed(look):
        head.addnext(element)


def _stroke(style: RoleStyle, width: int) -> Element:
    dash = [tag("a:prstDash", val=style.dash)] if style.dash else []
    return tag("a:ln", solid(style.colour), *dash, tag("a:round"), w=width, cap="rnd")


def _bar_look(style: RoleStyle) -> Element:
    if style.pattern:
        fill = tag(
            "a:pattFill",
            tag("a:fgClr", tag("a:srgbClr", val=style.colour)),
            tag("a:bgClr", tag("a:srgbClr", val=style.back)),
            prst=style.pattern,
        )
    else:
        fill = solid(style.back if style.dash else style.colour)
    return tag("c:spPr", fill, _stroke(style, _LINE if style.dash else THIN))


def _marker(style: RoleStyle) -> Element:
    if style.marker == "none":
        return tag("c:marker", tag("c:symbol", val="none"))
    look = tag("c:spPr", solid(style.colour), tag("a:ln", solid(style.colour), w=THIN))
    return tag("c:marker", tag("c:symbol", val=style.marker), tag("c:size", val=6), look)


def _labels(chart: Chart, points: float) -> Element:
    """Return the numbers at the bars, on white: a line of the scale may run behind them."""
    body: dict[str, str | int] = UPRIGHT if upright(chart, points) else {}
    shown = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    return tag(
        "c:dLbls",
        tag("c:numFmt", formatCode=chart.number_format, sourceLinked=0),
        tag("c:spPr", solid("FFFFFF"), tag("a:ln", tag("a:noFill"))),
        letters(points, LABEL_FONT, INK, **body),
        tag("c:dLblPos", val="outEnd"),
        *(tag(f"c:show{what}", val=val) for what, val in shown.items()),
    )


def _dress_group(plots: Element, chart: Chart) -> None:
    """Set how wide bars are. Where no category has two, they share one place, in the middle."""
    group = plots.find(name("c:barChart"))
    if group is None:
        return
    for old in ("c:varyColors", "c:gapWidth", "c:overlap"):
        _drop(group, old)
    group.find(name("c:grouping")).addnext(tag("c:varyColors", val=0))
    last = group.findall(name("c:ser"))[-1]
    last.addnext(tag("c:overlap", val=100 if share_a_place(chart) else 0))
    last.addnext(tag("c:gapWidth", val=GAP))
