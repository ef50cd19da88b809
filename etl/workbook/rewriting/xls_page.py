"""How an .xls sheet stands on the screen and on paper: panes, zoom, protection, printing."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from xlsxwriter.worksheet import Worksheet

from etl.workbook.biff8 import Pieces
from etl.workbook.rewriting.parts import CopiedSheet, Lost, clean
from etl.workbook.rewriting.xls_styles import XlsStyles

_FEATURES, _PROTECTION = 12, 2
_PERMISSIONS = (
    "objects", "scenarios", "format_cells", "format_columns", "format_rows", "insert_columns",
    "insert_rows", "insert_hyperlinks", "delete_columns", "delete_rows", "select_locked_cells",
    "sort", "autofilter", "pivot_tables", "select_unlocked_cells",
)  # fmt: skip
_MOST_BREAKS = 1_000
_LONGEST_HEADER = 254
_REGIONS = ("&L", "&C", "&R")


@dataclass
class XlsPage:
    """Takes the records of a sheet that are about it as a whole."""

    sheet: CopiedSheet
    lost: Lost
    styles: XlsStyles
    protected: bool = False
    permissions: dict[str, bool] = field(default_factory=dict)
    frozen: bool = False
    top_left: tuple[int, int] = (0, 0)
    fits: bool = False
    margins: dict[str, float] = field(default_factory=dict)
    edges: dict[str, float] = field(default_factory=dict)
    header: str = ""
    footer: str = ""
    pages: tuple[int, int] = (1, 1)
    scale: int = 100
    outline: int = 0x00C0

    def do(self, call: Callable[[Worksheet], object]) -> None:
        """Have something done to the copy's worksheet."""
        self.sheet.setup.append(call)

    def _window(self, data: bytes) -> None:
        flags, top, left = struct.unpack_from("<3H", data)
        self.frozen = bool(flags & 0x08)
        self.top_left = (top, left)
        if not flags & 0x02:
            self.do(lambda sheet: sheet.hide_gridlines(2))
        if not flags & 0x04:
            self.do(lambda sheet: sheet.hide_row_col_headers())
        if not flags & 0x10:
            self.do(lambda sheet: sheet.hide_zero())
        if flags & 0x40:
            self.do(lambda sheet: sheet.right_to_left())
        if flags & 0x800:
            self.do(lambda sheet: sheet.set_pagebreak_view())
        elif len(data) >= 14 and data[12]:
            self._zoom_to(int.from_bytes(data[12:14], "little"))

    def _zoom(self, data: bytes) -> None:
        numerator, denominator = struct.unpack_from("<HH", data)
        if denominator:
            self._zoom_to(round(numerator * 100 / denominator))

    def _zoom_to(self, percent: int) -> None:
        if 10 <= percent <= 400:
            self.do(lambda sheet: sheet.set_zoom(percent))

    def _pane(self, data: bytes) -> None:
        columns, rows, top, left = struct.unpack_from("<4H", data)
        if not self.frozen:
            self.lost.note("窗口拆分")
            return
        before = self.top_left
        # Where the upper and left panes begin, they need not be scrolled to their first cell.
        rows, columns = rows + before[0] * (rows > 0), columns + before[1] * (columns > 0)
        top, left = max(top, rows), max(left, columns)
        self.do(lambda sheet: sheet.freeze_panes(rows, columns, top, left))

    def _selection(self, data: bytes) -> None:
        _, row, column = struct.unpack_from("<BHH", data)
        if column < 256:
            self.do(lambda sheet: sheet.set_selection(row, column, row, column))

    def _options(self, data: bytes) -> None:
        (flags,) = struct.unpack_from("<H", data)
        self.fits, self.outline = bool(flags & 0x0100), flags & 0x00C0

    def _protect(self, data: bytes) -> None:
        self.protected = data[:2] != b"\0\0"

    def _protect_objects(self, data: bytes) -> None:
        self.permissions["objects"] = data[:2] != b"\0\0"

    def _protect_scenarios(self, data: bytes) -> None:
        self.permissions["scenarios"] = data[:2] != b"\0\0"

    def _password(self, data: bytes) -> None:
        if data[:2] != b"\0\0":
            self.lost.note("工作表保护的密码")

    def _features(self, data: bytes) -> None:
        """Take what the protection of a sheet allows."""
        (kind,) = struct.unpack_from("<H", data, _FEATURES)
        if kind == _PROTECTION and len(data) >= 23:
            (bits,) = struct.unpack_from("<I", data, 19)
            # The first two are said the other way round by records of their own.
            for number, name in enumerate(_PERMISSIONS[2:], start=2):
                self.permissions[name] = bool(bits >> number & 1)

    def _tab(self, data: bytes) -> None:
        (number,) = struct.unpack_from("<I", data, 16)
        if colour := self.styles.colour(number & 0x7F):
            self.do(lambda sheet: sheet.set_tab_color(colour))

    def _margin(self, side: str, data: bytes) -> None:
        (inches,) = struct.unpack_from("<d", data)
        if 0 <= inches < 50:
            self.margins[side] = inches

    def _set_up(self, data: bytes) -> None:
        paper, scale, first, wide, high, flags = struct.unpack_from("<6H", data)
        header, footer = struct.unpack_from("<dd", data, 16)
        self.edges = {"header": header, "footer": footer}
        self.pages = (wide, high)
        if not flags & 0x04:
            self.scale = scale
            if paper:
                self.do(lambda sheet: sheet.set_paper(paper))
            if not flags & 0x42:
                self.do(lambda sheet: sheet.set_landscape())
        if flags & 0x01:
            self.do(lambda sheet: sheet.print_across())
        if flags & 0x08:
            self.do(lambda sheet: sheet.print_black_and_white())
        if flags & 0x80:
            self.do(lambda sheet: sheet.set_start_page(first))

    def _edge_text(self, side: str, data: bytes) -> None:
        if len(data) > 3:
            text = clean(Pieces([data]).text())
            if text and text[:2].upper() not in _REGIONS:
                text = "&C" + text  # where text without a region stands
            if len(text) > _LONGEST_HEADER:
                self.lost.note("过长的页眉页脚")
            elif side == "header":
                self.header = text
            else:
                self.footer = text

    def _breaks(self, across: bool, data: bytes) -> None:
        (count,) = struct.unpack_from("<H", data)
        places = [
            struct.unpack_from("<H", data, 2 + number * 6)[0]
            for number in range(min(count, _MOST_BREAKS, (len(data) - 2) // 6))
        ]
        if across:
            self.do(lambda sheet: sheet.set_h_pagebreaks(places))
        else:
            self.do(lambda sheet: sheet.set_v_pagebreaks(places))

    def _switch(self, call: Callable[[Worksheet], object], data: bytes) -> None:
        if data[:2] != b"\0\0":
            self.do(call)

    def finish(self) -> None:
        """Do what needs several records."""
        margins = {"left": 0.75, "right": 0.75, "top": 1.0, "bottom": 1.0, **self.margins}
        self.do(lambda sheet: sheet.set_margins(**margins))
        header, footer = {}, {}
        if 0 <= self.edges.get("header", -1) < 50:
            header["margin"] = self.edges["header"]
        if 0 <= self.edges.get("footer", -1) < 50:
            footer["margin"] = self.edges["footer"]
        self.do(lambda sheet: sheet.set_header(self.header, header))
        self.do(lambda sheet: sheet.set_footer(self.footer, footer))
        if self.fits:
            self.do(lambda sheet: sheet.fit_to_pages(*self.pages))
        elif self.scale != 100 and 10 <= self.scale <= 400:
            self.do(lambda sheet: sheet.set_print_scale(self.scale))
        if self.outline != 0x00C0:
            below, right = bool(self.outline & 0x40), bool(self.outline & 0x80)
            self.do(lambda sheet: sheet.outline_settings(True, below, right))
        if self.protected:
            self.do(lambda sheet: sheet.protect("", self.permissions))


PAGE_RECORDS: dict[int, Callable[[XlsPage, bytes], None]] = {
    0x23E: XlsPage._window, 0xA0: XlsPage._zoom, 0x41: XlsPage._pane, 0x1D: XlsPage._selection,
    0x81: XlsPage._options, 0x12: XlsPage._protect, 0x63: XlsPage._protect_objects,
    0xDD: XlsPage._protect_scenarios, 0x13: XlsPage._password, 0x867: XlsPage._features, 0x862: XlsPage._tab,
    0xA1: XlsPage._set_up,
    0x26: lambda page, data: page._margin("left", data),
    0x27: lambda page, data: page._margin("right", data),
    0x28: lambda page, data: page._margin("top", data),
    0x29: lambda page, data: page._margin("bottom", data),
    0x14: lambda page, data: page._edge_text("header", data),
    0x15: lambda page, data: page._edge_text("footer", data),
    0x1B: lambda page, data: page._breaks(True, data),
    0x1A: lambda page, data: page._breaks(False, data),
    0x83: lambda page, data: page._switch(lambda sheet: sheet.center_horizontally(), data),
    0x84: lambda page, data: page._switch(lambda sheet: sheet.center_vertically(), data),
    0x2A: lambda page, data: page._switch(lambda sheet: sheet.print_row_col_headers(), data),
    0x2B: lambda page, data: page._switch(lambda sheet: sheet.hide_gridlines(0), data),
}  # fmt: skip
