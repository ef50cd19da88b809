"""One cell to one number: read it right, or refuse it at the cell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.domain.names import compact
from etl.domain.submission import FIELD_NAMES
from etl.workbook.grid import Cell
from etl.workbook.number_format import look

MAX_DIGITS = 12
# What lies beyond this many significant digits of a fraction is binary noise.
_SIGNIFICANT = 12
_DASHES = "-‐‑‒–—―−─━﹘ー⸺⸻"
NOT_REPORTED_WORDS = ("无", "未开展", "未启动")
_NOT_REPORTED = re.compile(rf"[{_DASHES}/\\]+|{'|'.join(NOT_REPORTED_WORDS)}")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# Signs that show digits in another order than they are stored in.
_DIRECTION = re.compile(r"[\u202b\u202e\u2067]")
_BROKEN_NUMBER = re.compile(r"[0-9](?:[^\S ]\s*|\s{2,}|\s*[\r\n]\s*)[0-9]")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?")
_INEXACT = re.compile(r"[约近余多几来]|以上|以下|左右|不足|超过|[<>≥≤≈]")
_CHINESE = re.compile(r"[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")
_COUNT_UNITS = {"人": "人", "名": "人", "位": "人", "户": "户", "家": "家", "个": "个"}
PERSONS = tuple(unit for unit, counted in _COUNT_UNITS.items() if counted == "人")
"""Units of count that mean the same."""
_MONEY_UNITS = ("亿元", "万元", "千元", "元", "亿", "万")
_INVISIBLE = re.compile(r"[\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
# What a format may write beside a number without saying anything of it.
_NO_UNIT = re.compile(r"[A-Za-z\d\s()\[\]{}<>\"'¥:,.、;_*+=|/\\·~-]+|^(?:共计?|计|累计|合计)")
_QUOTE = re.compile(r"^['‘’`]")


@dataclass(frozen=True)
class Expected:
    """What a column asks for: its field, unit and how exact it must be.

    ``yuan_per_unit`` is None for counts; ``decimals`` is how many a count may have.
    """

    field: str
    unit: str
    decimals: int = 0
    yuan_per_unit: int | None = None

    @property
    def name(self) -> str:
        """The column's name in messages."""
        return FIELD_NAMES[self.field]


@dataclass(frozen=True)
class Read:
    """The number read (counts, or yuan), or a problem's code; both None when not reported.

    ``normalised`` tells that the text was tidied and the user must see how it was read.
    """

    value: Decimal | None = None
    problem: str | None = None
    normalised: bool = False


def read_value(cell: Cell | None, expected: Expected) -> Read:
    """Read one figure cell."""
    if cell is None:
        return Read()
    problem = _problem_of_kind(cell)
    if problem is not None:
        return Read(problem=problem)
    if isinstance(cell.value, Decimal):
        return _from_number(cell, cell.value, expected)
    return _from_text(str(cell.value), expected)


def _problem_of_kind(cell: Cell) -> str | None:
    if "DISPIMG" in (cell.formula or "") or cell.raw.upper().lstrip("=").startswith(
        ("DISPIMG(", "_XLFN.DISPIMG(")
    ):
        return "E-PICTURE"
    if cell.unstored:
        return "E-FORMULA-NO-RESULT"
    by_kind = {"error": "E-ERROR-VALUE", "bool": "E-BOOLEAN", "date": "E-DATE"}
    return "E-DATE" if isinstance(cell.value, date) else by_kind.get(cell.kind)


def _from_number(cell: Cell, number: Decimal, expected: Expected) -> Read:
    if number == 0:
        return Read(Decimal(0))
    shown, words = look(cell.number_format, number)
    by_format = {"percent": "E-PERCENT", "date": "E-DATE", "scaled": "E-SCALED-FORMAT"}
    problem = by_format.get(shown) or _problem_of_words(words, expected)
    return Read(problem=problem) if problem else _checked(number, expected)


def _problem_of_words(words: str, expected: Expected) -> str | None:
    """Judge the words that a cell's format puts beside the number: nothing but its unit."""
    squared = any("\u3300" <= letter <= "\u33ff" for letter in words)  # ㎡, ㎞: units of area
    said = "面积" if squared else _NO_UNIT.sub("", compact(words)) if words else ""
    if not said:
        return None
    if _INEXACT.search(said):
        return "E-INEXACT"
    if _unit_fits(said, expected) or not (expected.unit or expected.yuan_per_unit):
        return None
    return "E-CELL-UNIT"


def _counted(unit: str) -> str:
    return _COUNT_UNITS.get(unit, unit)


def _same_money(unit: str, other: str) -> bool:
    return unit.rstrip("元") == other.rstrip("元")


def _from_text(text: str, expected: Expected) -> Read:
    turned = _DIRECTION.search(text) is not None
    if turned or _has_enclosed(text):
        return Read(problem="E-NOT-NUMBER" if turned else "E-ENCLOSED-NUMBER")
    lines = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    tidy = " ".join(lines.split())
    if not tidy or _NOT_REPORTED.fullmatch(tidy.replace(" ", "")):
        return Read()
    if expected.yuan_per_unit == 1:
        tidy = tidy.removeprefix("¥").lstrip()
    bare, unit = _split_unit(_QUOTE.sub("", tidy.replace("\u2212", "-")), expected.unit)
    if _SCIENTIFIC.fullmatch(bare):
        return Read(problem="E-SCIENTIFIC")
    if not _is_number(bare) or _BROKEN_NUMBER.search(lines):
        return Read(problem=_problem_of_text(tidy, bare))
    if unit and not _unit_fits(unit, expected):
        return Read(problem="E-CELL-UNIT")
    read = _checked(Decimal(bare.replace(",", "").replace(" ", "")), expected)
    return Read(read.value, read.problem, normalised=read.problem is None)


def _has_enclosed(text: str) -> bool:
    """Whether a character only looks like a number: circled, bracketed, superscript."""
    return any(unicodedata.category(letter) in ("No", "Nl") for letter in text)


def _split_unit(text: str, expected: str) -> tuple[str, str]:
    """Part a number from the unit behind it, be it the plan's own or a common one."""
    for unit in sorted((expected, *_MONEY_UNITS, *_COUNT_UNITS), key=len, reverse=True):
        if unit and text.endswith(unit):
            return text.removesuffix(unit).rstrip(), unit
    return text, ""


def _is_number(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in (_PLAIN, _GROUPED, _SPACED))


def _problem_of_text(text: str, bare: str) -> str:
    digits = re.search(r"[0-9]", text) is not None
    tests = {
        "E-ERROR-VALUE": text.startswith("#"),
        "E-PERCENT": text.endswith("%"),
        "E-INEXACT": digits and _INEXACT.search(text),
        "E-CHINESE-NUMERAL": _CHINESE.fullmatch(bare),
        "E-DECIMAL-COMMA": "," in bare and re.fullmatch(r"[+-]?[0-9,.]+", bare),
        "E-BRACKETS": digits and re.search(r"[()\[\]【】]", text),
    }
    return next((code for code, found in tests.items() if found), "E-NOT-NUMBER")


def _unit_fits(unit: str, expected: Expected) -> bool:
    if expected.yuan_per_unit is None:
        # a sum over several indicators expects no one unit of count
        return _counted(unit) == _counted(expected.unit) or (
            not expected.unit and unit in _COUNT_UNITS
        )
    return unit in _MONEY_UNITS and _same_money(unit, expected.unit)


def _checked(number: Decimal, expected: Expected) -> Read:
    """Judge size and decimals; return counts as they are and money in yuan."""
    if abs(number) >= 10**MAX_DIGITS:
        return Read(problem="E-TOO-LONG")
    number = _without_noise(number)
    if expected.yuan_per_unit is not None:
        yuan = number * expected.yuan_per_unit
        fits = yuan == yuan.quantize(Decimal("0.01"))
        return Read(yuan.quantize(Decimal("0.01"))) if fits else Read(problem="E-FRACTION-OF-FEN")
    if number == number.to_integral_value():
        return Read(Decimal(int(number)))
    if expected.decimals == 0:
        return Read(problem="E-NOT-INTEGER")
    if number != round(number, expected.decimals):
        return Read(problem="E-DECIMALS")
    return Read(number.normalize())


def _without_noise(number: Decimal) -> Decimal:
    if len(number.as_tuple().digits) <= _SIGNIFICANT or number == number.to_integral_value():
        return number
    return number.quantize(Decimal(1).scaleb(max(number.adjusted() + 1, 1) - _SIGNIFICANT))
