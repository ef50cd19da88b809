"""Conditional looks of .xls: the records that follow a range's, one for each condition."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from etl.workbook.grid import Range
from etl.workbook.rewriting.conditions import Condition, colour
from etl.workbook.rewriting.functions import Unsure
from etl.workbook.rewriting.parts import CopiedSheet, Lost, Properties
from etl.workbook.rewriting.xls_formula import Links, formula_text
from etl.workbook.rewriting.xls_styles import XlsStyles

_COMPARED, _FORMULA = 1, 2
_COMPARISONS = ("", "between", "not between", "==", "!=", ">", "<", ">=", "<=")
_NUMBER, _FONT, _ALIGNMENT, _BORDER, _PATTERN = 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29
_FONT_SIZE, _OTHER_SIZE, _PATTERN_SIZE = 118, 8, 4
_BOLD = 600
_SIDES = ("left", "right", "top", "bottom")


@dataclass
class XlsConditions:
    """Takes the records of conditional looks of a sheet."""

    sheet: CopiedSheet
    links: Links
    lost: Lost
    styles: XlsStyles
    over: tuple[Range, ...] = ()

    def ranges(self, pieces: list[bytes]) -> None:
        """Take the ranges for which the conditions that follow hold."""
        data = b"".join(pieces)
        self.over = ()
        (count,) = struct.unpack_from("<H", data, 12)
        corners = (struct.unpack_from("<4H", data, 14 + number * 8) for number in range(count))
        self.over = tuple(
            Range(top + 1, left + 1, bottom + 1, right + 1) for top, bottom, left, right in corners
        )

    def condition(self, pieces: list[bytes]) -> None:
        """Take a condition and its look."""
        try:
            kept = colour(self.sheet, self._condition(b"".join(pieces)))
        except (Unsure, struct.error, IndexError):
            kept = False
        if not kept:
            self.lost.note("条件格式")

    def other(self, _: list[bytes]) -> None:
        """Take a condition that only newer programs know: colour scales, bars, icons."""
        self.lost.note("条件格式")

    def _condition(self, data: bytes) -> Condition:
        kind, comparison, *sizes, flags = struct.unpack_from("<BBHHI", data)
        if kind not in (_COMPARED, _FORMULA) or not self.over or flags & _NUMBER:
            raise Unsure
        look = self._look(data, flags)
        base = (self.over[0].top - 1, self.over[0].left - 1)
        formulas = []
        place = len(data) - sum(sizes)
        for size in sizes:
            if size:
                formulas.append(formula_text(data[place : place + size], self.links, base))
            place += size
        compared = _COMPARISONS[comparison] if kind == _COMPARED else None
        return Condition(self.over, compared, tuple(formulas), look)

    def _look(self, data: bytes, flags: int) -> Properties:
        place = 12
        look: Properties = {}
        if flags & _FONT:
            look |= self._font(data[place : place + _FONT_SIZE])
            place += _FONT_SIZE
        place += _OTHER_SIZE if flags & _ALIGNMENT else 0
        if flags & _BORDER:
            look |= self._borders(data[place : place + _OTHER_SIZE], flags)
            place += _OTHER_SIZE
        if flags & _PATTERN:
            look |= self._ground(data[place : place + _PATTERN_SIZE], flags)
        return look

    def _font(self, block: bytes) -> Properties:
        style, weight, _, line = struct.unpack_from("<IHHB", block, 68)
        number, _, unused, _, no_line = struct.unpack_from("<5I", block, 80)
        look: Properties = {}
        if not unused & 0x02:
            look |= {"bold": True} if _BOLD <= weight < 0x7FFF else {}
            look |= {"italic": True} if style & 0x02 else {}
        if not unused & 0x80 and style & 0x80:
            look["font_strikeout"] = True
        if not no_line & 1 and line in (1, 2):
            look["underline"] = line
        if number <= 0x7FFF and (shown := self.styles.colour(number)):
            look["font_color"] = shown
        return look

    def _borders(self, block: bytes, flags: int) -> Properties:
        styles, colours = struct.unpack_from("<HI", block)
        look: Properties = {}
        for number, side in enumerate(_SIDES):
            style = styles >> 4 * number & 15
            if flags & 0x0400 << number or not 0 < style <= 13:
                continue
            look[side] = style
            if shown := self.styles.colour(colours >> (0, 7, 16, 23)[number] & 0x7F):
                look[f"{side}_color"] = shown
        return look

    def _ground(self, block: bytes, flags: int) -> Properties:
        pattern, colours = struct.unpack_from("<HH", block)
        if not flags & 0x00010000 and pattern >> 10 > 1:
            return {}
        used_back = not flags & 0x00040000
        shown = self.styles.colour(colours >> 7 & 0x7F if used_back else colours & 0x7F)
        return {"bg_color": shown} if shown else {}


CONDITION_RECORDS: dict[int, Callable[[XlsConditions, list[bytes]], None]] = {
    0x1B0: XlsConditions.ranges,
    0x1B1: XlsConditions.condition,
    0x879: XlsConditions.other,
    0x87A: XlsConditions.other,
}
