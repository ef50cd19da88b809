"""The press page: figures to quote come from frozen releases only."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.components.form import said
from dashboard.components.marks import Data, Node
from dashboard.desk import Desk
from dashboard.frame import Ask, known_plan
from dashboard.pages.briefing.changes_card import changes_card
from dashboard.pages.briefing.files_card import files_card, pictures_card
from dashboard.pages.briefing.make_card import make_card, months_card
from dashboard.pages.briefing.releases_card import record_card, releases_card
from dashboard.pages.briefing.scope_card import scope_card
from dashboard.pages.briefing.text_card import text_card
from dashboard.pages.briefing.view import BriefingView, no_desk, view_of
from dashboard.pages.sheet import Sheet
from dashboard.selection import links_within
from dashboard.shell import whole
from dashboard.sources import ReleaseSource, Source
from etl.domain.plan import Plan
from etl.domain.release import Release
from etl.domain.sentence import sentence_text
from etl.domain.text import day_text

_NONE = "还没有定版的数。对外引用的数、文字和图表都取自定版，实时数随时会变，不在这里提供。"
_FOOT = (
    "完成率＝累计完成÷任务数，省定、市定分开写；“超额完成”只用于大于任务数，“完成”用于等于，"
    "“达序时”用于未完成但不慢于序时。",
    "本页只有定版的数，没有实时数。",
)


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page of a release, or, without one in the address, the desk with the latest."""
    if source.release is not None:
        return _of_release(source.released(source.release.id), ask)
    if ask.desk is None:
        raise no_desk()
    return _desk(source, ask, ask.desk)


def _of_release(read: ReleaseSource, ask: Ask) -> Sheet:
    """Return a release's own page: the same bytes, whatever is corrected later."""
    view = view_of(read, ask, (read.release, *read.earlier()), is_desk=False)
    return _sheet(view, _content(view))


def _desk(source: Source, ask: Ask, desk: Desk) -> Sheet:
    known = known_plan(source)
    plan = known.plan if known else None
    listed = desk.releases()
    if not listed:
        return _empty(ask, plan, _making(source, ask, desk, plan, listed))
    read = source.released(listed[0].id)
    view = view_of(read, ask, listed, is_desk=True)
    with links_within(listed[0].id):
        content = _content(view)
    return _sheet(view, [*content, *_making(source, ask, desk, plan, listed)])


def _sheet(view: BriefingView, content: list[Node]) -> Sheet:
    name = f"新闻材料 {view.release.id}"
    tree = whole(view.plan, None, "briefing", content, _FOOT, view.ask.visitor)
    return Sheet(name, tree, view.plan, plain=True, scripts=("briefing",))


def _content(view: BriefingView) -> list[Node]:
    columns = [
        html.Div(list(cards), className=f"stack in-{place}")
        for place, cards in (
            ("list", [releases_card(view)]),
            ("text", [text_card(view), files_card(view)]),
            ("scope", [scope_card(view), record_card(view)]),
            ("moved", [changes_card(view), pictures_card(view)]),
        )
    ]
    return [_head(view), said(view.ask.notes), html.Div(columns, className="briefing")]


def _head(view: BriefingView) -> html.Div:
    head = view.release.head
    lead = sentence_text(view.article.paragraphs[0].body) if view.article.paragraphs else ""
    replaced = view.replaced.get(view.release.id, "")
    state = "月份已关账" if head.final else "月份未关账，是初步数，引用时请说明“初步”"
    if replaced:
        state = f"已有新版，请改用{replaced}"
    elif view.is_desk and head.final:
        state = "示例数据，不可引用" if head.sample else "可以引用"
    line = f"{head.id}{head.kind}，截至{day_text(head.as_of)}；{state}。"
    words = [
        html.H1(f"新闻材料 {head.id}"),
        html.P(line, className="asof"),
        html.P("", className="notice", role="status", hidden=True, **_watch(view)),
        html.P(lead, className="conclusion"),
    ]
    ways = [
        html.A(
            name, href=view.file(paper, kind, plain=paper != "press"), download="", className=look
        )
        for name, paper, kind, look in (
            ("下载Word通稿", "press", "docx", "primary"),
            ("下载通报", "bulletin", "docx", "secondary"),
        )
    ]
    if view.is_desk and view.ask.visitor.role == "city":
        ways.append(html.A("去定版", href="#make", className="secondary"))
    return html.Div(
        [html.Div(words, className="words"), html.Div(ways, className="acts")],
        className="desk-head",
    )


def _watch(view: BriefingView) -> Data:
    """Let the page's script look whether the release was corrected since: the page itself is frozen."""
    return {} if view.is_desk else {"data-release": view.release.id}


def _making(
    source: Source, ask: Ask, desk: Desk, plan: Plan | None, listed: Sequence[Release]
) -> list[Node]:
    if plan is None or ask.visitor.role != "city":
        return []  # how the month's work stands is no matter of the press
    states = desk.month_states(plan.year)
    cards = [
        make_card(ask, plan, source.accepted_months(plan.year), states),
        months_card(plan, states, listed),
    ]
    return [html.Div(cards, className="halves")]


def _empty(ask: Ask, plan: Plan | None, making: Sequence[Node]) -> Sheet:
    head = html.Div([html.H1("新闻材料"), html.P(_NONE, className="conclusion")], className="words")
    body: list[Node] = [head, said(ask.notes), *making]
    tree = whole(plan, None, "briefing", body, [], ask.visitor)
    return Sheet("新闻材料", tree, plan, plain=True)
