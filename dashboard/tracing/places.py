"""Explanations of places and scores: what a region is compared with, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dashboard.components.tables import Cell, Column, Row
from dashboard.tracing.explanation import Explanation, Listing
from dashboard.tracing.ledger import Ledger
from etl.domain.completion import CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.plan import LEVEL_NAMES
from etl.domain.ranking import (
    RANKING_REFUSAL_NAMES,
    UNRANKED_NAMES,
    WEIGHT_NOTE_NAMES,
    Overall,
    Ranking,
    Score,
    Unplaced,
)
from etl.domain.text import NOTHING, count_text, listed, rate_text
from etl.services.outlook import overall_ranking, position, ranking

RANKING_RULE = "按市定完成率（未录入市定任务的按省定完成率）从高到低，并列的同位，其后名次顺延。"


def unplaced_words(names: Mapping[str, str], unplaced: Sequence[Unplaced]) -> str:
    """Name who has no place, each reason once: 石桥县（沿用此前月份的数）；青松新区（未报）."""
    reasons: dict[str, list[str]] = {}
    for item in unplaced:
        reasons.setdefault(UNRANKED_NAMES[item.reason], []).append(names[item.region])
    return "；".join(f"{listed(who, 5)}（{why}）" for why, who in reasons.items())


def sibling_rows(ledger: Ledger, ref: FigureRef) -> tuple[CompletionRow, ...]:
    """Return one project's rows of a region and those beside it."""
    siblings = ledger.siblings(ref.region)
    parent = siblings[0].parent
    if len(siblings) < 2 or parent is None:
        return (ledger.row(ref.region, ref.project),)
    return ledger.children(parent, ref.project)


def place(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain a region's place in a project: all that are ranked, and who is not and why."""
    found = ranking(sibling_rows(ledger, ref))
    own = position(found, ref.region)
    shown = NOTHING if own.place is None else f"{own.place}/{own.of}"
    rules = [("排位", RANKING_RULE), ("覆盖", _turnout(found))]
    if own.tied:
        rules.append(("并列", "有县区完成率相同，同列这一位。"))
    return Explanation(
        name="位次",
        shown=shown,
        unit="",
        rules=tuple(rules),
        listing=_ranked(ledger, ref, found),
        field="completed_total",
    )


def _turnout(found: Ranking | Overall) -> str:
    words = f"应报{found.expected}个，当月报全{found.turnout.reported}个"
    if found.refusal:
        return f"{words}；不排位：{RANKING_REFUSAL_NAMES[found.refusal]}。"
    return f"{words}{'。' if found.complete else '，位次不完整。'}"


def _ranked(ledger: Ledger, ref: FigureRef, found: Ranking) -> Listing:
    names = ledger.frame.region_names
    rows: list[Row] = []
    for item in found.placed:
        own = ref.of(f"rate-{item.level}", region=item.region)
        rows.append(
            (
                str(item.place),
                Cell(names[item.region], strong=item.region == ref.region),
                Cell(rate_text(item.rate), own),
                count_text(item.completed),
                count_text(item.target),
                LEVEL_NAMES[item.level],
            )
        )
    for left in found.unplaced:
        why = UNRANKED_NAMES[left.reason]
        rows.append((NOTHING, names[left.region], NOTHING, NOTHING, NOTHING, why))
    columns = (
        Column("位次"),
        Column("县区"),
        Column("完成率", True),
        Column("累计完成", True),
        Column("任务", True),
        Column("按哪一级"),
    )
    return Listing("参加排位的县区", columns, tuple(rows))


def median(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain the median of the ranked regions' rates."""
    found = ranking(sibling_rows(ledger, ref))
    own = position(found, ref.region)
    return Explanation(
        name="中位数",
        shown=rate_text(own.median),
        unit="",
        rules=(("算法", "参加排位的县区完成率排序，取中间一个；双数时取中间两个的平均。"),),
        listing=_ranked(ledger, ref, found),
    )


def overall_of(ledger: Ledger, ref: FigureRef) -> Overall:
    """Return the overall ranking of a region and those beside it."""
    siblings = ledger.siblings(ref.region)
    parent = siblings[0].parent
    weights = ledger.frame.plan.thresholds.weights
    if len(siblings) < 2 or parent is None:
        return overall_ranking(ledger.table(ref.region).rows, weights)
    return overall_ranking(ledger.table(parent, "region").rows, weights)


def score_text(score: Fraction) -> str:
    """Write a score as pages do: a percentage like a rate."""
    return rate_text(score)


def score(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain a region's overall score: what each project adds to it."""
    found = overall_of(ledger, ref)
    own = next((item for item in found.placed if item.region == ref.region), None)
    if own is None:
        return Explanation("综合完成", NOTHING, "", rules=_overall_rules(found))
    return Explanation(
        name="综合完成",
        shown=score_text(own.score),
        unit="",
        terms=(),
        rules=(*_overall_rules(found), *_written_out(found, own)),
        listing=_contributions(ledger, ref, own),
    )


def overall_rule(found: Overall) -> str:
    """Say how the overall score is made, with the weights in force."""
    by = "各项目同权" if found.rule == "equal" else "按任务书“阈值”表中的权重"
    note = f"（{WEIGHT_NOTE_NAMES[found.weighting.note]}）" if found.weighting.note else ""
    return (
        f"综合完成＝各项目市定完成率（超过100%的按100%计，未录入市定任务的按省定）的平均，"
        f"{by}{note}；未到实施期、没有任务数的项目不计。"
    )


def _overall_rules(found: Overall) -> tuple[tuple[str, str], ...]:
    return (("算法", overall_rule(found)), ("覆盖", _turnout(found)))


def _written_out(found: Overall, own: Score) -> tuple[tuple[str, str], ...]:
    """Write the mean out where all projects weigh the same."""
    if found.rule != "equal" or not own.contributions:
        return ()
    rates = "＋".join(rate_text(item.counted) for item in own.contributions)
    sum_of = f"（{rates}）÷{len(own.contributions)}"
    return (("算式", f"{sum_of}＝{score_text(own.score)}，用未取整的数算。"),)


def _contributions(ledger: Ledger, ref: FigureRef, own: Score) -> Listing:
    names = ledger.frame.project_names
    rows = tuple(
        (
            names[item.project],
            Cell(rate_text(item.rate), ref.of(f"rate-{item.level}", project=item.project)),
            rate_text(item.counted),
            f"{item.weight.numerator}"
            if item.weight.denominator == 1
            else f"{float(item.weight):g}",
        )
        for item in own.contributions
    )
    columns = (
        Column("项目"),
        Column("完成率", True),
        Column("计入", True),
        Column("权重", True),
    )
    return Listing("各项目计入的完成率", columns, rows)


def overall_place(ledger: Ledger, ref: FigureRef) -> Explanation:
    """Explain a region's overall place: the scores of all that are ranked."""
    found = overall_of(ledger, ref)
    names = ledger.frame.region_names
    own = next((item for item in found.placed if item.region == ref.region), None)
    rows: list[Row] = [
        (
            str(item.place),
            Cell(names[item.region], strong=item.region == ref.region),
            Cell(score_text(item.score), ref.of("score", region=item.region)),
            Cell(str(item.behind), ref.of("behind", region=item.region)),
            "",
        )
        for item in found.placed
    ]
    rows += [
        (NOTHING, names[item.region], NOTHING, NOTHING, UNRANKED_NAMES[item.reason])
        for item in found.unplaced
    ]
    columns = (
        Column("位次"),
        Column("县区"),
        Column("综合完成", True),
        Column("滞后项目", True),
        Column("为什么不排"),
    )
    return Explanation(
        name="综合位次",
        shown=NOTHING if own is None else str(own.place),
        unit="",
        rules=_overall_rules(found),
        listing=Listing("参加排位的县区", columns, tuple(rows)),
    )
