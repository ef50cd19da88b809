"""Closing the month: what keeps it open, a reason for every county that lacks, leave, reopening."""

from __future__ import annotations

from dashboard import html
from dashboard.components.form import button, choice, field, hidden, post_form
from dashboard.components.marks import Node, silent
from dashboard.components.tables import Column, table
from dashboard.pages.briefing.view import BRIEFING_PATH
from dashboard.pages.review.queue import name_of
from dashboard.pages.review.view import REVIEW_PATH, ReviewView
from dashboard.shell import card
from etl.domain.closing import GAP_NAMES
from etl.domain.text import moment_text, short_day

_LONGEST = 500


def closing_card(view: ReviewView) -> html.Section:
    """Return how the month stands and what can be done with it."""
    closed = view.closing.state.closed
    parts: list[Node] = [_history(view)]
    parts += [_release(), _reopen(view)] if closed is not None else [_close(view)]
    parts += [_extensions(view), _extend(view)]
    title = f"{view.month.number}月已关账" if closed else f"{view.month.number}月关账"
    return card(title, parts, "closing", anchor="closing")


def _history(view: ReviewView) -> Node:
    events = view.closing.state.events
    if not events:
        return None
    lines = []
    for item in events:
        at = moment_text(item.at, view.plan.zone)
        what = "关账" if item.action == "close" else f"重新开账：{item.reason}"
        gaps = "；".join(
            f"{name_of(view, gap.region)}{GAP_NAMES[gap.decision]}（{gap.reason}）"
            for gap in item.gaps
        )
        lines.append(html.Li(f"{at} {item.by}{what}" + (f"。{gaps}" if gaps else "")))
    return html.Ul(lines, className="since")


def _close(view: ReviewView) -> html.Div:
    month, why = view.month, _why_not(view)
    if why:
        disabled = html.Button(f"{month.number}月关账", type="button", disabled=True)
        return html.Div([html.P([silent("■"), why]), html.Div([disabled], className="acts")])
    fields = [
        hidden("year", month.year),
        hidden("month", month.number),
        *_reasons(view),
        button(f"{month.number}月关账"),
    ]
    said = "关账后这个月不再收表、不再审核；补报要另批延期，改动要重新开账，都留痕。" + (
        "缺报的县区请逐一写明原因，随关账留存。" if view.closing.missing else "各县区都已采用。"
    )
    form = post_form(f"{REVIEW_PATH}/close", view.ask.token, fields)
    return html.Div([html.P(said), form])


def _reasons(view: ReviewView) -> list[html.Div]:
    """Return a line for each county that lacks: what stands for it, and the reason asked for."""
    return [
        field(
            f"{item.region.name}{'（已退回，未重报）' if item.returned else ''}："
            f"{_stands(item.since.number if item.since else 0)}，原因",
            f"reason:{item.region.code}",
            id=f"gap-{item.region.code}",
            required=True,
            maxLength=_LONGEST,
        )
        for item in view.closing.missing
    ]


def _stands(since: int) -> str:
    return f"沿用{since}月" if since else "未报，不计入"


def _why_not(view: ReviewView) -> str:
    """Say what keeps the month from being closed."""
    closing, label = view.closing, f"{view.month.number}月"
    if not closing.begun:
        return f"{label}还没有开始。"
    if closing.waiting:
        names = "、".join(dict.fromkeys(name_of(view, item.region) for item in closing.waiting))
        return f"{label}还不能关账：{names}的报送待审核，采用或退回后即可。"
    return ""


def _release() -> html.P:
    """Lead on to what a closed month is for: figures that may be quoted."""
    way = html.A("去定版", href=f"{BRIEFING_PATH}#make", className="secondary")
    return html.P(["关账后定版，这个月的数才可以对外引用。", way], className="acts")


def _reopen(view: ReviewView) -> html.Form:
    return post_form(
        f"{REVIEW_PATH}/reopen",
        view.ask.token,
        [
            hidden("year", view.month.year),
            hidden("month", view.month.number),
            field("重新开账的理由", "reason", required=True, maxLength=_LONGEST),
            button(f"重新开{view.month.number}月的账", "secondary"),
        ],
    )


def _extensions(view: ReviewView) -> Node:
    """Return every leave given for the month: who asked, why, until when, by whom (R28)."""
    found = view.closing.state.extensions
    if not found:
        return None
    columns = [
        Column("县区"), Column("延至"), Column("理由"), Column("申请人"), Column("批准人"), Column("状态"),
    ]  # fmt: skip
    rows: list[list[Node]] = []
    for item in found:
        state: Node = "已收回" if item.withdrawn_at else "已过期"
        if item.is_open(view.today):
            state = post_form(
                f"{REVIEW_PATH}/withdraw",
                view.ask.token,
                [hidden("extension", item.id), button("收回", "secondary")],
            )
        rows.append(
            [
                name_of(view, item.region), short_day(item.until), item.reason,
                item.asked_by or "—", item.granted_by, state,
            ]
        )  # fmt: skip
    return html.Div([html.H3("延期"), table("本月的延期", columns, rows)])


def _extend(view: ReviewView) -> html.Details:
    options = [(item.code, item.name) for item in view.expected]
    missing = [item.region.code for item in view.closing.missing]
    form = post_form(
        f"{REVIEW_PATH}/extend",
        view.ask.token,
        [
            hidden("year", view.month.year),
            hidden("month", view.month.number),
            choice("县区", "region", options, missing[0] if missing else "", id="extend-region"),
            field("延至（含当天）", "until", type="date", id="extend-until", required=True),
            field("理由", "reason", id="extend-reason", required=True, maxLength=_LONGEST),
            field("谁申请的", "asked_by", id="extend-asked", required=True, maxLength=60),
            button("批准延期", "secondary"),
        ],
    )
    return html.Details([html.Summary("给县区延期"), form], className="more")
