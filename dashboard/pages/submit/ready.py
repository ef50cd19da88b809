"""What filing would change, the reasons that are asked for, and the one button that files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from dashboard import html
from dashboard.components.form import button, hidden, post_form, text_field
from dashboard.components.marks import Node, silent
from dashboard.components.tables import Column, table
from dashboard.pages.submit.send import closed_words, new_key
from dashboard.pages.submit.view import SUBMIT_PATH, SubmitView
from dashboard.shell import card
from etl.domain.finding import Finding
from etl.domain.text import NOTHING, count_text, signed_text, wan_text
from etl.services.drafts import reason_key

if TYPE_CHECKING:
    from etl.services.drafts import Draft

_COLUMNS = [
    Column("指标"),
    Column("累计 现计入", True),
    Column("累计 本次", True),
    Column("增减", True),
    Column("资金(万元) 现计入", True),
    Column("资金(万元) 本次", True),
]


@dataclass(frozen=True)
class Change:
    """An indicator's cumulative figures: what counts now, and what the workbook says.

    What the workbook leaves blank is None: the figure of now goes on counting.
    """

    name: str
    completed: tuple[Decimal | None, Decimal | None]
    funds: tuple[Decimal | None, Decimal | None]

    @property
    def count(self) -> int:
        """How many of the two figures change."""
        return sum(new is not None and now != new for now, new in (self.completed, self.funds))


def ready_card(view: SubmitView) -> html.Section | None:
    """Return the form that files what was checked; what cannot be filed says why."""
    if not view.drafts:
        return None
    ready = [item for item in view.drafts if _can_be_filed(view, item)]
    known = [item for item in view.drafts if item.result and item.result.known]
    if not ready:
        return None if len(known) == len(view.drafts) else _held_back(view)
    parts: list[Node] = [part for item in ready for part in _draft(view, item)]
    held = len(view.drafts) - len(ready) - len(known)
    if held:
        parts.append(html.P(f"另有{held}份不能报送，不在其中，原因见上。", className="basis"))
    fields = [
        hidden("check", ",".join(str(item.id) for item in ready)),
        hidden("region", view.region.code),
        hidden("key", new_key()),
        *parts,
        html.Div(
            [button(_label(view, ready)), html.Small(_AFTER, className="hint")], className="acts"
        ),
    ]
    form = post_form(f"{SUBMIT_PATH}/file", view.ask.token, fields)
    return card(_title(view, ready), [form], "ready", anchor="ready")


_AFTER = "报送后由市残联审核；审核前可再报，新版代替旧版。连按两次也只算一次。"


def _can_be_filed(view: SubmitView, draft: Draft) -> bool:
    result = draft.result
    if result is None or draft.outcome == "errors" or result.known:
        return False
    return not is_doubled(view, draft)


def is_doubled(view: SubmitView, draft: Draft) -> bool:
    """Whether several of the workbooks checked together are of the same county and month."""
    counted = Counter((item.region, item.month) for item in view.drafts if item.result)
    return counted[draft.region, draft.month] > 1


def _label(view: SubmitView, ready: Sequence[Draft]) -> str:
    if len(ready) > 1:
        return f"报送这{len(ready)}份月报"
    month = f"{ready[0].month.number}月" if ready[0].month else ""
    county = view.region.name if view.ask.visitor.role == "city" else ""
    return f"报送{county}{month}月报"


def _held_back(view: SubmitView) -> html.Section:
    disabled = html.Button("报送", type="button", disabled=True)
    why = html.Small(_why_not(view), className="hint")
    return card("④ 报送", [html.Div([disabled, why], className="acts")], "ready")


def _why_not(view: SubmitView) -> str:
    if closed_words(view):
        return closed_words(view)
    if all(is_doubled(view, item) for item in view.drafts):
        return "几份文件是同一县区、同一月的，一次只能报一份。请留下要报的那一份，单独检查、报送。"
    errors = sum(line.severity == "error" for one in view.drafts for line in one.lines)
    return f"还有{errors}处错误，不能报送。改好后把文件再放入②，系统会说明哪些已改、哪些仍在、有无新增。"


def _title(view: SubmitView, ready: Sequence[Draft]) -> str:
    if len(ready) > 1:
        return f"④ 可以报送：{len(ready)}份"
    changed = sum(item.count for item in _changes(view, ready[0]))
    return f"④ 可以报送：{changed}个数字将改变" if changed else "④ 可以报送：数字都没有变"


def _draft(view: SubmitView, draft: Draft) -> Iterator[Node]:
    result = draft.result
    assert result is not None
    if len(view.drafts) > 1:
        month = result.month.label if result.month else ""
        yield html.H3(f"{result.region_name}{month}（{draft.file_name}）")
    yield from _difference(view, draft)
    warnings = [item for item in result.findings if item.severity == "warning"]
    if warnings:
        yield html.P("下面的提醒请写明理由，理由随数送审核人，也显示在图表旁。", className="says")
    for place, item in enumerate(warnings):
        yield _reason(draft, item, place)


def _difference(view: SubmitView, draft: Draft) -> Iterator[Node]:
    changes = _changes(view, draft)
    if not changes:
        return
    waits = [item for item in view.versions if item.state == "submitted"]
    if waits and (draft.region, draft.month) == (view.region.code, view.month):
        yield html.P(f"报送后代替待审核的第{waits[-1].version}版。", className="says")
    if (draft.region, draft.month) == (view.region.code, view.month):
        yield html.P(f"与现在计入的数（{_counted(view)}）相比。", className="says")
    else:
        yield html.P("与现在计入的数相比。", className="says")
    yield table("本次与现在计入的数", _COLUMNS, [_row(item) for item in changes])


def _counted(view: SubmitView) -> str:
    counts = view.counts
    if counts is None:
        return "还没有计入过"
    carried = "" if counts.month == view.month else "，沿用"
    return f"{counts.month.number}月第{counts.version}版{carried}"


def _changes(view: SubmitView, draft: Draft) -> list[Change]:
    """Return every indicator with what counts of the workbook's own county and month."""
    result, counting = draft.result, view.counting.get(draft.id)
    if result is None or counting is None:
        return []
    now = {row.indicator: row for row in counting.rows}
    new = {row.indicator: row for row in result.figures}
    changes = []
    for indicator in view.plan.indicators:
        row, made = now.get(indicator.code), new.get(indicator.code)
        completed, funds = (row.completed, row.funds) if row else (None, None)
        given = made.amount("completed_total") if made else None
        money = made.amount("funds_total_yuan") if made else None
        changes.append(Change(indicator.name, (completed, given), (funds, money)))
    return changes


def _row(change: Change) -> list[Node]:
    (now, new), (money_now, money_new) = change.completed, change.funds
    return [
        change.name,
        count_text(now),
        _shown(count_text, now, new),
        _step(now, new),
        wan_text(money_now),
        _shown(wan_text, money_now, money_new),
    ]


def _shown(text: Callable[[Decimal | None], str], now: Decimal | None, new: Decimal | None) -> Node:
    """Return what the workbook says; a blank is never shown as the figure that goes on counting."""
    if new is None:
        return (
            NOTHING if now is None else html.Span(f"未填，沿用{text(now)}", className="status none")
        )
    return html.B(text(new)) if new != now else text(new)


def _step(now: Decimal | None, new: Decimal | None) -> Node:
    if new is None:
        return NOTHING
    return html.B(signed_text(new - (now or Decimal(0)))) if new != now else "相同"


def _reason(draft: Draft, item: Finding, place: int) -> html.Div:
    cell = f"{item.cell} " if item.cell else ""
    key = reason_key(item)
    return html.Div(
        [
            html.P([silent("△"), html.B(cell), f"{item.message}。"]),
            text_field(
                f"{cell}的理由" if cell else "理由",
                f"{draft.id}/{key}",
                id=f"reason-{draft.id}-{place}",
                value=draft.written.get(key) or _remark(draft, item),
                required=True,
                maxLength=500,
            ),
        ],
        className="reason",
    )


def _remark(draft: Draft, item: Finding) -> str:
    """Return what stands in the row's own remark: nobody types what the workbook says already."""
    rows = draft.result.figures if draft.result else ()
    return next((row.note for row in rows if row.indicator == item.indicator), "")
