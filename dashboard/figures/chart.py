"""A chart before it is drawn: the one description that Plotly, the picture and the table share.

All values are exact; what a chart shows is decided here and nowhere else, so that the figure
in the browser, the picture that is taken away and the table beneath cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from etl.domain.judging import Tone
from etl.domain.sentence import Sentence

SeriesKind = Literal["line", "bar", "plan", "province", "city", "pace"]
"""``line``: solid with points; ``bar``; ``plan``: dashed; the others: marks beside bars,
drawn like those of the bullets (tick, diamond, dashed stroke)."""


@dataclass(frozen=True)
class Point:
    """One value of a series; None is a gap and never 0.

    ``label`` is written at the point, ``words`` say all of it to whoever points there.
    ``hollow``: its month has not been reported by all; it is not to be compared.
    """

    value: Fraction | None
    label: str = ""
    tone: Tone = "good"
    hollow: bool = False
    words: str = ""


@dataclass(frozen=True)
class Series:
    """What is drawn in one manner; as many points as the chart has categories."""

    name: str
    kind: SeriesKind
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Line:
    """A target: a straight line over all categories, with its name at the end."""

    name: str
    kind: Literal["province", "city", "need", "standard"]
    value: Fraction


@dataclass(frozen=True)
class Chart:
    """A chart with the words that go with it wherever it goes.

    ``unit`` is that of the values, e.g. 人 or %. ``under`` is a second line beneath each
    category (8/9). ``sideways``: categories go down the side, bars to the right. ``notes`` say
    as-of date, coverage, release, plan revision and the rule of the colours.
    """

    name: str
    title: str
    sentence: Sentence
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    lines: tuple[Line, ...] = ()
    under: tuple[str, ...] = ()
    under_name: str = ""
    sideways: bool = False
    notes: tuple[str, ...] = field(default=())
