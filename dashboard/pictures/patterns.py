"""Fills that speak without colour: hatching for behind, carried forward, incomplete, missing."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.pictures.svg import BLUE, FAINT, ORANGE, PAPER, element, rect
from etl.domain.judging import Tone

IDLE, STALE = "#8ea3b8", "#7d8b99"


@dataclass(frozen=True)
class Hatch:
    """Stripes of ``front`` on ``ground``, in pixels, rising or falling."""

    name: str
    front: str
    ground: str
    stripe: int
    period: int
    falling: bool = False


# As in assets/style.css, where there is one.
_HATCHES = (
    Hatch("slow", ORANGE, "#d98a4c", 4, 7),
    Hatch("stale", STALE, PAPER, 2, 6),
    Hatch("hollow-good", "#8fb3d6", PAPER, 2, 6),
    Hatch("hollow-slow", "#e0a877", PAPER, 2, 6, falling=True),
    Hatch("hollow-idle", "#c3ced9", PAPER, 2, 6),
    Hatch("behind", "#f7bf90", "#f9cba5", 5, 9),
    Hatch("far-behind", "#e8904f", "#efa56d", 4, 7),
    Hatch("missing", FAINT, PAPER, 4, 8, falling=True),
)


@dataclass(frozen=True)
class Fill:
    """How an area is filled, and framed if it is."""

    fill: str
    stroke: str | None = None
    dashes: str | None = None


_SOLID: dict[Tone, Fill] = {
    "good": Fill(BLUE),
    "slow": Fill("url(#slow)"),
    "idle": Fill(IDLE),
    "stale": Fill("url(#stale)", STALE),
    "none": Fill(PAPER, STALE, "3 2"),
}
_HOLLOW: dict[Tone, Fill] = {
    **_SOLID,
    "good": Fill("url(#hollow-good)", BLUE),
    "slow": Fill("url(#hollow-slow)", ORANGE),
    "idle": Fill("url(#hollow-idle)", IDLE),
}

STEPS: dict[str, Fill] = {
    "exceeded": Fill("#a9cbeb"),
    "completed": Fill("#a9cbeb"),
    "on-pace": Fill("#e3eef8"),
    "slightly-behind": Fill("#fde4cc"),
    "behind": Fill("url(#behind)"),
    "far-behind": Fill("url(#far-behind)"),
    "not-started": Fill(PAPER, "#dfe4ea"),
    "no-target": Fill(FAINT),
    "stale": Fill(PAPER, STALE, "3 2"),
    "missing": Fill("url(#missing)", "#c6cfd8"),
}
"""The cells of the matrix, by the names that its cells have on the page."""


def bar_fill(tone: Tone, hollow: bool = False) -> Fill:
    """Return how a bar is filled; ``hollow`` for a month that not all have reported."""
    return (_HOLLOW if hollow else _SOLID)[tone]


def definitions(drawing: str) -> str:
    """Return the patterns that a drawing uses."""
    used = (_pattern(hatch) for hatch in _HATCHES if f"url(#{hatch.name})" in drawing)
    content = "".join(used)
    return element("defs", content) if content else ""


def _pattern(hatch: Hatch) -> str:
    ground = rect((0, 0), (hatch.period, hatch.period), hatch.ground)
    stripe = rect((0, 0), (hatch.stripe, hatch.period), hatch.front)
    return element(
        "pattern", ground + stripe, id=hatch.name, width=hatch.period, height=hatch.period,
        patternUnits="userSpaceOnUse", patternTransform=f"rotate({-45 if hatch.falling else 45})",
    )  # fmt: skip
