"""The query string and the selection it stands for: every page is a function of its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from etl.domain.period import Month

_NUMBER = re.compile(r"\d{1,4}")
EXPORT_PATH = "/export"
_FIRST_YEAR, _LAST_YEAR = 1949, 2999


class BadSelection(Exception):
    """A query string that names no month; ``message`` says in Chinese what was wrong."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Selection:
    """What the query string asks for; ``month`` is None where it is silent.

    ``number`` is a month without a year: of the latest year with figures. ``release`` is the
    number of a frozen copy, "" for the live figures.
    """

    month: Month | None = None
    year: int | None = None
    number: int | None = None
    release: str = ""


def parse_selection(query: Mapping[str, str]) -> Selection:
    """Read year and month; either alone is kept as such, the page finds the other."""
    year = _number(query, "year", "年度", _FIRST_YEAR, _LAST_YEAR)
    number = _number(query, "month", "月份", 1, 12)
    release = query.get("release", "").strip()
    month = None if year is None or number is None else Month(year, number)
    return Selection(month, year, None if month else number, release)


def _number(query: Mapping[str, str], key: str, name: str, low: int, high: int) -> int | None:
    text = query.get(key, "").strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or not low <= int(text) <= high:
        raise BadSelection(f"地址中的{name}“{text[:20]}”不对，应为{low}至{high}的整数。")
    return int(text)


def address(
    path: str,
    month: Month | None = None,
    fragment: str = "",
    kept: Sequence[tuple[str, str]] = (),
) -> str:
    """Return the address of a page for a month; without one, that of the latest figures.

    ``kept`` is what else stands in the query.
    """
    kept = _within_release(path, kept)
    chosen = [] if month is None else [("year", str(month.year)), ("month", str(month.number))]
    query = f"?{urlencode([*chosen, *kept])}" if chosen or kept else ""
    return f"{path}{query}{'#' + quote(fragment) if fragment else ''}"


_READS_RELEASES = re.compile(r"/|/(project|region)(/.*)?|/trace|/export/.*")
_release: ContextVar[str] = ContextVar("release", default="")


@contextmanager
def links_within(release: str) -> Iterator[None]:
    """Let every address made meanwhile stay within a release: figures lead to frozen figures.

    "" is for pages of live figures.
    """
    before = _release.set(release)
    try:
        yield
    finally:
        _release.reset(before)


def release_of_links() -> str:
    """Return the release that addresses stay within now, "" for none."""
    return _release.get()


def _within_release(path: str, kept: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    release = _release.get()
    if not release or not _READS_RELEASES.fullmatch(path) or any(k == "release" for k, _ in kept):
        return kept
    return (*kept, ("release", release))


def export_address(
    page: str, name: str, kind: str, month: Month, kept: Sequence[tuple[str, str]] = ()
) -> str:
    """Return where a table or chart of a page can be had as a file: its name, then its kind."""
    return address(f"{EXPORT_PATH}{page.rstrip('/')}/{name}.{kind}", month, kept=kept)


def project_path(code: str) -> str:
    """Return the path of a project's page."""
    return f"/project/{quote(code, safe='')}"


def region_path(code: str) -> str:
    """Return the path of a region's page."""
    return f"/region/{quote(code, safe='')}"


_MOST = 2**31 - 1  # what a column of numbers holds
_POSITIVE = re.compile(r"[1-9][0-9]{0,9}")


def positive(text: str) -> int | None:
    """Return the number of a stored thing as written in an address or form, None for none."""
    if not _POSITIVE.fullmatch(text) or int(text) > _MOST:
        return None
    return int(text)


def split(url: str) -> SplitResult:
    """Return the parts of an address; of one that makes no sense there are none."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")
