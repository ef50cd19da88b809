"""One bullet, drawn: track, bar, what lies past the target, and the three marks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dashboard.figures.bullet import Bullet
from dashboard.pictures.legend import swatch
from dashboard.pictures.measure import Length
from dashboard.pictures.paper import KEY, Key
from dashboard.pictures.patterns import bar_fill
from dashboard.pictures.points import diamond, pace_stroke, tick
from dashboard.pictures.svg import DEEP_BLUE, INK2, PAPER, TRACK, Spot, element, path, rect
from etl.domain.completion import NOT_JUDGED, STATUS_NAMES, CompletionRow
from etl.domain.judging import Tone, tone_of

TALL = 28
"""The height of a bullet with its marks."""

_BREAK, _LEAST_OVER = 2, 13
_FAR = Fraction(93)


def bullet_marks(shape: Bullet, row: CompletionRow, corner: Spot, room: Length) -> str:
    """Return a bullet from its upper left corner; ``room`` is what 100 of its percent measure."""
    left, top = corner
    middle = top + TALL // 2

    def along(percent: Fraction) -> Fraction:
        return left + percent * room / 100

    tone = tone_of(row)
    parts = [
        rect((left, middle - 6), (along(shape.track) - left, 12), TRACK, class_="track"),
        _bar((left, middle - 5), along(shape.bar) - left, tone, f"bar {tone}"),
    ]
    if shape.over:
        wide = max(along(shape.over) - left - _BREAK, Fraction(_LEAST_OVER))
        start = (along(shape.bar) + _BREAK, middle - 5)
        parts.append(_break(along(shape.bar), middle))
        parts.append(_bar(start, wide, tone, f"bar over {tone}"))
    if shape.far:
        parts.append(_far(along(_FAR), middle))
    parts.append(pace_stroke((along(shape.pace), middle), Fraction(TALL, 2)))
    if shape.province is not None:
        parts.append(tick((along(shape.province), middle), 9))
    if shape.city is not None:
        parts.append(diamond((along(shape.city), middle)))
    return "".join(parts)


def _bar(corner: Spot, wide: Length, tone: Tone, name: str) -> str:
    paint = bar_fill(tone)
    fill = DEEP_BLUE if " over " in name and tone == "good" else paint.fill
    if tone == "none" or not wide:
        return ""
    return rect(corner, (wide, 10), fill, stroke=paint.stroke, class_=name)


def _break(x: Length, middle: Length) -> str:
    """Part what lies past the target from what leads to it."""
    return rect((x, middle - 6), (_BREAK, 12), PAPER)


def _far(x: Length, middle: Length) -> str:
    """Say by a slanted cut that the bar goes on further than is drawn."""
    slant = ((x + 2, middle - 8), (x + 8, middle - 8), (x + 4, middle + 8), (x - 2, middle + 8))
    sides = (slant[0], slant[3]), (slant[1], slant[2])
    cut = element("path", d=path(slant, closed=True), fill=PAPER, class_="far")
    edges = (element("path", d=path(side), stroke=INK2, stroke_width=1) for side in sides)
    return cut + "".join(edges)


def keys_for(rows: Sequence[CompletionRow]) -> tuple[Key, ...]:
    """Return the meaning of every shape, of states only where they occur."""
    tones = {tone_of(row) for row in rows}
    half = KEY // 2
    extra: tuple[tuple[Tone, str], ...] = (
        ("stale", NOT_JUDGED),
        ("idle", STATUS_NAMES["not_started"]),
    )
    return (
        Key(swatch(bar_fill("good")), "达序时及以上"),
        Key(swatch(bar_fill("slow")), "滞后"),
        *(Key(swatch(bar_fill(tone)), words) for tone, words in extra if tone in tones),
        Key(tick((half, 0), 7), "省定任务", narrow=True),
        Key(diamond((half, 0)), "市定任务", narrow=True),
        Key(pace_stroke((half, 0), 8), "序时进度", narrow=True),
    )
