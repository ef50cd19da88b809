"""Whether a sheet stays on one page: a careful estimate from the sizes that a paper is set in.

Text is 156 mm wide and a page holds 22 lines of 28 pt (GB/T 9704-2012, 5.2): 442 by 638 pt. An
office breaks lines a little differently with every font, so a line is kept free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from etl.publication.chart_names import text_width
from etl.publication.document import Block, Table, Text, Title

WIDTH = 442.0
HEIGHT = 638.0
FREE = 28.0
_POINTS = {"text": 16.0, "addressed": 16.0, "signed": 16.0, "note": 12.0}
_LINE = {"text": 28.0, "addressed": 28.0, "signed": 28.0, "note": 20.0}
_TITLE, _TITLE_AFTER, _BELOW = 36.0, 12.0, 42.0
_CELL_POINTS, _CELL_LINE, _CELL_MARGINS = 10.5, 16.0, 6.0
_ROW_MORE = 2.5
"""The margins above and below of a cell, and its line."""
_AROUND_TABLE = 34.0
"""The caption with the distance above it, and the small line after the table."""


def first_on_one_page(variants: Iterable[Callable[[], Sequence[Block]]]) -> list[Block]:
    """Return the first variant that fits on a page, or else the last, which is the shortest."""
    blocks: list[Block] = []
    for make in variants:
        blocks = list(make())
        if height_of(blocks) <= HEIGHT - FREE:
            break
    return blocks


def height_of(blocks: Iterable[Block]) -> float:
    """Return the height in pt of titles, texts and tables, as they are set in Word."""
    return sum(_height(block) for block in blocks)


def _height(block: Block) -> float:
    match block:
        case Title():
            lines = _lines(block.text, 22.0, WIDTH)
            return lines * _TITLE + _TITLE_AFTER + (_BELOW if block.below else 0)
        case Text():
            points = _POINTS[block.kind]
            indented = "" if block.kind in ("addressed", "signed") else "　　"
            return _lines(indented + block.lead + block.text, points, WIDTH) * _LINE[block.kind]
        case Table():
            rows = [tuple(column.head for column in block.columns), *block.rows]
            return _AROUND_TABLE + sum(_row_height(block, row) for row in rows)
        case _:
            raise TypeError(f"no height is known for {type(block).__name__}")


def _row_height(table: Table, row: Sequence[str]) -> float:
    whole = sum(column.width for column in table.columns)
    lines = [
        _lines(text, _CELL_POINTS, WIDTH * column.width / whole - _CELL_MARGINS)
        for text, column in zip(row, table.columns, strict=True)
    ]
    return max(lines) * _CELL_LINE + _ROW_MORE


def _lines(text: str, points: float, width: float) -> int:
    """Return how many lines a text takes."""
    wide = text_width(text)
    if wide * points <= width:
        return 1
    signs = max(1.0, width // points)
    return max(1, -int(-wide // signs))
