"""The pages by address: one line each, in the order of the navigation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from werkzeug.exceptions import NotFound as NoSuchRule
from werkzeug.routing import Map, RequestRedirect, Rule

from dashboard.frame import Ask
from dashboard.pages import help as help_page
from dashboard.pages import listing, missing, overview, project, region, trace
from dashboard.pages.sheet import Sheet
from dashboard.selection import BadSelection, parse_selection
from dashboard.sources import Source
from dashboard.tracing.reference import QUERY_KEYS, TRACE_PATH
from etl.domain.refusal import NotFound
from etl.domain.roles import NOBODY, Visitor


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
    Page(TRACE_PATH, "溯源", trace.sheet),
    Page("/help", "帮助", help_page.sheet),
)

_SELECTION = ("year", "month", "release")
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
    path = unquote(parts.path)
    read = (*_SELECTION, *(QUERY_KEYS if path.rstrip("/") == TRACE_PATH else ()))
    kept = {key: found[key].strip() for key in read if found.get(key, "").strip()}
    return Address(path, tuple(kept.items()))


def sheet_at(source: Source, where: Address, visitor: Visitor = NOBODY) -> Sheet:
    """Return the page at an address, or the one that helps when there is none."""
    try:
        page, codes = _match(where.path)
        selection = parse_selection(where.values)
        return page.sheet(source, Ask(quote(where.path), codes, selection, where.values, visitor))
    except (NoSuchRule, RequestRedirect):
        return missing.sheet(source, _NOT_HERE.format(path=where.path[:80]))
    except (NotFound, BadSelection) as refusal:
        return missing.sheet(source, refusal.message)


def _match(path: str) -> tuple[Page, Mapping[str, str]]:
    return _RULES.bind("").match(path)
