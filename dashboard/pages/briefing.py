"""新闻材料: figures to quote come from frozen releases only; how the months stand until there is one."""

from __future__ import annotations

from dashboard import html
from dashboard.components.tables import Column, table
from dashboard.frame import Ask, known_plan
from dashboard.pages.sheet import Sheet
from dashboard.shell import card, whole
from dashboard.sources import Source
from etl.domain.closing import MonthState
from etl.domain.plan import Plan
from etl.domain.refusal import NotFound
from etl.domain.text import day_text

BRIEFING_PATH = "/briefing"
_LEAD = "还没有定版的数。对外引用的数、文字和图表都取自定版，实时数随时会变，不在这里提供。"


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page."""
    if ask.desk is None:
        raise NotFound("没有连接数据库，没有新闻材料。")
    known = known_plan(source)
    plan = known.plan if known else None
    states = ask.desk.month_states(plan.year) if plan else {}
    head = html.Div([html.H1("新闻材料"), html.P(_LEAD, className="conclusion")], className="words")
    body = [head, _months(plan, states)] if plan else [head]
    return Sheet("新闻材料", whole(plan, None, "briefing", body, [], ask.visitor), plan)


def _months(plan: Plan, states: dict[int, MonthState]) -> html.Section:
    """Say which months are closed: a release is made from a closed month."""
    rows = [
        (f"{number}月", _words(plan, state)) for number, state in states.items() if state.events
    ]
    words = html.P("月份关账以后，市级才能定版。")
    if not rows:
        return card(f"{plan.year}年各月", [words, html.P("还没有关账的月份。")])
    columns = [Column("月份"), Column("状态")]
    return card(f"{plan.year}年各月", [words, table("各月关账情况", columns, rows)])


def _words(plan: Plan, state: MonthState) -> str:
    last = state.last
    if last is None:
        return ""
    day = day_text(last.at.astimezone(plan.zone).date())
    return f"{day}关账" if last.action == "close" else f"{day}重新开账"
