"""The pages by address: one line each, in the order of the navigation."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from werkzeug.exceptions import NotFound as NoSuchRule
from werkzeug.routing import Map, RequestRedirect, Rule

from dashboard.frame import Ask, chosen_month
from dashboard.pages import help as help_page
from dashboard.pages import listing, missing, overview, project, region
from dashboard.pages.sheet import Sheet
from dashboard.selection import BadSelection, parse_selection
from dashboard.sources import Source
from etl.domain.refusal import NotFound


@dataclass(frozen=True)
class Page:
    """A page: the rule of its address and the function that makes it."""

    rule: str
    name: str
    sheet: Callable[[Source, Ask], Sheet]


PAGES: tuple[Page, ...] = (
    Page("/", "总览", overview.sheet),
    Page("/project/", "各项目", listing.projects),
    Page("/project/<code>", "项目", project.sheet),
    Page("/region/", "各县区", listing.regions),
    Page("/region/<code>", "县区", region.sheet),
    Page("/help", "帮助", help_page.sheet),
)

_RULES = Map([Rule(page.rule, endpoint=page) for page in PAGES], strict_slashes=False)
_NOT_HERE = "地址“{path}”不是本看板的页面。"


@dataclass(frozen=True)
class Address:
    """An address in its normal form: what is not read is left out, so that it caches once."""

    path: str
    query: tuple[tuple[str, str], ...]

    @property
    def values(self) -> Mapping[str, str]:
        """The parts of the query that pages read."""
        return dict(self.query)


def parse_address(text: str) -> Address:
    """Return the normal form of a path with query as a browser sends it, still quoted."""
    parts = urlsplit(text)
    found = dict(parse_qsl(parts.query))
    kept = ((key, found[key].strip()) for key in ("year", "month") if found.get(key, "").strip())
    return Address(unquote(parts.path), tuple(kept))


def sheet_at(source: Source, where: Address) -> Sheet:
    """Return the page at an address, or the one that helps when there is none."""
    try:
        page, codes = _match(where.path)
        return page.sheet(source, Ask(quote(where.path), codes, parse_selection(where.values)))
    except (NoSuchRule, RequestRedirect):
        return missing.sheet(source, _NOT_HERE.format(path=where.path[:80]))
    except (NotFound, BadSelection) as refusal:
        return missing.sheet(source, refusal.message)


def filed_mark(source: Source, where: Address) -> Hashable:
    """Return what tells a region's page of now from one before another version was filed.

    Filing changes no accepted figure, so the data version stays; that page shows it all the same.
    """
    try:
        page, codes = _match(where.path)
        asked = parse_selection(where.values)
    except (NoSuchRule, RequestRedirect, BadSelection):
        return None
    if page.sheet is not region.sheet:
        return None
    month = chosen_month(source, asked)
    if month is None or "code" not in codes:
        return None
    filings = source.filings(codes["code"], month.year)
    return tuple((item.id, item.state) for item in filings)


def _match(path: str) -> tuple[Page, Mapping[str, str]]:
    return _RULES.bind("").match(path)
