"""Explanations of what a forecast says: what lacks, the recent average, what each month needs."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.expected import expected_text
from dashboard.tracing.explanation import Explanation, Term
from dashboard.tracing.ledger import Ledger
from dashboard.tracing.rates import level_of_ref
from etl.domain.completion import CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.forecast import METHOD_NAMES, Forecast
from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES
from etl.domain.text import NOTHING, count_text, rounded_count
from etl.services.outlook import forecast


def _found(ledger: Ledger, ref: FigureRef) -> Forecast:
    months: Sequence[tuple[Month, CompletionRow]] = [
        (month, ledger.row(ref.region, ref.project, month)) for month in ledger.months()
    ]
    as_of = ledger.table(ref.region).as_of
    return forecast(ledger.frame.plan, months, level_of_ref(ref), as_of)


def remaining(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain what lacks to a target: target less completed."""
    level = level_of_ref(ref)
    row = ledger.row(ref.region, ref.project)
    target = row.levels[level].target
    known = target is not None and row.completed is not None
    value = None
    if target is not None and row.completed is not None:
        value = max(target - row.completed, target - target)
    return Explanation(
        name=f"距{LEVEL_NAMES[level]}任务还差",
        shown=count_text(value),
        unit=row.unit,
        terms=(
            Term(
                f"{LEVEL_NAMES[level]}任务", count_text(target), row.unit, ref.of(f"target-{level}")
            ),
            Term("累计完成", count_text(row.completed), row.unit, ref.of("completed"), "－"),
        )
        if known
        else (),
        rules=(("算法", "任务数减累计完成数，已达到的为0。"),),
        field="completed_total",
    )


def recent(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain the recent average: what the last months added, per month."""
    found = _found(ledger, ref)
    average = found.average
    if average is None:
        return Explanation("近月均", NOTHING, "", rules=(("为什么没有", "有当月数的月份不足。"),))
    end = ledger.row(ref.region, ref.project, average.end)
    start = ledger.row(ref.region, ref.project, average.start)
    count = average.end.number - average.start.number
    left = "、".join(f"{month.number}月" for month in average.left_out)
    note = (("不全的月份", f"{left}报送不全，其间的新增按月平均。"),) if left else ()
    return Explanation(
        name="近月均",
        shown=rounded_count(average.per_month),
        unit=f"{found.unit}/月",
        terms=(
            _total(ref, average.end, end, "（"),
            _total(ref, average.start, start, "－"),
            Term("月数", str(count), "个月", sign="）÷"),
        ),
        rules=(
            ("算法", f"{average.start.number}月到{average.end.number}月的新增按月平均。"),
            *note,
        ),
        field="completed_total",
    )


def _total(ref: FigureRef, month: Month, row: CompletionRow, sign: str = "") -> Term:
    earlier = FigureRef("completed", month, ref.region, ref.project)
    return Term(f"{month.number}月累计", count_text(row.completed), row.unit, earlier, sign)


def needed(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain what each month from now needs: what lacks over the months that are left."""
    found = _found(ledger, ref)
    shown = NOTHING if found.needed is None else rounded_count(found.needed)
    return Explanation(
        name="今后每月需完成",
        shown=shown,
        unit=f"{found.unit}/月",
        terms=(
            Term(
                "还差", count_text(found.remaining), found.unit, ref.of(f"remaining-{found.level}")
            ),
            Term("剩余月份", str(found.months_left), "个月", sign="÷"),
        )
        if found.needed is not None
        else (),
        rules=(("算法", "还差的数除以到12月的月数；按个计的不足一个算一个。"), *_method(found)),
        field="completed_total",
    )


def _method(found: Forecast) -> tuple[tuple[str, str], ...]:
    if found.method is None:
        return ()
    return (("预计办法", f"{METHOD_NAMES[found.method]}。"),)


def expected(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain what is expected by December at the present pace."""
    found = _found(ledger, ref)
    value = found.expected
    return Explanation(
        name="按此进度年底预计",
        shown=NOTHING if value is None else expected_text(ledger.frame.plan, found.project, value),
        unit=found.unit,
        rules=(
            ("性质", "是推算，不是报送数；任务不再调整。按个计的不足一个不计。"),
            *_method(found),
        ),
        field="completed_total",
    )
