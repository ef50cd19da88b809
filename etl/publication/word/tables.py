"""Tables as wide as the text, their head on every page and no row over two pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from etl.publication.document import Table, TableColumn
from etl.publication.markup import Element, w
from etl.publication.word import fonts
from etl.publication.word.looks import CAPTION, CELL, HEAD, NUMBER, UNIT, Look
from etl.publication.word.paragraphs import text_paragraph
from etl.publication.word.styles import TABLE_STYLE

TEXT_WIDTH = 8844  # 156 mm in twentieths of a point


def table(block: Table) -> Iterator[Element]:
    """Yield the caption, the unit and the table."""
    if block.caption:
        yield text_paragraph(CAPTION, block.caption)
    if block.unit:
        yield text_paragraph(UNIT, f"单位：{block.unit}")
    widths = shared_widths(block.columns)
    body = w("tbl", _properties(block), w("tblGrid", *(w("gridCol", w=item) for item in widths)))
    body.append(_head(block.columns, widths))
    for place, row in enumerate(block.rows):
        body.append(_row(row, block.columns, widths, place in block.strong))
    yield body


def shared_widths(columns: Sequence[TableColumn]) -> list[int]:
    """Share the width of the text among the columns, without a rest."""
    total = sum(column.width for column in columns)
    ends = accumulate(column.width for column in columns)
    edges = [0, *(round(TEXT_WIDTH * end / total) for end in ends)]
    return [right - left for left, right in pairwise(edges)]


def _properties(block: Table) -> Element:
    """Return what the table is; its caption is also what a screen reader says of it."""
    return w(
        "tblPr",
        w("tblStyle", val=TABLE_STYLE),
        w("tblW", w=TEXT_WIDTH, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0,
          noHBand=1, noVBand=1),
        w("tblCaption", val=block.caption),
    )  # fmt: skip


def _head(columns: Sequence[TableColumn], widths: Sequence[int]) -> Element:
    cells = (_cell(column.head, HEAD, width) for column, width in zip(columns, widths, strict=True))
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _row(
    texts: Sequence[str], columns: Sequence[TableColumn], widths: Sequence[int], strong: bool
) -> Element:
    made = w("tr", w("trPr", w("cantSplit")))
    for text, column, width in zip(texts, columns, widths, strict=True):
        look = NUMBER if column.number else CELL
        made.append(_cell(text, replace(look, font=fonts.HEI) if strong else look, width))
    return made


def _cell(text: str, look: Look, width: int) -> Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center"))
    return w("tc", properties, text_paragraph(look, text))
