"""A small trend of the months: the rate of a row over the year, and the plan's curve dashed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard.components.element import Element
from dashboard.components.marks import HIDDEN, Node, aloud
from dashboard.figures.bullet import coordinate
from etl.domain.completion import CompletionRow
from etl.domain.judging import is_behind, level_of
from etl.domain.plan import LEVEL_NAMES
from etl.domain.text import rate_text

WIDTH, HEIGHT, EDGE = 64, 24, 3


@dataclass(frozen=True)
class MonthPoint:
    """One month of a row; ``number`` of the year."""

    number: int
    row: CompletionRow


def trend(points: Sequence[MonthPoint]) -> Node:
    """Return the drawing with its words for the ear; nothing where there is no rate."""
    level = level_of(points[-1].row) if points else None
    if level is None:
        return None
    rated = [(p, rate) for p in points if (rate := p.row.levels[level].rate) is not None]
    known = [(p, rate) for p, rate in rated if p.row.reported]
    if not known:
        return None
    top = max(Fraction(1), *(rate for _, rate in known))
    said = "、".join(
        f"{p.number}月{rate_text(rate) if p.row.reported else '无报送'}" for p, rate in rated
    )
    plan = [_spot(p.number, p.row.pace, top) for p in points]
    return [aloud(f"各月{LEVEL_NAMES[level]}完成率：{said}"), _drawing(known, plan, top)]


def _drawing(
    known: Sequence[tuple[MonthPoint, Fraction]], plan: Sequence[str], top: Fraction
) -> Element:
    """Draw the months that were reported; what is carried forward has no point."""
    last, rate = known[-1]
    whole = last.row.reported == last.row.expected
    x, y = _spot(last.number, rate, top).split(",")
    slow = is_behind(last.row)
    end = " ".join(("end", *(["slow"] if slow else []), *([] if whole else ["hollow"])))
    done = [_spot(point.number, share, top) for point, share in known]
    parts = [
        Element("polyline", points=" ".join(plan), className="plan"),
        Element("polyline", points=" ".join(done), className="done"),
        Element("circle", cx=x, cy=y, r="2.5", className=end),
    ]
    return Element(
        "svg",
        parts,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=str(WIDTH),
        height=str(HEIGHT),
        className="spark",
        **HIDDEN,
    )


def _spot(number: int, share: Fraction, top: Fraction) -> str:
    """Return where a share of the target lies in a month, as a point of a polyline."""
    x = EDGE + Fraction(number - 1, 11) * (WIDTH - 2 * EDGE)
    y = HEIGHT - EDGE - Fraction(min(share, top)) / top * (HEIGHT - 2 * EDGE)
    return f"{coordinate(x)},{coordinate(y)}"
