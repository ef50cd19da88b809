"""Where the parts of a bullet chart lie, in percent of its width."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from etl.domain.completion import CompletionRow
from etl.domain.judging import level_of
from etl.domain.plan import Level

# The axis target stands at four fifths of the width; what lies beyond it continues behind
# a visible break, to a quarter past the target. Further on only a second break says "more".
TARGET_AT = Fraction(80)
END = Fraction(5, 4)


@dataclass(frozen=True)
class Bullet:
    """Positions from the left edge. ``over`` is what lies past the target, ``far`` cut off."""

    track: Fraction
    bar: Fraction
    over: Fraction
    far: bool
    pace: Fraction
    province: Fraction | None
    city: Fraction | None


def position(share: Fraction) -> Fraction:
    """Return where a share of the axis target lies."""
    return TARGET_AT * min(share, END)


def bullet(row: CompletionRow) -> Bullet | None:
    """Return the geometry of a row, None where no target gives it an axis."""
    level = level_of(row)
    axis = row.levels[level].target if level else None
    if not axis:
        return None
    marks = {name: _mark(row, name, Fraction(axis)) for name in ("province", "city")}
    share = Fraction(row.completed or 0) / Fraction(axis)
    return Bullet(
        track=max(position(share) for share in (*filter(None, marks.values()), Fraction(1))),
        bar=min(position(share), TARGET_AT),
        over=max(position(share) - TARGET_AT, Fraction(0)),
        far=share > END,
        pace=position(row.pace),
        province=_place(marks["province"]),
        city=_place(marks["city"]),
    )


def _mark(row: CompletionRow, level: Level, axis: Fraction) -> Fraction | None:
    result = row.levels[level]
    if result.target is None or result.status == "no_target":
        return None
    return Fraction(result.target) / axis


def _place(share: Fraction | None) -> Fraction | None:
    return None if share is None else position(share)


def coordinate(value: Fraction) -> str:
    """Write a position in a drawing: one decimal is finer than a pixel."""
    return f"{float(round(value, 1)):g}"


def css_percent(value: Fraction) -> str:
    """Write a position for a style: two decimals are finer than a pixel."""
    return f"{float(round(value, 2)):g}%"
