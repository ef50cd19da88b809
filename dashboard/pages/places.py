"""The places of a region's children: per project and overall, with ties, coverage, refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import html
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.marks import Node, says
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.frame import Frame
from dashboard.ground import Ground
from dashboard.pages.sheet import Shown
from dashboard.selection import address, region_path
from dashboard.tracing.places import RANKING_RULE, overall_rule, score_text, unplaced_words
from etl.domain.completion import CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.judging import count_behind
from etl.domain.ranking import RANKING_REFUSAL_NAMES, Overall, Score
from etl.domain.sentence import Sentence, said, stated
from etl.domain.text import NOTHING, listed
from etl.services.outlook import overall_ranking, rankings


def places_card(
    frame: Frame, ground: Ground, rows: Sequence[CompletionRow], basis: str
) -> Shown | None:
    """Return the card for a region whose children's rows these are; None without children."""
    if not rows:
        return None
    overall = overall_ranking(rows, frame.plan.thresholds.weights)
    found = rankings(rows)
    columns = _columns(frame)
    known = _Known(
        {item.region: item for item in overall.placed},
        {(code, p.region): p.place for code, item in found.items() for p in item.placed},
        _by_region(rows),
    )
    lines = [_line(frame, known, region) for region in _ordered(known)]
    title = _title(overall)
    # A table of nothing but dashes says less than the sentence above it.
    any_place = bool(overall.placed) or any(item.placed for item in found.values())
    exhibit = Exhibit("places", title, grid(columns, lines) if any_place else None)
    body = table("县区综合位次和各项目位次", columns, lines) if any_place else None
    notes = [overall_rule(overall), RANKING_RULE + _left_out(frame, overall), basis]
    parts: list[Node] = [
        says(_sentence(frame, overall)),
        body,
        *[html.P(note, className="basis") for note in notes],
    ]
    return Shown(exhibit_card(frame, exhibit, parts, "places"), exhibit)


def _title(overall: Overall) -> str:
    if overall.refusal:
        return f"县区位次：{RANKING_REFUSAL_NAMES[overall.refusal]}，不排综合位次"
    if not overall.complete:
        return f"县区位次：已报{overall.turnout.reported}/{overall.expected}，位次不完整"
    return "县区位次"


def _columns(frame: Frame) -> list[Column]:
    names = frame.project_names
    projects = [Column(names[item.code], True) for item in frame.plan.projects]
    head = [Column("县区"), Column("综合位次", True), Column("综合完成", True)]
    return [*head, Column("滞后项目", True), *projects]


@dataclass(frozen=True)
class _Known:
    """Scores by region, places by project and region, rows by region."""

    scores: Mapping[str, Score]
    places: Mapping[tuple[str, str], int]
    rows: Mapping[str, Sequence[CompletionRow]]


def _by_region(rows: Sequence[CompletionRow]) -> dict[str, list[CompletionRow]]:
    found: dict[str, list[CompletionRow]] = {}
    for row in rows:
        found.setdefault(row.region, []).append(row)
    return found


def _ordered(known: _Known) -> list[str]:
    """Return the regions by place, best first, then those without one."""
    return [*known.scores, *(code for code in known.rows if code not in known.scores)]


def _line(frame: Frame, known: _Known, region: str) -> Row:
    def ref(kind: str, project: str = "") -> FigureRef:
        return FigureRef(kind, frame.month, region, project)

    name = Cell(frame.region_names[region], href=address(region_path(region), frame.month))
    own = known.scores.get(region)
    place: Entry = NOTHING
    score: Entry = NOTHING
    if own is not None:
        place = Cell(str(own.place), ref("overall-place"), strong=True)
        score = Cell(score_text(own.score), ref("score"))
    mine = known.rows[region]
    count = count_behind(mine)
    behind: Entry = NOTHING if count is None else Cell(str(count), ref("behind"))
    projects: list[Entry] = []
    for item in frame.plan.projects:
        found = known.places.get((item.code, region))
        projects.append(NOTHING if found is None else Cell(str(found), ref("place", item.code)))
    return (name, place, score, behind, *projects)


def _sentence(frame: Frame, overall: Overall) -> Sentence:
    """Say who leads and who comes last, where that can be said."""
    if overall.refusal:
        return said(f"本月不排综合位次：{RANKING_REFUSAL_NAMES[overall.refusal]}。")
    last = overall.placed[-1].place
    if last == 1:
        return said(f"参加排位的{overall.ranked}个县区并列。")
    opening = f"{overall.ranked}个县区参加排位："
    return said(opening, *_at(frame, overall, 1), "，", *_at(frame, overall, last), "。")


def _at(frame: Frame, overall: Overall, place: int) -> Sentence:
    """Name who has a place."""
    regions = [item.region for item in overall.placed if item.place == place]
    names = listed([frame.region_names[code] for code in regions], 2)
    ref = FigureRef("overall-place", frame.month, regions[0])
    return said(f"{names}{'并列' if len(regions) > 1 else ''}", stated(f"第{place}", ref))


def _left_out(frame: Frame, overall: Overall) -> str:
    if overall.refusal or not overall.unplaced:
        return ""
    return f"不参加综合排位：{unplaced_words(frame.region_names, overall.unplaced)}。"
