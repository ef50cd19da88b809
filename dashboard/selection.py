"""The query string and the selection it stands for: every page is a function of its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from etl.domain.period import Month

_NUMBER = re.compile(r"\d{1,4}")
_FIRST_YEAR, _LAST_YEAR = 1949, 2999


class BadSelection(Exception):
    """A query string that names no month; ``message`` says in Chinese what was wrong."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Selection:
    """What the query string asks for; ``month`` is None where it is silent.

    ``number`` is a month without a year: of the latest year with figures.
    """

    month: Month | None = None
    year: int | None = None
    number: int | None = None


def parse_selection(query: Mapping[str, str]) -> Selection:
    """Read year and month; either alone is kept as such, the page finds the other."""
    year = _number(query, "year", "年度", _FIRST_YEAR, _LAST_YEAR)
    number = _number(query, "month", "月份", 1, 12)
    if year is None or number is None:
        return Selection(year=year, number=number)
    return Selection(Month(year, number), year)


def _number(query: Mapping[str, str], key: str, name: str, low: int, high: int) -> int | None:
    text = query.get(key, "").strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or not low <= int(text) <= high:
        raise BadSelection(f"地址中的{name}“{text[:20]}”不对，应为{low}至{high}的整数。")
    return int(text)


def address(path: str, month: Month | None = None, fragment: str = "") -> str:
    """Return the address of a page for a month; without one, that of the latest figures."""
    query = "" if month is None else "?" + urlencode({"year": month.year, "month": month.number})
    return f"{path}{query}{'#' + quote(fragment) if fragment else ''}"


def project_path(code: str) -> str:
    """Return the path of a project's page."""
    return f"/project/{quote(code, safe='')}"


def region_path(code: str) -> str:
    """Return the path of a region's page."""
    return f"/region/{quote(code, safe='')}"
