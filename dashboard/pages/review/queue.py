"""What waits: one line each, corrections first, the way to open it."""

from __future__ import annotations

from dashboard import html
from dashboard.components.marks import Data, Node, aria, silent
from dashboard.pages.review.view import REVIEW_PATH, ReviewView
from dashboard.selection import address
from dashboard.shell import card
from dashboard.timeliness import days_late, timely_words
from etl.domain.submission import Filing


def queue_card(view: ReviewView) -> html.Section:
    """Return the list of everything that waits for the reviewer in the year."""
    waiting = view.queue
    other = any(item.month != view.month for item in waiting)
    title = f"待审核{len(waiting)}份" + ("（各月合计）" if other else "")
    if not waiting:
        return card(
            "没有待审核的报送",
            [html.P("新报送的会出现在这里。", className="basis")],
            anchor="queue",
        )
    items = [html.Li(_entry(view, item)) for item in waiting]
    order = html.Small("更正在前，其余按报送先后")
    return card(title, [html.Ol(items, className="queue")], beside=order, anchor="queue")


def breaks_card(view: ReviewView) -> html.Section | None:
    """Name the accepted months that do not follow from the one before: they wait for a correction."""
    if not view.breaks:
        return None
    lines = []
    for item in view.breaks:
        names = [i.name for code in item.indicators if (i := view.plan.indicator(code))]
        words = f"{name_of(view, item.region)}{item.month.number}月：{'、'.join(names)}"
        lines.append(html.Li([silent("△"), words]))
    says = html.P("这些月份已采用的数与上一次接不上，请县区报更正版。", className="says")
    return card("接不上的月份", [says, html.Ul(lines, className="since")], anchor="breaks")


def _entry(view: ReviewView, filing: Filing) -> html.A:
    opened = view.chosen is not None and view.chosen.filing.id == filing.id
    here: Data = aria(current="true") if opened else {}
    return html.A(
        [
            html.B(f"{name_of(view, filing.region)} {filing.month.number}月"),
            html.Span(_when(view, filing), className="when-filed"),
            html.Span(_what(view, filing), className="what"),
        ],
        href=opened_at(filing),
        className="on" if opened else None,
        **here,
    )


def name_of(view: ReviewView, code: str) -> str:
    """Return a county's name, its code where the plan does not know it."""
    region = view.plan.tree.get(code)
    return region.name if region else code


def opened_at(filing: Filing, fragment: str = "opened") -> str:
    """Return the address at which a version is opened for review."""
    return address(REVIEW_PATH, filing.month, fragment, kept=(("submission", str(filing.id)),))


def _when(view: ReviewView, filing: Filing) -> Node:
    at = filing.filed_at.astimezone(view.plan.zone)
    timely = timely_words(days_late(view.plan, view.today, filing))
    return f"{at:%m-%d %H:%M} {timely}".strip()


def _what(view: ReviewView, filing: Filing) -> str:
    counts = view.corrects(filing)
    returned = any(item.state == "returned" for item in view.versions(filing.region, filing.month))
    kind = f"更正，现计第{counts.version}版" if counts else "退回后重报" if returned else ""
    behalf = "市残联代报" if filing.on_behalf else ""
    late = "按延期补报" if filing.extension else ""
    parts = [f"第{filing.version}版", kind, behalf, late, f"{filing.filed_by}报送"]
    return " · ".join(part for part in parts if part)
