"""Names on charts: short enough to leave room for what they name."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from etl.publication.chart import Chart

NARROW = 0.58
"""Width of a Latin character or digit, in sizes of the font."""
_NAME, _PROJECT, _ENDING = 14.0, 20.0, 4


def readable(chart: Chart) -> Chart:
    """Return a chart with short names; the slide or the sheet beside it has them in full."""
    project, colon, rest = chart.title.rpartition("：")
    return replace(
        chart,
        title=f"{abbreviated(project, _PROJECT)}{colon}{rest}",
        categories=tuple(abbreviated(name) for name in chart.categories),
    )


def abbreviated(name: str, most: float = _NAME) -> str:
    """Return the begin of a name and its end, which together tell it apart."""
    if text_width(name) <= most:
        return name
    begin, end = name, name[-_ENDING:]
    while begin and text_width(begin + "…" + end) > most:
        begin = begin[:-1]
    return begin + "…" + end


def text_width(text: str) -> float:
    """Return the width of a line in sizes of its font."""
    return sum(
        1.0 if unicodedata.east_asian_width(character) in "WFA" else NARROW for character in text
    )
