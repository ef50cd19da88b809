"""A card whose chart and table can be taken away: heading, sentence, content, the ways to files."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.components.graph import graph
from dashboard.components.marks import Node, aria, says
from dashboard.exhibits import Exhibit
from dashboard.figures.chart import Chart
from dashboard.frame import Frame
from dashboard.selection import export_address
from dashboard.shell import card


def exhibit_card(
    frame: Frame, exhibit: Exhibit, parts: Sequence[Node], name: str = "", beside: Node = None
) -> html.Section:
    """Return a card that an address leads to, with a link per format at its end."""
    content = [*parts, exports(frame, exhibit)]
    return card(exhibit.title, content, name, beside, anchor=exhibit.name)


def exports(frame: Frame, exhibit: Exhibit) -> Node:
    """Return the links to an exhibit's files."""
    if not exhibit.kinds:
        return None
    links = [
        html.Li(
            html.A(
                kind.upper(),
                href=export_address(frame.path, exhibit.name, kind, frame.month, frame.kept),
                download="",
                **aria(label=f"{exhibit.title}，{kind.upper()}文件"),
            )
        )
        for kind in exhibit.kinds
    ]
    return html.Ul([html.Li("导出"), *links], className="exports")


def chart_parts(frame: Frame, chart: Chart, data_table: Node, opened: bool = False) -> list[Node]:
    """Return a chart's sentence, its drawing, its table folded beneath, and its notes."""
    picture = export_address(frame.path, chart.name, "svg", frame.month)
    folded = html.Details(
        [html.Summary("数据表"), data_table], className="more", open=opened or None
    )
    return [
        says(chart.sentence),
        graph(chart, picture),
        folded,
        *[html.P(note, className="basis") for note in chart.notes],
    ]
