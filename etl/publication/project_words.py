"""What a release says of one project: completed, both rates, funds, split. Only what bears it.

The words are strict. 超额完成 is more than the target, 完成 exactly the target, 达序时 not yet
the target but no slower than the plan allows: of whole numbers, never of rounded rates. 均 is
of both levels, and only when it is both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from etl.domain.completion import BEHIND, REACHED, CompletionRow, Status
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level
from etl.domain.sentence import Piece, Sentence, joined, said
from etl.domain.text import count_text, day_text, listed, points, rate_text, share_text, wan_text
from etl.publication.article import Options, number
from etl.publication.facts import ReleaseFacts
from etl.publication.growth_words import growth
from etl.publication.money_words import project_money

SMALL_WORDS, HELD_WORDS = "不足3", "不公布"
HELD_WHOLE = "按小数值保护的规定不公布"
_WORDS: dict[Status, str] = {
    "exceeded": "超额完成",
    "completed": "完成任务",
    "on_pace": "达序时",
    "not_started": "未到实施期",
}

_LEVEL_WORDS: dict[Status, str] = {**_WORDS, "completed": "完成"}


def project_sentence(facts: ReleaseFacts, code: str, options: Options) -> Sentence:
    """Return one project's sentences, each number leading to its origin."""
    row, project = facts.rows[code], facts.project(code)
    opening = _opening(facts) if options.project else ""
    if row.completed is None:
        return said(f"{opening}{project.name}{_nothing(facts, row)}。")
    if facts.shown(code, row.region) != "known":
        return said(f"{opening}{project.name}的完成数{HELD_WHOLE}。")
    done = said(f"{opening}{project.name}累计完成", _completed(facts, row), _basis(facts, row))
    if options.length == "full" and (growing := list(growth(facts, row))):
        done = (*done, Piece("（"), *joined(growing, "，"), Piece("）"))
    clauses = [done, *_against_targets(facts, row)]
    money = list(project_money(facts, row, options)) if options.has("funds") else []
    sentence = (*joined([joined(clauses, "，"), *money], "；"), Piece("。"))
    split = _split(facts, code, options) if options.has("split") else ()
    return (*sentence, *split)


def _opening(facts: ReleaseFacts) -> str:
    return f"截至{day_text(facts.head.as_of)}，{facts.region.name}"


def _nothing(facts: ReleaseFacts, row: CompletionRow) -> str:
    if row.pace <= 0:
        return f"{_begins(facts, row)}，尚无完成数"
    filed = facts.table.coverage.reported
    return "没有填报的数，暂无数据" if filed else "尚无已采用的报送，暂无数据"


def _completed(facts: ReleaseFacts, row: CompletionRow) -> Piece:
    ref = facts.ref("completed", row.project)
    return number(f"{count_text(row.completed)}{row.unit}", ref)


def _basis(facts: ReleaseFacts, row: CompletionRow) -> str:
    """Say in brackets whose figures are missing in a sum, and whose are of an earlier month."""
    names = {region.code: region.name for region in facts.plan.tree}
    if not facts.is_whole and facts.region.submits:
        return f"（沿用{carried_from(facts, row.project)}的数）" if row.carried_forward else ""
    parts = []
    if row.missing:
        parts.append(f"缺{listed([names[code] for code in row.missing])}")
    if row.carried_forward:
        parts.append(f"{listed([names[code] for code in row.carried_forward])}沿用此前月份的数")
    return f"（{'，'.join(parts)}）" if parts else ""


def carried_from(facts: ReleaseFacts, project: str) -> str:
    """Name the month that a region's own figures are of, where it is one and the same."""
    months = {
        cell.from_month
        for cell in facts.cells.rows
        if cell.project == project and cell.state == "carried_forward" and cell.from_month
    }
    return f"{months.pop().number}月" if len(months) == 1 else "此前月份"


# ---------------------------------------------------------------- against the targets


def _against_targets(facts: ReleaseFacts, row: CompletionRow) -> Iterator[Sentence]:
    levels = [level for level in JUDGED_LEVELS if row.levels[level].rate is not None]
    if levels:
        if row.completed or row.pace > 0:
            yield _rates(facts, row, levels)
        yield from _verdict(facts, row, levels)
    else:
        yield said("任务数未录入，不计算完成率" if not _elsewhere(row) else "不计算完成率")
    for level in _elsewhere(row):
        result = row.levels[level]
        target = f"{count_text(result.target)}{result.target_unit or row.unit}"
        ref = facts.ref(f"target-{level}", row.project)
        why = "，与完成数单位不同" if result.target_unit not in ("", row.unit) else ""
        yield said(f"{LEVEL_NAMES[level]}任务为", number(target, ref), f"{why}，不计算完成率")


def _elsewhere(row: CompletionRow) -> list[Level]:
    """Return the levels with a target that no rate can be computed against."""
    return [
        level
        for level in JUDGED_LEVELS
        if row.levels[level].rate is None and row.levels[level].target is not None
    ]


def _rates(facts: ReleaseFacts, row: CompletionRow, levels: Sequence[Level]) -> Sentence:
    several = "分别" if len(levels) > 1 else ""
    named = "、".join(LEVEL_NAMES[level] for level in levels)
    rates = [
        said(number(rate_text(row.levels[level].rate), facts.ref(f"rate-{level}", row.project)))
        for level in levels
    ]
    return (Piece(f"{several}为{named}任务的"), *joined(rates, "、"))


def _verdict(
    facts: ReleaseFacts, row: CompletionRow, levels: Sequence[Level]
) -> Iterator[Sentence]:
    """Say how the levels stand: in one word when they stand alike, else each by itself."""
    reached = all(row.levels[level].status in REACHED for level in levels)
    if row.is_stale and not reached and row.pace > 0:
        yield said("不判快慢")
        return
    found = {row.levels[level].status for level in levels}
    if len(found) == 1 and not found & BEHIND:
        status = found.pop()
        word = _begins(facts, row) if status == "not_started" else _WORDS[status]
        yield said(f"{'均' if len(levels) > 1 and status != 'not_started' else ''}{word}")
        return
    if len(levels) == 1:
        yield said("比", _pace(facts, row), "的序时进度慢", _slow_by(facts, row, levels[0]))
        return
    told = [_of_level(facts, row, level, place) for place, level in enumerate(levels)]
    yield joined(told, "，")


def _of_level(facts: ReleaseFacts, row: CompletionRow, level: Level, place: int) -> Sentence:
    """Say how one of two levels stands; the planned share is said with the first that is slow."""
    result = row.levels[level]
    name = LEVEL_NAMES[level]
    if result.status not in BEHIND:
        return said(f"{name}任务{_LEVEL_WORDS[result.status]}")
    if place and row.levels[JUDGED_LEVELS[0]].status in BEHIND:
        return said(f"按{name}任务慢", _slow_by(facts, row, level))
    slow = _slow_by(facts, row, level)
    return said(f"按{name}任务比", _pace(facts, row), "的序时进度慢", slow)


def _pace(facts: ReleaseFacts, row: CompletionRow) -> Piece:
    return number(share_text(row.pace), facts.ref("pace", row.project))


def _slow_by(facts: ReleaseFacts, row: CompletionRow, level: Level) -> Piece:
    gap = row.levels[level].gap
    assert gap is not None  # what is behind has one
    return number(f"{points(gap)}个百分点", facts.ref(f"gap-{level}", row.project))


def _begins(facts: ReleaseFacts, row: CompletionRow) -> str:
    """Say that a project is not due yet by its plan, and from which month it is."""
    shares = (facts.plan.planned_share(row.project, number) for number in range(1, 13))
    first = next((number for number, share in enumerate(shares, 1) if share > 0), None)
    return f"未到实施期（按序时计划{first}月起计算进度）" if first else "未到实施期"


# ---------------------------------------------------------------- money and split


def _split(facts: ReleaseFacts, code: str, options: Options) -> Sentence:
    project = facts.project(code)
    row = facts.rows[code]
    if len(project.indicators) < 2 or not row.completed or code in facts.head.split_withheld:
        return ()
    names = {item.code: item.name for item in project.indicators}
    clauses = [
        _part(facts, code, indicator, names[indicator], completed, funds, options)
        for indicator, completed, funds in facts.split(code)
    ]
    return (Piece("其中，"), *joined(clauses, "；"), Piece("。"))


def _part(
    facts: ReleaseFacts,
    project: str,
    indicator: str,
    name: str,
    completed: Decimal | None,
    funds: Decimal | None,
    options: Options,
) -> Sentence:
    unit, shown = facts.project(project).unit, facts.shown(project, facts.region.code, indicator)
    if completed is None:
        return said(f"{name}未报")
    if shown != "known":
        return said(f"{name}{SMALL_WORDS + unit if shown == 'small' else HELD_WORDS}")
    count = number(f"{count_text(completed)}{unit}", facts.ref("completed", project, indicator))
    money: list[str | Piece] = []
    if (
        options.has("funds")
        and funds is not None
        and facts.money_is_shown(project, facts.region.code)
    ):
        ref = facts.ref("funds", project, indicator)
        money = ["，投入资金", number(f"{wan_text(funds)}万元", ref)]
    return said(name, count, *money)
