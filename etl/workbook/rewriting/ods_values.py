"""What an .ods cell holds, to the last digit, and in which of two fonts it is drawn."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from etl.workbook.grid import Cell
from etl.workbook.rewriting.ods_styles import Script
from etl.workbook.rewriting.parts import CellValue, ErrorValue
from etl.workbook.xml_stream import Attributes

_DAY_ZERO = datetime(1899, 12, 30)


def stored_value(
    attributes: Attributes, written: str, styled: bool, read: Cell | None
) -> CellValue:
    """Return the value to its last digit, None for a formula without a stored one."""
    if read is None or read.value is None:
        return written if read is None else None
    if read.kind in ("error", "bool"):
        return ErrorValue(str(read.value)) if read.kind == "error" else bool(read.value)
    if read.kind == "text":
        # Digits that look raised or struck out the reader has rewritten; their fonts say it here.
        return attributes.get("office:string-value", written) if styled else str(read.value)
    if read.kind == "date" and "office:date-value" in attributes:
        return _serial(attributes["office:date-value"]) or read.raw
    number = attributes.get("office:value") if "office:time-value" not in attributes else None
    return Decimal(str(read.value) if number is None else number.strip())


def _serial(text: str) -> float | None:
    """Return the days of an ISO date, with its time, as Excel counts them.

    None for what is no date, and for one before Excel's first; a time alone is a part of
    the day 0 of both.
    """
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    days = (moment - _DAY_ZERO).total_seconds() / 86_400
    if days >= 61 or 0 <= days < 1:
        return days
    return days - 1 if days >= 2 else None  # Excel has a 29 February 1900


@lru_cache(maxsize=4096)
def script_of(text: str) -> Script:
    """Return the script that most of a text is in, Latin where it says nothing."""
    letters = [letter for letter in text if letter.isalpha()]
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in letters)
    narrow = len(letters) - wide
    mixed = bool(wide) and (bool(narrow) or any(sign.isdigit() for sign in text))
    return Script(asian=wide > 0 and wide >= narrow, mixed=mixed)
