"""Small marks in the text: statuses, gaps, words for the ear, data attributes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dashboard import html
from dashboard.tracing.reference import trace_address
from etl.domain.completion import REACHED, CompletionRow, worst_level
from etl.domain.figure_ref import FigureRef
from etl.domain.judging import (
    STATUS_SHAPES,
    is_within_tolerance,
    status_words,
    tone_of,
    worst_gap,
)
from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES
from etl.domain.sentence import Piece, Sentence
from etl.domain.text import NOTHING, plain, points
from etl.domain.thresholds import Thresholds

Node = Any
Data = dict[str, Any]


def data(**values: str | int) -> Data:
    """Return data attributes; programs find and compare figures by them."""
    return {f"data-{key.replace('_', '-')}": str(value) for key, value in values.items()}


def aria(**values: str) -> Data:
    """Return ARIA attributes."""
    return {f"aria-{key}": value for key, value in values.items()}


HIDDEN = aria(hidden="true")


def figure(name: str, text: str, ref: FigureRef | None = None, **values: str | int) -> Node:
    """Return a figure that says which one it is, and leads to how it comes about."""
    said = data(figure=name, **values)
    if ref is None:
        return html.Span(text, className="n", **said)
    return html.A(text, href=trace_address(ref), className="n", **said)


def silent(text: str, name: str = "") -> html.Span:
    """Return a shape that the eye needs and the ear does not."""
    return html.Span(text, className=f"shape {name}".strip(), **HIDDEN)


def aloud(text: str) -> html.Span:
    """Return words for the ear where the eye has a shape."""
    return html.Span(text, className="vh")


def status(row: CompletionRow, limits: Thresholds) -> html.Span:
    """Return the overall status in words with its shape."""
    stale = row.is_stale and row.overall not in REACHED
    shape = "□" if stale else STATUS_SHAPES[row.overall]
    tone = "stale" if stale else tone_of(row)
    words = status_words(row)
    if is_within_tolerance(row):
        words += f"（差{plain(limits.on_pace_tolerance)}个百分点以内）"
    name, bracket, note = words.partition("（")
    content: list[Node] = [name, *([html.Small(bracket + note)] if note else [])]
    parts = [silent(shape), html.Span(content, **data(figure="status"))]
    return html.Span(parts, className=f"status {tone}")


def gap(row: CompletionRow, month: Month) -> Node:
    """Return the gap to the planned share; nothing for what is not judged this month."""
    level = worst_level(row)
    if level is None or row.is_stale or row.overall == "not_started":
        return html.Span(NOTHING, className="gap none")
    value = worst_gap(row)
    even = is_within_tolerance(row)
    tone = "slow" if tone_of(row) == "slow" else "even" if even else "good"
    suffix = "" if level == "city" else f"（{LEVEL_NAMES[level]}）"
    ref = FigureRef(f"gap-{level}", month, row.region, row.project)
    return html.A(
        [silent("≈" if even else _arrow(value)), _gap_text(value), suffix],
        href=trace_address(ref),
        className=f"gap {tone}",
        **data(figure="gap", level=level),
    )


def _arrow(value: Fraction) -> str:
    return "＝" if value == 0 else "▲" if value > 0 else "▼"


def _gap_text(value: Fraction) -> str:
    if value == 0:
        return "与序时持平"
    return f"{'快' if value > 0 else '慢'} {points(value)} 个百分点"


def sentence(pieces: Sentence) -> html.P:
    """Return the conclusion as one paragraph; counts and gaps stand out."""
    return html.P(
        [_piece(piece) for piece in pieces], className="conclusion", **data(figure="conclusion")
    )


def says(words: Sentence | str) -> html.P:
    """Return the sentence under a heading; its figures lead to how they come about."""
    return html.P(inline(words), className="says")


def inline(words: Sentence | str) -> list[Node]:
    """Return the runs of a sentence for a paragraph of any kind."""
    if isinstance(words, str):
        return [words]
    return [_figure_or_words(piece) for piece in words]


def _figure_or_words(piece: Piece) -> Node:
    return piece.text if piece.ref is None else figure(piece.ref.kind, piece.text, piece.ref)


def _piece(piece: Piece) -> Node:
    extra: Data = data(count=piece.key) if piece.key else {}
    content: Node = piece.text
    if piece.ref is not None:
        href = trace_address(piece.ref)
        content = html.A(piece.text, href=href, **data(figure=piece.ref.kind))
    if not piece.emphasis and not piece.key:
        return content
    return html.Strong(content, className=piece.emphasis or None, **extra)
