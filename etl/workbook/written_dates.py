"""Months and days as people write them in the head of a form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from etl.domain.names import compact
from etl.domain.period import Month

MONTH_NUMERALS = {
    name: str(number)
    for number, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), start=1)
}
_CHINESE = MONTH_NUMERALS | {"元": "1", "正": "1"}
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"(?<![一二三四五六七八九])[一二]([〇零○0一二三四五六七八九]{3})(?=年)")
_CHINESE_DAY = re.compile(
    r"(?<=月)(?:(?P<tens>[二三]?)十(?P<ones>[一二三四五六七八九]?)|(?P<day>[一二三四五六七八九]))(?=日)"
)
_CHINESE_MONTH = re.compile(r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九元正])月")
_CHINESE_FIRST = re.compile(
    r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])(?=[-—–~至到]+\d{1,2}月)"
)

_Y = r"(?P<year>(?:19|20)[0-9]{2})"
_DASH = r"[-‐‑‒–—―−_]"
_FULL = re.compile(
    rf"{_Y}(?:年(?:度)?(?P<a>[0-9]{{1,2}})月?(?:份)?|(?:{_DASH}|[./])(?P<b>[0-9]{{1,2}})(?:月(?:份)?)?"
    r"|(?P<c>[0-9]{2}))"
)
_WITH_DAY = re.compile(
    rf"{_Y}(?:年(?P<a>[0-9]{{1,2}})月(?P<d>[0-9]{{1,2}})[日号]?"
    r"|(?P<sep>[-./])(?P<b>[0-9]{1,2})(?P=sep)(?P<e>[0-9]{1,2})日?|(?P<c>[0-9]{2})(?P<f>[0-9]{2}))"
)
_MONTH_ONLY = re.compile(r"(?P<month>[0-9]{1,2})月(?:份)?")
_MONTH_DAY = re.compile(r"(?P<month>[0-9]{1,2})(?:月|[-./])(?P<day>[0-9]{1,2})[日号]?")
_MONTH_END = re.compile(rf"(?:{_Y}年)?(?:(?P<month>[0-9]{{1,2}})|本|当)?月(?:份)?(?:底|末)")
_DAY_ONLY = re.compile(r"(?:本月)?(?P<day>[0-9]{1,2})日")
_TIME = re.compile(r"[\sT][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]*)?Z?\s*$")
_RANGE = re.compile(
    rf"(?:{_Y}(?:年(?:度)?|[-./]))?(?P<first>[0-9]{{1,2}})月?(?:份)?(?:{_DASH}|[~至到])+"
    rf"(?:(?P<year2>(?:19|20)[0-9]{{2}})(?:年|[-./]))?(?P<last>[0-9]{{1,2}})月(?:份)?"
)
_WHOLE_RANGE = re.compile(  # 2021.1-2021.8, 2021-01至2021-08
    rf"{_Y}[-./](?P<first>[0-9]{{1,2}})(?:{_DASH}|[~至到])+"
    r"(?P<year2>(?:19|20)[0-9]{2})[-./](?P<last>[0-9]{1,2})"
)
_DAYS = re.compile(  # 2021年8月1日至31日, 2021-08-01至2021-08-31
    rf"(?:{_Y}(?:年|[-./]))?(?P<first>[0-9]{{1,2}})(?:月|[-./])[0-9]{{1,2}}日?(?:{_DASH}|[~至到])+"
    r"(?:(?P<year2>(?:19|20)[0-9]{2})(?:年|[-./]))?(?:(?P<last>[0-9]{1,2})(?:月|[-./]))?[0-9]{1,2}日?"
)
_SPAN = re.compile(r"季度|半年|全年|年度$|[、,和及][0-9]{1,2}月|[0-9一二三四]季|年报|年末")
_YEAR_IN_TEXT = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年|[^0-9]|$)")
_YEAR_MONTH_IN_TEXT = re.compile(
    rf"(?<![0-9]){_Y}(?:年(?:度)?(?P<a>[0-9]{{1,2}})月(?![0-9]{{1,2}}日)"
    rf"|(?:{_DASH}|[./])(?P<b>[0-9]{{1,2}})(?![0-9]|[-./_][0-9])(?:月(?![0-9]{{1,2}}日))?"
    r"|(?P<c>0[1-9]|1[0-2])(?![0-9]))"
)
_UP_TO_DAY = re.compile(rf"截[至止]到?{_Y}年(?P<month>[0-9]{{1,2}})月[0-9]{{1,2}}日")
_MONTH_IN_TEXT = re.compile(r"(?<![0-9])([0-9]{1,2})月(?![0-9]{1,2}日)")


@dataclass(frozen=True)
class WrittenMonth:
    """How a written month was understood; ``problem`` is a code of the catalogue."""

    month: Month | None = None
    problem: Literal["E-MONTH-UNREADABLE", "E-MONTH-SPAN"] | None = None
    ranged: bool = False


_UNREADABLE = WrittenMonth(problem="E-MONTH-UNREADABLE")
_MANY = WrittenMonth(problem="E-MONTH-SPAN")


def years_in(text: str) -> set[int]:
    """Return the years a text names."""
    return {int(year) for year in _YEAR_IN_TEXT.findall(_arabic(compact(text)))}


def _arabic(text: str) -> str:
    """Write 二〇二一年八月 as 2021年8月."""
    text = _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), text)
    text = _CHINESE_MONTH.sub(lambda match: _CHINESE[match[1]] + "月", text)
    text = _CHINESE_DAY.sub(_day_number, text)
    return _CHINESE_FIRST.sub(lambda match: _CHINESE[match[1]], text)


def _day_number(match: re.Match[str]) -> str:
    if match["day"]:
        return _CHINESE[match["day"]]
    tens = _CHINESE[match["tens"]] if match["tens"] else "1"
    return tens + (_CHINESE[match["ones"]] if match["ones"] else "0")


def written_month(text: str, year: int | None) -> WrittenMonth:
    """Read a month; ``year`` is the one named elsewhere, for a month without a year."""
    tidy = _arabic(re.sub(r"[()【】\[\]]", "", compact(_TIME.sub("", text))))
    tidy = re.sub(r"(?<=月)份?(?:累计|补报|月报|报表)$", "", tidy)
    if match := _RANGE.fullmatch(tidy) or _WHOLE_RANGE.fullmatch(tidy):
        return _ranged(match, year)
    if match := _DAYS.fullmatch(tidy):
        return _of_days(match, year)
    if match := _WITH_DAY.fullmatch(tidy):
        return _of_day(match)
    if match := _FULL.fullmatch(tidy):
        return _made(int(match["year"]), int(match["a"] or match["b"] or match["c"]))
    if _SPAN.search(tidy):
        return _MANY
    prefix = re.fullmatch(_Y + r"年(?:度)?(?P<rest>.+)", tidy)
    if prefix:
        year, tidy = int(prefix["year"]), prefix["rest"]
    only = _MONTH_ONLY.fullmatch(tidy)
    return _UNREADABLE if only is None or year is None else _made(year, int(only["month"]))


def _of_days(match: re.Match[str], year: int | None) -> WrittenMonth:
    """Read the month of its first and last day; from January on it is the last one's."""
    if match["last"] is None or match["last"] == match["first"]:
        found = {int(match[name]) for name in ("year", "year2") if match[name]}
        if len(found) > 1:
            return _MANY
        written = found.pop() if found else year
        return _made(written, int(match["first"])) if written else _UNREADABLE
    return _ranged(match, year)


def _of_day(match: re.Match[str]) -> WrittenMonth:
    """Read the month of a whole date; 2021-1-8 may as well mean January to August."""
    day = _day_of(match)
    if day is None or (match["sep"] == "-" and match["b"] == "1"):
        return _UNREADABLE
    return WrittenMonth(Month.of(day))


def _day_of(match: re.Match[str]) -> date | None:
    return _date(
        int(match["year"]),
        int(match["a"] or match["b"] or match["c"]),
        int(match["d"] or match["e"] or match["f"]),
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _ranged(match: re.Match[str], year: int | None) -> WrittenMonth:
    years = {int(match[name]) for name in ("year", "year2") if match[name]}
    first, last = int(match["first"]), int(match["last"])
    if len(years) > 1 or first != 1:
        return _MANY
    found = years.pop() if years else year
    if found is None:
        return _UNREADABLE
    made = _made(found, last)
    return WrittenMonth(made.month, made.problem, ranged=last != 1)


def _made(year: int, number: int) -> WrittenMonth:
    return WrittenMonth(Month(year, number)) if 1 <= number <= 12 else _UNREADABLE


def month_in(text: str) -> WrittenMonth:
    """Return the one month a title or file name speaks of; no month for none or several.

    1-8月 is August here too. A day is none: 9月5日前报送 says nothing of the month.
    """
    tidy = _arabic(compact(text))
    ranges = list(_RANGE.finditer(tidy))
    if ranges:
        read = _ranged(ranges[0], None)
        return read if len(ranges) == 1 and read.month else WrittenMonth()
    if _SPAN.search(tidy):
        return WrittenMonth()
    found = {
        (int(match["year"]), int(match["a"] or match["b"] or match["c"]))
        for match in _YEAR_MONTH_IN_TEXT.finditer(tidy)
    }
    found |= {(int(match["year"]), int(match["month"])) for match in _UP_TO_DAY.finditer(tidy)}
    return _made(*found.pop()) if len(found) == 1 else WrittenMonth()


def month_number_in(text: str) -> int | None:
    """Return the one month number (8月) a title or file name speaks of without a year."""
    tidy = _arabic(compact(text))
    ranges = list(_RANGE.finditer(tidy))
    if ranges:
        return int(ranges[0]["last"]) if len(ranges) == 1 and ranges[0]["first"] == "1" else None
    if _SPAN.search(tidy):
        return None
    numbers = {int(found) for found in _MONTH_IN_TEXT.findall(tidy)}
    number = numbers.pop() if len(numbers) == 1 else 0
    return number if 1 <= number <= 12 else None


def written_day(text: str, year: int | None, month: Month | None = None) -> date | None:
    """Read a day; ``year`` and ``month`` stand in for what is not written."""
    tidy = _arabic(compact(_TIME.sub("", text)))
    if match := _WITH_DAY.fullmatch(tidy):
        return _day_of(match)
    if (short := _MONTH_DAY.fullmatch(tidy)) is not None:
        return _date(year, int(short["month"]), int(short["day"])) if year else None
    if (end := _MONTH_END.fullmatch(tidy)) is not None:
        return _end_of(end, year, month)
    if (only := _DAY_ONLY.fullmatch(tidy)) is not None and month is not None:
        return _date(month.year, month.number, int(only["day"]))
    return None


def _end_of(match: re.Match[str], year: int | None, month: Month | None) -> date | None:
    if match["month"] is None:
        return month.last_day if month is not None and match["year"] is None else None
    found = int(match["year"]) if match["year"] else year
    number = int(match["month"])
    return Month(found, number).last_day if found and 1 <= number <= 12 else None
