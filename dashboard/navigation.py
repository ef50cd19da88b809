"""The ways on in the head of every page: what the visitor may open, and who that is."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import html
from dashboard.access.rights import rights
from dashboard.components.marks import Data, aria
from dashboard.selection import address, project_path, region_path
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.roles import ROLE_NAMES, Visitor


def ways(plan: Plan | None, month: Month | None, here: str, visitor: Visitor) -> list[html.Li]:
    """Return the main navigation: the pages that the table of rights opens to a visitor."""
    table = rights()
    return [
        html.Li(_way(name, text, address(path, month if dated else None), here))
        for name, text, rule, path, dated in _pages(plan)
        if table.page(rule, visitor.role) in ("yes", "own", "open")
    ]


def _pages(plan: Plan | None) -> Iterator[tuple[str, str, str, str, bool]]:
    yield "overview", "总览", "/", "/", True
    if plan is not None:
        for item in plan.projects[:1]:
            yield "project", "项目", "/project/<code>", project_path(item.code), True
        yield "region", "县区", "/region/<code>", region_path(plan.root), True
        yield "review", "报送审核", "/review", "/review", False
        yield "submit", "数据报送", "/submit", "/submit", False
    yield "briefing", "新闻材料", "/briefing", "/briefing", False
    yield "admin", "管理", "/admin", "/admin", False
    yield "help", "帮助", "/help", "/help", False


def _way(name: str, text: str, href: str, here: str) -> html.A:
    current: Data = {**aria(current="true"), "className": "on"} if name == here else {}
    return html.A(text, href=href, **current)


def who(plan: Plan | None, here: str, visitor: Visitor) -> html.P:
    """Return who is logged in, as the way to the account; for nobody the way to log in.

    Pages that visitors of one role share bear no name: it stands on pages of one's own.
    """
    if visitor.role is None:
        return html.P(_way("login", "登录", "/login", here), className="signed")
    return html.P(_way("account", who_text(plan, visitor), "/account", here), className="signed")


def who_text(plan: Plan | None, visitor: Visitor) -> str:
    """Say whose account it is: the county or the role, and the name where it is known."""
    region = plan.tree.get(visitor.region) if plan and visitor.region else None
    office = region.name if region else visitor.region or ROLE_NAMES[visitor.role or "leadership"]
    return f"{office} · {visitor.name or '我的账号'}"
