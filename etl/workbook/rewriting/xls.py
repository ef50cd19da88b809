"""An .xls workbook to the parts of its copy."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from xlsxwriter.worksheet import Worksheet

from etl.workbook.biff8 import BOF, WORKSHEET, Pieces, Records
from etl.workbook.compound import SIGNATURE, CompoundFile
from etl.workbook.grid import Sheet, UnreadableWorkbook, Workbook
from etl.workbook.rewriting.functions import Unsure
from etl.workbook.rewriting.names import can_be_defined, sheet_names
from etl.workbook.rewriting.parts import CopiedBook, CopiedSheet
from etl.workbook.rewriting.xls_conditions import CONDITION_RECORDS, XlsConditions
from etl.workbook.rewriting.xls_drawn import DRAWN_RECORDS, XlsDrawn
from etl.workbook.rewriting.xls_formula import formula_text
from etl.workbook.rewriting.xls_page import PAGE_RECORDS, XlsPage
from etl.workbook.rewriting.xls_sheet import CELL_RECORDS, StoredText, XlsAround, XlsCells

_WORKSHEET, _CHART_SHEET = 0, 2
_BUILT_IN, _UNSEEN, _NO_RANGE = 0x20, 0x01, 0x0E
_PRINT_AREA, _PRINT_TITLES, _FILTER = "\x06", "\x07", "\x0d"
_SAME_BOOK = 0x0401
_LAST_ROW, _LAST_COLUMN = 0xFFFF, 0xFF
_ODD = (struct.error, IndexError, KeyError, ValueError, TypeError, UnreadableWorkbook)


@dataclass
class _DefinedName:
    name: str
    flags: int
    sheet: int
    tokens: bytes


@dataclass
class _Globals:
    """Takes the records that concern the whole workbook."""

    around: XlsAround = field(default_factory=XlsAround)
    # (name, begin, kind) of every sheet, charts and macro sheets too.
    sheets: list[tuple[str, int, int]] = field(default_factory=list)
    books: list[bool] = field(default_factory=list)
    names: list[_DefinedName] = field(default_factory=list)
    epoch_1904: bool = False
    active: int = 0

    def _sheet(self, pieces: list[bytes]) -> None:
        data = pieces[0]
        self.sheets.append((Pieces(pieces, 6).text(1), int.from_bytes(data[:4], "little"), data[5]))

    def _strings(self, pieces: list[bytes]) -> None:
        reader = Pieces(pieces, 4)
        strings = self.around.strings
        strings += (StoredText.read(reader) for _ in range(reader.number(4)))

    def _number_format(self, pieces: list[bytes]) -> None:
        data = pieces[0]
        number, count, flags = struct.unpack_from("<HHB", data)
        encoding = "utf-16-le" if flags & 1 else "latin-1"
        self.around.styles.formats[number] = data[5:].decode(encoding, "replace")[:count]

    def _book(self, pieces: list[bytes]) -> None:
        self.books.append(int.from_bytes(pieces[0][2:4], "little") == _SAME_BOOK)

    def _references(self, pieces: list[bytes]) -> None:
        data = b"".join(pieces)
        (count,) = struct.unpack_from("<H", data)
        for number in range(min(count, (len(data) - 2) // 6)):
            book, first, last = struct.unpack_from("<3H", data, 2 + number * 6)
            own = book < len(self.books) and self.books[book]
            self.around.links.references.append((own, first, last))

    def _defined_name(self, pieces: list[bytes]) -> None:
        data = b"".join(pieces)
        flags, length, size, sheet = struct.unpack_from("<HxBH2xH", data)
        reader = Pieces([data], 14)
        name = reader.characters(length, bool(reader.number(1) & 1))
        self.names.append(_DefinedName(name, flags, sheet, reader.raw(size)))

    def _date_mode(self, pieces: list[bytes]) -> None:
        self.epoch_1904 = pieces[0][:2] == b"\1\0"

    def _window(self, pieces: list[bytes]) -> None:
        (self.active,) = struct.unpack_from("<H", pieces[0], 10)

    def _protect(self, pieces: list[bytes]) -> None:
        if pieces[0][:2] != b"\0\0":
            self.around.lost.note("工作簿结构的保护")

    def _macros(self, _: list[bytes]) -> None:
        self.around.lost.note("宏")

    def finish(self) -> None:
        """Name the sheets and ranges as formulas may refer to them."""
        own = [name for name, _, kind in self.sheets if kind == _WORKSHEET]
        allowed = iter(sheet_names(own))
        links = self.around.links
        links.sheets = [next(allowed) if kind == _WORKSHEET else None for *_, kind in self.sheets]
        for _, _, kind in self.sheets:
            if kind == _CHART_SHEET:
                self.around.lost.count("图表工作表")
            elif kind != _WORKSHEET:
                self.around.lost.count("宏表")

    def defined(self) -> list[tuple[str, str]]:
        """Return the names that the copy will have; formulas may use these."""
        kept: dict[str, tuple[str, str]] = {}
        for number, defined in enumerate(self.names, start=1):
            # Hidden ones are made by programs for themselves, and so are those with their mark.
            if defined.flags & (_BUILT_IN | _UNSEEN) or defined.name.startswith("_xlnm."):
                continue
            meaning = self._meaning(defined)
            if defined.name.lower() not in kept and can_be_defined(defined.name, meaning):
                kept[defined.name.lower()] = (defined.name, meaning)
                self.around.links.names[number] = defined.name
            else:
                self.around.lost.count("定义的名称")
        return list(kept.values())

    def _meaning(self, defined: _DefinedName) -> str:
        if defined.flags & _NO_RANGE or defined.sheet:
            return ""
        try:
            return formula_text(defined.tokens, self.around.links)
        except Unsure:
            return ""

    def set_up(self, number: int, sheet: CopiedSheet) -> None:
        """Give a sheet what built-in names say of it: what is printed, and what is filtered."""
        for defined in self.names:
            if not defined.flags & _BUILT_IN or defined.sheet != number + 1:
                continue
            areas = _areas(defined.tokens)
            if defined.name == _PRINT_TITLES:
                for area in areas:
                    sheet.setup.append(_repeated(area))
            elif len(areas) == 1 and defined.name in (_PRINT_AREA, _FILTER):
                sheet.setup.append(_single(defined.name, areas[0]))
            elif defined.name == _PRINT_AREA:
                self.around.lost.note("打印区域")


_GLOBAL_RECORDS: dict[int, Callable[[_Globals, list[bytes]], None]] = {
    0x85: _Globals._sheet, 0xFC: _Globals._strings, 0x41E: _Globals._number_format,
    0x31: lambda found, pieces: found.around.styles.fonts.append(pieces[0]),
    0xE0: lambda found, pieces: found.around.styles.styles.append(pieces[0]),
    0x87D: lambda found, pieces: found.around.styles.take_exact(pieces[0]),
    0x92: lambda found, pieces: found.around.styles.take_palette(pieces[0]),
    0x1AE: _Globals._book, 0x17: _Globals._references, 0x18: _Globals._defined_name,
    0x22: _Globals._date_mode, 0x3D: _Globals._window, 0x12: _Globals._protect,
    0xD3: _Globals._macros,
}  # fmt: skip

_Area = tuple[int, int, int, int]


def _areas(tokens: bytes) -> list[_Area]:
    """Return the (top, bottom, left, right) that a built-in name lists, none when in doubt."""
    found: list[_Area] = []
    place = 0
    while place < len(tokens):
        code = tokens[place] & 0x1F | 0x20 if tokens[place] >= 0x20 else tokens[place]
        if code == 0x3B and place + 11 <= len(tokens):
            top, bottom, left, right = struct.unpack_from("<4H", tokens, place + 3)
            found.append((top, bottom, left & 0xFF, right & 0xFF))
            place += 11
        elif code in (0x29, 0x10, 0x15):
            place += 3 if code == 0x29 else 1
        else:
            return []
    return found


def _repeated(area: _Area) -> Callable[[Worksheet], object]:
    top, bottom, left, right = area
    if left == 0 and right >= _LAST_COLUMN:
        return lambda sheet: sheet.repeat_rows(top, bottom)
    return lambda sheet: sheet.repeat_columns(left, right)


def _single(name: str, area: _Area) -> Callable[[Worksheet], object]:
    top, bottom, left, right = area
    if name == _PRINT_AREA:
        return lambda sheet: sheet.print_area(top, left, bottom, right)
    return lambda sheet: sheet.autofilter(top, left, bottom, right)


def _stream(content: bytes) -> bytes:
    if content[:8] != SIGNATURE:
        return content
    compound = CompoundFile(content)
    return compound.read("Workbook" if compound.has("Workbook") else "Book")


def copied_xls(content: bytes, workbook: Workbook) -> CopiedBook:
    """Return the parts of the copy; records that make no sense are left out."""
    records = Records(_stream(content))
    found = _Globals()
    for code, pieces in records.substream(0):
        if (handler := _GLOBAL_RECORDS.get(code)) is not None:
            _try(found.around, partial(handler, found, pieces))
    found.finish()
    book = CopiedBook(epoch_1904=found.epoch_1904, lost=found.around.lost, names=found.defined())
    styles = found.around.styles
    # Widths are counted in digits of the first font.
    book.default_font = {
        name: value for name, value in styles.font(0).items() if name != "font_color"
    }
    numbers = [number for number, (*_, kind) in enumerate(found.sheets) if kind == _WORKSHEET]
    for number, read in zip(numbers, workbook.sheets, strict=True):
        sheet = _copied_sheet(records, found, number, read)
        found.set_up(number, sheet)
        book.active = len(book.sheets) if number == found.active else book.active
        book.sheets.append(sheet)
    book.styles = [styles.properties(number) for number in range(len(styles.styles))]
    return book


def _copied_sheet(records: Records, found: _Globals, number: int, read: Sheet) -> CopiedSheet:
    around = found.around
    sheet = CopiedSheet(around.links.sheets[number] or read.name, read.visibility)
    cells, page = XlsCells(sheet, around, read), XlsPage(sheet, around.lost, around.styles)
    drawn = XlsDrawn(sheet, around.links, around.lost)
    conditions = XlsConditions(sheet, around.links, around.lost, around.styles)
    for code, pieces in records.substream(found.sheets[number][1]):
        if code == BOF and int.from_bytes(pieces[0][2:4], "little") != WORKSHEET:
            break
        if (of_cells := CELL_RECORDS.get(code)) is not None:
            _try(around, partial(of_cells, cells, pieces))
        elif (of_page := PAGE_RECORDS.get(code)) is not None:
            _try(around, partial(of_page, page, pieces[0]))
        elif (of_drawn := DRAWN_RECORDS.get(code)) is not None:
            _try(around, partial(of_drawn, drawn, pieces))
        elif (of_conditions := CONDITION_RECORDS.get(code)) is not None:
            _try(around, partial(of_conditions, conditions, pieces))
    cells.finish()
    page.finish()
    return sheet


def _try(around: XlsAround, take: Callable[[], None]) -> None:
    """Take a record; one that makes no sense costs the copy what it says, and no more."""
    try:
        take()
    except _ODD as error:
        if isinstance(error, UnreadableWorkbook) and error.code == "E-FILE-TOO-SLOW":
            raise
        around.lost.note("个别读不懂的设置")
