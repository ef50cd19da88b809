"""Where values and categories lie: one geometry for upright and sideways charts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dashboard.pictures.measure import Length
from dashboard.pictures.scale import Scale
from dashboard.pictures.svg import Spot


@dataclass(frozen=True)
class Plot:
    """The area of the drawing proper. ``count`` categories divide one side evenly."""

    left: Length
    top: Length
    width: Length
    height: Length
    count: int
    scale: Scale
    sideways: bool = False

    @property
    def right(self) -> Length:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> Length:
        """The lower edge."""
        return self.top + self.height

    @property
    def band(self) -> Fraction:
        """The room of one category."""
        return Fraction(self.height if self.sideways else self.width) / max(self.count, 1)

    def middle(self, place: int) -> Fraction:
        """Return where the middle of a category lies."""
        return (self.top if self.sideways else self.left) + self.band * (2 * place + 1) / 2

    def at(self, value: Fraction) -> Fraction:
        """Return where a value lies along its axis."""
        share = self.scale.share(value)
        return (
            self.left + share * self.width if self.sideways else self.bottom - share * self.height
        )

    def spot(self, place: int, value: Fraction) -> Spot:
        """Return where a value of a category lies."""
        return self.turned(self.middle(place), self.at(value))

    def turned(self, across: Length, along: Length) -> Spot:
        """Return a place given across and along the axis of values as x and y."""
        return (along, across) if self.sideways else (across, along)

    def area(self, start: Length, thick: Length, value: Fraction) -> tuple[Spot, Spot]:
        """Return corner and size of a bar from zero to a value, ``start`` across the axis."""
        ends = sorted((self.at(Fraction(0)), self.at(value)))
        return self.turned(start, ends[0]), self.turned(thick, ends[1] - ends[0])
