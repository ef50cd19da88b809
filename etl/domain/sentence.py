"""Sentences whose numbers lead to where they come from: made once, shown as words or as links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from etl.domain.figure_ref import FigureRef

Emphasis = Literal["", "good", "slow", "plain"]


@dataclass(frozen=True)
class Piece:
    """A run of a sentence; ``key`` names the count it states, for tests and readers of data.

    ``ref`` is the figure that it states, if it states one.
    """

    text: str
    emphasis: Emphasis = ""
    key: str = ""
    ref: FigureRef | None = None


Sentence = tuple[Piece, ...]


def sentence_text(sentence: Sentence) -> str:
    """Return the sentence as plain text."""
    return "".join(piece.text for piece in sentence)


def said(*parts: str | Piece) -> Sentence:
    """Return a sentence of words and figures in their order."""
    return tuple(Piece(part) if isinstance(part, str) else part for part in parts if part)


def stated(text: str, ref: FigureRef | None) -> Piece:
    """Return a figure within a sentence."""
    return Piece(text, ref=ref)


def joined(clauses: Iterable[Sentence], between: str) -> Sentence:
    """Return clauses one after the other, with the same sign between each two."""
    found: list[Piece] = []
    for clause in clauses:
        found += [Piece(between), *clause] if found else clause
    return tuple(found)


def ended(clauses: Sequence[Sentence], end: str = "。") -> Sentence:
    """Return clauses as one sentence: semicolons between them, a full stop at the end."""
    return (*joined(clauses, "；"), Piece(end))
