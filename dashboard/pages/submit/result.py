"""The third step: what was found in each workbook, cell by cell, and what became of it since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashboard import html
from dashboard.components.grade import grade
from dashboard.components.marks import Node, silent
from dashboard.components.tables import Column, table
from dashboard.pages.follow_up import followed_up
from dashboard.pages.submit.receipt import receipt_number
from dashboard.pages.submit.view import SUBMIT_PATH, SubmitView
from dashboard.selection import address
from dashboard.shell import card
from etl.domain.finding import Finding
from etl.domain.plan import Plan
from etl.domain.submission import FIELD_NAMES, STATE_NAMES
from etl.domain.text import moment_text

if TYPE_CHECKING:
    from etl.services.drafts import Draft

_COLUMNS = [
    Column("单元格"),
    Column("项目 · 栏目"),
    Column("填写的是"),
    Column("问题"),
    Column("怎么改"),
    Column("级别 · 编号"),
]
_SHOWN = 60
_NAMED = 3


def result_card(view: SubmitView, draft: Draft) -> html.Section:
    """Return what was found in one workbook."""
    findings = draft.lines
    asked = [item for item in findings if item.severity != "info"]
    tidied = [item for item in findings if item.severity == "info"]
    parts: list[Node] = [
        html.P(_about(view, draft), className="basis"),
        _same(view, draft) or _counts(findings),
        _annotated(draft, bool(asked)),
        _answered(view, draft),
        _since(view, draft),
        _table(view.plan, asked),
        _tidied(view.plan, tidied),
    ]
    return card(
        _title(view, draft, findings),
        parts,
        "check" if asked else "checked",
        anchor=f"check-{draft.id}",
    )


def _title(view: SubmitView, draft: Draft, findings: Sequence[Finding]) -> str:
    count = sum(item.severity != "info" for item in findings)
    whose = ""
    if len(view.drafts) > 1:
        month = f"{draft.month.number}月" if draft.month else ""
        named = draft.result.region_name if draft.result else ""
        whose = f"{named}{month} " if named else f"第{view.drafts.index(draft) + 1}个文件 "
    if draft.result and draft.result.known:
        return f"③ {whose}检查结果：已经报送过"
    return f"③ {whose}检查结果：" + (f"{count}处要处理" if count else "没有问题，可以报送")


def _same(view: SubmitView, draft: Draft) -> Node:
    """Say that the figures are there already, with the way to the receipt."""
    filing = draft.result.filing if draft.result and draft.result.known else None
    if filing is None:
        return None
    href = address(SUBMIT_PATH, None, "receipt", kept=(*view.kept, ("receipt", str(filing.id))))
    state = STATE_NAMES[filing.state]
    same = "这个文件" if draft.result and draft.result.same_bytes else "这个文件里的数"
    words = f"{same}与{filing.month.number}月第{filing.version}版（{state}）相同，不用再报。"
    return html.P([words, html.A(f"回执 {receipt_number(filing)}", href=href)])


def _answered(view: SubmitView, draft: Draft) -> Node:
    """Say of each reason for which the last version was returned whether its cell was changed."""
    back, result = view.returned, draft.result
    if (
        back is None
        or result is None
        or (draft.region, draft.month) != (view.region.code, view.month)
    ):
        return None
    rows = {row.indicator: row for row in result.figures}
    lines = followed_up(back, rows)
    if not lines:
        return None
    return html.Div([html.H3("退回的理由，逐条对照"), html.Ul(lines, className="since")])


def _about(view: SubmitView, draft: Draft) -> str:
    at = moment_text(draft.at, view.plan.zone)
    if draft.result is None and not draft.file_name:
        return f"{at}检查。文件里有个人信息，没有保存，只留下面的位置；请删去后重新上传。"
    size = f" · {max(1, draft.size // 1024)} KB" if draft.size else ""
    said = [f"{draft.file_name}{size}", f"{at}由{draft.actor}检查"]
    result = draft.result
    if result is None:
        said.append("文件没有保存（读不了，或已过保存期），下面是检查时的结果")
    elif result.region_name and result.month:
        template = f"，模板{result.template}" if result.template else ""
        said.append(f"认出：{result.region_name}，{result.month.label}{template}")
    return " · ".join(said)


def _counts(findings: Sequence[Finding]) -> html.Ul:
    errors, warnings, infos = (
        sum(item.severity == name for item in findings) for name in ("error", "warning", "info")
    )
    lines = [
        (f"{errors}处错误", "改好才能报送", "slow", "×")
        if errors
        else ("没有错误", "", "good", "●"),
        *([(f"{warnings}处提醒", "写明理由可以报送", "", "△")] if warnings else []),
        *([(f"自动整理{infos}处", "不用改，请过目", "none", "·")] if infos else []),
    ]
    return html.Ul(
        [
            html.Li(
                [html.Strong([silent(shape), words], className=f"status {tone}"), html.Small(note)]
            )
            for words, note, tone, shape in lines
        ],
        className="counts",
    )


def _annotated(draft: Draft, asked: bool) -> Node:
    """Return the way to the marked copy, where there is anything to mark."""
    if draft.result is None or not draft.size or not asked:
        return None
    href = f"{SUBMIT_PATH}/annotated/{draft.id}"
    link = html.A("下载批注工作簿", href=href, download="", className="primary")
    note = "问题标在您自己的表上，照格子上的话改好，把它再放入②即可。"
    return html.Div([link, html.Small(note, className="hint")], className="acts")


def _since(view: SubmitView, draft: Draft) -> Node:
    """Say what has become of the findings of the try before: mended, still there, new."""
    result = draft.result
    if result is None or result.before is None or result.changes is None:
        return None
    found = result.changes
    groups = [
        ("已改", "●", found.mended),
        ("已写理由", "●", found.answered),
        ("仍有", "△", found.remaining),
        ("没有再核到", "？", found.unseen),
        ("新增", "×", found.new),
    ]
    counts = "、".join(f"{name}{len(items)}处" for name, _, items in groups if items)
    at = moment_text(result.before.at, view.plan.zone)
    lines = [
        html.Li([silent(shape), html.Strong(name), f" {_place(item)}{item.message}"])
        for name, shape, items in groups
        for item in items[:_SHOWN]
        if item.severity != "info"
    ]
    head = html.P(
        f"与{at}那次（{result.before.file_name or '文件名未保存'}）比：{counts or '没有变化'}。"
    )
    return html.Details(
        [html.Summary(head), html.Ul(lines, className="since")], open=True, className="more"
    )


def _place(item: Finding) -> str:
    return f"{item.cell} " if item.cell else ""


def _table(plan: Plan, findings: Sequence[Finding]) -> Node:
    if not findings:
        return None
    rows = [_row(plan, item) for item in findings[:_SHOWN]]
    more = len(findings) - len(rows)
    note = (
        html.P(f"另有{more}处没有列出，都标在批注工作簿里。", className="basis") if more else None
    )
    return html.Div(
        [
            part
            for part in (table("要处理的单元格，按先后排列", _COLUMNS, rows), note)
            if part is not None
        ],
        className="findings",
    )


def _row(plan: Plan, item: Finding) -> list[Node]:
    indicator = plan.indicator(item.indicator or "")
    subject = indicator.name if indicator else ""
    field = FIELD_NAMES.get(item.field or "", "")
    return [
        cell_mark(item),
        html.Div([html.B(subject), html.Div(field)]) if subject else field or "整份表",
        [_phone("填写的是"), html.Code(item.raw[:80]) if item.raw else "—"],
        [_phone("问题"), f"{item.message}。"],
        [_phone("怎么改"), item.mend],
        html.Div([grade(item.severity), html.Small(item.code)]),
    ]


def _phone(words: str) -> html.Small:
    """Name a cell where the table is a list and has no heads."""
    return html.Small(f"{words}：", className="on-phone")


def cell_mark(item: Finding) -> Node:
    """Return the cell of a finding as it is called in the workbook."""
    if not item.cells:
        return item.sheet or "整份表"
    several = len(item.cells) > _NAMED
    more = f"等{len(item.cells)}格" if several else "".join(f"、{c}" for c in item.cells[1:])
    sheet = html.Small(f"{item.sheet} ") if item.sheet and item.sheet != "月报" else None
    return html.Span(
        [part for part in (sheet, html.B(item.cells[0], className="cell"), more) if part]
    )


def _tidied(plan: Plan, findings: Sequence[Finding]) -> Node:
    if not findings:
        return None
    lines = [html.Li([cell_mark(item), f" {item.message}。"]) for item in findings[:_SHOWN]]
    title = f"读入时自动整理{len(findings)}处（不用改，请过目）"
    return html.Details([html.Summary(title), html.Ul(lines, className="since")], className="more")
