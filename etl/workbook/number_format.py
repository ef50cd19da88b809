"""What a number format does to a number on the screen."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Shown = Literal["plain", "percent", "date", "scaled"]

BUILT_IN_FORMATS: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy年m月d日"),
}  # fmt: skip

# 9999-12-31 counted from 1900, and the days from that count's beginning to 1904's.
_LAST_SERIAL, _EPOCHS_APART = 2_958_465, 1_462

# What a code is made of: words in quotes or behind a sign, blanks, brackets, placeholders.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<blank>_.|\*.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general|G/通用格式)|(?P<power>E[+-])|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-[0-9A-Fa-f]+)?")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_DATE_LETTERS = frozenset("ymdhsaeg")
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


@dataclass
class Section:
    """One part of a format: when it applies, what it makes of a number, which words it adds.

    ``pattern`` has 0 for each placeholder of a digit, a blank for words among them and d for
    a dot that is written as a word.
    """

    condition: tuple[str, Decimal] | None = None
    words: str = ""
    pattern: str = ""
    is_date: bool = False
    is_percent: bool = False
    is_text: bool = False

    @property
    def shown(self) -> Shown:
        """What a number looks like in it."""
        if self.is_date:
            return "date"
        if self.is_percent:
            return "percent"
        return "scaled" if self._is_scaled else "plain"

    @property
    def _is_scaled(self) -> bool:
        """Whether digits are left out, put in, or parted where the stored number is not."""
        return bool(_DROPPED.search(self.pattern) or _PARTED.search(self.pattern)) or any(
            letter.isdigit() for letter in self.words
        )

    def fits(self, number: Decimal) -> bool:
        """Whether the section's own condition holds."""
        return self.condition is not None and _COMPARE[self.condition[0]](number, self.condition[1])


# A comma after the last digit leaves out three; a dot in words among them moves the point.
_DROPPED = re.compile(r"0,+(?![0,])")
_PARTED = re.compile(r"0[.0,]*d[.0,]*0")


@lru_cache(maxsize=1024)
def sections(number_format: str) -> tuple[Section, ...]:
    """Return the parts of a format."""
    found = [Section()]
    for match in _TOKEN.finditer(number_format):
        if match.lastgroup == "end":
            found.append(Section())
        else:
            _take(found[-1], match.lastgroup or "quoted", match[0], match[match.lastgroup or 0])
    return tuple(found)


def _take(section: Section, kind: str, whole: str, inner: str) -> None:
    if kind in ("quoted", "escaped"):
        _add_words(section, inner)
    elif kind == "bracket":
        _take_bracket(section, inner)
    elif kind in ("general", "power"):
        section.pattern += "0"
    elif kind == "other":
        _take_other(section, whole)


def _take_other(section: Section, letter: str) -> None:
    if letter in "0#?":
        section.pattern += "0"
    elif letter in ".,":
        section.pattern += letter
    elif letter == "%":
        section.is_percent = True
    elif letter == "@":
        section.is_text = True
    elif letter.lower() in _DATE_LETTERS:
        section.is_date = True
    elif letter not in " -+/()":
        _add_words(section, letter)


def _take_bracket(section: Section, inner: str) -> None:
    condition = _CONDITION.fullmatch(inner.strip())
    currency = _CURRENCY.fullmatch(inner)
    if condition is not None:
        section.condition = (condition[1], Decimal(condition[2]))
    elif currency is not None:
        _add_words(section, currency[1])
    elif _ELAPSED.fullmatch(inner):
        section.is_date = True


def _add_words(section: Section, words: str) -> None:
    section.words += words
    section.is_percent = section.is_percent or "%" in words or "‰" in words or "％" in words
    section.pattern += "d" if words.strip() in (".", "．", "·", "。") else " "


def section_of(number_format: str, number: Decimal) -> Section:
    """Return the part of a format that a number is shown by."""
    found = sections(number_format)
    numeric = [item for item in found[:3] if not (item.is_text and len(found) > 1)] or [found[0]]
    fitting = next((item for item in numeric if item.fits(number)), None)
    if fitting is not None:
        return fitting
    free = [item for item in numeric if item.condition is None] or [numeric[-1]]
    if any(item.condition for item in numeric):
        return free[0] if len(free) > 1 and number < 0 else free[-1]
    if number < 0 and len(free) > 1:
        return free[1]
    return free[2] if number == 0 and len(free) > 2 else free[0]


@lru_cache(maxsize=4096)
def _look(number_format: str, sign: int, number: Decimal | None) -> tuple[Shown, str]:
    section = section_of(number_format, Decimal(sign) if number is None else number)
    return section.shown, section.words


def look(number_format: str, number: Decimal) -> tuple[Shown, str]:
    """Return how a format shows a number, and the words it puts beside it."""
    if number_format == "General":
        return "plain", ""
    sign = (number > 0) - (number < 0)
    return _look(number_format, sign, number if "[" in number_format else None)


def shown_as(number_format: str, number: Decimal = Decimal(1)) -> Shown:
    """Return how a format shows a number: as it is, as percent, as date, or scaled."""
    return look(number_format, number)[0]


def serial_date(serial: Decimal, epoch_1904: bool) -> date | None:
    """Return the day of an Excel date serial, None where there is none."""
    last = _LAST_SERIAL - _EPOCHS_APART if epoch_1904 else _LAST_SERIAL
    if not 1 <= serial < last + 1:
        return None
    if epoch_1904:
        return date(1904, 1, 1) + timedelta(days=int(serial))
    # Excel counts a 29 February 1900 that never was.
    shift = 0 if serial > 59 else 1
    return date(1899, 12, 30) + timedelta(days=int(serial) + shift)
