"""The releases to choose from, and what the one that is read says of itself."""

from __future__ import annotations

from dashboard import html
from dashboard.components.marks import Node, aria, silent
from dashboard.pages.briefing.view import BRIEFING_PATH, BriefingView
from dashboard.selection import address
from dashboard.shell import card
from etl.domain.closing import GAP_NAMES
from etl.domain.release import Release
from etl.domain.text import moment_text

_MOST = 5


def releases_card(view: BriefingView) -> html.Section:
    """Return the list; a release's own page lists those before it only, and never changes."""
    shown = view.listed[:_MOST]
    items = [html.Li(_way(view, item)) for item in shown]
    lead = "文稿和文件只用定版的数；以后更正另出新版，原版不变。"
    more: list[Node] = []
    if not view.is_desk:
        more.append(html.P(html.A("全部定版，以及这一版之后有没有更正", href=BRIEFING_PATH)))
    if len(view.listed) > _MOST:
        more.append(_older(view))
    parts: list[Node] = [
        html.P(lead, className="basis"),
        html.Ol(items, className="queue releases"),
        *more,
    ]
    return card("定版" if view.is_desk else "这一版和之前的定版", parts, anchor="releases")


def _older(view: BriefingView) -> html.Details:
    items = [html.Li(_way(view, item)) for item in view.listed[_MOST:]]
    title = html.Summary(f"更早的{len(items)}版")
    return html.Details([title, html.Ol(items, className="queue releases")], className="more")


def _way(view: BriefingView, item: Release) -> html.A:
    head = item.head
    here = item.id == view.release.id
    coverage = f"{head.coverage.reported}/{head.coverage.expected}"
    lines: list[Node] = [
        html.Strong([silent("●" if here else "○"), item.id]),
        html.Span(f"报送{coverage}", className="when-filed"),
        html.Span(
            f"截至{head.as_of:%m-%d}；{moment_text(head.made_at, view.plan.zone)}{head.kind}",
            className="what",
        ),
    ]
    note = _note(view, item)
    if note:
        lines.append(html.Span(note, className="what"))
    current = aria(current="true") if here else {}
    return html.A(lines, href=view.address(item.id), className="on" if here else None, **current)


def _note(view: BriefingView, item: Release) -> str:
    head = item.head
    notes = []
    if head.supersedes:
        notes.append(f"更正{head.corrects}" if head.corrects else f"代替{head.supersedes}，数相同")
    if item.id in view.replaced:
        notes.append(f"已有新版{view.replaced[item.id]}")
    return "；".join(notes)


def record_card(view: BriefingView) -> html.Section:
    """Return what must be known to quote the release: its number, address, checksum, basis."""
    head, plan = view.release.head, view.plan
    where = address(BRIEFING_PATH, kept=(("release", view.release.id),))
    made = f"{moment_text(head.made_at, plan.zone)}，{head.made_by}"
    pairs: list[tuple[str, Node]] = [
        ("固定地址", html.A(html.Code(where), href=where)),
        ("校验码", html.Code(f"{view.release.sha256[:16]}…", title=view.release.sha256)),
        ("定版", made),
        ("月份", _closing(view)),
        ("任务书", f"第{head.plan_revision}版"),
    ]
    if head.reason:
        pairs.append(("说明", head.reason))
    rows = [node for name, text in pairs for node in (html.Dt(name), html.Dd(text))]
    parts: list[Node] = [html.Dl(rows, className="pairs"), *_gaps(view)]
    return card("引用依据", parts, "record")


def _closing(view: BriefingView) -> str:
    closed = view.release.head.closed
    if closed is None:
        return "尚未关账，为初步数"
    return f"{moment_text(closed.at, view.plan.zone)}由{closed.by}关账"


def _gaps(view: BriefingView) -> list[Node]:
    closed = view.release.head.closed
    if closed is None or not closed.gaps:
        return []
    names = {region.code: region.name for region in view.plan.tree}
    items = [
        html.Li(
            f"{names.get(gap.region, gap.region)}：{GAP_NAMES[gap.decision]}。原因：{gap.reason}"
        )
        for gap in closed.gaps
    ]
    return [html.P("缺报的县区"), html.Ul(items, className="points")]
