"""A page for an address that leads nowhere: what was wrong, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.frame import known_plan
from dashboard.pages.sheet import Sheet
from dashboard.selection import project_path, region_path
from dashboard.shell import card, whole
from dashboard.sources import Source
from etl.domain.plan import Plan
from etl.domain.roles import NOBODY, Visitor

_LIMIT = 200
_FOOT = "地址可能抄错了，或者所指的项目、县区、年度不在任务书中。"


def sheet(source: Source, message: str, visitor: Visitor = NOBODY) -> Sheet:
    """Return the page that helps, with the projects and regions of a plan if there is one."""
    known = known_plan(source)
    plan = known.plan if known else None
    return Sheet("没有这个页面", layout(message, plan, visitor), plan, 404)


def layout(message: str, plan: Plan | None, visitor: Visitor = NOBODY) -> html.Div:
    """Draw what was wrong and where one can go."""
    words = [html.H1("没有这个页面"), html.P(message, className="conclusion")]
    home = html.P(html.A("回到总览（最新一个月）", href="/"))
    content = [html.Div(html.Div([*words, home]), className="head"), *_ways(plan)]
    return whole(plan, None, "", content, [_FOOT], visitor)


def _ways(plan: Plan | None) -> list[html.Div]:
    if plan is None:
        return []
    projects = [(item.name, project_path(item.code)) for item in plan.projects]
    regions = [(item.name, region_path(item.code)) for item in plan.tree][:_LIMIT]
    cards = [card("项目", [_links(projects)]), card("县区", [_links(regions)])]
    return [html.Div(cards, className="halves")]


def _links(items: Sequence[tuple[str, str]]) -> html.Ul:
    return html.Ul([html.Li(html.A(text, href=href)) for text, href in items], className="links")
