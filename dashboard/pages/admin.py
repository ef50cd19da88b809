"""管理: accounts, the year's plan, the log. Plain forms for those who keep them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dashboard import html
from dashboard.components.element import Element
from dashboard.components.form import button, choice, field, hidden, post_form, said
from dashboard.components.marks import Node
from dashboard.components.tables import Column, table
from dashboard.frame import Ask, known_plan
from dashboard.pages.sheet import Sheet
from dashboard.selection import address, positive
from dashboard.shell import card, whole
from dashboard.sources import Source
from etl.domain.account import LONGEST_NAME
from etl.domain.audit import ACTION_NAMES, RESULT_NAMES
from etl.domain.plan import Plan, PlanRevision
from etl.domain.refusal import NotFound
from etl.domain.roles import ROLE_NAMES, Role, Visitor
from etl.domain.text import NOTHING, moment_text

if TYPE_CHECKING:
    from etl.domain.account import Account
    from etl.domain.audit import Row

ADMIN_PATH = "/admin"
QUERY = ("before", "action")
_ROWS = 50


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page."""
    if ask.desk is None:
        raise NotFound("没有连接数据库，没有可管理的内容。")
    known = known_plan(source)
    plan = known.plan if known else None
    before, action = ask.values.get("before", ""), ask.values.get("action", "")
    rows = ask.desk.audit_rows(_ROWS, positive(before), action)
    accounts = ask.desk.accounts()
    content: list[Node] = [
        html.Div(
            [html.H1("管理"), html.P(_lead(accounts), className="conclusion")], className="words"
        ),
        said(ask.notes),
        _ways(ask.visitor),
        _new_account(plan, ask),
        _accounts(plan, ask, accounts),
        _plan_card(source.newest_plan(), ask) if ask.visitor.role == "city" else None,
        _log(plan, ask, rows),
    ]
    tree = whole(plan, None, "admin", content, [_FOOT], ask.visitor)
    return Sheet("管理", tree, plan)


_FOOT = "账号不删除，只停用：报送记录上要留名。一次性密码和接口令牌只显示一次。"


def _lead(accounts: Sequence[Account]) -> str:
    used = sum(not item.disabled for item in accounts)
    locked = sum(item.locked for item in accounts)
    return f"在用账号{used}个" + (f"，{locked}个锁定中" if locked else "") + "。"


def _ways(visitor: Visitor) -> html.Nav:
    ways = [("new", "新建账号"), ("accounts", "全部账号"), ("log", "审计日志")]
    if visitor.role == "city":
        ways.insert(2, ("plan", "年度任务书"))
    items = [html.Li(html.A(text, href=f"#{key}")) for key, text in ways]
    return html.Nav(html.Ul(items), className="siblings")


def _kept_roles(visitor: Visitor) -> tuple[Role, ...]:
    from etl.services.accounts import roles_kept_by

    return roles_kept_by(visitor)


def _new_account(plan: Plan | None, ask: Ask) -> html.Section:
    roles = [(role, ROLE_NAMES[role]) for role in _kept_roles(ask.visitor)]
    submitting = plan.tree.submitting(plan.root) if plan else ()
    regions = [("", "（县区统计才选）"), *((item.code, item.name) for item in submitting)]
    form = post_form(
        f"{ADMIN_PATH}/user/add",
        ask.token,
        [
            field(
                "账号名",
                "name",
                "每人一个，如“昌黎县周敏”，不共用。",
                required=True,
                maxLength=LONGEST_NAME,
            ),
            choice("角色", "role", roles),
            choice("县区", "region", regions),
            field("邮箱（可不填，催报用）", "mail", type="email", maxLength=120),
            button("新建，生成一次性密码"),
        ],
    )
    return card("新建账号", [form], anchor="new")


def _accounts(plan: Plan | None, ask: Ask, accounts: Sequence[Account]) -> html.Section:
    columns = [
        Column("账号"), Column("角色"), Column("县区"), Column("状态"), Column("上次登录"), Column("操作"),
    ]  # fmt: skip
    kept = _kept_roles(ask.visitor)
    rows = [_account(plan, ask, item, item.role in kept) for item in accounts]
    return card("全部账号", [table("全部账号", columns, rows)], anchor="accounts")


def _account(plan: Plan | None, ask: Ask, item: Account, kept: bool) -> list[Node]:
    region = plan.tree.get(item.region) if plan and item.region else None
    at = moment_text(item.login_at, plan.zone) if item.login_at and plan else NOTHING
    return [
        item.name,
        ROLE_NAMES[item.role],
        region.name if region else item.region or NOTHING,
        _state(item),
        at,
        html.Div(list(_acts(ask, item)), className="acts") if kept else "由管理员管理",
    ]


def _state(item: Account) -> str:
    words = ["停用"] if item.disabled else []
    words += ["锁定中"] if item.locked else []
    words += ["待改一次性密码"] if item.one_time else []
    return "，".join(words) or "在用"


def _acts(ask: Ask, item: Account) -> Iterator[Node]:
    acts = [("reset", "重置密码")]
    acts += [("enable", "启用")] if item.disabled else [("token", "发接口令牌")]
    if not item.disabled and item.name != ask.visitor.name:
        acts.append(("disable", "停用"))
    for name, words in acts:
        yield post_form(
            f"{ADMIN_PATH}/user/{name}",
            ask.token,
            [hidden("name", item.name), button(words, "secondary", title=f"{words}：{item.name}")],
        )


def _plan_card(newest: PlanRevision | None, ask: Ask) -> html.Section:
    if newest is None:
        words = "还没有录入年度任务书。填好后在这里上传。"
    else:
        words = (
            f"现行：{newest.plan.year}年任务书第{newest.revision}版。有调整时再次上传，旧版保留。"
        )
    form = post_form(
        f"{ADMIN_PATH}/plan",
        ask.token,
        [
            Element("input", type="file", name="file", id="f-plan", required=True, accept=".xlsx"),
            button("检查并录入"),
        ],
        encType="multipart/form-data",
    )
    label = html.Label("任务书工作簿（.xlsx）", htmlFor="f-plan")
    ways: list[Node] = [html.P(words), label, form]
    if newest is not None:
        year = newest.plan.year
        ways.append(
            html.P(html.A(f"导出{year}年现行任务书", href=f"{ADMIN_PATH}/plan/{year}", download=""))
        )
    return card("年度任务书", ways, anchor="plan")


def _log(plan: Plan | None, ask: Ask, rows: Sequence[Row]) -> html.Section:
    columns = [
        Column("序号", True), Column("时间"), Column("谁"), Column("从哪里"), Column("事项"),
        Column("对象"), Column("结果"), Column("内容"),
    ]  # fmt: skip
    shown = [_entry(plan, row) for row in rows]
    action = ask.values.get("action", "")
    options = [("", "全部事项"), *((key, name) for key, name in ACTION_NAMES.items())]
    chooser = html.Form(
        [
            choice("事项", "action", options, action),
            html.Button("筛选", type="submit", className="secondary"),
        ],
        action=ADMIN_PATH,
        method="get",
        className="inline",
    )
    kept = (("action", action),) if action else ()
    older = (
        html.A(
            "更早的",
            href=address(ADMIN_PATH, None, "log", kept=(*kept, ("before", str(rows[-1].id)))),
        )
        if len(rows) == _ROWS
        else None
    )
    export = html.A("导出全部（CSV）", href=f"{ADMIN_PATH}/audit.csv", download="")
    body: Node = table("审计日志", columns, shown) if shown else html.P("没有记录。")
    links: list[Node] = [node for node in (older, export) if node is not None]
    parts: list[Node] = [
        chooser,
        body,
        html.Div(links, className="acts"),
        html.P(_KEPT, className="basis"),
    ]
    return card("审计日志", parts, anchor="log")


_KEPT = "日志只能追加，逐行相连，改动或缺行可用 python -m etl verify 查出；至少保存6个月，清理前先导出。"


def _entry(plan: Plan | None, row: Row) -> list[Node]:
    entry = row.entry
    at = moment_text(entry.at, plan.zone) if plan else f"{entry.at:%Y-%m-%d %H:%M}"
    role = next((name for key, name in ROLE_NAMES.items() if key == entry.role), "")
    return [
        str(row.id),
        at,
        f"{entry.actor}（{role}）" if role else entry.actor or "未登录",
        entry.address or "本机命令",
        ACTION_NAMES[entry.action],
        entry.subject,
        RESULT_NAMES[entry.result],
        entry.detail,
    ]
