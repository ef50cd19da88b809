"""The split of a project into indicators, its funds, and averages beside published standards."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dashboard import html
from dashboard.components.exhibit_card import chart_parts, exhibit_card
from dashboard.components.marks import aria, inline, says
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.figures.bullet import css_percent
from dashboard.figures.month_charts import MonthRow, Words, funds, silent_words
from dashboard.pages.pictures import picture_of
from dashboard.pages.project_view import ProjectView
from dashboard.pages.sheet import Shown
from dashboard.parts_of_project import Part, part_of
from dashboard.selection import address
from etl.domain.figure_ref import FigureRef
from etl.domain.sentence import Piece, Sentence, said, stated
from etl.domain.text import NOTHING, count_text, share_text, short_day, wan_text, yuan_text

SAMPLE_MARK = "示例"
_HATCHED = "斜纹条：当月报送不全，含沿用数或缺县区，不与其他月份比高低。"


def split(view: ProjectView) -> Shown | None:
    """Return the split into indicators, where there is more than one."""
    if len(view.project.indicators) < 2:
        return None
    parts = view.by_indicator
    total = part_of("合计", view.cells)
    unit = view.project.unit
    columns = [Column("指标"), Column(f"累计（{unit}）", True), Column("占比", True)]
    rows = [_share(view, code, part, total) for code, part in parts.items()]
    foot = ("合计", _done(view, total, ""), "100.0%" if total.completed else NOTHING)
    body = table("分项累计完成", columns, rows, foot)
    exhibit = Exhibit("split", "分项构成", grid(columns, rows, foot))
    content = [
        says("项目数为各分项之和，单位相同。"),
        _bar(view, total),
        body,
        *_invented(view),
        html.P(view.notes[0], className="basis"),
    ]
    return Shown(exhibit_card(view.frame, exhibit, content), exhibit)


def is_invented(view: ProjectView, code: str) -> bool:
    """Whether the sample's plan says of an indicator, in its 口径, that its split is made up."""
    known = view.frame.plan.indicator(code)
    return view.frame.plan.sample and known is not None and SAMPLE_MARK in known.definition


def _invented(view: ProjectView) -> list[html.P]:
    names = [item.name for item in view.project.indicators if is_invented(view, item.code)]
    if not names:
        return []
    text = f"示例数据：{'、'.join(names)}的分项数没有公布过，为演示编制；合计是公布的数。"
    return [html.P(text, className="basis sample")]


def _bar(view: ProjectView, total: Part) -> html.Div | None:
    """Return the shares as one bar; the table beneath says them in numbers."""
    if not total.completed:
        return None
    pieces = [
        html.I(
            className=f"piece p{place % 4}",
            style={
                "width": css_percent(100 * Fraction(part.completed) / Fraction(total.completed))
            },
        )
        for place, part in enumerate(view.by_indicator.values())
        if part.completed
    ]
    return html.Div(pieces, className="shares", **aria(hidden="true"))


def _done(view: ProjectView, part: Part, indicator: str) -> Entry:
    if part.completed is None:
        return "未报"
    return Cell(count_text(part.completed), view.ref("completed", indicator=indicator))


def _share(view: ProjectView, code: str, part: Part, total: Part) -> Row:
    name: Entry = part.name
    if is_invented(view, code):
        mark = html.Small(SAMPLE_MARK, className="tag")
        name = Cell(f"{part.name}（{SAMPLE_MARK}）", node=[part.name, mark])
    if part.completed is None or not total.completed:
        return (name, _done(view, part, code), NOTHING)
    share = share_text(Fraction(part.completed) / Fraction(total.completed))
    return (name, _done(view, part, code), Cell(share, view.ref("share", indicator=code)))


def money(view: ProjectView) -> Shown:
    """Return the card of funds over the months, or that none are reported."""
    row = view.row
    if row.funds is None:
        text = "各县区月报没有报送本项目的资金，不作为零，也不计算平均。"
        exhibit = Exhibit("funds", "资金")
        return Shown(exhibit_card(view.frame, exhibit, [html.P(text)]), exhibit)
    title = "累计投入资金"
    notes = (view.notes[0], "没有报送资金的县区不作为零，不计入。", _HATCHED)
    chart = funds(Words("funds", title, _money_sentence(view), notes), view.past)
    columns = [Column("报告期"), Column("累计（万元）", True), Column("已报", True)]
    rows: list[Row] = []
    for item in view.past:
        name = Cell(f"{item.month.number}月", href=address(view.frame.path, item.month))
        covered = Cell(item.covered, FigureRef("coverage", item.month, view.frame.plan.root))
        rows.append((name, _funds(view, item), covered))
    body = table("各月累计投入资金", columns, rows)
    exhibit = Exhibit(
        "funds", title, grid(columns, rows), picture_of(view.frame, view.title, chart)
    )
    return Shown(exhibit_card(view.frame, exhibit, chart_parts(view.frame, chart, body)), exhibit)


def _funds(view: ProjectView, item: MonthRow) -> Entry:
    if item.row.funds is None or item.silent:
        return silent_words(view.past, item, item.row.funds)
    ref = FigureRef("funds", item.month, view.frame.plan.root, view.project.code)
    return Cell(wan_text(item.row.funds), ref)


def _money_sentence(view: ProjectView) -> Sentence:
    lacking = sorted({cell.region for cell in view.cells if cell.funds is None})
    whole = {cell.region for cell in view.cells}
    amount = stated(wan_text(view.row.funds), view.ref("funds"))
    item = view.past[-1]
    lead = f"截至{short_day(view.table.as_of)}累计投入"
    if item.silent:
        carried = silent_words(view.past, item, view.row.funds)
        lead = f"{item.month.number}月无县区报送，{carried}：累计投入"
    words = said(lead, amount, "万元")
    if not lacking:
        return said(*words, "。")
    share = stated(f"{len(lacking)}/{len(whole)}", view.ref("unfunded-regions"))
    return said(*words, "；", share, "个县区有指标未报资金。")


def averages(view: ProjectView) -> Shown | None:
    """Return averages per head beside the published standards, and what does not tie."""
    parts = view.by_indicator
    if all(part.funds is None for part in parts.values()):
        return None
    columns = [
        Column("指标"),
        Column("累计资金（万元）", True),
        Column(f"平均（元/{view.per}）", True),
        Column(f"标准（元/{view.per}）", True),
        Column("对照"),
    ]
    rows = [_average(view, code, part) for code, part in parts.items()]
    body = table("累计投入资金和平均数", columns, rows)
    exhibit = Exhibit("averages", "平均与标准", grid(columns, rows))
    notes = [html.P(text, className="basis") for text in _average_notes(view)]
    untied = [html.P(inline(words), className="untied") for words in _untied(view)]
    lead = says("平均＝累计资金÷累计完成，按报送数计算。")
    content = [lead, body, *untied, *notes, html.P(view.notes[0], className="basis")]
    return Shown(exhibit_card(view.frame, exhibit, content), exhibit)


def _average(view: ProjectView, code: str, part: Part) -> Row:
    known = view.frame.plan.standard(code)
    standard = known.standard if known else None
    money: Entry = "未报"
    if part.funds is not None:
        money = Cell(wan_text(part.funds), view.ref("funds", indicator=code))
    average: Entry = NOTHING
    if part.average is not None:
        average = Cell(yuan_text(part.average), view.ref("average", indicator=code))
    published: Entry = NOTHING
    if standard is not None:
        published = Cell(yuan_text(standard), view.ref("standard", indicator=code))
    return (part.name, money, average, published, compared(view, code, part))


def compared(view: ProjectView, code: str, part: Part) -> str:
    """Say how an average stands to the standard, or to the range that filings are held against."""
    known = view.frame.plan.standard(code)
    if part.average is None or known is None:
        return NOTHING
    if known.standard is not None:
        if part.average == known.standard:
            return "与标准一致"
        return "低于标准" if part.average < known.standard else "高于标准"
    if known.low is None and known.high is None:
        return NOTHING
    inside = known.holds(Decimal(part.average.numerator) / Decimal(part.average.denominator))
    return "在核对范围内" if inside else "在核对范围外"


def _untied(view: ProjectView) -> list[Sentence]:
    """Say where the reported money is not heads times the standard; nothing is adjusted."""
    found = []
    for code, part in view.by_indicator.items():
        known = view.frame.plan.standard(code)
        standard = known.standard if known else None
        if standard is None or part.funds is None or part.completed is None or part.without_funds:
            continue
        due = standard * part.completed
        if due == part.funds:
            continue
        found.append(_untied_words(view, code, part, standard))
    return found


def _untied_words(view: ProjectView, code: str, part: Part, standard: Decimal) -> Sentence:
    heads, paid = part.completed or Decimal(0), part.funds or Decimal(0)
    due = standard * heads

    def number(text: str, kind: str) -> Piece:
        return stated(text, view.ref(kind, indicator=code))

    return said(
        f"与标准对不上，照原数列出：{part.name}",
        number(count_text(heads), "completed"),
        f"{view.per}按每{view.per}",
        number(yuan_text(standard), "standard"),
        "元应为",
        number(wan_text(due), "due"),
        "万元，报送",
        number(wan_text(paid), "funds"),
        f"万元，{'少' if paid < due else '多'}",
        number(wan_text(abs(due - paid)), "off-standard"),
        "万元。不改数、不补差。",
    )


def _average_notes(view: ProjectView) -> Sequence[str]:
    notes = [
        f"{part.name}有{part.without_funds}个县区未报资金，分子分母都不计入平均。"
        for part in view.by_indicator.values()
        if part.without_funds and part.funds is not None
    ]
    for code, part in view.by_indicator.items():
        known = view.frame.plan.standard(code)
        notes += [f"{part.name}标准的依据：{known.basis}"] if known and known.basis else []
    return notes
