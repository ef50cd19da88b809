"""Regions (县区): a tree of any depth, whose submitting nodes file workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """One node of the tree, as the plan's sheet 县区 lists it."""

    code: str
    name: str
    parent: str | None
    aliases: tuple[str, ...] = ()
    order: int = 0
    submits: bool = True
    first_month: int | None = None
    last_month: int | None = None

    def expected_in(self, month: int) -> bool:
        """Whether a workbook is expected for this month of the plan's year."""
        return self.submits and (self.first_month or 1) <= month <= (self.last_month or 12)


class RegionTree:
    """The regions of one plan, in the plan's order.

    The constructor takes regions whose parents are all listed; the plan reader has
    checked that (a missing parent or a cycle is a finding there).
    """

    def __init__(self, regions: Iterable[Region], root: str) -> None:
        self._by_code = {region.code: region for region in regions}
        self._children: dict[str, list[Region]] = {code: [] for code in self._by_code}
        for region in sorted(self._by_code.values(), key=lambda item: (item.order, item.code)):
            if region.parent in self._children and region.code != root:
                self._children[region.parent].append(region)
        self._submitting: dict[str, tuple[Region, ...]] = {}
        self.root = self._by_code[root]

    def __iter__(self) -> Iterator[Region]:
        return self.below(self.root.code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Region | None:
        """Return the region of this code, or None."""
        return self._by_code.get(code)

    def __getitem__(self, code: str) -> Region:
        return self._by_code[code]

    def children(self, code: str) -> tuple[Region, ...]:
        """Return the direct children in the plan's order."""
        return tuple(self._children[code])

    def below(self, code: str) -> Iterator[Region]:
        """Yield the region itself and everything under it, parents first."""
        stack = [self._by_code[code]]
        while stack:
            region = stack.pop()
            yield region
            stack.extend(reversed(self._children[region.code]))

    def submitting(self, code: str) -> tuple[Region, ...]:
        """Return the submitting regions at or under this one, in the plan's order.

        Remembered, because each target and each sum of a table asks for it again.
        """
        found = self._submitting.get(code)
        if found is None:
            found = tuple(region for region in self.below(code) if region.submits)
            self._submitting[code] = found
        return found

    def path(self, code: str) -> tuple[Region, ...]:
        """Return the regions from the root down to this one."""
        path = [self._by_code[code]]
        while path[-1].code != self.root.code and path[-1].parent in self._by_code:
            path.append(self._by_code[path[-1].parent])
        return tuple(reversed(path))
