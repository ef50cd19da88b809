"""The records of one .xls worksheet to a sheet of the copy: cells, rows and columns.

A pass of its own beside the one that reads a form: that one rounds numbers, marks raised
digits and passes over blank cells, which is right for figures and wrong for a copy.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from etl.workbook.biff8 import Pieces
from etl.workbook.grid import Range, Sheet, address
from etl.workbook.rewriting.functions import Unsure
from etl.workbook.rewriting.parts import (
    MAX_BLANKS,
    CellValue,
    CopiedCell,
    CopiedColumn,
    CopiedRow,
    CopiedSheet,
    ErrorValue,
    Lost,
    Place,
    Run,
)
from etl.workbook.rewriting.xls_formula import Links, formula_text
from etl.workbook.rewriting.xls_styles import XlsStyles
from etl.workbook.xls_sheet import ERRORS, short_number

_CELL = struct.Struct("<HHH")
# How far around the content blank cells keep their looks.
_BELOW, _BESIDE = 500, 60
_LAST_COLUMN = 255
_SHARED, _TABLE = 0x01, 0x02


class StoredText:
    """A text with the fonts of its parts, (from where, font)."""

    __slots__ = ("fonts", "text")

    def __init__(self, text: str, fonts: list[tuple[int, int]]) -> None:
        self.text, self.fonts = text, fonts

    @classmethod
    def read(cls, reader: Pieces, length_size: int = 2) -> StoredText:
        """Read one, as the table of shared strings holds it."""
        count, flags = reader.number(length_size), reader.number(1)
        runs = reader.number(2) if flags & 8 else 0
        phonetic = reader.number(4) if flags & 4 else 0
        text = reader.characters(count, bool(flags & 1))
        fonts = [(reader.number(2), reader.number(2)) for _ in range(runs)]
        reader.raw(phonetic)
        return cls(text, fonts)

    def runs(self, styles: XlsStyles) -> tuple[Run, ...]:
        """Return its parts, none when it is of one font; places may be out of order."""
        starts = sorted(dict(self.fonts).items())
        starts = [(place, font) for place, font in starts if place < len(self.text)]
        if not starts:
            return ()
        ends = [*(place for place, _ in starts[1:]), len(self.text)]
        head = [Run(self.text[: starts[0][0]])] if starts[0][0] else []
        return (
            *head,
            *(
                Run(self.text[place:end], tuple(sorted(styles.font(font).items())))
                for (place, font), end in zip(starts, ends, strict=True)
            ),
        )


@dataclass
class XlsAround:
    """What the sheets of a workbook share."""

    styles: XlsStyles = field(default_factory=XlsStyles)
    strings: list[StoredText] = field(default_factory=list)
    links: Links = field(default_factory=Links)
    lost: Lost = field(default_factory=Lost)
    blanks: int = 0


@dataclass
class XlsCells:
    """Takes the records of cells, rows and columns."""

    sheet: CopiedSheet
    around: XlsAround
    # The sheet as it was read, which knows where content ends and what results are stored.
    read: Sheet
    # Formulas: their tokens, and the constants behind these.
    tokens: dict[Place, tuple[bytes, bytes]] = field(default_factory=dict)
    shared: dict[Place, tuple[bytes, bytes]] = field(default_factory=dict)
    awaited: Place | None = None
    last_formula: Place = (0, 0)
    columns: dict[int, CopiedColumn] = field(default_factory=dict)
    default_height: int = 0

    def _put(self, row: int, column: int, style: int, value: CellValue) -> None:
        """Put a cell at a 0-based place."""
        self.sheet.cells[row + 1, column + 1] = CopiedCell(style, value)

    def _number(self, pieces: list[bytes]) -> None:
        row, column, style = _CELL.unpack_from(pieces[0])
        self._put(row, column, style, _finite(struct.unpack_from("<d", pieces[0], 6)[0]))

    def _short(self, pieces: list[bytes]) -> None:
        row, column, style = _CELL.unpack_from(pieces[0])
        self._put(row, column, style, short_number(pieces[0][6:10]))

    def _shorts(self, pieces: list[bytes]) -> None:
        row, first = struct.unpack_from("<HH", pieces[0])
        for number, begin in enumerate(range(4, len(pieces[0]) - 7, 6)):
            (style,) = struct.unpack_from("<H", pieces[0], begin)
            self._put(row, first + number, style, short_number(pieces[0][begin + 2 : begin + 6]))

    def _shared_text(self, pieces: list[bytes]) -> None:
        (number,) = struct.unpack_from("<I", pieces[0], 6)
        self._text(pieces[0], self.around.strings[number])

    def _own_text(self, pieces: list[bytes]) -> None:
        self._text(pieces[0], StoredText.read(Pieces(pieces, 6)))

    def _text(self, head: bytes, text: StoredText) -> None:
        row, column, style = _CELL.unpack_from(head)
        cell = CopiedCell(style, text.text, runs=text.runs(self.around.styles))
        self.sheet.cells[row + 1, column + 1] = cell

    def _bool_or_error(self, pieces: list[bytes]) -> None:
        value, is_error = pieces[0][6], pieces[0][7]
        row, column, style = _CELL.unpack_from(pieces[0])
        self._put(row, column, style, _error(value) if is_error else value != 0)

    def _blank(self, pieces: list[bytes]) -> None:
        row, column, style = _CELL.unpack_from(pieces[0])
        self._keep_blanks(row, column, (style,))

    def _blanks(self, pieces: list[bytes]) -> None:
        row, column = struct.unpack_from("<HH", pieces[0])
        count = (len(pieces[0]) - 6) // 2
        self._keep_blanks(row, column, struct.unpack_from(f"<{count}H", pieces[0], 4))

    def _keep_blanks(self, row: int, column: int, styles: tuple[int, ...]) -> None:
        """Keep the looks of blank cells in and near the table, as far as there is room."""
        within = self.read.last_column + _BESIDE - column
        if row > self.read.last_row + _BELOW or within <= 0 or self.around.blanks > MAX_BLANKS:
            self.around.lost.note("表格以外空白单元格的格式")
            return
        for number, style in enumerate(styles[:within]):
            self.sheet.cells.setdefault((row + 1, column + number + 1), CopiedCell(style))
        self.around.blanks += len(styles[:within])

    def _formula(self, pieces: list[bytes]) -> None:
        data = b"".join(pieces)
        row, column, style = _CELL.unpack_from(data)
        place = self.last_formula = (row + 1, column + 1)
        self.awaited = None
        value: CellValue = ""
        if data[12:14] != b"\xff\xff":
            value = _finite(struct.unpack_from("<d", data, 6)[0])
        elif data[6] == 0:
            self.awaited = place
        elif data[6] in (1, 2):
            value = data[8] != 0 if data[6] == 1 else _error(data[8])
        self.sheet.cells[place] = CopiedCell(style, value)
        (length,) = struct.unpack_from("<H", data, 20)
        self.tokens[place] = data[22 : 22 + length], data[22 + length :]

    def _text_result(self, pieces: list[bytes]) -> None:
        place, self.awaited = self.awaited, None
        if place is not None:
            text = StoredText.read(Pieces(pieces)).text
            self.sheet.cells[place] = self.sheet.cells[place]._replace(value=text)

    def _shared_formula(self, pieces: list[bytes]) -> None:
        data = b"".join(pieces)
        (length,) = struct.unpack_from("<H", data, 8)
        row, column = struct.unpack_from("<H2xB", data)
        # Its cells point to the one before this record; some writers mean the first of all.
        written = data[10 : 10 + length], data[10 + length :]
        self.shared.setdefault((row + 1, column + 1), written)
        self.shared[self.last_formula] = written

    def _row(self, pieces: list[bytes]) -> None:
        number, height, flags = struct.unpack_from("<H4xH4xI", pieces[0])
        row = CopiedRow(hidden=bool(flags & 0x20), fixed=bool(flags & 0x40))
        row.level, row.collapsed = flags & 7, bool(flags & 0x10)
        if not height & 0x8000 and height != self.default_height and height:
            row.height = height / 20
        if flags & 0x80:
            row.style = flags >> 16 & 0xFFF
        if row != CopiedRow(fixed=row.fixed):
            self.sheet.rows[number + 1] = row

    def _column(self, pieces: list[bytes]) -> None:
        first, last, width, style, flags = struct.unpack_from("<5H", pieces[0])
        for number in range(first, min(last, _LAST_COLUMN) + 1):
            self.columns[number + 1] = CopiedColumn(
                number + 1, number + 1, width / 256, bool(flags & 1), style,
                flags >> 8 & 7, bool(flags & 0x1000),
            )  # fmt: skip

    def _default_row(self, pieces: list[bytes]) -> None:
        flags, height = struct.unpack_from("<HH", pieces[0])
        if height:
            self.default_height = height
            self.sheet.default_height = height / 20
        self.sheet.others_hidden = bool(flags & 2)

    def _default_column(self, pieces: list[bytes]) -> None:
        """Take the width in digits, to which programs add a margin; an exact one goes before."""
        (digits,) = struct.unpack_from("<H", pieces[0])
        if self.sheet.default_width is None:
            self.sheet.default_width = digits + 0.7109375

    def _exact_default_column(self, pieces: list[bytes]) -> None:
        self.sheet.default_width = struct.unpack_from("<H", pieces[0])[0] / 256

    def _merged(self, pieces: list[bytes]) -> None:
        (count,) = struct.unpack_from("<H", pieces[0])
        for begin in range(2, min(2 + count * 8, len(pieces[0]) - 7), 8):
            top, bottom, left, right = struct.unpack_from("<4H", pieces[0], begin)
            if (bottom, right) != (top, left) and bottom >= top and right >= left:
                self.sheet.merges.append(Range(top + 1, left + 1, bottom + 1, right + 1))

    def finish(self) -> None:
        """Put what belongs together together, once all records have come."""
        self._join_columns()
        for place, written in self.tokens.items():
            cell = self.sheet.cells[place]
            known = self.read.cells.get(place)
            value = None if known is not None and known.unstored else cell.value
            formula = self._formula_text(place, *written)
            if formula is None:
                self.around.lost.formula(self.sheet.name, address(*place))
            self.sheet.cells[place] = cell._replace(value=value, formula=formula)

    def _formula_text(self, place: Place, tokens: bytes, more: bytes) -> str | None:
        base = (place[0] - 1, place[1] - 1)
        try:
            if tokens[:1] == bytes([_SHARED]) and len(tokens) >= 5:
                row, column = struct.unpack_from("<HH", tokens, 1)
                tokens, more = self.shared[row + 1, column + 1]
            return formula_text(tokens, self.around.links, base, more)
        except (Unsure, KeyError):
            return None

    def _join_columns(self) -> None:
        """Put neighbours of one look into one range."""
        joined: list[CopiedColumn] = []
        for number, column in sorted(self.columns.items()):
            if joined and joined[-1].last == number - 1:
                column.first = joined[-1].first
                joined[-1].last = number
                if joined[-1] == column:
                    continue
                column.first, joined[-1].last = number, number - 1
            joined.append(column)
        self.sheet.columns = joined


def _finite(value: float) -> CellValue:
    return value if math.isfinite(value) else ErrorValue("#NUM!")


def _error(number: int) -> ErrorValue:
    return ErrorValue(ERRORS.get(number, "#N/A"))


CELL_RECORDS: dict[int, Callable[[XlsCells, list[bytes]], None]] = {
    0x203: XlsCells._number, 0x27E: XlsCells._short, 0xBD: XlsCells._shorts,
    0xFD: XlsCells._shared_text, 0x204: XlsCells._own_text, 0xD6: XlsCells._own_text,
    0x205: XlsCells._bool_or_error, 0x201: XlsCells._blank, 0xBE: XlsCells._blanks,
    0x06: XlsCells._formula, 0x206: XlsCells._formula, 0x406: XlsCells._formula,
    0x207: XlsCells._text_result, 0x4BC: XlsCells._shared_formula, 0x208: XlsCells._row,
    0x7D: XlsCells._column, 0x225: XlsCells._default_row, 0x55: XlsCells._default_column,
    0x99: XlsCells._exact_default_column, 0xE5: XlsCells._merged,
}  # fmt: skip
