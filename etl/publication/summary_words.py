"""The first paragraph of a text: how many projects are where, the money, on whose reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.domain.completion import REACHED, CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.judging import Group, group_of, judged_in_full, part_notes, tasks_of
from etl.domain.sentence import Piece, Sentence, joined, said
from etl.domain.text import day_text, in_brackets, listed
from etl.publication.article import number
from etl.publication.facts import ReleaseFacts
from etl.publication.money_words import money_sum

_ALL = 1_000
_STALE, _HELD = "stale", "held"
"""Of earlier months only and not judged; not told, for the sake of small counts."""
_ORDER = (
    "exceeded", "completed", "on_pace", "behind", _STALE, "not_started", "not_reported",
    "no_target", _HELD,
)  # fmt: skip


def summary(facts: ReleaseFacts, with_funds: bool) -> Sentence:
    """Return the paragraph. 全部 stands only where every single project bears it."""
    rows = facts.table.rows
    opening = f"截至{day_text(facts.head.as_of)}，{facts.region.name}"
    sentence = (Piece(opening), *_standing(facts, rows), Piece("。"))
    money = money_sum(facts, rows) if with_funds else ()
    return (*sentence, *money, *reports(facts))


def short_name(facts: ReleaseFacts, code: str) -> str:
    """Return what a project is called in a list."""
    project = facts.project(code)
    return project.short_name or project.name


def _standing(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> Sentence:
    count = len(rows)
    if not rows:
        return said("的任务书中没有项目")
    groups = _groups(facts, rows)
    exceeded, completed = groups.get("exceeded", []), groups.get("completed", [])
    in_full = judged_in_full(rows)
    if len(exceeded) == count and in_full:
        return _all(facts, f"全部超额完成{tasks_of(rows)}", "count-exceeded", rows)
    if len(exceeded) + len(completed) == count and in_full:
        more: list[str | Piece] = []
        if exceeded:
            ref = facts.ref("count-exceeded")
            more = ["，其中", number(f"{len(exceeded)}个", ref), "超额完成"]
        found = _all(facts, f"全部完成{tasks_of(rows)}", "count-completed", rows)
        return (*found, *said(*more))
    lead = f"{count}个民生实事项目中" if count > 1 else "的民生实事项目"
    return (Piece(f"{lead}，"), *joined([_group(facts, k, g) for k, g in groups.items()], "，"))


def _groups(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> dict[str, list[CompletionRow]]:
    found: dict[str, list[CompletionRow]] = {key: [] for key in _ORDER}
    for row in rows:
        found[_group_said(facts, row)].append(row)
    return {key: group for key, group in found.items() if group}


def _group_said(facts: ReleaseFacts, row: CompletionRow) -> str:
    """Return the group that a row is told in: what is not of this month is not judged."""
    if row.completed is not None and facts.shown(row.project, row.region) != "known":
        return _HELD
    group: Group = group_of(row)
    if row.is_stale and row.overall not in (*REACHED, "not_started", "no_target"):
        return _STALE
    return group


def _all(facts: ReleaseFacts, words: str, kind: str, rows: Sequence[CompletionRow]) -> Sentence:
    counted = number(f"{len(rows)}个", facts.ref(kind))
    return said(counted, f"民生实事项目{words}{_incomplete(rows)}")


def _group(facts: ReleaseFacts, key: str, rows: Sequence[CompletionRow]) -> Sentence:
    words = {
        "exceeded": f"超额完成{tasks_of(rows)}",
        "completed": f"完成{tasks_of(rows)}",
        "on_pace": "达序时",
        "behind": "慢于序时进度",
        _STALE: "沿用此前月份的数，不判快慢",
        "not_started": "未到实施期",
        "not_reported": "没有填报的数",
        "no_target": "没有可比的任务数",
        _HELD: "因小数值不公布",
    }[key]
    good = key in ("exceeded", "completed", "on_pace")
    names = listed([short_name(facts, row.project) for row in rows], _ALL)
    who = "" if good else f"（{names}）"
    judged = key in ("exceeded", "completed", "on_pace", "behind")
    counted = number(f"{len(rows)}个", _counted_ref(facts, key))
    return said(counted, f"{words}{who}{_incomplete(rows) if judged else ''}")


def _counted_ref(facts: ReleaseFacts, key: str) -> FigureRef | None:
    return None if key in (_STALE, _HELD) else facts.ref(f"count-{key}")


def _incomplete(rows: Sequence[CompletionRow]) -> str:
    """Say in brackets which parts of the sums are missing or of earlier months."""
    missing = max((len(row.missing) for row in rows), default=0)
    carried = max((len(row.carried_forward) for row in rows if not row.is_stale), default=0)
    return in_brackets(part_notes(missing, carried))


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
    if not coverage.reported:
        return said(f"应报送的{coverage.expected}个填报单位都没有已采用的报送；{words}。")
    return said(f"应报送的{coverage.expected}个填报单位中，", counted, f"已报送并采用；{words}。")


def _absent(names: dict[str, str], codes: Sequence[str], what: str) -> Iterator[str]:
    if codes:
        yield f"{listed([names[code] for code in codes], _ALL)}{what}"
