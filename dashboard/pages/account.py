"""One's own account: who one is here, another password, the way out."""

from __future__ import annotations

from dashboard import html
from dashboard.components.element import Element
from dashboard.components.form import button, field, post_form, said
from dashboard.components.marks import Node
from dashboard.frame import Ask, known_plan
from dashboard.pages.sheet import Sheet
from dashboard.shell import card, whole
from dashboard.sources import Source
from etl.domain.account import LONGEST_PASSWORD, PASSWORD_RULE
from etl.domain.plan import Plan
from etl.domain.roles import ROLE_NAMES, Visitor
from etl.services.sessions import IDLE_MINUTES, LONGEST_HOURS

_SESSION = (
    f"{IDLE_MINUTES}分钟没有操作会自动退出，之前两分钟有提示；最长{LONGEST_HOURS}小时要重新登录一次。"
    "改密码后，其他电脑上的登录都会退出。"
)


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page."""
    known = known_plan(source)
    plan = known.plan if known else None
    return Sheet("我的账号", layout(plan, ask), plan)


def layout(plan: Plan | None, ask: Ask) -> html.Div:
    """Draw who it is, the form for another password, the way out."""
    words = html.Div(
        [html.H1("我的账号"), html.P(_who(plan, ask.visitor), className="conclusion")],
        className="words",
    )
    content = [
        words,
        said(ask.notes),
        html.Div([_password(ask), _out(ask)], className="halves"),
    ]
    return whole(plan, None, "account", [node for node in content if node], [], ask.visitor)


def _who(plan: Plan | None, visitor: Visitor) -> str:
    region = plan.tree.get(visitor.region) if plan and visitor.region else None
    role = ROLE_NAMES[visitor.role] if visitor.role else ""
    of = f"，{region.name if region else visitor.region}" if visitor.region else ""
    return f"{visitor.name}（{role}{of}）"


def _password(ask: Ask) -> Node:
    form = post_form(
        "/account/password",
        ask.token,
        [
            Element(
                "input",
                type="text",
                hidden=True,
                name="username",
                value=ask.visitor.name,
                autoComplete="username",
            ),
            _secret("原密码", "old", "current-password"),
            _secret("新密码", "new", "new-password", PASSWORD_RULE),
            _secret("再输一遍新密码", "again", "new-password"),
            button("改密码"),
        ],
    )
    return card("改密码", [form])


def _secret(label: str, name: str, kind: str, hint: str = "") -> html.Div:
    more = {"autoComplete": kind, "required": True, "maxLength": LONGEST_PASSWORD + 72}
    return field(label, name, hint, type="password", **more)


def _out(ask: Ask) -> Node:
    form = post_form("/logout", ask.token, [button("退出登录", "secondary")])
    return card("退出", [html.P(_SESSION), form])
