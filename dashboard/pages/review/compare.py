"""One version side by side with last month and with what counts now; warnings first (R37)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dashboard import html
from dashboard.components.filing_state import state_mark
from dashboard.components.marks import Data, Node, silent
from dashboard.components.tables import Column, table
from dashboard.pages.follow_up import followed_up
from dashboard.pages.review.queue import name_of
from dashboard.pages.review.view import REVIEW_PATH, Looked, ReviewView
from dashboard.pages.submit.receipt import receipt_number
from dashboard.pages.submit.result import cell_mark
from dashboard.selection import address
from dashboard.shell import card
from dashboard.timeliness import days_late, timely_words
from etl.domain.plan import Indicator
from etl.domain.submission import FIELD_NAMES, Field, Filing, IndicatorFigures
from etl.domain.text import NOTHING, count_text, moment_text, signed_text, wan_text
from etl.services.review_desk import Compared

_NOT_THERE = IndicatorFigures("")


def compare_card(view: ReviewView, looked: Looked) -> html.Section:
    """Return the version that is opened: who filed it, what was asked, and its figures."""
    filing = looked.filing
    corrects = looked.counts.filing is not None and looked.counts.filing.id != filing.id
    kind = "（更正）" if corrects and filing.state == "submitted" else ""
    title = f"{name_of(view, filing.region)} {filing.month.label} 第{filing.version}版{kind}"
    parts: list[Node] = [
        html.P(_about(view, looked), className="says"),
        *_warnings(view, looked),
        *_returned(looked),
        *_followed_up(looked),
        html.H3(_against(looked)),
        _figures(view, looked),
        html.P(_legend(looked), className="basis"),
        _versions(view, looked),
    ]
    return card(title, parts, "opened", state_mark(filing.state), anchor="opened")


def _legend(looked: Looked) -> str:
    pins = "点单元格，可以把退回的理由钉在那一格。" if looked.filing.state == "submitted" else ""
    return f"粗体是与左边对照的版本不同的数。{pins}单位：人、户等按指标；资金为万元。"


def _beside(looked: Looked) -> Compared:
    """Return what the version is held against: one asked for, what counts, else last month's."""
    if looked.against.filing is not None:
        return looked.against
    counts = looked.counts
    if counts.filing is not None and counts.filing.id != looked.filing.id:
        return counts
    return looked.last


def _against(looked: Looked) -> str:
    other = _beside(looked).filing
    if other is None:
        return "各指标的数（没有可对照的版本）"
    return f"与{_named(other, looked)}对照"


def _named(other: Filing, looked: Looked) -> str:
    counts = looked.counts.filing
    if other.month != looked.filing.month:
        return f"{other.month.number}月第{other.version}版"
    return f"第{other.version}版" + ("（现计入）" if counts and counts.id == other.id else "")


def _followed_up(looked: Looked) -> Iterator[Node]:
    """Say of each reason of the version sent back before whether its cell was changed."""
    back = looked.returned
    if back is None:
        return
    yield html.H3(f"第{back.filing.version}版退回的理由，逐条对照")
    lines = [html.Li(f"总的理由：{back.filing.return_reason}")] if back.filing.return_reason else []
    lines += followed_up(back, looked.own.rows)
    yield html.Ul(lines, className="since")


def _about(view: ReviewView, looked: Looked) -> list[Node]:
    filing = looked.filing
    timely = timely_words(days_late(view.plan, view.today, filing))
    behalf = "（市残联代报）" if filing.on_behalf else ""
    at = moment_text(filing.filed_at, view.plan.zone)
    link = html.A(filing.file_name, href=f"/api/v1/submissions/{filing.id}/original", download="")
    marked = html.A("批注件", href=f"/api/v1/submissions/{filing.id}/annotated", download="")
    said: list[Node] = [
        f"回执{receipt_number(filing)}，{filing.filed_by}{behalf}{at}报送",
        f"（{timely}）" if timely else "",
        "，文件 ",
        link,
        "，",
        marked,
        "。",
        _counting(looked),
    ]
    return [item for item in said if item != ""]


def _counting(looked: Looked) -> str:
    counts, filing = looked.counts.filing, looked.filing
    if counts is None:
        return "这个月还没有计入的版本。"
    if counts.id == filing.id:
        return "现在计入的就是这一版。"
    return f"现在计入的是第{counts.version}版；采用这一版之前，各页仍显示第{counts.version}版。"


def _warnings(view: ReviewView, looked: Looked) -> Iterator[Node]:
    """Yield what was asked about and what the county answered, before anything else."""
    found = looked.found
    asked = [
        (place, item) for place, item in enumerate(found.findings) if item.severity == "warning"
    ]
    if not asked:
        yield html.P("报送时没有提醒。", className="basis")
        return
    columns = [Column("单元格"), Column("指标 · 栏目"), Column("情况"), Column("县区的理由")]
    rows: list[list[Node]] = []
    for place, item in asked:
        indicator = view.plan.indicator(item.indicator or "")
        field = FIELD_NAMES.get(item.field or "", "")
        subject = " · ".join(part for part in (indicator.name if indicator else "", field) if part)
        reason = found.reasons.get(place) or found.filing.reason or "没有写"
        rows.append(
            [cell_mark(item), subject or "整份表", html.B(f"{item.message}。"), f"“{reason}”"]
        )
    yield html.H3(f"先看提醒：{len(asked)}处")
    yield table("报送时的提醒和县区的理由", columns, rows)


def _returned(looked: Looked) -> Iterator[Node]:
    filing, remarks = looked.filing, looked.found.remarks
    if filing.state != "returned":
        return
    yield html.H3("退回的理由")
    if filing.return_reason:
        yield html.P(filing.return_reason)
    if remarks:
        items = [
            html.Li([html.B(str(item.cell), className="cell"), f" {item.text}"]) for item in remarks
        ]
        yield html.Ul(items, className="since")


def _figures(view: ReviewView, looked: Looked) -> html.Div:
    filing, beside = looked.filing, _beside(looked)
    last, other = looked.last.filing, beside.filing
    both = last is not None and other is not None and last.id != other.id
    columns = [
        Column("指标"),
        *([Column(f"{last.month.number}月第{last.version}版", True)] if both and last else []),
        *([Column(_named(other, looked), True)] if other else []),
        Column(f"第{filing.version}版", True),
        *([Column("相差", True)] if other else []),
        Column("本月完成", True),
        *([Column(f"资金{_named(other, looked)}", True)] if other else []),
        Column(f"资金第{filing.version}版", True),
        Column("备注"),
    ]
    flagged = {item.indicator for item in looked.found.findings if item.severity == "warning"}
    rows = [
        _row(indicator, looked, both, indicator.code in flagged)
        for indicator in view.plan.indicators
    ]
    return table(_against(looked), columns, rows)


def _row(indicator: Indicator, looked: Looked, both: bool, flagged: bool) -> list[Node]:
    beside = _beside(looked)
    own = looked.own.rows.get(indicator.code, _NOT_THERE)
    other = beside.rows.get(indicator.code, _NOT_THERE)
    last = looked.last.rows.get(indicator.code, _NOT_THERE)
    total, before = own.amount("completed_total"), other.amount("completed_total")
    money, money_before = own.amount("funds_total_yuan"), other.amount("funds_total_yuan")
    held = beside.filing is not None
    name: list[Node] = [silent("△") if flagged else "", indicator.name]
    return [
        name,
        *([count_text(last.amount("completed_total"))] if both else []),
        *([count_text(before)] if held else []),
        _pinned(looked, own, "completed_total", count_text(total), held and total != before),
        *([_difference(before, total)] if held else []),
        _pinned(looked, own, "completed_month", count_text(own.amount("completed_month"))),
        *([wan_text(money_before)] if held else []),
        _pinned(looked, own, "funds_total_yuan", wan_text(money), held and money != money_before),
        own.note,
    ]


def _difference(before: Decimal | None, total: Decimal | None) -> str:
    if before == total:
        return "相同"
    if before is None or total is None:
        return NOTHING
    return signed_text(total - before)


def _pinned(
    looked: Looked, row: IndicatorFigures, name: Field, text: str, differs: bool = False
) -> Node:
    """Return a figure; while the version waits, as the way to pin a reason to its cell."""
    shown: Node = html.B(text) if differs else text
    cell = row[name].cell
    if looked.filing.state != "submitted" or cell is None:
        return shown
    data: Data = {"data-pin": str(cell)}
    href = address(
        REVIEW_PATH,
        looked.filing.month,
        "return",
        kept=(("submission", str(looked.filing.id)), ("pin", str(cell))),
    )
    return html.A(shown, href=href, className="pin", title=f"在{cell}写退回的理由", **data)


def _versions(view: ReviewView, looked: Looked) -> Node:
    """Return every version of the month, each to open or to hold this one against."""
    filing = looked.filing
    versions = view.versions(filing.region, filing.month)
    if len(versions) < 2:
        return None
    return html.Div(
        [
            html.H3("历次版本，任意两版可比"),
            html.Ul(_version_lines(looked, versions), className="since"),
        ]
    )


def _version_lines(looked: Looked, versions: Sequence[Filing]) -> list[html.Li]:
    filing = looked.filing
    lines = []
    for item in versions:
        open_it = html.A(
            "打开",
            href=address(REVIEW_PATH, item.month, "opened", kept=(("submission", str(item.id)),)),
        )
        hold = html.A(
            f"与第{filing.version}版比",
            href=address(
                REVIEW_PATH,
                item.month,
                "opened",
                kept=(("submission", str(filing.id)), ("against", str(item.id))),
            ),
        )
        own: list[Node] = ["（正在看）"] if item.id == filing.id else [open_it, " ", hold]
        lines.append(
            html.Li([f"第{item.version}版 ", state_mark(item.state), f" {item.filed_by} ", *own])
        )
    return lines
