"""What the cards of a project's regions say: who leads and trails, and how much lacks to whom."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.spark import MonthPoint
from dashboard.pages.progress_grid import carried_words
from dashboard.pages.project_view import ProjectView
from dashboard.tracing.counts import compared_task
from etl.domain.completion import CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.judging import level_of, remaining_of
from etl.domain.plan import LEVEL_NAMES
from etl.domain.ranking import Placement, Ranking
from etl.domain.sentence import Piece, Sentence, joined, said, stated
from etl.domain.text import listed, plain, rate_text

_TOLD = 3


def not_begun(view: ProjectView) -> Sentence | None:
    """Say that a project's time has not come: then nobody lacks anything yet."""
    if view.row.overall != "not_started":
        return None
    if view.row.completed:
        return said("未到实施期，不算滞后。")
    return said("未到实施期，现在为", stated("0", view.ref("completed")), "不算滞后。")


def places_sentence(view: ProjectView, found: Ranking) -> Sentence:
    """Say who leads and who trails, and who has no place; without places, what lacks."""
    if begun := not_begun(view):
        return begun
    if found.refusal or len(found.placed) < 2:
        return counts_sentence(view)
    level = f"{LEVEL_NAMES[found.level]}完成率" if found.level else "完成率"
    best, last = _alike(found, 0), _alike(found, -1)
    names = view.frame.region_names
    left = listed([names[item.region] for item in found.unplaced], _TOLD)
    rest = f"；{left}不排位。" if left else "。"
    if len(best) == len(found.placed):
        return said(f"{level}：排位的{len(best)}个县区都是", _rate(view, best[0]), rest)
    clauses = (*_standing(view, best, "最高"), Piece("，"), *_standing(view, last, "最低"))
    return said(f"{level}：", *clauses, rest)


def _alike(found: Ranking, end: int) -> list[Placement]:
    place = found.placed[end].place
    return [item for item in found.placed if item.place == place]


def _standing(view: ProjectView, items: Sequence[Placement], word: str) -> Sentence:
    who = listed([view.frame.region_names[item.region] for item in items], _TOLD)
    return said(who, _rate(view, items[0]), f"{'并列' if len(items) > 1 else ''}{word}")


def _rate(view: ProjectView, item: Placement) -> Piece:
    return stated(rate_text(item.rate), view.ref(f"rate-{item.level}", item.region))


def counts_sentence(view: ProjectView) -> Sentence:
    """Say in absolute counts what lacks where: a rate alone hides how many people it is."""
    if begun := not_begun(view):
        return begun
    known = [row for row in view.parts if remaining_of(row) is not None]
    if not known:
        return said("没有可比的任务数，只列累计完成。")
    short = sorted(
        (row for row in known if remaining_of(row)), key=lambda row: -(remaining_of(row) or 0)
    )
    return said(*_reached(view, known, short), *_lacking(view, short), *_unreported(view), "。")


def _reached(
    view: ProjectView, known: Sequence[CompletionRow], short: Sequence[CompletionRow]
) -> Sentence:
    """Say how many have reached their own target, and who of them only by an earlier month's."""
    whose = f"{_kind(view.parts)}{len(known)}个县区"
    task = f"本县区{compared_task(view.parts) or '任务'}"
    count = len(known) - len(short)
    if not count:
        return said(f"{whose}都还没有达到{task}")
    number = stated(str(count), view.ref("met-regions"))
    late = [row for row in known if row.is_stale and not remaining_of(row)]
    note = f"（{_late(view, late, len(late) == count)}）" if late else ""
    if not short:
        whose = _kind(view.parts)
        return said(whose, number, f"个县区均已达到{task}{note}")
    return said(f"{whose}中", number, f"个达到{task}{note}")


def _kind(parts: Sequence[CompletionRow]) -> str:
    """Say which regions are counted, unless all are."""
    unknown = [row for row in parts if remaining_of(row) is None]
    lacks = [
        *(["数"] if any(row.completed is None for row in unknown) else []),
        *(["任务数"] if any(level_of(row) is None for row in unknown) else []),
    ]
    return f"有{'和'.join(lacks)}的" if lacks else ""


def _late(view: ProjectView, rows: Sequence[CompletionRow], are_all: bool) -> str:
    names = view.frame.region_names
    since = {since_words(view, row) for row in rows}
    words = since.pop() if len(since) == 1 else "沿用"
    who = listed([names[row.region] for row in rows], _TOLD)
    return f"均{words}" if are_all and len(rows) > 1 else who + words


def _lacking(view: ProjectView, short: Sequence[CompletionRow]) -> Sentence:
    if not short:
        return ()
    task = compared_task(view.parts) or "任务"
    told = joined([_lacks(view, row) for row in short[:_TOLD]], "、")
    more = f"，另有{len(short) - _TOLD}个县区未达到" if len(short) > _TOLD else ""
    return said(f"；离{task}还差：", *told, more)


def _lacks(view: ProjectView, row: CompletionRow) -> Sentence:
    note = f"（{since_words(view, row)}）" if row.is_stale else ""
    name = view.frame.region_names[row.region]
    return said(name, stated(remaining_text(row), remaining_ref(view, row)), row.unit + note)


def _unreported(view: ProjectView) -> Sentence:
    names = view.frame.region_names
    none = [names[row.region] for row in view.parts if row.completed is None]
    return said(f"；{listed(none, _TOLD)}未报") if none else ()


def remaining_ref(view: ProjectView, row: CompletionRow) -> FigureRef:
    """Return the figure of what a region lacks to its own target."""
    return view.ref(f"remaining-{level_of(row)}", row.region)


def remaining_text(row: CompletionRow) -> str:
    """Write what a region lacks to its own target, 0 where it is reached."""
    level = level_of(row)
    target = row.levels[level].target if level else None
    if not remaining_of(row) or target is None:
        return "0"
    return plain(target - (row.completed or 0))


def since_words(view: ProjectView, row: CompletionRow) -> str:
    """Say from which month a region's figures are carried forward: 沿用3月数."""
    since = {cell.from_month for cell in view.cells if cell.region == row.region}
    if len(since) == 1 and (month := since.pop()):
        return f"沿用{month.number}月数"
    return "沿用" if since else carried_words(row, points_of(view, row.region))


def points_of(view: ProjectView, region: str) -> list[MonthPoint]:
    """Return a region's own months."""
    return [
        MonthPoint(table.month.number, row)
        for table in view.tables_below
        for row in table.rows
        if row.region == region and row.project == view.project.code
    ]
