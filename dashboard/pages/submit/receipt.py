"""The receipt of a filing, found again later, and every receipt of the year."""

from __future__ import annotations

from dashboard import html
from dashboard.components.filing_state import state_mark
from dashboard.components.marks import Data, Node
from dashboard.components.tables import Cell, Column, table
from dashboard.pages.submit.view import SUBMIT_PATH, SubmitView
from dashboard.selection import address
from dashboard.shell import card
from dashboard.timeliness import days_late, timely_words
from etl.domain.submission import Filing, State
from etl.domain.text import day_text, moment_text
from etl.services.filed_answer import Submission

_NEXT: dict[State, str] = {
    "submitted": "等市残联审核；审核前可以再报，新版代替这一版。",
    "accepted": "已计入。要更正的，改好后再报一版，采用前仍计这一版。",
    "returned": "请照退回的理由改好，再报一版。",
    "superseded": "已被后来的版本替代，留存备查。",
}


_PRINTS: Data = {"data-print": "yes"}


def receipt_number(filing: Filing) -> str:
    """Return the number of a filing's receipt: county, month, version."""
    month = filing.month
    return f"{filing.region}-{month.year}{month.number:02d}-{filing.version:02d}"


def receipt_card(view: SubmitView, found: Submission) -> html.Section:
    """Return the receipt: what was filed, when, by whom, and what happens next."""
    filing = found.filing
    timely = timely_words(days_late(view.plan, view.today, filing))
    zone = view.plan.zone
    warnings = sum(item.severity == "warning" for item in found.findings)
    lines: list[tuple[str, Node]] = [
        ("回执号", html.B(receipt_number(filing))),
        ("县区、月份", f"{view.region.name}，{filing.month.label}，第{filing.version}版"),
        ("报送时间", moment_text(filing.filed_at, zone) + (f"（{timely}）" if timely else "")),
        ("文件", filing.file_name),
        ("校验码", html.Code(f"SHA-256 {filing.sha256}")),
        *([("截至日期", day_text(filing.as_of))] if filing.as_of else []),
        ("报送人", filing.filed_by + ("（市残联代报）" if filing.on_behalf else "")),
        ("内容", f"{warnings}处提醒，已写理由" if warnings else "没有提醒"),
        *([("延期", "关账后按延期报送")] if filing.extension else []),
        *([("说明", filing.reason)] if filing.reason else []),
        *_fate(view, found),
    ]
    rows = [node for name, value in lines for node in (html.Dt(name), html.Dd(value))]
    acts = html.Div(
        [
            html.Button("打印回执", type="button", className="secondary", **_PRINTS),
            html.A(
                "下载原件",
                href=f"/api/v1/submissions/{filing.id}/original",
                download="",
                className="secondary",
            ),
        ],
        className="acts",
    )
    again = html.P(
        "同一文件重复报送、连按两次、断网重试，都只记一次，回执号不变。", className="basis"
    )
    parts: list[Node] = [html.Dl(rows, className="pairs"), html.P(_NEXT[filing.state]), acts, again]
    return card("回执", parts, "receipt", state_mark(filing.state), anchor="receipt")


def _fate(view: SubmitView, found: Submission) -> list[tuple[str, Node]]:
    """Say what became of the filing, when and by whom, and why it was returned."""
    filing, zone = found.filing, view.plan.zone
    lines: list[tuple[str, Node]] = []
    if filing.accepted_at:
        lines.append(("采用", f"{filing.accepted_by}，{moment_text(filing.accepted_at, zone)}"))
    if filing.returned_at:
        lines.append(("退回", f"{filing.returned_by}，{moment_text(filing.returned_at, zone)}"))
        said = [filing.return_reason] if filing.return_reason else []
        said += [f"{item.cell}：{item.text}" for item in found.remarks]
        lines.append(("退回的理由", html.Ul([html.Li(text) for text in said])))
    return lines


def _next(view: SubmitView, filing: Filing) -> str:
    """Say what happens next, or what has come after it."""
    later = max((i.version for i in view.filings if i.month == filing.month), default=0)
    if filing.state == "returned" and later > filing.version:
        return f"后来又报了第{later}版。"
    state = view.states[filing.month.number]
    closed = state.closed is not None and not state.leave_of(filing.region, view.today)
    if filing.state == "accepted" and closed:
        return "已计入。这个月已经关账，要更正请向市残联申请延期。"
    return _NEXT[filing.state]


def receipts_card(view: SubmitView) -> html.Section:
    """Return every filing of the county's year with its receipt."""
    columns = [
        Column("回执号"),
        Column("报告期"),
        Column("状态"),
        Column("报送"),
        Column("时限"),
        Column("报送人"),
        Column("文件"),
    ]
    rows = [
        (
            Cell(
                receipt_number(item),
                href=address(
                    SUBMIT_PATH,
                    item.month,
                    "receipt",
                    kept=(*view.kept, ("receipt", str(item.id))),
                ),
            ),
            f"{item.month.number}月第{item.version}版",
            state_mark(item.state),
            moment_text(item.filed_at, view.plan.zone),
            timely_words(days_late(view.plan, view.today, item)) or "补录" * item.backfilled or "—",
            item.filed_by + ("（代报）" if item.on_behalf else ""),
            item.file_name,
        )
        for item in sorted(view.filings, key=lambda item: item.id, reverse=True)
    ]
    title = f"{view.plan.year}年历次回执"
    body: Node = table(title, columns, rows) if rows else html.P("还没有报送过。")
    return card(title, [body], anchor="receipts")


def returned_card(view: SubmitView) -> html.Section | None:
    """Return the reviewer's reasons, each at its cell, while the newest version is sent back."""
    found = view.returned
    if found is None:
        return None
    filing = found.filing
    at = moment_text(filing.returned_at, view.plan.zone) if filing.returned_at else ""
    lead = f"第{filing.version}版由{filing.returned_by}于{at}退回。" + (
        f"总的理由：{filing.return_reason}" if filing.return_reason else ""
    )
    lines = [
        html.Li([html.B(str(item.cell), className="cell"), f" {item.text}"])
        for item in found.remarks
    ]
    link = html.A(
        "下载带退回理由的批注工作簿",
        href=f"/api/v1/submissions/{filing.id}/annotated",
        download="",
        className="primary",
    )
    parts: list[Node] = [
        html.P(lead, className="says"),
        html.Ul(lines, className="since") if lines else None,
        html.Div([link], className="acts"),
    ]
    title = f"{filing.month.number}月报送已退回，请改好再报"
    return card(title, parts, "check", anchor="returned")
