"""The records of one .xls worksheet to addressed cells."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from etl.workbook.biff8 import Pieces
from etl.workbook.grid import Cell, Comment, Range, Sheet, UnreadableWorkbook, Visibility
from etl.workbook.limits import Tally
from etl.workbook.marked_text import Mark
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

_STRING, _BLANK, _MULTIPLE_BLANK = 0x207, 0x201, 0xBE
BLANKS = frozenset({_BLANK, _MULTIPLE_BLANK})
ERRORS: Mapping[int, str] = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_STRUCK_OUT = 0x08
_CELL = struct.Struct("<HHH")
_LAST_COLUMN = 16_384
_NOTE_OBJECT = 0x19


@dataclass
class Surroundings:
    """What the cells of every sheet refer to."""

    sheets: list[tuple[str, Visibility, int]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN_FORMATS))
    styles: list[int] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    # Fonts that raise, lower or strike out what is written in them, by their numbers.
    fonts: dict[int, Mark] = field(default_factory=dict)
    font_count: int = 0
    epoch_1904: bool = False

    def add_font(self, data: bytes) -> None:
        """Take the next font; there is none of number 4."""
        number = self.font_count + (self.font_count > 3)
        self.font_count += 1
        raised = int.from_bytes(data[8:10], "little")
        if data[2] & _STRUCK_OUT:
            self.fonts[number] = "struck"
        elif raised in (1, 2):
            self.fonts[number] = "raised" if raised == 1 else "lowered"

    def number_format(self, style: int) -> str:
        """Return the format code of a cell style."""
        if style >= len(self.styles):
            return "General"
        return self.formats.get(self.styles[style], "General")


@dataclass
class SheetReader:
    """Turns the records of one sheet into cells."""

    sheet: Sheet
    around: Surroundings
    tally: Tally
    awaited: tuple[int, int, int] | None = None
    blank_results: list[Cell] = field(default_factory=list)
    zero_results: list[Cell] = field(default_factory=list)
    results: int = 0
    not_calculated: bool = False
    object_number: int | None = None
    note_texts: dict[int, str] = field(default_factory=dict)

    def read(self, code: int, pieces: list[bytes]) -> None:
        """Take one record; those that say nothing of cells are passed over."""
        handler = _HANDLERS.get(code)
        if handler is not None:
            handler(self, pieces)

    def _put(self, cell: Cell | None) -> None:
        if cell is not None:
            if cell.column > _LAST_COLUMN:
                raise UnreadableWorkbook("E-FILE-BROKEN")
            self.tally.put(self.sheet, cell)

    def _head(self, data: bytes) -> tuple[tuple[int, int], str]:
        row, column, style = _CELL.unpack_from(data)
        return (row + 1, column + 1), self.around.number_format(style)

    def _number(
        self, place: tuple[int, int], value: float, code: str, formula: str | None = None
    ) -> Cell:
        if not math.isfinite(value):
            cell = error_cell(place, "#NUM!", code, formula)
        else:
            number = plain_number(Decimal(repr(value)))
            epoch = self.around.epoch_1904
            cell = number_cell(place, number, code, formula, epoch_1904=epoch)
        self._put(cell)
        return cell

    def _double(self, pieces: list[bytes]) -> None:
        place, code = self._head(pieces[0])
        self._number(place, struct.unpack_from("<d", pieces[0], 6)[0], code)

    def _short(self, pieces: list[bytes]) -> None:
        place, code = self._head(pieces[0])
        self._number(place, short_number(pieces[0][6:10]), code)

    def _shorts(self, pieces: list[bytes]) -> None:
        data = pieces[0]
        row, first = struct.unpack_from("<HH", data)
        if len(data) < 12 or len(data) % 6:
            raise UnreadableWorkbook("E-FILE-BROKEN")
        for number, begin in enumerate(range(4, len(data) - 7, 6)):
            style = int.from_bytes(data[begin : begin + 2], "little")
            value = short_number(data[begin + 2 : begin + 6])
            place = (row + 1, first + number + 1)
            self._number(place, value, self.around.number_format(style))

    def _shared_text(self, pieces: list[bytes]) -> None:
        place, code = self._head(pieces[0])
        (number,) = struct.unpack_from("<I", pieces[0], 6)
        if number >= len(self.around.strings):
            raise UnreadableWorkbook("E-FILE-BROKEN")
        self._put(text_cell(place, self.around.strings[number], code))

    def _own_text(self, pieces: list[bytes]) -> None:
        place, code = self._head(pieces[0])
        self._put(text_cell(place, self.tally.keep(Pieces(pieces, 6).text()), code))

    def _bool_or_error(self, pieces: list[bytes]) -> None:
        place, code = self._head(pieces[0])
        self._put(_bool_or_error(place, pieces[0][6], pieces[0][7] != 0, code, None))

    def _formula(self, pieces: list[bytes]) -> None:
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
        cell = self._number(place, value, code, UNKNOWN_FORMULA)
        if value:
            self.results += 1
        else:
            self.zero_results.append(cell)

    def _text_result(self, pieces: list[bytes]) -> None:
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

    def _merged(self, pieces: list[bytes]) -> None:
        data = pieces[0]
        count = int.from_bytes(data[:2], "little")
        for number in range(min(count, (len(data) - 2) // 8)):
            top, bottom, left, right = struct.unpack_from("<4H", data, 2 + number * 8)
            self.tally.merge(self.sheet, Range(top + 1, left + 1, bottom + 1, right + 1))

    def _row(self, pieces: list[bytes]) -> None:
        data = pieces[0]
        if len(data) >= 16 and data[12] & 0x20:
            self.sheet.hidden_rows.add(int.from_bytes(data[:2], "little") + 1)

    def _columns(self, pieces: list[bytes]) -> None:
        first, last, _, _, flags = struct.unpack_from("<5H", pieces[0])
        if flags & 1:
            self.sheet.hidden_columns.update(range(first + 1, min(last, 255) + 2))

    def _uncalculated(self, _: list[bytes]) -> None:
        self.not_calculated = True

    def _drawn_object(self, pieces: list[bytes]) -> None:
        self.object_number = None
        if len(pieces[0]) >= 8:
            kind, _, shape, number = struct.unpack_from("<4H", pieces[0])
            if kind == 0x15 and shape == _NOTE_OBJECT:
                self.object_number = number

    def _object_text(self, pieces: list[bytes]) -> None:
        if self.object_number is None or len(pieces) < 2:
            return
        (count,) = struct.unpack_from("<H", pieces[0], 10)
        reader = Pieces(pieces[1:])
        wide = bool(reader.number(1) & 1)
        self.note_texts[self.object_number] = self.tally.keep(reader.characters(count, wide))
        self.object_number = None

    def _note(self, pieces: list[bytes]) -> None:
        row, column, _, number = struct.unpack_from("<4H", pieces[0])
        text = self.note_texts.get(number)
        if text:
            self.sheet.comments.append(Comment(row + 1, column + 1, text))


_HANDLERS: dict[int, Callable[[SheetReader, list[bytes]], None]] = {
    0x203: SheetReader._double,
    0x27E: SheetReader._short,
    0xBD: SheetReader._shorts,
    0xFD: SheetReader._shared_text,
    0x204: SheetReader._own_text,
    0xD6: SheetReader._own_text,
    0x205: SheetReader._bool_or_error,
    0x06: SheetReader._formula,
    0x206: SheetReader._formula,
    0x406: SheetReader._formula,
    _STRING: SheetReader._text_result,
    0xE5: SheetReader._merged,
    0x208: SheetReader._row,
    0x7D: SheetReader._columns,
    0x5E: SheetReader._uncalculated,
    0x5D: SheetReader._drawn_object,
    0x1B6: SheetReader._object_text,
    0x1C: SheetReader._note,
}


def short_number(data: bytes) -> float:
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
        return error_cell(place, ERRORS.get(value, "#N/A"), code, formula)
    return bool_cell(place, value != 0, code, formula)
