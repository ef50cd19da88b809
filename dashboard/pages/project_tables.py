"""The small tables of a project's page: months, indicators, funds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dash import html

from dashboard.components.marks import Node, figure
from dashboard.components.tables import Column, table
from dashboard.frame import Frame
from dashboard.selection import address
from dashboard.shell import card
from dashboard.text import NOTHING, count_text, rate_text, share_text, wan_text, yuan_text
from etl.domain.completion import CompletionRow, CompletionTable
from etl.domain.plan import Project

Months = Sequence[tuple[CompletionTable, CompletionRow]]


def months(frame: Frame, past: Months) -> html.Section:
    """Return the cumulative figures month by month, each with its coverage."""
    unit = past[-1][1].unit
    columns = [
        Column("报告期"),
        Column(f"累计（{unit}）", True),
        Column("比上月", True),
        Column("省定完成率", True),
        Column("市定完成率", True),
        Column("序时", True),
        Column("已报", True),
    ]
    rows = [_month(frame, past, place) for place in range(len(past))]
    note = "已报不全的月份含沿用数或缺县区，与其他月份不可比，不计算比上月。"
    short = any(not item.coverage.complete for item, _ in past)
    parts = [table("各月累计完成", columns, rows), *([html.P(note, className="basis")] * short)]
    return card("各月累计", parts)


def _month(frame: Frame, past: Months, place: int) -> list[Node]:
    item, row = past[place]
    coverage = item.coverage
    text = f"{coverage.reported}/{coverage.expected}"
    return [
        html.A(f"{item.month.number}月", href=address(frame.path, item.month)),
        NOTHING if row.completed is None else figure("completed", count_text(row.completed)),
        _change(past, place),
        rate_text(row.levels["province"].rate),
        rate_text(row.levels["city"].rate),
        share_text(row.pace),
        text if coverage.complete else html.B(text),
    ]


def _change(past: Months, place: int) -> str:
    """Return the change since the month before; only between two complete months."""
    now, row = past[place]
    if row.completed is None or not now.coverage.complete:
        return NOTHING
    if place == 0:
        return f"+{count_text(row.completed)}"
    before, earlier = past[place - 1]
    if earlier.completed is None or not before.coverage.complete:
        return NOTHING
    change = row.completed - earlier.completed
    return f"{'+' if change >= 0 else '−'}{count_text(abs(change))}"


@dataclass(frozen=True)
class Part:
    """The sums of one indicator; ``average`` only over regions that reported funds."""

    name: str
    completed: Decimal | None
    funds: Decimal | None
    average: Fraction | None
    without_funds: int


def part_of(name: str, cells: Sequence[CompletionRow]) -> Part:
    """Sum up the regions' rows of one indicator; nothing reported stays nothing."""
    done = [cell.completed for cell in cells if cell.completed is not None]
    paid = [cell for cell in cells if cell.funds is not None and cell.completed is not None]
    money = [cell.funds for cell in paid if cell.funds is not None]
    heads = sum((cell.completed or Decimal(0) for cell in paid), Decimal(0))
    total = sum(money, Decimal(0)) if money else None
    average = Fraction(total) / Fraction(heads) if total is not None and heads else None
    whole = sum(done, Decimal(0)) if done else None
    return Part(name, whole, total, average, len(done) - len(paid))


def parts_of(project: Project, cells: Sequence[CompletionRow]) -> dict[str, Part]:
    """Return the parts of a project by indicator."""
    return {
        item.code: part_of(item.name, [cell for cell in cells if cell.indicator == item.code])
        for item in project.indicators
    }


def split(project: Project, cells: Sequence[CompletionRow]) -> html.Section | None:
    """Return the split into indicators, where there is more than one."""
    if len(project.indicators) < 2:
        return None
    parts = list(parts_of(project, cells).values())
    total = part_of("合计", cells)
    columns = [Column("指标"), Column(f"累计（{project.unit}）", True), Column("占比", True)]
    rows = [_share(part, total) for part in parts]
    body = table("分项累计完成", columns, rows, _share(total, total))
    return card("分项构成", [body, html.P("项目数为各分项之和，单位相同。", className="basis")])


def _share(part: Part, total: Part) -> list[Node]:
    if part.completed is None or not total.completed:
        return [
            part.name,
            "未报" if part.completed is None else count_text(part.completed),
            NOTHING,
        ]
    share = share_text(Fraction(part.completed) / Fraction(total.completed))
    return [part.name, figure("completed", count_text(part.completed)), share]


def funds(frame: Frame, project: Project, cells: Sequence[CompletionRow]) -> html.Section:
    """Return funds and the average per head beside the published standard."""
    parts = parts_of(project, cells)
    per = "户" if project.unit == "户" else "人" if project.unit == "人" else project.unit
    columns = [
        Column("指标"),
        Column("累计资金（万元）", True),
        Column(f"平均（元/{per}）", True),
        Column(f"标准（元/{per}）", True),
    ]
    rows = [_money(frame, code, part) for code, part in parts.items()]
    return card(
        "资金与平均", [table("累计投入资金和平均数", columns, rows), *_money_notes(frame, parts)]
    )


def _money(frame: Frame, code: str, part: Part) -> list[Node]:
    known = frame.plan.standard(code)
    return [
        part.name,
        "未报" if part.funds is None else figure("funds", wan_text(part.funds)),
        yuan_text(part.average),
        yuan_text(known.standard if known else None),
    ]


def _money_notes(frame: Frame, parts: dict[str, Part]) -> list[html.P]:
    notes = ["平均＝累计资金÷累计完成，按报送数计算；与标准不一致的照列，不作调整。"]
    notes += [
        f"{part.name}有{part.without_funds}个县区未报资金，不计入平均。"
        for part in parts.values()
        if part.without_funds and part.funds is not None
    ]
    for code, part in parts.items():
        known = frame.plan.standard(code)
        notes += [f"{part.name}标准的依据：{known.basis}"] if known and known.basis else []
    return [html.P(note, className="basis") for note in notes]
