"""What an OpenDocument cell says of its value, to cells."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from etl.workbook.grid import Cell, UnreadableWorkbook
from etl.workbook.number_format import shown_as
from etl.workbook.scalar import (
    bool_cell,
    error_cell,
    number_cell,
    stored_number,
    text_cell,
    unstored_cell,
)
from etl.workbook.xml_stream import Attributes

_ERROR = re.compile(r"#[A-Z/0!?]+[!?]|#N/A|Err:[0-9]{3}")
# LibreOffice stores a logical constant as a number that only its text shows to be none.
_LOGICAL = ("TRUE", "FALSE", "真", "假")
_PREFIX = re.compile(r"^(?:[a-z]+:)?=?")
_DURATION = re.compile(
    r"(-?)P(?:([0-9]{1,7})D)?"
    r"(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:[.,][0-9]{1,15})?)S)?)?"
)


def value_cell(
    place: tuple[int, int], attributes: Attributes, shown: str, code: str, *, paragraphs: bool
) -> Cell | None:
    """Make the cell from its attributes and the text it shows, None when it is blank.

    ``paragraphs``: a formula whose result is an empty text has an empty paragraph, one
    without a result has none.
    """
    kind = attributes.get("office:value-type")
    written = attributes.get("table:formula")
    formula = None if written is None else _PREFIX.sub("", written)
    is_error = attributes.get("calcext:value-type") == "error"
    if is_error or (formula is not None and _ERROR.fullmatch(shown)):
        return error_cell(place, shown, code, formula)
    if kind == "float" and shown in _LOGICAL:
        return bool_cell(place, shown in ("TRUE", "真"), code, formula)
    if kind not in (None, "string", "void"):
        return _typed(place, attributes, code, formula)
    text = attributes.get("office:string-value", shown)
    if formula is not None and kind is None and not text and not paragraphs:
        return unstored_cell(place, code, formula)
    return text_cell(place, text, code, formula)


def _typed(
    place: tuple[int, int], attributes: Attributes, code: str, formula: str | None
) -> Cell | None:
    kind = attributes.get("office:value-type")
    if kind == "boolean":
        return bool_cell(place, attributes.get("office:boolean-value") == "true", code, formula)
    if kind == "date":
        return _date(place, attributes.get("office:date-value", ""), code, formula)
    if kind == "time":
        shown = code if shown_as(code) == "date" else "h:mm:ss"
        days = _days(attributes.get("office:time-value", ""))
        return number_cell(place, stored_number(days), shown, formula)
    value = attributes.get("office:value")
    if value is None:
        if formula is not None:
            return unstored_cell(place, code, formula)
        raise UnreadableWorkbook("E-FILE-BROKEN")
    if kind == "percentage" and shown_as(code) != "percent":
        code = "0%"
    return number_cell(place, stored_number(value.strip()), code, formula)


def _date(place: tuple[int, int], text: str, code: str, formula: str | None) -> Cell | None:
    try:
        day = date.fromisoformat(text.partition("T")[0])
    except ValueError:
        return text_cell(place, text, code, formula)
    shown = code if shown_as(code) == "date" else "yyyy-mm-dd"
    return Cell(*place, "date", day, day.isoformat(), shown, formula)


def _days(duration: str) -> str:
    """Return the days of a duration such as PT12H30M00S as a number's text."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise UnreadableWorkbook("E-FILE-BROKEN")
    days, hours, minutes = (Decimal(part or 0) for part in match.group(2, 3, 4))
    seconds = Decimal((match[5] or "0").replace(",", "."))
    total = days + (hours * 3600 + minutes * 60 + seconds) / 86_400
    return f"{match[1]}{total:f}"
