"""The way in: a plain form that works without scripts."""

from __future__ import annotations

from dashboard import html
from dashboard.components.element import Element
from dashboard.components.form import button, field, hidden, post_form, said
from dashboard.frame import Ask, known_plan
from dashboard.pages.sheet import Sheet
from dashboard.shell import whole
from dashboard.sources import Source
from etl.domain.account import FAILURES_ALLOWED, LOCK_MINUTES
from etl.domain.plan import Plan

_FORGOTTEN = (
    "忘记密码：请市残联的管理员重置，会给您一个一次性密码，登录后先改。"
    f"连续{FAILURES_ALLOWED}次密码不对，账号锁定{LOCK_MINUTES}分钟。"
)


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page; the plan only gives its title."""
    known = known_plan(source)
    plan = known.plan if known else None
    return Sheet("登录", layout(plan, ask), plan)


def layout(plan: Plan | None, ask: Ask) -> html.Div:
    """Draw the form."""
    form = post_form(
        "/login",
        ask.token,
        [
            hidden("next", ask.values.get("next", "")),
            field("账号", "username", autoComplete="username", required=True, maxLength=80),
            field(
                "密码",
                "password",
                type="password",
                autoComplete="current-password",
                required=True,
                maxLength=200,
            ),
            button("登录"),
        ],
    )
    card = html.Section(
        [html.H1("登录"), said(ask.notes, failed=True), form, Element("hr"), html.P(_FORGOTTEN)],
        className="card narrow",
    )
    return whole(plan, None, "login", [card], [], ask.visitor)
