"""The first paragraph of a text: how many projects are where, the money, on whose reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from etl.domain.completion import CompletionRow
from etl.domain.judging import Group, groups_of, part_notes, tasks_of
from etl.domain.sentence import Piece, Sentence, joined, said
from etl.domain.text import day_text, in_brackets, listed, wan_text
from etl.publication.article import number
from etl.publication.facts import ReleaseFacts
from etl.publication.project_words import unfunded

_ALL = 1_000


def summary(facts: ReleaseFacts, with_funds: bool) -> Sentence:
    """Return the paragraph. 全部 stands only where every single project bears it."""
    rows = facts.table.rows
    opening = f"截至{day_text(facts.head.as_of)}，{facts.region.name}"
    sentence = (Piece(opening), *_standing(facts, rows), Piece("。"))
    money = (*funds_sum(facts, rows), *_without_money(facts, rows)) if with_funds else ()
    return (*sentence, *money, *reports(facts))


def _standing(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> Sentence:
    count = len(rows)
    if not rows:
        return said("的任务书中没有项目")
    groups = groups_of(rows)
    exceeded, completed = groups.get("exceeded", []), groups.get("completed", [])
    if len(exceeded) == count:
        return _all(facts, f"全部超额完成{tasks_of(rows)}", "count-exceeded", rows)
    if len(exceeded) + len(completed) == count:
        more: list[str | Piece] = []
        if exceeded:
            ref = facts.ref("count-exceeded")
            more = ["，其中", number(f"{len(exceeded)}个", ref), "超额完成"]
        found = _all(facts, f"全部完成{tasks_of(rows)}", "count-completed", rows)
        return (*found, *said(*more))
    lead = f"{count}个民生实事项目中" if count > 1 else "的民生实事项目"
    return (Piece(f"{lead}，"), *joined([_group(facts, k, g) for k, g in groups.items()], "，"))


def _all(facts: ReleaseFacts, words: str, kind: str, rows: Sequence[CompletionRow]) -> Sentence:
    counted = number(f"{len(rows)}个", facts.ref(kind))
    return said(counted, f"民生实事项目{words}{_incomplete(rows)}")


def _group(facts: ReleaseFacts, key: Group, rows: Sequence[CompletionRow]) -> Sentence:
    words = {
        "exceeded": f"超额完成{tasks_of(rows)}",
        "completed": f"完成{tasks_of(rows)}",
        "on_pace": "达序时",
        "behind": "慢于序时进度",
        "not_started": "未到实施期",
        "not_reported": "尚无已采用的报送",
        "no_target": "未录入任务数",
    }[key]
    good = key in ("exceeded", "completed", "on_pace")
    names = [short_name(facts, row.project) for row in rows]
    who = "" if good else f"（{listed(names, _ALL)}）"
    counted = number(f"{len(rows)}个", facts.ref(f"count-{key}"))
    return said(counted, f"{words}{who}{_incomplete(rows) if good else ''}")


def _incomplete(rows: Sequence[CompletionRow]) -> str:
    """Say in brackets which parts of the sums are missing or of earlier months."""
    missing = max((len(row.missing) for row in rows), default=0)
    carried = max((len(row.carried_forward) for row in rows), default=0)
    return in_brackets(part_notes(missing, carried))


def short_name(facts: ReleaseFacts, code: str) -> str:
    """Return what a project is called in a list."""
    project = facts.project(code)
    return project.short_name or project.name


def funds_sum(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> Sentence:
    """Say what the projects that report money come to, and of how many that is."""
    paid = [row for row in rows if row.funds is not None and _may_say(facts, row)]
    if not paid:
        return said("各项目均未报送资金。") if any(row.completed for row in rows) else ()
    total = sum((row.funds for row in paid if row.funds is not None), Decimal(0))
    counted = number(f"{len(paid)}个", facts.ref("funds-sum"))
    money = number(f"{wan_text(total)}万元", facts.ref("funds-sum"))
    every = len(paid) == len(rows)
    return said("" if every else "已报资金的", counted, "项目累计投入资金", money)


def _without_money(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> Sentence:
    """Name the projects that a sum of money leaves out, and how many counties of the others."""
    if all(row.funds is None for row in rows):
        return ()
    lacking = [row for row in rows if row.funds is None or not _may_say(facts, row)]
    names = [short_name(facts, row.project) for row in lacking]
    clauses = [f"不含{listed(names, _ALL)}"] if names else []
    counties = {
        code for row in rows if row.funds is not None for code in unfunded(facts, row.project)
    }
    if counties and facts.is_whole:
        clauses.append(f"另有{len(counties)}个县区的部分指标未报资金，没有计入")
    return said("，" * bool(clauses), "，".join(clauses), "。")


def _may_say(facts: ReleaseFacts, row: CompletionRow) -> bool:
    return facts.money_is_shown(row.project, row.region)


def reports(facts: ReleaseFacts) -> Sentence:
    """Say on whose reports it stands: all, or who is missing and who is carried forward."""
    coverage = facts.table.coverage
    if not coverage.expected:
        return said("本月不需要报送。")
    names = {region.code: region.name for region in facts.plan.tree}
    if facts.region.submits and coverage.expected == 1:
        if coverage.reported:
            return ()
        stands = "沿用此前月份的数" if coverage.carried_forward else "尚无数据"
        return said(f"{facts.month.number}月没有已采用的报送，{stands}。")
    counted = number(f"{coverage.reported}个", facts.ref("coverage"))
    if coverage.complete:
        return said("应报送的", counted, "填报单位全部报送并采用。")
    parts = [*_absent(names, coverage.missing, "未报送"),
             *_absent(names, coverage.carried_forward, "沿用此前月份的数")]  # fmt: skip
    words = "，".join(parts)
    return said(f"应报送的{coverage.expected}个填报单位中，", counted, f"已报送并采用；{words}。")


def _absent(names: dict[str, str], codes: Sequence[str], what: str) -> Iterator[str]:
    if codes:
        yield f"{listed([names[code] for code in codes], _ALL)}{what}"
