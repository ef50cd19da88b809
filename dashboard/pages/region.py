"""One region at any level of the tree: its projects, its place, its filings, what it has to do."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import html
from dashboard.components import marks
from dashboard.components.basis import basis_text
from dashboard.components.strip import strip
from dashboard.conclusion import conclude
from dashboard.frame import Ask, Frame, frame_for, unknown
from dashboard.ground import Ground, ground_of
from dashboard.pages import begin
from dashboard.pages.attention import Own, attention_card
from dashboard.pages.filings import coverage_table, filings_table, next_filing
from dashboard.pages.matrix_card import matrix_card
from dashboard.pages.parts import (
    as_of_line,
    columns_for,
    foot,
    key_figures,
    names_of,
    past_of,
    span_of,
)
from dashboard.pages.places import places_card
from dashboard.pages.position import Positions, position_card, positions_of
from dashboard.pages.progress_card import progress_card
from dashboard.pages.region_months import months_table
from dashboard.pages.sheet import Cards, Sheet, Shown, exhibits_of, sections_of
from dashboard.selection import address, region_path
from dashboard.shell import Head, beside, page, siblings_class
from dashboard.sources import Source
from etl.domain.attention import Attention
from etl.domain.completion import CompletionTable
from etl.domain.region import Region
from etl.domain.sentence import Sentence, sentence_text
from etl.domain.submission import Filing


@dataclass(frozen=True)
class RegionView:
    """Everything the page shows; ``months`` up to the one chosen."""

    frame: Frame
    region: Region
    ground: Ground
    parts: CompletionTable
    months: tuple[CompletionTable, ...]
    filings: tuple[Filing, ...]
    attention: Attention
    positions: Positions | None
    cells: tuple[CompletionTable, ...]

    @property
    def table(self) -> CompletionTable:
        """The region's own rows."""
        return self.ground.table

    @property
    def title(self) -> str:
        """The region and the month."""
        return f"{self.region.name}（{span_of(self.ground)}）"


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page of a region for the month asked for."""
    frame = frame_for(source, ask)
    if frame is None:
        return begin.sheet_for(source, ask)
    region = frame.plan.tree.get(ask.code)
    if region is None:
        raise unknown("县区", ask.code, frame.month.year)
    view = _view(source, frame, region)
    shown = _shown(view)
    basis = basis_text(view.ground)
    return Sheet(
        view.title,
        layout(view, shown),
        frame.plan,
        exhibits=exhibits_of(shown),
        basis=basis,
        month=frame.month,
    )


def _view(source: Source, frame: Frame, region: Region) -> RegionView:
    months = past_of(source, frame, region.code)
    filings = source.filings(region.code, frame.month.year) if region.submits else ()
    return RegionView(
        frame,
        region,
        ground_of(source, frame, months[-1], filings),
        source.completion(frame.month, region.code, "region"),
        months,
        filings,
        source.attention(frame.month, region.code),
        positions_of(source, frame, region),
        source.completions(frame.month, region.code, "cell") if region.submits else (),
    )


def _shown(view: RegionView) -> Cards:
    frame, ground, region = view.frame, view.ground, view.region
    said = sentence_text(_sentence(view))
    title = "各项目（按本地区任务）"
    found: dict[str, Shown | None] = {
        "projects": progress_card(frame, ground, view.months, (view.title, title), said),
        "attention": attention_card(
            frame, view.attention, basis_text(ground), _to_do(region), _own(view)
        ),
        "position": position_card(frame, region, view.positions, basis_text(ground)),
    }
    if region.submits:
        found["cells"] = months_table(frame, region, view.cells)
        if frame.visitor.may_see_filings(region.code):
            found["filings"] = filings_table(frame, region, view.filings)
    else:
        found["matrix"] = matrix_card(frame, ground, view.parts, view.title, said)
        found["coverage"] = coverage_table(frame, view.months)
        found["places"] = places_card(frame, ground, view.parts.rows, basis_text(ground))
    return found


def _own(view: RegionView) -> Own | None:
    if not view.region.submits:
        return None
    return Own(view.region.code, next_filing(view.frame, view.region, view.filings))


def _to_do(region: Region) -> str:
    return "本地区待办" if region.submits else "需要关注"


def layout(view: RegionView, shown: Cards) -> html.Div:
    """Draw the page."""
    cards = sections_of(shown)
    lead = marks.sentence(_sentence(view))
    head = Head(_crumbs(view), view.title, as_of_line(view.ground), lead, view.region.name)
    cells = view.parts.rows if view.frame.plan.tree.children(view.region.code) else ()

    def stack(*names: str) -> html.Div:
        found = [cards.get(name) for name in names]
        return html.Div([card for card in found if card is not None], className="stack")

    body = [
        _neighbours(view),
        strip(key_figures(view.frame, view.ground, cells)),
        beside(
            columns_for(view.frame, view.region.code),
            cards["projects"],
            stack("matrix", "attention", "position"),
        ),
        beside("halves", cards.get("filings"), cards.get("cells"))
        if view.region.submits
        else beside("halves", cards.get("places"), cards.get("coverage")),
    ]
    return page(view.frame, "region", head, body, foot(view.frame))


def _sentence(view: RegionView) -> Sentence:
    frame = view.frame
    cells = view.parts.rows if frame.plan.tree.children(view.region.code) else ()
    names = names_of(frame, view.region.code, view.ground)
    return conclude(view.table, cells, names, view.ground.unreported)


def _crumbs(view: RegionView) -> list[tuple[str, str]]:
    month = view.frame.month
    above = view.frame.plan.tree.path(view.region.code)[:-1]
    ways = [(region.name, address(region_path(region.code), month)) for region in above]
    return [("总览", address("/", month)), *ways]


def _neighbours(view: RegionView) -> html.Nav | None:
    """Return the ways down to the parts, or sideways where there are none."""
    tree = view.frame.plan.tree
    below = tree.children(view.region.code)
    parent = view.region.parent
    beside = tree.children(parent) if parent is not None and parent in tree else ()
    items = [html.Li(_way(view, region)) for region in below or beside]
    label = "下级县区" if below else "同级县区"
    if not items:
        return None
    return html.Nav(html.Ul(items), className=siblings_class(len(items)), **marks.aria(label=label))


def _way(view: RegionView, region: Region) -> html.A:
    current = marks.aria(current="page") if region.code == view.region.code else {}
    href = address(region_path(region.code), view.frame.month)
    return html.A(region.name, href=href, **current)
