"""Who has filed: key figures of the month, and each county's record of being there in time (R41)."""

from __future__ import annotations

from fractions import Fraction

from dashboard import html
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.filing_state import state_mark
from dashboard.components.form import button, hidden, post_form
from dashboard.components.marks import Data, Node, aria, silent
from dashboard.components.tables import Cell, Column, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.pages.review.queue import name_of, opened_at
from dashboard.pages.review.view import REVIEW_PATH, Record, ReviewView
from dashboard.pages.sheet import Shown
from dashboard.timeliness import days_left, due_words, timely_words
from etl.domain.region import Region
from etl.domain.submission import STATE_NAMES
from etl.domain.text import NOTHING, listed, rate_text, short_day

_COLUMNS = [
    Column("县区"),
    Column("状态"),
    Column("最近报送"),
    Column("时限"),
    Column("现计入"),
    Column("应报", True),
    Column("已报", True),
    Column("按时", True),
    Column("按时率", True),
]


def key_figures(view: ReviewView) -> html.Dl:
    """Return the month in six figures."""
    records = {item.code: view.record(item, view.month) for item in view.expected}
    filed = [code for code, item in records.items() if item.filed]
    in_time = [code for code, item in records.items() if item.in_time]
    judged = [code for code, item in records.items() if item.judged]
    counted = [code for code, item in records.items() if item.counts]
    waiting = [item for item in view.queue if item.month == view.month]
    returned = [
        code for code, item in records.items() if item.newest and item.newest.state == "returned"
    ]
    missing = [name_of(view, code) for code in records if code not in filed]
    due = due_words(view.plan, view.month)
    figures = [
        ("应报", len(records), "个县区", f"截止{due}24时" if due else "任务书没有定截止日"),
        ("已报", len(filed), _share(len(filed), len(records), "报送率"), _missing(missing)),
        ("按时", len(in_time), _share(len(in_time), len(judged), "按时率"), _entered(records)),
        ("本月待审核", len(waiting), "份", "采用前不计入" if waiting else "都已处理"),
        ("已采用，计入", f"{len(counted)}/{len(records)}", "个县区", _carried(view)),
        ("已退回", len(returned), "个县区", "等县区改后重报" if returned else "没有等着重报的"),
    ]
    return html.Dl([_figure(*item) for item in figures], className="strip card")


def _figure(name: str, value: object, unit: str, note: str) -> html.Div:
    big = html.Dd([html.Span(str(value), className="big"), html.Span(unit, className="unit")])
    return html.Div([html.Dt(name), big, html.Dd(note, className="note")])


def _share(part: int, whole: int, name: str) -> str:
    return f"{name} {rate_text(Fraction(part, whole))}" if whole else f"{name} {NOTHING}"


def _missing(names: list[str]) -> str:
    return f"未报：{listed(names)}" if names else "全部已报"


def _entered(records: dict[str, Record]) -> str:
    entered = sum(item.filed and item.late is None for item in records.values())
    return f"另有{entered}个补录，不算按时或迟报" if entered else "以首次报送为准"


def _carried(view: ReviewView) -> str:
    carried = sum(item.gap == "carried_forward" for item in view.closing.missing)
    left_out = len(view.closing.missing) - carried
    parts = [f"沿用{carried}个" if carried else "", f"不计入{left_out}个" if left_out else ""]
    return "、".join(part for part in parts if part) or "没有沿用"


def coverage(view: ReviewView) -> Shown:
    """Return each county's state of the month and its record of the year so far."""
    rows = [_row(view, region) for region in view.expected]
    foot = _sum(view)
    until = f"1—{view.month.number}月" if view.month.number > 1 else "1月"
    note = (
        f"右四列为今年{until}。按时率只算已经报送的和过了期限没报的，补录的不算；"
        "以首次报送的时间为准，后来的退回、更正不影响。"
    )
    exhibit = Exhibit("filed", "报送情况", grid(_COLUMNS, rows, foot))
    body = table(f"{view.month.label}各县区报送情况", _COLUMNS, rows, foot)
    return Shown(
        exhibit_card(view.frame, exhibit, [body, html.P(note, className="basis")]), exhibit
    )


def _row(view: ReviewView, region: Region) -> Row:
    record = view.record(region, view.month)
    return (
        Cell(region.name, href=opened_at(record.newest) if record.newest else ""),
        _state(record),
        _filed_at(view, record),
        _timely(record),
        _counts(view, region, record),
        *_numbers([*view.records(region)]),
    )


def _state(record: Record) -> Cell:
    newest = record.newest
    if newest is None:
        return Cell("未报送", node=html.Span([silent("□"), "未报送"], className="status none"))
    if newest.state == "submitted" and record.counts:
        words = "更正待审核"
        return Cell(words, node=html.Span([silent("○"), words], className="status none"))
    return Cell(STATE_NAMES[newest.state], node=state_mark(newest.state))


def _filed_at(view: ReviewView, record: Record) -> str:
    if record.newest is None:
        return NOTHING
    return f"{record.newest.filed_at.astimezone(view.plan.zone):%m-%d %H:%M}"


def _timely(record: Record) -> Cell | str:
    if record.leave is not None and not record.filed:
        return f"延期至{short_day(record.leave.until)}"
    if record.overdue:
        words = f"逾期{record.overdue}天"
        return Cell(words, node=html.Span(words, className="status slow"))
    if record.filed and record.late is None:
        return "补录"
    words = timely_words(record.late)
    return (
        f"{words}（延期）"
        if record.late and record.newest and record.newest.extension
        else words or NOTHING
    )


def _counts(view: ReviewView, region: Region, record: Record) -> str:
    if record.counts:
        return f"{record.counts.month.number}月第{record.counts.version}版"
    missing = next((item for item in view.closing.missing if item.region == region), None)
    if missing is not None and missing.since is not None:
        return f"沿用{missing.since.number}月"
    return "无，不计入"


def _numbers(records: list[Record]) -> tuple[str, str, str, str]:
    filed = sum(item.filed for item in records)
    judged = [item for item in records if item.judged]
    in_time = sum(item.in_time for item in judged)
    rate = rate_text(Fraction(in_time, len(judged))) if judged else NOTHING
    return str(len(records)), str(filed), str(in_time), rate


def _sum(view: ReviewView) -> Row:
    every = [item for region in view.expected for item in view.records(region)]
    month = [view.record(region, view.month) for region in view.expected]
    filed, counted = sum(item.filed for item in month), sum(bool(item.counts) for item in month)
    return (
        "合计",
        f"已报{filed}/{len(month)}",
        "",
        f"按时{sum(item.in_time for item in month)}",
        f"已采用{counted}/{len(month)}",
        *_numbers(every),
    )


def reminder(view: ReviewView) -> tuple[list[str], str]:
    """Return the counties that owe the month, and the text to remind them by.

    Those who were returned their workbook and those who have leave are told so.
    """
    if not view.closing.begun:
        return [], ""
    owing = [item for item in view.expected if view.record(item, view.month).owes]
    fresh = [item for item in owing if view.record(item, view.month).newest is None]
    month, state = view.month.label, view.closing.state
    leaves = {item.code: state.leave_of(item.code, view.today) for item in fresh}
    late = [item.name for item in fresh if leaves[item.code] is None]
    lines = (
        [f"{'、'.join(late)}：{month}民生实事进度月报表尚未收到，{_until(view)}。"] if late else []
    )
    lines += [
        f"{item.name}：{month}月报表已延期至{short_day(leave.until)}，请按期报送。"
        for item in fresh
        if (leave := leaves[item.code]) is not None
    ]
    back = [item.name for item in owing if item not in fresh]
    if back:
        lines.append(f"{'、'.join(back)}：{month}月报表已退回，请照退回的理由改好后重报。")
    return [item.name for item in owing], "".join(lines) + view.plan.issuer


def _until(view: ReviewView) -> str:
    left = days_left(view.plan, view.today, view.month)
    due = due_words(view.plan, view.month)
    if left is None:
        return "请尽快报送"
    return f"请于{due}前报送" if left >= 0 else f"已过{due}的期限，请尽快报送"


def reminder_node(view: ReviewView) -> Node:
    """Return the list to copy, for those who have not filed and only those (R12)."""
    names, text = reminder(view)
    if not names:
        return None
    box = html.Div(text, className="copy-text", tabIndex=0, role="textbox", **_READ_ONLY)
    parts: list[Node] = [html.Summary(f"催报名单（{len(names)}个县区，可复制）"), box, _mail(view)]
    return html.Details([part for part in parts if part is not None], className="more remind")


_READ_ONLY: Data = aria(readonly="true", label="催报的话")


def _mail(view: ReviewView) -> Node:
    if view.ask.desk is None or view.ask.desk.mail is None:
        return None
    fields = [
        hidden("year", view.month.year),
        hidden("month", view.month.number),
        button("发邮件催报", "secondary"),
    ]
    return post_form(f"{REVIEW_PATH}/remind", view.ask.token, fields)
