"""What our marks look like, and how one is known again whatever program saved the file.

The colour of a mark's frame carries a number in its lowest bits, too little for an eye to
see: the number of the look (fill and border) that the mark covers. It travels with the cell
through renamed sheets, inserted rows and sorting, where an address would not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal
from xml.etree import ElementTree

from etl.domain.finding import Severity

ERROR_FILL, ERROR_LINE = "FFFCE4D3", "FFB5500B"
WARNING_SHADE, WARNING_LINE = "FFB4BEC9", "FF3F4B57"
INFO_LINE = "FF5D6B79"

Paint = Literal["full", "frame", "none"]
"""Fill and frame for a cell at fault, a frame for one to look at with it, else nothing."""

_LINES: dict[Severity, tuple[str, str]] = {
    "error": ("medium", ERROR_LINE),
    "warning": ("dashed", WARNING_LINE),
    "info": ("dotted", INFO_LINE),
}
_SIDES = ("left", "right", "top", "bottom")
_SIDES_WRITTEN = (*_SIDES, "start", "end")
_DRAWN = re.compile(
    r"<(?:left|right|top|bottom|start|end)\b[^>]*\sstyle=[\"'](\w+)[\"'][^>]*>\s*"
    r"<color\b[^>]*\srgb=[\"'](?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})[\"']"
)
_BITS = 3
_LOW = (1 << _BITS) - 1
NUMBERS = 1 << 3 * _BITS
"""So many looks can be told apart: some bits in each of red, green and blue."""

_HATCHED = 0.25
"""How much of a hatching LibreOffice leaves, which makes one even colour of it."""


@dataclass(frozen=True)
class Look:
    """What a mark covers of a cell: its fill and border as XML, without prefixes."""

    fill: str
    border: str

    @property
    def number(self) -> int:
        """A number made of the look itself, the same in every workbook that has it."""
        digest = sha256(f"{self.fill}{self.border}".encode()).digest()
        return int.from_bytes(digest[:4]) % NUMBERS


PLAIN = Look('<fill><patternFill patternType="none"/></fill>', "<border/>")


def with_mark(look: Look, grade: Severity, number: int, *, filled: bool = True) -> Look:
    """Return a look with our mark on it: filled and framed, hatched and dashed, or underlined."""
    style, colour = _LINES[grade]
    sides = ("bottom",) if grade == "info" else _SIDES
    border = _framed(look.border, sides, style, _numbered(colour, number))
    if not filled or grade == "info":
        return Look(look.fill, border)
    if grade == "error":
        return Look(solid_fill(ERROR_FILL), border)
    shade = f'<fgColor rgb="{WARNING_SHADE}"/><bgColor rgb="{_ground(look.fill)}"/>'
    return Look(f'<fill><patternFill patternType="lightUp">{shade}</patternFill></fill>', border)


def mark_number(border: str) -> int | None:
    """Return the number that a frame of ours carries, None for any other border."""
    for style, colour in _DRAWN.findall(border):
        channels = bytes.fromhex(colour)
        for line, own in _LINES.values():
            pairs = zip(channels, bytes.fromhex(own[2:]), strict=True)
            if style == line and all(one | _LOW == other | _LOW for one, other in pairs):
                return int("".join(f"{channel & _LOW:0{_BITS}b}" for channel in channels), 2)
    return None


def _numbered(colour: str, number: int) -> str:
    shifts = (2 * _BITS, _BITS, 0)
    channels = zip(bytes.fromhex(colour[2:]), shifts, strict=True)
    return "FF" + "".join(f"{one & ~_LOW | number >> by & _LOW:02X}" for one, by in channels)


def is_mark_fill(fill: str, under: Look | None = None) -> bool:
    """Whether a fill is one of our marks; ``under`` is what the mark would cover."""
    tree = _tree(fill)
    pattern = tree.find("patternFill") if tree is not None else None
    colour = _six_digits(pattern.find("fgColor")) if pattern is not None else ""
    if colour in (ERROR_FILL[2:], WARNING_SHADE[2:]):
        return True
    return under is not None and _is_evened_hatching(colour, _ground(under.fill)[2:])


def _is_evened_hatching(colour: str, ground: str) -> bool:
    """Whether a colour is that of our hatching on a ground, saved by a program without any."""
    if len(colour) != len(ground):
        return False
    triples = zip(*map(bytes.fromhex, (colour, ground, WARNING_SHADE[2:])), strict=True)
    return all(abs(base + (shade - base) * _HATCHED - one) <= 1.5 for one, base, shade in triples)


def solid_fill(colour: str) -> str:
    """Return the XML of a fill in one colour."""
    inner = f'<fgColor rgb="{colour}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{inner}</patternFill></fill>'


def _tree(xml: str) -> ElementTree.Element | None:
    try:
        return ElementTree.fromstring(xml)
    except ElementTree.ParseError:  # a prefix from elsewhere: not ours to understand
        return None


def _ground(fill: str) -> str:
    """Return the colour a hatching stands on: the cell's own where it is plainly given."""
    tree = _tree(fill)
    pattern = tree.find("patternFill") if tree is not None else None
    colour = pattern.find("fgColor") if pattern is not None else None
    if pattern is None or colour is None or pattern.get("patternType") != "solid":
        return "FFFFFFFF"
    return f"FF{_six_digits(colour) or 'FFFFFF'}"


def _framed(border: str, sides: tuple[str, ...], style: str, colour: str) -> str:
    """Return a border with some of its sides drawn anew; diagonals stay."""
    tree = _tree(border)
    old = {item.tag: item for item in tree} if tree is not None else {}
    new = ElementTree.Element("border", dict(tree.attrib) if tree is not None else {})
    for side, other in zip(_SIDES, ("start", "end", "", ""), strict=True):
        if side in sides:
            drawn = ElementTree.SubElement(new, side, {"style": style})
            ElementTree.SubElement(drawn, "color", {"rgb": colour})
        else:
            kept = old.get(side, old.get(other))
            new.append(_as_side(kept, side))
    new.extend(item for name, item in old.items() if name not in _SIDES_WRITTEN)
    return ElementTree.tostring(new, encoding="unicode").replace(" />", "/>")


def _as_side(kept: ElementTree.Element | None, side: str) -> ElementTree.Element:
    """Return a side of a border by its usual name; the strict edition calls two otherwise."""
    made = ElementTree.Element(side, kept.attrib if kept is not None else {})
    made.extend(kept if kept is not None else ())
    return made


def _six_digits(colour: ElementTree.Element | None) -> str:
    found = (colour.get("rgb") or "")[-6:].upper() if colour is not None else ""
    return found if re.fullmatch("[0-9A-F]{6}", found) else ""
