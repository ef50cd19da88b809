"""What filing would change, the reasons that are asked for, and the one button that files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from dashboard.text import NOTHING, count_text, signed_text, wan_text
from etl.domain.finding import Finding
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
    """An indicator's cumulative figures: what counts now, and what would count."""

    name: str
    completed: tuple[Decimal | None, Decimal | None]
    funds: tuple[Decimal | None, Decimal | None]

    @property
    def count(self) -> int:
        """How many of the two figures change."""
        return sum(now != new for now, new in (self.completed, self.funds))


def ready_card(view: SubmitView) -> html.Section | None:
    """Return the form that files what was checked; what cannot be filed says why."""
    drafts = [item for item in view.drafts if item.result is not None]
    if not drafts:
        return None
    ready = [item for item in drafts if _can_be_filed(item)]
    known = [item for item in drafts if item.result and item.result.known]
    if not ready:
        return None if known else _held_back(view, drafts)
    parts: list[Node] = [part for item in ready for part in _draft(view, item)]
    held = len(drafts) - len(ready) - len(known)
    if held:
        parts.append(
            html.P(f"另有{held}份还有错误，不在其中；改好后再放入上面。", className="basis")
        )
    label = f"报送{_label(ready)}" if len(ready) == 1 else f"报送这{len(ready)}份月报"
    fields = [
        hidden("check", ",".join(str(item.id) for item in ready)),
        hidden("region", view.region.code),
        hidden("key", new_key()),
        *parts,
        html.Div([button(label), html.Small(_AFTER, className="hint")], className="acts"),
    ]
    form = post_form(f"{SUBMIT_PATH}/file", view.ask.token, fields)
    return card(_title(view, ready), [form], "ready", anchor="ready")


_AFTER = "报送后由市残联审核；审核前可再报，新版代替旧版。连按两次也只算一次。"


def _can_be_filed(draft: Draft) -> bool:
    result = draft.result
    return result is not None and draft.outcome != "errors" and not result.known


def _label(ready: Sequence[Draft]) -> str:
    month = ready[0].month
    return f"{month.number}月月报" if month else "月报"


def _held_back(view: SubmitView, drafts: Sequence[Draft]) -> html.Section:
    errors = sum(
        item.severity == "error" for one in drafts if one.result for item in one.result.findings
    )
    why = closed_words(view) or (
        f"还有{errors}处错误，不能报送。改好后把文件再放入上面，系统会说明哪些已改、哪些仍在、有无新增。"
    )
    disabled = html.Button("报送", type="button", disabled=True)
    return card(
        "④ 报送",
        [html.Div([disabled, html.Small(why, className="hint")], className="acts")],
        "ready",
    )


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
    if draft.region == view.region.code and draft.month == view.month:
        yield from _difference(view, draft)
    returned = [item for item in view.versions if item.state == "returned"]
    for version in (item.version for item in returned if item.sha256 == draft.sha256):
        said = f"这与已退回的第{version}版是同一个文件，请先照退回的理由改好。"
        yield html.P([silent("△"), said])
    warnings = [item for item in result.findings if item.severity == "warning"]
    if warnings:
        yield html.P("下面的提醒请写明理由，理由随数送审核人，也显示在图表旁。", className="says")
    for place, item in enumerate(warnings):
        yield _reason(draft, item, place)


def _difference(view: SubmitView, draft: Draft) -> Iterator[Node]:
    changes = _changes(view, draft)
    rows = [_row(item) for item in changes]
    counts = next((item for item in view.versions if item.state == "accepted"), None)
    against = f"与现在计入的数（{_counted(view, counts is not None)}）相比。" if rows else ""
    if against:
        yield html.P(against, className="says")
    yield table("本次与现在计入的数", _COLUMNS, rows)


def _counted(view: SubmitView, own: bool) -> str:
    accepted = [item for item in view.filings if item.state == "accepted"]
    if own:
        version = next(item.version for item in accepted if item.month == view.month)
        return f"{view.month.number}月第{version}版"
    before = [item for item in accepted if item.month < view.month]
    if not before:
        return "还没有计入过"
    last = max(before, key=lambda item: item.month)
    return f"{last.month.number}月第{last.version}版，沿用"


def _changes(view: SubmitView, draft: Draft) -> list[Change]:
    result = draft.result
    if result is None or (draft.region, draft.month) != (view.region.code, view.month):
        return []
    now = {row.indicator: row for row in view.counting.rows}
    new = {row.indicator: row for row in result.figures}
    changes = []
    for indicator in view.plan.indicators:
        row, made = now.get(indicator.code), new.get(indicator.code)
        completed, funds = (row.completed, row.funds) if row else (None, None)
        given = made.amount("completed_total") if made else None
        money = made.amount("funds_total_yuan") if made else None
        changes.append(
            Change(
                indicator.name,
                (completed, completed if given is None else given),
                (funds, funds if money is None else money),
            )
        )
    return changes


def _row(change: Change) -> list[Node]:
    (now, new), (money_now, money_new) = change.completed, change.funds
    step = (new or Decimal(0)) - (now or Decimal(0))
    moved = new is not None and new != now
    return [
        change.name,
        count_text(now),
        html.B(count_text(new)) if moved else count_text(new),
        html.B(signed_text(step)) if moved else "相同" if new is not None else NOTHING,
        wan_text(money_now),
        html.B(wan_text(money_new)) if money_new != money_now else wan_text(money_new),
    ]


def _reason(draft: Draft, item: Finding, place: int) -> html.Div:
    cell = f"{item.cell} " if item.cell else ""
    result = draft.result
    written = (
        next((row.note for row in result.figures if row.indicator == item.indicator), "")
        if result
        else ""
    )
    return html.Div(
        [
            html.P([silent("△"), html.B(cell), f"{item.message}。"]),
            text_field(
                f"{cell}的理由" if cell else "理由",
                f"{draft.id}/{reason_key(item)}",
                id=f"reason-{draft.id}-{place}",
                value=written,
                required=True,
                maxLength=500,
            ),
        ],
        className="reason",
    )
