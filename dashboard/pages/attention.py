"""The card of what needs attention: a line each, weightiest first, the rest folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard import html
from dashboard.attention_words import KIND_NAMES, Notice, counted, fallen_words, notice_of
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.marks import Node, data, figure, inline, says, silent
from dashboard.components.tables import Column, Row
from dashboard.exhibits import Exhibit, grid
from dashboard.frame import Frame
from dashboard.pages.sheet import Shown
from etl.domain.attention import Attention, Behind, Entry, FallingBack
from etl.domain.sentence import said, sentence_text
from etl.domain.text import short_day

SHOWN = 6
_MOST = 200


@dataclass(frozen=True)
class Own:
    """The submitting region whose own page it is, and what it files next, "" for nothing."""

    region: str
    next: str


_COLUMNS = [
    Column("类别"),
    Column("哪里"),
    Column("与序时比"),
    Column("情况"),
    Column("下一步"),
]


def attention_card(
    frame: Frame, found: Attention, basis: str, title: str = "需要关注", own: Own | None = None
) -> Shown:
    """Return the list; what is beyond the first few is folded, beyond very many only counted."""
    notices = notices_of(frame, found.entries, own.region if own else "")
    rows: list[Row] = [
        (
            KIND_NAMES[item.kind],
            item.what,
            item.figure[0] if item.figure else "",
            sentence_text(item.said),
            sentence_text(item.next),
        )
        for item in notices
    ]
    exhibit = Exhibit("attention", title, grid(_COLUMNS, rows) if rows else None)
    parts: list[Node] = [says(own.next)] if own and own.next else []
    parts.append(says(_lead(found, notices)))
    parts.append(_list(notices[:SHOWN]))
    if rest := notices[SHOWN:_MOST]:
        whole = len(notices) <= _MOST
        summary = html.Summary(f"{'其余' if whole else '再看'}{len(rest)}条")
        parts.append(html.Details([summary, _list(rest)], className="more"))
    if len(notices) > _MOST:
        parts.append(html.P(f"只列前{_MOST}条，全部见导出的表。", className="basis"))
    parts += [html.P(text, className="basis") for text in (_rule(frame), basis)]
    return Shown(exhibit_card(frame, exhibit, parts, "attention"), exhibit)


def notices_of(frame: Frame, entries: Sequence[Entry], own: str = "") -> list[Notice]:
    """Return entries in words; what fell back and is behind as well is said once."""
    fallen = {(e.region, e.project): e for e in entries if isinstance(e, FallingBack)}
    behind = {(e.region, e.project) for e in entries if isinstance(e, Behind)}
    found = []
    for entry in entries:
        if isinstance(entry, FallingBack) and (entry.region, entry.project) in behind:
            continue
        notice = notice_of(frame, entry, own)
        if isinstance(entry, Behind) and (other := fallen.get((entry.region, entry.project))):
            notice = replace(notice, said=said(*notice.said, "，", *fallen_words(frame, other)))
        found.append(notice)
    return found


def _lead(found: Attention, notices: Sequence[Notice]) -> str:
    if notices:
        order = "按状态轻重排列，同一状态先合计、后各地。" if len(notices) > 1 else ""
        return f"共{len(notices)}条：{counted(list(notices))}。{order}"
    if not found.coverage.reported:
        return "本月尚无已采用的报送，快慢还不能判断。"
    return "没有需要关注的事项：没有滞后、退步、迟报、待审核、退回，也没有提醒。"


def _list(notices: Sequence[Notice]) -> Node:
    if not notices:
        return None
    return html.Ul([_item(item) for item in notices], className="notices")


def _item(item: Notice) -> html.Li:
    tone = "slow" if item.kind in ("behind", "late", "returned") else "idle"
    head: list[Node] = [silent(item.shape, tone), html.A(item.what, href=item.href), " "]
    if item.figure is not None:
        text, ref = item.figure
        head += [figure(ref.kind, text, ref), " "]
    head.append(html.Span(inline(item.said), className="said"))
    return html.Li(
        [html.Div(head), html.Div(inline(item.next), className="sub")], **data(kind=item.kind)
    )


def _rule(frame: Frame) -> str:
    limits = frame.plan.thresholds
    today = f"今天按{frame.today.year}年{short_day(frame.today)}算" if frame.plan.demo_date else ""
    rule = f"退步指与序时比一个月内落后{limits.falling_back_over:f}个百分点以上，或累计数减少"
    return f"{rule}；沿用、未报的不判快慢{f'；{today}' if today else ''}。"
