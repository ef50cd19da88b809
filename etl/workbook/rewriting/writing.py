"""The copy's parts to .xlsx bytes, the same each time."""

from __future__ import annotations

from bisect import bisect_left, insort
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.workbook.deadline import check_time
from etl.workbook.grid import Range
from etl.workbook.rewriting.parts import (
    LAST_COLUMN,
    LAST_ROW,
    CopiedBook,
    CopiedComment,
    CopiedSheet,
    Lost,
    Properties,
    clean,
)
from etl.workbook.rewriting.rows import CopyWorksheet
from etl.workbook.styles import display_width

_WRITTEN = datetime(2000, 1, 1)
_MOST_LINKS, _MOST_COMMENTS = 60_000, 10_000
_MOST_SIZED_ROWS = 5_000
_LONGEST_COMMENT = 30_000
_COMMENT_WIDTH, _COMMENT_LINE, _COMMENT_HEIGHT = 160, 15, (74, 480)
_LETTERS_IN_COMMENT = 22


class _Formats:
    """The numbers of styles in the file, each made once and only when it is used."""

    def __init__(self, workbook: xlsxwriter.Workbook, styles: list[Properties]) -> None:
        self._workbook, self._styles = workbook, styles
        self._numbers: dict[int | None, int] = {None: 0}

    def number(self, style: int | None) -> int:
        """Return the number by which cells refer to a style."""
        known = self._numbers.get(style)
        if known is None:
            made: Any = self._made(style or 0)
            known = self._numbers[style] = int(made._get_xf_index())
        return known

    def _made(self, style: int) -> Format:
        properties = self._styles[style] if style < len(self._styles) else {}
        return self._workbook.add_format(properties)


def write_copy(book: CopiedBook) -> bytes:
    """Return the workbook as .xlsx bytes; what it cannot hold is noted as lost."""
    target = BytesIO()
    options = {
        "in_memory": True,
        "date_1904": book.epoch_1904,
        "default_format_properties": book.default_font or {"font_name": "Calibri", "font_size": 11},
    }
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"created": _WRITTEN})
        # Asked to calculate on load, a program (and our reader) would take stored noughts
        # for results that are still to come.
        workbook.calc_on_load = False
        formats = _Formats(workbook, book.styles)
        made = [_write_sheet(workbook, sheet, formats, book.lost) for sheet in book.sheets]
        _show(book, made)
        for name, meaning in book.names:
            workbook.define_name(name, "=" + meaning)
    return target.getvalue()


def _write_sheet(
    workbook: xlsxwriter.Workbook, sheet: CopiedSheet, formats: _Formats, lost: Lost
) -> Worksheet:
    made = workbook.add_worksheet(sheet.name, CopyWorksheet)
    assert isinstance(made, CopyWorksheet)
    made.fill(sheet, formats.number)
    _write_merges(made, sheet.merges, lost)
    _write_links(made, sheet, lost)
    _write_comments(made, sheet, lost)
    for call in sheet.setup:
        try:
            call(made)
        except (ValueError, TypeError, OverflowError, xlsxwriter.exceptions.XlsxWriterException):
            lost.note("部分页面设置")
    return made


def _show(book: CopiedBook, made: list[Worksheet]) -> None:
    """Hide the hidden sheets; one is always seen, and one of those seen is in front."""
    seen = [number for number, sheet in enumerate(book.sheets) if sheet.visibility == "visible"]
    if not seen:
        book.lost.note("第一个工作表的隐藏状态")
        seen = [0]
    front = book.active if book.active in seen else seen[0]
    made[front].activate()
    made[seen[0]].set_first_sheet()
    for number, sheet in enumerate(book.sheets):
        if number not in seen and sheet.visibility == "hidden":
            made[number].hide()
        elif number not in seen:
            made[number].very_hidden()


def _write_merges(made: Worksheet, merges: list[Range], lost: Lost) -> None:
    """Merge what does not overlap: Excel takes a workbook in which it does for damaged.

    ``merge_range`` would compare each with each and write over the cells.
    """
    kept = disjoint([_on_sheet(merge) for merge in merges])
    if len(kept) < len(merges):
        lost.count("互相重叠的合并区域", number=len(merges) - len(kept))
    made.merge += [
        [merge.top - 1, merge.left - 1, merge.bottom - 1, merge.right - 1] for merge in kept
    ]


def _on_sheet(merge: Range) -> Range:
    bottom, right = min(merge.bottom, LAST_ROW), min(merge.right, LAST_COLUMN)
    return Range(merge.top, merge.left, bottom, right)


def disjoint(ranges: list[Range]) -> list[Range]:
    """Return the ranges but for those that overlap one that begins above or to the left."""
    kept: list[Range] = []
    ends: list[tuple[int, Range]] = []
    active: list[tuple[int, int]] = []  # (left, right) of those that reach the row at hand
    for number, item in enumerate(sorted(ranges, key=lambda found: (found.top, found.left))):
        if not number % 256:
            check_time()
        while ends and ends[0][0] < item.top:
            gone = ends.pop(0)[1]
            active.pop(bisect_left(active, (gone.left, gone.right)))
        place = bisect_left(active, (item.left, 0))
        before = place and active[place - 1][1] >= item.left
        after = place < len(active) and active[place][0] <= item.right
        if not before and not after:
            kept.append(item)
            active.insert(place, (item.left, item.right))
            insort(ends, (item.bottom, item), key=lambda end: end[0])
    return kept


def _write_links(made: Worksheet, sheet: CopiedSheet, lost: Lost) -> None:
    for number, link in enumerate(sheet.links):
        if number >= _MOST_LINKS:
            lost.count("超链接", number=len(sheet.links) - number)
            return
        made.write_url(link.over.top - 1, link.over.left - 1, link.address, string=" ")


def _write_comments(made: Worksheet, sheet: CopiedSheet, lost: Lost) -> None:
    if not sheet.comments:
        return
    _tell_sizes(made, sheet)
    if len(sheet.comments) > _MOST_COMMENTS:
        lost.count("批注", "条", len(sheet.comments) - _MOST_COMMENTS)
    for comment in sheet.comments[:_MOST_COMMENTS]:
        if comment.row <= LAST_ROW and comment.column <= LAST_COLUMN:
            text = clean(comment.text)[:_LONGEST_COMMENT]
            made.write_comment(comment.row - 1, comment.column - 1, text, _box(comment))


def _box(comment: CopiedComment) -> dict[str, object]:
    """Return the size of a comment's box, which neither format's reader knows, from its text."""
    lines = sum(
        max(1, ceil(display_width(line) / _LETTERS_IN_COMMENT)) for line in comment.text.split("\n")
    )
    least, most = _COMMENT_HEIGHT
    return {
        "author": clean(comment.author)[:50],
        "visible": comment.shown,
        "width": _COMMENT_WIDTH,
        "height": min(most, max(least, (lines + 1) * _COMMENT_LINE)),
    }


def _tell_sizes(made: Worksheet, sheet: CopiedSheet) -> None:
    """Tell XlsxWriter the sizes of rows and columns, by which it places comments."""
    for column in sheet.columns:
        if column.width is not None:
            width = 0 if column.hidden else round(column.width * 7)
            made.set_column_pixels(column.first - 1, min(column.last, 1_000) - 1, width)
    for row, look in list(sheet.rows.items())[:_MOST_SIZED_ROWS]:
        if look.height is not None:
            made.set_row_pixels(row - 1, 0 if look.hidden else round(look.height * 4 / 3))


__all__ = ["disjoint", "write_copy"]
