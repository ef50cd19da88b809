"""The legend of a chart: its series, and the states that occur in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from dashboard.figures.chart import Chart, Point, Series
from dashboard.pictures.paper import KEY, Key
from dashboard.pictures.patterns import Fill
from dashboard.pictures.points import colour, diamond, mark, pace_stroke, tick
from dashboard.pictures.series import fill_of, orders
from dashboard.pictures.svg import VIOLET, line, rect
from etl.domain.completion import NOT_JUDGED, STATUS_NAMES
from etl.domain.judging import Tone

_STATES: tuple[tuple[Tone, str], ...] = (
    ("slow", "滞后"),
    ("stale", NOT_JUDGED),
    ("idle", STATUS_NAMES["not_started"]),
    ("none", "不作判断"),
)
_HALF = KEY // 2


def keys_of(chart: Chart) -> tuple[Key, ...]:
    """Return what the legend of a chart explains."""
    named = [
        Key(_sample(series, order, chart.sideways), series.name, _is_narrow(chart, series))
        for series, order in orders(chart)
    ]
    return (*(key for key in named if key.words.strip()), *_states(chart))


def _is_narrow(chart: Chart, series: Series) -> bool:
    return series.kind == "city" or (chart.sideways and series.kind in ("province", "pace"))


def swatch(paint: Fill) -> str:
    """Return a small filled area for a legend."""
    return rect(
        (2, -6), (KEY - 4, 12), paint.fill, stroke=paint.stroke, stroke_dasharray=paint.dashes
    )


def _sample(series: Series, order: int, sideways: bool) -> str:
    if series.kind == "bar":
        return swatch(fill_of(_typical(series), order))
    if series.kind == "line":
        stroke = line((0, 0), (KEY, 0), colour("good", order), 2)
        return stroke + mark((_HALF, 0), _typical(series), order)
    if series.kind == "province":
        return tick((_HALF, 0), 7, upright=sideways)
    return diamond((_HALF, 0)) if series.kind == "city" else _dashed(series, sideways)


def _dashed(series: Series, sideways: bool) -> str:
    if series.kind == "plan":
        return line((0, 0), (KEY, 0), VIOLET, 2, stroke_dasharray="4 3")
    return pace_stroke((_HALF, 0), 8, upright=sideways)


def _typical(series: Series) -> Point:
    """Return a point as the series mostly has them: good if any is."""
    tones = _tones([series])
    tone: Tone = "good" if "good" in tones or not tones else sorted(tones)[0]
    return Point(Fraction(0), tone=tone)


def _tones(listed: Sequence[Series]) -> set[Tone]:
    return {p.tone for series in listed for p in series.points if p.value is not None}


def _states_of(listed: Sequence[Series]) -> set[Tone]:
    """Return the tones that a key explains; a neutral hollow point is named as hollow alone."""
    points = [p for series in listed for p in series.points if p.value is not None]
    return {p.tone for p in points if not (p.hollow and p.tone == "none")}


def _states(chart: Chart) -> list[Key]:
    """Return the states that occur and that no sample of a series shows already."""
    bars = [series for series in chart.series if series.kind == "bar"]
    lines = [series for series in chart.series if series.kind == "line"]
    shown = {_typical(series).tone for series in (*bars, *lines)}
    keys = []
    for tone, words in _STATES:
        if tone in _states_of(bars) - shown:
            keys.append(Key(swatch(fill_of(Point(None, tone=tone), 0)), words))
        elif tone in _states_of(lines) - shown:
            keys.append(Key(mark((_HALF, 0), Point(None, tone=tone)), words, narrow=True))
    return [*keys, *_incomplete(bars, lines)]


def _incomplete(bars: Sequence[Series], lines: Sequence[Series]) -> list[Key]:
    sample = Point(None, hollow=True)
    keys = []
    if tone := _hollow_tone(lines):
        point = mark((_HALF, 0), replace(sample, tone=tone))
        keys.append(Key(point, "空心：当月报送不全", narrow=True))
    if tone := _hollow_tone(bars):
        keys.append(Key(swatch(fill_of(replace(sample, tone=tone), 0)), "疏斜纹：含报送不全的月份"))
    return keys


def _hollow_tone(listed: Sequence[Series]) -> Tone | None:
    """Return a tone in which incomplete months occur, good if any is."""
    tones = {p.tone for item in listed for p in item.points if p.hollow and p.value is not None}
    return "good" if "good" in tones else min(tones, default=None)
