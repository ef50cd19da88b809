"""Where the counties of a project stand: places with ties, who has none and why, who is behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.domain.completion import CompletionRow, worst_level
from etl.domain.judging import furthest_behind, is_behind, worst_gap
from etl.domain.plan import LEVEL_NAMES
from etl.domain.ranking import (
    RANKING_REFUSAL_NAMES,
    UNRANKED_NAMES,
    Placement,
    Ranking,
    Unplaced,
)
from etl.domain.sentence import Piece, Sentence, said
from etl.domain.text import listed, points, rate_text
from etl.publication.article import number
from etl.publication.facts import ReleaseFacts


def place_sentences(facts: ReleaseFacts, project: str) -> Iterator[Sentence]:
    """Yield how the counties of a project compare; nothing where there is one region only."""
    if facts.positions:
        yield from _own_place(facts, project)
    found = facts.rankings.get(project)
    if found is None or len(facts.children_rows(project)) < 2:
        return
    if not facts.places_are_shown(project):
        yield said("县区位次按小数值保护的规定不公布。")
        return
    if found.refusal is not None:
        yield said(f"县区不排位：{RANKING_REFUSAL_NAMES[found.refusal]}。")
        return
    yield _first_and_last(facts, found)
    slow = [row for row in facts.children_rows(project) if is_behind(row)]
    if slow:
        yield _behind(facts, slow)
    left_out = [item for item in found.unplaced if item.reason != "no_target"]
    if left_out:
        yield said(f"{unranked_words(facts, left_out)}，不参加排位。")


def _own_place(facts: ReleaseFacts, project: str) -> Iterator[Sentence]:
    """Say where the region itself stands among those beside it, or why nowhere."""
    own = facts.positions.get(project)
    if own is None or not facts.places_are_shown(project):
        return
    if own.place is None:
        reason = own.refusal and RANKING_REFUSAL_NAMES[own.refusal]
        if own.reason and own.reason != "ranking_refused":
            reason = UNRANKED_NAMES[own.reason]
        yield said(f"县区不排位：{reason}。")
        return
    level = f"{LEVEL_NAMES[own.level]}完成率" if own.level else "完成率"
    turnout = own.turnout
    covered = "" if turnout.complete else f"（已报{turnout.reported}/{turnout.expected}）"
    place = number(f"第{own.place}位", facts.ref("place", project))
    yield said(
        f"按{level}，在参加排位的{own.of}个县区中居",
        place,
        "（并列）" if own.tied else "",
        covered,
        "。",
    )


def _first_and_last(facts: ReleaseFacts, found: Ranking) -> Sentence:
    level = LEVEL_NAMES[found.level] + "完成率" if found.level else "完成率"
    turnout = "" if found.complete else f"（已报{found.turnout.reported}/{found.turnout.expected}）"
    best = [item for item in found.placed if item.place == 1]
    worst_place = max(item.place for item in found.placed)
    worst = [item for item in found.placed if item.place == worst_place]
    if worst_place == 1:
        return said(f"分县区看，{found.ranked}个县区{level}相同{turnout}。")
    return (
        Piece(f"分县区看，按{level}{turnout}，"),
        *_placed(facts, best, "最高"),
        Piece("，"),
        *_placed(facts, worst, "最低"),
        Piece("。"),
    )


def _placed(facts: ReleaseFacts, items: Sequence[Placement], word: str) -> Sentence:
    names = [facts.plan.tree[item.region].name for item in items]
    first = items[0]
    if any(facts.shown(item_project(facts, first), item.region) != "known" for item in items):
        return said(f"{listed(names)}{word}")
    ref = facts.ref(f"rate-{first.level}", item_project(facts, first), "", first.region)
    tied = "并列" if len(items) > 1 else ""
    return said(f"{listed(names)}{tied}{word}（", number(rate_text(first.rate), ref), "）")


def item_project(facts: ReleaseFacts, item: Placement) -> str:
    """Return the project that a placement is of."""
    return next(code for code, found in facts.rankings.items() if item in found.placed)


def _behind(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> Sentence:
    """Say how many are behind, who, and who of them is slowest."""
    names = [facts.plan.tree[row.region].name for row in rows]
    worst = furthest_behind(rows)
    level = worst_level(worst[0])
    ref = facts.ref(f"gap-{level}", worst[0].project, "", worst[0].region)
    known = facts.shown(worst[0].project, worst[0].region) == "known"
    slow = number(f"{points(worst_gap(worst[0]))}个百分点", ref if known else None)
    if len(rows) == 1:
        return said(f"{names[0]}比序时进度慢", slow if known else "", "。")
    counted = number(f"{len(rows)}个", facts.ref("slow-regions", worst[0].project))
    opening = said(counted, f"县区慢于序时进度（{'、'.join(names)}）")
    if not known:
        return (*opening, Piece("。"))
    slowest = listed([facts.plan.tree[row.region].name for row in worst])
    return (*opening, *said(f"，{slowest}最慢，{'均' if len(worst) > 1 else ''}慢", slow, "。"))


def unranked_words(facts: ReleaseFacts, items: Sequence[Unplaced]) -> str:
    """Name who has no place, by the reason."""
    by_reason: dict[str, list[str]] = {}
    for item in items:
        name = facts.plan.tree[item.region].name
        by_reason.setdefault(UNRANKED_NAMES[item.reason], []).append(name)
    return "；".join(f"{'、'.join(names)}{reason}" for reason, names in by_reason.items())
