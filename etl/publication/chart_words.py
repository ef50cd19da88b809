"""What a chart shows, in one sentence: for who does not see it, and for what has a gap in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from etl.domain.completion import NOT_JUDGED, CompletionRow
from etl.domain.judging import Tone, level_of, tone_of
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level
from etl.domain.text import count_text, rate_text, rounded_rate, wan_text
from etl.publication.facts import ReleaseFacts
from etl.publication.summary_words import short_name

_Named = tuple[str, Fraction]

STANDINGS: Mapping[Tone, str] = MappingProxyType(
    {"good": "达序时及以上", "slow": "慢于序时", "idle": "未到实施期"}
)
"""How a county with a bar stands; all others are gaps."""


def rates_words(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> str:
    """Say of both levels which project is first and last, and who has no bar."""
    clauses = [f"横条图，{len(rows)}个项目的完成率"]
    for level in JUDGED_LEVELS:
        found = _rates(rows, level, [short_name(facts, row.project) for row in rows])
        clauses += _range(f"{LEVEL_NAMES[level]}", found)
    drawn = {row.project for row in rows}
    left = [row for row in facts.table.rows if row.project not in drawn]
    clauses += _left_out([(short_name(facts, row.project), why(facts, row)) for row in left])
    return "；".join(clauses) + "。"


def counties_words(facts: ReleaseFacts, project: str, rows: Sequence[CompletionRow]) -> str:
    """Say which county is first and last, which are behind, and which have no bar and why."""
    clauses = [f"横条图，{short_name(facts, project)}{len(rows)}个县区的完成率"]
    drawn = [row for row in rows if not why_no_bar(facts, row)]
    for level in JUDGED_LEVELS:
        own = [row for row in drawn if level_of(row) == level]
        names = [facts.plan.tree[row.region].name for row in own]
        clauses += _range(LEVEL_NAMES[level], _rates(own, level, names))
    clauses += _standings(facts, drawn)
    left = [(facts.plan.tree[row.region].name, why_no_bar(facts, row)) for row in rows]
    clauses += _left_out([item for item in left if item[1]], "没有画出的")
    return "；".join(clauses) + "。"


def months_words(facts: ReleaseFacts, project: str, done: Sequence[Decimal | None]) -> str:
    """Say how far it has come, and which months up to the release's have no point."""
    unit = facts.project(project).unit
    clauses = [f"折线图，{short_name(facts, project)}{facts.month.year}年各月累计完成"]
    known = [(number, value) for number, value in enumerate(done, 1) if value is not None]
    if known:
        number, value = known[-1]
        clauses.append(f"{number}月末为{count_text(value)}{unit}")
    gaps = [
        f"{number}月" for number in range(1, facts.month.number + 1) if done[number - 1] is None
    ]
    if gaps:
        clauses.append(f"{'、'.join(gaps)}没有报全或不公布，没有画出")
    return "；".join(clauses) + "。"


def funds_words(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> str:
    """Say what most and least was spent on, and who has no column."""
    clauses = [f"柱形图，{len(rows)}个项目的累计投入资金"]
    paid = [
        (row.funds, short_name(facts, row.project))
        for row in rows
        if row.funds is not None and facts.money_is_shown(row.project, row.region)
    ]
    if paid:
        most, least = max(paid), min(paid)
        clauses.append(f"最多的是{most[1]}{wan_text(most[0])}万元")
        if most != least:
            clauses.append(f"最少的是{least[1]}{wan_text(least[0])}万元")
    left = [
        (
            short_name(facts, row.project),
            "未报送" if facts.money_is_shown(row.project, row.region) else "不公布",
        )
        for row in rows
        if row.funds is None or not facts.money_is_shown(row.project, row.region)
    ]
    return "；".join([*clauses, *_left_out(left)]) + "。"


def why(facts: ReleaseFacts, row: CompletionRow) -> str:
    """Say why a row has no rate to be drawn, "" where it has one."""
    if row.completed is None:
        return "未报"
    if facts.shown(row.project, row.region) != "known":
        return "不公布"
    level = level_of(row)
    if level is None or row.levels[level].rate is None:
        return "没有可比的任务数"
    return ""


def why_no_bar(facts: ReleaseFacts, row: CompletionRow) -> str:
    """Say why a county has no bar beside the others, "" where it has one.

    A rate of earlier months is neither on pace nor behind.
    """
    return why(facts, row) or (NOT_JUDGED if row.is_stale else "")


def _standings(facts: ReleaseFacts, drawn: Sequence[CompletionRow]) -> list[str]:
    """Say what hatch and colour say: of each standing who it is, of pace only where all are."""
    clauses = []
    for tone, words in STANDINGS.items():
        names = [facts.plan.tree[row.region].name for row in drawn if tone_of(row) == tone]
        if names and len(names) == len(drawn):
            clauses.append(f"画出的{'均' if len(names) > 1 else ''}{words}")
        elif names and tone != "good":
            clauses.append(f"{words}的：{'、'.join(names)}")
    return clauses


def _rates(rows: Iterable[CompletionRow], level: Level, names: Iterable[str]) -> list[_Named]:
    return [
        (name, rate)
        for row, name in zip(rows, names, strict=True)
        if (rate := row.levels[level].rate) is not None
    ]


def _range(level: str, found: Sequence[_Named]) -> list[str]:
    """Name first and last; those whose rates are written alike share the place."""
    if not found:
        return []
    rates = [rate for _, rate in found]
    if rounded_rate(max(rates)) == rounded_rate(min(rates)):
        return [f"{level}均为{rate_text(rates[0])}"]
    return [
        f"{level}最高{_who(found, max(rates))}，最低{_who(found, min(rates))}",
    ]


def _who(found: Sequence[_Named], rate: Fraction) -> str:
    names = [name for name, own in found if own == rate]
    return f"{'、'.join(names)}{rate_text(rate)}"


def _left_out(items: Sequence[tuple[str, str]], what: str = "没有数的") -> list[str]:
    """Name who has no bar, by the reason."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in items:
        by_reason.setdefault(reason or "没有可比的任务数", []).append(name)
    said = [f"{'、'.join(names)}（{reason}）" for reason, names in by_reason.items()]
    return [f"{what}：{'，'.join(said)}"] if said else []
