"""The first page: where the projects stand, which counties, on how complete a basis."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import html
from dashboard.components import marks
from dashboard.components.basis import basis_text
from dashboard.components.strip import strip
from dashboard.conclusion import conclude
from dashboard.frame import Ask, Frame, frame_for
from dashboard.ground import Ground, ground_of
from dashboard.pages import begin
from dashboard.pages.attention import attention_card
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
from dashboard.pages.progress_card import progress_card
from dashboard.pages.sheet import Cards, Sheet, exhibits_of, sections_of
from dashboard.shell import Head, beside, page
from dashboard.sources import Source
from etl.domain.attention import Attention
from etl.domain.completion import CompletionTable
from etl.domain.sentence import Sentence, sentence_text


@dataclass(frozen=True)
class Overview:
    """Everything the page shows, fetched and ready to be drawn."""

    frame: Frame
    ground: Ground
    parts: CompletionTable
    past: tuple[CompletionTable, ...]
    attention: Attention

    @property
    def table(self) -> CompletionTable:
        """The city's own rows."""
        return self.ground.table


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the overview of the month asked for, or how to begin when there is none."""
    frame = frame_for(source, ask)
    if frame is None:
        return begin.sheet(source, ask.visitor)
    past = past_of(source, frame, frame.plan.root)
    view = Overview(
        frame,
        ground_of(source, frame, past[-1]),
        source.completion(frame.month, by="region"),
        past,
        source.attention(frame.month),
    )
    shown = _shown(view)
    title = f"{span_of(view.ground)}总览"
    basis = basis_text(view.ground)
    return Sheet(
        title,
        layout(view, shown),
        frame.plan,
        exhibits=exhibits_of(shown),
        basis=basis,
        month=frame.month,
    )


def _shown(view: Overview) -> Cards:
    frame, ground = view.frame, view.ground
    said = sentence_text(_sentence(view))
    children = frame.plan.tree.children(frame.plan.root)
    return {
        "projects": progress_card(frame, ground, view.past, (_title(view), "项目进度"), said),
        "matrix": matrix_card(frame, ground, view.parts, _title(view), said),
        "attention": attention_card(frame, view.attention, basis_text(ground)),
        "places": places_card(
            frame, ground, view.parts.rows if children else (), basis_text(ground)
        ),
    }


def layout(view: Overview, shown: Cards) -> html.Div:
    """Draw the page."""
    frame = view.frame
    cards = sections_of(shown)
    head = Head((), _title(view), as_of_line(view.ground), marks.sentence(_sentence(view)))
    columns = columns_for(frame, frame.plan.root)
    body = [
        strip(key_figures(frame, view.ground, view.parts.rows)),
        beside(columns, cards["projects"], cards["matrix"]),
        beside(f"{columns} mirrored", cards["attention"], cards["places"]),
    ]
    return page(frame, "overview", head, body, foot(frame))


def _title(view: Overview) -> str:
    return f"{span_of(view.ground)}民生实事进度总览"


def _sentence(view: Overview) -> Sentence:
    names = names_of(view.frame, view.table.region, view.ground)
    return conclude(view.table, view.parts.rows, names, view.ground.unreported)
