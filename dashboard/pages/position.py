"""Where a region stands among those beside it: its place per project, against the median."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dashboard import html
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.marks import HIDDEN, Node, says
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.figures.bullet import css_percent
from dashboard.frame import Frame
from dashboard.pages.sheet import Shown
from dashboard.sources import Source
from dashboard.tracing.places import RANKING_RULE, unplaced_words
from etl.domain.completion import CompletionRow
from etl.domain.figure_ref import FigureRef
from etl.domain.ranking import RANKING_REFUSAL_NAMES, UNRANKED_NAMES, Position, Ranking
from etl.domain.region import Region
from etl.domain.text import NOTHING, rate_text
from etl.services.outlook import position, rankings

_END = Fraction(5, 4)


@dataclass(frozen=True)
class Positions:
    """The rankings among a region's siblings, and its own place in each, by project."""

    region: str
    siblings: int
    rankings: Mapping[str, Ranking]
    own: Mapping[str, Position]
    rows: tuple[CompletionRow, ...]


def positions_of(source: Source, frame: Frame, region: Region) -> Positions | None:
    """Return a region's places among its siblings; None for the root and an only child."""
    tree = frame.plan.tree
    if region.code == tree.root.code or region.parent is None or region.parent not in tree:
        return None
    siblings = tree.children(region.parent)
    if len(siblings) < 2:
        return None
    rows = source.completion(frame.month, region.parent, "region").rows
    found = rankings(rows)
    own = {code: position(item, region.code) for code, item in found.items()}
    return Positions(region.code, len(siblings), found, own, rows)


def position_card(
    frame: Frame, region: Region, found: Positions | None, basis: str
) -> Shown | None:
    """Return the card with a dot per sibling and project, and the table beside."""
    if found is None:
        return None
    columns = [
        Column("项目"),
        Column("在同级中的位置"),
        Column("本地区", True),
        Column("中位", True),
        Column("位次", True),
    ]
    rows = [_row(frame, region, found, item.code) for item in frame.plan.projects]
    title = _title(frame, found)
    told = [columns[0], *columns[2:]]
    exhibit = Exhibit("position", title, grid(told, [(row[0], *row[2:]) for row in rows]))
    body = table("各项目在同级县区中的位次", columns, rows)
    parts: list[Node] = [
        says(f"◆{region.name}，●其他已报县区，虚线为序时；数轴为市定完成率，从0到125%。"),
        body,
        html.P(RANKING_RULE + _left_out(frame, found), className="basis"),
        html.P(basis, className="basis"),
    ]
    return Shown(exhibit_card(frame, exhibit, parts, "position"), exhibit)


def _title(frame: Frame, found: Positions) -> str:
    title = "在同级中的位置"
    least = _least(found)
    if least is None or least.turnout.complete:
        return title
    counted = f"已报{least.turnout.reported}/{least.turnout.expected}"
    refused = all(item.refusal for item in found.rankings.values())
    return f"{title}：{counted}，{'不排位' if refused else '位次不完整'}"


def _least(found: Positions) -> Ranking | None:
    """Return the ranking of the project that the fewest have reported."""
    return min(found.rankings.values(), key=lambda item: item.turnout.reported, default=None)


def _left_out(frame: Frame, found: Positions) -> str:
    """Name who is not compared where the reports are not whole."""
    least = _least(found)
    if least is None or least.turnout.complete or least.refusal or not least.unplaced:
        return ""
    return f"不参加排位：{unplaced_words(frame.region_names, least.unplaced)}。"


def _row(frame: Frame, region: Region, found: Positions, project: str) -> Row:
    def ref(kind: str) -> FigureRef:
        return FigureRef(kind, frame.month, region.code, project)

    own = found.own.get(project)
    name = frame.project_names[project]
    if own is None:
        return (name, "", NOTHING, NOTHING, NOTHING)
    rate: Entry = NOTHING
    if own.rate is not None and own.reason not in ("not_started", "not_reported"):
        rate = Cell(rate_text(own.rate), ref(f"rate-{own.level}"), strong=True)
    middle: Entry = NOTHING if own.median is None else Cell(rate_text(own.median), ref("median"))
    dots = Cell("", node=_dots(found, project))
    return (name, dots, rate, middle, _place(own, ref("place")))


def _place(own: Position, ref: FigureRef) -> Entry:
    if own.place is not None:
        return Cell(f"{'并列' if own.tied else ''}{own.place}/{own.of}", ref)
    if own.refusal is not None:
        return RANKING_REFUSAL_NAMES[own.refusal]
    return UNRANKED_NAMES[own.reason] if own.reason else NOTHING


def _dots(found: Positions, project: str) -> Node:
    """Return the rates on a line to 125 %; the numbers beside it say the same."""
    ranking = found.rankings[project]
    pace = next((row.pace for row in found.rows if row.project == project), Fraction(0))
    marks: list[Node] = [html.I(className="pace", style={"left": _left(pace)})]
    others = [item for item in ranking.placed if item.region != found.region]
    marks += [html.I(className="other", style={"left": _left(item.rate)}) for item in others]
    own = next((item for item in ranking.placed if item.region == found.region), None)
    if own is not None:
        marks.append(html.I(className="own", style={"left": _left(own.rate)}))
    return html.Div(marks, className="dots", **HIDDEN)


def _left(share: Fraction) -> str:
    return css_percent(100 * max(min(share, _END), Fraction(0)) / _END)
