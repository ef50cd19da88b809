"""The filing page: the month's state in a sentence, the months, then the steps in their order."""

from __future__ import annotations

from dashboard import html
from dashboard.components.element import Element
from dashboard.components.form import choice, said
from dashboard.components.marks import Node, silent
from dashboard.frame import Ask, known_plan
from dashboard.pages import begin
from dashboard.pages.sheet import Sheet
from dashboard.pages.submit.months import month_strip, standing_of
from dashboard.pages.submit.ready import ready_card
from dashboard.pages.submit.receipt import receipt_card, receipts_card, returned_card
from dashboard.pages.submit.result import result_card
from dashboard.pages.submit.send import closed_words, template_card, upload_card
from dashboard.pages.submit.view import SUBMIT_PATH, SubmitView, view_of
from dashboard.selection import address
from dashboard.shell import card, whole
from dashboard.sources import Source
from dashboard.timeliness import days_left, due_words
from etl.domain.refusal import NotFound
from etl.domain.text import short_day

_TRIED = 8


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page; before any plan, how to begin."""
    if ask.desk is None:
        raise NotFound("没有连接数据库，不能报送。")
    view = view_of(source, ask.desk, ask)
    if view is None:
        known = known_plan(source)
        return begin.sheet(source, ask.visitor) if known is None else missing_plan(ask)
    checked = "检查结果 - " if view.drafts else ""
    title = f"{checked}数据报送 {view.region.name}{view.month.label}"
    return Sheet(title, layout(view), view.plan)


def missing_plan(ask: Ask) -> Sheet:
    """Return the page while there is nothing to file by."""
    raise NotFound("还没有录入年度任务书，不能报送。")


def layout(view: SubmitView) -> html.Div:
    """Draw the page."""
    content: list[Node] = [
        html.Div([_words(view), _choose_region(view)], className="desk-head"),
        said(view.ask.notes),
        month_strip(view),
        receipt_card(view, view.receipt) if view.receipt else None,
        returned_card(view),
        _breaks(view),
        *(result_card(view, item) for item in view.drafts),
        ready_card(view),
        html.Div([template_card(view), upload_card(view)], className="two mirrored send"),
        _tried(view),
        receipts_card(view),
    ]
    foot = ["检查结果保存90天，刷新或换电脑都能看到；同县区的统计人员看到的一样。"]
    return whole(view.plan, view.month, "submit", content, foot, view.ask.visitor)


def _words(view: SubmitView) -> html.Div:
    return html.Div(
        [html.H1(f"数据报送 {view.region.name}"), html.P(_lead(view), className="conclusion")],
        className="words",
    )


def _lead(view: SubmitView) -> str:
    return "".join((_due(view), _counted(view), _checked(view)))


def _due(view: SubmitView) -> str:
    name = view.month.label
    leave = view.state.leave_of(view.region.code, view.today)
    if any(item.state in ("submitted", "accepted") for item in view.versions):
        return f"{name}月报{standing_of(view, view.month).words}。{closed_words(view)}"
    if closed_words(view):
        return closed_words(view)
    if leave is not None:
        return f"{name}月报已延期至{short_day(leave.until)}（{leave.reason.rstrip('。')}）。"
    if not view.region.expected_in(view.month.number):
        return f"{name}不需要报送。"
    return _until(view)


def _until(view: SubmitView) -> str:
    """Say how long there is still to file."""
    name = view.month.label
    left = days_left(view.plan, view.today, view.month)
    if view.month.first_day > view.today:
        return f"{name}还没有开始。"
    if left is None:
        return f"{name}月报还没有报送。"
    back = "上一版已退回，请照理由改好再报。" if view.returned else ""
    when = f"{back}{name}月报{due_words(view.plan, view.month)}24时前报送，"
    if left < 0:
        return f"{when}已过期限{-left}天，请尽快报送。"
    return f"{when}还有{left}天。" if left else f"{when}今天截止。"


def _counted(view: SubmitView) -> str:
    counts = view.counts
    if counts is None:
        return "本年还没有计入过数。"
    version = f"{counts.month.number}月第{counts.version}版"
    if counts.month == view.month:
        return f"现在计入的是{version}。"
    return f"现在计入全市的是{version}（沿用）。"


def _checked(view: SubmitView) -> str:
    """Say what was found in the files just checked."""
    if not view.drafts:
        return ""
    found = [line for draft in view.drafts for line in draft.lines]
    errors = sum(line.severity == "error" for line in found)
    warnings = sum(line.severity == "warning" for line in found)
    if all(draft.result and draft.result.known for draft in view.drafts):
        return "刚检查的文件与已报送的相同，不需要再报。"
    if any(line.code == "E-MONTH-CLOSED" for line in found):
        return "刚检查的文件不能报送：那个月已经关账。"
    if errors:
        more = f"、{warnings}处提醒" if warnings else ""
        return f"刚检查的文件有{errors}处错误{more}，改好后再放入②。"
    back = view.returned.filing.sha256 if view.returned else ""
    if back and any(draft.sha256 == back for draft in view.drafts):
        return "刚检查的文件就是退回的那一份，还没有改。"
    asked = f"有{warnings}处提醒，写明理由即可报送" if warnings else "没有问题，可以报送"
    return f"刚检查的文件{asked}。"


def _breaks(view: SubmitView) -> Node:
    """Name the accepted months that no longer follow from the one before, to be corrected."""
    if not view.breaks:
        return None
    lines = []
    for item in view.breaks:
        names = [i.name for code in item.indicators if (i := view.plan.indicator(code))]
        way = html.A(
            f"更正{item.month.number}月", href=address(SUBMIT_PATH, item.month, kept=view.kept)
        )
        words = f"{item.month.number}月与上一次报送接不上：{'、'.join(names)}。"
        lines.append(html.Li([silent("△"), words, way]))
    return card("请更正接不上的月份", [html.Ul(lines, className="since")], "check", anchor="breaks")


def _choose_region(view: SubmitView) -> Node:
    """Let the city choose whose workbook it files; a county has its own only."""
    if view.ask.visitor.role == "county":
        return None
    tree = view.plan.tree
    options = [(item.code, item.name) for item in tree.submitting(view.plan.root)]
    fields = [
        Element("input", type="hidden", name="year", value=str(view.month.year)),
        Element("input", type="hidden", name="month", value=str(view.month.number)),
        choice("代哪个县区报送", "region", options, view.region.code),
        html.Button("选择", type="submit", className="secondary"),
    ]
    return html.Form(fields, action=SUBMIT_PATH, method="get", className="inline")


def _tried(view: SubmitView) -> Node:
    """Return the checks of this month that are kept, newest first."""
    filed = {item.sha256 for item in view.versions}
    kept = [item for item in view.tried if item.submission is None and item.sha256 not in filed]
    shown = kept[:_TRIED]
    if not shown:
        return None
    zone = view.plan.zone
    words = {"ok": "没有问题", "warnings": "有提醒", "errors": "有错误"}
    lines = [
        html.Li(
            [
                html.A(
                    f"{item.at.astimezone(zone):%m-%d %H:%M} {item.file_name or '（文件名未保存）'}",
                    href=f"{SUBMIT_PATH}?{_query(view)}check={item.id}#check-{item.id}",
                ),
                f" {words[item.outcome]}，{item.actor}",
            ]
        )
        for item in shown
    ]
    older = len(kept) - len(shown)
    more = html.P(f"更早的{older}次没有列出。", className="basis") if older else None
    return card("本月检查过、没有报送的文件", [html.Ul(lines, className="since"), more])


def _query(view: SubmitView) -> str:
    month = f"year={view.month.year}&month={view.month.number}&"
    return month + "".join(f"{key}={value}&" for key, value in view.kept)
