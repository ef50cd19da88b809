"""Explanations of what is divided or looked up beside targets: averages, shares, the past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from dashboard.parts_of_project import part_of
from dashboard.tracing.amounts import project_of, row_of
from dashboard.tracing.explanation import Explanation, PlanPlace, Term
from dashboard.tracing.ledger import Ledger
from etl.domain.figure_ref import FigureRef
from etl.domain.plan import History
from etl.domain.text import NOTHING, count_text, plain, share_text, wan_text, yuan_text


def average(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain the average of an indicator: funds ÷ completed, where funds are reported."""
    project = project_of(ledger, ref)
    cells = [c for c in ledger.cells(ref.region, ref.project) if c.indicator == ref.indicator]
    part = part_of("", cells)
    heads = sum((c.completed or Decimal(0) for c in cells if c.funds is not None), Decimal(0))
    left_out = (
        f"有{part.without_funds}个县区未报资金，分子分母都不含。" if part.without_funds else ""
    )
    funds_ref, done_ref = ref.of("funds"), ref.of("completed")
    return Explanation(
        name="平均",
        shown=yuan_text(part.average),
        unit=f"元/{project.unit}",
        terms=(
            Term("累计投入资金", plain(part.funds or Decimal(0)), "元", funds_ref),
            Term(
                "累计完成",
                count_text(heads),
                project.unit,
                None if part.without_funds else done_ref,
                "÷",
            ),
        ),
        rules=(("算法", f"按报送数计算，最多两位小数。{left_out}"),),
        field="funds_total_yuan",
    )


def standard(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain the published standard of an indicator: it stands in the plan."""
    known = ledger.frame.plan.standard(ref.indicator)
    value = known.standard if known else None
    basis = (("依据", known.basis),) if known and known.basis else ()
    return Explanation(
        name="标准",
        shown=yuan_text(value),
        unit=f"元/{project_of(ledger, ref).unit}",
        rules=(("来源", "任务书“资金标准”表。"), *basis),
        planned=(PlanPlace("资金标准", ref.indicator, "标准(元)"),),
    )


@dataclass(frozen=True)
class _Due:
    """An indicator's heads, published standard and reported funds, in yuan."""

    heads: Decimal
    price: Decimal
    paid: Decimal | None


def _due_of(ledger: Ledger, ref: FigureRef) -> _Due | str:
    """Return what is held against each other, or why there is nothing to hold."""
    known = ledger.frame.plan.standard(ref.indicator) if ref.indicator else None
    if known is None or known.standard is None:
        named = "任务书没有公布这个指标的标准" if ref.indicator else "没有写明是哪个指标"
        return f"{named}，无法核对。"
    row = row_of(ledger, ref)
    if row.completed is None:
        return "没有已采用的完成数，不作为零，也不核对。"
    return _Due(row.completed, known.standard, row.funds)


def due(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain what an indicator's heads would cost at the published standard."""
    found, unit = _due_of(ledger, ref), project_of(ledger, ref).unit
    if isinstance(found, str):
        return Explanation("按标准应为", NOTHING, "", rules=(("为什么没有", found),))
    return Explanation(
        name="按标准应为",
        shown=wan_text(found.heads * found.price),
        unit="万元",
        terms=(
            Term("累计完成", count_text(found.heads), unit, ref.of("completed")),
            Term("标准", yuan_text(found.price), f"元/{unit}", ref.of("standard"), "×"),
        ),
        exact=f"{plain(found.heads * found.price)}元",
        rules=(("性质", "是核对用的算式，不是报送数。"),),
        field="completed_total",
    )


def off_standard(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain by how much the reported funds are not heads times the standard."""
    found, name = _due_of(ledger, ref), "与按标准应为之差"
    if not isinstance(found, str) and found.paid is None:
        found = "没有报送资金，不作为零，也不核对。"
    if isinstance(found, str) or found.paid is None:
        return Explanation(name, NOTHING, "", rules=(("为什么没有", str(found)),))
    meant = found.heads * found.price
    paid = Term("累计投入资金", wan_text(found.paid), "万元", ref.of("funds"))
    ought = Term("按标准应为", wan_text(meant), "万元", ref.of("due"))
    less = found.paid < meant
    first, second = (ought, paid) if less else (paid, ought)
    return Explanation(
        name=f"比按标准应为{'少' if less else '多'}",
        shown=wan_text(abs(found.paid - meant)),
        unit="万元",
        terms=(first, replace(second, sign="－")),
        exact=f"{plain(abs(found.paid - meant))}元",
        rules=(("性质", "对不上的照报送的原数列出，不改数、不补差。"),),
        field="funds_total_yuan",
    )


def share(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain the share of an indicator in its project's figure."""
    part, whole = row_of(ledger, ref), ledger.row(ref.region, ref.project)
    known = part.completed is not None and bool(whole.completed)
    value = Fraction(part.completed or 0) / Fraction(whole.completed or 1) if known else None
    unit = whole.unit
    return Explanation(
        name="占比",
        shown=NOTHING if value is None else share_text(value),
        unit="",
        terms=(
            Term("分项累计", count_text(part.completed), unit, ref.of("completed")),
            Term(
                "项目累计",
                count_text(whole.completed),
                unit,
                ref.of("completed", indicator=""),
                "÷",
            ),
        ),
        rules=(("取整", "四舍五入到一位小数，各分项相加可能不正好是100.0%。"),),
        field="completed_total",
    )


def history_asked(ledger: Ledger, ref: FigureRef) -> History | None:
    """Return the line of the plan's history that a figure names by project and last year."""
    lines = (item for item in ledger.frame.plan.history if item.project == ref.project)
    return next((item for item in lines if str(item.until_year) == ref.indicator), None)


def history(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain a total of the years before: it stands in the plan. ``indicator`` is the year."""
    found = history_asked(ledger, ref)
    money = ref.kind == "history-funds"
    column = "累计资金(万元)" if money else "累计完成"
    if found is None:
        return Explanation(column, NOTHING, "")
    shown = wan_text(found.funds) if money else count_text(found.completed)
    return Explanation(
        name=f"截至{found.until_year}年底{'累计资金' if money else '累计完成'}",
        shown=shown,
        unit="万元" if money else project_of(ledger, ref).unit,
        rules=(
            ("来源", "任务书“历史累计”表，以前年度的数，本年报送不改变它。"),
            *((("说明", found.note),) if found.note else ()),
        ),
        planned=(PlanPlace("历史累计", f"{ref.project} {found.until_year}", column),),
    )
