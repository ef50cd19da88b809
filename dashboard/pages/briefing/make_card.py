"""Making a release: for the city, from a closed month or, said so, from an open one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard import html
from dashboard.components.form import button, choice, field, post_form
from dashboard.components.marks import Node
from dashboard.components.tables import Column, Row, table
from dashboard.frame import Ask
from dashboard.pages.briefing.view import BRIEFING_PATH
from dashboard.shell import card
from etl.domain.closing import MonthState
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.release import Release
from etl.domain.text import day_text

_LONGEST = 500


def make_card(
    ask: Ask, plan: Plan, accepted: Sequence[Month], states: Mapping[int, MonthState]
) -> html.Section:
    """Return the form; months that are not closed say that theirs would be provisional."""
    options = [
        (str(month), f"{month.label}（{_state(states, month)}）") for month in reversed(accepted)
    ]
    fields: list[Node] = [
        choice("报告期", "period", options, options[0][0] if options else ""),
        field("截至日期（不填按报送的截至日期）", "as_of", type="date"),
        field("说明或更正原因", "reason", "更正时写明原因，会写进更正通知。", maxLength=_LONGEST),
        button("定版"),
    ]
    words = "定版后这一版的数不再变化；数没有变的不会另出新版。月份未关账的，定的是初步数。"
    if not options:
        return card(f"{plan.year}年定版", [html.P("还没有已采用的报送，不能定版。")])
    form = post_form(f"{BRIEFING_PATH}/release", ask.token, fields)
    return card("定版", [html.P(words, className="basis"), form], "make", anchor="make")


def _state(states: Mapping[int, MonthState], month: Month) -> str:
    state = states.get(month.number)
    return "已关账" if state is not None and state.closed is not None else "未关账，初步数"


def months_card(
    plan: Plan, states: Mapping[int, MonthState], releases: Sequence[Release]
) -> html.Section:
    """Say which months are closed, and what was released of each."""
    rows: list[Row] = []
    for number, state in states.items():
        names = [
            item.id
            for item in releases
            if item.head.month.number == number and item.head.month.year == plan.year
        ]
        if state.events or names:
            rows.append((f"{number}月", _words(plan, state), "、".join(names) or "没有"))
    words = html.P("月份关账以后，市级统计人员定版；未关账的月份定的是初步数。")
    if not rows:
        return card(f"{plan.year}年各月", [words, html.P("还没有关账的月份。")])
    columns = [Column("月份"), Column("状态"), Column("定版")]
    return card(f"{plan.year}年各月", [words, table("各月关账和定版情况", columns, rows)])


def _words(plan: Plan, state: MonthState) -> str:
    last = state.last
    if last is None:
        return "未关账"
    day: date = last.at.astimezone(plan.zone).date()
    return f"{day_text(day)}关账" if last.action == "close" else f"{day_text(day)}重新开账"
