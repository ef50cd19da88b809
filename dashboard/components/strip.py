"""The strip of key figures under the conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard import html
from dashboard.components.marks import HIDDEN, Node, figure
from dashboard.figures.bullet import css_percent
from etl.domain.figure_ref import FigureRef


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the strip; ``name`` is for programs, ``note`` a line in small print."""

    name: str
    label: str
    value: str
    unit: str = ""
    note: Node = ""
    tone: str = ""
    meter: Fraction | None = None
    ref: FigureRef | None = None


def strip(items: Sequence[KeyFigure]) -> html.Dl:
    """Return the key figures as a list of terms and values."""
    return html.Dl([_item(item) for item in items], className="strip card")


def _item(item: KeyFigure) -> html.Div:
    value: list[Node] = [
        html.Span(figure(item.name, item.value, item.ref), className=f"big {item.tone}".strip()),
        html.Span(item.unit, className="unit"),
    ]
    parts: list[Node] = [html.Dt(item.label), html.Dd(value)]
    if item.meter is not None:
        parts.append(html.Dd(_meter(item.meter), className="meter", **HIDDEN))
    if item.note:
        parts.append(html.Dd(item.note, className="note"))
    return html.Div(parts)


def _meter(share: Fraction) -> html.I:
    return html.I(style={"width": css_percent(min(share, Fraction(1)) * 100)})
