"""Explanations of what texts of a release state beside the tables: facts, policy, sums, 同比."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from dashboard.tracing.amounts import project_of
from dashboard.tracing.explanation import Explanation, PlanPlace, Term
from dashboard.tracing.ledger import Ledger
from dashboard.tracing.shares import history_asked
from etl.domain.fact_words import fact_value
from etl.domain.figure_ref import FigureRef
from etl.domain.names import compact
from etl.domain.plan_places import target_key
from etl.domain.ranking import is_whole
from etl.domain.refusal import NotFound
from etl.domain.text import NOTHING, count_text, half_up, wan_text

T = TypeVar("T")


def fact(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain a published fact: it stands in the plan, with source and day."""
    item = _at(ledger.frame.plan.facts, ref)
    if item is None or item.project != ref.project:
        return _nothing("事实", "任务书的“事实”表里没有这一条。")
    rules = [("来源", f"任务书“事实”表。{item.source}".rstrip("。") + "。")]
    if item.as_of:
        rules.append(("截至", item.as_of))
    if item.approx:
        rules.append(("约数", f"公布时带“{item.approx}”，引用时照写，不与准确数相加。"))
    place = PlanPlace("事实", target_key(item.project, compact(item.text)), "数值")
    if item.value is None:
        return Explanation("公布的说法", item.text, "", rules=tuple(rules), planned=(place,))
    return Explanation(item.text, fact_value(item), "", rules=tuple(rules), planned=(place,))


def policy(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain a policy point: the plan's own words."""
    item = _at(ledger.frame.plan.policy_points, ref)
    if item is None or item.project != ref.project:
        return _nothing("政策要点", "任务书的“政策要点”表里没有这一条。")
    place = PlanPlace("政策要点", target_key(item.project, compact(item.text)), "要点")
    rules = (("来源", "任务书“政策要点”表，照录原文。"),)
    return Explanation("政策要点", item.text, "", rules=rules, planned=(place,))


def _at(items: tuple[T, ...], ref: FigureRef) -> T | None:
    """Return the item at a place counted from 1, None where there is none."""
    place = int(ref.indicator) if ref.indicator.isdecimal() else 0
    return items[place - 1] if 0 < place <= len(items) else None


def _nothing(name: str, why: str) -> Explanation:
    return Explanation(name, NOTHING, "", rules=(("为什么没有", why),))


def funds_sum(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain the money of all projects that report any: units of money may be added."""
    rows = [row for row in ledger.table(ref.region).rows if row.funds is not None]
    if not rows:
        return _nothing("已报资金的项目合计", "没有项目报送资金，不作为零。")
    total = sum((row.funds for row in rows if row.funds is not None), Decimal(0))
    names = ledger.frame.project_names
    terms = tuple(
        Term(
            names[row.project], wan_text(row.funds), "万元",
            ref.of("funds", project=row.project), "＋" if place else "",
        )
        for place, row in enumerate(rows)
    )  # fmt: skip
    lacking = [names[row.project] for row in ledger.table(ref.region).rows if row.funds is None]
    without = (("不含", f"{'、'.join(lacking)}没有报送资金，不作为零。"),) if lacking else ()
    return Explanation(
        name=f"已报资金的{len(rows)}个项目合计",
        shown=wan_text(total),
        unit="万元",
        terms=terms,
        rules=(("取整", "按分相加，显示为万元，最多两位小数。"), *without),
    )


def to_date(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain the total of the years before and this one; ``indicator`` is their last year."""
    found = history_asked(ledger, ref)
    row = ledger.row(ref.region, ref.project)
    if found is None or found.completed is None or row.completed is None:
        return _nothing("历年累计完成", "任务书没有以前年度的累计，或本年没有已采用的数。")
    if found.approx:
        return _nothing("历年累计完成", "以前年度的数是约数，不与准确数相加。")
    unit = row.unit
    before = ref.of("history")
    return Explanation(
        name="历年累计完成",
        shown=count_text(found.completed + row.completed),
        unit=unit,
        terms=(
            Term(f"截至{found.until_year}年底", count_text(found.completed), unit, before),
            Term(
                "本年累计", count_text(row.completed), unit, ref.of("completed", indicator=""), "＋"
            ),
        ),
        rules=(("说明", found.note or "任务书“历史累计”表与本年累计相加。"),),
        field="completed_total",
    )


def year_on_year(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain 同比: against the same month a year before, whole on both sides and of one unit."""
    row, before = ledger.row(ref.region, ref.project), ledger.frame.month.a_year_before
    try:
        table = ledger.table(ref.region, "project", before)
    except NotFound:
        return _nothing("同比", f"没有{before.year}年的任务书和报送，不作比较。")
    last = next((item for item in table.rows if item.project == ref.project), None)
    known = last is not None and last.unit == row.unit and last.completed and is_whole(last)
    if last is None or last.completed is None or row.completed is None or not known:
        return _nothing("同比", "上年同月没有单位相同、报送齐全的数，不作比较。")
    change = Fraction(row.completed) / Fraction(last.completed) - 1
    size = half_up(abs(change) * 100, 1)
    unit = project_of(ledger, ref).unit
    word = "增长" if change > 0 else "下降"
    text = "持平" if change == 0 else f"{size:f}%" if size else "不到0.1%"
    return Explanation(
        name=f"同比{word}" if change else "同比",
        shown=text,
        unit="",
        terms=(
            Term(
                f"{ledger.frame.month.label}累计",
                count_text(row.completed),
                unit,
                ref.of("completed"),
            ),
            Term(f"{before.label}累计", count_text(last.completed), unit, sign="÷"),
            Term("减", "1", sign="－"),
        ),
        rules=(("取整", "四舍五入到一位小数。"), ("条件", "两个月都报送齐全、单位相同才比较。")),
        field="completed_total",
    )
