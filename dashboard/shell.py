"""The frame round every page: sample banner, header with the ways on, head of the page, foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import html
from dashboard.access.rights import rights
from dashboard.components.marks import Data, Node, aria
from dashboard.components.months import month_form, month_links
from dashboard.frame import Frame
from dashboard.navigation import ways, who
from dashboard.selection import address, links_within
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.roles import NOBODY, Visitor
from etl.domain.text import day_text

_MANY = 24
PRODUCT = "民生实事进度看板"


@dataclass(frozen=True)
class Head:
    """The head of a page: where it lies, what it is called, the line and sentence below.

    ``name`` is the last of the crumbs, where the title says more than that.
    """

    crumbs: Sequence[tuple[str, str]]
    title: str
    line: Sequence[Node]
    lead: Node
    name: str = ""


def page(
    frame: Frame, here: str, head: Head, body: Sequence[Node], foot: Sequence[str]
) -> html.Div:
    """Return a page about a month."""
    content: list[Node] = [
        _crumbs(head),
        _words(head, frame),
        _when(frame) if frame.visitor.sees_small_numbers else None,
        *body,
    ]
    return whole(frame.plan, frame.month, here, content, foot, frame.visitor)


def whole(
    plan: Plan | None,
    month: Month | None,
    here: str,
    content: Sequence[Node],
    foot: Sequence[str],
    visitor: Visitor = NOBODY,
) -> html.Div:
    """Return the outermost node of any page; the client waits for this very class."""
    parts = [
        _SKIP,
        _header(plan, month, here, visitor),
        html.Main([node for node in content if node is not None], id="content", **_MAIN),
        html.Footer([html.P(text) for text in foot], className="foot"),
    ]
    return html.Div(parts, className="page")


_SKIP = html.A("跳到正文", href="#content", className="skip")
_MAIN: Data = {"tabIndex": -1, "disable_n_clicks": True}


def _banner(plan: Plan | None) -> Node:
    if plan is None or not plan.sample:
        return None
    day = f"演示日期为{day_text(plan.demo_date)}。" if plan.demo_date else ""
    text = f"本页由示例年度生成，仅供演示，不得作为正式数据引用。{day}"
    return html.Div([html.Strong("示例数据"), html.Span(text)], className="banner", role="note")


def _header(plan: Plan | None, month: Month | None, here: str, visitor: Visitor) -> html.Header:
    title = plan.title if plan else PRODUCT
    brand = html.A(title, href=address("/", month), className="brand")
    issuer = html.Span(plan.issuer, className="issuer") if plan and plan.issuer else None
    parts = [
        brand,
        *([issuer] if issuer else []),
        html.Nav(html.Ul(ways(plan, month, here, visitor)), **aria(label="主导航")),
        who(plan, here, visitor),
    ]
    bar = html.Div(parts, className="topbar")
    banner = _banner(plan)
    return html.Header([banner, bar] if banner is not None else bar, className="top")


def _crumbs(head: Head) -> Node:
    if not head.crumbs:
        return None
    items = [html.Li(html.A(text, href=href)) for text, href in head.crumbs]
    here = html.Li(html.Span(head.name or head.title, **aria(current="page")))
    return html.Nav(html.Ol([*items, here]), className="crumbs", **aria(label="所在位置"))


def _words(head: Head, frame: Frame) -> html.Div:
    notice = html.P(frame.notice, className="notice", role="note") if frame.notice else None
    asof = html.P(list(head.line), className="asof") if head.line else None
    parts = [html.H1(head.title), asof, notice, _frozen(frame), head.lead]
    return html.Div([part for part in parts if part is not None], className="words")


def _frozen(frame: Frame) -> Node:
    """Say that the figures are those of a release, with the ways to it and to the live ones."""
    if frame.release is None:
        return None
    head, visitor = frame.release.head, frame.visitor
    words: list[Node] = [f"这一页是{head.id}{head.kind}的数，以后的更正不影响它。"]
    if rights().page("/briefing", visitor.role) == "yes":
        where = address("/briefing", kept=(("release", head.id),))
        words.append(html.A(f"{head.id}新闻材料", href=where))
    if visitor.sees_small_numbers:
        with links_within(""):
            kept = tuple(item for item in frame.kept if item[0] != "release")
            live = address(frame.path, frame.month, kept=kept)
        words += [" ", html.A("看实时数", href=live)]
    return html.P(words, className="notice", role="note")


def _when(frame: Frame) -> html.Div:
    links = month_links(frame.path, frame.month, frame.accepted, frame.kept)
    form = month_form(frame.path, frame.month, frame.years, frame.kept)
    return html.Div([links, form], className="when")


def beside(name: str, *cards: html.Section | html.Div | None) -> html.Div:
    """Return cards in a row, in the columns of a class; one that is not there takes no place."""
    return html.Div([card for card in cards if card is not None], className=name)


def siblings_class(count: int) -> str:
    """Return the class of a row of ways; very many of them scroll in a box of their own."""
    return "siblings many" if count > _MANY else "siblings"


def card(
    title: str, parts: Sequence[Node], name: str = "", beside: Node = None, anchor: str = ""
) -> html.Section:
    """Return a card with a heading; ``beside`` stands at the right of the heading.

    An ``anchor`` is the name by which an address leads to the card.
    """
    head = html.Div([html.H2(title), *([beside] if beside is not None else [])], className="cap")
    content = [head, *(part for part in parts if part is not None)]
    linked: Data = {"id": anchor, "disable_n_clicks": True} if anchor else {}
    return html.Section(content, className=f"card {name}".strip(), **linked)
