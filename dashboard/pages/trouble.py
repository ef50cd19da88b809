"""The page for a failure of ours or a request that cannot be answered: calm, without figures."""

from __future__ import annotations

from dashboard import html
from dashboard.pages.sheet import Sheet
from dashboard.shell import whole


def sheet(message: str, status: int) -> Sheet:
    """Return the page; it asks the database nothing, which may be what failed."""
    title = "暂时无法显示" if status >= 500 else "无法处理"
    return Sheet(title, layout(title, message, status), None, status)


def layout(title: str, message: str, status: int) -> html.Div:
    """Draw what happened and what the reader can do."""
    hint = "请稍后刷新；仍不行时，把编号告诉管理员。" if status >= 500 else "请从总览重新进入。"
    words = [html.H1(title), html.P(message, className="conclusion"), html.P(hint)]
    home = html.P(html.A("回到总览", href="/"))
    return whole(None, None, "", [html.Div(html.Div([*words, home]), className="head")], [])
