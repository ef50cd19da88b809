"""Excel 97-2003 workbooks (BIFF8) to addressed cells.

Read record by record: the libraries for this format hand out neither which cells are
formulas nor whether a result was stored, stop at drawings that they do not understand,
and keep a list entry for each blank styled cell.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from etl.workbook.biff8 import BIFF8, BOF, WORKSHEET, Pieces, Records
from etl.workbook.compound import SIGNATURE, CompoundFile
from etl.workbook.grid import Cell, Comment, Range, Sheet, UnreadableWorkbook, Visibility, Workbook
from etl.workbook.limits import MAX_SHEETS, Tally
from etl.workbook.number_format import BUILT_IN_FORMATS
from etl.workbook.scalar import (
    UNKNOWN_FORMULA,
    bool_cell,
    error_cell,
    number_cell,
    plain_number,
    text_cell,
    unstored_cell,
)

_FILEPASS, _SHEET, _DATEMODE, _FORMAT, _XF, _SST = 0x2F, 0x85, 0x22, 0x41E, 0xE0, 0xFC
_STRING, _BLANK, _MULTIPLE_BLANK = 0x207, 0x201, 0xBE
_BLANKS = frozenset({_BLANK, _MULTIPLE_BLANK})
_VISIBILITY: tuple[Visibility, ...] = ("visible", "hidden", "very_hidden", "very_hidden")
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_CELL = struct.Struct("<HHH")
_NOTE_OBJECT = 0x19


@dataclass
class _Globals:
    """What the cells of every sheet refer to."""

    sheets: list[tuple[str, Visibility, int]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN_FORMATS))
    styles: list[int] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    epoch_1904: bool = False

    def number_format(self, style: int) -> str:
        """Return the format code of a cell style."""
        if style >= len(self.styles):
            return "General"
        return self.formats.get(self.styles[style], "General")


def _read_globals(records: Records, tally: Tally) -> _Globals:
    found = _Globals()
    for code, pieces in records.substream(0):
        data = pieces[0]
        if code == BOF:
            _require_biff8(data)
        elif code == _FILEPASS:
            raise UnreadableWorkbook("E-FILE-ENCRYPTED")
        elif code == _SHEET and data[5] == 0:
            name = Pieces(pieces, 6).text(1)
            begin = int.from_bytes(data[:4], "little")
            found.sheets.append((name, _VISIBILITY[data[4] & 3], begin))
        elif code == _DATEMODE:
            found.epoch_1904 = data[:2] == b"\1\0"
        elif code == _FORMAT:
            number = int.from_bytes(data[:2], "little")
            found.formats[number] = Pieces(pieces, 2).text()
        elif code == _XF:
            found.styles.append(int.from_bytes(data[2:4], "little"))
        elif code == _SST:
            _read_strings(pieces, found.strings, tally)
    return found


def _require_biff8(data: bytes) -> None:
    if len(data) < 4 or int.from_bytes(data[:2], "little") != BIFF8:
        raise UnreadableWorkbook("E-FILE-UNKNOWN")


def _read_strings(pieces: list[bytes], strings: list[str], tally: Tally) -> None:
    reader = Pieces(pieces, 4)
    for _ in range(reader.number(4)):
        strings.append(tally.keep(reader.text()))


@dataclass
class _SheetReader:
    """Turns the records of one sheet into cells."""

    sheet: Sheet
    around: _Globals
    tally: Tally
    awaited: tuple[int, int, int] | None = None
    blank_results: list[Cell] = field(default_factory=list)
    zero_results: list[Cell] = field(default_factory=list)
    results: int = 0
    not_calculated: bool = False
    object_number: int | None = None
    note_texts: dict[int, str] = field(default_factory=dict)

    def read(self, code: int, pieces: list[bytes]) -> None:
        handler = _HANDLERS.get(code)
        if handler is not None:
            handler(self, pieces)

    def _put(self, cell: Cell | None) -> None:
        if cell is not None:
            self.tally.put(self.sheet, cell)

    def _head(self, data: bytes) -> tuple[tuple[int, int], str]:
        row, column, style = _CELL.unpack_from(data)
        return (row + 1, column + 1), self.around.number_format(style)

    def _number(self, place: tuple[int, int], value: float, code: str) -> None:
        number = plain_number(Decimal(repr(value)))
        self._put(number_cell(place, number, code, epoch_1904=self.around.epoch_1904))

    def double(self, pieces: list[bytes]) -> None:
        (value,) = struct.unpack_from("<d", pieces[0], 6)
        self._number(*self._with(value, pieces[0]))

    def _with(self, value: float, data: bytes) -> tuple[tuple[int, int], float, str]:
        place, code = self._head(data)
        return place, value, code

    def short(self, pieces: list[bytes]) -> None:
        self._number(*self._with(_short_number(pieces[0][6:10]), pieces[0]))

    def shorts(self, pieces: list[bytes]) -> None:
        data = pieces[0]
        row, first = struct.unpack_from("<HH", data)
        for number, begin in enumerate(range(4, len(data) - 7, 6)):
            style = int.from_bytes(data[begin : begin + 2], "little")
            value = _short_number(data[begin + 2 : begin + 6])
            place = (row + 1, first + number + 1)
            self._number(place, value, self.around.number_format(style))

    def shared_text(self, pieces: list[bytes]) -> None:
        place, code = self._head(pieces[0])
        (number,) = struct.unpack_from("<I", pieces[0], 6)
        if number >= len(self.around.strings):
            raise UnreadableWorkbook("E-FILE-BROKEN")
        self._put(text_cell(place, self.around.strings[number], code))

    def own_text(self, pieces: list[bytes]) -> None:
        place, code = self._head(pieces[0])
        self._put(text_cell(place, self.tally.keep(Pieces(pieces, 6).text()), code))

    def bool_or_error(self, pieces: list[bytes]) -> None:
        place, code = self._head(pieces[0])
        self._put(_bool_or_error(place, pieces[0][6], pieces[0][7] != 0, code, None))

    def formula(self, pieces: list[bytes]) -> None:
        data = pieces[0]
        place, code = self._head(data)
        result = data[6:14]
        if len(result) < 8:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        if result[6:] != b"\xff\xff":
            self._number_result(place, struct.unpack("<d", result)[0], code)
        elif result[0] == 0:
            self.awaited = _CELL.unpack_from(data)
            self._put(unstored_cell(place, code, UNKNOWN_FORMULA))
        elif result[0] in (1, 2):
            self.results += 1
            is_error = result[0] == 2
            self._put(_bool_or_error(place, result[2], is_error, code, UNKNOWN_FORMULA))
        else:
            self.blank_results.append(unstored_cell(place, code, UNKNOWN_FORMULA))

    def _number_result(self, place: tuple[int, int], value: float, code: str) -> None:
        number = plain_number(Decimal(repr(value)))
        epoch = self.around.epoch_1904
        cell = number_cell(place, number, code, UNKNOWN_FORMULA, epoch_1904=epoch)
        self._put(cell)
        if number:
            self.results += 1
        else:
            self.zero_results.append(cell)

    def text_result(self, pieces: list[bytes]) -> None:
        if self.awaited is None:
            return
        row, column, style = self.awaited
        self.awaited = None
        self.results += 1
        text = self.tally.keep(Pieces(pieces).text())
        code = self.around.number_format(style)
        cell = text_cell((row + 1, column + 1), text, code, UNKNOWN_FORMULA)
        self.sheet.cells.pop((row + 1, column + 1), None)
        self._put(cell)

    def merged(self, pieces: list[bytes]) -> None:
        data = pieces[0]
        count = int.from_bytes(data[:2], "little")
        for number in range(min(count, (len(data) - 2) // 8)):
            top, bottom, left, right = struct.unpack_from("<4H", data, 2 + number * 8)
            self.tally.merge(self.sheet, Range(top + 1, left + 1, bottom + 1, right + 1))

    def row(self, pieces: list[bytes]) -> None:
        data = pieces[0]
        if len(data) >= 16 and data[12] & 0x20:
            self.sheet.hidden_rows.add(int.from_bytes(data[:2], "little") + 1)

    def columns(self, pieces: list[bytes]) -> None:
        first, last, _, _, flags = struct.unpack_from("<5H", pieces[0])
        if flags & 1:
            self.sheet.hidden_columns.update(range(first + 1, min(last, 255) + 2))

    def uncalculated(self, _: list[bytes]) -> None:
        self.not_calculated = True

    def drawn_object(self, pieces: list[bytes]) -> None:
        self.object_number = None
        if len(pieces[0]) >= 8:
            kind, _, shape, number = struct.unpack_from("<4H", pieces[0])
            if kind == 0x15 and shape == _NOTE_OBJECT:
                self.object_number = number

    def object_text(self, pieces: list[bytes]) -> None:
        if self.object_number is None or len(pieces) < 2:
            return
        (count,) = struct.unpack_from("<H", pieces[0], 10)
        reader = Pieces(pieces[1:])
        wide = bool(reader.number(1) & 1)
        self.note_texts[self.object_number] = self.tally.keep(reader.characters(count, wide))
        self.object_number = None

    def note(self, pieces: list[bytes]) -> None:
        row, column, _, number = struct.unpack_from("<4H", pieces[0])
        text = self.note_texts.get(number)
        if text:
            self.sheet.comments.append(Comment(row + 1, column + 1, text))


_HANDLERS: dict[int, Callable[[_SheetReader, list[bytes]], None]] = {
    0x203: _SheetReader.double,
    0x27E: _SheetReader.short,
    0xBD: _SheetReader.shorts,
    0xFD: _SheetReader.shared_text,
    0x204: _SheetReader.own_text,
    0xD6: _SheetReader.own_text,
    0x205: _SheetReader.bool_or_error,
    0x06: _SheetReader.formula,
    0x206: _SheetReader.formula,
    0x406: _SheetReader.formula,
    _STRING: _SheetReader.text_result,
    0xE5: _SheetReader.merged,
    0x208: _SheetReader.row,
    0x7D: _SheetReader.columns,
    0x5E: _SheetReader.uncalculated,
    0x5D: _SheetReader.drawn_object,
    0x1B6: _SheetReader.object_text,
    0x1C: _SheetReader.note,
}


def _short_number(data: bytes) -> float:
    """Decode the 30-bit numbers of RK records: whole or half a double, perhaps in hundredths."""
    (packed,) = struct.unpack("<i", data)
    if packed & 2:
        value = float(packed >> 2)
    else:
        (value,) = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<i", packed & ~3))
    return value / 100 if packed & 1 else value


def _bool_or_error(
    place: tuple[int, int], value: int, is_error: bool, code: str, formula: str | None
) -> Cell:
    if is_error:
        return error_cell(place, _ERRORS.get(value, "#N/A"), code, formula)
    return bool_cell(place, value != 0, code, formula)


def _settle_results(readers: list[_SheetReader], tally: Tally) -> None:
    """Decide which results a program stored, and which stand there for want of one.

    A formula never calculated and one whose result is an empty text look alike: a blank
    result counts as stored only where some formula of the workbook has a real one. A
    nought in a sheet marked as not calculated is none.
    """
    calculates = any(reader.results for reader in readers)
    for reader in readers:
        if not calculates or reader.not_calculated:
            for cell in reader.blank_results:
                tally.put(reader.sheet, cell)
        if reader.not_calculated:
            for cell in reader.zero_results:
                place = (cell.row, cell.column)
                reader.sheet.cells[place] = unstored_cell(
                    place, cell.number_format, UNKNOWN_FORMULA
                )


def _stream(data: bytes) -> bytes:
    """Return the workbook's stream, in a compound file or (from some exporters) bare."""
    if data[:8] != SIGNATURE:
        return data
    compound = CompoundFile(data)
    for name in ("Workbook", "Book"):
        if compound.has(name):
            return compound.read(name)
    raise UnreadableWorkbook("E-FILE-ET")


def open_xls(data: bytes) -> Workbook:
    """Read every worksheet; an older BIFF or a damaged stream is an UnreadableWorkbook."""
    records = Records(_stream(data))
    tally = Tally()
    around = _read_globals(records, tally)
    if not around.sheets or len(around.sheets) > MAX_SHEETS:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    readers = []
    for name, visibility, begin in around.sheets:
        reader = _SheetReader(Sheet(name, visibility), around, tally)
        for code, pieces in records.substream(begin, _BLANKS):
            if code == BOF and int.from_bytes(pieces[0][2:4], "little") != WORKSHEET:
                break
            reader.read(code, pieces)
        readers.append(reader)
    _settle_results(readers, tally)
    return Workbook("xls", [reader.sheet for reader in readers])
