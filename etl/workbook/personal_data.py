"""Personal data in a workbook: found anywhere, told by cell only, never by value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.names import compact, plain_name
from etl.domain.personal_numbers import has_many_digits, holds_identity_number, holds_mobile
from etl.workbook.deadline import check_time
from etl.workbook.formula_texts import is_suspect_formula
from etl.workbook.grid import Cell, Sheet, Workbook, address, position
from etl.workbook.header import headers
from etl.workbook.vocabulary import COUNT_KINDS

# Excel keeps fifteen digits: a longer number was meant as text, and is an identity or a card.
_LONG = range(16, 21)
_MOBILE_DIGITS = 11
# A head of a column of persons has one of these.
_LETTERS_OF_HEADS = frozenset("名证址卡户护益请码号")
_WHOSE = (
    "(?:残疾人|受助人|学生|儿童|学员|户主|受益人|申请人|监护人|家长|患者|老人|本人"
    "|(?:服务|救助|补助|培训)对象)?"
)
_PERSON_COLUMN = re.compile(
    rf"{_WHOSE}姓名(?:[(/、].*|及.*|和.*)?|户主|监护人|受益人|申请人|公民身份号码?"
    rf"|{_WHOSE}身份证(?:件)?(?:号码?|编号)?|{_WHOSE}残疾人?证(?:号码?|编号)?"
    rf"|{_WHOSE}(?:家庭|居住|现|详细)?(?:住址|居住地址)|{_WHOSE}家庭(?:住址|地址)"
    r"|(?:银行|社保|社会保障)卡(?:卡?号码?)?|银行(?:账|帐)[号户]"
)
_FOOT_OF_PERSONS = re.compile(
    r"[(]?(?:填表|填报|制表|审核|复核|审批|负责|联系|经办|统计|报送|上报)"
)
_QUANTITY = re.compile(r"[#0],[#0]|%")
# A text in a column of figures that is a figure.
_FIGURE = re.compile(r"[+-]?[\d,.]+(?:人|户|名|元|万元)?")


def personal_data(workbook: Workbook) -> list[Finding]:
    """Return findings for identity numbers, lists of persons and mobile numbers."""
    names = [problem for sheet in workbook.sheets for problem in in_name(sheet.name, "工作表名里")]
    if names:
        return names[:1]  # a sheet's name would be told with every cell
    found: list[Finding] = []
    for sheet in workbook.sheets:
        suspects = _suspects(sheet)
        numbers = _places(sheet, suspects, _is_identity, holds_identity_number)
        if numbers:
            found.append(_at("E-PERSONAL-ID", sheet, numbers))
        found += _lists(sheet)
        mobiles = _mobiles(sheet, suspects)
        if mobiles:
            found.append(_at("E-PERSONAL-MOBILE", sheet, mobiles))
    return found


def in_name(name: str, where: str) -> list[Finding]:
    """Return what is to be said of the name of a sheet or a file."""
    if holds_identity_number(name):
        return [finding("E-PERSONAL-ID", {"where": where})]
    return [finding("E-PERSONAL-MOBILE", {"where": where})] if holds_mobile(name) else []


def _at(code: str, sheet: Sheet, cells: tuple[str, ...]) -> Finding:
    rows = {position(cell)[0] for cell in cells}
    words = {"where": "单元格里"}
    return finding(
        code, words, sheet=sheet.name, cells=cells, row=rows.pop() if len(rows) == 1 else None
    )


def _suspects(sheet: Sheet) -> list[Cell]:
    """Return the cells with as many digits as a mobile number has: few, and mostly none."""
    found: list[Cell] = []
    known: dict[str, bool] = {}  # one text may stand in every cell
    for _, cells in sheet.rows():
        check_time()
        for cell in cells:
            text = _shown(cell)
            if text not in known:
                known[text] = len(text) >= _MOBILE_DIGITS and has_many_digits(text)
            formula = cell.formula is not None and is_suspect_formula(cell.formula)
            if known[text] or formula or _is_long(cell):
                found.append(cell)
    return found


def _shown(cell: Cell) -> str:
    """Return what a cell shows; a formula without a result is searched as a formula."""
    return "" if cell.unstored else cell.raw


def _is_long(cell: Cell) -> bool:
    return isinstance(cell.value, Decimal) and cell.value.adjusted() >= _MOBILE_DIGITS - 1


def _places(
    sheet: Sheet,
    suspects: list[Cell],
    is_number: Callable[[Decimal], bool],
    in_text: Callable[[str], bool],
) -> tuple[str, ...]:
    """Return the addresses of cells, and of comments, that hold what is looked for."""
    places = []
    for cell in suspects:
        check_time()  # one cell may hold thousands of groups of digits
        if _holds(cell, is_number, in_text):
            places.append(cell.address)
    for note in sheet.comments:
        check_time()
        if in_text(note.text):
            places.append(address(note.row, note.column))
    return tuple(dict.fromkeys(places))


def _holds(
    cell: Cell, is_number: Callable[[Decimal], bool], in_text: Callable[[str], bool]
) -> bool:
    if isinstance(cell.value, Decimal):
        # what is computed, or shown as a quantity, is no number of a person
        typed = cell.formula is None and not _QUANTITY.search(cell.number_format)
        found = typed and is_number(cell.value)
    else:
        found = in_text(_shown(cell))
    return found or (cell.formula is not None and in_text(cell.formula))


def _is_identity(number: Decimal) -> bool:
    return number > 0 and number.adjusted() + 1 in _LONG


# ---- mobile numbers


def _mobiles(sheet: Sheet, suspects: list[Cell]) -> tuple[str, ...]:
    places = _places(sheet, suspects, _is_mobile, holds_mobile)
    if not places:
        return ()
    foot = _foot(sheet)
    below = {cell.address for cell in sheet.cells.values() if foot is not None and cell.row >= foot}
    noted = {address(note.row, note.column) for note in sheet.comments if holds_mobile(note.text)}
    return tuple(place for place in places if place not in below or place in noted)


def _is_mobile(number: Decimal) -> bool:
    return number == number.to_integral_value() and holds_mobile(f"{number:f}")


def _foot(sheet: Sheet) -> int | None:
    """Return the first row below a form's figures, where a telephone may stand; None without."""
    blocks = list(headers(sheet))
    if not blocks:
        return None
    last = blocks[-1].bottom
    for block in blocks:
        figures = {block.columns[kind].column for kind in COUNT_KINDS if kind in block.columns}
        for number, cells in sheet.rows(after=block.bottom):
            if any(cell.column in figures and _is_figure(cell) for cell in cells):
                last = max(last, number)
    return last + 1


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell.value, Decimal):
        return not _is_mobile(cell.value)
    text = compact(cell.raw)
    return _FIGURE.fullmatch(text) is not None and not holds_mobile(text)


# ---- lists of persons


def _lists(sheet: Sheet) -> Iterator[Finding]:
    """Find columns (or rows) headed 姓名 or 身份证号 that have something below (or beside)."""
    for _, cells in sheet.rows():
        for cell in cells:
            if cell.kind != "text" or len(cell.raw) > 20 or not _heads_persons(cell):
                continue
            if _has_persons(sheet, cell):
                words = {"header": compact(cell.raw)}
                place = {"cells": (cell.address,), "row": cell.row}
                yield finding("E-PERSONAL-LIST", words, sheet=sheet.name, **place)


def _heads_persons(cell: Cell) -> bool:
    if _LETTERS_OF_HEADS.isdisjoint(cell.raw):
        return False
    return _PERSON_COLUMN.fullmatch(plain_name(cell.raw).rstrip(":")) is not None


def _has_persons(sheet: Sheet, head: Cell) -> bool:
    """Whether something stands below a head in its column, or right of it in its row."""
    if any(_is_entry(cell) for cell in sheet.column(head.column) if cell.row > head.row):
        return True
    beside = [cell for cell in sheet.row(head.row) if cell.column > head.column]
    return bool(beside) and beside[0].kind == "text" and not _heads_a_column(beside[0])


def _is_entry(cell: Cell) -> bool:
    """Whether a cell below a head is an entry, and no word of a foot or a place to fill."""
    return (
        not cell.raw.startswith(("{", "${", "<"))
        and _FOOT_OF_PERSONS.match(compact(cell.raw)) is None
    )


def _heads_a_column(cell: Cell) -> bool:
    """Whether the cell beside a head is a head as well, of a list without any line."""
    text = compact(cell.raw)
    return (
        _heads_persons(cell) or len(text) > 4 or text.endswith(("号", "额", "别", "级", "注", "话"))
    )
