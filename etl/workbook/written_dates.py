"""Months and days as people write them in the head of a form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from etl.domain.names import compact
from etl.domain.period import Month

_CHINESE_MONTHS = {
    name: number
    for number, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), start=1)
} | {"元": 1}
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_FULL = re.compile(
    _YEAR + r"(?:年(?:度)?(?P<a>\d{1,2})月?(?:份)?|[-./](?P<b>\d{1,2})(?:月(?:份)?)?|(?P<c>\d{2}))"
)
_WITH_DAY = re.compile(_YEAR + r"(?:年|[-./])(?P<month>\d{1,2})(?:月|[-./])(?P<day>\d{1,2})日?")
_MONTH_ONLY = re.compile(r"(?P<month>\d{1,2})月(?:份)?")
_MONTH_DAY = re.compile(r"(?P<month>\d{1,2})(?:月|[-./])(?P<day>\d{1,2})日?")
_CHINESE_MONTH = re.compile(r"(?P<month>十[一二]?|[一二三四五六七八九元])月(?:份)?")
_RANGE = re.compile(
    r"(?:(?:19|20)\d{2}(?:年|[-./]))?(?P<first>\d{1,2})月?(?:份)?[-—–~～至到]+"
    r"(?:(?:19|20)\d{2}(?:年|[-./]))?(?P<last>\d{1,2})月(?:份)?"
)
_SPAN = re.compile(r"季度|半年|全年|年度$|[、,和及]\d{1,2}月|[一二三四]季|年报|年末")
_YEAR_IN_TEXT = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年|\D|$)")
_SEARCHED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?:年(?P<a>\d{1,2})月|[-./](?P<b>\d{1,2})(?![\d])|"
    r"(?P<c>0[1-9]|1[0-2])(?!\d))"
)


@dataclass(frozen=True)
class WrittenMonth:
    """How a written month was understood; ``problem`` is a code of the catalogue."""

    month: Month | None = None
    problem: Literal["E-MONTH-UNREADABLE", "E-MONTH-SPAN"] | None = None
    ranged: bool = False


def years_in(text: str) -> set[int]:
    """Return the years a text names."""
    tidy = _arabic_years(compact(text))
    return {int(year) for year in _YEAR_IN_TEXT.findall(tidy)}


def _arabic_years(text: str) -> str:
    """Write 二〇二一年 as 2021年."""
    return re.sub(
        r"[〇零○一二三四五六七八九]{4}(?=年)",
        lambda match: match[0].translate(_CHINESE_DIGITS),
        text,
    )


def written_month(text: str, year: int | None) -> WrittenMonth:
    """Read a month; ``year`` is the one named elsewhere, for a month without a year."""
    tidy = _arabic_years(compact(text))
    if match := _RANGE.fullmatch(tidy):
        return _ranged(match, tidy, year)
    if match := _WITH_DAY.fullmatch(tidy):
        return _made(int(match["year"]), int(match["month"]))
    if match := _FULL.fullmatch(tidy):
        return _made(int(match["year"]), int(match["a"] or match["b"] or match["c"]))
    if _SPAN.search(tidy):
        return WrittenMonth(problem="E-MONTH-SPAN")
    prefix = re.fullmatch(_YEAR + r"年(?:度)?(?P<rest>.+)", tidy)
    if prefix:
        year, tidy = int(prefix["year"]), prefix["rest"]
    number = _month_number(tidy)
    if number is None or year is None:
        return WrittenMonth(problem="E-MONTH-UNREADABLE")
    return _made(year, number)


def _ranged(match: re.Match[str], text: str, year: int | None) -> WrittenMonth:
    years = years_in(text)
    if len(years) > 1 or int(match["first"]) != 1:
        return WrittenMonth(problem="E-MONTH-SPAN")
    found = years.pop() if years else year
    if found is None:
        return WrittenMonth(problem="E-MONTH-UNREADABLE")
    made = _made(found, int(match["last"]))
    return WrittenMonth(made.month, made.problem, ranged=int(match["last"]) != 1)


def _month_number(text: str) -> int | None:
    if match := _MONTH_ONLY.fullmatch(text):
        return int(match["month"])
    if match := _CHINESE_MONTH.fullmatch(text):
        return _CHINESE_MONTHS[match["month"]]
    return None


def _made(year: int, number: int) -> WrittenMonth:
    if not 1 <= number <= 12:
        return WrittenMonth(problem="E-MONTH-UNREADABLE")
    return WrittenMonth(Month(year, number))


def month_in(text: str) -> Month | None:
    """Return the one month a title or file name speaks of, None for none or several."""
    tidy = _arabic_years(compact(text))
    found = {
        (int(match["year"]), int(match["a"] or match["b"] or match["c"]))
        for match in _SEARCHED.finditer(tidy)
    }
    if len(found) != 1 or _RANGE.search(tidy) or _SPAN.search(tidy):
        return None
    year, number = found.pop()
    return Month(year, number) if 1 <= number <= 12 else None


def month_number_in(text: str) -> int | None:
    """Return the one month number (8月) a title or file name speaks of without a year."""
    tidy = compact(text)
    if _RANGE.search(tidy) or _SPAN.search(tidy):
        return None
    numbers = {int(found) for found in re.findall(r"(?<!\d)(\d{1,2})月(?!\d{1,2}日)", tidy)}
    numbers |= {_CHINESE_MONTHS[found["month"]] for found in _CHINESE_MONTH.finditer(tidy)}
    return numbers.pop() if len(numbers) == 1 else None


def written_day(text: str, year: int | None) -> date | None:
    """Read a day; ``year`` stands in for one that is not written."""
    tidy = _arabic_years(compact(text))
    match = _WITH_DAY.fullmatch(tidy)
    if match is None and re.fullmatch(r"(?:19|20)\d{6}", tidy):
        parts = (int(tidy[:4]), int(tidy[4:6]), int(tidy[6:]))
    elif match is not None:
        parts = (int(match["year"]), int(match["month"]), int(match["day"]))
    elif (short := _MONTH_DAY.fullmatch(tidy)) is not None and year is not None:
        parts = (year, int(short["month"]), int(short["day"]))
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None
