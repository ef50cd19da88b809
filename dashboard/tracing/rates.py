"""Explanations of what a figure is measured by: targets, rates, pace and the gap to it."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from dashboard.tracing.amounts import SUMMED, project_of
from dashboard.tracing.explanation import Explanation, PlanPlace, Term
from dashboard.tracing.ledger import Ledger
from etl.domain.attention import FallingBack
from etl.domain.completion import NOT_JUDGED, STATUS_NAMES, CompletionRow, LevelResult
from etl.domain.figure_ref import FigureRef
from etl.domain.plan import LEVEL_NAMES, Level
from etl.domain.plan_places import target_key
from etl.domain.text import (
    NOTHING,
    count_text,
    day_text,
    gap_words,
    half_up,
    points,
    rate_text,
    share_text,
)

ROUNDING = ("取整", "四舍五入到一位小数；未达到任务不显示100.0%，已达到不显示99.9%。")


def level_of_ref(ref: FigureRef) -> Level:
    """Return the level that a figure's kind names."""
    return cast(Level, ref.level)


def target(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain a target: its cell in the plan, document and date; a sum in between."""
    level = level_of_ref(ref)
    result = ledger.row(ref.region, ref.project).levels[level]
    found = ledger.frame.plan.target(ref.project, level, ref.region)
    rules = [("任务来源", f"{ledger.frame.plan.year}年度任务书第{ledger.frame.revision}版")]
    if found and found.document:
        rules.append(("文号", found.document))
    if found and found.effective:
        rules.append(("生效日期", day_text(found.effective)))
    return Explanation(
        name=f"{LEVEL_NAMES[level]}任务",
        shown=count_text(result.target),
        unit=result.target_unit or project_of(ledger, ref).unit,
        rules=(*rules, *_split_rule(ledger, ref)),
        planned=target_places(ledger, ref, level),
    )


def _split_rule(ledger: Ledger, ref: FigureRef) -> list[tuple[str, str]]:
    tree = ledger.frame.plan.tree
    if ref.region == tree.root.code or tree[ref.region].submits:
        return []
    return [("算法", f"为下属{len(tree.submitting(ref.region))}个填报单位的任务数之和。")]


def target_places(ledger: Ledger, ref: FigureRef, level: Level) -> tuple[PlanPlace, ...]:
    """Return the cells of 年度目标 that a target is, or is the sum of."""
    tree = ledger.frame.plan.tree
    key = target_key(ref.project, LEVEL_NAMES[level])
    if ref.region == tree.root.code:
        columns = ["全市"]
    else:
        columns = [region.code for region in tree.submitting(ref.region)[:SUMMED]]
    return tuple(PlanPlace("年度目标", key, column) for column in columns)


def rate(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain a rate: completed ÷ the target of its level."""
    level = level_of_ref(ref)
    row = ledger.row(ref.region, ref.project)
    result = row.levels[level]
    name = LEVEL_NAMES[level]
    return Explanation(
        name=f"{name}完成率",
        shown=rate_text(result.rate),
        unit="",
        terms=_division(row, result, level, ref) if result.rate is not None else (),
        exact=_exact_percent(result.rate),
        rules=(ROUNDING, *_rate_rules(row, level)),
        field="completed_total",
        planned=target_places(ledger, ref, level) if result.target is not None else (),
    )


def _division(
    row: CompletionRow, result: LevelResult, level: Level, ref: FigureRef
) -> tuple[Term, ...]:
    return (
        Term("累计完成", count_text(row.completed), row.unit, ref.of("completed")),
        Term(
            f"{LEVEL_NAMES[level]}任务",
            count_text(result.target),
            row.unit,
            ref.of(f"target-{level}"),
            "÷",
        ),
    )


def _exact_percent(value: Fraction | None) -> str:
    """Return a rate with four decimals where one decimal does not say all of it."""
    if value is None or half_up(value * 100, 1) == value * 100:
        return ""
    fine = half_up(value * 100, 4)
    return f"{fine:f}%" if fine == value * 100 else f"{fine:f}…%"


def _rate_rules(row: CompletionRow, level: Level) -> list[tuple[str, str]]:
    result = row.levels[level]
    status = STATUS_NAMES[result.status]
    if row.completed is None:
        return [("为什么没有", "没有已采用的报送，不作为零，也不计算完成率。")]
    if result.target is None:
        return [("为什么没有", f"任务书中没有录入{LEVEL_NAMES[level]}任务，不计算完成率。")]
    if result.rate is None:
        unit = result.target_unit or row.unit
        why = "任务数为零" if unit == row.unit else f"任务按“{unit}”计，完成数按“{row.unit}”计"
        return [("为什么没有", f"{why}，不能相除。")]
    words = NOT_JUDGED if row.is_stale else status
    return [("状态", f"{words}；完成率不封顶。")]


def gap(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain 与序时比: a rate less the planned share."""
    level = level_of_ref(ref)
    row = ledger.row(ref.region, ref.project)
    result = row.levels[level]
    if result.gap is None or result.rate is None:
        return Explanation("与序时比", NOTHING, "", rules=tuple(_rate_rules(row, level)))
    name = f"{LEVEL_NAMES[level]}完成率"
    return Explanation(
        name="与序时比",
        shown=gap_words(result.gap),
        unit="",
        terms=(
            Term(name, rate_text(result.rate), "", ref.of(f"rate-{level}")),
            Term("序时进度", share_text(row.pace), "", ref.of("pace"), "－"),
        ),
        exact=_exact_points(result.gap),
        rules=(
            ("取整", "用未取整的两个数相减，差再四舍五入到一位小数，单位是百分点。"),
            ("哪一级", "省定、市定取与序时比较差的一级；相同时取市定。"),
        ),
        field="completed_total",
        planned=target_places(ledger, ref, level),
    )


def lost(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how far 与序时比 fell since the month before (退步)."""
    entry, name = _fall(ledger, ref), "与序时比一个月的退步"
    if entry is None or entry.lost is None or entry.gap is None or entry.gap_before is None:
        why = "上月或本月没有可比的数，或没有退步到要关注的程度。"
        return Explanation(name, NOTHING, "", rules=(("为什么没有", why),))
    before = FigureRef(f"gap-{ref.level}", entry.before, ref.region, ref.project)
    then = ledger.row(ref.region, ref.project, entry.before).levels[level_of_ref(ref)].gap
    shown_then = before if then == entry.gap_before else None
    now = ref.of(f"gap-{ref.level}")
    this = f"{ledger.frame.month.number}月与序时比"
    return Explanation(
        name=name,
        shown=points(entry.lost),
        unit="个百分点",
        terms=(
            Term(f"{entry.before.number}月与序时比", gap_words(entry.gap_before), ref=shown_then),
            Term(this, gap_words(entry.gap), ref=now, sign="－"),
        ),
        exact=_exact_points(entry.lost),
        rules=(
            ("算法", "两个月都按本月在用的任务数和序时计划算，未取整的相减。"),
            ("条件", "两个月都报送齐全的才比较。"),
        ),
        field="completed_total",
    )


def _fall(ledger: Ledger, ref: FigureRef) -> FallingBack | None:
    """Return the fall that the attention list tells of, if it tells of one."""
    asked = (ref.region, ref.project, ref.level)
    for item in ledger.source.attention(ledger.frame.month, ref.region).entries:
        if isinstance(item, FallingBack) and (item.region, item.project, item.level) == asked:
            return item
    return None


def _exact_points(value: Fraction) -> str:
    points = half_up(abs(value) * 100, 4)
    more = "" if points == abs(value) * 100 else "…"
    return f"{'' if value >= 0 else '−'}{points:f}{more}个百分点"


def pace(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain 序时进度 of a project: its own curve where the plan has one, else months ÷ 12."""
    number = ledger.frame.month.number
    curve = ledger.frame.plan.pace.get(ref.project) if ref.project else None
    own = curve is not None and curve[number - 1] is not None
    share = ledger.frame.plan.planned_share(ref.project, number)
    if own:
        place = PlanPlace("序时计划", ref.project, f"{number}月")
        rule = ("计划曲线", f"任务书“序时计划”中本项目{number}月的累计计划。")
        return Explanation("序时进度", share_text(share), "", rules=(rule,), planned=(place,))
    return linear_pace(ledger, ref)


def linear_pace(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain the pace of the calendar: months gone ÷ 12."""
    number = ledger.frame.month.number
    share = Fraction(number, 12)
    own = sum(bool(ledger.frame.plan.pace.get(p.code)) for p in ledger.frame.plan.projects)
    more = f"另有{own}个项目按任务书的计划曲线。" if own and not ref.project else ""
    return Explanation(
        name="序时进度",
        shown=share_text(share),
        unit="",
        terms=(
            Term("报告期", f"{number}", "个月"),
            Term("全年", "12", "个月", sign="÷"),
        ),
        exact=_exact_percent(share),
        rules=(("算法", f"按月平均：已过月份÷12。{more}"),),
    )
