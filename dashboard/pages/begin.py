"""The first page while nothing is accepted: three steps, with the very commands."""

from __future__ import annotations

from dashboard import html
from dashboard.components.marks import Node
from dashboard.frame import Ask, known_plan, unknown
from dashboard.pages.sheet import Sheet
from dashboard.shell import card, whole
from dashboard.sources import Source
from etl.domain.plan import PlanRevision
from etl.domain.roles import NOBODY, Visitor

_LEAD = "还没有已采用的报送，所以没有进度可看。按下面三步即可开始。"


def sheet(source: Source, visitor: Visitor = NOBODY) -> Sheet:
    """Return the page for an installation without figures."""
    known = known_plan(source)
    return Sheet("开始使用", layout(known, visitor), known.plan if known else None)


def sheet_for(source: Source, ask: Ask) -> Sheet:
    """Return the page for a code of the plan; one that no plan knows is not found."""
    known, code = known_plan(source), ask.code
    if known and known.plan.project(code) is None and code not in known.plan.tree:
        raise unknown("项目或县区", code, known.plan.year)
    return sheet(source, ask.visitor)


def layout(known: PlanRevision | None, visitor: Visitor = NOBODY) -> html.Div:
    """Draw the three steps; the first is ticked once a plan is there."""
    content = [
        html.Div(
            html.Div([html.H1("开始使用"), html.P(_LEAD, className="conclusion")]), className="head"
        ),
        html.Ol([_plan(known), _accounts(), _templates(known)], className="steps"),
        card(
            "报送之后",
            [
                html.P(_AFTER),
                html.P(_PAST),
                _command("python -m etl check 文件夹"),
                _command("python -m etl load 文件夹 --accept"),
            ],
        ),
    ]
    return whole(known.plan if known else None, None, "overview", content, [_FOOT], visitor)


_AFTER = (
    "县区填好月报表，在“数据报送”页上传，检查无误后报送；市级在“报送审核”页采用后，"
    "本页即显示各项目的省定完成率、市定完成率和县区情况。"
)
_PAST = "往月的报表可以先检查，再整批录入："
_FOOT = (
    r"命令里的 python 指 .venv/bin/python（Windows 为 .venv\Scripts\python），在安装目录下运行；"
    "数据库地址由环境变量 DATABASE_URL 指定。"
)


def _plan(known: PlanRevision | None) -> html.Li:
    if known is None:
        text = (
            "填好年度任务书（项目、指标、县区、省定和市定任务；样子见安装目录的 data/plan/2021.xlsx），"
            "由市级统计账号在“管理”页上传，或用命令录入："
        )
        return _step("第一步 年度任务书", text, "python -m etl plan 年度任务书.xlsx")
    done = f"已录入{known.plan.year}年任务书第{known.revision}版。任务有调整时再次录入，旧版保留："
    return _step("第一步 年度任务书（已完成）", done, "python -m etl plan 年度任务书.xlsx")


def _accounts() -> html.Li:
    text = (
        "首次启动时已建立管理员账号，一次性密码显示在启动窗口里。登录后在“管理”页给市级、县区、"
        "领导和新闻各建账号，也可以用命令："
    )
    command = "python -m etl user add 账号名 --role county --region 县区代码"
    return _step("第二步 账号", text, command)


def _templates(known: PlanRevision | None) -> html.Li:
    text = "县区登录后在“数据报送”页下载已填好县区、报告期和任务数的月报表；也可以代为生成："
    year = f"{known.plan.year}" if known else "2021"
    command = f"python -m etl template --region 县区代码 --month {year}-01 -o 月报表.xlsx"
    return _step("第三步 模板下发", text, command)


def _step(title: str, text: Node, command: str) -> html.Li:
    return html.Li([html.H2(title), html.P(text), _command(command)], className="card")


def _command(text: str) -> html.Pre:
    return html.Pre(html.Code(text))
