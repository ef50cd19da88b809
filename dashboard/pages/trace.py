"""Where a number comes from: formula, indicators, counties, file, cell, who handled it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import html
from dashboard.components.basis import basis_text
from dashboard.components.marks import Node, aria
from dashboard.exhibits import Exhibit
from dashboard.frame import Ask, Frame, frame_for
from dashboard.ground import Ground, ground_of
from dashboard.pages import begin
from dashboard.pages.parts import as_of_line, foot
from dashboard.pages.sheet import Sheet
from dashboard.pages.trace_cell import cell_card, handlers
from dashboard.pages.trace_formula import WITHOUT_UNIT, formula, indicators, listing, plan_cells
from dashboard.pages.trace_outside import (
    check_may_show,
    holds_back,
    is_outside,
    without_counties,
)
from dashboard.pages.trace_parts import Origins, county_rows, opened_part, origins_of
from dashboard.selection import address, project_path, region_path
from dashboard.shell import Head, page
from dashboard.sources import Source
from dashboard.tracing.explain import explain, figure_asked
from dashboard.tracing.explanation import Explanation
from dashboard.tracing.ledger import Ledger
from etl.domain.figure_ref import FigureRef
from etl.domain.provenance import FigurePart, FiledForm
from etl.domain.submission import Filing


@dataclass(frozen=True)
class Card:
    """A card with its name and what it says in short; ``exhibit`` where it can be taken away."""

    name: str
    short: str
    section: html.Section
    exhibit: Exhibit | None = None

    @property
    def anchor(self) -> str:
        """The name by which an address leads to it."""
        return str(getattr(self.section, "id", ""))


@dataclass(frozen=True)
class TraceView:
    """Everything the page shows; ``parts`` are those of the opened region, with its form."""

    ledger: Ledger
    ground: Ground
    ref: FigureRef
    found: Explanation
    origins: Origins | None
    parts: tuple[FigurePart, ...] = ()
    form: FiledForm | None = None
    versions: tuple[Filing, ...] = ()

    @property
    def frame(self) -> Frame:
        """The setting of the page."""
        return self.ledger.frame

    @property
    def what(self) -> str:
        """What the figure is of: region, project or indicator, and its name."""
        plan, ref = self.frame.plan, self.ref
        known = plan.indicator(ref.indicator) if ref.indicator else None
        project = plan.project(ref.project) if ref.project else None
        of = known.name if known else project.name if project else ""
        region = plan.tree[ref.region].name
        return f"{region}{of}{self.found.name}"

    @property
    def shown(self) -> str:
        """The figure with its unit; what is not there has none: 未报, —."""
        found = self.found
        return found.shown if found.shown in WITHOUT_UNIT else f"{found.shown}{found.unit}"


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page of the figure that the address names."""
    frame = frame_for(source, ask)
    if frame is None:
        return begin.sheet(source, ask.visitor)
    ref = figure_asked(frame, ask.values)
    check_may_show(frame, ref)
    view = _view(source, frame, ref, ask.values.get("part", ""))
    may_open = view.form is not None and ask.visitor.may_open_original(view.form.filing.region)
    cards = _cards(source, view, may_open)
    return Sheet(
        f"{view.what} {view.shown}从哪里来",
        layout(view, cards),
        frame.plan,
        exhibits=tuple(item.exhibit for item in cards if item.exhibit is not None),
        basis=basis_text(view.ground),
        month=frame.month,
    )


def _view(source: Source, frame: Frame, ref: FigureRef, asked: str) -> TraceView:
    ledger = Ledger(source, frame)
    found = explain(ledger, ref)
    ground = ground_of(source, frame, ledger.table(ref.region))
    if holds_back(frame, ref):
        return TraceView(ledger, ground, ref, without_counties(frame, found), None)
    if found.field is None:
        return TraceView(ledger, ground, ref, found, None)
    origins = origins_of(source, ledger, ref, found.field)
    parts = () if is_outside(frame) else opened_part(origins, asked)
    filing = next((part.filing for part in parts if part.filing), None)
    if filing is None:
        return TraceView(ledger, ground, ref, found, origins)
    versions = source.filings(filing.region, filing.month.year)
    same = tuple(item for item in versions if item.month == filing.month)
    form = source.filed_form(filing.id)
    return TraceView(ledger, ground, ref, found, origins, parts, form, same)


def layout(view: TraceView, cards: Sequence[Card]) -> html.Div:
    """Draw the page."""
    frame = view.frame
    title = f"{view.what} {view.shown}"
    lead = html.P(_lead(view), className="conclusion")
    line = [f"{frame.month.label}；{as_of_line(view.ground)[0]}"]
    head = Head(_crumbs(view), f"{title} 从哪里来", line, lead, "溯源")
    return page(frame, "", head, [_steps(view, cards), *_laid_out(cards)], foot(frame))


_BESIDE = ("indicators", "plan")
_BELOW = ("listing", "regions", "cell", "who")
"""Where the cards stand: the first short one beside the formula, the wide ones below."""


def _laid_out(cards: Sequence[Card]) -> list[Node]:
    short = [card.section for card in cards if card.anchor in _BESIDE][:1]
    below = [card.section for card in cards if card.anchor in _BELOW]
    left = [card.section for card in cards if card.section not in (*short, *below)]
    if not short:
        return [html.Div(left, className="one"), *below]
    columns = [html.Div(left, className="stack"), html.Div(short, className="stack")]
    return [html.Div(columns, className="wide-and-narrow"), *below]


def _cards(source: Source, view: TraceView, may_open: bool) -> list[Card]:
    """Return the cards that there are, each with its name and what it says in short."""
    found, ledger, ref = view.found, view.ledger, view.ref
    cards = [Card("算式", _short_formula(found), formula(found))]
    origins = view.origins
    split = indicators(ledger, ref, origins.money) if origins else None
    if split is not None:
        project = view.frame.plan.project(ref.project)
        names = [item.name for item in project.indicators] if project else []
        cards.append(Card("分项", " + ".join(names), split.card, split.exhibit))
    if found.listing is not None:
        listed, title = listing(view.frame, found.listing), found.listing.title
        cards.append(Card(title, f"{len(found.listing.rows)}行", listed.card, listed.exhibit))
    if origins is not None:
        opened = view.parts[0].region.code if view.parts else ""
        rows = county_rows(ledger, ref, origins, opened)
        cards.append(Card("县区", f"{len(origins.regions)}行", rows.card, rows.exhibit))
    planned = plan_cells(source, ledger, found)
    if planned is not None:
        short = f"第{view.frame.revision}版"
        cards.append(Card("任务书", short, planned.card, planned.exhibit))
    if view.form is not None:
        cells = "、".join(p.value.cell.address for p in view.parts if p.value.cell)
        opened_cell = cell_card(view.frame, view.form, view.parts, view.versions, may_open)
        cards.append(Card("单元格", f"{view.form.filing.file_name} {cells}", opened_cell))
        who = " → ".join(
            name for name in (view.form.filing.filed_by, view.form.filing.accepted_by) if name
        )
        cards.append(Card("经手", who, handlers(view.frame, view.form.filing)))
    return cards


def _short_formula(found: Explanation) -> str:
    return " ".join(f"{term.sign}{term.value}" for term in found.terms) or found.shown


def _lead(view: TraceView) -> Sequence[Node]:
    found = view.found
    terms = " ".join(f"{term.sign} {term.value}".strip() for term in found.terms)
    shown = view.shown
    pieces: list[Node] = [html.Strong(f"{terms} ＝ {shown}。" if terms else f"{shown}。")]
    if not terms and found.rules:
        pieces.append(found.rules[0][1])
    if view.origins is not None:
        pieces.append(
            f"完成数{view.origins.summary()}"
            if not view.origins.money
            else f"资金数{view.origins.summary()}"
        )
        pieces.append("，任务数出自年度任务书。" if found.planned else "。")
    elif found.planned:
        pieces.append("出自年度任务书。")
    if view.parts:
        pieces.append(f"下面打开的是{view.parts[0].region.name}的单元格。")
    return pieces


def _steps(view: TraceView, cards: Sequence[Card]) -> html.Nav:
    """Return the way from the page's number to the person, each step a link."""
    first = html.Li(html.A([html.B("页面上的数"), html.Span(view.shown)], href=_page_of(view)))
    items = [first]
    for card in cards:
        way = html.A([html.B(card.name), html.Span(card.short)], href=f"#{card.anchor}")
        items.append(html.Li(way))
    return html.Nav(html.Ol(items), className="trail", **aria(label="从数到经手人"))


def _page_of(view: TraceView) -> str:
    """Return a page that shows the figure: the project's for the whole, else the region's."""
    ref, frame = view.ref, view.frame
    if is_outside(frame):
        return _briefing(frame)
    if ref.region == frame.plan.root:
        path = project_path(ref.project) if ref.project else "/"
        return address(path, frame.month)
    fragment = f"p-{ref.project}" if ref.project else ""
    return address(region_path(ref.region), frame.month, fragment)


def _crumbs(view: TraceView) -> list[tuple[str, str]]:
    plan, month, ref = view.frame.plan, view.frame.month, view.ref
    if is_outside(view.frame):
        return [("新闻材料", _briefing(view.frame))]
    crumbs = [("总览", address("/", month))]
    project = plan.project(ref.project) if ref.project else None
    if project:
        name = project.short_name or project.name
        crumbs.append((name, address(project_path(project.code), month)))
    if ref.region != plan.root or not project:
        region = plan.tree[ref.region]
        crumbs.append((region.name, address(region_path(region.code), month)))
    return crumbs


def _briefing(frame: Frame) -> str:
    """Return the page of the release that a figure is quoted from."""
    kept = (("release", frame.release.id),) if frame.release else ()
    return address("/briefing", kept=kept)
