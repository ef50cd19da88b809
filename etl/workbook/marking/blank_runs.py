"""Runs of blank cells and rows in a long sheet, made into blanks of the same length.

A used range of a million blank rows says nothing, and walking it costs seconds. With blanks
in its place everything else stands at the same place in the part as before.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from etl.workbook.archive import BLANK_CELLS

_LONG = 1024 * 1024
_ROWS = re.compile(rb'(?:<row r="[0-9]+"[^<>]*(?:/>|> *</row>))+(?=<row r="|</sheetData>)')


def without_blank_runs(data: bytes, kept: Collection[int], marked: Collection[int] = ()) -> bytes:
    """Return a worksheet part of the same length without its blank cells and rows.

    The rows that are ``kept`` stay whole, and runs of cells with a style that is ``marked``;
    a short part is returned as it is.
    """
    if len(data) <= _LONG:
        return data
    numbers = b"|".join(b"%d" % style for style in marked)
    style = re.compile(rb' s="(?:%s)"' % numbers) if marked else None

    def blanks(run: re.Match[bytes]) -> bytes:
        return run[0] if style and style.search(run[0]) else b" " * len(run[0])

    whole = {row: _stretch(data, row) for row in kept}
    blank = _ROWS.sub(blanks, BLANK_CELLS.sub(blanks, data))
    made = bytearray(blank)
    for place in whole.values():
        if place is not None:
            made[slice(*place)] = data[slice(*place)]
    return bytes(made)


def _stretch(data: bytes, row: int) -> tuple[int, int] | None:
    """Return where a row stands, None for one that is not there."""
    found = re.search(rb'<row r="%d"[^<>]*>' % row, data)
    if found is None:
        return None
    if found[0].endswith(b"/>"):
        return found.span()
    return found.start(), data.index(b"</row>", found.end()) + len(b"</row>")
