"""The numbers of one project as a network, and the cheapest cycle through one of them.

Why cycles guard a number is said in ``etl.publication.small_numbers``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

Place = tuple[str, str]
"""A region and an indicator; with the indicator "" it is the region's total of the project."""


@dataclass(frozen=True)
class Table:
    """All numbers of a project in the smallest step its counts have, regions from the root."""

    above: Mapping[str, str | None]
    numbers: Mapping[Place, int]
    several: Collection[Place]
    """Sums of more than one count that is not shown as 0."""
    keep: Collection[Place]
    least: int
    """The first number that is not small."""

    def _is_plain(self, place: Place) -> bool:
        """Whether "<3" could be shown there: only below the root, only where it tells no part."""
        return place not in self.several and self.above[place[0]] is not None

    def is_small(self, place: Place) -> bool:
        """Whether "<3" is shown at a withheld place."""
        return self._is_plain(place) and 0 < self.numbers[place] < self.least

    def lowest(self, place: Place) -> int:
        """Give the least number above 0 that a reader may think of at a place held back."""
        return self.least if self._is_plain(place) else 1

    def must_hide(self, place: Place) -> bool:
        """Whether a place is withheld whatever the others are."""
        if self.above[place[0]] is None:
            return place in self.keep and place[1] != ""
        return place in self.keep or 0 < self.numbers[place] < self.least

    def may_hide(self, place: Place) -> bool:
        """Whether a place may be withheld to guard another: a 0 and the root's total may not."""
        if place[1] == "" and self.above[place[0]] is None:
            return False
        return self.must_hide(place) or self.numbers[place] >= self.lowest(place)

    def moves(self, place: Place, step: int) -> tuple[bool, bool]:
        """Whether a reader may think of ``step`` more there, and of ``step`` less.

        From a 0 that is still held back the next number is no longer small.
        """
        number = self.numbers[place]
        if self.is_small(place):
            return number + step < self.least, number - step > 0
        return number > 0 or step >= self.least, number - step >= self.lowest(place)


class Network:
    """The numbers that may be withheld, as the ways along which a change can go."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._inner = set(table.above.values())
        self._places = [place for place in table.numbers if table.may_hide(place)]
        self._index = {place: way for way, place in enumerate(self._places)}
        self._nodes: dict[Place, int] = {}
        self._ends = [self._ends_of(place) for place in self._places]
        self._costs = self._first_costs()

    def _ends_of(self, place: Place) -> tuple[int, int]:
        """Give the two sums a number is in, in the direction the numbers flow.

        A region at the foot of the tree is one sum: of its counts, and that is its total.
        """
        region, indicator = place
        parent = self._table.above[region]
        outer = ("", "") if parent is None else (parent, indicator)
        inner = place if region in self._inner else (region, "")
        pair = (inner, outer) if indicator == "" else (outer, inner)
        first, second = (self._nodes.setdefault(node, len(self._nodes)) for node in pair)
        return first, second

    def _first_costs(self) -> list[int]:
        """Price the places so that no number of cheaper ones is worth a dearer one.

        In this order: counts, sums over regions, totals of regions, the root's sums. Among
        these, few, and then the smaller ones.
        """
        numbers, hidden = self._table.numbers, self._table.must_hide
        base, many = 1 + sum(numbers.values()), 1 + len(numbers)
        return [
            0 if hidden(place) else base * many ** self._rank(place) + numbers[place]
            for place in self._places
        ]

    def _rank(self, place: Place) -> int:
        if self._table.above[place[0]] is None:
            return 3
        return 2 if place[1] == "" else int(place[0] in self._inner)

    def guard(self, place: Place) -> list[Place] | None:
        """Find the cheapest places along which this one can change, itself among them.

        None if there are none. Whoever asks withholds them, so they cost nothing from now on.
        """
        way = self._index[place]
        first, second = self._ends[way]
        for step in self._exits:
            more, less = self._table.moves(place, step)
            found = [
                path
                for able, start, goal in ((more, second, first), (less, first, second))
                if able and (path := self._path(step, start, goal, way))
            ]
            if found:
                cycle = [way, *min(found)[1]]
                for item in cycle:
                    self._costs[item] = 0
                return [self._places[item] for item in cycle]
        return None

    def _path(self, step: int, start: int, goal: int, barred: int) -> tuple[int, list[int]] | None:
        """Find the cheapest way through the network (Dijkstra), without the one barred."""
        exits, costs = self._exits[step], self._costs
        best = {start: 0}
        came: dict[int, tuple[int, int]] = {}
        heap = [(0, start)]
        while heap:
            cost, node = heappop(heap)
            if node == goal:
                return cost, _back(came, start, goal)
            if cost > best[node]:
                continue
            limit = best.get(goal)
            for head, way in exits[node]:
                reached = cost + costs[way]
                known = best.get(head, limit)
                if way != barred and (known is None or reached < known):
                    best[head] = reached
                    came[head] = (node, way)
                    heappush(heap, (reached, head))
        return None

    @cached_property
    def _exits(self) -> dict[int, list[list[tuple[int, int]]]]:
        """For each size of step and each node, where a change can go on and by which way."""
        exits: dict[int, list[list[tuple[int, int]]]] = {}
        for step in (1, self._table.least):
            exits[step] = [[] for _ in self._nodes]
            for way, (first, second) in enumerate(self._ends):
                more, less = self._table.moves(self._places[way], step)
                if more:
                    exits[step][first].append((second, way))
                if less:
                    exits[step][second].append((first, way))
        return exits


def _back(came: Mapping[int, tuple[int, int]], start: int, node: int) -> list[int]:
    """List the ways of a path from its end."""
    ways: list[int] = []
    while node != start:
        node, way = came[node]
        ways.append(way)
    return ways
