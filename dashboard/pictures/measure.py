"""How wide texts are, where they break and how they are cut: without a font at hand.

Chinese signs are one em wide; the widths of ASCII are those of our own font, in thousandths
of an em. Other fonts of the stack differ by a few percent, for which the layouts leave room.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

Length = int | Fraction

_ASCII = [int(item) for item in """
224 323 474 555 555 921 680 278 338 338 467 555 278 347 278 392 555 555 555 555 555 555 555 555
555 555 278 278 555 555 555 474 946 608 657 638 688 589 552 689 728 293 535 646 543 812 723 742
633 742 635 596 599 721 575 878 573 531 603 338 392 338 555 559 606 563 618 510 620 554 325 564
607 275 275 552 284 926 610 606 620 620 388 468 377 607 521 802 498 521 475 338 270 338 555
""".split()]  # fmt: skip
_BOLD = Fraction(107, 100)
_ELLIPSIS = "…"
# What may not begin a line stays with the sign before it, what may not end one with the next.
_CLOSING = "。，；：、！？）》〉」』】〕”’％%,.;:!?)]}…·"
_OPENING = "（《〈「『【〔“‘([{"
_PIECES = re.compile(r"[!-~]+ *|\s+|.", re.DOTALL)


def half_of(length: Length) -> Fraction:
    """Return half a length, exact also for whole pixels."""
    return Fraction(length) / 2


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Return a text as it may stand in XML: one line, without control and format characters."""
    kept = (" " if sign in "\t\n\r\v\f\x85\u2028\u2029" else sign for sign in text)
    return "".join(sign for sign in kept if not _is_forbidden(sign)).strip()


def _is_forbidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs") or (ord(sign) & 0xFFFE) == 0xFFFE


@lru_cache(maxsize=4096)
def width(text: str, size: Length, bold: bool = False) -> Fraction:
    """Return the width of a text in pixels at a size in pixels."""
    return Fraction(sum(_thousandths(sign, bold) for sign in clean(text))) * size / 1000


@lru_cache(maxsize=4096)
def _thousandths(sign: str, bold: bool) -> Fraction:
    if " " <= sign <= "~":
        return _ASCII[ord(sign) - 32] * (_BOLD if bold else Fraction(1))
    if unicodedata.combining(sign):
        return Fraction(0)
    return Fraction(700 if unicodedata.east_asian_width(sign) in ("N", "Na", "H") else 1000)


def wrap(text: str, size: Length, room: Length, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than ``room``, one sign a line where that is less.

    Words and numbers stay whole where they fit into a line at all.
    """
    lines, line = [], ""
    for piece in _pieces(clean(text)):
        for part in _fitting(piece, size, room, bold):
            if line and width(line + part, size, bold) > room:
                lines.append(line.rstrip())
                line = part.lstrip()
            else:
                line += part
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> list[str]:
    """Return what stays together, punctuation with its neighbour."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        held = pieces and (piece[0] in _CLOSING or pieces[-1][-1] in _OPENING)
        if held and not piece.isspace():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _fitting(piece: str, size: Length, room: Length, bold: bool) -> list[str]:
    return [piece] if width(piece, size, bold) <= room else list(piece)


def shorten(text: str, size: Length, room: Length, bold: bool = False) -> str:
    """Return a text that fits into ``room``, its end replaced by … where it must be."""
    text = clean(text)
    if width(text, size, bold) <= room:
        return text
    while text and width(text + _ELLIPSIS, size, bold) > room:
        text = text[:-1]
    return text + _ELLIPSIS


def wrap_most(text: str, size: Length, room: Length, most: int, bold: bool = False) -> list[str]:
    """Break a text into at most so many lines, the last one shortened where it must be."""
    lines = wrap(text, size, room, bold)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten("".join(lines[most - 1 :]), size, room, bold)]
