"""Stored numbers to cells: one meaning, whatever format they were stored in."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.workbook.grid import Cell, UnreadableWorkbook
from etl.workbook.number_format import serial_date, shown_as

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
# No double is larger; a larger power would make later arithmetic endless.
_MAX_POWER = 308

# Stands for the formula of a format whose formulas are not put back into text.
UNKNOWN_FORMULA = "…"


def stored_number(text: str) -> Decimal:
    """Return the number of its stored text; anything else means a damaged file."""
    if text.isascii() and text.isdigit() and len(text) < 16:
        return Decimal(int(text))
    if _NUMBER.fullmatch(text) is None:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    number = Decimal(text)
    # Twelve digits and a point hold no noise.
    return number if len(text) < 14 and "e" not in text.lower() else plain_number(number)


def plain_number(number: Decimal) -> Decimal:
    """Drop what lies beyond twelve significant digits of a fraction: binary noise.

    Whole numbers keep all their digits, so that a long identity number is seen as such.
    """
    if not number.is_finite():
        raise UnreadableWorkbook("E-FILE-BROKEN")
    power = number.adjusted()
    if power > _MAX_POWER and number:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    if power > 15 or number == number.to_integral_value():
        return number
    return number.quantize(Decimal(1).scaleb(max(power - 11, -12)))


def number_text(number: Decimal) -> str:
    """Write a stored number the way a person would have typed it."""
    if number == number.to_integral_value():
        if number.adjusted() < 15:
            return str(int(number))
        return f"{number:.0f}" if number.adjusted() < 30 else str(number)
    return f"{number.normalize():f}"


def number_cell(
    place: tuple[int, int],
    number: Decimal,
    number_format: str,
    formula: str | None = None,
    *,
    epoch_1904: bool = False,
) -> Cell:
    """Make the cell of a number, a date when its format shows it as one."""
    if number_format != "General" and shown_as(number_format, number) == "date":
        day = serial_date(number, epoch_1904)
        if day is not None:
            return Cell(*place, "date", day, day.isoformat(), number_format, formula)
    return Cell(*place, "number", number, number_text(number), number_format, formula)


def text_cell(
    place: tuple[int, int], text: str, number_format: str, formula: str | None = None
) -> Cell | None:
    """Make the cell of a text, None when only blanks are written."""
    if text == "" or text.isspace():
        return None
    return Cell(*place, "text", text, text, number_format, formula)


def unstored_cell(place: tuple[int, int], number_format: str, formula: str) -> Cell:
    """Make the cell of a formula whose result was not stored."""
    return Cell(*place, "text", None, "=" + formula, number_format, formula)


def bool_cell(
    place: tuple[int, int], value: bool, number_format: str, formula: str | None = None
) -> Cell:
    """Make the cell of a logical value."""
    return Cell(*place, "bool", value, "TRUE" if value else "FALSE", number_format, formula)


def error_cell(
    place: tuple[int, int], text: str, number_format: str, formula: str | None = None
) -> Cell:
    """Make the cell of an error value such as #DIV/0!."""
    return Cell(*place, "error", text, text, number_format, formula)
