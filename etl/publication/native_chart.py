"""Native charts for Word and PowerPoint: one look for each role, whatever the program.

A chart is a part of DrawingML with its numbers beside it in a workbook, so that who gets the
file can change them (编辑数据). python-pptx writes the bare chart; the look of it is in
``chart_look``. Both are loaded when a file is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from etl.publication.chart import Chart, Role

if TYPE_CHECKING:
    from pptx.chart.data import CategoryChartData

# Excel's own file dates begin here: the workbook of a chart has no day of its own.
_NO_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook has no time zone


@dataclass(frozen=True)
class RoleStyle:
    """How a role looks, told apart in black and white too.

    ``colour`` and ``back`` are RRGGBB. ``pattern`` is a DrawingML preset in ``colour`` on
    ``back``, None for a solid fill. ``dash`` is a DrawingML preset for the line, or for the
    outline of a bar that is then filled with ``back``; None for a solid line. ``marker`` is the
    sign at each point of a line.
    """

    colour: str
    back: str
    pattern: str | None
    dash: str | None
    marker: str


ROLE_STYLES: Mapping[Role, RoleStyle] = MappingProxyType(
    {
        "done": RoleStyle("1D5A96", "FFFFFF", None, None, "circle"),
        "province": RoleStyle("4A5866", "E6E9EC", "pct20", None, "square"),
        "city": RoleStyle("5D8FC4", "FFFFFF", "narHorz", None, "triangle"),
        "pace": RoleStyle("6A3D9A", "F1EBF7", None, "dash", "none"),
        "slow": RoleStyle("B5500B", "FFFFFF", "wdUpDiag", None, "diamond"),
    }
)


def chart_part(chart: Chart, workbook_rel: str, points: float = 9) -> bytes:
    """Return a chart part with labels of a size.

    ``workbook_rel`` is the id of its relationship to ``workbook``.
    """
    from pptx.chart.xmlwriter import ChartXmlWriter
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.oxml import parse_xml

    from etl.publication.chart_look import dress
    from etl.publication.markup import name, tag, written

    chart = cleaned(chart)
    kind = {
        "bars": XL_CHART_TYPE.BAR_CLUSTERED,
        "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
        "lines": XL_CHART_TYPE.LINE_MARKERS,
    }[chart.kind]
    bare = ChartXmlWriter(kind, chart_data(chart)).xml  # type: ignore[no-untyped-call]
    space = parse_xml(bare.encode())
    dress(space, chart, points)
    external = tag("c:externalData", tag("c:autoUpdate", val=0))
    external.set(name("r:id"), workbook_rel)
    space.append(external)
    return written(space)


def chart_data(chart: Chart) -> CategoryChartData:
    """Return the numbers as python-pptx takes them; a gap stays None."""
    from pptx.chart.data import CategoryChartData

    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = list(chart.categories)
    for series in chart.series:
        data.add_series(series.name, series.values)  # type: ignore[no-untyped-call]
    return data


def workbook(chart: Chart) -> bytes:
    """Return the workbook behind a chart, laid out as python-pptx refers to it.

    python-pptx would write it too, but ``=1+1`` as a name of a region became a formula there.
    """
    from xlsxwriter import Workbook

    chart, stream = cleaned(chart), BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _NO_DAY})
    sheet = book.add_worksheet("Sheet1")
    number = book.add_format({"num_format": chart.number_format})
    sheet.set_column(0, len(chart.series), 32)
    for row, category in enumerate(chart.categories, start=1):
        sheet.write_string(row, 0, category)
    for column, series in enumerate(chart.series, start=1):
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value, number)
    book.close()
    return stream.getvalue()


def cleaned(chart: Chart) -> Chart:
    """Return the chart without characters that XML cannot hold: people typed its names."""
    from etl.publication.markup import writable

    return replace(
        chart,
        categories=tuple(map(writable, chart.categories)),
        series=tuple(replace(item, name=writable(item.name)) for item in chart.series),
    )
