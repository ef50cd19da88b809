"""Elements of SVG as text: escaped, positions exact until they are printed with two decimals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dashboard.pictures.measure import Length, clean
from etl.domain.text import half_up, plain

INK, INK2, INK3 = "#18222d", "#4a5866", "#5d6b79"
LINE, FAINT, TRACK = "#dfe4ea", "#eceff3", "#dde3ea"
BLUE, DEEP_BLUE, ORANGE, VIOLET = "#1d5a96", "#10325a", "#b5500b", "#6a3d9a"
PAPER = "#ffffff"

Value = str | Length | None
Spot = tuple[Length, Length]


def number(value: Length) -> str:
    """Print a position: two decimals are finer than a pixel."""
    return str(value) if isinstance(value, int) else plain(half_up(value, 2))


def element(tag: str, content: str = "", **attributes: Value) -> str:
    """Return an element around finished content; attributes that are None are left out.

    A name's ``_`` stands for ``-``, a final one is dropped: ``class_``, ``stroke_width``.
    """
    said = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_printed(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{said}>{content}</{tag}>" if content else f"<{tag}{said}/>"


def _printed(value: str | Length) -> str:
    return written(value).replace('"', "&quot;") if isinstance(value, str) else number(value)


def written(words: str) -> str:
    """Return words as they stand between tags: what users type is text and never markup."""
    return escape(clean(words), quote=False)


def hint(words: str) -> str:
    """Return what a mark says to whoever points at it; nothing for no words."""
    return element("title", written(words)) if clean(words) else ""


def text(spot: Spot, words: str, size: int = 12, fill: str = INK3, **more: Value) -> str:
    """Return one line of text; nothing for no words."""
    return block(spot, [words], size, fill, **more)


def block(spot: Spot, lines: Sequence[str], size: int = 12, fill: str = INK3, **more: Value) -> str:
    """Return lines of text as one element, the first line's base at the spot."""
    if not any(clean(line) for line in lines):
        return ""
    x, y = spot
    if len(lines) == 1:
        content = written(lines[0])
    else:
        step = size * 4 // 3
        content = "".join(
            element("tspan", written(line), x=x, y=y + step * place)
            for place, line in enumerate(lines)
        )
    return element("text", content, x=x, y=y, font_size=size, fill=fill, **more)


def rect(spot: Spot, size: Spot, fill: str, inside: str = "", **more: Value) -> str:
    """Return a rectangle from its upper left corner."""
    (x, y), (width, height) = spot, size
    return element("rect", inside, x=x, y=y, width=width, height=height, fill=fill, **more)


def line(start: Spot, end: Spot, stroke: str, width: Length = 1, **more: Value) -> str:
    """Return a straight stroke."""
    return element(
        "line", "", x1=start[0], y1=start[1], x2=end[0], y2=end[1],
        stroke=stroke, stroke_width=width, **more,
    )  # fmt: skip


def path(spots: Iterable[Spot], closed: bool = False) -> str:
    """Return the outline through spots, for the attribute ``d``."""
    drawn = "L".join(f"{number(x)} {number(y)}" for x, y in spots)
    return f"M{drawn}{'Z' if closed else ''}"


def moved(content: str, x: Length, y: Length, name: str = "") -> str:
    """Return content shifted to the right and down."""
    return element(
        "g", content, class_=name or None, transform=f"translate({number(x)} {number(y)})"
    )
