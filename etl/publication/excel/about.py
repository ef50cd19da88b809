"""The sheets that say what the others are: where they come from, and who stands where."""

from __future__ import annotations

from collections.abc import Iterator

from etl.domain.plan import LEVEL_NAMES
from etl.domain.ranking import (
    RANKING_REFUSAL_NAMES,
    UNRANKED_NAMES,
    Placement,
    Ranking,
    Unplaced,
)
from etl.domain.text import day_text, moment_text, plain
from etl.domain.thresholds import THRESHOLD_NAMES
from etl.publication.compose import programme
from etl.publication.excel.guarded import HIDDEN, completed_cell, has_places, rate_cell, target_cell
from etl.publication.excel.sheet import BLANK, Cell, Sheet, count, words
from etl.publication.facts import ReleaseFacts
from etl.publication.note_words import SAMPLE, SAMPLE_NOTE, notes, stamp
from etl.publication.tables import HELD, SMALL

HELD_PLACES = "有县区的完成数按小数值保护规定不公布，不排位"


def book_title(facts: ReleaseFacts) -> str:
    """Return the title of the workbook."""
    where = "" if facts.is_whole else f"（{facts.region.name}）"
    return f"{programme(facts)}{where}进展情况"


def about_sheet(facts: ReleaseFacts) -> Sheet:
    """Return what the figures are, by which rules, and which of them are missing."""
    rows = tuple((words(name), words(text)) for name, text in _about(facts) if text)
    return Sheet("说明", book_title(facts), ("事项", "内容"), rows, plain=True)


def _about(facts: ReleaseFacts) -> Iterator[tuple[str, str]]:
    head, coverage = facts.head, facts.table.coverage
    names = {region.code: region.name for region in facts.plan.tree}
    if head.sample:
        yield SAMPLE, SAMPLE_NOTE
    yield "数据说明", stamp(facts)
    yield "截至日期", day_text(head.as_of)
    yield "版本", f"{head.id}（{head.kind}）"
    yield "校验码", facts.release.sha256
    yield "生成时间", moment_text(head.made_at, facts.plan.zone)
    yield "代替", head.supersedes or ""
    yield "说明理由", head.reason
    yield "范围", facts.region.name
    yield "报送", f"应报{coverage.expected}个，已报送并采用{coverage.reported}个"
    yield "未报送", "、".join(names[code] for code in coverage.missing)
    yield "沿用此前月份的数", "、".join(names[code] for code in coverage.carried_forward)
    yield "任务书", f"{facts.plan.title}，第{head.plan_revision}版"
    for limit in THRESHOLD_NAMES:
        value = plain(getattr(facts.plan.thresholds, limit.attribute))
        yield limit.name, f"{value}{limit.unit}（{limit.meaning}）"
    for place, note in enumerate(notes(facts), start=1):
        yield f"注{place}", note
    yield "空白", "没有报送或没有任务数，不是零"
    if head.withheld or head.split_withheld:
        yield f"{SMALL}、{HELD}", "小数值保护：该数及可推算出它的数不公布，完成率和状态同此"


# ---------------------------------------------------------------- places


def places_sheet(facts: ReleaseFacts) -> Sheet:
    """Return who stands where in each project; counts beside rates, which favour small targets."""
    found = [
        (project.name, facts.rankings[project.code])
        for project in facts.plan.projects
        if project.code in facts.rankings
    ]
    rows = tuple(row for name, ranking in found for row in _ranked(facts, name, ranking))
    coverage = facts.table.coverage
    incomplete = not coverage.complete or not all(item.complete for _, item in found)
    some = f"（已报{coverage.reported}/{coverage.expected}，不全）" if incomplete else ""
    heads = (
        "项目", "位次", "并列", "县区", "口径", "累计完成", "任务", "完成率(%)", "已报/应报", "不排位的原因",
    )  # fmt: skip
    return Sheet("排位", f"各项目县区排位{some}", heads, rows)


def _ranked(facts: ReleaseFacts, name: str, found: Ranking) -> Iterator[tuple[Cell, ...]]:
    turnout = f"{found.turnout.reported}/{found.turnout.expected}"
    items: tuple[Placement | Unplaced, ...] = (*found.placed, *found.unplaced)
    if not has_places(facts, found.project):
        order = list(facts.plan.tree)
        codes = [region.code for region in order]
        items = tuple(sorted(items, key=lambda item: codes.index(item.region)))
    for item in items:
        yield (
            words(name),
            *_place(facts, found, item),
            words(turnout),
            _reason(facts, found, item),
        )


def _place(facts: ReleaseFacts, found: Ranking, item: Placement | Unplaced) -> tuple[Cell, ...]:
    row = next(row for row in facts.children_rows(found.project) if row.region == item.region)
    placed = item if isinstance(item, Placement) else None
    if not has_places(facts, found.project):
        place = HIDDEN if placed else BLANK
        tied = BLANK
    else:
        place = count(placed.place) if placed else BLANK
        tied = words("并列" if placed and placed.tied else "")
    level = item.level
    return (
        place,
        tied,
        words(facts.plan.tree[item.region].name),
        words(LEVEL_NAMES[level] if level else ""),
        completed_cell(facts, row),
        target_cell(row, level) if level else BLANK,
        rate_cell(facts, row, level) if level else BLANK,
    )


def _reason(facts: ReleaseFacts, found: Ranking, item: Placement | Unplaced) -> Cell:
    """Say why a county has no place."""
    if found.refusal is not None:
        return words(RANKING_REFUSAL_NAMES[found.refusal])
    if isinstance(item, Unplaced):
        return words(UNRANKED_NAMES[item.reason])
    return BLANK if has_places(facts, found.project) else words(HELD_PLACES)
