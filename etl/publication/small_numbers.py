"""Small counts, and the counts they could be computed from, do not leave the house.

A count of 1 or 2 in one indicator of a project that has several (成年, 儿童) can point at a
person. It is shown as "<3". Since a release has sums too, of each region over its indicators
and of each indicator over the regions, further numbers are held back, until nobody can
recompute one that is not shown: each of them could have at least one other value, with all
that is shown staying as it is.

What a reader knows: every number shown, and that no number is below 0. A 0 is always shown.
"<3" is more than 0. A sum of several counts is never shown as "<3", since of 1 + 1 that would
tell both: it is held back. Any other number held back below the root is 3 or more. The root's
total of the project is always shown. A place that an earlier release held back stays so even
at 0, and all may know.

All numbers of a project flow in a circle: from the root's total through the indicators down
to the counts of a region, and from there through the regions' totals up again. Whoever changes
one and keeps the sums right changes numbers along a cycle of this network, and if any cycle
exists, one of single steps does: the method is exact. To guard a number is to find the cycle
that costs least and hold back what is on it. Sources: D. Gusfield, A graph theoretic approach
to statistical data security, SIAM J. Comput. 17 (1988); J. Castro, A shortest-paths heuristic
for statistical data protection in positive tables, INFORMS J. Comput. 19 (2007).

Where none exists although everything may be held back (a root's total of 2 tells all), the
split of the project is not published at all: ``Withheld.whole``. For a 0 held back from before
only steps of 3 are tried, which may give up too early but never guards too little. Not guarded
is what follows from how this module chooses, or from comparing releases whose counts differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import lcm
from typing import Final

from etl.publication.small_network import Network, Place, Table

__all__ = ["Place", "Withheld", "withheld"]

SMALL: Final = 3
"""Counts above 0 and below this one are small."""

_OWN: Final = "\0"
"""Ends the name of what a region counts itself, where others below it are added to it."""


@dataclass(frozen=True)
class Withheld:
    """The places of one project that are not shown, or not with their number.

    With ``whole`` only the root's total of the project may be shown, neither counties nor
    indicators, not even a 0; all other numbers above 0 are then in ``small`` or ``held``.
    """

    small: frozenset[Place] = frozenset()
    held: frozenset[Place] = frozenset()
    whole: bool = False

    def __contains__(self, place: object) -> bool:
        return place in self.small or place in self.held


def withheld(
    counts: Mapping[Place, Decimal],
    children: Mapping[str, Sequence[str]],
    root: str,
    indicators: Sequence[str],
    keep: Collection[Place] = (),
) -> Withheld:
    """Choose what of one project is shown as "<3" and what is held back.

    ``counts`` are those of the regions that submit; a place without one takes part in no sum.
    What is in ``keep`` stays held back, as an earlier release had it. Raises ValueError for a
    count that is below 0 or has no place below the root: it would go unguarded.
    """
    if len(indicators) < 2:
        return Withheld()
    both = {region for region, _ in counts if children.get(region)}
    parts = {region: [region + _OWN, *children[region]] for region in both}
    above = _above({**children, **parts}, root)
    feet = {region: region + _OWN for region in both}
    cells = {(feet.get(region, region), name): count for (region, name), count in counts.items()}
    _check(cells, above, root, indicators)
    own = {(feet[region], name) for region, name in keep if region in feet}
    return _chosen(_table(cells, above, indicators, own.union(keep)))


def _check(
    cells: Mapping[Place, Decimal],
    above: Mapping[str, str | None],
    root: str,
    indicators: Sequence[str],
) -> None:
    for (region, indicator), count in cells.items():
        if region not in above or region in (root, root + _OWN) or indicator not in indicators:
            raise ValueError(f"no place for a count: {region!r}, {indicator!r}")
        if count < 0:
            raise ValueError(f"a count below 0: {region!r}, {indicator!r}")


def _chosen(table: Table) -> Withheld:
    """Tell small ones from others. A region's own count and its sum are one place to others.

    If either is withheld, the place is: as small only where the sum itself is.
    """
    hidden = _guarded(table)
    places = (
        [place for place in table.numbers if table.may_hide(place)] if hidden is None else hidden
    )
    small = frozenset(place for place in places if table.is_small(place) and _OWN not in place[0])
    named = frozenset((region.removesuffix(_OWN), indicator) for region, indicator in places)
    return Withheld(small, named - small, whole=hidden is None)


def _above(children: Mapping[str, Sequence[str]], root: str) -> dict[str, str | None]:
    """Give each region the one above it, parents first, in the order of the children."""
    above: dict[str, str | None] = {}
    waiting: list[tuple[str, str | None]] = [(root, None)]
    while waiting:
        region, parent = waiting.pop()
        if region in above:
            raise ValueError(f"the regions are no tree: {region}")
        above[region] = parent
        waiting.extend((child, region) for child in reversed(children.get(region, ())))
    return above


def _table(
    counts: Mapping[Place, Decimal],
    above: Mapping[str, str | None],
    indicators: Sequence[str],
    keep: Collection[Place],
) -> Table:
    one = lcm(*(count.as_integer_ratio()[1] for count in counts.values()))
    order = [(region, indicator) for region in above for indicator in (*indicators, "")]
    numbers = _sums({place: int(count * one) for place, count in counts.items()}, above, order)
    hidden = {place: int(numbers[place] > 0 or place in keep) for place in counts}
    parts = _sums(hidden, above, order)
    several = frozenset(place for place, number in parts.items() if number > 1)
    return Table(above, numbers, several, keep, SMALL * one)


def _sums(
    cells: Mapping[Place, int], above: Mapping[str, str | None], order: Sequence[Place]
) -> dict[Place, int]:
    """Add all sums up to the root; ``order`` has parents first."""
    found = dict(cells)
    for region, indicator in reversed(order):
        if indicator == "" or (region, indicator) not in found:
            continue
        parent = above[region]
        sums = [(region, "")] if parent is None else [(region, ""), (parent, indicator)]
        for place in sums:
            found[place] = found.get(place, 0) + found[region, indicator]
    return {place: found[place] for place in order if place in found}


def _guarded(table: Table) -> set[Place] | None:
    """Withhold until every place withheld has another value; None if one can have none."""
    network = Network(table)
    hidden = {place for place in table.numbers if table.must_hide(place)}
    guarded: set[Place] = set()
    for place in table.numbers:
        if place in hidden and place not in guarded:
            cycle = network.guard(place)
            if cycle is None:
                return None
            hidden.update(cycle)
            guarded.update(cycle)
    return hidden
