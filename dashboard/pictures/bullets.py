"""The rows of the overview as a picture: a bullet, both named rates, the gap and the status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard.figures.bullet import bullet, position
from dashboard.pictures.bullet_marks import TALL, bullet_marks, keys_for
from dashboard.pictures.measure import width
from dashboard.pictures.paper import ROOM, Drawing, paper
from dashboard.pictures.row_words import (
    Said,
    chart_notes,
    completed_words,
    gap_said,
    rate_words,
    status_said,
)
from dashboard.pictures.stack import Written, flowing, heading, height_of, stack
from dashboard.pictures.svg import BLUE, FAINT, INK, INK2, INK3, LINE, ORANGE, VIOLET, line, text
from dashboard.pictures.words import PictureWords
from etl.domain.completion import CompletionRow
from etl.domain.judging import Tone
from etl.domain.plan import LEVEL_NAMES, Level
from etl.domain.text import share_text
from etl.domain.thresholds import Thresholds

_NAME, _NUMBER, _JUDGED, _GAP = 168, 92, 176, 14
_CHART = ROOM - _NAME - 3 * _NUMBER - _JUDGED - 3 * _GAP - 4
_CHART_AT = _NAME + _GAP
_NUMBERS_AT = _CHART_AT + _CHART + 4
_JUDGED_AT = ROOM - _JUDGED
_HEAD, _AIR = 26, 9
_LEVELS: tuple[Level, ...] = ("province", "city")
_INKS: dict[Tone, str] = {"good": BLUE, "slow": ORANGE, "idle": INK2, "stale": INK3, "none": INK3}


@dataclass(frozen=True)
class BulletLine:
    """What a row is about, with a second line, and its figures."""

    name: str
    sub: str
    row: CompletionRow


def bullets_svg(
    lines: Sequence[BulletLine],
    pace: Fraction,
    words: PictureWords,
    limits: Thresholds | None = None,
    first: str = "项目",
) -> str:
    """Return rows of bullets as SVG; ``pace`` is the linear share of the month.

    ``limits`` are those in force, which the status within tolerance names as on the page.
    ``first`` heads the names.
    """
    parts, y = [_heads(pace, first)], _HEAD
    for item in lines:
        content, high = _line(item, pace, limits, y)
        parts += [line((0, y), (ROOM, y), LINE if y == _HEAD else FAINT), content]
        y += high
    return paper(words, Drawing("".join(parts), y + 4, keys_for([item.row for item in lines])))


def _heads(pace: Fraction, first: str) -> str:
    heads = ["累计完成", *(f"{LEVEL_NAMES[level]}完成率" for level in _LEVELS)]
    numbers = (
        text((_number_end(place), 14), head, text_anchor="end") for place, head in enumerate(heads)
    )
    judged = text((_JUDGED_AT, 14), "与序时比")
    return text((0, 14), first) + _scale(pace) + "".join(numbers) + judged


def _scale(pace: Fraction) -> str:
    """Return the scale over the bullets; what the named pace would lie on is left out."""
    shown = ((Fraction(0), "0"), (Fraction(1, 2), "50%"), (Fraction(1), "100%"))
    ticks = [
        text((_along(share), 14), words, text_anchor="middle" if share else "start")
        for share, words in shown
        if abs(share - pace) > Fraction(1, 4)
    ]
    words = f"序时{share_text(pace)}"
    half = width(words, 12, bold=True) / 2
    middle = min(max(_along(pace), _CHART_AT + half), Fraction(_CHART_AT + _CHART) - half)
    here = text((middle, 14), words, 12, VIOLET, text_anchor="middle", font_weight="700")
    return "".join(ticks) + here


def _along(share: Fraction) -> Fraction:
    return _CHART_AT + position(share) * _CHART / 100


def _number_end(place: int) -> int:
    return _NUMBERS_AT + _NUMBER * (place + 1)


def _line(item: BulletLine, pace: Fraction, limits: Thresholds | None, y: int) -> tuple[str, int]:
    """Return a row drawn from ``y`` downwards, and how high it is."""
    row = item.row
    name = [*heading(item.name, _NAME), *flowing(item.sub, _NAME)]
    notes = [part for note in chart_notes(row, row.pace != pace) for part in flowing(note, _CHART)]
    numbers = [_completed(row), *(_rate(row, level) for level in _LEVELS)]
    judged = _judged(row, limits)
    high = max(height_of(name), TALL + height_of(notes), *map(height_of, [*numbers, judged]))
    middle = y + _AIR + high // 2
    parts = [
        stack(0, middle - height_of(name) // 2, name),
        _bullet(row, middle - (TALL + height_of(notes)) // 2, notes),
        *(
            stack(_number_end(place), middle - height_of(cell) // 2, cell, text_anchor="end")
            for place, cell in enumerate(numbers)
        ),
        stack(_JUDGED_AT, middle - height_of(judged) // 2, judged),
    ]
    return "".join(parts), high + 2 * _AIR


def _bullet(row: CompletionRow, top: int, notes: Sequence[Written]) -> str:
    shape = bullet(row)
    if shape is None:
        drawn = text((_CHART_AT, top + TALL // 2 + 4), "无可比目标")
    else:
        drawn = bullet_marks(shape, row, (_CHART_AT, top), _CHART)
    return drawn + stack(_CHART_AT, top + TALL, notes)


def _completed(row: CompletionRow) -> list[Written]:
    said, funds = completed_words(row)
    bold = row.completed is not None
    room = _NUMBER - 8
    whole = said.words + said.note
    if width(whole, 15, bold) <= room:
        first = [Written(whole, 15, INK if bold else INK3, bold, "completed")]
    else:
        first = [
            Written(said.words, 15, INK, bold, "completed"), *flowing(said.note, room, 12, INK2)
        ]  # fmt: skip
    return [*first, *flowing(funds, room)]


def _rate(row: CompletionRow, level: Level) -> list[Written]:
    rate, below = rate_words(row, level)
    return [Written(rate, 15, INK, True, f"rate-{level}"), *flowing(below, _NUMBER - 8)]


def _judged(row: CompletionRow, limits: Thresholds | None) -> list[Written]:
    return [*_said(gap_said(row)), *_said(status_said(row, limits))]


def _said(said: Said) -> list[Written]:
    """Return words in the colour of their tone; the bracket after them in small print."""
    ink = _INKS[said.tone]
    strong = said.tone == "slow"
    words = f"{said.shape} {said.words}".strip()
    if width(words, 13, strong) + width(said.note, 12) <= _JUDGED:
        return [Written(words, 13, ink, strong, note=said.note)]
    return [*flowing(words, _JUDGED, 13, ink, strong), *flowing(said.note, _JUDGED)]
