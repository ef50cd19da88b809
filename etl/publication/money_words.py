"""What is said of money: of one project, and of all that report any. Never a blank as zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from etl.domain.completion import CompletionRow
from etl.domain.sentence import Sentence, said
from etl.domain.text import listed, wan_text
from etl.publication.article import Options, number
from etl.publication.facts import ReleaseFacts

_ALL = 1_000


def money_sum(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> Sentence:
    """Say what the projects that report money come to, of how many that is, and of which not."""
    told = [row for row in rows if row.funds is not None and _may_say(facts, row)]
    held = [row for row in rows if row.funds is not None and not _may_say(facts, row)]
    if not told:
        return said(f"{_not_told(facts, held)}。") if held else _nothing(rows)
    total = sum((row.funds for row in told if row.funds is not None), Decimal(0))
    counted = number(f"{len(told)}个", facts.ref("funds-sum"))
    money = number(f"{wan_text(total)}万元", facts.ref("funds-sum"))
    every = len(told) == len(rows)
    clauses = [
        *_lacking(facts, [row for row in rows if row.funds is None]),
        *([f"{_not_told(facts, held)}，没有计入"] if held else []),
        *_counties_without(facts, told),
    ]
    more = "，" + "；".join(clauses) if clauses else ""
    return said("" if every else "已报资金的", counted, "项目累计投入资金", money, f"{more}。")


def _nothing(rows: Sequence[CompletionRow]) -> Sentence:
    return said("各项目均未报送资金。") if any(row.completed for row in rows) else ()


def _not_told(facts: ReleaseFacts, held: Sequence[CompletionRow]) -> str:
    return f"{_names(facts, held)}的资金因小数值不公布"


def _lacking(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> Iterator[str]:
    if rows:
        yield f"不含{_names(facts, rows)}"


def _counties_without(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> Iterator[str]:
    """Say how many counties reported people and no money where others did."""
    lacking = {code for row in rows for code in unfunded(facts, row.project)}
    if lacking and facts.is_whole:
        yield f"另有{len(lacking)}个县区的部分指标未报资金，没有计入"


def _names(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> str:
    projects = (facts.project(row.project) for row in rows)
    return listed([item.short_name or item.name for item in projects], _ALL)


def _may_say(facts: ReleaseFacts, row: CompletionRow) -> bool:
    return facts.money_is_shown(row.project, row.region)


def project_money(facts: ReleaseFacts, row: CompletionRow, options: Options) -> Iterator[Sentence]:
    """Yield what a project's money is, and what of it was not reported."""
    if not _may_say(facts, row):
        return
    if row.funds is None:
        if options.length == "full" and row.pace > 0:
            yield said("投入资金未报送")
        return
    ref = facts.ref("funds", row.project)
    notes = [f"{listed(names)}未报资金"] if (names := unfunded_parts(facts, row.project)) else []
    lacking = unfunded(facts, row.project)
    if lacking and facts.is_whole:
        notes.append(f"不含未报资金的{len(lacking)}个县区")
    without = f"（{'，'.join(notes)}）" if notes else ""
    yield said("累计投入资金", number(f"{wan_text(row.funds)}万元", ref), without)


def unfunded_parts(facts: ReleaseFacts, project: str) -> list[str]:
    """Return the indicators with people and, from nobody, money, where others have it."""
    names = {item.code: item.name for item in facts.project(project).indicators}
    return [
        names[code]
        for code, completed, funds in facts.split(project)
        if completed and funds is None
    ]


def unfunded(facts: ReleaseFacts, project: str) -> list[str]:
    """Return the regions that reported people of an indicator and no money, where others did."""
    paid = {code for code, _, funds in facts.split(project) if funds is not None}
    found = [
        cell.region
        for cell in facts.cells.rows
        if cell.project == project
        and cell.indicator in paid
        and cell.completed
        and cell.funds is None
    ]
    return list(dict.fromkeys(found))
