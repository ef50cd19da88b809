"""The pages by address: one line each, in the order of the navigation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote

from werkzeug.exceptions import NotFound as NoSuchRule
from werkzeug.routing import Map, RequestRedirect, Rule

from dashboard.access.rights import rights
from dashboard.desk import Desk
from dashboard.frame import Ask
from dashboard.pages import (
    account,
    admin,
    forbidden,
    listing,
    login,
    missing,
    overview,
    project,
    region,
    trace,
)
from dashboard.pages import help as help_page
from dashboard.pages.admin import ADMIN_PATH
from dashboard.pages.admin import QUERY as ADMIN_QUERY
from dashboard.pages.briefing import page as briefing
from dashboard.pages.briefing.view import BRIEFING_PATH
from dashboard.pages.briefing.view import QUERY as BRIEFING_QUERY
from dashboard.pages.review import page as review
from dashboard.pages.review.view import QUERY as REVIEW_QUERY
from dashboard.pages.review.view import REVIEW_PATH
from dashboard.pages.sheet import Sheet
from dashboard.pages.submit import page as submit
from dashboard.pages.submit.view import QUERY as SUBMIT_QUERY
from dashboard.pages.submit.view import SUBMIT_PATH
from dashboard.selection import BadSelection, links_within, parse_selection, split
from dashboard.sources import Source
from dashboard.tracing.reference import QUERY_KEYS, TRACE_PATH
from etl.domain.refusal import NotFound
from etl.domain.roles import NOBODY, Visitor


@dataclass(frozen=True)
class Page:
    """A page: the rule of its address and the function that makes it.

    ``query`` is what it reads of the address besides month and release. A ``private`` page is
    the visitor's own: made anew each time, kept by nobody. A ``frozen`` page is read from a
    release where its address names one, and then shared, whatever it is else.
    """

    rule: str
    name: str
    sheet: Callable[[Source, Ask], Sheet]
    query: tuple[str, ...] = ()
    private: bool = False
    frozen: bool = False


PAGES: tuple[Page, ...] = (
    Page("/", "总览", overview.sheet, frozen=True),
    Page("/project/", "各项目", listing.projects, frozen=True),
    Page("/project/<code>", "项目", project.sheet, frozen=True),
    Page("/region/", "各县区", listing.regions, frozen=True),
    Page("/region/<code>", "县区", region.sheet, frozen=True),
    Page(TRACE_PATH, "溯源", trace.sheet, QUERY_KEYS, frozen=True),
    Page("/help", "帮助", help_page.sheet),
    Page(SUBMIT_PATH, "数据报送", submit.sheet, SUBMIT_QUERY, private=True),
    Page(REVIEW_PATH, "报送审核", review.sheet, REVIEW_QUERY, private=True),
    Page(BRIEFING_PATH, "新闻材料", briefing.sheet, BRIEFING_QUERY, private=True, frozen=True),
    Page(ADMIN_PATH, "管理", admin.sheet, ADMIN_QUERY, private=True),
    Page("/login", "登录", login.sheet, ("next",), private=True),
    Page("/account", "我的账号", account.sheet, private=True),
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


@dataclass(frozen=True)
class Asking:
    """Who asks for a page and whether figures are open to everybody; see ``Ask`` for the rest."""

    visitor: Visitor = NOBODY
    is_open: bool = True
    token: str = ""
    notes: tuple[str, ...] = ()
    desk: Desk | None = None


def parse_address(text: str) -> Address:
    """Return the normal form of a path with query as a browser sends it, still quoted."""
    parts = split(text)
    found = dict(parse_qsl(parts.query))
    path = unquote(parts.path)
    page = page_at(path)
    read = dict.fromkeys((*_SELECTION, *(page.query if page else ())))
    kept = {key: found[key].strip() for key in read if found.get(key, "").strip()}
    return Address(path, tuple(kept.items()))


def page_at(path: str) -> Page | None:
    """Return the page of a path, None where there is none."""
    try:
        return _match(path)[0]
    except (NoSuchRule, RequestRedirect):
        return None


def rule_of(path: str) -> str | None:
    """Return the rule of a page's path, as the table of rights has it."""
    page = page_at(path)
    return page.rule if page else None


def sheet_at(source: Source, where: Address, asking: Asking = Asking()) -> Sheet:
    """Return the page at an address, or the one that helps when there is none.

    The role is looked at here once more: whatever leads to a page, its layout asks itself.
    """
    visitor = asking.visitor
    try:
        page, codes = _match(where.path)
        if not _may_open(page, where, asking):
            return forbidden.sheet(source, visitor)
        selection = parse_selection(where.values)
        frozen = frozen_at(where)
        read = source.released(frozen) if frozen else source
        private = page.private and not frozen
        own = (asking.token, asking.notes, asking.desk) if private else ()
        ask = Ask(quote(where.path), codes, selection, where.values, visitor, *own)
        with links_within(frozen):
            made = page.sheet(read, ask)
        return replace(made, private=private, signed_in=visitor.role is not None)
    except (NoSuchRule, RequestRedirect):
        return missing.sheet(source, _NOT_HERE.format(path=where.path[:80]), visitor)
    except (NotFound, BadSelection) as refusal:
        return missing.sheet(source, refusal.message, visitor)


def frozen_at(where: Address) -> str:
    """Return the number of the release that the page at an address is read from, "" for none."""
    page = page_at(where.path)
    return where.values.get("release", "") if page is not None and page.frozen else ""


def is_private(where: Address) -> bool:
    """Whether the page at an address is the visitor's own, for nobody to keep."""
    page = page_at(where.path)
    return page is not None and page.private and not frozen_at(where)


def _may_open(page: Page, where: Address, asking: Asking) -> bool:
    right = rights().page(page.rule, asking.visitor.role)
    if right == "released":
        return bool(frozen_at(where))
    return right in ("yes", "own") or (right == "open" and asking.is_open)


def _match(path: str) -> tuple[Page, Mapping[str, str]]:
    return _RULES.bind("").match(path)
