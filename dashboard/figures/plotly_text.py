"""Texts and numbers as Plotly takes them."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

SIZE, SMALL = 12, 11  # pixels
LINE_HEIGHT = 15
_FIRST_SQUARE = "\u2e80"  # from here on a letter is as wide as high
_OTHERS = Fraction(3, 5)


def number(value: Fraction | None) -> float | int | None:
    """Return a value as JSON has it: whole numbers stay whole, None stays a gap."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def literal(text: str) -> str:
    """Return a text that Plotly shows letter by letter, whatever marks it has in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def in_lines(text: str, width: int) -> str:
    """Return a text for Plotly in lines of at most ``width`` characters."""
    parts = [text[at : at + width] for at in range(0, len(text), width)]
    return "<br>".join(literal(part) for part in parts)


def width_of(text: str) -> int:
    """Return about how many pixels wide a text is: Chinese is square, the rest half and more."""
    return ceil(sum(1 if letter >= _FIRST_SQUARE else _OTHERS for letter in text) * SIZE)
