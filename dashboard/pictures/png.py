"""SVG becomes PNG by resvg, with the fonts of our own."""

from __future__ import annotations

import re
from math import sqrt

import resvg_py

from dashboard.pictures.fonts import FAMILY, FILES, OTHER_STACK, lacking

_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
# A list of thousands of counties is a very long picture: it gets coarser, never too large.
_MOST_PIXELS = 12_000_000


def png(svg: str, scale: float = 2) -> bytes:
    """Return a picture made by this package as PNG, ``scale`` pixels for each of the SVG's.

    The font is our own, so that every machine makes the same picture; one of the system only
    where a sign is not in ours. A picture of very many rows gets fewer pixels. Raises
    ValueError for what is no such SVG.
    """
    found = _SIZE.search(svg)
    if found is None:
        raise ValueError("no SVG with width and height")
    area = float(found[1]) * float(found[2])
    strange = lacking(svg)
    family = OTHER_STACK if strange else f"'{FAMILY}'"
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=min(scale, sqrt(_MOST_PIXELS / area)),
        skip_system_fonts=not strange,
        font_files=[str(path) for path in FILES],
        style_sheet=f"svg {{ font-family: {family} }}",
    )
