"""Personal data in a workbook: found anywhere, told by cell only, never by value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.workbook.grid import Sheet, Workbook, address

_SEPARATORS = re.compile(r"[\s\u200b-\u200f\u2060-\u2064\ufeff\u00ad\-‐‑‒–—−_.·]+")
_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"\d{3}[0-9Xx](?:[1-7][1-4])?(?:B\d)?(?![0-9A-Za-z])"
)
_BEYOND_FIFTEEN_DIGITS = Decimal(10) ** 16


def personal_data(workbook: Workbook) -> list[Finding]:
    """Return one finding per sheet that holds identity or certificate numbers."""
    found: list[Finding] = []
    for sheet in workbook.sheets:
        cells = tuple(dict.fromkeys(_identity_numbers(sheet)))
        if cells:
            found.append(finding("E-PERSONAL-ID", sheet=sheet.name, cells=cells))
    return found


def _identity_numbers(sheet: Sheet) -> Iterator[str]:
    for cell in sheet.cells.values():
        if isinstance(cell.value, Decimal):
            # Excel keeps fifteen digits: a longer number was meant as text, and is an identity.
            if abs(cell.value) >= _BEYOND_FIFTEEN_DIGITS:
                yield cell.address
        elif _holds_identity_number(cell.raw):
            yield cell.address
    for comment in sheet.comments:
        if _holds_identity_number(comment.text):
            yield address(comment.row, comment.column)


def _holds_identity_number(text: str) -> bool:
    if len(text) < 18:
        return False
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    return _ID_NUMBER.search(plain) is not None
