"""Digits that do not belong to the number they stand in, kept apart when looks are dropped.

A footnote's raised 3 in 103³ and a struck-out 2 before its correction are digits of their
own on the screen. Only how they look says so; as plain text they would make another number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

Mark = Literal["raised", "lowered", "struck"]

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# Drawn through the character before it.
STROKE = "\u0336"
_STRUCK = str.maketrans({digit: digit + STROKE for digit in "0123456789"})
_TABLES: Mapping[Mark, Mapping[int, int | str]] = {
    "raised": _RAISED,
    "lowered": _LOWERED,
    "struck": _STRUCK,
}


def marked_runs(text: str, runs: Sequence[tuple[int, int]], fonts: Mapping[int, Mark]) -> str:
    """Return a text whose runs, each from a place on in a font, are marked by these fonts."""
    if not any(font in fonts for _, font in runs):
        return text
    ends = [*(place for place, _ in runs[1:]), len(text)]
    parts = [text[: runs[0][0]]]
    for (place, font), end in zip(runs, ends, strict=True):
        parts.append(marked(text[place:end], fonts.get(font)))
    return "".join(parts)


def marked(text: str, mark: Mark | None) -> str:
    """Return the text with its digits as they look: raised, lowered or struck out."""
    return text if mark is None else text.translate(_TABLES[mark])
