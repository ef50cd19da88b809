"""Personal data in a workbook: found anywhere, told by cell only, never by value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.names import compact, plain_name
from etl.workbook.deadline import check_time
from etl.workbook.grid import Cell, Sheet, Workbook, address, position
from etl.workbook.header import find_header

_SEPARATORS = re.compile(r"[\s\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u0336\-‐‑‒–—−_.·]+")
_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"\d{3}[0-9Xx](?:[1-7][1-4])?(?:B\d)?(?![0-9A-Za-z])"
)
_DIGIT = re.compile(r"[0-9]")
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86[\s-]?)?1[3-9][0-9](?:[\s-]?[0-9]{4}){2}(?![0-9])")
# Excel keeps fifteen digits: a longer number was meant as text, and is an identity or a card.
_LONG = range(16, 21)
_MOBILE_DIGITS = 11
_PERSON_COLUMNS = frozenset(
    """姓名 残疾人姓名 受助人姓名 学生姓名 监护人 监护人姓名 身份证 身份证号 身份证号码 公民身份号码
    残疾证号 残疾人证号 残疾证号码 残疾人证号码 残疾证 残疾人证 住址 家庭住址 家庭地址 银行卡 银行卡号
    银行账号 银行账户""".split()
)
_FOOT_OF_PERSONS = re.compile(
    r"[(]?(?:填表人|填报人|制表人|审核人|复核人|审批人|单位负责人|部门负责人|主要负责人|负责人|分管领导|经办人"
    r"|统计人|统计员|联系人|联系电话|联系方式|电话|手机)(?:[(].{0,8}[)])?(?:[:.]|$)"
)
_ROWS_BELOW = 3


def personal_data(workbook: Workbook) -> list[Finding]:
    """Return findings for identity numbers, lists of persons and mobile numbers."""
    if any(_holds_identity_number(sheet.name) for sheet in workbook.sheets):
        return [finding("E-PERSONAL-ID")]  # a sheet's name would be told with every cell
    found: list[Finding] = []
    for sheet in workbook.sheets:
        numbers = _places(sheet, _is_identity, _holds_identity_number)
        if numbers:
            found.append(_at("E-PERSONAL-ID", sheet, numbers))
        found += _lists(sheet)
        mobiles = _mobiles(sheet)
        if mobiles:
            found.append(_at("E-PERSONAL-MOBILE", sheet, mobiles))
    return found


def holds_personal_data(text: str) -> bool:
    """Whether a text that somebody typed holds an identity or a mobile number."""
    return _holds_identity_number(text) or _holds_mobile(text)


def _at(code: str, sheet: Sheet, cells: tuple[str, ...]) -> Finding:
    rows = {position(cell)[0] for cell in cells}
    return finding(code, sheet=sheet.name, cells=cells, row=rows.pop() if len(rows) == 1 else None)


def _places(
    sheet: Sheet, is_number: Callable[[Decimal], bool], in_text: Callable[[str], bool]
) -> tuple[str, ...]:
    """Return the addresses of cells, and of comments, that hold what is looked for."""
    places: list[str] = []
    for _, cells in sheet.rows():
        check_time()
        places += [cell.address for cell in cells if _holds(cell, is_number, in_text)]
    places += [address(note.row, note.column) for note in sheet.comments if in_text(note.text)]
    return tuple(dict.fromkeys(places))


def _holds(
    cell: Cell, is_number: Callable[[Decimal], bool], in_text: Callable[[str], bool]
) -> bool:
    if isinstance(cell.value, Decimal):
        return is_number(cell.value)
    return in_text(cell.raw) or (cell.formula is not None and in_text(cell.formula))


def _is_identity(number: Decimal) -> bool:
    return number.adjusted() + 1 in _LONG


def _holds_identity_number(text: str) -> bool:
    digits = _with_digits(text, 17)
    return digits is not None and _ID_NUMBER.search(_SEPARATORS.sub("", digits)) is not None


def _with_digits(text: str, count: int) -> str | None:
    """Return the text in NFKC when it has so many digits; most texts have fewer."""
    if len(text) < count:
        return None
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return plain if len(_DIGIT.findall(plain)) >= count else None


# ---- mobile numbers


def _mobiles(sheet: Sheet) -> tuple[str, ...]:
    places = _places(sheet, _is_mobile, _holds_mobile)
    if not places:
        return ()
    foot = _foot(sheet)
    below = {cell.address for cell in sheet.cells.values() if foot is not None and cell.row >= foot}
    noted = {address(note.row, note.column) for note in sheet.comments if _holds_mobile(note.text)}
    return tuple(place for place in places if place not in below or place in noted)


def _is_mobile(number: Decimal) -> bool:
    return number.adjusted() + 1 == _MOBILE_DIGITS and _holds_mobile(f"{number:f}")


def _holds_mobile(text: str) -> bool:
    digits = _with_digits(text, _MOBILE_DIGITS)
    return digits is not None and _MOBILE.search(digits) is not None


def _foot(sheet: Sheet) -> int | None:
    """Return the row of the form's foot, where a telephone may stand; None without one."""
    header = find_header(sheet)
    if header is None:
        return None
    for number, cells in sheet.rows():
        if number > header.bottom and any(_is_foot(cell) for cell in cells):
            return number
    return None


def _is_foot(cell: Cell) -> bool:
    return cell.kind == "text" and _FOOT_OF_PERSONS.match(compact(cell.raw)) is not None


# ---- lists of persons


def _lists(sheet: Sheet) -> Iterator[Finding]:
    """Find columns headed 姓名 or 身份证号 that have something below the head."""
    for cell in sheet.cells.values():
        if cell.kind != "text" or len(cell.raw) > 20:
            continue
        if plain_name(cell.raw).rstrip(":") not in _PERSON_COLUMNS or len(sheet.row(cell.row)) < 2:
            continue
        if any((cell.row + step, cell.column) in sheet.cells for step in range(1, _ROWS_BELOW + 1)):
            words = {"header": compact(cell.raw)}
            place = {"cells": (cell.address,), "row": cell.row}
            yield finding("E-PERSONAL-LIST", words, sheet=sheet.name, **place)
