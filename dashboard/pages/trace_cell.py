"""One cell of a county's workbook opened: the rows round it as written, and who handled it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dashboard import html
from dashboard.components.marks import Node, silent
from dashboard.components.tables import scroller
from dashboard.frame import Frame
from dashboard.selection import address, region_path
from dashboard.shell import card
from etl.domain.plan import Plan
from etl.domain.provenance import FigurePart, FiledForm
from etl.domain.submission import FIELD_NAMES, FIELDS, CellRef, Filing, Value
from etl.domain.text import moment_text, plain

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_AROUND = 6
"""So many rows above and below the cell are shown of a long form."""


def cell_card(
    frame: Frame,
    form: FiledForm,
    parts: Sequence[FigurePart],
    versions: Sequence[Filing],
    may_open: bool,
) -> html.Section:
    """Return the rows round the traced cells as they were read, and what was made of them."""
    filing = form.filing
    marked = {str(part.value.cell) for part in parts if part.value.cell}
    title = f"单元格：{filing.file_name} › {_addresses(parts) or '不在表里'}"
    note = "按读入时的原文列出，框内是所追的数；行号、列号同原件。"
    body = [
        html.P(note, className="basis"),
        html.Div(
            [
                _excerpt(frame.plan, form, marked),
                html.Dl(_readings(frame, form, parts, versions, may_open), className="pairs"),
            ],
            className="cell-and-reading",
        ),
    ]
    return card(title, body, "trace-cell", anchor="cell")


def _addresses(parts: Sequence[FigurePart]) -> str:
    """Return the traced cells as people name them: 月报!H8、H9."""
    cells = [part.value.cell for part in parts if part.value.cell]
    names = "、".join(cell.address for cell in cells)
    return f"{cells[0].sheet}!{names}" if cells else ""


def _excerpt(plan: Plan, form: FiledForm, marked: set[str]) -> Node:
    """Return the cells that were read as a small sheet with the sheet's own rows and columns."""
    cells = _cells(form)
    if not cells:
        return html.P("这次报送没有留下单元格位置。")
    sheet = next(iter(cells)).sheet
    letters = sorted({_place(ref)[0] for ref in cells}, key=lambda item: (len(item), item))
    numbers = sorted({_place(ref)[1] for ref in cells})
    wanted = [n for n in numbers if _near(n, numbers, marked)]
    heads = {_place(ref)[0]: name for ref, (name, _, _) in cells.items()}
    names = {_place(ref)[1]: code for ref, (_, code, _) in cells.items()}
    head = html.Tr(
        [
            _column("行"),
            _column("指标"),
            *(_column(f"{c} {FIELD_NAMES[heads[c]]}") for c in letters),
        ]
    )
    rows = [
        html.Tr(
            [
                html.Th(str(number), scope="row"),
                html.Td(_indicator(plan, names[number])),
                *(_cell(cells, CellRef(sheet, f"{c}{number}"), marked) for c in letters),
            ]
        )
        for number in wanted
    ]
    caption = html.Caption(f"工作表“{sheet}”节选")
    body = html.Table([caption, html.Thead(head), html.Tbody(rows)], className="sheet")
    return scroller(body, f"工作表“{sheet}”节选")


def _cells(form: FiledForm) -> dict[CellRef, tuple[str, str, str]]:
    """Return field, indicator and raw text by cell, remarks included."""
    found: dict[CellRef, tuple[str, str, str]] = {}
    for code, row in form.rows.items():
        for name in FIELDS:
            value = row[name]
            if value.cell is not None:
                found[value.cell] = (name, code, value.raw or "")
        if row.note_cell is not None:
            found[row.note_cell] = ("note", code, row.note)
    return found


def _place(ref: CellRef) -> tuple[str, int]:
    match = _ADDRESS.fullmatch(ref.address)
    return (match[1], int(match[2])) if match else (ref.address, 0)


def _near(number: int, numbers: Sequence[int], marked: set[str]) -> bool:
    if len(numbers) <= 2 * _AROUND:
        return True
    here = [int(found[2]) for text in marked if (found := _ADDRESS.search(text.split("!")[-1]))]
    return any(abs(numbers.index(number) - numbers.index(n)) <= _AROUND for n in here)


def _column(text: str) -> html.Th:
    return html.Th(text, scope="col")


def _indicator(plan: Plan, code: str) -> str:
    known = plan.indicator(code)
    return known.name if known else code


def _cell(cells: Mapping[CellRef, tuple[str, str, str]], ref: CellRef, marked: set[str]) -> html.Td:
    name, _, raw = cells.get(ref, ("", "", ""))
    if str(ref) not in marked:
        return html.Td(raw, className="words" if name == "note" else None)
    return html.Td(
        [html.Strong(raw or "（空）"), html.Span("（所追的数）", className="vh")], className="here"
    )


def _readings(
    frame: Frame,
    form: FiledForm,
    parts: Sequence[FigurePart],
    versions: Sequence[Filing],
    may_open: bool,
) -> list[Node]:
    pairs: list[tuple[str, Node]] = []
    for part in parts:
        pairs += _of_part(part, form, len(parts) > 1)
    pairs.append(("版本", _version_words(form.filing, versions)))
    pairs.append(("原件", _original(form.filing, may_open)))
    return [node for name, text in pairs for node in (html.Dt(name), html.Dd(text))]


def _of_part(part: FigurePart, form: FiledForm, named: bool) -> list[tuple[str, Node]]:
    """Return raw text, reading, the identity of the month and the remarks of one indicator."""
    prefix = f"{part.indicator.name} " if named else ""
    money = part.field == "funds_total_yuan"
    unit = "元" if money else part.indicator.unit
    if part.filing is None:
        return [(f"{prefix}原文", "未报")]
    found: list[tuple[str, Node]] = [
        (f"{prefix}原文", html.Code(part.value.raw or "（空）")),
        (f"{prefix}读作", _read_as(part.value, unit)),
    ]
    month = form.rows[part.indicator.code]["funds_month_yuan" if money else "completed_month"]
    if month.value is not None:
        found.append((f"{prefix}其中本月", f"{plain(month.value)}{unit}"))
    if part.note:
        found.append((f"{prefix}备注", part.note))
    found += [(f"{prefix}提醒", item.message) for item in part.warnings]
    return found


def _read_as(value: Value, unit: str) -> str:
    text = f"{plain(value.value)}{unit}" if value.value is not None else "未报"
    return f"{text}（按上月与本月推算）" if value.computed else text


def _version_words(filing: Filing, versions: Sequence[Filing]) -> str:
    count = len(versions) or 1
    return f"{filing.month.label}共{count}版，计入第{filing.version}版"


def _original(filing: Filing, may_open: bool) -> Node:
    check = f"SHA-256 {filing.sha256[:8]}…{filing.sha256[-8:]}"
    if may_open:
        href = f"/api/v1/submissions/{filing.id}/original"
        return [html.A("下载原件", href=href, className="button"), html.Small(f" {check}")]
    return f"{check}。原件只对市残联和报送的县区开放，其他人看到同样的出处。"


def handlers(frame: Frame, filing: Filing) -> html.Section:
    """Return who filed and who accepted, with times, as a list."""
    zone = frame.plan.zone
    steps = [("报送", filing.filed_by, moment_text(filing.filed_at, zone), _version(filing))]
    if filing.reason:
        steps.append(("说明", filing.filed_by, "", filing.reason))
    if filing.accepted_at is not None:
        words = "补录采用" if filing.backfilled else "采用"
        steps.append((words, filing.accepted_by or "", moment_text(filing.accepted_at, zone), ""))
    items = [
        html.Li(
            [
                silent("●"),
                html.Strong(name),
                f" {who} ",
                html.Span(time, className="day"),
                html.Div(more, className="sub"),
            ]
        )
        for name, who, time, more in steps
    ]
    region = frame.plan.tree.get(filing.region)
    way = html.A(
        f"{region.name if region else filing.region}的全部报送记录",
        href=address(region_path(filing.region), frame.month) + "#filings",
    )
    parts = [html.Ol(items, className="handlers"), html.P(way)]
    return card("经手", parts, "trace-who", anchor="who")


def _version(filing: Filing) -> str:
    return f"{filing.month.label}第{filing.version}版，{filing.file_name}"
