"""The review page: the month in a sentence and six figures, then what to do, county by county."""

from __future__ import annotations

from dashboard import html
from dashboard.components.form import said
from dashboard.components.marks import Node
from dashboard.components.months import month_form, month_links
from dashboard.frame import Ask
from dashboard.pages.review.act import act_card
from dashboard.pages.review.closing import closing_card
from dashboard.pages.review.compare import compare_card
from dashboard.pages.review.coverage import coverage, key_figures, reminder_node
from dashboard.pages.review.queue import breaks_card, name_of, queue_card
from dashboard.pages.review.view import REVIEW_PATH, ReviewView, view_of
from dashboard.pages.sheet import Sheet
from dashboard.shell import whole
from dashboard.sources import Source
from etl.domain.refusal import NotFound
from etl.domain.text import listed


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page; before any plan there is nothing to review."""
    view = view_of(source, ask.desk, ask) if ask.desk is not None else None
    if view is None:
        raise NotFound("还没有录入年度任务书，没有可审核的报送。")
    shown = coverage(view)
    return Sheet(
        f"报送审核 {view.month.label}",
        layout(view, shown.card),
        view.plan,
        exhibits=(shown.exhibit,),
        basis=f"{view.month.label}，任务书第{view.revision}版",
        month=view.month,
    )


def layout(view: ReviewView, table: html.Section) -> html.Div:
    """Draw the page."""
    looked = view.chosen
    left: list[Node] = [
        queue_card(view),
        breaks_card(view),
        table,
        reminder_node(view),
        closing_card(view),
    ]
    right: list[Node] = [compare_card(view, looked), act_card(view, looked)] if looked else []
    columns = [
        html.Div([node for node in part if node is not None], className="stack")
        for part in (left, right)
        if part
    ]
    content: list[Node] = [
        html.Div([_words(view), _when(view)], className="desk-head"),
        said(view.ask.notes),
        key_figures(view),
        html.Div(columns, className="two review" if looked else "one"),
    ]
    foot = ["只有一版计入；采用、退回、关账、延期都记入日志，写明谁、何时、为什么。"]
    return whole(view.plan, view.month, "review", content, foot, view.ask.visitor)


def _words(view: ReviewView) -> html.Div:
    return html.Div(
        [html.H1(f"报送审核 {view.month.label}"), html.P(_lead(view), className="conclusion")],
        className="words",
    )


def _when(view: ReviewView) -> html.Div:
    frame = view.frame
    links = month_links(REVIEW_PATH, view.month, frame.accepted)
    return html.Div([links, month_form(REVIEW_PATH, view.month, view.years)], className="when")


def _lead(view: ReviewView) -> str:
    records = {item.code: view.record(item, view.month) for item in view.expected}
    filed = sum(item.filed for item in records.values())
    overdue = [name_of(view, code) for code, item in records.items() if item.overdue]
    waiting = [item for item in view.queue if item.month == view.month]
    corrections = [name_of(view, item.region) for item in waiting if view.corrects(item)]
    counted = sum(item.counts is not None for item in records.values())
    closed = view.closing.state.closed
    parts = [
        f"{len(records)}个县区已报{filed}个",
        f"，{listed(overdue)}逾期未报" if overdue else "",
        f"；{len(waiting)}份待审核" if waiting else "；没有待审核的",
        f"，其中{listed(corrections)}是对已采用数的更正" if corrections else "",
        f"。现在计入全市的{view.month.number}月数来自{counted}个县区。",
        f"本月已由{closed.by}关账。" if closed else "",
    ]
    return "".join(parts)
