"""The tokens of an .xls formula to the words a person would have typed.

Tokens stand in the order of calculation, operands first. What is not known here for
certain (add-ins, other files, constant arrays, ranges put together from ranges) raises
Unsure: a formula that means something else is worse than none.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from etl.workbook.biff8 import Pieces
from etl.workbook.grid import UnreadableWorkbook, column_letters
from etl.workbook.rewriting.functions import FUNCTIONS, Unsure
from etl.workbook.rewriting.parts import is_clean
from etl.workbook.xls_sheet import ERRORS

_MOST_TOKENS = 2_000
_MOST_LETTERS = 8_000
_MOST_CONSTANTS = 1_000
_LAST_ROW, _LAST_COLUMN = 0xFFFF, 0xFF
# How tightly operators bind; an operand alone binds tightest.
_ALONE, _SIGN, _PERCENT = 9, 8, 7
_OPERATORS = {
    0x03: ("+", 4), 0x04: ("-", 4), 0x05: ("*", 5), 0x06: ("/", 5), 0x07: ("^", 6),
    0x08: ("&", 3), 0x09: ("<", 2), 0x0A: ("<=", 2), 0x0B: ("=", 2), 0x0C: (">=", 2),
    0x0D: (">", 2), 0x0E: ("<>", 2),
}  # fmt: skip
_SIGNS = {0x12: "+", 0x13: "-"}


@dataclass
class Links:
    """What formulas refer to beyond their own sheet: sheets by number, and names."""

    # The sheets of the workbook as the copy names them; None for what is no worksheet.
    sheets: list[str | None] = field(default_factory=list)
    # (kind of book, first, last sheet) of each reference; the kind is None for other files.
    references: list[tuple[bool, int, int]] = field(default_factory=list)
    # The names that the copy has, by their number from 1.
    names: dict[int, str] = field(default_factory=dict)

    def prefix(self, number: int) -> str:
        """Return 'sheet'! of a reference, or 'first:last'!."""
        if number >= len(self.references):
            raise Unsure
        own, first, last = self.references[number]
        if not own or max(first, last) >= len(self.sheets) or first > last:
            raise Unsure
        names = [self.sheets[first]] if first == last else [self.sheets[first], self.sheets[last]]
        if None in names:
            raise Unsure
        return "'" + ":".join(str(name).replace("'", "''") for name in names) + "'!"


@dataclass
class _Decoder:
    tokens: bytes
    links: Links
    # The cell that relative places in shared formulas and rules count from, 0-based.
    base: tuple[int, int]
    # The constants of arrays, which follow the tokens.
    more: Pieces
    place: int = 0
    stack: list[tuple[str, int]] = field(default_factory=list)

    def take(self, form: str) -> tuple[int, ...]:
        """Return the next numbers, as struct names them."""
        found = struct.unpack_from(f"<{form}", self.tokens, self.place)
        self.place += struct.calcsize(f"<{form}")
        return found

    def raw(self, length: int) -> bytes:
        """Return the next bytes; fewer at the end are damage."""
        self.place += length
        if self.place > len(self.tokens):
            raise Unsure
        return self.tokens[self.place - length : self.place]

    def push(self, text: str, tight: int = _ALONE) -> None:
        self.stack.append((text, tight))

    def pop(self, tight: int = 0) -> str:
        """Return the last operand, in brackets if it binds less tightly than needed."""
        if not self.stack:
            raise Unsure
        text, own = self.stack.pop()
        if len(text) > _MOST_LETTERS:
            raise Unsure
        return f"({text})" if own < tight else text

    def run(self) -> str:
        steps = 0
        while self.place < len(self.tokens):
            steps += 1
            if steps > _MOST_TOKENS:
                raise Unsure
            self._token(self.take("B")[0])
        text = self.pop()
        if self.stack or not is_clean(text) or text == "":
            raise Unsure
        return text

    def _token(self, code: int) -> None:
        if code in _OPERATORS:
            sign, tight = _OPERATORS[code]
            right, left = self.pop(tight + 1), self.pop(tight)
            self.push(f"{left}{sign}{right}", tight)
        elif code in _SIGNS:
            self.push(_SIGNS[code] + self.pop(_SIGN), _SIGN)
        elif code < 0x20:
            _plain_token(self, code)
        else:
            # The same operand for a reference, a value or an array.
            handler = _OPERANDS.get(code & 0x1F | 0x20)
            if handler is None or code >= 0x80:
                raise Unsure
            handler(self)

    def call(self, number: int, count: int) -> None:
        """Put the last operands into a function."""
        function = FUNCTIONS.get(number)
        if function is None or not function.least <= count <= function.most:
            raise Unsure
        arguments = [self.pop() for _ in range(count)][::-1]
        self.push(f"{function.name}({','.join(arguments)})")

    def corner(self, row: int, column: int, shifts: bool) -> tuple[int, int, bool, bool]:
        """Return (row, column, row fixed, column fixed), 0-based."""
        row_fixed, column_fixed = not column & 0x8000, not column & 0x4000
        column &= 0xFF
        if shifts:
            row = row if row_fixed else row + self.base[0] & _LAST_ROW
            column = column if column_fixed else column + self.base[1] & _LAST_COLUMN
        return row, column, row_fixed, column_fixed

    def cell(self, shifts: bool = False, prefix: str = "") -> None:
        row, column = self.take("HH")
        self.push(prefix + _cell_text(*self.corner(row, column, shifts)))

    def area(self, shifts: bool = False, prefix: str = "") -> None:
        top, bottom, left, right = self.take("HHHH")
        first, last = self.corner(top, left, shifts), self.corner(bottom, right, shifts)
        if first[0] > last[0] or first[1] > last[1]:
            raise Unsure
        self.push(prefix + _area_text(first, last))

    def other_sheet(self, take: Callable[..., None]) -> None:
        (number,) = self.take("H")
        take(self, prefix=self.links.prefix(number))


def _plain_token(decoder: _Decoder, code: int) -> None:
    if code == 0x14:
        decoder.push(decoder.pop(_PERCENT) + "%", _PERCENT)
    elif code == 0x15:
        decoder.push(f"({decoder.pop()})")
    elif code == 0x16:
        decoder.push("")
    elif code == 0x17:
        decoder.push('"' + _string(decoder).replace('"', '""') + '"')
    elif code == 0x19:
        _attribute(decoder)
    elif code == 0x1C:
        decoder.push(_error(decoder.take("B")[0]))
    elif code == 0x1D:
        decoder.push("TRUE" if decoder.take("B")[0] else "FALSE")
    elif code == 0x1E:
        decoder.push(str(decoder.take("H")[0]))
    elif code == 0x1F:
        text = _number(decoder.take("d")[0])
        decoder.push(text, _SIGN if text.startswith("-") else _ALONE)
    else:
        raise Unsure


def _string(decoder: _Decoder) -> str:
    count, flags = decoder.take("BB")
    wide = bool(flags & 1)
    return Pieces([decoder.raw(count * 2 if wide else count)]).characters(count, wide)


def _error(number: int) -> str:
    if number not in ERRORS:
        raise Unsure
    return ERRORS[number]


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise Unsure
    whole = value == int(value) and abs(value) < 1e15
    return str(int(value)) if whole else repr(value).upper()


def _attribute(decoder: _Decoder) -> None:
    """Take a remark for the calculation; jumps and blanks change nothing of the meaning."""
    flags, more = decoder.take("BH")
    if flags == 0x04:
        decoder.take(f"{more + 1}H")
    elif flags == 0x10:
        decoder.call(4, 1)
    elif flags not in (0x01, 0x02, 0x08, 0x40, 0x41):
        raise Unsure


def _function(decoder: _Decoder) -> None:
    (number,) = decoder.take("H")
    function = FUNCTIONS.get(number)
    if function is None or function.least != function.most:
        raise Unsure
    decoder.call(number, function.least)


def _variable_function(decoder: _Decoder) -> None:
    count, number = decoder.take("BH")
    decoder.call(number, count & 0x7F)


def _name(decoder: _Decoder) -> None:
    number, _ = decoder.take("HH")
    if number not in decoder.links.names:
        raise Unsure
    decoder.push(decoder.links.names[number])


def _array(decoder: _Decoder) -> None:
    """Take an array of constants: {1,2;3,4}."""
    decoder.raw(7)
    columns, rows = decoder.more.number(1) + 1, decoder.more.number(2) + 1
    if columns * rows > _MOST_CONSTANTS:
        raise Unsure
    lines = (",".join(_constant(decoder.more) for _ in range(columns)) for _ in range(rows))
    decoder.push("{" + ";".join(lines) + "}")


def _constant(more: Pieces) -> str:
    kind = more.number(1)
    if kind == 0x02:
        return '"' + more.text().replace('"', '""') + '"'
    data = more.raw(8)
    if kind == 0x01:
        return _number(struct.unpack("<d", data)[0])
    if kind in (0x04, 0x10):
        return _error(data[0]) if kind == 0x10 else "TRUE" if data[0] else "FALSE"
    raise Unsure


_OPERANDS: dict[int, Callable[[_Decoder], None]] = {
    0x20: _array,
    0x21: _function,
    0x22: _variable_function,
    0x23: _name,
    0x24: _Decoder.cell,
    0x25: _Decoder.area,
    0x2C: lambda decoder: decoder.cell(shifts=True),
    0x2D: lambda decoder: decoder.area(shifts=True),
    0x3A: lambda decoder: decoder.other_sheet(_Decoder.cell),
    0x3B: lambda decoder: decoder.other_sheet(_Decoder.area),
}


def _cell_text(row: int, column: int, row_fixed: bool, column_fixed: bool) -> str:
    return _column_text(column, column_fixed) + _row_text(row, row_fixed)


def _row_text(row: int, fixed: bool) -> str:
    return f"{'$' if fixed else ''}{row + 1}"


def _column_text(column: int, fixed: bool) -> str:
    return f"{'$' if fixed else ''}{column_letters(column + 1)}"


def _area_text(first: tuple[int, int, bool, bool], last: tuple[int, int, bool, bool]) -> str:
    """Return A1:B2; a whole column stays one, though the copy's is longer."""
    if first[0] == 0 and last[0] == _LAST_ROW:
        return f"{_column_text(first[1], first[3])}:{_column_text(last[1], last[3])}"
    if first[1] == 0 and last[1] == _LAST_COLUMN:
        return f"{_row_text(first[0], first[2])}:{_row_text(last[0], last[2])}"
    return f"{_cell_text(*first)}:{_cell_text(*last)}"


def formula_text(
    tokens: bytes, links: Links, base: Sequence[int] = (0, 0), more: bytes = b""
) -> str:
    """Return a formula without its equals sign; raises Unsure.

    ``more``: what stands behind the tokens.
    ``base``: the 0-based cell that a shared formula or a rule is written for.
    """
    try:
        return _Decoder(tokens, links, (base[0], base[1]), Pieces([more])).run()
    except (UnreadableWorkbook, struct.error, IndexError, ValueError, OverflowError) as error:
        raise Unsure from error
