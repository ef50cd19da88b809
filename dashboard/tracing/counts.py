"""Explanations of counts: projects by where they stand, regions by whether they reported."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.tables import Cell, Column
from dashboard.selection import address, region_path
from dashboard.tracing.explanation import Explanation, Listing
from dashboard.tracing.ledger import Ledger
from dashboard.tracing.rates import level_of_ref
from etl.domain.completion import BEHIND, REACHED, CompletionRow, worst_level
from etl.domain.figure_ref import KIND_NAMES, OF_A_REGION, FigureRef
from etl.domain.judging import (
    is_behind,
    is_reached,
    is_reporting,
    level_of,
    remaining_of,
    status_words,
    worst_gap,
)
from etl.domain.plan import LEVEL_NAMES, Level
from etl.domain.text import NOTHING, count_text, gap_words, rate_text

_STANDING = (
    Column("项目"),
    Column("累计完成", True),
    Column("省定完成率", True),
    Column("市定完成率", True),
    Column("与序时比"),
    Column("状态"),
)


def reached(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how many projects have reached their target of a level, of those that have one."""
    level = level_of_ref(ref)
    rows = ledger.table(ref.region).rows
    having = [row for row in rows if row.levels[level].status != "no_target"]
    done = [row for row in having if is_reached(row, level)]
    name = LEVEL_NAMES[level]
    return Explanation(
        name=f"达到{name}任务的项目",
        shown=f"{len(done)}/{len(having)}",
        unit="个项目",
        rules=(
            ("算法", f"累计完成达到{name}任务的项目数／录入了{name}任务的项目数。"),
            ("不相加", "各项目单位不同，完成数不跨项目相加。"),
        ),
        listing=_projects(ledger, having),
    )


def behind(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how many of a region's projects are behind."""
    slow = [row for row in ledger.table(ref.region).rows if is_behind(row)]
    return Explanation(
        name="滞后项目",
        shown=str(len(slow)),
        unit="个项目",
        rules=(
            (
                "算法",
                "略滞后、黄灯滞后、红灯滞后的项目；整行沿用此前月份数的不判快慢，含部分县区沿用的照判并注明。",
            ),
        ),
        listing=_projects(ledger, slow),
    )


def standing(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how many projects the conclusion counts as standing alike."""
    wanted = ref.kind.removeprefix("count-")
    rows = [row for row in ledger.table(ref.region).rows if _group(row) == wanted]
    if wanted == "completed":
        whole = {"exceeded", "completed"}
        all_rows = ledger.table(ref.region).rows
        if all(row.overall in whole for row in all_rows):
            rows = list(all_rows)
    return Explanation(
        name=OF_A_REGION[ref.kind],
        shown=str(len(rows)),
        unit="个项目",
        rules=(("算法", "两级状态取较差的一级；没有任务的一级不计。"),),
        listing=_projects(ledger, rows),
    )


def _group(row: CompletionRow) -> str:
    return "behind" if row.overall in BEHIND else row.overall


def behind_below(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how many projects are behind in a region's children, one for each of both."""
    rows = [row for row in ledger.table(ref.region, "region").rows if is_behind(row)]
    return Explanation(
        name="下级滞后项",
        shown=str(len(rows)),
        unit="项",
        rules=(("算法", "下级各自滞后的，一个县区一个项目算一项；全体合计不滞后的也算。"),),
        listing=_pairs(ledger, rows),
    )


def behind_regions(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how many of a region's children have a project behind."""
    rows = [row for row in ledger.table(ref.region, "region").rows if is_behind(row)]
    return Explanation(
        name="有项目滞后的县区",
        shown=str(len({row.region for row in rows})),
        unit="个县区",
        rules=(("算法", "当月有数、且至少一个项目滞后的下级地区。"),),
        listing=_pairs(ledger, rows),
    )


def slow_regions(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how many of a region's children are behind in a project."""
    rows = [row for row in ledger.children(ref.region, ref.project) if is_behind(row)]
    return _of_regions(ledger, ref, rows, "当月有数、本项目滞后的下级地区。")


def on_pace_regions(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how many of a region's children are on pace in a project, not yet at its targets."""
    rows = [
        row
        for row in ledger.children(ref.region, ref.project)
        if is_reporting(row) and row.overall == "on_pace"
    ]
    return _of_regions(ledger, ref, rows, "当月有数、达序时而还没有达到任务的下级地区。")


def reached_regions(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how many of a region's children have reached their targets of a project."""
    rows = [
        row
        for row in ledger.children(ref.region, ref.project)
        if is_reporting(row) and row.overall in REACHED
    ]
    return _of_regions(
        ledger, ref, rows, "当月有数、两级任务都达到的下级地区；没有任务的一级不计。"
    )


def met_regions(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how many of a region's children have nothing lacking to their own target."""
    children = ledger.children(ref.region, ref.project)
    rows = [row for row in children if remaining_of(row) == 0]
    task = compared_task(children) or "市定任务（未录入市定任务的按省定任务）"
    rule = f"累计完成达到本县区{task}的下级地区，沿用此前月份数的也算。"
    return _of_regions(ledger, ref, rows, rule)


def compared_task(rows: Sequence[CompletionRow]) -> str:
    """Name the target that what lacks is counted to: 市定任务; "" where rows differ in level."""
    levels = {level for row in rows if (level := level_of(row))}
    return f"{LEVEL_NAMES[levels.pop()]}任务" if len(levels) == 1 else ""


def unfunded_regions(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain how many submitting regions have an indicator without funds, of how many."""
    cells = ledger.cells(ref.region, ref.project)
    whole = {cell.region for cell in cells}
    lacking = [cell for cell in cells if cell.funds is None]
    names = ledger.frame.region_names
    plan = ledger.frame.plan
    lines = tuple(
        (
            names[cell.region],
            known.name if (known := plan.indicator(cell.indicator or "")) else "",
            "未报" if cell.completed is None else "只报了完成数",
        )
        for cell in lacking
    )
    return Explanation(
        name=KIND_NAMES[ref.kind],
        shown=f"{len({cell.region for cell in lacking})}/{len(whole)}",
        unit="个县区",
        rules=(("算法", "至少一个指标没有资金数的填报单位／全部填报单位；没有报的不作为零。"),),
        listing=Listing("没有资金数的", (Column("县区"), Column("指标"), Column("情况")), lines),
    )


def _of_regions(
    ledger: Ledger, ref: FigureRef, rows: Sequence[CompletionRow], rule: str
) -> Explanation:
    if not ledger.frame.plan.tree.children(ref.region):
        none = (("为什么没有", "这个地区没有下级地区。"),)
        return Explanation(KIND_NAMES[ref.kind], NOTHING, "", rules=none)
    return Explanation(
        name=KIND_NAMES[ref.kind],
        shown=str(len(rows)),
        unit="个",
        rules=(("算法", rule),),
        listing=_pairs(ledger, rows),
    )


def _projects(ledger: Ledger, rows: Sequence[CompletionRow]) -> Listing:
    return Listing("计入的项目", _STANDING, tuple(_line(ledger, row, row.name) for row in rows))


def _pairs(ledger: Ledger, rows: Sequence[CompletionRow]) -> Listing:
    names, projects = ledger.frame.region_names, ledger.frame.project_names
    ordered = sorted(rows, key=worst_gap)
    lines = tuple(
        _line(ledger, row, f"{names[row.region]} {projects[row.project]}") for row in ordered
    )
    return Listing("计入的县区和项目", (Column("县区和项目"), *_STANDING[1:]), lines)


def _line(ledger: Ledger, row: CompletionRow, name: str) -> tuple[Cell | str, ...]:
    def ref(kind: str) -> FigureRef:
        return FigureRef(kind, ledger.frame.month, row.region, row.project)

    level = worst_level(row)
    judged = level is not None and not row.is_stale and row.overall != "not_started"
    slow = Cell(gap_words(worst_gap(row)), ref(f"gap-{level}")) if judged else NOTHING
    done = "未报" if row.completed is None else Cell(count_text(row.completed), ref("completed"))
    return (
        name,
        done,
        _rate(row, "province", ref("rate-province")),
        _rate(row, "city", ref("rate-city")),
        slow,
        status_words(row),
    )


def _rate(row: CompletionRow, level: Level, ref: FigureRef) -> Cell | str:
    value = row.levels[level].rate
    return NOTHING if value is None else Cell(rate_text(value), ref)


def coverage(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain the coverage: who of those that file has an accepted submission of the month."""
    table = ledger.table(ref.region)
    found = table.coverage
    tree, month = ledger.frame.plan.tree, ledger.frame.month
    lines = []
    for region in tree.submitting(ref.region):
        if not region.expected_in(month.number):
            continue
        state = (
            "未报送"
            if region.code in found.missing
            else "沿用此前月份的数"
            if region.code in found.carried_forward
            else "已采用"
        )
        lines.append((Cell(region.name, href=address(region_path(region.code), month)), state))
    return Explanation(
        name="报送覆盖",
        shown=f"{found.reported}/{found.expected}",
        unit="县区",
        rules=(("算法", "当月月报已采用的填报单位数／当月应报送的填报单位数。"),),
        listing=Listing("应报送的县区", (Column("县区"), Column("本月")), tuple(lines)),
    )
