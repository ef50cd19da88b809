"""The twelve months of a county: filed, late, returned, due, closed, each a link."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import html
from dashboard.components.marks import Data, aria, silent
from dashboard.pages.submit.view import SUBMIT_PATH, SubmitView
from dashboard.selection import address
from dashboard.timeliness import days_late, days_left, due_words, timely_words
from etl.domain.period import Month
from etl.domain.submission import Filing
from etl.domain.text import short_day


@dataclass(frozen=True)
class Standing:
    """How a month stands: a shape, words, a remark; ``tone`` colours them."""

    shape: str
    words: str
    note: str
    tone: str = "none"


def month_strip(view: SubmitView) -> html.Nav:
    """Return the months of the year, the chosen one marked."""
    items = [html.Li(_month(view, Month(view.plan.year, number))) for number in range(1, 13)]
    return html.Nav(html.Ol(items), className="desk-months", **aria(label="各月报送情况"))


def _month(view: SubmitView, month: Month) -> html.A:
    found = standing_of(view, month)
    here: Data = aria(current="page") if month == view.month else {}
    return html.A(
        [
            html.B(f"{month.number}月"),
            html.Span([silent(found.shape), found.words], className=f"status {found.tone}"),
            html.Small(found.note),
        ],
        href=address(SUBMIT_PATH, month, kept=view.kept),
        className="on" if month == view.month else None,
        **here,
    )


def standing_of(view: SubmitView, month: Month) -> Standing:
    """Return how a month of the county stands today."""
    versions = [item for item in view.filings if item.month == month]
    if versions:
        return _filed(view, versions)
    if not view.region.expected_in(month.number):
        return Standing("·", "不需报送", "")
    return _not_filed(view, month)


def _filed(view: SubmitView, versions: list[Filing]) -> Standing:
    newest = versions[-1]
    counts = next((item for item in versions if item.state == "accepted"), None)
    waits = newest if newest.state == "submitted" else None
    timely = timely_words(days_late(view.plan, view.today, versions[0]))
    if counts and waits:
        return Standing("○", "更正待审核", f"仍计第{counts.version}版")
    if waits:
        return Standing("○", "待审核", f"第{waits.version}版 {timely}".strip())
    if newest.state == "returned":
        note = f"仍计第{counts.version}版" if counts else "请改后再报"
        return Standing("▽", "更正被退回" if counts else "已退回", note, "slow")
    version = f"第{counts.version}版" if counts else ""
    return Standing("●", "已采用", f"{version} {timely}".strip(), "good")


def _not_filed(view: SubmitView, month: Month) -> Standing:
    state = view.states[month.number]
    leave = state.leave_of(view.region.code, view.today)
    if leave is not None:
        return Standing("□", "待报送", f"延期至{short_day(leave.until)}", "slow")
    if state.closed is not None:
        return Standing("■", "未报，已关账", "补报要申请延期", "slow")
    left = days_left(view.plan, view.today, month)
    if month.first_day > view.today:
        return Standing("·", "未到期", f"{due_words(view.plan, month)}前")
    if left is None:
        return Standing("□", "待报送", "")
    if left < 0:
        return Standing("□", "未报送", f"已过期限{-left}天", "slow")
    return Standing("□", "待报送", f"还有{left}天" if left else "今天截止")
