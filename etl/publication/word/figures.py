"""Charts in the text: a part of their own with a workbook beside it, and a place in the line."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from etl.publication.chart import Chart, share_a_place
from etl.publication.markup import NAMESPACES, Element, name, tag, w
from etl.publication.native_chart import chart_part, workbook
from etl.publication.word.looks import FIGURE
from etl.publication.word.paragraphs import paragraph

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEET_REL = "rId1"
_EMU = 36000  # of a millimetre
WIDTH = 156
_LEAST, _MOST = 70, 150
# What title, axis and legend take; then each bar its height.
_AROUND, _BAR, _THIN_BAR, _STANDING = 38, 5.5, 4.9, 85


def figure(document: Document, chart: Chart, number: int) -> Element:
    """Add the parts of a chart and return the paragraph that shows it."""
    package = document.part.package
    sheet = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        _SHEET,
        workbook(chart),
        package,
    )
    drawing = Part(
        PackURI(f"/word/charts/chart{number}.xml"),
        _CHART,
        chart_part(chart, _SHEET_REL, letters(chart)),
        package,
    )
    drawing.load_rel(RELATIONSHIP_TYPE.PACKAGE, sheet, _SHEET_REL)
    chart_id = document.part.relate_to(drawing, RELATIONSHIP_TYPE.CHART)
    return paragraph(FIGURE, w("r", w("drawing", _inline(chart, chart_id, number))))


def height(chart: Chart) -> int:
    """Return the height in mm: lying bars need a line each, standing ones a scale to read."""
    if chart.kind != "bars":
        return _STANDING
    return round(min(_MOST, max(_LEAST, _AROUND + _BAR * _bars(chart))))


def _bars(chart: Chart) -> float:
    """Return how many bars stand below each other; one alone in its place is made thicker."""
    return len(chart.categories) * (1.3 if share_a_place(chart) else len(chart.series))


def letters(chart: Chart) -> float:
    """Return the size of labels in pt: where bars are many and thin, smaller ones."""
    crowded = chart.kind == "bars" and height(chart) - _AROUND < _bars(chart) * _THIN_BAR
    return 7 if crowded else 9


def _inline(chart: Chart, chart_id: str, number: int) -> Element:
    shown = tag("c:chart")
    shown.set(name("r:id"), chart_id)
    return tag(
        "wp:inline",
        tag("wp:extent", cx=WIDTH * _EMU, cy=height(chart) * _EMU),
        tag("wp:effectExtent", l=0, t=0, r=0, b=0),
        tag("wp:docPr", id=number, name=chart.name, descr=chart.alternative),
        tag("wp:cNvGraphicFramePr"),
        tag("a:graphic", tag("a:graphicData", shown, uri=NAMESPACES["c"])),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
