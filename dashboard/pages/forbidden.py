"""A page that the visitor's role may not see: which it is, and where his own work lies."""

from __future__ import annotations

from dashboard import html
from dashboard.frame import known_plan
from dashboard.pages.sheet import Sheet
from dashboard.selection import address
from dashboard.shell import whole
from dashboard.sources import Source
from etl.domain.plan import Plan
from etl.domain.roles import ROLE_NAMES, Visitor

_PRESS = "新闻账号只看定版的数，页面上的实时数随时会变，不作引用。"
_OTHER = "需要的话，请找市残联的管理员调整账号。"


def sheet(source: Source, visitor: Visitor) -> Sheet:
    """Return the page with its status; nobody is asked to log in."""
    known = known_plan(source)
    plan = known.plan if known else None
    if visitor.role is None:
        return Sheet("请先登录", layout(plan, visitor), plan, 401)
    return Sheet("没有权限", layout(plan, visitor), plan, 403, signed_in=True)


def not_sent(source: Source, visitor: Visitor, back: str) -> Sheet:
    """Return the page for a form that came without a valid session: nothing was done by it.

    ``back`` is the page that the form stood on.
    """
    known = known_plan(source)
    plan = known.plan if known else None
    if visitor.role is None:
        words = (
            "登录已过期，或者已在别处退出，这次没有提交成功。登录后会回到原来的页面，请再提交一次。"
        )
        way = html.A("重新登录", href=address("/login", kept=(("next", back),) if back else ()))
    else:
        words = "这次没有提交成功：页面打开得太久，或者不是从本看板的页面发出的。请回到原来的页面再提交一次。"
        way = html.A("回到原来的页面", href=back or "/")
    more = "写好的文字可以用浏览器的“后退”找回。"
    head = html.Div(
        [html.H1("没有提交"), html.P(words, className="conclusion"), html.P(more), html.P(way)]
    )
    tree = whole(plan, None, "", [html.Div(head, className="head")], [], visitor)
    return Sheet("没有提交", tree, plan, 401 if visitor.role is None else 400)


def layout(plan: Plan | None, visitor: Visitor) -> html.Div:
    """Draw the sentence and the way to what the visitor may see."""
    if visitor.role is None:
        words, way = "这一页要登录后才能看。", html.A("登录", href="/login")
    else:
        role = ROLE_NAMES[visitor.role]
        more = _PRESS if visitor.role == "press" else _OTHER
        words = f"您的账号是“{role}”，不能看这一页。{more}"
        press = visitor.role == "press"
        way = (
            html.A("去新闻材料", href="/briefing")
            if press
            else html.A("回到我的账号", href="/account")
        )
    title = html.H1("请先登录" if visitor.role is None else "没有权限")
    head = html.Div([title, html.P(words, className="conclusion"), html.P(way)])
    return whole(plan, None, "", [html.Div(head, className="head")], [], visitor)
